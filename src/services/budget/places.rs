//! One line of one month in the budgets of the places directly inside another, side by side. They are never added up:
//! budgets give each other transfers, which a sum would count twice.

use super::drawing::{Drawing, Shown, draw};
use super::looking::Counted;
use super::opened::{Basis, Opened, Told, known};
use super::{Done, Looked, Node, Onlooker, Place, Published, Refused, refuse};
use crate::domain::budget::{Aspect, Part, Path};
use crate::domain::scope::BudgetKey;
use crate::storage::budget::{inside, of_month, through};

/// What the budget of a place has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// Its month is not reported.
    NotReported,
    /// Its report has no such line.
    NoLine,
    /// The line.
    Line(Node),
}

/// The budgets directly inside a place, in the order of their codes.
pub type Places = Vec<(BudgetKey, InPlace)>;

/// Looks at the line of the place in the budgets directly inside it.
pub async fn places<E: Send + 'static>(
    onlooker: Onlooker<'_>,
    place: Place,
    drawing: Drawing<Looked<Places>, E>,
) -> Done<Result<Shown, E>> {
    draw(onlooker, place, Aspect::Places, drawing, move |opened| match place.path {
        Some(path) => read(opened, place, path),
        None => refuse(Refused::NotThere),
    })
    .await
}

fn read(opened: &mut Opened<'_>, place: Place, path: Path) -> Done<Counted<Places>> {
    let scope = opened.scope;
    let part = match path.section().part() {
        // The republic alone states it; elsewhere it is rolled up.
        Part::Economic => Part::Main,
        part @ (Part::Main | Part::Investments | Part::Groups | Part::Administrators) => part,
    };
    let budgets = inside(opened.conn, scope, &place.budget)?;
    let reports = of_month(opened.conn, scope, &budgets, place.period, part, known(place.known))?;
    let reports: Vec<Published> = reports.into_values().collect();
    let lines = through(opened.conn, scope, &reports, path)?;
    // A line that neither this budget nor one inside has is not there, and nor is one outside the scope.
    let mut is_known = lines.iter().any(Option::is_some);
    if !is_known {
        match opened.told(Some(path), place.period, Basis::Cumulative)? {
            Told::NoLine => return refuse(Refused::NotThere),
            Told::View(_) => is_known = true,
            Told::Missing(_) => {}
        }
    }
    opened.mention(is_known.then(|| path.trail()).into_iter().flatten());
    opened.mention_places(&budgets);
    let mut told: Vec<(BudgetKey, InPlace)> = reports
        .iter()
        .zip(lines)
        .map(|(report, line)| (report.budget, line.map_or(InPlace::NoLine, InPlace::Line)))
        .collect();
    let missing = budgets.iter().filter(|budget| !reports.iter().any(|report| report.budget == **budget));
    told.extend(missing.map(|budget| (*budget, InPlace::NotReported)));
    told.sort_by_key(|(budget, _)| *budget);
    let count = told.len();
    Ok((told, count))
}
