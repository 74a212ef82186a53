//! The rows that a plan becomes: every line, and its administrators rolled up.

use diesel::dsl::max;
use diesel::prelude::*;

use crate::domain::budget::plan::Spender;
use crate::domain::budget::{Amounts, Line, Path, Plan};
use crate::domain::region::AdministratorCode;
use crate::storage::budget::loading::stored;
use crate::storage::budget::rows::insert;
use crate::storage::budget::schema::{plan_administrators, plan_lines, plans};
use crate::storage::{Conn, StorageError};

#[derive(Insertable)]
#[diesel(table_name = plan_lines, treat_none_as_default_value = false)]
struct NewLine {
    plan_id: i64,
    parent: i64,
    path: i64,
    administrator: Option<i16>,
    is_leaf: bool,
    first_year: i64,
    second_year: i64,
    third_year: i64,
    source_line: i64,
}

#[derive(Insertable)]
#[diesel(table_name = plan_administrators, treat_none_as_default_value = false)]
struct NewAdministrator {
    plan_id: i64,
    administrator: i16,
    first_year: i64,
    second_year: i64,
    third_year: i64,
    places: String,
}

/// Stores a plan as the next version of its stage; the number of rows.
pub(in crate::storage::budget) fn store(
    conn: &mut Conn,
    load_id: i64,
    source_id: i64,
    plan: &Plan,
) -> Result<usize, StorageError> {
    let id = plans::table.select(max(plans::id)).first::<Option<i64>>(conn)?.unwrap_or(0) + 1;
    let (budget, year) = (plan.budget.code(), i16::try_from(plan.years.first()).unwrap_or(i16::MAX));
    let of_stage =
        plans::budget.eq(&budget).and(plans::year.eq(year)).and(plans::stage.eq(plan.stage.code()));
    let newest = plans::table.filter(of_stage).select(max(plans::version)).first::<Option<i32>>(conn)?;
    diesel::insert_into(plans::table)
        .values((
            plans::id.eq(id),
            plans::load_id.eq(load_id),
            plans::source_id.eq(source_id),
            plans::budget.eq(&budget),
            plans::year.eq(year),
            plans::stage.eq(plan.stage.code()),
            plans::version.eq(newest.unwrap_or(0) + 1),
            plans::line_count.eq(stored(plan.lines.len())),
        ))
        .execute(conn)?;
    let below = plan.lines.iter().skip(1).map(Some).chain([None]);
    let is_leaf = |line: &Line<Amounts>, next: Option<&Line<Amounts>>| {
        !next.is_some_and(|next| line.path.holds(&next.path))
    };
    let mut lines: Vec<NewLine> =
        plan.lines.iter().zip(below).map(|(line, next)| new_line(id, line, is_leaf(line, next))).collect();
    // In the order of the primary key, so that storing appends.
    lines.sort_unstable_by_key(|line| (line.parent, line.path));
    let spenders = plan.spenders().map_err(|_| StorageError::TooMuch)?;
    let administrators: Vec<NewAdministrator> =
        spenders.iter().filter_map(|spender| new_administrator(id, spender)).collect();
    insert!(conn, plan_lines::table, &lines);
    insert!(conn, plan_administrators::table, &administrators);
    Ok(1 + lines.len() + administrators.len())
}

fn new_line(plan_id: i64, line: &Line<Amounts>, is_leaf: bool) -> NewLine {
    let Amounts([first, second, third]) = line.measures;
    NewLine {
        plan_id,
        parent: line.path.parent().map(Path::packed).unwrap_or_default(),
        path: line.path.packed(),
        administrator: line.path.administrator().and_then(code),
        is_leaf,
        first_year: first.0,
        second_year: second.0,
        third_year: third.0,
        source_line: stored(line.source_line),
    }
}

fn new_administrator(plan_id: i64, spender: &Spender) -> Option<NewAdministrator> {
    let Amounts([first, second, third]) = spender.amounts;
    let places: Vec<String> = spender.places.iter().map(Path::to_string).collect();
    Some(NewAdministrator {
        plan_id,
        administrator: code(spender.administrator)?,
        first_year: first.0,
        second_year: second.0,
        third_year: third.0,
        places: places.join(" "),
    })
}

fn code(administrator: AdministratorCode) -> Option<i16> {
    i16::try_from(administrator.number()).ok()
}
