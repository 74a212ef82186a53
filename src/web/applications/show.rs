//! The page of one application: "check your answers" while it can be changed, the record of it afterwards.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use crate::app::App;
use crate::domain::access::See;
use crate::domain::application::{Application, Incomplete, State as Stands};
use crate::domain::ids::ApplicationId;
use crate::services::applications::looking::{self, Desk, Shown};
use crate::web::answer::{self, Reply};
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{
    Banner, DeadlineClock, Link, PagePath, Pagination, SummaryCard, Tag, Timeline, Tone,
};
use crate::web::query::{Asked, Maybe};
use crate::web::record::{self, Papers};
use crate::web::urls;

/// One application, for its own body.
#[derive(Template)]
#[template(path = "applications/show.html")]
pub struct ApplicationPage {
    path: PagePath,
    title: String,
    tag: Tag,
    banners: Vec<Banner>,
    facts: SummaryCard,
    clock: Option<DeadlineClock>,
    earlier: Vec<DeadlineClock>,
    employees: Vec<SummaryCard>,
    pages: Option<Pagination>,
    add: Option<Adding>,
    sending: Option<Sending>,
    withdraw: Option<String>,
    anew: Option<String>,
    papers: Papers,
    story: Timeline,
    frame: Frame,
}

/// The ways to add employees: one, or a table of them.
struct Adding {
    one: String,
    table: String,
}

/// So many employees stand on a page.
const EMPLOYEES: usize = 20;

/// Which page of the employees.
#[derive(FromForm)]
pub struct EmployeesQuery {
    page: Maybe<usize>,
}

/// What stands at the end of an application that can be changed.
enum Sending {
    /// The head signs and sends it.
    Ready(String),
    /// A clerk registers what came on paper.
    Register { href: String, version: String },
    /// An officer wrote it; the head signs.
    HeadSigns,
    /// Something is missing.
    Lacks(String),
}

/// `GET /applications/<id>`
#[rocket::get("/applications/<id>?<asked..>")]
pub async fn show(
    id: ApplicationId,
    asked: Asked<EmployeesQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let page = asked.read()?.page.0.unwrap_or(1);
    let now = app.clock.now();
    let shown = looking::show(&app.db, &app.calendar, &me.0, Desk::Body, See, id, now).await;
    answer::show(&ApplicationPage::at(frame, record::seen(shown)?, page))
}

/// The way to a page below an application's own.
pub fn path_below(frame: &Frame, application: &Application, here: impl Into<String>) -> PagePath {
    let own = Link::new(urls::application(application.id), title(frame, application));
    PagePath::new(frame, vec![list(frame, application), own], here)
}

/// The list in which it stands.
fn list(frame: &Frame, application: &Application) -> Link {
    match application.being_registered() {
        Some(_) => Link::new(urls::registrations(), frame.t("registrations-title")),
        None => Link::new(urls::applications(), frame.t("applications-title")),
    }
}

/// What an application is called.
pub fn title(frame: &Frame, application: &Application) -> String {
    match application.number {
        Some(number) => frame.t1("application-title", "number", number),
        None => frame.t("application-title-draft"),
    }
}

impl ApplicationPage {
    /// The application as it stands.
    pub fn of(frame: Frame, shown: Shown) -> ApplicationPage {
        ApplicationPage::at(frame, shown, 1)
    }

    /// The same at a page of its employees; a page past the end is the last one.
    fn at(frame: Frame, shown: Shown, page: usize) -> ApplicationPage {
        let application = &shown.application;
        let title = title(&frame, application);
        let id = application.id;
        let of = application.lines.len().div_ceil(EMPLOYEES).max(1);
        let page = page.clamp(1, of);
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let address = |n: u32| format!("{}?page={n}", urls::application(id));
        ApplicationPage {
            path: PagePath::new(&frame, vec![list(&frame, application)], &title),
            tag: record::state_tag(&frame, &application.state),
            banners: returned(&frame, &application.state).into_iter().collect(),
            facts: if shown.may.write { asked(&frame, &shown) } else { record::facts(&frame, &shown) },
            clock: record::waiting_clock(&frame, &shown),
            earlier: record::earlier_clocks(&frame, &shown),
            employees: employees(&frame, &shown, page),
            pages: (of > 1).then(|| Pagination::new(&frame, number(page), number(of), address)),
            add: shown.may.write.then(|| Adding {
                one: urls::new_employee(id).to_string(),
                table: urls::table(id).to_string(),
            }),
            sending: shown.may.write.then(|| sending(&frame, &shown)),
            withdraw: shown.may.withdraw.then(|| urls::withdrawal(id).to_string()),
            anew: shown.may.begin_anew.then(|| urls::begin_anew(id).to_string()),
            papers: Papers::of(&frame, &shown),
            story: record::milestones(&frame, &shown),
            title,
            frame,
        }
    }

    /// The same for somebody whose form came too late.
    pub fn overtaken(frame: Frame, shown: Shown) -> ApplicationPage {
        let banner = record::who_was_faster(&frame, &shown);
        ApplicationPage::of(frame, shown).with(banner)
    }

    /// The same with a notice above it.
    pub fn with(mut self, banner: Banner) -> ApplicationPage {
        self.banners.insert(0, banner);
        self
    }
}

fn returned(frame: &Frame, state: &Stands) -> Option<Banner> {
    match state {
        Stands::Returned { reason, .. } => {
            Some(Banner::new(Tone::Warn, frame.t("application-returned")).text(reason.as_str()))
        }
        Stands::Draft
        | Stands::Submitted { .. }
        | Stands::Forwarded { .. }
        | Stands::Refused { .. }
        | Stands::Granted { .. }
        | Stands::Withdrawn { .. } => None,
    }
}

fn asked(frame: &Frame, shown: &Shown) -> SummaryCard {
    let change = Link::new(urls::application_systems(shown.application.id), frame.t("change"))
        .about(frame.t("application-systems"));
    let body = shown.body.name.get(frame.lang);
    let card = SummaryCard::new(frame.t("application-asked"))
        .row(frame.t("application-to"), frame.t("application-addressee"))
        .row(frame.t("application-body"), body)
        .row_with(frame.t("application-systems"), record::systems(frame, &shown.application.systems), change)
        .row(frame.t("application-scope"), record::scope(frame, &shown.body));
    let Some(paper) = shown.application.being_registered() else { return card };
    let id = shown.application.id;
    let change = Link::new(urls::paper(id), frame.t("change")).about(frame.t("paper-basis"));
    let words = match paper.scan {
        Some(_) => frame.t("scan-kept"),
        None => frame.t("scan-none"),
    };
    let scan = Link::new(urls::new_scan(id), frame.t("scan-title"));
    let card = match paper.scan {
        Some(_) => card.link(Link::new(urls::scan(id), frame.t("paper-scan"))),
        None => card,
    };
    card.row_with(frame.t("paper-basis"), record::paper_words(frame, paper), change).row_with(
        frame.t("scan-of-paper"),
        words,
        scan,
    )
}

fn employees(frame: &Frame, shown: &Shown, page: usize) -> Vec<SummaryCard> {
    let application = &shown.application;
    let card = |(place, line): (usize, _)| {
        let line: &crate::domain::application::EmployeeLine = line;
        let card = record::employee_card(frame, place, line, shown);
        let said = record::remarks(frame, &shown.remarks, &line.employee.iin);
        let card = said.into_iter().fold(card, |card, words| card.row(frame.t("remark"), words));
        if !shown.may.write {
            return card;
        }
        let name = line.employee.name.short();
        card.link(Link::new(urls::employee(application.id, line.id), frame.t("change")).about(&name))
            .link(Link::new(urls::removal(application.id, line.id), frame.t("remove")).about(&name))
    };
    (1..).zip(&application.lines).skip((page - 1) * EMPLOYEES).take(EMPLOYEES).map(card).collect()
}

fn sending(frame: &Frame, shown: &Shown) -> Sending {
    match shown.application.check_complete() {
        Err(Incomplete::NoSystem) => Sending::Lacks(frame.t("lacks-system")),
        Err(Incomplete::NoEmployee) => Sending::Lacks(frame.t("lacks-employee")),
        Err(Incomplete::SamePerson(_)) => Sending::Lacks(frame.t("employee-twice")),
        Ok(()) if shown.application.being_registered().is_some_and(|paper| paper.scan.is_none()) => {
            Sending::Lacks(frame.t("lacks-scan"))
        }
        Ok(()) if shown.application.being_registered().is_some() => Sending::Register {
            href: urls::registration(shown.application.id).to_string(),
            version: shown.version.to_string(),
        },
        Ok(()) if shown.may.sign => Sending::Ready(urls::submission(shown.application.id).to_string()),
        Ok(()) => Sending::HeadSigns,
    }
}
