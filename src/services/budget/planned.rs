//! Looking at plans. The same way to figures as for execution, with a grant of its own (R4): nothing of execution is read
//! here, so that somebody with the planning system alone learns no executed figure.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::looking::record;
use super::opened::{known, places_of};
use super::rights::rights;
use super::{Closed, Done, Onlooker, Refused, Right, refuse};
use crate::domain::budget::plan::{Compared, beyond, compare};
use crate::domain::budget::{Amounts, Bearer, Names, Path, PlanYears, Stage};
use crate::domain::calendar::day_of;
use crate::domain::journal::Event;
use crate::domain::scope::{BudgetKey, Scope};
use crate::domain::system::System;
use crate::storage::budget::{Known, PlanView, given_names, plan_view, planned_budgets, plans};
pub use crate::storage::budget::{PlanNode, PublishedPlan};
use crate::storage::{Conn, StorageError};

/// What somebody wants to see of plans, as far as the address says it.
#[derive(Clone, Copy, Debug)]
pub struct PlanWish {
    /// Whose budget; none: the first of the scope.
    pub budget: Option<BudgetKey>,
    /// Which years; none: the last that are planned.
    pub years: Option<PlanYears>,
    /// Which stage; none: the furthest that the plan has come.
    pub stage: Option<Stage>,
    /// Another stage beside it.
    pub beside: Option<Stage>,
    /// Where in the plan, or as near to it as this plan has a line.
    pub near: Option<Path>,
    /// As known at the end of this day; none: as known now.
    pub known: Option<NaiveDate>,
}

/// One exact place of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanPlace {
    /// Whose budget.
    pub budget: BudgetKey,
    /// Which years.
    pub years: PlanYears,
    /// Which stage.
    pub stage: Stage,
    /// Another stage beside it.
    pub beside: Option<Stage>,
    /// Where in the plan; none: all sections.
    pub path: Option<Path>,
    /// As known at the end of this day; none: as known now.
    pub known: Option<NaiveDate>,
}

/// What a look at a plan shows.
#[derive(Clone, Debug)]
pub struct PlanLooked {
    /// Why this may be seen.
    pub right: Right,
    /// The planned budgets of the scope above, beside and directly inside this one, and this one.
    pub around: Vec<BudgetKey>,
    /// The plans of this budget, by years and stages.
    pub held: Vec<PublishedPlan>,
    /// The plan of the place; none where the portal holds no such stage.
    pub plan: Option<PublishedPlan>,
    /// The newest version of it, where an older one is shown because a day was asked for.
    pub revised: Option<PublishedPlan>,
    /// What loads call the places and lines of the page.
    pub names: Names,
    /// The lines.
    pub shown: Planned,
}

/// The lines of a place of a plan.
#[derive(Clone, Debug)]
pub enum Planned {
    /// The portal holds no such stage of this plan, or not the one beside it.
    Missing(Stage),
    /// One stage.
    Sheet(PlanSheet),
    /// Two stages side by side, the earlier first.
    Beside {
        /// The stages.
        stages: [Stage; 2],
        /// The line itself; none above the sections.
        total: Option<Compared>,
        /// The lines directly below, and whether something stands below them.
        lines: Vec<(Compared, PlanNode)>,
    },
}

/// The lines of one stage.
#[derive(Clone, Debug)]
pub struct PlanSheet {
    /// The line itself; none above the sections.
    pub node: Option<PlanNode>,
    /// The lines directly below.
    pub children: Vec<PlanNode>,
    /// What the line plans beyond them.
    pub beyond: Option<Amounts>,
}

impl Planned {
    fn lines(&self) -> usize {
        match self {
            Planned::Missing(_) => 0,
            Planned::Sheet(sheet) => sheet.children.len(),
            Planned::Beside { lines, .. } => lines.len(),
        }
    }

    /// Every line that the page names: those above it too, where the plan has it.
    fn paths(&self, place: Option<Path>) -> Vec<Path> {
        let below: Vec<Path> = match self {
            Planned::Missing(_) => return Vec::new(),
            Planned::Sheet(sheet) => sheet.children.iter().map(|node| node.path).collect(),
            Planned::Beside { lines, .. } => lines.iter().map(|(_, node)| node.path).collect(),
        };
        place.into_iter().flat_map(Path::trail).chain(below).collect()
    }
}

/// Completes a wish to an exact place. Shows no figure, so it is not yet a look.
pub async fn find_plan(onlooker: Onlooker<'_>, wish: PlanWish) -> Done<PlanPlace> {
    let (scope, right) = rights(onlooker, System::Sp)?;
    let Some(figures) = onlooker.figures else { return refuse(Refused::Closed(Closed::NoData(right))) };
    figures.read_as(&scope, move |conn| complete(conn, &scope, right, wish)).await
}

fn complete(conn: &mut Conn, scope: &Scope, right: Right, wish: PlanWish) -> Done<PlanPlace> {
    let budget = match wish.budget {
        Some(budget) => budget,
        None => match planned_budgets(conn, scope)?.first() {
            Some(first) => *first,
            None => return refuse(Refused::Closed(Closed::NoData(right))),
        },
    };
    let held = plans(conn, scope, &budget, known(wish.known))?;
    let held = if held.is_empty() { plans(conn, scope, &budget, Known::Now)? } else { held };
    let Some(last) = held.last() else { return refuse(Refused::NotThere) };
    let years = wish.years.unwrap_or(last.years);
    let furthest = held.iter().rev().find(|plan| plan.years == years).map_or(last.stage, |plan| plan.stage);
    let stage = wish.stage.unwrap_or(furthest);
    let beside = wish.beside.filter(|beside| *beside != stage);
    let plan = held.iter().find(|plan| (plan.years, plan.stage) == (years, stage));
    let mut path = wish.near;
    while let (Some(plan), Some(wanted)) = (plan, path) {
        if plan_view(conn, scope, plan, path)?.is_some() {
            break;
        }
        path = wanted.parent();
    }
    Ok(PlanPlace { budget, years, stage, beside, path, known: wish.known })
}

/// Looks at one place of a plan, and writes down that somebody did.
pub async fn plan(onlooker: Onlooker<'_>, place: PlanPlace) -> Done<PlanLooked> {
    if place.known.is_some_and(|day| day > day_of(onlooker.at())) {
        return refuse(Refused::NotYetKnown);
    }
    let (scope, right) = rights(onlooker, System::Sp)?;
    let Some(figures) = onlooker.figures else { return refuse(Refused::Closed(Closed::NoData(right))) };
    let looked = figures.read_as(&scope, move |conn| read(conn, &scope, right, place)).await?;
    let entry = Event::PlanLooked {
        grant: right.grant,
        budget: place.budget.code(),
        plan: place.years.to_string(),
        stage: place.stage.code().to_owned(),
        beside: place.beside.map(|stage| stage.code().to_owned()),
        path: place.path.map(|path| path.to_string()).unwrap_or_default(),
        version: looked.plan.as_ref().map_or(0, |plan| i64::from(plan.version)),
        lines: i64::try_from(looked.shown.lines()).unwrap_or(i64::MAX),
    };
    record(onlooker, System::Sp, scope, entry).await?;
    Ok(looked)
}

fn read(conn: &mut Conn, scope: &Scope, right: Right, place: PlanPlace) -> Done<PlanLooked> {
    let newest = plans(conn, scope, &place.budget, Known::Now)?;
    if newest.is_empty() {
        return refuse(Refused::NotThere);
    }
    let held = match place.known {
        None => newest.clone(),
        Some(_) => plans(conn, scope, &place.budget, known(place.known))?,
    };
    let of = |held: &[PublishedPlan], stage| {
        held.iter().find(|plan| (plan.years, plan.stage) == (place.years, stage)).cloned()
    };
    let shown = match (of(&held, place.stage), place.beside) {
        (None, _) => Planned::Missing(place.stage),
        (Some(plan), None) => sheet(conn, scope, &plan, place.path)?,
        (Some(plan), Some(stage)) => match of(&held, stage) {
            None => Planned::Missing(stage),
            Some(other) => beside(conn, scope, [plan, other], place.path)?,
        },
    };
    let plan = of(&held, place.stage);
    let revised = of(&newest, place.stage).filter(|newest| plan.as_ref() != Some(newest));
    let mut around = planned_budgets(conn, scope)?;
    around.retain(|budget| budget.is_around(&place.budget));
    let lines = shown.paths(place.path);
    let bearers: BTreeSet<Bearer> =
        places_of(&around).chain(lines.into_iter().filter_map(Bearer::of)).collect();
    let names = given_names(conn, scope, bearers, known(place.known))?;
    Ok(PlanLooked { right, around, held, plan, revised, names, shown })
}

fn sheet(conn: &mut Conn, scope: &Scope, plan: &PublishedPlan, path: Option<Path>) -> Done<Planned> {
    let Some(PlanView { node, children }) = plan_view(conn, scope, plan, path)? else {
        return refuse(Refused::NotThere);
    };
    let beyond = match &node {
        Some(node) => {
            beyond(node.path, &node.amounts, amounts(&children)).map_err(|_| StorageError::TooMuch)?
        }
        None => None,
    };
    Ok(Planned::Sheet(PlanSheet { node, children, beyond }))
}

/// A line that one of the two stages lacks can still be opened: it was added, or dropped.
fn beside(
    conn: &mut Conn,
    scope: &Scope,
    mut plans: [PublishedPlan; 2],
    path: Option<Path>,
) -> Done<Planned> {
    plans.sort_by_key(|plan| plan.stage);
    let [before, after] = [&plans[0], &plans[1]].map(|plan| plan_view(conn, scope, plan, path));
    let (before, after) = (before?, after?);
    if before.is_none() && after.is_none() {
        return refuse(Refused::NotThere);
    }
    let none = || PlanView { node: None, children: Vec::new() };
    let (before, after) = (before.unwrap_or_else(none), after.unwrap_or_else(none));
    let of = |node: &Option<PlanNode>| node.as_ref().map(|node| node.amounts);
    let too_much = |_| StorageError::TooMuch;
    let total = path.map(|path| Compared::new(path, of(&before.node), of(&after.node)));
    let total = total.transpose().map_err(too_much)?;
    let compared = compare(amounts(&before.children), amounts(&after.children)).map_err(too_much)?;
    let node = |line: &Compared| {
        let nodes = after.children.iter().chain(&before.children);
        nodes
            .filter(|node| node.path == line.path)
            .cloned()
            .reduce(|one, other| PlanNode { is_leaf: one.is_leaf && other.is_leaf, ..one })
    };
    let lines = compared.into_iter().filter_map(|line| Some((line, node(&line)?))).collect();
    Ok(Planned::Beside { stages: plans.map(|plan| plan.stage), total, lines })
}

fn amounts(nodes: &[PlanNode]) -> impl Iterator<Item = (Path, Amounts)> {
    nodes.iter().map(|node| (node.path, node.amounts))
}
