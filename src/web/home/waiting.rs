//! What waits for somebody: how many of what, by when, and where it is dealt with.

use crate::domain::desk::{Matter, Pressing, Task};
use crate::domain::person::Role;
use crate::services::sessions::SignedIn as Account;
use crate::web::frame::Frame;
use crate::web::parts::{Link, Tag, Tone};
use crate::web::urls;

/// A line of the list.
pub(super) struct Waits {
    pub count: String,
    pub link: Link,
    pub due: String,
    pub tag: Option<Tag>,
}

impl Waits {
    pub(super) fn new(frame: &Frame, who: &Account, task: &Task, pressing: Pressing) -> Waits {
        let tag = match pressing {
            Pressing::Overdue if task.overdue == 0 || task.overdue == task.count => {
                Some(Tag::new(Tone::Bad, frame.t("desk-overdue")))
            }
            Pressing::Overdue => Some(Tag::new(Tone::Bad, frame.n("desk-overdue-of", task.overdue))),
            Pressing::Today => Some(Tag::new(Tone::Warn, frame.t("desk-today"))),
            Pressing::Later(_) | Pressing::Sometime | Pressing::Nothing => None,
        };
        let due = task.due_on.map_or_else(String::new, |day| match task.matter {
            Matter::Endings | Matter::Calendar => frame.t1("desk-first-ends", "day", frame.day(day)),
            Matter::Suspensions
            | Matter::FeedParts
            | Matter::Networks
            | Matter::Considering
            | Matter::Granting
            | Matter::OverdueSteps
            | Matter::LateReports
            | Matter::TrainingReports
            | Matter::Letters
            | Matter::Unsent
            | Matter::Attestation
            | Matter::Untrained
            | Matter::Unused
            | Matter::OwnTraining
            | Matter::OwnDuties
            | Matter::SavedLooks => frame.t1("desk-first-due", "day", frame.day(day)),
        });
        Waits { count: frame.number(task.count), link: link(frame, who, task), due, tag }
    }
}

/// What it is, and the list of it.
pub(super) fn link(frame: &Frame, who: &Account, task: &Task) -> Link {
    let is_clerk = who.actor.is_any(&[Role::Administrator]);
    let n = task.count;
    match task.matter {
        Matter::Suspensions => Link::new(urls::holds_list("pending", 1), frame.n("task-suspensions", n)),
        Matter::FeedParts => Link::new(urls::feeds(), frame.n("task-feed-parts", n)),
        Matter::Networks => Link::new(urls::networks(), frame.n("task-networks", n)),
        Matter::Considering => Link::new("/considering", frame.n("task-considering", n)),
        Matter::Granting => Link::new("/granting", frame.n("task-granting", n)),
        Matter::OverdueSteps => Link::new(urls::overdue_steps(), frame.n("task-overdue-steps", n)),
        Matter::LateReports => Link::new(urls::holds_list("late", 1), frame.n("task-late-reports", n)),
        Matter::TrainingReports => Link::new(urls::trainings(), frame.n("task-training-reports", n)),
        Matter::Letters => Link::new(urls::undelivered_letters(), frame.n("task-letters", n)),
        Matter::Calendar => Link::new(urls::calendar(), frame.n("task-calendar", n)),
        Matter::Unsent => Link::new("/applications", frame.n("task-unsent", n)),
        Matter::Attestation if is_clerk => {
            Link::new(urls::attestations(), frame.n("task-attestation-bodies", n))
        }
        Matter::Attestation => Link::new(urls::attestation(), frame.n("task-attestation", n)),
        Matter::Endings if is_clerk => Link::new(urls::endings(), frame.n("task-endings", n)),
        Matter::Endings => Link::new(urls::renewal(), frame.n("task-endings", n)),
        Matter::Untrained => Link::new(urls::people(), frame.n("task-untrained", n)),
        Matter::Unused => Link::new(urls::people(), frame.n("task-unused", n)),
        Matter::OwnTraining => Link::new(urls::trainings(), frame.n("task-own-training", n)),
        Matter::OwnDuties => Link::new(urls::duties(), frame.n("task-own-duties", n)),
        Matter::SavedLooks => Link::new(urls::saved_looks(), frame.n("task-saved-looks", n)),
    }
}
