//! The page of somebody to whom nothing is open: why, and what to do.

use askama::Template;
use rocket::http::Status;

use super::super::answer::{Answer, Reply};
use super::super::error::WebError;
use super::super::frame::Frame;
use super::super::parts::{Banner, Link, SummaryCard, Tone};
use super::super::{record, urls};
use super::head::right;
use crate::domain::system::System;
use crate::services::budget::{Closed, Office};

#[derive(Template)]
#[template(path = "budget/closed.html")]
struct ClosedPage {
    frame: Frame,
    system: String,
    why: Banner,
    what_to_do: String,
    right: Option<SummaryCard>,
    next: Option<Link>,
}

/// Shows why; 403 where there is no right, 200 where there is one and no data yet.
pub(super) fn show(frame: Frame, system: System, closed: Closed) -> Reply {
    let (status, why, what_to_do) = match closed {
        Closed::NoGrant => (Status::Forbidden, frame.t("budget-no-grant"), frame.t("budget-apply")),
        Closed::NotYet(at) => (
            Status::Forbidden,
            frame.t1("budget-not-yet", "moment", frame.moment(at)),
            frame.t("budget-wait"),
        ),
        Closed::Expired(day) => {
            (Status::Forbidden, frame.t1("budget-expired", "day", frame.date(day)), frame.t("budget-apply"))
        }
        Closed::BodyClosed(day) => {
            let why = frame.t1("why-body-closed", "day", frame.date(day));
            (Status::Forbidden, why, frame.t("body-closed-what"))
        }
        Closed::Suspended(since, office) => {
            let by = match office {
                Office::Body => frame.t("held-by-body"),
                Office::Ministry => frame.t("held-by-ministry"),
                Office::Record => frame.t("held-by-record"),
                Office::Silence => frame.t("held-by-silence"),
            };
            let why = frame.t2("budget-suspended", "moment", frame.moment(since), "office", by);
            let what = match office {
                Office::Silence => frame.t("attestation-closed-what"),
                Office::Body | Office::Ministry | Office::Record => frame.t("budget-suspended-what"),
            };
            (Status::Forbidden, why, what)
        }
        Closed::Blocked(since) => {
            let why = frame.t1("budget-blocked", "moment", frame.moment(since));
            (Status::Forbidden, why, frame.t("budget-blocked-what"))
        }
        Closed::AwaitingTraining => {
            (Status::Forbidden, frame.t("budget-awaiting-training"), frame.t("budget-awaiting-training-what"))
        }
        Closed::DutiesOpen => (Status::Forbidden, frame.t("budget-duties"), frame.t("budget-duties-what")),
        Closed::NoData(_) => match system {
            System::Ac => (Status::Ok, frame.t("budget-no-data"), frame.t("budget-wait")),
            System::Sp => (Status::Ok, frame.t("budget-no-planning"), frame.t("budget-wait")),
        },
    };
    let right = match closed {
        Closed::NoData(given) => Some(right(&frame, &given)),
        Closed::NoGrant
        | Closed::NotYet(_)
        | Closed::Expired(_)
        | Closed::BodyClosed(_)
        | Closed::Suspended(..)
        | Closed::AwaitingTraining
        | Closed::DutiesOpen
        | Closed::Blocked(_) => None,
    };
    let next = match closed {
        Closed::AwaitingTraining => Some(Link::new(urls::trainings(), frame.t("training-title"))),
        Closed::DutiesOpen => Some(Link::new(urls::duties(), frame.t("duties-title"))),
        Closed::NoData(_)
        | Closed::NoGrant
        | Closed::NotYet(_)
        | Closed::Expired(_)
        | Closed::BodyClosed(_)
        | Closed::Suspended(..)
        | Closed::Blocked(_) => None,
    };
    let system = record::system(&frame, system);
    let page = ClosedPage { system, why: Banner::new(Tone::Warn, why), what_to_do, right, next, frame };
    Ok(Answer::Page(status, page.render().map_err(WebError::broken)?))
}
