//! Looking at applications: lists, and one application with its history. Personal data are shown here, so each look at
//! one application is an entry of the journal (P7.4).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::checking::Checked;
use super::knowing::{self, Known};
use super::remarking::{self, Remarks};
use super::{Outcome, load, refused};
use crate::domain::access::{
    self, Action, Apply, Consider, EnterPaper, GiveAccess, Oversee, See, SeeEveryEmployee, SeeQueue, Sign,
    Write, check,
};
use crate::domain::application::{Application, Stage, State, Version};
use crate::domain::body::Body;
use crate::domain::calendar::{Calendar, day_of};
use crate::domain::deadline::{Deadline, Standing};
use crate::domain::grant::Grant;
use crate::domain::ids::{ApplicationId, EmployeeLineId};
use crate::domain::iin_bin::Iin;
use crate::domain::journal::Event;
use crate::domain::scope::Preview;
use crate::domain::system::System;
use crate::services::calendars::{Calendars, Working, workings};
use crate::services::journal::steps;
pub use crate::services::journal::{Name, Step};
use crate::services::sessions::SignedIn;
use crate::services::system_roles::{self, Recorded};
use crate::storage::applications::{Wanted, codes};
use crate::storage::budget::BudgetDb;
pub use crate::storage::budget::{Extent, Newest};
use crate::storage::{Conn, Db, Failure, StorageError, applications, bodies, grants, journal, promises};

/// No act refuses here but for rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {}

/// From where applications are looked at; each desk is open to its own roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// The applying body's.
    Body,
    /// That of a step.
    Stage(Stage),
}

/// An application in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The application, with the employees that the one who looks may see.
    pub application: Application,
    /// The applying body, by its name today.
    pub body: Body,
    /// How its deadline stands today, where it has one and the calendar covers it.
    pub standing: Option<Standing>,
}

/// One application with everything around it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The application, with the employees that the one who looks may see.
    pub application: Application,
    /// The version of the whole, for the form that acts on it.
    pub version: Version,
    /// The applying body.
    pub body: Body,
    /// How its deadline stands today.
    pub standing: Option<Standing>,
    /// Everything that it was promised, with the working of each, oldest first.
    pub promises: Vec<Working>,
    /// Its entries in the journal, oldest first, without mere looks.
    pub history: Vec<Step>,
    /// How the E-Qyzmet codes of its employees stand.
    pub codes: BTreeMap<EmployeeLineId, Checked>,
    /// The grants that came from it.
    pub grants: Vec<Grant>,
    /// What is said of its employees while it can be changed or decided, to those who see them all.
    pub remarks: Remarks,
    /// What is known of its employees beyond it, by their numbers; told to those who decide.
    pub known: BTreeMap<Iin, Known>,
    /// What the one who looks may do with it now.
    pub may: May,
    /// The roles in the systems on which these rest (R6).
    pub roles: Vec<Recorded>,
    /// How much access would open in each system; told to those who decide.
    pub opens: Vec<(System, Extent)>,
    /// The instant of the look.
    pub at: DateTime<Utc>,
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
    /// Begin another from it.
    pub begin_anew: bool,
    /// Consider it.
    pub consider: bool,
    /// Give access.
    pub give_access: bool,
    /// Take away the scan of its paper.
    pub see_scan: bool,
}

/// Whether somebody may begin an application.
pub fn may_begin(who: &SignedIn) -> Result<(), access::Denied> {
    check(&who.actor, Apply, &()).map(drop)
}

/// The applications of one's own body, newest first.
pub async fn own(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    at: DateTime<Utc>,
) -> Outcome<Vec<Listed>, Never> {
    check(&who.actor, Apply, &()).map_err(refused)?;
    list(db, calendars, who, Wanted::OfBody(who.body.id), at).await
}

/// The applications that came on paper, for the clerks, the latest first.
pub async fn on_paper(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    at: DateTime<Utc>,
) -> Outcome<Vec<Listed>, Never> {
    check(&who.actor, EnterPaper, &()).map_err(refused)?;
    list(db, calendars, who, Wanted::OnPaper { most: 100 }, at).await
}

/// What waits at a stage, what is due first coming first.
pub async fn queue(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    stage: Stage,
    at: DateTime<Utc>,
) -> Outcome<Vec<Listed>, Never> {
    sits_at(&who.actor, Desk::Stage(stage))?;
    let wanted = match stage {
        Stage::Ministry => Wanted::UnderConsideration,
        Stage::Integrator => Wanted::WaitingForAccess,
    };
    list(db, calendars, who, wanted, at).await
}

/// Those at any office whose step is overdue, for the ministry's administrator, what was due first coming first.
pub async fn overdue(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    at: DateTime<Utc>,
) -> Outcome<Vec<Listed>, Never> {
    check(&who.actor, Oversee, &()).map_err(refused)?;
    let mut listed = list(db, calendars, who, Wanted::UnderConsideration, at).await?;
    listed.extend(list(db, calendars, who, Wanted::WaitingForAccess, at).await?);
    let due = |one: &Listed| one.application.state.deadline().map(Deadline::due_on);
    listed.retain(|one| due(one).is_some_and(|day| day < day_of(at)));
    listed.sort_by_key(due);
    Ok(listed)
}

/// Decided applications on a page.
const PAGE: u16 = 50;

/// What was decided last, as far as this stage ever saw it, after so many pages; and whether there is more.
pub async fn decided(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    stage: Stage,
    pages_before: u16,
    at: DateTime<Utc>,
) -> Outcome<(Vec<Listed>, bool), Never> {
    sits_at(&who.actor, Desk::Stage(stage))?;
    let skip = i64::from(pages_before) * i64::from(PAGE);
    let wanted = Wanted::Decided { by: stage, skip, most: i64::from(PAGE) + 1 };
    let mut listed = list(db, calendars, who, wanted, at).await?;
    let has_more = listed.len() > usize::from(PAGE);
    listed.truncate(usize::from(PAGE));
    Ok((listed, has_more))
}

fn sits_at<R>(actor: &access::Actor, desk: Desk) -> Outcome<(), R> {
    let sits = match desk {
        // The clerk enters papers at the desk of the body that sent them.
        Desk::Body => check(actor, Apply, &()).map(drop).or_else(|_| check(actor, EnterPaper, &()).map(drop)),
        Desk::Stage(stage) => check(actor, SeeQueue(stage), &()).map(drop),
    };
    sits.map_err(refused)
}

async fn list(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    wanted: Wanted,
    at: DateTime<Utc>,
) -> Outcome<Vec<Listed>, Never> {
    let (actor, calendars) = (who.actor.clone(), calendars.clone());
    let listed = db.read(move |conn| {
        let calendar = calendars.current(conn)?;
        let mut found = applications::list(conn, wanted)?;
        found.retain(|application| check(&actor, See, application).is_ok());
        let mut listed = Vec::with_capacity(found.len());
        for application in found {
            let application = visible_part(&actor, application);
            let body = bodies::get(conn, application.body, day_of(at))?;
            let standing = standing(&application, &calendar, at);
            listed.push(Listed { application, body, standing });
        }
        Ok::<_, StorageError>(listed)
    });
    Ok(listed.await?)
}

/// One application, at a desk, for somebody who wants to do something with it; the look is journalled before it is
/// answered. Whether its state allows that is said by [`Shown::may`].
pub async fn show<A: Action<On = Application> + Send + 'static>(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    desk: Desk,
    wanting: A,
    id: ApplicationId,
    at: DateTime<Utc>,
) -> Outcome<Shown, Never> {
    sits_at(&who.actor, desk)?;
    let (actor, calendars) = (who.actor.clone(), calendars.clone());
    db.write(at, move |tx| {
        let (application, _permit) = load(tx.conn(), &actor, wanting, id)?;
        let history = history(tx.conn(), id, at)?;
        let promises = promises::of_application(tx.conn(), id)?;
        let promises = workings(tx.conn(), &calendars, promises, at)?;
        let calendar = calendars.current(tx.conn())?;
        let remarks = match (application.state.holder(), check(&actor, SeeEveryEmployee, &application)) {
            (Some(_), Ok(_)) => {
                let people = application.lines.iter().map(|line| &line.employee.iin);
                remarking::on(tx.conn(), &application, people, at)?
            }
            (None, _) | (_, Err(_)) => Remarks::new(),
        };
        let (may, version) = (may(&actor, &application), application.version());
        let application = visible_part(&actor, application);
        let known = match desk {
            Desk::Body => BTreeMap::new(),
            Desk::Stage(_) => knowing::of(tx.conn(), &application, &application.lines, at)?,
        };
        let shown = Shown {
            known,
            body: bodies::get(tx.conn(), application.body, day_of(at))?,
            version,
            standing: standing(&application, &calendar, at),
            promises,
            history,
            remarks,
            codes: codes::of_application(tx.conn(), id)?,
            grants: grants::of_application(tx.conn(), id)?,
            roles: system_roles::of_application(tx.conn(), id)?,
            may,
            application,
            opens: Vec::new(),
            at,
        };
        tx.journal((&actor).into(), Event::ApplicationLooked { application: id })?;
        Ok::<_, Failure<_>>(shown)
    })
    .await
}

/// Adds how much access would open, for those who decide. A budget that does not answer delays no decision.
pub async fn with_extent(budget: Option<&BudgetDb>, mut shown: Shown) -> Shown {
    let previews = shown
        .application
        .systems
        .iter()
        .filter_map(|system| Some((*system, Preview::of(&shown.body.seat, *system)?)));
    let previews: Vec<(System, Preview)> = previews.collect();
    let Some(budget) = budget else { return shown };
    for (system, preview) in previews {
        match budget.extent(&preview).await {
            Ok(extent) => shown.opens.extend(extent.map(|extent| (system, extent))),
            Err(error) => tracing::warn!(%error, "what access would open was not counted"),
        }
    }
    shown
}

/// The application without the employees whom this step does not need.
pub(super) fn visible_part(actor: &access::Actor, application: Application) -> Application {
    match check(actor, SeeEveryEmployee, &application) {
        Ok(_) => application,
        Err(_) => Application { lines: application.forwarded_lines().cloned().collect(), ..application },
    }
}

fn may(actor: &access::Actor, application: &Application) -> May {
    let writable = application.check_writable().is_ok();
    let decided =
        matches!(application.state, State::Granted { .. } | State::Refused { .. } | State::Withdrawn { .. });
    May {
        write: writable && check(actor, Write, application).is_ok(),
        sign: writable && check(actor, Sign, application).is_ok(),
        withdraw: !decided && check(actor, Write, application).is_ok(),
        begin_anew: application.may_be_begun_anew() && check(actor, Write, application).is_ok(),
        consider: matches!(application.state, State::Submitted { .. })
            && check(actor, Consider, application).is_ok(),
        give_access: matches!(application.state, State::Forwarded { .. })
            && check(actor, GiveAccess, application).is_ok(),
        see_scan: application.paper.as_ref().is_some_and(|paper| paper.scan.is_some())
            && check(actor, SeeEveryEmployee, application).is_ok(),
    }
}

fn standing(application: &Application, calendar: &Calendar, at: DateTime<Utc>) -> Option<Standing> {
    application.state.deadline()?.standing_on(day_of(at), calendar).ok()
}

fn history(conn: &mut Conn, id: ApplicationId, at: DateTime<Utc>) -> Result<Vec<Step>, StorageError> {
    // Looks may be thousands, and tell nothing here.
    let except = Some("application_looked");
    let wanted = journal::Wanted { application: Some(id), except, most: 5_000, ..journal::Wanted::default() };
    let mut kept = journal::list(conn, &wanted)?;
    let is_look =
        |event: &Event| matches!(event, Event::ApplicationLooked { .. } | Event::PaperScanLooked { .. });
    kept.retain(|kept| !is_look(&kept.entry.event));
    kept.reverse();
    steps(conn, kept, at)
}
