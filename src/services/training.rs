//! Training (R12, R13): courses, the days on which they are held, outcomes, the report to the ministry, and what each person
//! has still to pass.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::applications::looking::Never;
use super::applications::{Outcome as Done, Refused, refused};
use super::calendars::Calendars;
use super::sessions::SignedIn;
use crate::domain::access::{KeepCourses, Oversee, SeeTrainings, Train, check};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::deadline::Standing;
use crate::domain::grant::{Grant, GrantState};
use crate::domain::ids::{CourseId, PersonId, TrainingId};
use crate::domain::journal::Event;
use crate::domain::notice::Notice;
use crate::domain::person::Person;
use crate::domain::system::System;
use crate::domain::training::{Course, Outcome, Taught, TrainRefusal, Training};
use crate::storage::trainings::{self, NewTraining};
use crate::storage::{Conn, Db, Failure, StorageError, Tx, bodies, grants, outbox, people};

/// How many trainings a page shows.
const MOST: i64 = 100;

/// A training in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The training.
    pub training: Training,
    /// Its course.
    pub course: Course,
    /// How the day of its report stands; none once it is reported, or where the calendar does not reach.
    pub standing: Option<Standing>,
    /// How many people took part.
    pub people: usize,
    /// How many passed.
    pub passed: usize,
}

/// What the integrator and the ministry see.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Every course.
    pub courses: Vec<Course>,
    /// The latest trainings.
    pub trainings: Vec<Listed>,
    /// How many people have access and wait for training.
    pub waiting: usize,
}

/// All trainings, for those who hold them and those to whom they are reported.
pub async fn overview(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    at: DateTime<Utc>,
) -> Done<Overview, Never> {
    check(&who.actor, SeeTrainings, &()).map_err(refused)?;
    let calendars = calendars.clone();
    let found = db.read(move |conn| {
        let calendar = calendars.current(conn)?;
        let courses = trainings::courses(conn)?;
        let mut listed = Vec::new();
        for training in trainings::list(conn, MOST)? {
            let outcomes = trainings::outcomes(conn, training.id)?;
            let due = training.reported_at.is_none().then_some(&training.report_due);
            listed.push(Listed {
                course: course_of(&courses, training.course)?,
                standing: due.and_then(|due| due.standing_on(day_of(at), &calendar).ok()),
                people: outcomes.len(),
                passed: outcomes.values().filter(|outcome| **outcome == Outcome::Passed).count(),
                training,
            });
        }
        let waiting = waiting(conn, &System::ALL, at)?.len();
        Ok::<_, StorageError>(Overview { courses, trainings: listed, waiting })
    });
    Ok(found.await?)
}

/// How many trainings are not reported yet, and by when the first must be (R13.2): for those who report and those who watch.
pub async fn reports_due(db: &Db, who: &SignedIn) -> Result<Option<(u64, Option<NaiveDate>)>, StorageError> {
    if check(&who.actor, KeepCourses, &()).is_err() && check(&who.actor, Oversee, &()).is_err() {
        return Ok(None);
    }
    let mut open = db.read(|conn| trainings::list(conn, MOST)).await?;
    open.retain(|training| training.reported_at.is_none());
    let first = open.iter().map(|training| training.report_due.due_on()).min();
    Ok(Some((open.len() as u64, first)))
}

/// What somebody has still to pass, and how their trainings ended.
#[derive(Clone, Debug)]
pub struct Own {
    /// Systems to which access is given and where training is missing (R13.1).
    pub missing: BTreeSet<System>,
    /// Trainings still to be held that would do.
    pub ahead: Vec<(Training, Course)>,
    /// Trainings in which they took part, the latest first.
    pub past: Vec<(Training, Course, Outcome)>,
}

/// One's own training.
pub async fn own(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<Own, StorageError> {
    let person = who.person.id;
    db.read(move |conn| {
        let courses = trainings::courses(conn)?;
        let missing = missing(conn, person, at)?;
        let mut own = Own { missing, ahead: Vec::new(), past: Vec::new() };
        for training in trainings::list(conn, MOST)? {
            let course = course_of(&courses, training.course)?;
            if training.held_on >= day_of(at) && !course.systems.is_disjoint(&own.missing) {
                own.ahead.push((training, course));
            }
        }
        own.ahead.reverse();
        for (training, outcome) in trainings::of_person(conn, person)? {
            let course = course_of(&courses, training.course)?;
            own.past.push((training, course, outcome));
        }
        Ok(own)
    })
    .await
}

/// Enters a course.
pub async fn add_course(
    db: &Db,
    who: &SignedIn,
    kk: String,
    ru: String,
    systems: BTreeSet<System>,
    at: DateTime<Utc>,
) -> Done<CourseId, TrainRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let permit = check(&actor, KeepCourses, &()).map_err(refused)?;
        let course = trainings::insert_course(tx, &permit, (&kk, &ru), &systems)?;
        let systems = systems.iter().copied().collect();
        tx.journal(permit.actor(), Event::CourseAdded { course, systems })?;
        Ok(course)
    })
    .await
}

/// Enters a day on which a course is held, or was.
#[allow(clippy::too_many_arguments, reason = "a training is all of these")]
pub async fn enter(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    course: CourseId,
    taught: Taught,
    held_on: NaiveDate,
    place: String,
    at: DateTime<Utc>,
) -> Done<TrainingId, TrainRefusal> {
    let (actor, calendars) = (who.actor.clone(), calendars.clone());
    db.write(at, move |tx| {
        let permit = check(&actor, KeepCourses, &()).map_err(refused)?;
        if !trainings::courses(tx.conn())?.iter().any(|known| known.id == course) {
            return Err(Failure::Refused(Refused::NotThere));
        }
        let calendar = calendars.current(tx.conn())?;
        let report_due = Training::promised(held_on, at, &calendar).map_err(rule)?;
        let due_on = report_due.due_on();
        let new = NewTraining { course, taught, place: place.clone(), report_due };
        let training = trainings::insert(tx, &permit, &new)?;
        let taught = taught.code().to_owned();
        tx.journal(permit.actor(), Event::TrainingEntered { training, course, taught, held_on, due_on })?;
        Ok(training)
    })
    .await
}

/// One training with its people.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The training.
    pub training: Training,
    /// Its course.
    pub course: Course,
    /// Those who took part, and those who wait for it while outcomes may be written down: by body and name.
    pub people: Vec<(Person, Body, Option<Outcome>)>,
    /// Whether the one who looks may write outcomes down.
    pub may_record: bool,
}

/// One training, for those who hold it and those to whom it is reported.
pub async fn sheet(db: &Db, who: &SignedIn, id: TrainingId, at: DateTime<Utc>) -> Done<Sheet, Never> {
    check(&who.actor, SeeTrainings, &()).map_err(refused)?;
    let who = who.clone();
    db.read(move |conn| {
        let training = trainings::find(conn, id)?.ok_or(Failure::Refused(Refused::NotThere))?;
        let course = course_of(&trainings::courses(conn)?, training.course)?;
        let permit = check(&who.actor, Train, &training);
        let may_record = permit.is_ok_and(|permit| training.check_open(&permit, at).is_ok());
        let outcomes = trainings::outcomes(conn, id)?;
        let mut ids: BTreeSet<PersonId> = outcomes.keys().copied().collect();
        if may_record {
            ids.extend(waiting(conn, &course.systems.iter().copied().collect::<Vec<_>>(), at)?);
        }
        let mut bodies_of = BTreeMap::new();
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let person = people::get(conn, id)?;
            let body = match bodies_of.get(&person.body) {
                Some(body) => Body::clone(body),
                None => bodies::get(conn, person.body, day_of(at))?,
            };
            bodies_of.insert(person.body, body.clone());
            found.push((person, body, outcomes.get(&id).copied()));
        }
        found.sort_by(|(a, of_a, _), (b, of_b, _)| (&of_a.name.kk, &a.name).cmp(&(&of_b.name.kk, &b.name)));
        Ok::<_, Failure<Refused<Never>>>(Sheet { training, course, people: found, may_record })
    })
    .await
}

/// Writes down what became of people; what stands already is not written again.
pub async fn record(
    db: &Db,
    who: &SignedIn,
    id: TrainingId,
    outcomes: Vec<(PersonId, Outcome)>,
    at: DateTime<Utc>,
) -> Done<usize, TrainRefusal> {
    let actor = who.actor.clone();
    let written = db.write(at, move |tx| {
        check(&actor, SeeTrainings, &()).map_err(refused)?;
        let training = trainings::find(tx.conn(), id)?.ok_or(Failure::Refused(Refused::NotThere))?;
        let permit = check(&actor, Train, &training).map_err(refused)?;
        training.check_open(&permit, at).map_err(rule)?;
        let (known, mut written) = (trainings::outcomes(tx.conn(), id)?, 0);
        for (person, outcome) in outcomes.iter().copied() {
            if known.get(&person) == Some(&outcome) {
                continue;
            }
            if !known.contains_key(&person) && grants::of_person(tx.conn(), person)?.is_empty() {
                return Err(rule(TrainRefusal::NoAccess(person)));
            }
            let waited = missing(tx.conn(), person, at)?;
            trainings::insert_outcome(tx, &permit, person, outcome)?;
            tell_opened(tx, person, &waited, at)?;
            let outcome = outcome.code().to_owned();
            tx.journal(permit.actor(), Event::TrainingOutcome { training: id, person, outcome })?;
            written += 1;
        }
        if written == 0 {
            return Err(rule(TrainRefusal::NobodyThere));
        }
        Ok(written)
    });
    match written.await {
        // The second click: everything stands as it says.
        Err(Failure::Refused(Refused::Rule(TrainRefusal::NobodyThere))) => Ok(0),
        written => written,
    }
}

/// Reports a training to the ministry (R13.2).
pub async fn report(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    id: TrainingId,
    at: DateTime<Utc>,
) -> Done<Training, TrainRefusal> {
    let (actor, calendars) = (who.actor.clone(), calendars.clone());
    db.write(at, move |tx| {
        check(&actor, SeeTrainings, &()).map_err(refused)?;
        let training = trainings::find(tx.conn(), id)?.ok_or(Failure::Refused(Refused::NotThere))?;
        let permit = check(&actor, Train, &training).map_err(refused)?;
        let outcomes = trainings::outcomes(tx.conn(), id)?;
        let calendar = calendars.current(tx.conn())?;
        let reported = training.report(&permit, outcomes.len(), at, &calendar).map_err(rule)?;
        trainings::save_report(tx, &permit, &reported)?;
        let passed = outcomes.values().filter(|outcome| **outcome == Outcome::Passed).count() as i64;
        let (people, late_days) = (outcomes.len() as i64, reported.late_days.map(i64::from));
        tx.journal(permit.actor(), Event::TrainingReported { training: id, people, passed, late_days })?;
        Ok(reported)
    })
    .await
}

/// Tells somebody what their pass has just opened.
fn tell_opened(
    tx: &mut Tx<'_>,
    person: PersonId,
    waited: &BTreeSet<System>,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let held = grants::of_person(tx.conn(), person)?;
    let opened: Vec<&Grant> = held
        .iter()
        .filter(|grant| waited.contains(&grant.system) && matches!(grant.state_now(at), GrantState::Open(_)))
        .collect();
    let Some(first) = opened.first() else { return Ok(()) };
    let systems: BTreeSet<System> = opened.iter().map(|grant| grant.system).collect();
    let (grant, until_on) = (first.id, first.term.last_day());
    outbox::put(tx, person, &Notice::AccessOpen { grant, systems: systems.into_iter().collect(), until_on })
}

/// Systems to which somebody was given access and for which training is missing.
fn missing(conn: &mut Conn, person: PersonId, at: DateTime<Utc>) -> Result<BTreeSet<System>, StorageError> {
    let held = grants::of_person(conn, person)?;
    let waits = held.iter().filter(|grant| matches!(grant.state_now(at), GrantState::AwaitingTraining));
    Ok(waits.map(|grant| grant.system).collect())
}

/// Everybody who waits for training in one of these systems.
fn waiting(conn: &mut Conn, systems: &[System], at: DateTime<Utc>) -> Result<Vec<PersonId>, StorageError> {
    let holders = grants::holders(conn, systems, day_of(at))?;
    let mut held = grants::of_people(conn, &holders)?;
    held.retain(|grant| {
        systems.contains(&grant.system) && matches!(grant.state_now(at), GrantState::AwaitingTraining)
    });
    let waiting: BTreeSet<PersonId> = held.iter().map(|grant| grant.person).collect();
    Ok(waiting.into_iter().collect())
}

fn course_of(courses: &[Course], id: CourseId) -> Result<Course, StorageError> {
    let found = courses.iter().find(|course| course.id == id).cloned();
    found.ok_or_else(|| StorageError::Corrupt { table: "trainings", id: id.to_string() })
}

fn rule(why: TrainRefusal) -> Failure<Refused<TrainRefusal>> {
    Failure::Refused(Refused::Rule(why))
}
