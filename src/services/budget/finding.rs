//! From a wish to an exact place: the first budget of the scope, the last month, the nearest line that a report has.

use super::opened::{Opened, Told};
use super::rights::rights;
use super::{Basis, Closed, Done, Onlooker, PageOf, Place, Refused, Right, Wish, refuse};
use crate::domain::budget::{Path, Period, Section};
use crate::domain::scope::Scope;
use crate::storage::budget::budgets;
use crate::storage::{Conn, StorageError};

/// Completes a wish to an exact place. Shows no figure, so it is not yet a look.
pub async fn find(onlooker: Onlooker<'_>, wish: Wish) -> Done<Place> {
    let (scope, right) = rights(onlooker, wish.system)?;
    let Some(figures) = onlooker.figures else { return refuse(Refused::Closed(Closed::NoData(right))) };
    figures.read_as(&scope, move |conn| complete(conn, &scope, right, wish)).await
}

fn complete(conn: &mut Conn, scope: &Scope, right: Right, wish: Wish) -> Done<Place> {
    let Wish { system, near, known, .. } = wish;
    let budget = match wish.budget {
        Some(budget) => budget,
        None => match budgets(conn, scope)?.first() {
            Some(first) => *first,
            None => return refuse(Refused::Closed(Closed::NoData(right))),
        },
    };
    let mut last = |known| {
        let reports = Opened::new(conn, scope, budget, known).reports(None)?;
        Ok::<_, StorageError>(reports.last_key_value().map(|(period, _)| *period))
    };
    let Some(newest) = last(None)? else { return refuse(Refused::NotThere) };
    let period = match wish.period {
        Some(period) => period,
        None => last(known)?.unwrap_or(newest),
    };
    let mut opened = Opened::new(conn, scope, budget, known);
    let mut path = near;
    while let Some(wanted) = path {
        match opened.told(path, period, Basis::Cumulative)? {
            Told::View(_) => break,
            Told::Missing(_) if wanted.section().is_of_form() => break,
            Told::Missing(_) | Told::NoLine => path = wanted.parent(),
        }
    }
    if path.is_none() && wish.page == PageOf::Line {
        path = first_line(&mut opened, period)?;
        if path.is_none() {
            return refuse(Refused::NotThere);
        }
    }
    Ok(Place { system, budget, period, path, known })
}

/// All expenditure, or whatever comes nearest to it in what is reported and may be seen.
fn first_line(opened: &mut Opened<'_>, period: Period) -> Done<Option<Path>> {
    for section in [Section::Expenditure, Section::Departmental, Section::Administrators, Section::Groups] {
        let path = Some(Path::of(section));
        match opened.told(path, period, Basis::Cumulative)? {
            Told::View(_) => return Ok(path),
            Told::Missing(_) if !opened.reports(path)?.is_empty() => return Ok(path),
            Told::Missing(_) | Told::NoLine => {}
        }
    }
    Ok(None)
}
