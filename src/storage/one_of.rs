//! `column IN (…)` in a few lengths. Diesel has a statement with a list of values compiled anew at each run, because each
//! length would be another statement to keep; lists that are filled up to a power of two are few.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Bool, HasSqlType};
use diesel::{Expression, QueryResult};

/// Longer lists are compiled each time: their work is more than that of compiling.
const LONGEST: usize = 64;

/// SQLite takes so many values in one statement, and some more.
pub(super) const MOST: usize = 500;

/// True where a column is one of the numbers.
pub(super) fn one_of<C>(column: C, numbers: impl IntoIterator<Item = i64>) -> OneOf<C> {
    let mut numbers: Vec<i64> = numbers.into_iter().collect();
    // Another of the same changes no set.
    if let Some(last) = numbers.last().copied()
        && numbers.len() <= LONGEST
    {
        numbers.resize(numbers.len().next_power_of_two(), last);
    }
    OneOf { column, numbers }
}

/// See [`one_of`].
#[derive(Clone, Debug)]
pub(super) struct OneOf<C> {
    column: C,
    numbers: Vec<i64>,
}

impl<C: Expression> Expression for OneOf<C> {
    type SqlType = Bool;
}

impl<C: SelectableExpression<QS>, QS> SelectableExpression<QS> for OneOf<C> {}

impl<C: AppearsOnTable<QS>, QS> AppearsOnTable<QS> for OneOf<C> {}

impl<C, G> ValidGrouping<G> for OneOf<C> {
    type IsAggregate = is_aggregate::No;
}

impl<C> QueryId for OneOf<C> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C, DB> QueryFragment<DB> for OneOf<C>
where
    C: QueryFragment<DB>,
    DB: Backend + HasSqlType<BigInt>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if self.numbers.len() > LONGEST {
            out.unsafe_to_cache_prepared();
        }
        let Some((first, others)) = self.numbers.split_first() else {
            out.push_sql("1 = 0");
            return Ok(());
        };
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" IN (");
        out.push_bind_param::<BigInt, _>(first)?;
        for number in others {
            out.push_sql(", ");
            out.push_bind_param::<BigInt, _>(number)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use diesel::prelude::*;
    use diesel::{debug_query, sqlite::Sqlite};

    use super::*;
    use crate::storage::schema::people;

    fn sql(numbers: impl IntoIterator<Item = i64>) -> String {
        let query = people::table.filter(one_of(people::id, numbers)).select(people::id);
        debug_query::<Sqlite, _>(&query).to_string().split_once("WHERE ").expect("a condition").1.to_owned()
    }

    #[test]
    fn a_list_is_filled_up_with_what_it_has() {
        assert_eq!(sql([]), "1 = 0 -- binds: []");
        assert_eq!(sql([7]), "`people`.`id` IN (?) -- binds: [7]");
        assert_eq!(sql([7, 8, 9]), "`people`.`id` IN (?, ?, ?, ?) -- binds: [7, 8, 9, 9]");
        assert_eq!(sql(0..65).matches('?').count(), 65);
    }
}
