//! People of the registry and the roles they hold or held.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::one_of::{MOST, one_of};
use super::schema::{people, person_roles};
use super::{Conn, StorageError, Tx, closures};
use crate::domain::ids::{BodyId, PersonId};
use crate::domain::iin_bin::Iin;
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::domain::person::{Person, Role};

/// What is known about somebody before the registry gives a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The body where the person works.
    pub body: BodyId,
    /// Individual identification number.
    pub iin: Iin,
    /// Name.
    pub name: PersonName,
    /// Post.
    pub position: String,
    /// Address for notices.
    pub email: Option<String>,
    /// Language of notices.
    pub lang: Lang,
}

/// A role with the time for which it was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// By whom.
    pub person: Person,
    /// Which.
    pub role: Role,
    /// Since when.
    pub from_at: DateTime<Utc>,
    /// Until when; none while it is held.
    pub until_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = people)]
pub(super) struct Row {
    id: i64,
    body_id: i64,
    iin: String,
    surname: String,
    given: String,
    patronymic: Option<String>,
    position: String,
    email: Option<String>,
    lang: String,
    letter_lang: Option<String>,
}

/// Enters somebody, without a role.
pub fn insert(tx: &mut Tx<'_>, person: &NewPerson) -> Result<PersonId, StorageError> {
    let at = tx.at().naive_utc();
    let id: i64 = diesel::insert_into(people::table)
        .values((
            people::body_id.eq(person.body.0),
            people::iin.eq(person.iin.as_str()),
            people::surname.eq(&person.name.surname),
            people::given.eq(&person.name.given),
            people::patronymic.eq(person.name.patronymic.as_deref()),
            people::position.eq(&person.position),
            people::email.eq(person.email.as_deref()),
            people::lang.eq(person.lang.code()),
            people::registered_at.eq(at),
        ))
        .returning(people::id)
        .get_result(tx.conn())?;
    Ok(PersonId(id))
}

/// Writes down the present name, post, address and language of somebody.
pub fn save(tx: &mut Tx<'_>, id: PersonId, person: &NewPerson) -> Result<(), StorageError> {
    diesel::update(people::table.find(id.0))
        .set((
            people::surname.eq(&person.name.surname),
            people::given.eq(&person.name.given),
            people::patronymic.eq(person.name.patronymic.as_deref()),
            people::position.eq(&person.position),
            people::email.eq(person.email.as_deref()),
            people::lang.eq(person.lang.code()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The language of somebody's letters, as they chose it; an import changes it no more.
pub fn choose_letter_lang(tx: &mut Tx<'_>, id: PersonId, lang: Lang) -> Result<(), StorageError> {
    diesel::update(people::table.find(id.0)).set(people::letter_lang.eq(lang.code())).execute(tx.conn())?;
    Ok(())
}

/// Makes the roles of somebody exactly these, from now on.
pub fn set_roles(tx: &mut Tx<'_>, id: PersonId, roles: &[Role]) -> Result<(), StorageError> {
    let at = tx.at().naive_utc();
    let codes: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    let held =
        person_roles::table.filter(person_roles::person_id.eq(id.0).and(person_roles::until_at.is_null()));
    let had: Vec<String> = held.select(person_roles::role).load(tx.conn())?;
    for code in had.iter().filter(|code| !codes.contains(&code.as_str())) {
        diesel::update(person_roles::table)
            .filter(person_roles::person_id.eq(id.0).and(person_roles::role.eq(code)))
            .filter(person_roles::until_at.is_null())
            .set(person_roles::until_at.eq(at))
            .execute(tx.conn())?;
    }
    for code in codes.into_iter().filter(|code| !had.iter().any(|held| held == code)) {
        diesel::insert_into(person_roles::table)
            .values((
                person_roles::person_id.eq(id.0),
                person_roles::role.eq(code),
                person_roles::from_at.eq(at),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// The person of a body with this IIN.
pub fn find(conn: &mut Conn, iin: &Iin, body: BodyId) -> Result<Option<Person>, StorageError> {
    let query = people::table.filter(people::iin.eq(iin.as_str()).and(people::body_id.eq(body.0)));
    let row = query.select(Row::as_select()).first(conn).optional()?;
    row.map(|row| person(conn, row)).transpose()
}

/// Everybody with this IIN, in whatever body that is in being on a day: in one that is closed nobody has a duty.
pub fn everywhere(conn: &mut Conn, iin: &Iin, on: NaiveDate) -> Result<Vec<Person>, StorageError> {
    let query = people::table.filter(people::iin.eq(iin.as_str())).order(people::id);
    let mut rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    let ends = closures::last_days(conn, rows.iter().map(|row| BodyId(row.body_id)).collect())?;
    rows.retain(|row| ends.get(&BodyId(row.body_id)).is_none_or(|last_day| on <= *last_day));
    people(conn, rows)
}

/// A person by number.
pub fn get(conn: &mut Conn, id: PersonId) -> Result<Person, StorageError> {
    let row = people::table.find(id.0).select(Row::as_select()).first(conn)?;
    person(conn, row)
}

/// A person by a number that may be nobody's.
pub fn by_number(conn: &mut Conn, id: PersonId) -> Result<Option<Person>, StorageError> {
    let row = people::table.find(id.0).select(Row::as_select()).first(conn).optional()?;
    row.map(|row| person(conn, row)).transpose()
}

/// The people of a body, by name.
pub fn of_body(conn: &mut Conn, body: BodyId) -> Result<Vec<Person>, StorageError> {
    let query =
        people::table.filter(people::body_id.eq(body.0)).order((people::surname, people::given, people::id));
    let rows = query.select(Row::as_select()).load(conn)?;
    people(conn, rows)
}

/// Who held which of these roles in a body, since when and until when; those who hold one still come first.
pub fn held_roles(conn: &mut Conn, body: BodyId, of: &[Role]) -> Result<Vec<HeldRole>, StorageError> {
    type Held = (i64, String, NaiveDateTime, Option<NaiveDateTime>);
    let codes: Vec<&str> = of.iter().map(|role| role.code()).collect();
    let rows: Vec<Held> = people::table
        .inner_join(person_roles::table)
        .filter(people::body_id.eq(body.0).and(person_roles::role.eq_any(codes)))
        .order((person_roles::from_at.desc(), person_roles::id.desc()))
        .select((people::id, person_roles::role, person_roles::from_at, person_roles::until_at))
        .load(conn)?;
    let mut held = Vec::with_capacity(rows.len());
    for (id, code, from_at, until_at) in rows {
        let corrupt = || StorageError::Corrupt { table: "person_roles", id: id.to_string() };
        held.push(HeldRole {
            person: get(conn, PersonId(id))?,
            role: Role::parse(&code).ok_or_else(corrupt)?,
            from_at: from_at.and_utc(),
            until_at: until_at.map(|at| at.and_utc()),
        });
    }
    held.sort_by_key(|one| one.until_at.is_some());
    Ok(held)
}

/// How many people hold each of these roles in each body.
pub fn counted(conn: &mut Conn, of: &[Role]) -> Result<BTreeMap<(BodyId, Role), u64>, StorageError> {
    let codes: Vec<&str> = of.iter().map(|role| role.code()).collect();
    let rows: Vec<(i64, String)> = people::table
        .inner_join(person_roles::table)
        .filter(person_roles::until_at.is_null().and(person_roles::role.eq_any(codes)))
        .select((people::body_id, person_roles::role))
        .load(conn)?;
    let mut counted = BTreeMap::new();
    for (body, code) in rows {
        if let Some(role) = Role::parse(&code) {
            *counted.entry((BodyId(body), role)).or_default() += 1;
        }
    }
    Ok(counted)
}

/// Everybody who holds a role now.
pub fn with_role(conn: &mut Conn, role: Role) -> Result<Vec<Person>, StorageError> {
    let rows = people::table
        .inner_join(person_roles::table)
        .filter(person_roles::role.eq(role.code()).and(person_roles::until_at.is_null()))
        .order(people::id)
        .select(Row::as_select())
        .load(conn)?;
    people(conn, rows)
}

fn person(conn: &mut Conn, row: Row) -> Result<Person, StorageError> {
    let id = row.id.to_string();
    people(conn, vec![row])?.pop().ok_or(StorageError::Corrupt { table: "people", id })
}

/// People with the roles of this moment.
fn people(conn: &mut Conn, rows: Vec<Row>) -> Result<Vec<Person>, StorageError> {
    let mut roles: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for some in rows.chunks(MOST) {
        let held: Vec<(i64, String)> = person_roles::table
            .filter(one_of(person_roles::person_id, some.iter().map(|row| row.id)))
            .filter(person_roles::until_at.is_null())
            .order(person_roles::id)
            .select((person_roles::person_id, person_roles::role))
            .load(conn)?;
        for (person, role) in held {
            roles.entry(person).or_default().push(role);
        }
    }
    let with_roles = |row: Row| {
        let roles = roles.remove(&row.id).unwrap_or_default();
        whole(row, &roles)
    };
    rows.into_iter().map(with_roles).collect()
}

pub(super) fn whole(row: Row, roles: &[String]) -> Result<Person, StorageError> {
    let corrupt = || StorageError::Corrupt { table: "people", id: row.id.to_string() };
    Ok(Person {
        id: PersonId(row.id),
        body: BodyId(row.body_id),
        iin: Iin::from_certificate(&row.iin).map_err(|_| corrupt())?,
        lang: Lang::parse(&row.lang).ok_or_else(corrupt)?,
        letter_lang: Lang::parse(row.letter_lang.as_ref().unwrap_or(&row.lang)).ok_or_else(corrupt)?,
        roles: roles.iter().map(|code| Role::parse(code)).collect::<Option<_>>().ok_or_else(corrupt)?,
        name: PersonName { surname: row.surname, given: row.given, patronymic: row.patronymic },
        position: row.position,
        email: row.email,
    })
}
