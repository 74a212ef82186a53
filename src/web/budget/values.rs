//! What stands in a cell of a table of figures, and how it is written: in the unit of the page, digits below digits.

use super::super::parts::Cell;
use super::super::words::Words;
use crate::domain::budget::{Percent, Unit};
use crate::domain::money::Tiyn;

/// What a line has in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Amount(Tiyn),
    Share(Percent),
    /// The measure does not apply to such a line, or a share would have nothing to be a share of.
    NotApplicable,
    /// A share of a plan that there is not.
    NoPlan,
    /// The report of that month has no such line.
    NoLine,
    /// That month is not reported.
    NotReported,
    /// That month's report does not go down to the line.
    NotTold,
}

/// The unit of a table, and for each column as many decimals as its most exact amount needs.
pub(super) struct Scale {
    unit: Unit,
    decimals: Vec<u32>,
}

impl Value {
    /// A share, where there is one.
    pub(super) fn share(share: Option<Percent>) -> Value {
        share.map_or(Value::NotApplicable, Value::Share)
    }

    /// Of what is no line of its own, amounts alone mean something.
    pub(super) fn amount_alone(self) -> Value {
        match self {
            Value::Amount(_) => self,
            Value::Share(_)
            | Value::NotApplicable
            | Value::NoPlan
            | Value::NoLine
            | Value::NotReported
            | Value::NotTold => Value::NotApplicable,
        }
    }
}

impl Scale {
    /// The scale of a table with these rows.
    pub(super) fn of<'a>(unit: Unit, rows: impl Iterator<Item = &'a Vec<Value>>) -> Scale {
        let mut decimals: Vec<u32> = Vec::new();
        for row in rows {
            decimals.resize(row.len().max(decimals.len()), 0);
            for (most, value) in decimals.iter_mut().zip(row) {
                if let Value::Amount(amount) = value {
                    *most = unit.decimals(*amount).max(*most);
                }
            }
        }
        Scale { unit, decimals }
    }

    /// The cells of a row.
    pub(super) fn cells(&self, say: &Words, row: &[Value]) -> Vec<Cell> {
        row.iter().zip(&self.decimals).map(|(value, decimals)| self.cell(say, *value, *decimals)).collect()
    }

    fn cell(&self, say: &Words, value: Value, decimals: u32) -> Cell {
        match value {
            Value::Amount(Tiyn(amount)) => Cell::Figure(say.fixed(amount, self.unit.scale(), decimals)),
            Value::Share(Percent(tenths)) => Cell::Figure(say.fixed(tenths, 1, 1)),
            Value::NotApplicable => Cell::Missing(say.t("budget-not-applicable")),
            Value::NoPlan => Cell::Missing(say.t("budget-no-plan")),
            Value::NoLine => Cell::Missing(say.t("budget-no-line")),
            Value::NotReported => Cell::Missing(say.t("not-reported")),
            Value::NotTold => Cell::Missing(say.t("budget-not-told")),
        }
    }
}

/// An amount in a sentence.
pub(super) fn amount(say: &Words, unit: Unit, amount: Tiyn) -> String {
    format!("{} {}", say.fixed(amount.0, unit.scale(), unit.decimals(amount)), unit_words(say, unit))
}

/// The unit in words.
pub(super) fn unit_words(say: &Words, unit: Unit) -> String {
    match unit {
        Unit::Thousand => say.t("budget-unit-thousand"),
        Unit::Million => say.t("budget-unit-million"),
        Unit::Billion => say.t("budget-unit-billion"),
    }
}
