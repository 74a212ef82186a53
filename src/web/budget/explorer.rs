//! The page of one place of the report.

use askama::Template;

use super::super::answer::{Reply, show as page};
use super::super::frame::Frame;
use super::super::parts::{Choice, Empty, Field, Figures, Link, PagePath, SummaryCard};
use super::{address, names, table};
use crate::domain::budget::{Path, Period, Unit};
use crate::domain::scope::Paragraph;
use crate::services::budget::{Format, Looked, Place, Reported, Right};

#[derive(Template)]
#[template(path = "budget/show.html")]
struct ExplorerPage {
    frame: Frame,
    path: PagePath,
    heading: names::Name,
    budget: names::Name,
    as_of: String,
    source: String,
    /// Totals are computed from the lines of one administrator.
    own_lines: bool,
    action: String,
    near: String,
    fields: Vec<Field>,
    figures: Option<Figures>,
    not_reported: Empty,
    right: SummaryCard,
}

/// Shows what a look found.
pub(super) fn show(frame: Frame, place: Place, unit: Unit, looked: Looked) -> Reply {
    let heading = match place.path {
        Some(path) => {
            let node = looked.report.as_ref().and_then(|report| report.node.as_ref());
            names::line(&frame, path, node.and_then(|node| node.name.as_deref()))
        }
        None => names::Name { words: frame.t("budget-sections"), lang: None },
    };
    let report = looked.report.as_ref();
    page(&ExplorerPage {
        path: steps(&frame, place, unit, &heading.words),
        budget: names::budget(&frame, &place.budget),
        as_of: as_of(&frame, place.period),
        source: report.map(|report| source(&frame, report)).unwrap_or_default(),
        own_lines: looked.right.paragraph == Paragraph::R6_3 || looked.right.paragraph == Paragraph::R6_5,
        action: super::super::urls::budget(place.system),
        near: place.path.map(|path| path.to_string()).unwrap_or_default(),
        fields: fields(&frame, place, unit, &looked),
        figures: report.map(|report| table::figures(&frame, place, unit, &heading.words, report)),
        not_reported: not_reported(&frame, place, unit, &looked),
        right: right(&frame, &looked.right),
        heading,
        frame,
    })
}

fn steps(frame: &Frame, place: Place, unit: Unit, heading: &str) -> PagePath {
    let at = |path: Option<Path>| address::exact(Place { path, ..place }, unit);
    let above = place.path.map(Path::trail).unwrap_or_default();
    let sections = place.path.map(|_| Link::new(at(None), frame.t("budget-sections")));
    let names = above.iter().take(above.len().saturating_sub(1));
    let links = names.map(|path| Link::new(at(Some(*path)), names::line(frame, *path, None).words));
    PagePath::new(frame, sections.into_iter().chain(links).collect(), heading)
}

fn as_of(frame: &Frame, period: Period) -> String {
    period.last_day().map(|day| frame.t1("budget-as-of", "day", frame.date(day))).unwrap_or_default()
}

fn source(frame: &Frame, report: &Reported) -> String {
    let published = &report.published;
    let from = match published.format {
        Format::OpenBudget => frame.t("budget-source-open"),
        Format::Package => frame.t("budget-source-package"),
        Format::Fictitious => frame.t("budget-source-fictitious"),
    };
    let loaded =
        frame.t2("budget-version", "version", published.version, "moment", frame.moment(published.loaded_at));
    format!("{from} · {loaded}")
}

fn fields(frame: &Frame, place: Place, unit: Unit, looked: &Looked) -> Vec<Field> {
    let budgets = looked.budgets.iter().map(|key| Choice::new(key.code(), names::listed(frame, key)));
    let months = months(looked, place.period).into_iter().rev().map(|period| {
        let words = frame.month(i32::from(period.year()), u32::from(period.month()));
        let reported = looked.months.contains(&period);
        let words = if reported { words } else { format!("{words} — {}", frame.t("not-reported")) };
        Choice::new(period.to_string(), words)
    });
    let units = Unit::ALL.map(|unit| Choice::new(unit.code(), table::unit_words(frame, unit)));
    vec![
        Field::select("budget", frame.t("budget-budget"), budgets.collect()).value(place.budget.code()),
        Field::select("period", frame.t("budget-period"), months.collect()).value(place.period.to_string()),
        Field::select("unit", frame.t("budget-unit"), units.into()).value(unit.code()),
    ]
}

/// From the first reported month to the last, with those between that are not, and the one that was asked for.
fn months(looked: &Looked, asked: Period) -> Vec<Period> {
    let (Some(first), Some(last)) = (looked.months.first(), looked.months.last()) else { return vec![asked] };
    let mut months: Vec<Period> = first.to(*last).collect();
    if !months.contains(&asked) {
        months.push(asked);
        months.sort();
    }
    months
}

fn not_reported(frame: &Frame, place: Place, unit: Unit, looked: &Looked) -> Empty {
    let month = frame.month(i32::from(place.period.year()), u32::from(place.period.month()));
    let empty =
        Empty::new(frame.t1("budget-month-missing", "month", month), frame.t("budget-month-missing-text"));
    match looked.months.last() {
        Some(last) => {
            let place = Place { period: *last, path: None, ..place };
            empty.link(Link::new(address::exact(place, unit), frame.t("budget-last-month")))
        }
        None => empty,
    }
}

/// Why this is seen, until when, by which paragraph.
pub(super) fn right(frame: &Frame, right: &Right) -> SummaryCard {
    let words = match right.paragraph {
        Paragraph::R6_1 => frame.t("budget-paragraph-1"),
        Paragraph::R6_2 => frame.t("budget-paragraph-2"),
        Paragraph::R6_3 => frame.t("budget-paragraph-3"),
        Paragraph::R6_4 => frame.t("budget-paragraph-4"),
        Paragraph::R6_5 => frame.t("budget-paragraph-5"),
    };
    let body = frame.who.as_ref().map(|who| who.body.clone()).unwrap_or_default();
    SummaryCard::new(frame.t("budget-why"))
        .row(frame.t("budget-why-body"), body)
        .row(frame.t("budget-why-paragraph"), format!("{} · {words}", right.paragraph.code()))
        .row(frame.t("budget-why-grant"), right.grant.to_string())
        .row(frame.t("budget-why-until"), frame.date(right.last_day))
}
