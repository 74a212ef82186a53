//! The page of a year: a line through its months, beside the two years before.

use super::drawing::{Drawing, Shown, draw};
use super::opened::Opened;
use super::{Done, Looked, Onlooker, Place, Refused, refuse};
use crate::domain::budget::course::Told;
use crate::domain::budget::{Aspect, Course, Path, Period};
use crate::storage::budget::{Node, Published, through};

/// A line through three years.
#[derive(Clone, Debug)]
pub struct Year {
    /// Its name as last reported.
    pub name: Option<String>,
    /// The year of the place.
    pub now: Course,
    /// The two years before, the nearer first.
    pub before: Vec<Course>,
}

/// Looks at a line through its year.
pub async fn year<E: Send + 'static>(
    onlooker: Onlooker<'_>,
    place: Place,
    drawing: Drawing<Looked<Year>, E>,
) -> Done<Result<Shown, E>> {
    draw(onlooker, place, Aspect::Year, drawing, move |opened| {
        let Some(path) = place.path else { return refuse(Refused::NotThere) };
        let year = read(opened, path, place.period.year())?;
        let told = [&year.now].into_iter().chain(&year.before).flat_map(Course::months);
        let months = told.filter(|told| told.figures().is_some()).count();
        if months == 0 {
            return refuse(Refused::NotThere);
        }
        opened.mention(path.trail());
        Ok((year, months))
    })
    .await
}

fn read(opened: &mut Opened<'_>, path: Path, year: u16) -> Done<Year> {
    let years = year.saturating_sub(2)..=year;
    let reports = opened.reports(Some(path))?;
    let of_years = reports.values().filter(|report| years.contains(&report.period.year()));
    let reports: Vec<Published> = of_years.cloned().collect();
    let nodes = through(opened.conn, opened.scope, &reports, path)?;
    let told: Vec<(Period, Option<Node>)> = reports.iter().map(|report| report.period).zip(nodes).collect();
    let name = told.iter().rev().find_map(|(_, node)| node.as_ref()?.name.clone());
    let course = |year: u16| {
        let mut course = Course::new(year);
        for (period, node) in told.iter().filter(|(period, _)| period.year() == year) {
            course.tell(
                period.month(),
                node.as_ref().map_or(Told::NoLine, |node| Told::Figures(node.measures)),
            );
        }
        course
    };
    let before = [1, 2].map(|years| course(year.saturating_sub(years))).into();
    Ok(Year { name, now: course(year), before })
}
