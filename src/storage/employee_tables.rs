//! Tables of employees that were read and not taken yet, one for each application: as typed, so nothing is lost on the way.

use diesel::prelude::*;

use super::schema::{employee_table_rows, employee_tables};
use super::{Conn, StorageError, Tx};
use crate::domain::application::Field;
use crate::domain::application::table::{Cells, Row, Table};
use crate::domain::ids::{ApplicationId, PersonId};

#[derive(Queryable, Selectable)]
#[diesel(table_name = employee_table_rows)]
struct StoredRow {
    number: i64,
    surname: String,
    given: String,
    patronymic: String,
    iin: String,
    position: String,
    unit: String,
    qr: String,
    phone: String,
    email: String,
    purpose: String,
}

/// Keeps the table of an application; the one before is gone.
pub fn put(tx: &mut Tx<'_>, id: ApplicationId, by: PersonId, table: &Table) -> Result<(), StorageError> {
    remove(tx, id)?;
    let at = tx.at().naive_utc();
    diesel::insert_into(employee_tables::table)
        .values((
            employee_tables::application_id.eq(id.0),
            employee_tables::ignored.eq(table.ignored.join("\n")),
            employee_tables::kept_at.eq(at),
            employee_tables::kept_by.eq(by.0),
        ))
        .execute(tx.conn())?;
    for row in &table.rows {
        let cell = |field| row.cells.get(field);
        diesel::insert_into(employee_table_rows::table)
            .values((
                employee_table_rows::application_id.eq(id.0),
                employee_table_rows::number.eq(i64::from(row.number)),
                employee_table_rows::surname.eq(cell(Field::Surname)),
                employee_table_rows::given.eq(cell(Field::Given)),
                employee_table_rows::patronymic.eq(cell(Field::Patronymic)),
                employee_table_rows::iin.eq(cell(Field::Iin)),
                employee_table_rows::position.eq(cell(Field::Position)),
                employee_table_rows::unit.eq(cell(Field::Unit)),
                employee_table_rows::qr.eq(cell(Field::Qr)),
                employee_table_rows::phone.eq(cell(Field::Phone)),
                employee_table_rows::email.eq(cell(Field::Email)),
                employee_table_rows::purpose.eq(cell(Field::Purpose)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Forgets the table of an application.
pub fn remove(tx: &mut Tx<'_>, id: ApplicationId) -> Result<(), StorageError> {
    let rows = employee_table_rows::table.filter(employee_table_rows::application_id.eq(id.0));
    diesel::delete(rows).execute(tx.conn())?;
    diesel::delete(employee_tables::table.find(id.0)).execute(tx.conn())?;
    Ok(())
}

/// The table of an application, where one waits.
pub fn find(conn: &mut Conn, id: ApplicationId) -> Result<Option<Table>, StorageError> {
    let ignored: Option<String> =
        employee_tables::table.find(id.0).select(employee_tables::ignored).first(conn).optional()?;
    let Some(ignored) = ignored else { return Ok(None) };
    let rows: Vec<StoredRow> = employee_table_rows::table
        .filter(employee_table_rows::application_id.eq(id.0))
        .order(employee_table_rows::number)
        .select(StoredRow::as_select())
        .load(conn)?;
    let rows = rows.into_iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let ignored = ignored.lines().map(str::to_owned).collect();
    Ok(Some(Table { rows, ignored }))
}

fn row(row: StoredRow) -> Result<Row, StorageError> {
    let corrupt = |_| StorageError::Corrupt { table: "employee_table_rows", id: row.number.to_string() };
    let number = u32::try_from(row.number).map_err(corrupt)?;
    let StoredRow { surname, given, patronymic, iin, position, unit, qr, phone, email, purpose, .. } = row;
    let cells = Cells([surname, given, patronymic, iin, position, unit, qr, phone, email, purpose]);
    Ok(Row { number, cells })
}
