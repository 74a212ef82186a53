//! The quality of the figures of a budget: which months are reported, in which versions, from which files, and which
//! totals do not add up. Nothing of it is a figure that the scope does not hold.

use std::collections::BTreeSet;

use super::looking::look;
use super::opened::Opened;
use super::{Done, Looked, Onlooker, Place, Refused, Right, refuse};
use crate::domain::budget::{Aspect, Difference, Part, Period};
pub use crate::storage::budget::{Compared, SourceFile};
use crate::storage::budget::{Published, Sound, compare, sound};

/// One report and what is known of its soundness.
#[derive(Clone, Debug)]
pub struct Soundness {
    /// The report.
    pub report: Published,
    /// The file that it was read from.
    pub origin: Option<SourceFile>,
    /// Totals that are not the sums of their lines.
    pub differences: Vec<Difference>,
    /// What came of comparing it with the trees, where it is a summary.
    pub compared: Option<Compared>,
}

/// A year of a budget.
#[derive(Clone, Debug)]
pub struct Quality {
    /// Every report of the year that the scope holds something of, by month and part.
    pub reports: Vec<Soundness>,
    /// Months of the year, between the first and the last that were ever reported, without any report.
    pub missing: Vec<Period>,
}

/// Looks at the quality of the year of a place.
pub async fn quality(onlooker: Onlooker<'_>, place: Place) -> Done<(Right, Looked<Quality>)> {
    look(onlooker, place, Aspect::Quality, move |opened| {
        let quality = year(opened, place)?;
        let count = quality.reports.len();
        Ok((quality, count))
    })
    .await
}

/// Looks at one report: each difference of it.
pub async fn soundness(onlooker: Onlooker<'_>, place: Place, part: Part) -> Done<(Right, Looked<Soundness>)> {
    look(onlooker, place, Aspect::Quality, move |opened| {
        let Some(report) = opened.of_part(part)?.get(&place.period).cloned() else {
            return refuse(Refused::NotThere);
        };
        let Some(sound) = of_all(opened, vec![report])?.pop() else { return refuse(Refused::NotThere) };
        let controls = match &sound.compared {
            Some(Compared::Trees { differences, .. }) => differences.as_slice(),
            Some(Compared::NotHeld { .. } | Compared::NoTrees) | None => &[],
        };
        opened.mention(sound.differences.iter().chain(controls).map(|found| found.path));
        let count = sound.differences.len();
        Ok((sound, count))
    })
    .await
}

fn year(opened: &mut Opened<'_>, place: Place) -> Done<Quality> {
    let mut months = BTreeSet::new();
    let mut reports = Vec::new();
    for part in Part::ALL {
        for (period, report) in &*opened.of_part(part)? {
            months.insert(*period);
            if period.year() == place.period.year() {
                reports.push(report.clone());
            }
        }
    }
    reports.sort_by_key(|report| (report.period, report.part));
    let reports = of_all(opened, reports)?;
    let missing = match (months.first(), months.last()) {
        (Some(first), Some(last)) => first
            .to(*last)
            .filter(|period| period.year() == place.period.year() && !months.contains(period))
            .collect(),
        _ => Vec::new(),
    };
    Ok(Quality { reports, missing })
}

fn of_all(opened: &mut Opened<'_>, reports: Vec<Published>) -> Done<Vec<Soundness>> {
    let known = opened.moment();
    let (conn, scope) = (&mut *opened.conn, opened.scope);
    let found = sound(conn, scope, &reports)?;
    let mut all = Vec::with_capacity(reports.len());
    for (report, Sound { origin, differences }) in reports.into_iter().zip(found) {
        let compared = compare(conn, scope, &report, known)?;
        all.push(Soundness { report, origin, differences, compared });
    }
    Ok(all)
}
