//! Courses, the days on which they are held, and what became of each person. An outcome is never changed: a later one corrects.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::one_of::{MOST, one_of};
use super::schema::{courses, training_outcomes, trainings};
use super::{Conn, StorageError, Tx, conn::natively};
use crate::domain::access::{KeepCourses, Permit, Train};
use crate::domain::deadline::{Deadline, Period};
use crate::domain::ids::{CourseId, PersonId, TrainingId};
use crate::domain::system::System;
use crate::domain::training::{Course, Outcome, Pass, Taught, Training};

/// Outcomes with their trainings and courses, in the order in which they were written down.
macro_rules! outcomes {
    ($filter:expr) => {
        training_outcomes::table
            .inner_join(trainings::table.inner_join(courses::table))
            .filter($filter)
            .order(training_outcomes::id)
            .select((
                training_outcomes::person_id,
                training_outcomes::training_id,
                training_outcomes::outcome,
                training_outcomes::recorded_at,
                trainings::held_on,
                courses::systems,
            ))
    };
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = courses)]
struct CourseRow {
    id: i64,
    title_kk: String,
    title_ru: String,
    systems: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = trainings)]
struct Row {
    id: i64,
    course_id: i64,
    taught: String,
    held_on: NaiveDate,
    place: String,
    due_on: NaiveDate,
    calendar: String,
    entered_at: NaiveDateTime,
    reported_at: Option<NaiveDateTime>,
    late_days: Option<i64>,
}

/// Keeps a course.
pub fn insert_course(
    tx: &mut Tx<'_>,
    permit: &Permit<KeepCourses>,
    (kk, ru): (&str, &str),
    systems: &BTreeSet<System>,
) -> Result<CourseId, StorageError> {
    let at = tx.at().naive_utc();
    let id: i64 = diesel::insert_into(courses::table)
        .values((
            courses::title_kk.eq(kk),
            courses::title_ru.eq(ru),
            courses::systems.eq(systems.iter().map(|system| system.code()).collect::<Vec<_>>().join(" ")),
            courses::added_at.eq(at),
            courses::added_by.eq(permit.by().0),
        ))
        .returning(courses::id)
        .get_result(tx.conn())?;
    Ok(CourseId(id))
}

/// All courses, in the order in which they were added.
pub fn courses(conn: &mut Conn) -> Result<Vec<Course>, StorageError> {
    let rows: Vec<CourseRow> = courses::table.order(courses::id).select(CourseRow::as_select()).load(conn)?;
    rows.into_iter().map(course).collect()
}

/// What a training needs before it has a number.
pub struct NewTraining {
    /// Which course.
    pub course: CourseId,
    /// In which language.
    pub taught: Taught,
    /// Where.
    pub place: String,
    /// From which day, and by when it is reported.
    pub report_due: Deadline,
}

/// Keeps a training.
pub fn insert(
    tx: &mut Tx<'_>,
    permit: &Permit<KeepCourses>,
    new: &NewTraining,
) -> Result<TrainingId, StorageError> {
    let at = tx.at().naive_utc();
    let id: i64 = diesel::insert_into(trainings::table)
        .values((
            trainings::course_id.eq(new.course.0),
            trainings::taught.eq(new.taught.code()),
            trainings::held_on.eq(new.report_due.from_on()),
            trainings::place.eq(&new.place),
            trainings::due_on.eq(new.report_due.due_on()),
            trainings::calendar.eq(new.report_due.calendar_version()),
            trainings::entered_at.eq(at),
            trainings::entered_by.eq(permit.by().0),
        ))
        .returning(trainings::id)
        .get_result(tx.conn())?;
    Ok(TrainingId(id))
}

/// One training.
pub fn find(conn: &mut Conn, id: TrainingId) -> Result<Option<Training>, StorageError> {
    let row: Option<Row> = trainings::table.find(id.0).select(Row::as_select()).first(conn).optional()?;
    row.map(training).transpose()
}

/// Trainings, the latest first.
pub fn list(conn: &mut Conn, most: i64) -> Result<Vec<Training>, StorageError> {
    let rows: Vec<Row> = trainings::table
        .order((trainings::held_on.desc(), trainings::id.desc()))
        .select(Row::as_select())
        .limit(most)
        .load(conn)?;
    rows.into_iter().map(training).collect()
}

/// Trainings that are not reported yet.
pub fn unreported(conn: &mut Conn) -> Result<Vec<Training>, StorageError> {
    let rows: Vec<Row> = trainings::table
        .filter(trainings::reported_at.is_null())
        .order(trainings::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(training).collect()
}

/// Writes down that a training was reported.
pub fn save_report(tx: &mut Tx<'_>, permit: &Permit<Train>, reported: &Training) -> Result<(), StorageError> {
    diesel::update(trainings::table.find(reported.id.0))
        .set((
            trainings::reported_at.eq(reported.reported_at.map(|at| at.naive_utc())),
            trainings::reported_by.eq(permit.by().0),
            trainings::late_days.eq(reported.late_days.map(i64::from)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Writes down what became of somebody.
pub fn insert_outcome(
    tx: &mut Tx<'_>,
    permit: &Permit<Train>,
    person: PersonId,
    outcome: Outcome,
) -> Result<(), StorageError> {
    let at = tx.at().naive_utc();
    diesel::insert_into(training_outcomes::table)
        .values((
            training_outcomes::training_id.eq(permit.on().0),
            training_outcomes::person_id.eq(person.0),
            training_outcomes::outcome.eq(outcome.code()),
            training_outcomes::recorded_at.eq(at),
            training_outcomes::recorded_by.eq(permit.by().0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// What became of each person in a training, as it stands.
pub fn outcomes(conn: &mut Conn, id: TrainingId) -> Result<BTreeMap<PersonId, Outcome>, StorageError> {
    let rows: Vec<(i64, String)> = training_outcomes::table
        .filter(training_outcomes::training_id.eq(id.0))
        .order(training_outcomes::id)
        .select((training_outcomes::person_id, training_outcomes::outcome))
        .load(conn)?;
    let read = |(person, code): (i64, String)| Ok((PersonId(person), outcome(id.0, &code)?));
    rows.into_iter().map(read).collect()
}

/// Every pass of some people, corrected ones too, in the order of time.
pub fn passes_of(
    conn: &mut Conn,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Vec<Pass>>, StorageError> {
    let mut passes = BTreeMap::new();
    for some in people.chunks(MOST) {
        let of_them = one_of(training_outcomes::person_id, some.iter().map(|person| person.0));
        note_passes(outcomes!(of_them).load(conn)?, &mut passes)?;
    }
    Ok(passes)
}

/// A person, the training, what became of the person there, when that was written down, on which day it was held, for what.
type OutcomeRow = (i64, i64, String, NaiveDateTime, NaiveDate, String);

/// The same of one person: each request asks this.
pub fn passes_of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Pass>, StorageError> {
    let rows = natively!(conn, own => outcomes!(training_outcomes::person_id.eq(person.0)).load(own))?;
    let mut passed = BTreeMap::new();
    note_passes(rows, &mut passed)?;
    Ok(passed.remove(&person).unwrap_or_default())
}

fn note_passes(
    rows: Vec<OutcomeRow>,
    passed: &mut BTreeMap<PersonId, Vec<Pass>>,
) -> Result<(), StorageError> {
    let mut passes: Vec<((i64, i64), Pass)> = Vec::new();
    for (person, id, code, at, held_on, taught) in rows {
        let (of, at) = ((person, id), at.and_utc());
        let open = passes.iter_mut().find(|(known, pass)| *known == of && pass.until.is_none());
        match (outcome(id, &code)?, open) {
            (Outcome::Passed, None) => {
                passes.push((of, Pass { systems: systems(id, &taught)?, held_on, from: at, until: None }));
            }
            (Outcome::Failed | Outcome::Absent, Some((_, pass))) => pass.until = Some(at),
            (Outcome::Passed, Some(_)) | (Outcome::Failed | Outcome::Absent, None) => {}
        }
    }
    for ((person, _), pass) in passes {
        passed.entry(PersonId(person)).or_default().push(pass);
    }
    Ok(())
}

/// In which trainings somebody took part, the latest first, with what became of them there.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<(Training, Outcome)>, StorageError> {
    let rows: Vec<(Row, String)> = training_outcomes::table
        .inner_join(trainings::table)
        .filter(training_outcomes::person_id.eq(person.0))
        .order(training_outcomes::id)
        .select((Row::as_select(), training_outcomes::outcome))
        .load(conn)?;
    let mut latest: BTreeMap<(NaiveDate, i64), (Training, Outcome)> = BTreeMap::new();
    for (row, code) in rows {
        let (key, outcome) = ((row.held_on, row.id), outcome(row.id, &code)?);
        latest.insert(key, (training(row)?, outcome));
    }
    Ok(latest.into_values().rev().collect())
}

fn outcome(id: i64, code: &str) -> Result<Outcome, StorageError> {
    Outcome::parse(code).ok_or_else(|| corrupt("training_outcomes", id))
}

fn systems(id: i64, codes: &str) -> Result<BTreeSet<System>, StorageError> {
    codes.split(' ').map(|code| System::parse(code).ok_or_else(|| corrupt("courses", id))).collect()
}

fn course(row: CourseRow) -> Result<Course, StorageError> {
    let systems = systems(row.id, &row.systems)?;
    Ok(Course { id: CourseId(row.id), kk: row.title_kk, ru: row.title_ru, systems })
}

fn training(row: Row) -> Result<Training, StorageError> {
    let corrupt = || corrupt("trainings", row.id);
    Ok(Training {
        id: TrainingId(row.id),
        course: CourseId(row.course_id),
        taught: Taught::parse(&row.taught).ok_or_else(corrupt)?,
        held_on: row.held_on,
        place: row.place,
        report_due: Deadline::kept(Period::TrainingReport, row.held_on, row.due_on, row.calendar),
        entered_at: row.entered_at.and_utc(),
        reported_at: row.reported_at.map(|at| at.and_utc()),
        late_days: row.late_days.map(u32::try_from).transpose().map_err(|_| corrupt())?,
    })
}

fn corrupt(table: &'static str, id: i64) -> StorageError {
    StorageError::Corrupt { table, id: id.to_string() }
}
