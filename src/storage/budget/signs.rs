//! Risk signs as they may be seen: of one report, the largest of a month over all budgets, and the year of a line behind one.
//!
//! No count is stored: every number of signs that somebody is told is counted from rows of their scope.

use std::collections::{HashMap, HashSet};

use diesel::connection::SimpleConnection;
use diesel::dsl::not;
use diesel::prelude::*;

use super::months::{Known, Published, budget as budget_of, months, period};
use super::reading::{Node, administrator, contains_system, guard_line, number, stored_line};
use super::schema::{appraisals, loads, names, publications, signs as found};
use crate::domain::budget::signs::{Kind, LineYear, Sign};
use crate::domain::budget::{Part, Path, Period};
use crate::domain::money::Tiyn;
use crate::domain::region::AdministratorCode;
use crate::domain::scope::{BudgetKey, Reach, Scope};
use crate::storage::one_of::one_of;
use crate::storage::{Conn, StorageError};

/// A sign, and the line that it is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Whose budget.
    pub budget: BudgetKey,
    /// The line.
    pub path: Path,
    /// Its administrator of budget programmes.
    pub administrator: AdministratorCode,
    /// Its Russian name as reported.
    pub name: Option<String>,
    /// What was found.
    pub sign: Sign,
}

/// The largest signs of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Top {
    /// In how many budgets of the scope signs of the month were looked for.
    pub budgets: usize,
    /// The signs, largest first.
    pub signs: Vec<Signed>,
}

/// The last month of which signs of a budget inside the scope were looked for.
pub fn last_appraised(conn: &mut Conn, scope: &Scope) -> Result<Option<Period>, StorageError> {
    if !contains_system(scope) {
        return Ok(None);
    }
    // Those that do not count are few or none, and no index leads to the others.
    let without = publications::table.on(publications::load_id.eq(loads::id));
    let unpublished: Vec<i64> = loads::table
        .left_join(without)
        .filter(publications::load_id.nullable().is_null())
        .select(loads::id)
        .load(conn)?;
    let mut query = appraisals::table
        .filter(not(one_of(appraisals::load_id, unpublished)))
        .order((appraisals::year.desc(), appraisals::month.desc(), appraisals::budget.desc()))
        .select((appraisals::year, appraisals::month))
        .into_boxed();
    if let Reach::LocalBudgets { region } = scope.reach() {
        query = query.filter(appraisals::budget.between(region.code(), region.last_inside().code()));
    }
    let last: Option<(i16, i16)> = in_index_order(conn, |conn| query.first(conn).optional())?;
    let corrupt = || StorageError::Corrupt { table: "appraisals", id: "month".to_owned() };
    last.map(|(year, month)| period(year, month).ok_or_else(corrupt)).transpose()
}

/// Asks for the first rows in the order of an index. What the policies let through looks like almost nothing to
/// PostgreSQL, which would rather sort it all.
fn in_index_order<T>(
    conn: &mut Conn,
    ask: impl FnOnce(&mut Conn) -> QueryResult<T>,
) -> Result<T, StorageError> {
    let sort = |conn: &mut Conn, how: &str| match conn {
        Conn::Postgres(pg) => pg.batch_execute(&format!("SET LOCAL enable_sort = {how}")),
        Conn::Sqlite(_) => Ok(()),
    };
    sort(conn, "off")?;
    let found = ask(conn)?;
    sort(conn, "on")?;
    Ok(found)
}

/// The signs of a report, largest first; none where nobody has looked for them.
pub fn signs(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    known: Known,
) -> Result<Option<Vec<Signed>>, StorageError> {
    if !contains_system(scope) || !scope.sees_budget(&report.budget) {
        return Ok(None);
    }
    let appraised = appraised(conn, report.period, Some(&report.budget), known)?;
    let Some(id) = appraised.get(&report.budget) else { return Ok(None) };
    let mut all = of_appraisals(conn, scope, &[*id])?;
    sort(&mut all);
    Ok(Some(all))
}

/// The largest signs of a month over every budget of a scope that holds whole budgets: `most` of them after the first
/// `after`, of one kind or of all.
pub fn top_signs(
    conn: &mut Conn,
    scope: &Scope,
    period: Period,
    kind: Option<Kind>,
    after: usize,
    most: usize,
) -> Result<Top, StorageError> {
    if !contains_system(scope) {
        return Ok(Top { budgets: 0, signs: Vec::new() });
    }
    let mut appraised = appraised(conn, period, None, Known::Now)?;
    appraised.retain(|budget, _| scope.is_whole_budget(budget));
    let budgets = appraised.len();
    let ids: Vec<i64> = appraised.into_values().collect();
    let mut all = match scope.reach() {
        // So many budgets that only an index in the order of amounts is fast enough.
        Reach::Everything => {
            let kinds = kind.map_or(Kind::ALL.to_vec(), |kind| vec![kind]);
            let mut all = Vec::new();
            for kind in kinds {
                all.extend(largest(conn, scope, period, kind, &ids, after.saturating_add(most))?);
            }
            all
        }
        Reach::LocalBudgets { .. }
        | Reach::RepublicanAdministrator { .. }
        | Reach::LocalAdministrator { .. } => {
            let mut all = of_appraisals(conn, scope, &ids)?;
            all.retain(|signed| kind.is_none_or(|kind| signed.sign.kind == kind));
            all
        }
    };
    sort(&mut all);
    Ok(Top { budgets, signs: all.into_iter().skip(after).take(most).collect() })
}

/// A line of a budget through the year of a month, up to that month: as somebody who asks about a sign may see it.
pub fn line_year(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
    known: Known,
) -> Result<Option<(Node, LineYear)>, StorageError> {
    let mut year = LineYear::default();
    let mut last = None;
    for month in months(conn, scope, &report.budget, Part::Main, known)? {
        let is_before = month.period.year() == report.period.year() && month.period <= report.period;
        if let Some(node) = if is_before { stored_line(conn, scope, &month, path)? } else { None } {
            year.report(month.period.month(), node.measures);
            last = (month.period == report.period).then_some(node);
        }
    }
    Ok(last.map(|node| (node, year)))
}

fn sort(signs: &mut [Signed]) {
    signs.sort_by_key(|signed| {
        (std::cmp::Reverse(signed.sign.amount), signed.budget, signed.path, signed.sign.kind)
    });
}

/// The appraisal that counts of a budget's month, or of every budget's: the last that was published.
fn appraised(
    conn: &mut Conn,
    period: Period,
    budget: Option<&BudgetKey>,
    known: Known,
) -> Result<HashMap<BudgetKey, i64>, StorageError> {
    let mut query = appraisals::table
        .inner_join(loads::table.inner_join(publications::table))
        .filter(appraisals::year.eq(year(period)).and(appraisals::month.eq(month(period))))
        .order(appraisals::id)
        .select((appraisals::budget, appraisals::id))
        .into_boxed();
    if let Some(budget) = budget {
        query = query.filter(appraisals::budget.eq(budget.code()));
    }
    if let Known::By(at) = known {
        query = query.filter(loads::loaded_at.le(at.naive_utc()));
    }
    let rows: Vec<(String, i64)> = query.load(conn)?;
    rows.into_iter().map(|(budget, id)| Ok((budget_of(&budget)?, id))).collect()
}

fn of_appraisals(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Signed>, StorageError> {
    let mut query = found::table
        .inner_join(appraisals::table)
        .left_join(names::table)
        .filter(one_of(found::appraisal_id, ids.iter().copied()))
        .select(Row::as_select())
        .into_boxed();
    if let Some(only) = scope.reach().administrator() {
        query = query.filter(found::administrator.eq(number(only)));
    }
    guarded(scope, query.load(conn)?)
}

/// The largest signs of a kind, read from the index in the order of amounts. Appraisals that do not count are rare: those
/// of other versions, and those of a load under way.
fn largest(
    conn: &mut Conn,
    scope: &Scope,
    period: Period,
    kind: Kind,
    counting: &[i64],
    most: usize,
) -> Result<Vec<Signed>, StorageError> {
    let of_month = appraisals::year.eq(year(period)).and(appraisals::month.eq(month(period)));
    let mut others: Vec<i64> = appraisals::table.filter(of_month).select(appraisals::id).load(conn)?;
    let counting: HashSet<&i64> = counting.iter().collect();
    others.retain(|id| !counting.contains(id));
    let rows = found::table
        .inner_join(appraisals::table)
        .left_join(names::table)
        .filter(found::year.eq(year(period)).and(found::month.eq(month(period))))
        .filter(found::kind.eq(kind.code()))
        .filter(not(one_of(found::appraisal_id, others)))
        .order((found::amount.desc(), found::appraisal_id, found::path))
        .limit(i64::try_from(most).unwrap_or(i64::MAX))
        .select(Row::as_select())
        .load(conn)?;
    guarded(scope, rows)
}

fn guarded(scope: &Scope, rows: Vec<Row>) -> Result<Vec<Signed>, StorageError> {
    let all = rows.into_iter().map(Signed::try_from).collect::<Result<Vec<_>, _>>()?;
    for signed in &all {
        guard_line(scope, signed.budget, signed.path, Some(signed.administrator))?;
    }
    Ok(all)
}

fn year(period: Period) -> i16 {
    i16::try_from(period.year()).unwrap_or(i16::MAX)
}

fn month(period: Period) -> i16 {
    i16::from(period.month())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = found)]
struct Row {
    #[diesel(select_expression = appraisals::budget)]
    budget: String,
    path: i64,
    kind: String,
    administrator: i16,
    amount: i64,
    #[diesel(select_expression = names::ru.nullable())]
    name: Option<String>,
}

impl TryFrom<Row> for Signed {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Signed, StorageError> {
        let corrupt = || StorageError::Corrupt { table: "signs", id: row.path.to_string() };
        Ok(Signed {
            budget: budget_of(&row.budget)?,
            path: Path::unpack(row.path).map_err(|_| corrupt())?,
            administrator: administrator(row.administrator, "signs")?,
            sign: Sign { kind: Kind::parse(&row.kind).ok_or_else(corrupt)?, amount: Tiyn(row.amount) },
            name: row.name,
        })
    }
}
