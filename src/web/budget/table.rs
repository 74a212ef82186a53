//! The table of form 7-ОИБ: lines below a place, what the place states beyond them, and the place itself as the total.

use super::super::frame::Frame;
use super::super::parts::{Cell, FigureRow, Figures, OnPhone};
use super::{address, names};
use crate::domain::budget::path::Step;
use crate::domain::budget::section::Sign;
use crate::domain::budget::{Measures, Path, Percent, Section, Unit};
use crate::domain::money::Tiyn;
use crate::services::budget::{Node, Place, Reported};

/// The table of a place.
pub(super) fn figures(frame: &Frame, place: Place, unit: Unit, caption: &str, report: &Reported) -> Figures {
    let mut rows: Vec<FigureRow> =
        report.children.iter().map(|child| row(frame, place, unit, child)).collect();
    if let (Some(node), Some(rest)) = (&report.node, &report.rest) {
        rows.push(FigureRow {
            label: frame.t(rest_key(node.path)),
            cells: difference(frame, unit, rest),
            ..FigureRow::default()
        });
    }
    Figures {
        id: "budget",
        caption: caption.to_owned(),
        unit: unit_words(frame, unit),
        corner: frame.t("budget-line"),
        columns: columns(frame),
        rows,
        total: report.node.as_ref().map(|node| FigureRow {
            label: frame.t("budget-total"),
            cells: cells(frame, unit, &node.measures),
            ..FigureRow::default()
        }),
        on_phone: OnPhone::Scroll,
    }
}

/// The financing of section VII also takes balances, which stand outside its lines; elsewhere the source rounded.
fn rest_key(path: Path) -> &'static str {
    if path == Path::of(Section::Financing) { "budget-balances-used" } else { "budget-rounding" }
}

fn row(frame: &Frame, place: Place, unit: Unit, node: &Node) -> FigureRow {
    let name = names::line(frame, node.path, node.name.as_deref());
    let below = Place { path: Some(node.path), ..place };
    let taken_away = match node.path.codes() {
        [heading] => node.path.section().sign(*heading) == Sign::Minus,
        _ => false,
    };
    FigureRow {
        code: match node.path.step() {
            Step::Section | Step::Heading if taken_away => "−".to_owned(),
            Step::Section | Step::Heading => String::new(),
            Step::Group
            | Step::Subgroup
            | Step::Administrator
            | Step::Category
            | Step::Class
            | Step::Subclass => node.path.last_code(),
        },
        label: name.words,
        lang: name.lang,
        href: (!node.is_leaf).then(|| address::exact(below, unit)),
        level: 0,
        cells: cells(frame, unit, &node.measures),
    }
}

fn columns(frame: &Frame) -> Vec<String> {
    vec![
        frame.t("budget-approved"),
        frame.t("budget-refined"),
        frame.t("budget-corrected"),
        frame.t("budget-plan-payments"),
        frame.t("budget-plan-obligations"),
        frame.t("budget-obligations"),
        frame.t("budget-unpaid"),
        frame.t("budget-executed"),
        frame.t("budget-of-period"),
        frame.t("budget-of-year"),
    ]
}

fn cells(frame: &Frame, unit: Unit, measures: &Measures) -> Vec<Cell> {
    let figure = |amount: Tiyn| amount_cell(frame, unit, amount);
    let share = |share: Option<Percent>| match share {
        Some(Percent(tenths)) => Cell::Figure(frame.fixed(tenths, 1, 1)),
        None => Cell::Missing(frame.t("budget-no-plan")),
    };
    vec![
        figure(measures.utv),
        figure(measures.utch),
        figure(measures.plg),
        figure(measures.plgp),
        figure(measures.plgo),
        figure(measures.obz),
        measures.unpaid().map_or_else(|| not_applicable(frame), figure),
        figure(measures.sumrg),
        share(measures.of_period_plan()),
        share(measures.of_year_plan()),
    ]
}

/// A difference is an amount in each measure; shares of it mean nothing.
fn difference(frame: &Frame, unit: Unit, rest: &Measures) -> Vec<Cell> {
    let figures = [rest.utv, rest.utch, rest.plg, rest.plgp, rest.plgo, rest.obz];
    let unpaid = rest.obz.checked_sub(rest.sumrg).filter(|_| rest.obz != Tiyn::ZERO);
    figures
        .map(|amount| amount_cell(frame, unit, amount))
        .into_iter()
        .chain([unpaid.map_or_else(|| not_applicable(frame), |unpaid| amount_cell(frame, unit, unpaid))])
        .chain([amount_cell(frame, unit, rest.sumrg), not_applicable(frame), not_applicable(frame)])
        .collect()
}

fn amount_cell(frame: &Frame, unit: Unit, amount: Tiyn) -> Cell {
    Cell::Figure(frame.fixed(amount.0, unit.scale(), unit.decimals(amount)))
}

fn not_applicable(frame: &Frame) -> Cell {
    Cell::Missing(frame.t("budget-not-applicable"))
}

/// The unit in words.
pub(super) fn unit_words(frame: &Frame, unit: Unit) -> String {
    match unit {
        Unit::Thousand => frame.t("budget-unit-thousand"),
        Unit::Million => frame.t("budget-unit-million"),
        Unit::Billion => frame.t("budget-unit-billion"),
    }
}
