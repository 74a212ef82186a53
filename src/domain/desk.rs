//! What waits for somebody on their first page, and in which order: what is over first, then what is due today, then by day.

use chrono::NaiveDate;

/// What may wait. The order of declaration decides between what presses equally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// Suspensions that the ministry confirms or lifts (R9.4).
    Suspensions,
    /// Parts of personnel files that wait for a second person.
    FeedParts,
    /// People whose sessions were used from two networks at once within a day (R15).
    Networks,
    /// Applications that the ministry considers (R9.1).
    Considering,
    /// Applications to which the integrator gives access (R9.2).
    Granting,
    /// Steps of applications at any office whose last day is over.
    OverdueSteps,
    /// Reports of powers ended that came later than 3 working days (R9.4).
    LateReports,
    /// Trainings that are not reported to the ministry yet (R13.2).
    TrainingReports,
    /// Letters that could not be delivered.
    Letters,
    /// The calendar of working days ends soon.
    Calendar,
    /// Applications of one's own body that are not sent, or came back.
    Unsent,
    /// People of one's own of whom the half-year's attestation says nothing yet; for the administrator, bodies that are late.
    Attestation,
    /// People whose access ends soon and who are not applied for yet (R9.3).
    Endings,
    /// One's own people who wait for training (R13.1).
    Untrained,
    /// One's own people who have access and do not use it.
    Unused,
    /// Training that one has still to pass (R13.1).
    OwnTraining,
    /// Duties of use that one has still to accept (R15).
    OwnDuties,
    /// Saved looks that have become different.
    SavedLooks,
}

/// Something that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub matter: Matter,
    /// How many of it.
    pub count: u64,
    /// How many of these are over.
    pub overdue: u64,
    /// The first day on which one of them is due or ends.
    pub due_on: Option<NaiveDate>,
}

/// How something presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pressing {
    /// Its last day is over.
    Overdue,
    /// Its last day is today, or it waits for nothing but a hand.
    Today,
    /// It is due on a later day.
    Later(NaiveDate),
    /// No day is promised for it.
    Sometime,
    /// There is nothing of it.
    Nothing,
}

impl Matter {
    /// True for what no day is promised for, and what should not wait for tomorrow all the same.
    const fn is_prompt(self) -> bool {
        match self {
            Matter::Suspensions
            | Matter::FeedParts
            | Matter::Networks
            | Matter::OwnTraining
            | Matter::OwnDuties => true,
            Matter::Considering
            | Matter::Granting
            | Matter::OverdueSteps
            | Matter::LateReports
            | Matter::TrainingReports
            | Matter::Letters
            | Matter::Calendar
            | Matter::Unsent
            | Matter::Attestation
            | Matter::Endings
            | Matter::Untrained
            | Matter::Unused
            | Matter::SavedLooks => false,
        }
    }
}

impl Task {
    /// So many of something, without a day.
    pub const fn new(matter: Matter, count: u64) -> Task {
        Task { matter, count, overdue: 0, due_on: None }
    }

    /// The first day on which one of them is due.
    pub const fn due_on(self, due_on: Option<NaiveDate>) -> Task {
        Task { due_on, ..self }
    }

    /// How many are over.
    pub const fn overdue(self, overdue: u64) -> Task {
        Task { overdue, ..self }
    }

    /// How it presses on a day.
    pub fn pressing_on(&self, today: NaiveDate) -> Pressing {
        match self.due_on {
            _ if self.count == 0 => Pressing::Nothing,
            _ if self.overdue > 0 => Pressing::Overdue,
            Some(day) if day < today => Pressing::Overdue,
            Some(day) if day == today => Pressing::Today,
            _ if self.matter.is_prompt() => Pressing::Today,
            Some(day) => Pressing::Later(day),
            None => Pressing::Sometime,
        }
    }
}

/// What presses most comes first.
pub fn sort(tasks: &mut [Task], today: NaiveDate) {
    tasks.sort_by_key(|task| (task.pressing_on(today), task.matter));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_order_of_what_is_due() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let today = day("2026-11-20");
        let mut tasks = [
            Task::new(Matter::LateReports, 2),
            Task::new(Matter::Unused, 0),
            Task::new(Matter::Endings, 4).due_on(Some(day("2026-12-01"))),
            Task::new(Matter::Suspensions, 1),
            Task::new(Matter::TrainingReports, 1).due_on(Some(day("2026-11-20"))),
            Task::new(Matter::Granting, 3).due_on(Some(day("2026-11-21"))),
            Task::new(Matter::Considering, 3).due_on(Some(day("2026-11-19"))),
            Task::new(Matter::OverdueSteps, 1).overdue(1),
        ];
        sort(&mut tasks, today);
        let order = tasks.map(|task| (task.matter, task.pressing_on(today)));
        use Matter::*;
        let expect = [
            (Considering, Pressing::Overdue),
            (OverdueSteps, Pressing::Overdue),
            (Suspensions, Pressing::Today),
            (TrainingReports, Pressing::Today),
            (Granting, Pressing::Later(day("2026-11-21"))),
            (Endings, Pressing::Later(day("2026-12-01"))),
            (LateReports, Pressing::Sometime),
            (Unused, Pressing::Nothing),
        ];
        assert_eq!(order, expect);
    }
}
