//! Names that came with loads: stored with their load, read inside a scope for what one page shows. Of several loads that
//! name the same, the newest published counts; a day that is asked for knows those that were loaded by its end.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::loading::{Format, stored};
use super::months::Known;
use super::reading::number;
use super::rows::insert;
use super::schema::{given_names as given, loads, publications};
use crate::domain::budget::reference::fold;
use crate::domain::budget::search::{Query, Rank};
use crate::domain::budget::{Bearer, Given, GivenName, Names};
use crate::domain::scope::{BudgetKey, Scope};
use crate::storage::one_of::{MOST, one_of};
use crate::storage::{Conn, StorageError};

/// So many names that may be meant are looked at, the best first.
const MOST_MEANT: usize = 300;

/// So many names that hold a word of a query are compared with it.
const MOST_COMPARED: i64 = 20_000;

#[derive(Insertable)]
#[diesel(table_name = given, treat_none_as_default_value = false)]
struct NewName<'a> {
    bearer: i64,
    load_id: i64,
    source_id: i64,
    budget: Option<String>,
    administrator: Option<i16>,
    kk: Option<&'a str>,
    ru: &'a str,
    en: Option<&'a str>,
    folded: String,
    source_line: i64,
}

/// Stores names of a load.
pub(super) fn store(
    conn: &mut Conn,
    load_id: i64,
    source_id: i64,
    names: &[Given],
) -> Result<(), StorageError> {
    let row = |Given { bearer, name, source_line }: &Given| {
        let folded: Vec<String> = name.all().map(fold).collect();
        (*bearer, name.clone(), folded.join("\n"), *source_line)
    };
    let all: Vec<(Bearer, GivenName, String, u64)> = names.iter().map(row).collect();
    let rows: Vec<NewName<'_>> = all
        .iter()
        .map(|(bearer, name, folded, source_line)| NewName {
            bearer: bearer.number(),
            load_id,
            source_id,
            budget: bearer.place().map(|place| place.code()),
            administrator: bearer.administrator().map(number),
            kk: name.kk.as_deref(),
            ru: &name.ru,
            en: name.en.as_deref(),
            folded: folded.clone(),
            source_line: stored(*source_line),
        })
        .collect();
    insert!(conn, given::table, &rows);
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = given)]
struct NameRow {
    bearer: i64,
    kk: Option<String>,
    ru: String,
    en: Option<String>,
    #[diesel(select_expression = loads::loaded_at)]
    loaded_at: NaiveDateTime,
}

/// What these are called; only for what was read inside the scope, because a name tells that there is something to name.
pub fn given_names(
    conn: &mut Conn,
    scope: &Scope,
    bearers: impl IntoIterator<Item = Bearer>,
    known: Known,
) -> Result<Names, StorageError> {
    let numbers: Vec<i64> = bearers.into_iter().map(Bearer::number).collect();
    let mut names = BTreeMap::new();
    for numbers in numbers.chunks(MOST) {
        let rows: Vec<NameRow> = given::table
            .inner_join(loads::table.inner_join(publications::table))
            .filter(one_of(given::bearer, numbers.iter().copied()))
            .order(given::load_id)
            .select(NameRow::as_select())
            .load(conn)?;
        for NameRow { bearer, kk, ru, en, loaded_at } in rows {
            if matches!(known, Known::By(at) if loaded_at.and_utc() > at) {
                continue;
            }
            let bearer = parse(bearer)?;
            guard(scope, bearer)?;
            names.insert(bearer, GivenName { kk, ru, en });
        }
    }
    Ok(names.into_iter().collect())
}

/// A list of places as one load brought it, as far as its names still count and their budgets are inside a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceList {
    /// What its source was.
    pub format: Format,
    /// When it was loaded.
    pub loaded_at: DateTime<Utc>,
    /// How many places.
    pub places: usize,
}

/// Where the names of places come from, the newest first. Codes are not counted: whose line each is, a count would tell.
pub fn place_lists(conn: &mut Conn, scope: &Scope) -> Result<Vec<PlaceList>, StorageError> {
    let rows: Vec<(i64, i64, String, NaiveDateTime)> = given::table
        .inner_join(loads::table.inner_join(publications::table))
        .filter(given::budget.is_not_null())
        .order(given::load_id)
        .select((given::bearer, given::load_id, loads::format, loads::loaded_at))
        .load(conn)?;
    let mut newest = BTreeMap::new();
    for (bearer, load, format, loaded_at) in rows {
        guard(scope, parse(bearer)?)?;
        let corrupt = || StorageError::Corrupt { table: "loads", id: load.to_string() };
        newest.insert(bearer, (load, Format::parse(&format).ok_or_else(corrupt)?, loaded_at.and_utc()));
    }
    let mut lists: BTreeMap<i64, PlaceList> = BTreeMap::new();
    for (load, format, loaded_at) in newest.into_values() {
        lists.entry(load).or_insert(PlaceList { format, loaded_at, places: 0 }).places += 1;
    }
    Ok(lists.into_values().rev().collect())
}

/// The output guard: the name of a place outside the scope never leaves, nor that of another's code.
fn guard(scope: &Scope, bearer: Bearer) -> Result<(), StorageError> {
    let is_inside = match bearer {
        Bearer::Place(place) => scope.sees_budget(&BudgetKey::Local(place)),
        Bearer::Code(_) => bearer.administrator().is_none_or(|owner| {
            // Whichever budget of the scope spends it: of a scope of one administrator it is that one.
            scope.reach().administrator().is_none_or(|only| only == owner)
        }),
    };
    if is_inside {
        return Ok(());
    }
    tracing::error!(?bearer, "a name outside the scope was stopped");
    Err(StorageError::OutOfScope)
}

fn parse(number: i64) -> Result<Bearer, StorageError> {
    Bearer::parse(number).map_err(|_| StorageError::Corrupt { table: "given_names", id: number.to_string() })
}

/// What a query may mean by the names of the moment, the best first: whether the scope holds it is still to be asked.
pub(super) fn meant(
    conn: &mut Conn,
    scope: &Scope,
    query: &Query,
    known: Known,
) -> Result<Vec<(Rank, Bearer)>, StorageError> {
    let like = format!("%{}%", query.longest_word());
    let mut found: Vec<(Rank, i64)> = Vec::new();
    // Places are many: they do not crowd out codes.
    for is_place in [true, false] {
        let rows: Vec<(i64, String)> = given::table
            .filter(given::budget.is_not_null().eq(is_place))
            .filter(given::folded.like(&like))
            .order(given::bearer)
            .limit(MOST_COMPARED)
            .select((given::bearer, given::folded))
            .load(conn)?;
        let rank = |(bearer, folded): (i64, String)| {
            Some((folded.split('\n').filter_map(|name| query.name(name)).min()?, bearer))
        };
        found.extend(rows.into_iter().filter_map(rank));
    }
    found.sort_unstable();
    let mut seen = BTreeSet::new();
    found.retain(|(_, bearer)| seen.insert(*bearer));
    found.truncate(MOST_MEANT);
    // Something may have been called so once, and otherwise since.
    let bearers = found.iter().map(|(_, bearer)| parse(*bearer)).collect::<Result<Vec<_>, _>>()?;
    let names = given_names(conn, scope, bearers.iter().copied(), known)?;
    let rank = |bearer: Bearer| {
        let name = names.of(bearer)?;
        let rank = name.all().filter_map(|name| query.name(&fold(name))).min()?;
        Some((rank, bearer))
    };
    let mut ranked: Vec<(Rank, Bearer)> = bearers.into_iter().filter_map(rank).collect();
    ranked.sort();
    Ok(ranked)
}
