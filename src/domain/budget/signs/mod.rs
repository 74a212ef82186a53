//! Risk signs: six questions with a published formula, asked of one line's year as it stood at a month. A sign is not a
//! violation; it says where to look first.
//!
//! Everything is computed from the figures of form 7-ОИБ alone, cumulative from January. A month that nobody reported is
//! neither zero nor a change: the reported months before and after it are compared.

mod rules;
#[cfg(test)]
mod tests;

use super::measures::Measures;
use super::path::{Path, Step};
use super::rollup::is_spending;
use crate::domain::money::Tiyn;

/// A sign of less is not told: in a country's budget it would hide the others. One million tenge.
pub const LEAST_AMOUNT: Tiyn = Tiyn(100_000_000);

/// Of the period plan, per cent: execution below this is a sign.
pub const HALF: i64 = 50;

/// The part of the year's payments that December may take, as one over this.
pub const DECEMBER_PART: i64 = 3;

/// More amendments in a year than this are a sign.
pub const AMENDMENTS: usize = 3;

/// A change of the corrected budget is an amendment from this part of the approved budget on, per cent.
pub const AMENDMENT_PART: i64 = 5;

/// So many reported months in a row must each show more unpaid obligations than the one before.
pub const GROWING_MONTHS: usize = 3;

/// Of the obligations accepted, per cent: less unpaid than this is the ordinary course of paying.
pub const UNPAID_PART: i64 = 10;

/// What is asked of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Less than half of the period plan by payments is executed. At stake: what is not executed of it.
    UnderHalf,
    /// December paid more than a third of the year. At stake: what December paid above that third.
    December,
    /// More is executed than the corrected budget of the year. At stake: what is above it.
    AboveCorrected,
    /// Payments where the plan for the period is empty. At stake: the payments.
    WithoutPlan,
    /// The corrected budget was changed more than three times in the year. At stake: the changes, up and down, added up.
    ManyAmendments,
    /// Unpaid obligations grow from month to month. At stake: what is unpaid now.
    GrowingUnpaid,
}

impl Kind {
    /// All six, in the order of the list.
    pub const ALL: [Kind; 6] = [
        Kind::UnderHalf,
        Kind::December,
        Kind::AboveCorrected,
        Kind::WithoutPlan,
        Kind::ManyAmendments,
        Kind::GrowingUnpaid,
    ];

    /// The code used in storage, addresses and texts.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::UnderHalf => "under-half",
            Kind::December => "december",
            Kind::AboveCorrected => "above-corrected",
            Kind::WithoutPlan => "without-plan",
            Kind::ManyAmendments => "many-amendments",
            Kind::GrowingUnpaid => "growing-unpaid",
        }
    }

    /// The kind of a code.
    pub fn parse(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A sign on a line at a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Which question was answered with yes.
    pub kind: Kind,
    /// How much is at stake; signs are ordered by it.
    pub amount: Tiyn,
}

/// One line through one year: the months that were reported, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineYear {
    months: Vec<(u8, Measures)>,
}

impl LineYear {
    /// Adds a month, or puts another version of it in its place.
    pub fn report(&mut self, month: u8, measures: Measures) {
        match self.months.binary_search_by_key(&month, |(month, _)| *month) {
            Ok(index) => self.months[index].1 = measures,
            Err(index) => self.months.insert(index, (month, measures)),
        }
    }

    /// The figures of a month.
    pub fn at(&self, month: u8) -> Option<&Measures> {
        let found = self.months.binary_search_by_key(&month, |(month, _)| *month).ok()?;
        self.months.get(found).map(|(_, measures)| measures)
    }

    /// The months reported by a month, this one included.
    pub fn by(&self, month: u8) -> &[(u8, Measures)] {
        &self.months[..self.months.partition_point(|(reported, _)| *reported <= month)]
    }

    /// Every sign of the line at a month; none where the month is not reported.
    pub fn signs(&self, month: u8) -> Vec<Sign> {
        let found = |kind: Kind| Some(Sign { kind, amount: self.amount(kind, month)? });
        Kind::ALL.into_iter().filter_map(found).collect()
    }

    /// How much is at stake by one of the questions; none where it is answered with no.
    pub fn amount(&self, kind: Kind, month: u8) -> Option<Tiyn> {
        let months = self.by(month);
        let (_, now) = months.last().filter(|(last, _)| *last == month)?;
        let amount = match kind {
            Kind::UnderHalf => rules::under_half(now),
            Kind::December => rules::december(months),
            Kind::AboveCorrected => rules::above_corrected(now),
            Kind::WithoutPlan => rules::without_plan(now),
            Kind::ManyAmendments => rules::many_amendments(months),
            Kind::GrowingUnpaid => rules::growing_unpaid(months),
        };
        amount.filter(|amount| *amount >= LEAST_AMOUNT)
    }

    /// The months whose figures the answer rests on.
    pub fn behind(&self, kind: Kind, month: u8) -> &[(u8, Measures)] {
        let months = self.by(month);
        let most = match kind {
            Kind::UnderHalf | Kind::AboveCorrected | Kind::WithoutPlan => 1,
            Kind::December => 2,
            Kind::GrowingUnpaid => GROWING_MONTHS,
            Kind::ManyAmendments => months.len(),
        };
        &months[months.len().saturating_sub(most)..]
    }
}

/// True for lines of which signs are told: administrators of spending and their programmes and subprogrammes. A
/// subprogramme 000 stands for "none": its programme has the same figures and the name.
pub fn is_asked(path: Path) -> bool {
    let asked = match path.step() {
        Step::Administrator | Step::Programme => true,
        Step::Subprogramme => path.codes().last() != Some(&0),
        Step::Section
        | Step::Heading
        | Step::Group
        | Step::Subgroup
        | Step::Specific
        | Step::Category
        | Step::Class
        | Step::Subclass
        | Step::ReceiptSpecific
        | Step::EconomicCategory
        | Step::EconomicClass => false,
    };
    asked && is_spending(path)
}
