//! The record of a body: what it is, its names, who writes for it, what ends it, and who entered what when.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use rocket::State;

use super::{known, words};
use crate::app::App;
use crate::domain::calendar::day_of;
use crate::domain::ids::{BodyId, PersonId};
use crate::domain::journal::Event;
use crate::domain::names::PersonName;
use crate::domain::person::Role;
use crate::services::bodies::looking::{HeldRole, Record};
use crate::services::journal::Step;
use crate::web::answer::{self, Reply};
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Happening, Link, PagePath, SummaryCard, Tag, Timeline, Tone};
use crate::web::{record as records, urls};

#[derive(Template)]
#[template(path = "bodies/show.html")]
struct BodyPage {
    path: PagePath,
    name: String,
    tag: Tag,
    banner: Option<Banner>,
    facts: SummaryCard,
    actions: Vec<Link>,
    names: Vec<NameRow>,
    officials: Vec<OfficialRow>,
    substitutes: Vec<String>,
    story: Timeline,
    frame: Frame,
}

struct NameRow {
    kk: String,
    ru: String,
    en: String,
    days: String,
}

struct OfficialRow {
    id: PersonId,
    name: String,
    role: String,
    since: String,
    until: String,
    end: Option<String>,
}

/// `GET /bodies/<id>`
#[rocket::get("/bodies/<id>")]
pub async fn show(id: BodyId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let record = known(app, &me, id).await?;
    let today = day_of(app.clock.now());
    let list = Link::new(urls::bodies(), frame.t("bodies-title"));
    let name = record.body.name.get(frame.lang).to_owned();
    answer::show(&BodyPage {
        path: PagePath::new(&frame, vec![list], &name),
        tag: words::standing(&frame, &record.body, today),
        banner: ending(&frame, &record, today),
        facts: facts(&frame, &record),
        actions: actions(&frame, &record, today),
        names: record.names.iter().rev().map(|dated| name_row(&frame, dated)).collect(),
        officials: record.officials.iter().map(|one| official(&frame, id, one)).collect(),
        substitutes: record.substitutes.iter().map(|one| stands_in(&frame, one)).collect(),
        story: Timeline {
            happenings: record.story.iter().filter_map(|step| happening(&frame, &record, step)).collect(),
        },
        name,
        frame,
    })
}

fn names(frame: &Frame, names: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = names.collect();
    if all.is_empty() { frame.t("none") } else { all.join("\n") }
}

/// What ends it, and what its people and its successor do then.
fn ending(frame: &Frame, record: &Record, today: NaiveDate) -> Option<Banner> {
    let closure = record.closure()?;
    let day = frame.date(closure.last_day);
    let (tone, title) = match record.body.is_closed_on(today) {
        true => (Tone::Bad, frame.t1("body-closed", "day", day)),
        false => (Tone::Warn, frame.t1("body-ends", "day", day)),
    };
    let signed_on = closure.act.on.map(|day| frame.date(day)).unwrap_or_default();
    let act =
        frame.t2("body-act", "number", closure.act.number.as_deref().unwrap_or_default(), "day", signed_on);
    let what = frame.t("body-close-what");
    let banner = Banner::new(tone, title).text(format!("{}, {act}. {what}", closure.act.title));
    let link = |banner: Banner, (id, name): &(BodyId, crate::domain::names::LocalName)| {
        banner.link(Link::new(urls::body(*id), name.get(frame.lang)))
    };
    Some(record.successors.iter().fold(banner, link))
}

fn facts(frame: &Frame, record: &Record) -> SummaryCard {
    let body = &record.body;
    let none = || frame.t("none");
    let region = body.seat.region().map_or_else(none, |kato| words::region(frame, kato));
    let administrator = body.seat.administrator();
    let administrator = administrator.map_or_else(none, |code| words::administrator(frame, code));
    let people = Link::new(urls::people_of(Some(body.id), 1), frame.t("body-to-people"));
    let successors = record.successors.iter().map(|(_, name)| name.get(frame.lang).to_owned());
    let before = record.predecessors.iter().map(|(closure, name)| {
        frame.t2("body-before", "name", name.get(frame.lang), "day", frame.short(closure.last_day))
    });
    SummaryCard::new("")
        .row(frame.t("body-number"), body.id.to_string())
        .row(frame.t("body-kind"), words::kind(frame, body.seat.kind()))
        .row(frame.t("bodies-bin"), body.bin.as_str())
        .row(frame.t("body-region"), region)
        .row(frame.t("body-administrator"), administrator)
        .row(frame.t("opens-scope"), records::scope(frame, body))
        .row_with(frame.t("body-open"), frame.number(record.open), people)
        .row(frame.t("body-predecessors"), names(frame, before))
        .row(frame.t("body-successors"), names(frame, successors))
}

/// What can be added to the record now; a closed body is only read.
fn actions(frame: &Frame, record: &Record, today: NaiveDate) -> Vec<Link> {
    let id = record.body.id;
    if !record.body.seat.kind().may_apply() || record.body.is_closed_on(today) {
        return Vec::new();
    }
    let end = match record.closure() {
        Some(_) => Link::new(urls::body_withdrawal(id), frame.t("body-withdraw")),
        None => Link::new(urls::body_closure(id), frame.t("body-close")),
    };
    vec![
        Link::new(urls::body_official(id), frame.t("body-official")),
        Link::new(urls::body_name(id), frame.t("body-rename")),
        end,
    ]
}

fn name_row(frame: &Frame, dated: &crate::domain::registry::DatedName) -> NameRow {
    let from = frame.date(dated.from_on);
    NameRow {
        kk: dated.name.kk.clone(),
        ru: dated.name.ru.clone(),
        en: dated.name.en.clone(),
        days: match dated.until_on {
            Some(until) => frame.t2("substitutions-span", "first", from, "last", frame.date(until)),
            None => frame.t1("body-name-since", "day", from),
        },
    }
}

fn official(frame: &Frame, body: BodyId, one: &HeldRole) -> OfficialRow {
    let held = one.until_at.is_none();
    OfficialRow {
        id: one.person.id,
        name: one.person.name.full(),
        role: words::role(frame, one.role),
        since: frame.moment(one.from_at),
        until: one.until_at.map_or_else(|| frame.t("body-role-now"), |at| frame.moment(at)),
        end: held.then(|| urls::body_role_end(body, one.person.id).to_string()),
    }
}

fn stands_in(frame: &Frame, one: &crate::services::bodies::looking::StandsIn) -> String {
    let pair =
        frame.t2("body-stands-in", "name", one.substitute.name.full(), "absent", one.absent.name.full());
    format!("{pair}, {}", frame.t1("people-until", "day", frame.date(one.until_on)))
}

#[allow(clippy::wildcard_enum_match_arm, reason = "a record tells its own entries and nothing else")]
fn happening(frame: &Frame, record: &Record, step: &Step) -> Option<Happening> {
    let who = |person: &PersonId, roles: &[Role]| {
        let known = record.officials.iter().find(|one| one.person.id == *person);
        let name = known.map_or_else(|| person.to_string(), |one| one.person.name.full());
        let roles: Vec<String> = roles.iter().map(|role| words::role(frame, *role)).collect();
        if roles.is_empty() { name } else { format!("{name}: {}", roles.join(", ")) }
    };
    let named = |from_on: &NaiveDate| {
        let dated = record.names.iter().find(|dated| dated.from_on == *from_on);
        let name = dated.map(|dated| dated.name.get(frame.lang).to_owned()).unwrap_or_default();
        format!("{name}, {}", frame.t1("body-name-since", "day", frame.date(from_on)))
    };
    let (tone, title, text) = match &step.entry.event {
        Event::BodyRegistered { bin, .. } => {
            let first = record.names.first().map(|dated| named(&dated.from_on)).unwrap_or_default();
            (
                Tone::Good,
                "event-body-registered",
                format!("{} {}\n{first}", frame.t("bodies-bin"), bin.as_str()),
            )
        }
        Event::BodyRenamed { from_on, .. } => (Tone::Active, "event-body-renamed", named(from_on)),
        Event::BodyClosureAnnounced { last_day, act, .. } => {
            let day = frame.t1("people-until", "day", frame.date(last_day));
            let signed = act.rsplit_once(' ').and_then(|(number, on)| {
                let on = frame.short(on.parse::<NaiveDate>().ok()?);
                Some(frame.t2("body-act", "number", number, "day", on))
            });
            let act = signed.unwrap_or_else(|| act.clone());
            (Tone::Warn, "event-body-closure-announced", format!("{day}; {act}"))
        }
        Event::BodyClosureWithdrawn { reason, .. } => {
            (Tone::Good, "event-body-closure-withdrawn", reason.clone())
        }
        Event::RoleGiven { person, roles, .. } => (Tone::Active, "event-role-given", who(person, roles)),
        Event::OfficialCorrected { person, .. } => {
            (Tone::Plain, "event-official-corrected", who(person, &[]))
        }
        Event::RoleEnded { person, roles, reason, .. } => {
            (Tone::Ended, "event-role-ended", format!("{}\n{reason}", who(person, roles)))
        }
        _ => return None,
    };
    let by = step.by.as_ref();
    let by =
        by.map(|by| format!("{}, {}", by.signed(frame.lang, PersonName::short), by.body.get(frame.lang)));
    Some(Happening {
        title: frame.t(title),
        by: by.unwrap_or_else(|| frame.t("body-by-import")),
        at: frame.moment(step.entry.at),
        text,
        tone,
    })
}
