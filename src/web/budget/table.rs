//! The table of lines below a place: the lines, what the filter hides, what the place states beyond them, and the place
//! itself as the total.

use super::super::frame::Frame;
use super::super::parts::{Cell, FigureRow, Figures, Head, HeadSort, OnPhone};
use super::address::{Address, Direction, Sort};
use super::columns::{Column, RowFigures, Then, Value};
use super::names;
use super::rows::{Row, Rows, rest, rows, total};
use super::tabs::Tab;
use crate::domain::budget::path::Step;
use crate::domain::budget::section::Sign;
use crate::domain::budget::{Path, Percent, Section, Unit};
use crate::domain::money::Tiyn;
use crate::services::budget::{Node, Sheet};

/// The table of a place.
pub(super) fn figures(frame: &Frame, address: &Address, caption: &str, sheet: &Sheet) -> Figures {
    let Rows { shown, all, hidden } = rows(address, sheet, |node| names::node(frame, node).words);
    let columns = address.columns();
    let (rest, total) = (rest(sheet), total(sheet));
    let lines = shown.iter().map(|row| &row.figures);
    let scale = Scale::of(address.unit, columns, lines.chain(&hidden).chain(&rest).chain(&total));
    let mut table: Vec<FigureRow> =
        shown.iter().map(|row| line(frame, address, columns, &scale, row)).collect();
    let extra = |label: String, row: &RowFigures| FigureRow {
        label,
        cells: scale.amounts(frame, columns, row),
        ..FigureRow::default()
    };
    let unseen = all - shown.len();
    table.extend(hidden.iter().map(|row| extra(frame.n("budget-hidden", unseen as i64), row)));
    table.extend(rest.iter().map(|row| extra(frame.t(rest_key(row.path)), row)));
    let whole = if unseen == 0 {
        frame.t("budget-total")
    } else {
        frame.t2("budget-total-shown", "shown", frame.number(shown.len()), "all", frame.number(all))
    };
    Figures {
        id: "budget",
        caption: caption.to_owned(),
        unit: unit_words(frame, address.unit),
        corner: head(frame, address, Column::Line),
        columns: columns.iter().map(|column| head(frame, address, *column)).collect(),
        rows: table,
        total: total.map(|total| FigureRow {
            label: whole,
            cells: scale.cells(frame, columns, &total),
            ..FigureRow::default()
        }),
        on_phone: OnPhone::Scroll,
    }
}

/// How many lines the table shows, of how many.
pub(super) fn counts(frame: &Frame, address: &Address, sheet: &Sheet) -> (usize, usize) {
    let Rows { shown, all, .. } = rows(address, sheet, |node| names::node(frame, node).words);
    (shown.len(), all)
}

/// The same money in other orders: the roots of the other trees.
pub(super) fn orders(frame: &Frame, address: &Address, sheet: &Sheet) -> Option<Figures> {
    let columns =
        Column::of_table(crate::services::budget::Years::One, Some(Path::of(Section::Departmental)));
    let row = |node| Row { node, figures: figures_of(node) };
    let roots: Vec<Row<'_>> = sheet.orders.iter().map(row).collect();
    let scale = Scale::of(address.unit, columns, roots.iter().map(|root| &root.figures));
    (!roots.is_empty()).then(|| Figures {
        id: "orders",
        caption: frame.t("budget-orders"),
        unit: unit_words(frame, address.unit),
        corner: frame.t("budget-order").into(),
        columns: columns.iter().map(|column| words(frame, address, *column).into()).collect(),
        rows: roots.iter().map(|root| line(frame, address, columns, &scale, root)).collect(),
        total: None,
        on_phone: OnPhone::Scroll,
    })
}

fn figures_of(node: &Node) -> RowFigures {
    RowFigures { path: node.path, now: Some(node.measures), before: [Then::NotReported; 2] }
}

/// The financing of section VII also takes balances, which stand outside its lines; elsewhere the source rounded.
fn rest_key(path: Path) -> &'static str {
    if path == Path::of(Section::Financing) {
        "budget-balances-used"
    } else if path.section().is_of_form() {
        "budget-rounding"
    } else {
        "budget-undivided"
    }
}

fn line(frame: &Frame, address: &Address, columns: &[Column], scale: &Scale, row: &Row<'_>) -> FigureRow {
    let path = row.node.path;
    let name = names::node(frame, row.node);
    FigureRow {
        code: code(path),
        label: name.words,
        lang: name.lang,
        href: (!row.node.is_leaf && row.figures.now.is_some()).then(|| address.at(Some(path)).to(Tab::Lines)),
        level: 0,
        cells: scale.cells(frame, columns, &row.figures),
    }
}

/// The code before a name; sections go by their numerals, which are part of their names.
pub(super) fn code(path: Path) -> String {
    match path.step() {
        Step::Section | Step::Heading => match path.sign_in_parent() {
            Sign::Minus => "−".to_owned(),
            Sign::Plus => String::new(),
        },
        Step::Group
        | Step::Subgroup
        | Step::Administrator
        | Step::Category
        | Step::Class
        | Step::Subclass
        | Step::Programme
        | Step::Subprogramme
        | Step::Specific
        | Step::ReceiptSpecific
        | Step::EconomicCategory
        | Step::EconomicClass => path.last_code(),
    }
}

/// A head sorts by its column, largest first, and back; that of the lines restores the order of the classification.
fn head(frame: &Frame, address: &Address, column: Column) -> Head {
    let Sort { column: by, direction } = address.sort;
    let (now, next) = match (by == column, direction) {
        (true, Direction::Up) => ("ascending", Direction::Down),
        (true, Direction::Down) => ("descending", Direction::Up),
        (false, _) if column == Column::Line => ("none", Direction::Up),
        (false, _) => ("none", Direction::Down),
    };
    let sorted = Address { sort: Sort { column, direction: next }, ..address.clone() };
    Head { words: words(frame, address, column), sort: Some(HeadSort { href: sorted.to(Tab::Lines), now }) }
}

fn words(frame: &Frame, address: &Address, column: Column) -> String {
    let year = |before: u16| address.place.period.year().saturating_sub(before);
    match column {
        Column::Line => frame.t("budget-line"),
        Column::Approved => frame.t("budget-approved"),
        Column::Refined => frame.t("budget-refined"),
        Column::Corrected => frame.t("budget-corrected"),
        Column::PlanByPayments => frame.t("budget-plan-payments"),
        Column::PlanByObligations => frame.t("budget-plan-obligations"),
        Column::Obligations => frame.t("budget-obligations"),
        Column::Unpaid => frame.t("budget-unpaid"),
        Column::Executed => frame.t("budget-executed"),
        Column::OfPeriod => frame.t("budget-of-period"),
        Column::OfYear => frame.t("budget-of-year"),
        Column::YearBefore => frame.t1("budget-executed-in", "year", year(1)),
        Column::TwoYearsBefore => frame.t1("budget-executed-in", "year", year(2)),
        Column::Change => frame.t1("budget-change", "year", year(1)),
        Column::ChangeOfTwo => frame.t1("budget-change", "year", year(2)),
        Column::ChangePercent => frame.t1("budget-change-percent", "year", year(1)),
        Column::ChangePercentOfTwo => frame.t1("budget-change-percent", "year", year(2)),
    }
}

/// The unit of a table, and for each column as many decimals as its most exact amount needs: digits stand below digits.
struct Scale {
    unit: Unit,
    decimals: Vec<u32>,
}

impl Scale {
    fn of<'a>(unit: Unit, columns: &[Column], rows: impl Iterator<Item = &'a RowFigures>) -> Scale {
        let mut decimals = vec![0; columns.len()];
        for row in rows {
            for (most, column) in decimals.iter_mut().zip(columns) {
                if let Value::Amount(amount) = column.value(row) {
                    *most = unit.decimals(amount).max(*most);
                }
            }
        }
        Scale { unit, decimals }
    }

    fn cells(&self, frame: &Frame, columns: &[Column], row: &RowFigures) -> Vec<Cell> {
        let cell = |(column, decimals): (&Column, &u32)| self.cell(frame, column.value(row), *decimals);
        columns.iter().zip(&self.decimals).map(cell).collect()
    }

    /// Of what is no line of its own, amounts alone mean something.
    fn amounts(&self, frame: &Frame, columns: &[Column], row: &RowFigures) -> Vec<Cell> {
        let cell = |(column, decimals): (&Column, &u32)| match column.value(row) {
            amount @ Value::Amount(_) => self.cell(frame, amount, *decimals),
            Value::Share(_)
            | Value::NotApplicable
            | Value::NoPlan
            | Value::NoBase
            | Value::NoLine
            | Value::NotReported => self.cell(frame, Value::NotApplicable, *decimals),
        };
        columns.iter().zip(&self.decimals).map(cell).collect()
    }

    fn cell(&self, frame: &Frame, value: Value, decimals: u32) -> Cell {
        match value {
            Value::Amount(Tiyn(amount)) => Cell::Figure(frame.fixed(amount, self.unit.scale(), decimals)),
            Value::Share(Percent(tenths)) => Cell::Figure(frame.fixed(tenths, 1, 1)),
            Value::NotApplicable => Cell::Missing(frame.t("budget-not-applicable")),
            Value::NoPlan => Cell::Missing(frame.t("budget-no-plan")),
            Value::NoBase => Cell::Missing(frame.t("budget-not-applicable")),
            Value::NoLine => Cell::Missing(frame.t("budget-no-line")),
            Value::NotReported => Cell::Missing(frame.t("not-reported")),
        }
    }
}

/// The unit in words.
pub(super) fn unit_words(frame: &Frame, unit: Unit) -> String {
    match unit {
        Unit::Thousand => frame.t("budget-unit-thousand"),
        Unit::Million => frame.t("budget-unit-million"),
        Unit::Billion => frame.t("budget-unit-billion"),
    }
}
