//! The sections of the execution report, I to VII, the balances below them, and the other trees of the same report:
//! expenditure by administrators, by the economic classification, the priority investments, and what
//! tables of their own state in sum.

/// A section of the report, one of the balance rows under it, or the root of another tree.
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
    /// Everything spent, by administrator: expenditure, credits, financial assets bought, loans repaid.
    Departmental,
    /// The same by the economic classification.
    Economic,
    /// The priority budget investments among it.
    Investments,
    /// Everything spent, by functional group, as a summary states it.
    Groups,
    /// Everything spent, by administrator, as a summary states it: what [`Section::Departmental`] should add up to.
    Administrators,
}

/// A part of a report that its source states, and a load replaces, by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Sections I to VII and the balances.
    Main,
    /// The economic classification, where it is stated and not rolled up from specifics.
    Economic,
    /// The priority budget investments.
    Investments,
    /// A summary by functional group.
    Groups,
    /// A summary by administrator.
    Administrators,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 5] =
        [Part::Main, Part::Economic, Part::Investments, Part::Groups, Part::Administrators];

    /// The code used in storage.
    pub const fn code(self) -> &'static str {
        match self {
            Part::Main => "main",
            Part::Economic => "economic",
            Part::Investments => "investments",
            Part::Groups => "groups",
            Part::Administrators => "administrators",
        }
    }

    /// The part of a code.
    pub fn parse(code: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// How the lines below a heading are classified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Classification {
    /// Group → subgroup → administrator → programme → subprogramme → specific.
    Functional,
    /// Administrator → programme → subprogramme → specific: the functional one regrouped.
    Departmental,
    /// Category → class → specific.
    Economic,
    /// Group → administrator → programme → subprogramme, for the priority budget investments.
    Investments,
    /// Category → class → subclass → specific.
    Receipts,
}

impl Section {
    /// The sections and balance rows of form 7-ОИБ, in its order, and then the other trees.
    pub const ALL: [Section; 17] = [
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
        Section::Departmental,
        Section::Economic,
        Section::Investments,
        Section::Groups,
        Section::Administrators,
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
            Section::Departmental => "departmental",
            Section::Economic => "economic",
            Section::Investments => "investments",
            Section::Groups => "groups",
            Section::Administrators => "administrators",
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
            | Section::OfExternalLoans
            | Section::Departmental
            | Section::Economic
            | Section::Investments
            | Section::Groups
            | Section::Administrators => &[],
        }
    }

    /// How the lines directly below are classified, where no headings stand between.
    pub const fn direct(self) -> Option<Classification> {
        match self {
            Section::Expenditure | Section::Groups => Some(Classification::Functional),
            Section::Departmental | Section::Administrators => Some(Classification::Departmental),
            Section::Economic => Some(Classification::Economic),
            Section::Investments => Some(Classification::Investments),
            Section::Receipts
            | Section::NetLending
            | Section::FinancialAssets
            | Section::Deficit
            | Section::NonOilDeficit
            | Section::Financing
            | Section::UsedBalances
            | Section::OpeningBalance
            | Section::ClosingBalance
            | Section::ReferenceBalance
            | Section::OfExternalLoans => None,
        }
    }

    /// The part of a report that states this section. What is rolled up from the main part belongs to it.
    pub const fn part(self) -> Part {
        match self {
            Section::Investments => Part::Investments,
            Section::Economic => Part::Economic,
            Section::Groups => Part::Groups,
            Section::Administrators => Part::Administrators,
            Section::Receipts
            | Section::Expenditure
            | Section::NetLending
            | Section::FinancialAssets
            | Section::Deficit
            | Section::NonOilDeficit
            | Section::Financing
            | Section::UsedBalances
            | Section::OpeningBalance
            | Section::ClosingBalance
            | Section::ReferenceBalance
            | Section::OfExternalLoans
            | Section::Departmental => Part::Main,
        }
    }

    /// True for what form 7-ОИБ itself holds; the other trees show the same money once more.
    pub const fn is_of_form(self) -> bool {
        !matches!(
            self,
            Section::Departmental
                | Section::Economic
                | Section::Investments
                | Section::Groups
                | Section::Administrators
        )
    }

    /// How the lines under a heading enter the section: sections III, IV and VII set one heading against the other.
    pub const fn sign(self, heading: u16) -> Sign {
        let opposed = matches!(self, Section::NetLending | Section::FinancialAssets | Section::Financing);
        if opposed && heading == 2 { Sign::Minus } else { Sign::Plus }
    }

    /// True where the section has lines below it.
    pub const fn has_lines(self) -> bool {
        self.direct().is_some() || !self.headings().is_empty()
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
