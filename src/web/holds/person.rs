//! Somebody with grants, holds and last use, and what can be done about them.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use super::{known, words};
use crate::app::App;
use crate::domain::ids::{HoldId, PersonId};
use crate::services::holds::looking::Known;
use crate::web::answer::{self, Reply};
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Link, PagePath, SummaryCard, Tag};
use crate::web::urls;

/// The page of somebody.
#[derive(Template)]
#[template(path = "holds/person.html")]
pub(super) struct PersonPage {
    path: PagePath,
    name: String,
    banner: Option<Banner>,
    facts: SummaryCard,
    grants: Vec<SummaryCard>,
    holds: Vec<Row>,
    report: Option<String>,
    suspend: Option<String>,
    substitution: Option<String>,
    why: Option<String>,
    frame: Frame,
}

struct Row {
    id: HoldId,
    cause: String,
    since: String,
    decision: Tag,
    late: Option<Tag>,
}

impl PersonPage {
    /// The page, with a notice above where something was refused.
    pub(super) fn of(frame: Frame, known: &Known, banner: Option<Banner>) -> PersonPage {
        let name = known.person.name.full();
        let used = known.used_at.map_or_else(|| frame.t("people-never-used"), |at| frame.moment(at));
        let used = match known.unused_since {
            Some(day) => format!("{used}\n{}", frame.t1("people-unused-since", "day", frame.short(day))),
            None => used,
        };
        let row = |hold: &crate::domain::hold::Hold| Row {
            id: hold.id,
            cause: words::cause(&frame, &hold.cause),
            since: frame.moment(hold.since),
            decision: words::decision_tag(&frame, hold),
            late: hold.cause.separation().and_then(|separation| words::late_tag(&frame, separation)),
        };
        PersonPage {
            path: PagePath::new(&frame, vec![Link::new(urls::people(), frame.t("people-title"))], &name),
            banner,
            facts: SummaryCard::new("")
                .row(frame.t("people-body"), known.body.name.get(frame.lang))
                .row(frame.t("people-position"), known.person.position.clone())
                .row(frame.t("people-used"), used),
            grants: known
                .grants
                .iter()
                .map(|(grant, state)| words::grant_card(&frame, grant, state))
                .collect(),
            holds: known.holds.iter().rev().map(row).collect(),
            report: known.may.report.then(|| urls::separation(known.person.id).to_string()),
            suspend: known.may.suspend.then(|| urls::suspension(known.person.id).to_string()),
            why: known.may.explain.then(|| urls::why_of(known.person.id)),
            substitution: known
                .may
                .name_substitute
                .then(|| urls::substitution_of(known.person.id).to_string()),
            name,
            frame,
        }
    }
}

/// `GET /people/<id>`
#[rocket::get("/people/<id>")]
pub async fn show(id: PersonId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let known = known(app, &me, id).await?;
    answer::show(&PersonPage::of(frame, &known, None))
}
