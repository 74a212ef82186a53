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
    let scale = Scale::of(unit, report);
    let mut rows: Vec<FigureRow> =
        report.children.iter().map(|child| row(frame, place, &scale, child)).collect();
    if let (Some(node), Some(rest)) = (&report.node, &report.rest) {
        rows.push(FigureRow {
            label: frame.t(rest_key(node.path)),
            cells: difference(frame, &scale, rest),
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
            cells: cells(frame, &scale, &node.measures),
            ..FigureRow::default()
        }),
        on_phone: OnPhone::Scroll,
    }
}

/// The financing of section VII also takes balances, which stand outside its lines; elsewhere the source rounded.
fn rest_key(path: Path) -> &'static str {
    if path == Path::of(Section::Financing) { "budget-balances-used" } else { "budget-rounding" }
}

fn row(frame: &Frame, place: Place, scale: &Scale, node: &Node) -> FigureRow {
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
            | Step::Subclass
            | Step::Programme
            | Step::Subprogramme
            | Step::Specific
            | Step::ReceiptSpecific
            | Step::EconomicCategory
            | Step::EconomicClass => node.path.last_code(),
        },
        label: name.words,
        lang: name.lang,
        href: (!node.is_leaf).then(|| address::exact(below, scale.unit)),
        level: 0,
        cells: cells(frame, scale, &node.measures),
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

/// The amounts of a row in the order of their columns; none where a measure does not apply to the line.
fn amounts(measures: &Measures, unpaid: Option<Tiyn>) -> [Option<Tiyn>; 8] {
    let Measures { utv, utch, plg, plgp, plgo, obz, sumrg } = *measures;
    [Some(utv), Some(utch), Some(plg), Some(plgp), Some(plgo), Some(obz), unpaid, Some(sumrg)]
}

/// The unit of the page, and for each column as many decimals as its most exact amount needs: digits stand below digits.
struct Scale {
    unit: Unit,
    decimals: [u32; 8],
}

impl Scale {
    fn of(unit: Unit, report: &Reported) -> Scale {
        let lines =
            report.children.iter().chain(&report.node).map(|node| (node.measures, node.measures.unpaid()));
        let rest = report.rest.map(|rest| (rest, unpaid_rest(&rest)));
        let mut decimals = [0; 8];
        for (measures, unpaid) in lines.chain(rest) {
            for (most, amount) in decimals.iter_mut().zip(amounts(&measures, unpaid)) {
                *most = amount.map_or(*most, |amount| unit.decimals(amount).max(*most));
            }
        }
        Scale { unit, decimals }
    }

    fn cells(&self, frame: &Frame, amounts: [Option<Tiyn>; 8]) -> Vec<Cell> {
        let cell = |(amount, decimals): (Option<Tiyn>, u32)| match amount {
            Some(Tiyn(amount)) => Cell::Figure(frame.fixed(amount, self.unit.scale(), decimals)),
            None => not_applicable(frame),
        };
        amounts.into_iter().zip(self.decimals).map(cell).collect()
    }
}

fn cells(frame: &Frame, scale: &Scale, measures: &Measures) -> Vec<Cell> {
    let share = |share: Option<Percent>| match share {
        Some(Percent(tenths)) => Cell::Figure(frame.fixed(tenths, 1, 1)),
        None => Cell::Missing(frame.t("budget-no-plan")),
    };
    let mut cells = scale.cells(frame, amounts(measures, measures.unpaid()));
    cells.extend([share(measures.of_period_plan()), share(measures.of_year_plan())]);
    cells
}

/// A difference is an amount in each measure; shares of it mean nothing.
fn difference(frame: &Frame, scale: &Scale, rest: &Measures) -> Vec<Cell> {
    let mut cells = scale.cells(frame, amounts(rest, unpaid_rest(rest)));
    cells.extend([not_applicable(frame), not_applicable(frame)]);
    cells
}

fn unpaid_rest(rest: &Measures) -> Option<Tiyn> {
    rest.obz.checked_sub(rest.sumrg).filter(|_| rest.obz != Tiyn::ZERO)
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
