//! Whose budget: how a budget is named in addresses and storage, and what kind of budget it is.

use crate::domain::region::Kato;
use crate::domain::scope::BudgetKey;

/// What kind of budget a report is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BudgetKind {
    /// The republican budget.
    Republican,
    /// The state budget, or all local budgets together.
    Aggregate,
    /// The consolidated budget of an oblast, a city of republican significance, the capital.
    Region,
    /// The budget of a district or of a city of oblast significance.
    District,
    /// The budget of a town of district significance, a village, a settlement, a rural district.
    Rural,
}

/// The text names no budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such budget")]
pub struct NotABudget;

impl BudgetKey {
    /// The code used in addresses and storage: `republican`, `state`, `local`, or the KATO of the place.
    pub fn code(&self) -> String {
        match self {
            BudgetKey::Republican => "republican".to_owned(),
            BudgetKey::State => "state".to_owned(),
            BudgetKey::AllLocal => "local".to_owned(),
            BudgetKey::Local(place) => place.code(),
        }
    }

    /// The budget of a code. Whether the place is one that has a budget is for whoever holds figures to say.
    pub fn parse(text: &str) -> Result<BudgetKey, NotABudget> {
        match text {
            "republican" => Ok(BudgetKey::Republican),
            "state" => Ok(BudgetKey::State),
            "local" => Ok(BudgetKey::AllLocal),
            code => Kato::parse(code).map(BudgetKey::Local).map_err(|_| NotABudget),
        }
    }

    /// True for what one chooses from at a budget: itself, those that hold it, those beside it, those directly inside it.
    pub fn is_around(&self, here: &BudgetKey) -> bool {
        let BudgetKey::Local(place) = self else { return true };
        match here {
            BudgetKey::Local(here) => {
                let outside = place.around();
                place.contains(*here) || outside == Some(*here) || outside == here.around()
            }
            BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal => place.is_top(),
        }
    }

    /// True for a budget that holds the place of another: the republican one, and those of the places around it.
    pub fn is_above(&self, here: &BudgetKey) -> bool {
        match (self, here) {
            (BudgetKey::Republican, BudgetKey::Local(_)) => true,
            (BudgetKey::Local(other), BudgetKey::Local(here)) => other != here && other.contains(*here),
            (BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal | BudgetKey::Local(_), _) => {
                false
            }
        }
    }

    /// True for the budget of a place inside that of another; every region lies in the republic.
    pub fn is_inside(&self, here: &BudgetKey) -> bool {
        match (self, here) {
            (BudgetKey::Local(place), BudgetKey::Local(here)) => place != here && here.contains(*place),
            (BudgetKey::Local(_), BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal) => true,
            (BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal, _) => false,
        }
    }

    /// What kind of budget it is.
    pub fn kind(&self) -> BudgetKind {
        match self {
            BudgetKey::Republican => BudgetKind::Republican,
            BudgetKey::State | BudgetKey::AllLocal => BudgetKind::Aggregate,
            BudgetKey::Local(place) if place.is_top() => BudgetKind::Region,
            BudgetKey::Local(place) if place.is_district() => BudgetKind::District,
            BudgetKey::Local(_) => BudgetKind::Rural,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_chooses_from_what_is_near() {
        let budget = |code: &str| BudgetKey::parse(code).unwrap_or_else(|why| panic!("{code}: {why}"));
        let check = |here: &str, near: &[&str]| {
            let all =
                ["republican", "state", "110000000", "150000000", "113200000", "153200000", "113230000"];
            let found: Vec<_> =
                all.into_iter().filter(|code| budget(code).is_around(&budget(here))).collect();
            assert_eq!(found, near, "{here}");
        };
        check("republican", &["republican", "state", "110000000", "150000000"]);
        check("110000000", &["republican", "state", "110000000", "150000000", "113200000"]);
        check("113200000", &["republican", "state", "110000000", "113200000", "113230000"]);
        check("113230000", &["republican", "state", "110000000", "113200000", "113230000"]);
    }

    #[test]
    fn a_budget_is_inside_those_that_hold_its_place() {
        let check = |inner: &str, outer: &str, expect: bool| {
            let budget = |code: &str| BudgetKey::parse(code).unwrap_or_else(|why| panic!("{code}: {why}"));
            assert_eq!(budget(inner).is_inside(&budget(outer)), expect, "{inner} in {outer}");
            if let BudgetKey::Republican = budget(outer) {
                assert_eq!(budget(outer).is_above(&budget(inner)), expect, "{outer} above {inner}");
            }
        };
        check("110000000", "republican", true);
        check("113200000", "republican", true);
        check("113200000", "110000000", true);
        check("113230000", "110000000", true);
        check("110000000", "110000000", false);
        check("110000000", "113200000", false);
        check("150000000", "110000000", false);
        check("republican", "state", false);
    }

    #[test]
    fn codes_lead_back_to_their_budgets() {
        let check = |code: &str, kind: BudgetKind| {
            let budget = BudgetKey::parse(code).unwrap_or_else(|why| panic!("{code}: {why}"));
            assert_eq!((budget.code().as_str(), budget.kind()), (code, kind));
        };
        check("republican", BudgetKind::Republican);
        check("110000000", BudgetKind::Region);
        check("750000000", BudgetKind::Region);
        check("113200000", BudgetKind::District);
        check("113230000", BudgetKind::Rural);
        check("751110000", BudgetKind::District);
        check("state", BudgetKind::Aggregate);
        check("local", BudgetKind::Aggregate);
        for garbage in ["", "Republican", "011320000", "11"] {
            assert_eq!(BudgetKey::parse(garbage), Err(NotABudget), "{garbage:?}");
        }
    }
}
