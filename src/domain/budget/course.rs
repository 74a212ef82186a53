//! A line through the months of a year: what was reported, what a month alone brought, how its budget was amended.

use super::measures::Measures;
use crate::domain::money::Tiyn;

/// What a month tells of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// The month is not reported.
    #[default]
    NotReported,
    /// The month is reported, without this line.
    NoLine,
    /// Its figures, cumulative from January.
    Figures(Measures),
}

/// A line in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The year.
    pub year: u16,
    months: [Told; 12],
}

/// The budget of the year as a month reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// The month, 1 to 12.
    pub month: u8,
    /// Approved, refined and corrected.
    pub budget: [Tiyn; 3],
    /// The same in the reported month before; none in the first.
    pub before: Option<[Tiyn; 3]>,
}

impl Told {
    /// The figures, where there are some.
    pub fn figures(&self) -> Option<&Measures> {
        match self {
            Told::Figures(measures) => Some(measures),
            Told::NotReported | Told::NoLine => None,
        }
    }
}

impl Course {
    /// A year of which nothing is reported.
    pub fn new(year: u16) -> Course {
        Course { year, months: [Told::NotReported; 12] }
    }

    /// Enters what a month tells; months count from 1.
    pub fn tell(&mut self, month: u8, told: Told) {
        if let Some(place) = usize::from(month).checked_sub(1).and_then(|index| self.months.get_mut(index)) {
            *place = told;
        }
    }

    /// What each month tells, from January.
    pub fn months(&self) -> &[Told; 12] {
        &self.months
    }

    /// What a month alone brought. Not known where the month before is not reported: nothing is guessed.
    pub fn alone(&self, month: u8) -> Told {
        let at = |month: u8| usize::from(month).checked_sub(1).and_then(|index| self.months.get(index));
        let Some(Told::Figures(now)) = at(month) else { return at(month).copied().unwrap_or_default() };
        let before = match at(month - 1) {
            // January's figures are those of the month alone.
            None | Some(Told::NoLine) => Measures::default(),
            Some(Told::NotReported) => return Told::NotReported,
            Some(Told::Figures(before)) => *before,
        };
        now.since(&before).map_or(Told::NotReported, Told::Figures)
    }

    /// The budget of the year in the first reported month, and in each in which it was another than in the one before.
    pub fn amendments(&self) -> Vec<Amendment> {
        let mut amendments: Vec<Amendment> = Vec::new();
        let mut before = None;
        for (month, told) in (1..).zip(&self.months) {
            let Some(Measures { utv, utch, plg, .. }) = told.figures() else { continue };
            let budget = [*utv, *utch, *plg];
            if before != Some(budget) {
                amendments.push(Amendment { month, budget, before });
            }
            before = Some(budget);
        }
        amendments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(plg: i64, sumrg: i64) -> Told {
        Told::Figures(Measures { utv: Tiyn(100), plg: Tiyn(plg), sumrg: Tiyn(sumrg), ..Measures::default() })
    }

    fn course(months: &[(u8, Told)]) -> Course {
        let mut course = Course::new(2026);
        months.iter().for_each(|(month, told)| course.tell(*month, *told));
        course
    }

    #[test]
    fn a_month_alone_is_told_where_the_month_before_is() {
        let course = course(&[
            (1, figures(100, 10)),
            (2, figures(100, 25)),
            (4, figures(120, 60)),
            (5, figures(120, 61)),
            (7, Told::NoLine),
            (8, figures(120, 80)),
        ]);
        let alone = |month: u8| course.alone(month).figures().map(|told| told.sumrg.0);
        let all: Vec<_> = (1..=12).map(alone).collect();
        let told = [Some(10), Some(15), None, None, Some(1), None, None, Some(80)];
        assert_eq!(all[..8], told);
        assert_eq!(all[8..], [None; 4]);
        assert_eq!((course.alone(4), course.alone(7)), (Told::NotReported, Told::NoLine));
    }

    #[test]
    fn amendments_are_the_months_that_change_the_budget() {
        let course = course(&[
            (2, figures(100, 0)),
            (3, figures(100, 0)),
            (4, figures(120, 0)),
            (6, figures(120, 0)),
            (9, figures(110, 0)),
        ]);
        let amendments = course.amendments();
        let found: Vec<_> = amendments
            .iter()
            .map(|found| (found.month, found.budget[2].0, found.before.map(|before| before[2].0)))
            .collect();
        assert_eq!(found, [(2, 100, None), (4, 120, Some(100)), (9, 110, Some(120))]);
        assert!(Course::new(2026).amendments().is_empty());
    }
}
