//! The tables of a plan: three years with what changes from each to the next, or two stages side by side.

use super::super::super::parts::{Cell, FigureRow, Figures, Head, OnPhone};
use super::super::super::words::Words;
use super::super::names;
use super::super::table::code;
use super::super::values::unit_words;
use super::address::PlanAddress;
use super::chooser::stage_words;
use crate::domain::budget::plan::{Change, Compared};
use crate::domain::budget::{Amounts, Names, Percent, Stage, Unit};
use crate::domain::money::Tiyn;
use crate::services::budget::{PlanNode, PlanSheet};

/// The lines of one stage.
pub(super) fn sheet(
    say: &Words,
    given: &Names,
    address: &PlanAddress,
    caption: &str,
    sheet: &PlanSheet,
) -> Figures {
    let nodes = sheet.children.iter().chain(&sheet.node).map(|node| node.amounts);
    let scale = Scale::of(address.unit, nodes.chain(sheet.beyond));
    let with_growth = |amounts: &Amounts| {
        let [first, second, third] = scale.cells(say, amounts);
        let [to_second, to_third] = amounts.growth().map(|growth| share(say, growth));
        vec![first, second, to_second, third, to_third]
    };
    let mut rows: Vec<FigureRow> = sheet
        .children
        .iter()
        .map(|node| FigureRow { cells: with_growth(&node.amounts), ..line(say, given, address, node) })
        .collect();
    rows.extend(sheet.beyond.as_ref().map(|beyond| {
        let [first, second, third] = scale.cells(say, beyond);
        let none = || Cell::Missing(say.t("budget-not-applicable"));
        let cells = vec![first, second, none(), third, none()];
        FigureRow { label: say.t("budget-balances-used"), cells, ..FigureRow::default() }
    }));
    let [first, second, third] = address.place.years.all();
    let change = |year: u16| say.t1("budget-change-percent", "year", year);
    let year = |year: u16| say.t1("plan-year", "year", year);
    let columns = vec![year(first), year(second), change(first), year(third), change(second)];
    let total = sheet.node.as_ref().map(|node| with_growth(&node.amounts));
    table(say, address, caption, columns, rows, total)
}

/// Two stages side by side, the earlier first.
pub(super) fn beside(
    say: &Words,
    given: &Names,
    address: &PlanAddress,
    caption: &str,
    stages: [Stage; 2],
    total: Option<&Compared>,
    lines: &[(Compared, PlanNode)],
) -> Figures {
    let all = lines.iter().map(|(line, _)| line).chain(total);
    let amounts = all.flat_map(|line| [line.before, line.after, Some(line.difference)]).flatten();
    let scale = Scale::of(address.unit, amounts);
    let cells = |line: &Compared| {
        let not_there = || std::array::from_fn(|_| Cell::Missing(say.t("plan-no-line")));
        let planned = |amounts: &Option<Amounts>| {
            amounts.as_ref().map_or_else(not_there, |amounts| scale.cells(say, amounts))
        };
        let difference = scale.cells(say, &line.difference);
        let years = planned(&line.before).into_iter().zip(planned(&line.after)).zip(difference);
        let change = Cell::Missing(change_words(say, line.change()));
        let of_year = |((before, after), difference)| [before, after, difference];
        std::iter::once(change).chain(years.flat_map(of_year)).collect()
    };
    let row = |(compared, node): &(Compared, PlanNode)| FigureRow {
        cells: cells(compared),
        ..line(say, given, address, node)
    };
    let mut columns = vec![say.t("plan-change")];
    for year in address.place.years.all() {
        let of = |stage| say.t2("plan-year-of-stage", "year", year, "stage", stage_words(say, stage));
        let [before, after] = stages.map(of);
        columns.extend([before, after, say.t1("plan-difference", "year", year)]);
    }
    table(say, address, caption, columns, lines.iter().map(row).collect(), total.map(cells))
}

fn table(
    say: &Words,
    address: &PlanAddress,
    caption: &str,
    columns: Vec<String>,
    rows: Vec<FigureRow>,
    total: Option<Vec<Cell>>,
) -> Figures {
    Figures {
        id: "plan",
        caption: caption.to_owned(),
        unit: unit_words(say, address.unit),
        corner: say.t("budget-line").into(),
        columns: columns.into_iter().map(Head::from).collect(),
        rows,
        total: total.map(|cells| FigureRow { label: say.t("budget-total"), cells, ..FigureRow::default() }),
        on_phone: OnPhone::Scroll,
    }
}

fn line(say: &Words, given: &Names, address: &PlanAddress, node: &PlanNode) -> FigureRow {
    let name = names::line(say, given, node.path, None);
    FigureRow {
        code: code(node.path),
        label: name.words,
        lang: name.lang,
        href: (!node.is_leaf).then(|| address.at(Some(node.path)).href()),
        ..FigureRow::default()
    }
}

fn change_words(say: &Words, change: Change) -> String {
    match change {
        Change::Added => say.t("plan-added"),
        Change::Dropped => say.t("plan-dropped"),
        Change::Changed => say.t("plan-changed"),
        Change::Same => say.t("plan-same"),
    }
}

fn share(say: &Words, growth: Option<Percent>) -> Cell {
    match growth {
        Some(Percent(tenths)) => Cell::Figure(say.fixed(tenths, 1, 1)),
        None => Cell::Missing(say.t("budget-not-applicable")),
    }
}

/// The unit of a table, with as many decimals as its most exact amount needs: digits stand below digits.
struct Scale {
    unit: Unit,
    decimals: u32,
}

impl Scale {
    fn of(unit: Unit, amounts: impl Iterator<Item = Amounts>) -> Scale {
        let decimals = amounts.flat_map(|amounts| amounts.0).map(|amount| unit.decimals(amount)).max();
        Scale { unit, decimals: decimals.unwrap_or_default() }
    }

    fn cells(&self, say: &Words, amounts: &Amounts) -> [Cell; 3] {
        amounts.0.map(|Tiyn(amount)| Cell::Figure(say.fixed(amount, self.unit.scale(), self.decimals)))
    }
}
