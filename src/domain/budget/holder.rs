//! Whose budget: how a budget is named in addresses and storage, and what kind of budget it is.

use crate::domain::region::Kato;
use crate::domain::scope::BudgetKey;

/// What kind of budget a report is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BudgetKind {
    /// The republican budget.
    Republican,
    /// The consolidated budget of an oblast, a city of republican significance, the capital.
    Region,
    /// The budget of a district or of a city of oblast significance.
    District,
}

/// The text names no budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such budget")]
pub struct NotABudget;

impl BudgetKey {
    /// The code used in addresses and storage: `republican`, or the KATO of the place.
    pub fn code(&self) -> String {
        match self {
            BudgetKey::Republican => "republican".to_owned(),
            BudgetKey::Local(place) => place.code(),
        }
    }

    /// The budget of a code. Whether the place is one that has a budget is for whoever holds figures to say.
    pub fn parse(text: &str) -> Result<BudgetKey, NotABudget> {
        if text == "republican" {
            return Ok(BudgetKey::Republican);
        }
        Kato::parse(text).map(BudgetKey::Local).map_err(|_| NotABudget)
    }

    /// What kind of budget it is.
    pub fn kind(&self) -> BudgetKind {
        match self {
            BudgetKey::Republican => BudgetKind::Republican,
            BudgetKey::Local(place) if place.is_top() => BudgetKind::Region,
            BudgetKey::Local(_) => BudgetKind::District,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for garbage in ["", "Republican", "011320000", "11"] {
            assert_eq!(BudgetKey::parse(garbage), Err(NotABudget), "{garbage:?}");
        }
    }
}
