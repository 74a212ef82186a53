//! The page of one place of a plan.

use askama::Template;

use super::super::super::answer::{Reply, show as page};
use super::super::super::frame::Frame;
use super::super::super::parts::{Choice, Empty, Field, Figures, Link, PagePath, SummaryCard, Tabs};
use super::super::chooser::Chooser;
use super::super::head::{Head, Others, here, right, source_words};
use super::super::names;
use super::address::PlanAddress;
use super::chooser::{chooser, stage_words, years_words};
use super::table;
use crate::domain::budget::{Names, Path, Section, Stage};
use crate::domain::scope::{BudgetKey, Paragraph};
use crate::services::budget::{PlanLooked, PlanPlace, Planned, PublishedPlan};

#[derive(Template)]
#[template(path = "budget/plan.html")]
struct PlanPage {
    frame: Frame,
    head: Head,
    chooser: Chooser,
    figures: Option<Figures>,
    missing: Option<Empty>,
    right: SummaryCard,
}

/// Shows what a look found.
pub(super) fn show(frame: Frame, address: &PlanAddress, looked: &PlanLooked) -> Reply {
    let head = head(&frame, address, looked);
    let caption = &head.heading.words;
    let (figures, missing) = match &looked.shown {
        Planned::Missing(stage) => (None, Some(not_held(&frame, address, *stage, looked))),
        Planned::Sheet(sheet) => (Some(table::sheet(&frame, &looked.names, address, caption, sheet)), None),
        Planned::Beside { stages, total, lines } => {
            let table =
                table::beside(&frame, &looked.names, address, caption, *stages, total.as_ref(), lines);
            (Some(table), None)
        }
    };
    page(&PlanPage {
        chooser: chooser(&frame, address, looked),
        figures,
        missing,
        right: right(&frame, &looked.right),
        head,
        frame,
    })
}

fn head(frame: &Frame, address: &PlanAddress, looked: &PlanLooked) -> Head {
    let place = address.place;
    let heading = match place.path {
        Some(path) => names::heading(frame, &looked.names, path, None),
        None => names::Name { words: frame.t("plan-sections"), lang: None },
    };
    let stage = match place.beside {
        Some(beside) => {
            let (before, after) = (place.stage.min(beside), place.stage.max(beside));
            frame.t2(
                "plan-two-stages",
                "before",
                stage_words(frame, before),
                "after",
                stage_words(frame, after),
            )
        }
        None => stage_words(frame, place.stage),
    };
    Head {
        path: steps(frame, &looked.names, address, &heading.words),
        budget: names::apart(frame, &looked.names, &place.budget),
        here: here(frame, &looked.names, &place.budget, &looked.around),
        outside: outside(frame, address, looked),
        others: others(frame, address, looked),
        as_of: format!("{}: {stage}", years_words(frame, place.years)),
        source: looked.plan.as_ref().map(|plan| source(frame, plan)).unwrap_or_default(),
        notes: notes(frame, address, looked),
        tabs: tabs(frame, address),
        search: None,
        heading,
    }
}

fn steps(frame: &Frame, given: &Names, address: &PlanAddress, heading: &str) -> PagePath {
    let above = address.place.path.map(Path::trail).unwrap_or_default();
    let sections = address.place.path.map(|_| Link::new(address.at(None).href(), frame.t("plan-sections")));
    let names = above.iter().take(above.len().saturating_sub(1));
    let words = |path: &Path| names::heading(frame, given, *path, None).words;
    let links = names.map(|path| Link::new(address.at(Some(*path)).href(), words(path)));
    PagePath::new(frame, sections.into_iter().chain(links).collect(), heading)
}

/// From the republic down to what holds this budget directly.
fn outside(frame: &Frame, address: &PlanAddress, looked: &PlanLooked) -> Vec<Link> {
    let here = address.place.budget;
    let words = |other: &BudgetKey| names::budget(frame, &looked.names, other).words;
    let link = |other: &BudgetKey| Link::new(address.wish(*other), words(other));
    looked.around.iter().filter(|other| other.is_above(&here)).map(link).collect()
}

fn others(frame: &Frame, address: &PlanAddress, looked: &PlanLooked) -> Option<Others> {
    let choice = |key: &BudgetKey| Choice::new(key.code(), names::listed(frame, &looked.names, key));
    let choices = looked.around.iter().map(choice).collect();
    let mut hidden = address.fields_of_wish();
    hidden.retain(|(name, _)| *name != "budget");
    (looked.around.len() > 1).then(|| Others {
        action: PlanAddress::page(),
        hidden,
        field: Field::select("budget", frame.t("budget-budget"), choices).value(address.place.budget.code()),
    })
}

fn source(frame: &Frame, plan: &PublishedPlan) -> String {
    format!("{} · {}", source_words(frame, plan.format), version(frame, plan))
}

fn version(frame: &Frame, plan: &PublishedPlan) -> String {
    frame.t2("budget-version", "version", plan.version, "moment", frame.moment(plan.loaded_at))
}

fn notes(frame: &Frame, address: &PlanAddress, looked: &PlanLooked) -> Vec<String> {
    let own_lines = match looked.right.paragraph {
        Paragraph::R6_3 | Paragraph::R6_5 => Some(frame.t("budget-own-lines")),
        Paragraph::R6_1 | Paragraph::R6_2 | Paragraph::R6_4 => None,
    };
    let known = address.place.known.map(|day| {
        let known = frame.t1("budget-known-on", "day", frame.date(day));
        match &looked.revised {
            Some(newer) => format!("{known} {}", frame.t1("plan-revised", "version", version(frame, newer))),
            None => format!("{known} {}", frame.t("plan-not-revised")),
        }
    });
    let is_departmental = address.place.path.map(Path::section) == Some(Section::Departmental);
    let order = is_departmental.then(|| frame.t("budget-same-money"));
    own_lines.into_iter().chain(known).chain(order).collect()
}

/// The two orders of a plan: its sections, and its administrators.
fn tabs(frame: &Frame, address: &PlanAddress) -> Tabs {
    let administrators = Path::of(Section::Departmental);
    let is_here = address.place.path.is_some_and(|path| administrators.holds(&path));
    let tabs = vec![
        (Link::new(address.at(None).href(), frame.t("plan-tab-sections")), !is_here),
        (Link::new(address.at(Some(administrators)).href(), frame.t("plan-tab-administrators")), is_here),
    ];
    Tabs::new(frame.t("plan-tabs"), tabs, Vec::new())
}

/// Says that there is no such stage, and leads to the furthest that there is.
fn not_held(frame: &Frame, address: &PlanAddress, stage: Stage, looked: &PlanLooked) -> Empty {
    let place = address.place;
    let (years, stage) = (years_words(frame, place.years), stage_words(frame, stage));
    let title = frame.t2("plan-missing", "years", years, "stage", stage);
    let empty = Empty::new(title, frame.t("plan-missing-text"));
    let of_these_years = looked.held.iter().rev().find(|plan| plan.years == place.years);
    match of_these_years.or(looked.held.last()) {
        Some(PublishedPlan { years, stage, .. }) => {
            let there = PlanPlace { years: *years, stage: *stage, beside: None, path: None, ..place };
            let there = PlanAddress { place: there, ..address.clone() };
            let (years, stage) = (years_words(frame, *years), stage_words(frame, *stage));
            let words = frame.t2("plan-show-held", "years", years, "stage", stage);
            empty.link(Link::new(there.href(), words))
        }
        None => empty,
    }
}
