//! "Sign in as …": everybody of the fictitious country, by what they do, and the walk for whoever comes first.

use std::sync::Arc;

use askama::Template;
use rocket::http::CookieJar;
use rocket::{FromForm, State};

use super::Demonstration;
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::body::BodyKind;
use crate::domain::grant::GrantState;
use crate::domain::ids::PersonId;
use crate::domain::lang::Lang;
use crate::domain::person::Role;
use crate::services::demo::{NotPlayed, Someone};
use crate::services::sessions;
use crate::services::sign_in::SignInRefused;
use crate::web::answer::{Reply, go, show as page};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::{SignedIn, Visitor};
use crate::web::parts::{Tag, Tone};
use crate::web::token::Token;
use crate::web::{cookies, urls};

#[derive(Template)]
#[template(path = "demo/people.html")]
struct PeoplePage {
    frame: Frame,
    walk: Vec<Step>,
    groups: Vec<Group>,
}

/// A step of the walk: who, and what to do.
struct Step {
    title: String,
    text: String,
    player: Player,
}

struct Group {
    key: &'static str,
    title: String,
    text: String,
    players: Vec<Player>,
}

/// Somebody to play.
struct Player {
    id: PersonId,
    name: String,
    post: String,
    lang: Lang,
    body: String,
    trial: String,
    tags: Vec<Tag>,
}

/// `GET /demo`
#[rocket::get("/demo")]
pub async fn index(demo: Demonstration<'_>, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let at = app.clock.now();
    let everybody = demo.0.people(at).await?;
    let player = |someone: &Someone| Player::new(&frame, someone, at);
    let groups = GROUPS.iter().map(|(key, belongs)| Group {
        key,
        title: frame.t(&format!("demo-group-{key}")),
        text: frame.t(&format!("demo-group-{key}-text")),
        players: everybody.iter().filter(|someone| belongs(someone)).map(player).collect(),
    });
    let groups = groups.collect();
    let steps = WALK.iter().filter_map(|(key, is)| {
        let player = player(everybody.iter().find(|someone| is(someone))?);
        let (title, text) = (frame.t(&format!("demo-walk-{key}")), frame.t(&format!("demo-walk-{key}-text")));
        Some(Step { title, text, player })
    });
    let walk = steps.collect();
    page(&PeoplePage { walk, groups, frame })
}

type Is = fn(&Someone) -> bool;

/// Groups of the page, in its order.
const GROUPS: [(&str, Is); 6] = [
    ("heads", |who| has(who, Role::Head)),
    ("officers", |who| has(who, Role::Officer)),
    ("auditors", |who| has(who, Role::Auditor)),
    ("ministry", |who| who.body.seat.kind() == BodyKind::Ministry),
    ("integrator", |who| who.body.seat.kind() == BodyKind::Integrator),
    ("planning", |who| who.body.seat.kind() == BodyKind::PlanningBody),
];

/// The walk of an application from the annex to the look.
const WALK: [(&str, Is); 5] = [
    ("apply", |who| has(who, Role::Head) && who.body.seat.kind() == BodyKind::RevisionCommission),
    ("consider", |who| has(who, Role::Reviewer)),
    ("grant", |who| has(who, Role::Operator)),
    ("look", |who| has(who, Role::Auditor) && who.body.seat.kind() == BodyKind::RevisionCommission),
    ("journal", |who| has(who, Role::Administrator)),
];

fn has(someone: &Someone, role: Role) -> bool {
    someone.person.roles.contains(&role)
}

impl Player {
    fn new(frame: &Frame, someone: &Someone, at: chrono::DateTime<chrono::Utc>) -> Player {
        let Someone { person, body, grants, newest } = someone;
        let role = person.roles.first().map_or("none", |role| role.code());
        let trial = match person.roles.first() {
            Some(Role::Head) => format!("head-{}", newest.as_deref().unwrap_or("none")),
            Some(Role::Auditor) => format!("auditor-{}", body.seat.kind().code().replace('_', "-")),
            Some(Role::Officer | Role::Reviewer | Role::Administrator | Role::Planner | Role::Operator)
            | None => role.to_owned(),
        };
        let tag = |grant: &crate::domain::grant::Grant| {
            let state = grant.state_at(at);
            let system = frame.t(&format!("demo-system-{}", grant.system.code()));
            let until = frame.short(grant.term.last_day());
            let words = frame.t2(&format!("demo-grant-{}", state.code()), "system", system, "day", until);
            let tone = match state {
                GrantState::Open(_) => Tone::Good,
                GrantState::NotYet { .. } => Tone::Plain,
                GrantState::AwaitingTraining => Tone::Warn,
                GrantState::Suspended { .. } => Tone::Warn,
                GrantState::Blocked { .. } => Tone::Bad,
                GrantState::BodyClosed { .. } | GrantState::Expired { .. } => Tone::Ended,
            };
            Tag::new(tone, words)
        };
        Player {
            id: person.id,
            name: person.name.full(),
            post: person.position.clone(),
            lang: person.lang,
            body: body.name.get(frame.lang).to_owned(),
            trial: frame.t(&format!("demo-try-{trial}")),
            tags: grants.iter().map(tag).collect(),
        }
    }
}

/// Whom to play.
#[derive(FromForm)]
pub struct PersonForm<'r> {
    person: &'r str,
}

/// `POST /demo/sessions`: signs a challenge with the person's key; the rest is the same as for everybody.
#[rocket::post("/demo/sessions", data = "<form>")]
pub async fn create(
    demo: Demonstration<'_>,
    form: Posted<PersonForm<'_>>,
    me: Option<SignedIn>,
    visitor: &Visitor,
    jar: &CookieJar<'_>,
    app: &State<Arc<App>>,
) -> Reply {
    let person = form.0.person.parse().map_err(|_| WebError::Unreadable)?;
    begin(&demo, person, me.as_ref(), visitor, jar, app).await?;
    go(urls::home())
}

/// Begins a session of somebody, in place of the present one.
pub(super) async fn begin(
    demo: &Demonstration<'_>,
    person: PersonId,
    present: Option<&SignedIn>,
    visitor: &Visitor,
    jar: &CookieJar<'_>,
    app: &App,
) -> Result<(), WebError> {
    let now = app.clock.now();
    let played = demo.0.sign_in_as(person, visitor.visit.secret(), visitor.network.clone(), now).await;
    if let Err(NotPlayed::Refused(SignInRefused::BodyClosed(id))) = &played
        && let Some(body) = sessions::closed_body_of(&app.db, *id, now).await?
    {
        return Err(WebError::BodyClosed(Box::new(body)));
    }
    let started = played?;
    if let (Some(me), Some(session)) = (present, &visitor.session) {
        sessions::end(&app.db, session.secret(), &me.0, now).await?;
    }
    let token = Token::parse(&started.token).ok_or_else(|| WebError::broken("a token of another form"))?;
    cookies::begin_session(&app.site, jar, &token);
    Ok(())
}

/// For the journal: who moved the clock or did something else that only a demonstration lets everybody do.
pub(super) fn actor(me: Option<&SignedIn>) -> crate::domain::journal::Actor {
    let named = |actor: &Actor| actor.into();
    me.map_or(crate::domain::journal::Actor::Anonymous, |me| named(&me.0.actor))
}
