//! One application at a desk: all about it, and the form that decides, for whoever may.

use std::collections::BTreeSet;

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::form::{DecisionForm, name, waiting};
use super::late_field;
use crate::domain::application::{Application, EmployeeLine, Stage};
use crate::domain::calendar::day_of;
use crate::domain::deadline::Standing;
use crate::domain::grant::Term;
use crate::domain::system::System;
use crate::services::applications::looking::{Extent, Newest, Shown};
use crate::web::frame::Frame;
use crate::web::parts::{
    Banner, DeadlineClock, Faults, Field, Link, PagePath, Pagination, Panel, SummaryCard, Tag, Timeline, Tone,
};
use crate::web::record::{self, Papers};
use crate::web::urls;

/// One application at the desk of a step.
#[derive(Template)]
#[template(path = "deciding/show.html")]
pub struct DeskPage {
    path: PagePath,
    title: String,
    heading: String,
    tag: Tag,
    banners: Vec<Banner>,
    faults: Faults,
    facts: SummaryCard,
    clock: Option<DeadlineClock>,
    earlier: Vec<DeadlineClock>,
    opens: SummaryCard,
    employees: Vec<Card>,
    pages: Option<Pagination>,
    form: Option<Decision>,
    papers: Papers,
    story: Timeline,
    frame: Frame,
}

/// One employee, with the fields that decide.
struct Card {
    facts: SummaryCard,
    fields: Option<(Field, Field)>,
}

/// Where the decision is sent to.
struct Decision {
    common: Option<(Field, Field)>,
    action: String,
    version: String,
    late: Option<Field>,
    send: String,
    give_back: Option<String>,
    turning: Option<Turning>,
}

/// The other pages of the employees, reached with everything that was chosen and typed.
struct Turning {
    words: String,
    hint: String,
    carried: Vec<(String, String)>,
    back: Option<(usize, String)>,
    on: Option<(usize, String)>,
}

/// So many employees stand on a page.
const EMPLOYEES: usize = 10;

/// The way back to the queue.
pub fn to_queue(frame: &Frame, stage: Stage) -> Link {
    Link::new(urls::queue(stage), frame.t(&format!("queue-title-{}", stage.code())))
}

/// The way to a page below an application's own at a desk.
pub fn path_below(
    frame: &Frame,
    stage: Stage,
    application: &Application,
    here: impl Into<String>,
) -> PagePath {
    let own = Link::new(urls::at_desk(stage, application.id), heading(frame, application));
    PagePath::new(frame, vec![to_queue(frame, stage), own], here)
}

fn heading(frame: &Frame, application: &Application) -> String {
    frame.t1("deciding-title", "number", record::number(frame, application))
}

impl DeskPage {
    /// The application as it stands; the form is there for whoever may decide now, with what was typed.
    pub fn of(frame: Frame, stage: Stage, shown: &Shown, form: &DecisionForm, faults: Faults) -> DeskPage {
        let application = &shown.application;
        let heading = heading(&frame, application);
        let decides = match stage {
            Stage::Ministry => shown.may.consider,
            Stage::Integrator => shown.may.give_access,
        };
        let waits = |id| decides && waiting(stage, shown).any(|line| line.id == id);
        let of = application.lines.len().div_ceil(EMPLOYEES).max(1);
        let page = page(shown, form, &faults).clamp(1, of);
        let on_page = (1..).zip(&application.lines).skip((page - 1) * EMPLOYEES).take(EMPLOYEES);
        let employees = on_page.map(|(place, line)| Card {
            facts: record::employee_card(&frame, place, line, shown),
            fields: waits(line.id).then(|| form.fields(&frame, stage, line, &faults)),
        });
        DeskPage {
            path: PagePath::new(&frame, vec![to_queue(&frame, stage)], &heading),
            title: faults.title(&frame, &heading),
            tag: record::state_tag(&frame, &application.state),
            banners: closed(&frame, shown).into_iter().collect(),
            facts: record::facts(&frame, shown),
            clock: record::waiting_clock(&frame, shown),
            earlier: record::earlier_clocks(&frame, shown),
            opens: opens(&frame, shown),
            employees: employees.collect(),
            pages: (of > 1 && !decides).then(|| {
                let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                let address = |n: u32| format!("{}?page={n}", urls::at_desk(stage, application.id));
                Pagination::new(&frame, number(page), number(of), address)
            }),
            form: decides.then(|| Decision {
                turning: (of > 1).then(|| turning(&frame, shown, form, page, of)),
                ..decision(&frame, stage, shown, form, &faults)
            }),
            papers: Papers::of(&frame, shown),
            story: record::milestones(&frame, shown),
            heading,
            faults,
            frame,
        }
    }

    /// The same with a notice above it.
    pub fn with(mut self, banner: Banner) -> DeskPage {
        self.banners.insert(0, banner);
        self
    }

    /// The same for somebody whose form came too late.
    pub fn overtaken(frame: Frame, stage: Stage, shown: &Shown) -> DeskPage {
        let banner = record::who_was_faster(&frame, shown);
        let page = DeskPage::of(frame, stage, shown, &DecisionForm::default(), Faults::none());
        DeskPage { banners: vec![banner], ..page }
    }
}

/// That nothing is decided in favour of a body which is closed.
fn closed(frame: &Frame, shown: &Shown) -> Option<Banner> {
    shown.application.state.holder()?;
    let last_day = shown.body.last_day.filter(|_| shown.body.is_closed_on(day_of(shown.at)))?;
    let title = frame.t1("body-closed", "day", frame.date(last_day));
    Some(Banner::new(Tone::Bad, title).text(frame.t("deciding-body-closed")))
}

fn decision(frame: &Frame, stage: Stage, shown: &Shown, form: &DecisionForm, faults: &Faults) -> Decision {
    let id = shown.application.id;
    let is_late = matches!(shown.standing, Some(Standing::Overdue { .. }));
    let common = waiting(stage, shown).nth(1).map(|_| form.common_fields(frame, stage, faults));
    Decision {
        common,
        action: urls::decision(stage, id).to_string(),
        version: shown.version.to_string(),
        late: is_late.then(|| late_field(frame, form.late(), faults)),
        send: frame.t(&format!("deciding-send-{}", stage.code())),
        give_back: match stage {
            Stage::Ministry => Some(urls::return_for_correction(id).to_string()),
            Stage::Integrator => None,
        },
        turning: None,
    }
}

/// The page that was asked for, or that of the first employee about whom something is wrong.
fn page(shown: &Shown, form: &DecisionForm, faults: &Faults) -> usize {
    let wrong = |line: &EmployeeLine| {
        ["decision", "reason"].iter().any(|field| faults.of(&name(line.id, field)).is_some())
    };
    let first_wrong = shown.application.lines.iter().position(wrong).map(|index| index / EMPLOYEES + 1);
    form.turn().or(first_wrong).unwrap_or(1)
}

fn turning(frame: &Frame, shown: &Shown, form: &DecisionForm, page: usize, of: usize) -> Turning {
    let here = (page - 1) * EMPLOYEES..page * EMPLOYEES;
    let lines = shown.application.lines.iter().enumerate();
    let elsewhere = lines.filter(|(index, _)| !here.contains(index)).map(|(_, line)| line);
    let to = |page: usize, key: &str| (1..=of).contains(&page).then(|| (page, frame.t(key)));
    Turning {
        words: frame.t2("deciding-page", "page", page, "pages", of),
        hint: frame.t("deciding-pages-hint"),
        carried: form.carried(elsewhere),
        back: to(page - 1, "deciding-turn-back"),
        on: to(page + 1, "deciding-turn-on"),
    }
}

/// What access would open, or opened: systems, scope, until when.
fn opens(frame: &Frame, shown: &Shown) -> SummaryCard {
    let terms: BTreeSet<_> =
        shown.grants.iter().map(|grant| (grant.term.opens_at(), grant.term.last_day())).collect();
    let term = |(opens_at, last_day): &(DateTime<Utc>, NaiveDate)| {
        frame.t2("opens-from-until", "from", frame.moment(opens_at), "until", frame.date(last_day))
    };
    let until = match terms.is_empty() {
        false => terms.iter().map(term).collect::<Vec<_>>().join("\n"),
        true => frame.t1("opens-a-year", "day", frame.date(Term::year_from(shown.at).last_day())),
    };
    let card = SummaryCard::new(frame.t("opens-title"))
        .row(frame.t("application-systems"), record::systems(frame, &shown.application.systems))
        .row(frame.t("opens-scope"), record::scope(frame, &shown.body));
    let counted = |card: SummaryCard, (system, extent): &(System, Extent)| {
        card.row(frame.t(&format!("opens-extent-{}", system.code())), extent_words(frame, extent))
    };
    let card = shown
        .opens
        .iter()
        .fold(card, counted)
        .row(frame.t("opens-roles"), record::system_roles(frame, shown));
    card.row(frame.t("opens-mode"), frame.t("opens-read-only")).row(frame.t("opens-term"), until)
}

/// How much is open, a line for each count.
fn extent_words(frame: &Frame, extent: &Extent) -> String {
    let newest = match extent.newest {
        Newest::Month(period) => {
            frame.t1("opens-month", "month", frame.month(i32::from(period.year()), u32::from(period.month())))
        }
        Newest::Plan(years) => frame.t2(
            "opens-plan",
            "first",
            years.first().to_string(),
            "last",
            (years.first() + 2).to_string(),
        ),
    };
    let budgets = match extent.regions {
        0 => frame.n("opens-budgets", extent.budgets),
        regions => {
            format!("{} · {}", frame.n("opens-budgets", extent.budgets), frame.n("opens-regions", regions))
        }
    };
    let programmes = frame.n("opens-programmes", extent.programmes);
    format!("{budgets}\n{programmes}\n{} {newest}", frame.n("opens-lines", extent.lines))
}

/// "It is decided": what came of it, and the way to the next.
#[derive(Template)]
#[template(path = "deciding/confirmation.html")]
pub struct ConfirmationPage {
    path: PagePath,
    title: String,
    panel: Panel,
    decided: Vec<SummaryCard>,
    rest: Option<Link>,
    queue: Link,
    frame: Frame,
}

/// So many decisions stand on the page that says it is decided.
const TOLD: usize = 40;

impl ConfirmationPage {
    /// What came of an application; `next` says what happens now.
    pub fn of(frame: Frame, stage: Stage, shown: &Shown, title: String, next: String) -> ConfirmationPage {
        let application = &shown.application;
        let panel = Panel::new(&title)
            .number(frame.t("application-number"), record::number(&frame, application))
            .next(next);
        let card = |(place, line): (usize, &_)| record::decision_card(&frame, place, line);
        ConfirmationPage {
            path: path_below(&frame, stage, application, &title),
            decided: (1..).zip(&application.lines).take(TOLD).map(card).collect(),
            rest: application
                .lines
                .len()
                .checked_sub(TOLD)
                .filter(|rest| *rest > 0)
                .map(|rest| Link::new(urls::at_desk(stage, application.id), frame.n("outcome-rest", rest))),
            queue: to_queue(&frame, stage),
            title,
            panel,
            frame,
        }
    }
}
