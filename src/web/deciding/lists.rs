//! The queue of a step, and what left it.

use askama::Template;

use crate::app::App;
use crate::domain::application::Stage;
use crate::services::applications::looking;
use crate::web::answer::{self, Reply};
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Empty, PagePath};
use crate::web::record::{self, Queue, Row};
use crate::web::urls;

#[derive(Template)]
#[template(path = "deciding/queue.html")]
struct QueuePage {
    title: String,
    decided: String,
    queue: Option<Queue>,
    empty: Empty,
    frame: Frame,
}

/// What waits, what is due first coming first.
pub async fn queue(stage: Stage, app: &App, me: &SignedIn, frame: Frame) -> Reply {
    let found = looking::queue(&app.db, &app.calendar, &me.0, stage, app.clock.now()).await;
    let listed = record::seen(found)?;
    let title = frame.t(&format!("queue-title-{}", stage.code()));
    let rows = record::records(&frame, &listed, |one| urls::at_desk(stage, one.application.id).to_string());
    let queue = (!rows.is_empty()).then(|| Queue::new(&frame, title.clone(), &listed, rows));
    answer::show(&QueuePage {
        decided: urls::decided(stage).to_string(),
        queue,
        empty: Empty::new(frame.t("queue-empty"), frame.t("queue-empty-hint")),
        title,
        frame,
    })
}

#[derive(Template)]
#[template(path = "deciding/decided.html")]
struct DecidedPage {
    path: PagePath,
    title: String,
    rows: Vec<Row>,
    empty: Empty,
    frame: Frame,
}

/// What left the desk last.
pub async fn decided(stage: Stage, app: &App, me: &SignedIn, frame: Frame) -> Reply {
    let found = looking::decided(&app.db, &app.calendar, &me.0, stage, app.clock.now()).await;
    let listed = record::seen(found)?;
    let title = frame.t("decided-title");
    answer::show(&DecidedPage {
        path: PagePath::new(&frame, vec![super::show::to_queue(&frame, stage)], &title),
        rows: record::records(&frame, &listed, |one| urls::at_desk(stage, one.application.id).to_string()),
        empty: Empty::new(frame.t("decided-empty"), ""),
        title,
        frame,
    })
}
