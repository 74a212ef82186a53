//! Whose budget: how a budget is named in addresses and storage, and what kind of budget it is.

use super::reference;
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

/// The text names no budget of a place that the reference lists know.
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

    /// The budget of a code; a place must be in the reference lists.
    pub fn parse(text: &str) -> Result<BudgetKey, NotABudget> {
        if text == "republican" {
            return Ok(BudgetKey::Republican);
        }
        let place = Kato::parse(text).map_err(|_| NotABudget)?;
        reference::place(place).map(|_| BudgetKey::Local(place)).ok_or(NotABudget)
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
        for garbage in ["", "Republican", "113200001", "990000000", "11"] {
            assert_eq!(BudgetKey::parse(garbage), Err(NotABudget), "{garbage:?}");
        }
    }
}
