//! The quality of the figures of a budget: which months are reported, in which versions, from which files, and which
//! totals do not add up. Nothing of it is a figure that the scope does not hold.

use std::collections::BTreeSet;

use super::looking::look;
use super::opened::Opened;
use super::{Done, Looked, Onlooker, Place, Refused, refuse};
use crate::domain::budget::{Aspect, Difference, Part, Period};
pub use crate::storage::budget::{Compared, SourceFile};
use crate::storage::budget::{Published, compare, differences, origin};

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
pub async fn quality(onlooker: Onlooker<'_>, place: Place) -> Done<Looked<Quality>> {
    look(onlooker, place, Aspect::Quality, move |opened| {
        let quality = year(opened, place)?;
        let count = quality.reports.len();
        Ok((quality, count))
    })
    .await
}

/// Looks at one report: each difference of it.
pub async fn soundness(onlooker: Onlooker<'_>, place: Place, part: Part) -> Done<Looked<Soundness>> {
    look(onlooker, place, Aspect::Quality, move |opened| {
        let Some(report) = opened.of_part(part)?.get(&place.period).cloned() else {
            return refuse(Refused::NotThere);
        };
        let sound = sound(opened, report)?;
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
                reports.push(sound(opened, report.clone())?);
            }
        }
    }
    reports.sort_by_key(|sound| (sound.report.period, sound.report.part));
    let missing = match (months.first(), months.last()) {
        (Some(first), Some(last)) => first
            .to(*last)
            .filter(|period| period.year() == place.period.year() && !months.contains(period))
            .collect(),
        _ => Vec::new(),
    };
    Ok(Quality { reports, missing })
}

fn sound(opened: &mut Opened<'_>, report: Published) -> Done<Soundness> {
    let known = opened.moment();
    let (conn, scope) = (&mut *opened.conn, opened.scope);
    Ok(Soundness {
        origin: origin(conn, scope, &report)?,
        differences: differences(conn, scope, &report)?,
        compared: compare(conn, scope, &report, known)?,
        report,
    })
}
