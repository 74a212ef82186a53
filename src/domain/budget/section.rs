//! The sections of the execution report, I to VII, and the balances below them.

/// A section of the report, or one of the balance rows under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// I. Receipts.
    Receipts,
    /// II. Expenditure.
    Expenditure,
    /// III. Net budget lending: credits less their repayment.
    NetLending,
    /// IV. Balance of operations with financial assets: bought less sold.
    FinancialAssets,
    /// V. Deficit (surplus).
    Deficit,
    /// VI. Non-oil deficit (surplus).
    NonOilDeficit,
    /// VII. Financing of the deficit (use of the surplus): loans received less repaid, and balances used.
    Financing,
    /// Balances of budget money used.
    UsedBalances,
    /// Balances at the beginning of the financial year.
    OpeningBalance,
    /// Balances at the end of the reporting period.
    ClosingBalance,
    /// For reference: balances.
    ReferenceBalance,
    /// Of them, from external loans.
    OfExternalLoans,
}

/// How the lines below a heading are classified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Classification {
    /// Group → subgroup → administrator.
    Functional,
    /// Category → class → subclass.
    Receipts,
}

impl Section {
    /// In the order of the report.
    pub const ALL: [Section; 12] = [
        Section::Receipts,
        Section::Expenditure,
        Section::NetLending,
        Section::FinancialAssets,
        Section::Deficit,
        Section::NonOilDeficit,
        Section::Financing,
        Section::UsedBalances,
        Section::OpeningBalance,
        Section::ClosingBalance,
        Section::ReferenceBalance,
        Section::OfExternalLoans,
    ];

    /// The code used in storage and addresses: the section's number, or a word for a balance row.
    pub const fn code(self) -> &'static str {
        match self {
            Section::Receipts => "1",
            Section::Expenditure => "2",
            Section::NetLending => "3",
            Section::FinancialAssets => "4",
            Section::Deficit => "5",
            Section::NonOilDeficit => "6",
            Section::Financing => "7",
            Section::UsedBalances => "used",
            Section::OpeningBalance => "opening",
            Section::ClosingBalance => "closing",
            Section::ReferenceBalance => "reference",
            Section::OfExternalLoans => "external",
        }
    }

    /// The section of a code.
    pub fn parse(code: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.code() == code)
    }

    /// The headings inside, numbered from 1, each with the classification of what stands below it.
    ///
    /// Section II has none: its groups stand directly below it.
    pub const fn headings(self) -> &'static [Classification] {
        use Classification::{Functional, Receipts};
        match self {
            Section::Receipts => &[Receipts, Receipts, Receipts, Receipts],
            Section::NetLending | Section::FinancialAssets => &[Functional, Receipts],
            Section::Financing => &[Receipts, Functional],
            Section::Expenditure
            | Section::Deficit
            | Section::NonOilDeficit
            | Section::UsedBalances
            | Section::OpeningBalance
            | Section::ClosingBalance
            | Section::ReferenceBalance
            | Section::OfExternalLoans => &[],
        }
    }

    /// How the lines under a heading enter the section: sections III, IV and VII set one heading against the other.
    pub const fn sign(self, heading: u16) -> Sign {
        let opposed = matches!(self, Section::NetLending | Section::FinancialAssets | Section::Financing);
        if opposed && heading == 2 { Sign::Minus } else { Sign::Plus }
    }

    /// True where the section has lines below it.
    pub const fn has_lines(self) -> bool {
        matches!(self, Section::Expenditure) || !self.headings().is_empty()
    }
}

/// Added or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// Added.
    Plus,
    /// Taken away.
    Minus,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_their_sections() {
        for section in Section::ALL {
            assert_eq!(Section::parse(section.code()), Some(section));
        }
        for garbage in ["", "0", "8", "01", "I", "Used", "1 "] {
            assert_eq!(Section::parse(garbage), None, "{garbage:?}");
        }
    }
}
