//! The table of lines below a place: the lines, what the filter hides, what the place states beyond them, and the place
//! itself as the total.

use super::super::parts::{FigureRow, Figures, Head, HeadSort, OnPhone};
use super::super::words::Words;
use super::address::{Address, Direction, Sort};
use super::columns::{Column, RowFigures, Then};
use super::names;
use super::rows::{Row, Rows, rest, rows, total};
use super::tabs::Tab;
use super::values::{Scale, Value, unit_words};
use crate::domain::budget::path::Step;
use crate::domain::budget::section::Sign;
use crate::domain::budget::{Names, Path, Section};
use crate::services::budget::{Node, Sheet};

/// The table of a place.
pub(super) fn figures(
    say: &Words,
    given: &Names,
    address: &Address,
    caption: &str,
    sheet: &Sheet,
) -> Figures {
    let Rows { shown, all, hidden } = rows(address, sheet, |node| names::node(say, given, node).words);
    let columns = address.columns();
    let values = |row: &RowFigures| columns.iter().map(|column| column.value(row)).collect::<Vec<_>>();
    let amounts = |row: &RowFigures| values(row).into_iter().map(Value::amount_alone).collect::<Vec<_>>();
    let unseen = all - shown.len();
    let lines: Vec<Vec<Value>> = shown.iter().map(|row| values(&row.figures)).collect();
    let hidden = hidden.map(|row| (say.n("budget-hidden", unseen as i64), amounts(&row)));
    let rest = rest(sheet).map(|row| (say.t(rest_key(row.path)), amounts(&row)));
    let beside: Vec<(String, Vec<Value>)> = hidden.into_iter().chain(rest).collect();
    let total = total(sheet).map(|total| values(&total));
    let scale = Scale::of(address.unit, lines.iter().chain(beside.iter().map(|(_, row)| row)).chain(&total));
    let mut table: Vec<FigureRow> = shown
        .iter()
        .zip(&lines)
        .map(|(row, values)| line(say, given, address, &scale, row, values))
        .collect();
    table.extend(beside.into_iter().map(|(label, row)| FigureRow {
        label,
        cells: scale.cells(say, &row),
        ..FigureRow::default()
    }));
    let whole = if unseen == 0 {
        say.t("budget-total")
    } else {
        say.t2("budget-total-shown", "shown", say.number(shown.len()), "all", say.number(all))
    };
    Figures {
        id: "budget",
        caption: caption.to_owned(),
        unit: unit_words(say, address.unit),
        corner: head(say, address, Tab::Lines, Column::Line),
        columns: columns.iter().map(|column| head(say, address, Tab::Lines, *column)).collect(),
        rows: table,
        total: total.map(|total| FigureRow {
            label: whole,
            cells: scale.cells(say, &total),
            ..FigureRow::default()
        }),
        on_phone: OnPhone::Scroll,
    }
}

/// How many lines the table shows, of how many.
pub(super) fn counts(say: &Words, given: &Names, address: &Address, sheet: &Sheet) -> (usize, usize) {
    let Rows { shown, all, .. } = rows(address, sheet, |node| names::node(say, given, node).words);
    (shown.len(), all)
}

/// The same money in other orders: the roots of the other trees.
pub(super) fn orders(say: &Words, given: &Names, address: &Address, sheet: &Sheet) -> Option<Figures> {
    let columns =
        Column::of_table(crate::services::budget::Years::One, Some(Path::of(Section::Departmental)));
    let row = |node| Row { node, figures: figures_of(node) };
    let roots: Vec<Row<'_>> = sheet.orders.iter().map(row).collect();
    let values =
        |root: &Row<'_>| columns.iter().map(|column| column.value(&root.figures)).collect::<Vec<_>>();
    let lines: Vec<Vec<Value>> = roots.iter().map(values).collect();
    let scale = Scale::of(address.unit, lines.iter());
    (!roots.is_empty()).then(|| Figures {
        id: "orders",
        caption: say.t("budget-orders"),
        unit: unit_words(say, address.unit),
        corner: say.t("budget-order").into(),
        columns: columns.iter().map(|column| words(say, address, *column).into()).collect(),
        rows: roots
            .iter()
            .zip(&lines)
            .map(|(root, values)| line(say, given, address, &scale, root, values))
            .collect(),
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

fn line(
    say: &Words,
    given: &Names,
    address: &Address,
    scale: &Scale,
    row: &Row<'_>,
    values: &[Value],
) -> FigureRow {
    let path = row.node.path;
    let name = names::node(say, given, row.node);
    FigureRow {
        code: code(path),
        label: name.words,
        lang: name.lang,
        href: (!row.node.is_leaf && row.figures.now.is_some()).then(|| address.at(Some(path)).to(Tab::Lines)),
        level: 0,
        cells: scale.cells(say, values),
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
pub(super) fn head(say: &Words, address: &Address, tab: Tab, column: Column) -> Head {
    let Sort { column: by, direction } = address.sort;
    let (now, next) = match (by == column, direction) {
        (true, Direction::Up) => ("ascending", Direction::Down),
        (true, Direction::Down) => ("descending", Direction::Up),
        (false, _) if column == Column::Line => ("none", Direction::Up),
        (false, _) => ("none", Direction::Down),
    };
    let sorted = Address { sort: Sort { column, direction: next }, ..address.clone() };
    Head { words: words(say, address, column), sort: Some(HeadSort { href: sorted.to(tab), now }) }
}

fn words(say: &Words, address: &Address, column: Column) -> String {
    let year = |before: u16| address.place.period.year().saturating_sub(before);
    match column {
        Column::Line => say.t("budget-line"),
        Column::Approved => say.t("budget-approved"),
        Column::Refined => say.t("budget-refined"),
        Column::Corrected => say.t("budget-corrected"),
        Column::PlanByPayments => say.t("budget-plan-payments"),
        Column::PlanByObligations => say.t("budget-plan-obligations"),
        Column::Obligations => say.t("budget-obligations"),
        Column::Unpaid => say.t("budget-unpaid"),
        Column::Executed => say.t("budget-executed"),
        Column::OfPeriod => say.t("budget-of-period"),
        Column::OfYear => say.t("budget-of-year"),
        Column::YearBefore => say.t1("budget-executed-in", "year", year(1)),
        Column::TwoYearsBefore => say.t1("budget-executed-in", "year", year(2)),
        Column::Change => say.t1("budget-change", "year", year(1)),
        Column::ChangeOfTwo => say.t1("budget-change", "year", year(2)),
        Column::ChangePercent => say.t1("budget-change-percent", "year", year(1)),
        Column::ChangePercentOfTwo => say.t1("budget-change-percent", "year", year(2)),
    }
}
