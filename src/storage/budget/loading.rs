//! Loading: the only way in. Rows are stored in transactions of bounded size and seen by nobody until the last one
//! publishes the load as a whole; what a load that failed or was killed left behind is swept.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::dsl::max;
use diesel::prelude::*;

use super::appraising::YearInHand;
use super::connecting::for_loading;
use super::given;
use super::naming::Named;
use super::planning;
use super::rows::{ReportKey, Rows};
use super::schema::{
    appraisals, budget_administrators, budgets, loads, names, publications, reports, sources,
};
use super::turn::Turn;
use crate::domain::budget::{Given, Part, Plan, Report};
use crate::storage::{Conn, DatabaseUrl, Fails, StorageError};

/// Rows of one transaction: what is stored is bounded, and so is what a crash can leave.
const TRANSACTION: usize = 200_000;

/// Rows that are stored at once: reports are short, and PostgreSQL is asked over a network.
const TOGETHER: usize = 4_000;

/// What the sources of a load were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The export of the state portal "Open budgets".
    OpenBudget,
    /// A fiscal data package of our own format.
    Package,
    /// Made by this program for demonstrations: nobody's figures.
    Fictitious,
}

impl Format {
    /// The code used in storage and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Format::OpenBudget => "open-budget",
            Format::Package => "package",
            Format::Fictitious => "fictitious",
        }
    }

    /// The format of a code.
    pub fn parse(code: &str) -> Option<Format> {
        [Format::OpenBudget, Format::Package, Format::Fictitious]
            .into_iter()
            .find(|format| format.code() == code)
    }
}

/// Where figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Name without folders.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many rows it has.
    pub rows: u64,
}

/// A load under way.
pub struct Loading<'a> {
    conn: &'a mut Conn,
    at: DateTime<Utc>,
    load_id: i64,
    source_id: i64,
    report_id: i64,
    name_id: i64,
    names: HashMap<String, i64>,
    versions: HashMap<Month, i32>,
    held: BTreeSet<String>,
    held_by: BTreeSet<(i16, String)>,
    in_hand: Option<YearInHand>,
    named: Named,
    appraisal_id: i64,
    waiting: Rows,
    uncommitted: usize,
}

/// Budget, year, month, part.
type Month = (String, i16, i16, String);

/// Runs one load; it is visible to readers as a whole, or not at all.
pub fn load<T, E: Fails>(
    url: &DatabaseUrl,
    format: Format,
    at: DateTime<Utc>,
    work: impl FnOnce(&mut Loading<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let mut conn = for_loading(url)?;
    let _turn = Turn::take(url, &mut conn)?;
    sweep(&mut conn)?;
    let done = Loading::start(&mut conn, format, at).map_err(E::from).and_then(|mut loading| {
        let done = work(&mut loading)?;
        loading.publish()?;
        Ok(done)
    });
    if done.is_err() {
        // The next load would sweep too; until then nobody sees what is left.
        let swept =
            conn.batch_execute("ROLLBACK").map_err(StorageError::from).and_then(|()| sweep(&mut conn));
        if let Err(error) = swept {
            tracing::warn!(%error, "what a failed load left will be swept by the next");
        }
    }
    done
}

/// Removes what loads left that never came to be published.
fn sweep(conn: &mut Conn) -> Result<(), StorageError> {
    const LEFT: &str = "load_id NOT IN (SELECT load_id FROM publications)";
    begin(conn)?;
    for table in ["plan_lines", "plan_administrators"] {
        conn.batch_execute(&format!(
            "DELETE FROM {table} WHERE plan_id IN (SELECT id FROM plans WHERE {LEFT})"
        ))?;
    }
    conn.batch_execute(&format!(
        "DELETE FROM signs WHERE appraisal_id IN (SELECT id FROM appraisals WHERE {LEFT});
         DELETE FROM appraisals WHERE {LEFT}; DELETE FROM given_names WHERE {LEFT}"
    ))?;
    for table in ["lines", "compositions", "administrators", "large_places", "differences"] {
        conn.batch_execute(&format!(
            "DELETE FROM {table} WHERE report_id IN (SELECT id FROM reports WHERE {LEFT})"
        ))?;
    }
    conn.batch_execute(&format!(
        "DELETE FROM plans WHERE {LEFT}; DELETE FROM reports WHERE {LEFT}; DELETE FROM sources WHERE {LEFT};
         DELETE FROM loads WHERE id NOT IN (SELECT load_id FROM publications); COMMIT"
    ))?;
    Ok(())
}

fn begin(conn: &mut Conn) -> Result<(), StorageError> {
    let begin = match conn {
        Conn::Postgres(_) => "BEGIN",
        Conn::Sqlite(_) => "BEGIN IMMEDIATE",
    };
    Ok(conn.batch_execute(begin)?)
}

impl<'a> Loading<'a> {
    fn start(conn: &'a mut Conn, format: Format, at: DateTime<Utc>) -> Result<Loading<'a>, StorageError> {
        begin(conn)?;
        let load_id = loads::table.select(max(loads::id)).first::<Option<i64>>(conn)?.unwrap_or(0) + 1;
        diesel::insert_into(loads::table)
            .values((
                loads::id.eq(load_id),
                loads::format.eq(format.code()),
                loads::loaded_at.eq(at.naive_utc()),
            ))
            .execute(conn)?;
        let names: HashMap<String, i64> =
            names::table.select((names::ru, names::id)).load(conn)?.into_iter().collect();
        let versions: Vec<(String, i16, i16, String, Option<i32>)> = reports::table
            .group_by((reports::budget, reports::year, reports::month, reports::part))
            .select((reports::budget, reports::year, reports::month, reports::part, max(reports::version)))
            .load(conn)?;
        let newest = |(budget, year, month, part, version): (_, _, _, _, Option<i32>)| {
            ((budget, year, month, part), version.unwrap_or_default())
        };
        Ok(Loading {
            at,
            load_id,
            source_id: sources::table.select(max(sources::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
            report_id: reports::table.select(max(reports::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
            name_id: names.values().max().copied().unwrap_or(0),
            names,
            versions: versions.into_iter().map(newest).collect(),
            held: BTreeSet::new(),
            held_by: BTreeSet::new(),
            in_hand: None,
            named: Named::default(),
            appraisal_id: appraisals::table
                .select(max(appraisals::id))
                .first::<Option<i64>>(conn)?
                .unwrap_or(0),
            waiting: Rows::default(),
            uncommitted: 0,
            conn,
        })
    }

    /// Begins a source; the reports that follow come from it.
    pub fn source(&mut self, file: &SourceFile) -> Result<(), StorageError> {
        self.source_id += 1;
        diesel::insert_into(sources::table)
            .values((
                sources::id.eq(self.source_id),
                sources::load_id.eq(self.load_id),
                sources::name.eq(&file.name),
                sources::sha256.eq(&file.sha256),
                sources::row_count.eq(stored(file.rows)),
            ))
            .execute(self.conn)?;
        Ok(())
    }

    /// Says what the source turned out to be, where that is known only after its last row.
    pub fn end_source(&mut self, rows: u64, sha256: &str) -> Result<(), StorageError> {
        diesel::update(sources::table.filter(sources::id.eq(self.source_id)))
            .set((sources::row_count.eq(stored(rows)), sources::sha256.eq(sha256)))
            .execute(self.conn)?;
        Ok(())
    }

    /// Adds a report of the source, as the next version of its part of the budget's month.
    pub fn report(&mut self, report: &Report) -> Result<(), StorageError> {
        self.report_id += 1;
        let (year, month) = (stored_year(report), i16::from(report.period.month()));
        let (budget, part) = (report.budget.code(), report.part.code());
        let version = self.versions.entry((budget.clone(), year, month, part.to_owned())).or_default();
        *version += 1;
        for name in report.lines.iter().filter_map(|line| line.name.as_deref()) {
            learn(self.conn, &mut self.names, &mut self.name_id, name)?;
        }
        let key = ReportKey {
            id: self.report_id,
            load_id: self.load_id,
            source_id: self.source_id,
            version: *version,
        };
        let rows = Rows::of(&key, report, &self.names)?;
        self.held_by.extend(rows.administrators().map(|code| (code, budget.clone())));
        self.held.insert(budget);
        self.waiting.append(rows);
        self.named.note(report, &self.names);
        self.keep_for_signs(report)?;
        if self.waiting.len() > TOGETHER {
            self.store_waiting()?;
        }
        Ok(())
    }

    /// Stores the reports that wait.
    fn store_waiting(&mut self) -> Result<(), StorageError> {
        let rows = std::mem::take(&mut self.waiting);
        rows.insert(self.conn)?;
        self.keep_bounded(rows.len())
    }

    /// Adds a plan of the source, as the next version of its stage.
    pub fn plan(&mut self, plan: &Plan) -> Result<(), StorageError> {
        let rows = planning::store(self.conn, self.load_id, self.source_id, plan)?;
        self.keep_bounded(rows)
    }

    /// Adds names that the source gives.
    pub fn names(&mut self, names: &[Given]) -> Result<(), StorageError> {
        given::store(self.conn, self.load_id, self.source_id, names)?;
        self.keep_bounded(names.len())
    }

    /// Commits what is stored so far, where it has become much.
    fn keep_bounded(&mut self, rows: usize) -> Result<(), StorageError> {
        self.uncommitted += rows;
        if self.uncommitted > TRANSACTION {
            self.uncommitted = 0;
            self.conn.batch_execute("COMMIT")?;
            begin(self.conn)?;
        }
        Ok(())
    }

    /// Keeps the figures until the budget's year is complete in this load, which the report of another one tells.
    fn keep_for_signs(&mut self, report: &Report) -> Result<(), StorageError> {
        if report.part != Part::Main {
            return Ok(());
        }
        let (budget, year) = (report.budget.code(), stored_year(report));
        let month = i16::from(report.period.month());
        if !self.in_hand.as_ref().is_some_and(|held| held.takes(&budget, year, month)) {
            self.find_signs()?;
        }
        let held = self.in_hand.get_or_insert_with(|| YearInHand::new(budget, year));
        held.add(month, self.report_id, report, &self.names);
        Ok(())
    }

    fn find_signs(&mut self) -> Result<(), StorageError> {
        let Some(mut held) = self.in_hand.take() else { return Ok(()) };
        // A month may have come twice: its first version is read back.
        self.store_waiting()?;
        let versions = &self.versions;
        held.complete(self.conn, |budget, year, month| {
            versions.get(&(budget.to_owned(), year, month, Part::Main.code().to_owned())).copied()
        })?;
        self.uncommitted += held.appraise(self.conn, self.load_id, &mut self.appraisal_id)?;
        Ok(())
    }

    fn publish(&mut self) -> Result<(), StorageError> {
        self.find_signs()?;
        self.store_waiting()?;
        self.named.insert(self.conn)?;
        let known: BTreeSet<String> =
            budgets::table.select(budgets::budget).load(self.conn)?.into_iter().collect();
        for budget in self.held.difference(&known) {
            diesel::insert_into(budgets::table).values(budgets::budget.eq(budget)).execute(self.conn)?;
        }
        let known: Vec<(i16, String)> = budget_administrators::table
            .select((budget_administrators::administrator, budget_administrators::budget))
            .load(self.conn)?;
        for (administrator, budget) in self.held_by.difference(&known.into_iter().collect()) {
            diesel::insert_into(budget_administrators::table)
                .values((
                    budget_administrators::administrator.eq(administrator),
                    budget_administrators::budget.eq(budget),
                ))
                .execute(self.conn)?;
        }
        diesel::insert_into(publications::table)
            .values((
                publications::load_id.eq(self.load_id),
                publications::published_at.eq(self.at.naive_utc()),
            ))
            .execute(self.conn)?;
        Ok(self.conn.batch_execute("COMMIT")?)
    }
}

fn learn(
    conn: &mut Conn,
    names: &mut HashMap<String, i64>,
    last: &mut i64,
    name: &str,
) -> Result<(), StorageError> {
    if !names.contains_key(name) {
        *last += 1;
        diesel::insert_into(names::table).values((names::id.eq(*last), names::ru.eq(name))).execute(conn)?;
        names.insert(name.to_owned(), *last);
    }
    Ok(())
}

pub(super) fn stored(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

pub(super) fn stored_year(report: &Report) -> i16 {
    i16::try_from(report.period.year()).unwrap_or(i16::MAX)
}
