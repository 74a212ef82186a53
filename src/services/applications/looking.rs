//! Looking at applications: lists, and one application with its history. Personal data are shown here, so each look at
//! one application is an entry of the journal (P7.4).

use chrono::{DateTime, Utc};

use super::{Outcome, load, refused};
use crate::domain::access::{Apply, Consider, GiveAccess, See, SeeQueue, Sign, Write, check};
use crate::domain::application::{Application, Stage, State};
use crate::domain::body::Body;
use crate::domain::calendar::{Calendar, Count, day_of};
use crate::domain::deadline::{Period, Standing};
use crate::domain::grant::Grant;
use crate::domain::ids::ApplicationId;
use crate::domain::journal::Event;
use crate::services::journal::steps;
pub use crate::services::journal::{Name, Step};
use crate::services::sessions::SignedIn;
use crate::storage::applications::Wanted;
use crate::storage::{Conn, Db, Failure, StorageError, applications, bodies, grants, journal};

/// No act refuses here but for rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {}

/// An application in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The application.
    pub application: Application,
    /// The applying body, by its name today.
    pub body: Body,
    /// How its deadline stands today, where it has one and the calendar covers it.
    pub standing: Option<Standing>,
}

/// One application with everything around it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The application.
    pub application: Application,
    /// The applying body.
    pub body: Body,
    /// How its deadline stands today.
    pub standing: Option<Standing>,
    /// How the deadline was counted.
    pub count: Option<Count>,
    /// Its entries in the journal, oldest first, without mere looks.
    pub history: Vec<Step>,
    /// The grants that came from it.
    pub grants: Vec<Grant>,
    /// What the one who looks may do with it now.
    pub may: May,
}

/// What somebody may do with an application as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// Change it.
    pub write: bool,
    /// Sign and send it.
    pub sign: bool,
    /// Take it back.
    pub withdraw: bool,
    /// Consider it.
    pub consider: bool,
    /// Give access.
    pub give_access: bool,
}

/// The applications of one's own body, newest first.
pub async fn own(
    db: &Db,
    calendar: &Calendar,
    who: &SignedIn,
    at: DateTime<Utc>,
) -> Outcome<Vec<Listed>, Never> {
    check(&who.actor, Apply, &()).map_err(refused)?;
    list(db, calendar, Wanted::OfBody(who.body.id), at).await
}

/// What waits at a stage, what is due first coming first.
pub async fn queue(
    db: &Db,
    calendar: &Calendar,
    who: &SignedIn,
    stage: Stage,
    at: DateTime<Utc>,
) -> Outcome<Vec<Listed>, Never> {
    check(&who.actor, SeeQueue(stage), &()).map_err(refused)?;
    let wanted = match stage {
        Stage::Ministry => Wanted::UnderConsideration,
        Stage::Integrator => Wanted::WaitingForAccess,
    };
    list(db, calendar, wanted, at).await
}

/// What was decided last, as far as this stage ever saw it.
pub async fn decided(
    db: &Db,
    calendar: &Calendar,
    who: &SignedIn,
    stage: Stage,
    at: DateTime<Utc>,
) -> Outcome<Vec<Listed>, Never> {
    check(&who.actor, SeeQueue(stage), &()).map_err(refused)?;
    let found = list(db, calendar, Wanted::Decided(50), at).await?;
    let actor = who.actor.clone();
    Ok(found.into_iter().filter(|listed| check(&actor, See, &listed.application).is_ok()).collect())
}

async fn list(
    db: &Db,
    calendar: &Calendar,
    wanted: Wanted,
    at: DateTime<Utc>,
) -> Outcome<Vec<Listed>, Never> {
    let calendar = calendar.clone();
    let listed = db.read(move |conn| {
        let found = applications::list(conn, wanted)?;
        let mut listed = Vec::with_capacity(found.len());
        for application in found {
            let body = bodies::get(conn, application.body, day_of(at))?;
            let standing = standing(&application, &calendar, at);
            listed.push(Listed { application, body, standing });
        }
        Ok::<_, StorageError>(listed)
    });
    Ok(listed.await?)
}

/// One application; the look is journalled before it is answered.
pub async fn show(
    db: &Db,
    calendar: &Calendar,
    who: &SignedIn,
    id: ApplicationId,
    at: DateTime<Utc>,
) -> Outcome<Shown, Never> {
    let (actor, calendar) = (who.actor.clone(), calendar.clone());
    db.write(at, move |tx| {
        let (application, _permit) = load(tx.conn(), &actor, See, id)?;
        let history = history(tx.conn(), id, at)?;
        let shown = Shown {
            body: bodies::get(tx.conn(), application.body, day_of(at))?,
            standing: standing(&application, &calendar, at),
            count: count(&application, &calendar),
            history,
            grants: grants::of_application(tx.conn(), id)?,
            may: may(&actor, &application),
            application,
        };
        tx.journal((&actor).into(), Event::ApplicationLooked { application: id })?;
        Ok::<_, Failure<_>>(shown)
    })
    .await
}

fn may(actor: &crate::domain::access::Actor, application: &Application) -> May {
    let writable = application.check_writable().is_ok();
    let decided =
        matches!(application.state, State::Granted { .. } | State::Refused { .. } | State::Withdrawn { .. });
    May {
        write: writable && check(actor, Write, application).is_ok(),
        sign: writable && check(actor, Sign, application).is_ok(),
        withdraw: !decided && check(actor, Write, application).is_ok(),
        consider: matches!(application.state, State::Submitted { .. })
            && check(actor, Consider, application).is_ok(),
        give_access: matches!(application.state, State::Forwarded { .. })
            && check(actor, GiveAccess, application).is_ok(),
    }
}

fn standing(application: &Application, calendar: &Calendar, at: DateTime<Utc>) -> Option<Standing> {
    application.state.deadline()?.standing_on(day_of(at), calendar).ok()
}

/// The count behind the promised day, as the present calendar explains it.
fn count(application: &Application, calendar: &Calendar) -> Option<Count> {
    let period = match application.state {
        State::Submitted { .. } => Period::Considering,
        State::Forwarded { .. } => Period::Granting,
        State::Draft
        | State::Returned { .. }
        | State::Refused { .. }
        | State::Granted { .. }
        | State::Withdrawn { .. } => return None,
    };
    let (since, _) = application.state.since()?;
    calendar.count(day_of(since), period.working_days()).ok()
}

fn history(conn: &mut Conn, id: ApplicationId, at: DateTime<Utc>) -> Result<Vec<Step>, StorageError> {
    let wanted = journal::Wanted { application: Some(id), most: 1_000, ..journal::Wanted::default() };
    let mut kept = journal::list(conn, &wanted)?;
    kept.retain(|kept| !matches!(kept.entry.event, Event::ApplicationLooked { .. }));
    kept.reverse();
    steps(conn, kept, at)
}
