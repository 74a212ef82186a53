//! What of a queue is shown: by how it stands with its day, by system, by body.

use rocket::FromForm;

use crate::domain::application::Stage;
use crate::domain::deadline::Standing;
use crate::domain::ids::BodyId;
use crate::domain::system::System;
use crate::services::applications::looking::Listed;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Field, FilterBar};
use crate::web::query::Maybe;
use crate::web::urls;

/// The query of a queue.
#[derive(Debug, Default, FromForm)]
pub struct QueueQuery {
    due: Maybe<String>,
    system: Maybe<String>,
    body: Maybe<String>,
}

/// How an application stands with its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Overdue,
    Today,
    Later,
}

impl Due {
    const ALL: [Due; 3] = [Due::Overdue, Due::Today, Due::Later];

    const fn code(self) -> &'static str {
        match self {
            Due::Overdue => "overdue",
            Due::Today => "today",
            Due::Later => "later",
        }
    }

    fn words(self, frame: &Frame) -> String {
        frame.t(match self {
            Due::Overdue => "queue-overdue",
            Due::Today => "queue-due-today",
            Due::Later => "queue-in-time",
        })
    }

    const fn of(standing: Option<Standing>) -> Due {
        match standing {
            Some(Standing::Overdue { .. }) => Due::Overdue,
            Some(Standing::DueToday) => Due::Today,
            Some(Standing::InTime { .. }) | None => Due::Later,
        }
    }
}

/// What was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    due: Option<Due>,
    system: Option<System>,
    body: Option<BodyId>,
}

impl QueueQuery {
    /// What was chosen; every one is the empty value that the form sends, and what is no value is 400.
    pub(super) fn read(self) -> Result<Chosen, WebError> {
        Ok(Chosen {
            due: one(self.due, |code| Due::ALL.into_iter().find(|due| due.code() == code))?,
            system: one(self.system, System::parse)?,
            body: one(self.body, |id| id.parse().ok().map(BodyId))?,
        })
    }
}

fn one<T>(typed: Maybe<String>, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, WebError> {
    match typed.0.as_deref() {
        None | Some("") => Ok(None),
        Some(code) => read(code).map(Some).ok_or(WebError::BadRequest),
    }
}

impl Chosen {
    /// True for an application that is to be shown.
    pub(super) fn shows(self, listed: &Listed) -> bool {
        self.due.is_none_or(|due| Due::of(listed.standing) == due)
            && self.system.is_none_or(|system| listed.application.systems.contains(&system))
            && self.body.is_none_or(|body| listed.body.id == body)
    }

    /// True where nothing is hidden.
    pub(super) fn is_everything(self) -> bool {
        self == Chosen::default()
    }

    fn address(self, stage: Stage) -> String {
        let parts = [
            self.due.map(|due| format!("due={}", due.code())),
            self.system.map(|system| format!("system={}", system.code())),
            self.body.map(|body| format!("body={body}")),
        ];
        let query: Vec<String> = parts.into_iter().flatten().collect();
        let queue = urls::queue(stage);
        if query.is_empty() { queue.to_string() } else { format!("{queue}?{}", query.join("&")) }
    }

    /// The form, with what is chosen and a way to take each off; bodies are those of the whole queue.
    pub(super) fn bar(self, frame: &Frame, stage: Stage, queue: &[Listed]) -> FilterBar {
        let every = || Choice::new("", frame.t("queue-every"));
        let dues = Due::ALL.map(|due| Choice::new(due.code(), due.words(frame)));
        let system_words = |system: System| frame.t(&format!("system-{}", system.code()));
        let systems = System::ALL.map(|system| Choice::new(system.code(), system_words(system)));
        let mut bodies: Vec<(String, BodyId)> =
            queue.iter().map(|one| (one.body.name.get(frame.lang).to_owned(), one.body.id)).collect();
        bodies.sort();
        bodies.dedup();
        let body_choices = bodies.iter().map(|(name, id)| Choice::new(id.to_string(), name));
        let fields = vec![
            Field::select("due", frame.t("queue-filter-due"), std::iter::once(every()).chain(dues).collect())
                .value(self.due.map_or("", Due::code)),
            Field::select(
                "system",
                frame.t("application-systems"),
                std::iter::once(every()).chain(systems).collect(),
            )
            .value(self.system.map_or("", System::code)),
            Field::select(
                "body",
                frame.t("application-body"),
                std::iter::once(every()).chain(body_choices).collect(),
            )
            .value(self.body.map(|body| body.to_string()).unwrap_or_default()),
        ];
        let mut bar = FilterBar::new(frame, urls::queue(stage), fields);
        if let Some(due) = self.due {
            let without = Chosen { due: None, ..self };
            bar = bar.chosen(frame.t("queue-filter-due"), due.words(frame), without.address(stage));
        }
        if let Some(system) = self.system {
            let without = Chosen { system: None, ..self };
            bar = bar.chosen(frame.t("application-systems"), system_words(system), without.address(stage));
        }
        if let Some(body) = self.body {
            let name = bodies.iter().find(|(_, id)| *id == body).map(|(name, _)| name.clone());
            let without = Chosen { body: None, ..self };
            bar = bar.chosen(frame.t("application-body"), name.unwrap_or_default(), without.address(stage));
        }
        bar
    }
}
