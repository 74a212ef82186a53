//! The rows of employee lines.

use diesel::prelude::*;

use super::codes;
use crate::domain::application::{Decision, Employee, EmployeeFields, EmployeeLine, Reason};
use crate::domain::ids::{ApplicationId, BodyId, EmployeeLineId};
use crate::domain::iin_bin::Iin;
use crate::storage::schema::{applications, employee_lines};
use crate::storage::{Conn, StorageError};

#[derive(Queryable, Selectable)]
#[diesel(table_name = employee_lines)]
struct Row {
    id: i64,
    iin: String,
    surname: String,
    given: String,
    patronymic: Option<String>,
    position: String,
    unit: String,
    qr: String,
    phone: String,
    email: String,
    purpose: String,
    decision: String,
    reason: Option<String>,
}

macro_rules! columns {
    ($employee:expr) => {
        (
            employee_lines::iin.eq($employee.iin.as_str()),
            employee_lines::surname.eq(&$employee.name.surname),
            employee_lines::given.eq(&$employee.name.given),
            employee_lines::patronymic.eq($employee.name.patronymic.as_deref()),
            employee_lines::position.eq(&$employee.position),
            employee_lines::unit.eq(&$employee.unit),
            employee_lines::qr.eq(&$employee.qr),
            employee_lines::phone.eq($employee.phone.as_str()),
            employee_lines::email.eq($employee.email.as_str()),
            employee_lines::purpose.eq(&$employee.purpose),
        )
    };
}

pub(super) fn insert(
    conn: &mut Conn,
    application: ApplicationId,
    employee: &Employee,
) -> Result<EmployeeLineId, StorageError> {
    let id: i64 = diesel::insert_into(employee_lines::table)
        .values((
            employee_lines::application_id.eq(application.0),
            columns!(employee),
            employee_lines::decision.eq(Decision::Pending.code()),
        ))
        .returning(employee_lines::id)
        .get_result(conn)?;
    codes::write(conn, EmployeeLineId(id), &employee.qr)?;
    Ok(EmployeeLineId(id))
}

pub(super) fn save(conn: &mut Conn, line: EmployeeLineId, employee: &Employee) -> Result<(), StorageError> {
    diesel::update(employee_lines::table.find(line.0)).set(columns!(employee)).execute(conn)?;
    codes::write(conn, line, &employee.qr)
}

pub(super) fn of_application(conn: &mut Conn, id: ApplicationId) -> Result<Vec<EmployeeLine>, StorageError> {
    let rows: Vec<Row> = employee_lines::table
        .filter(employee_lines::application_id.eq(id.0))
        .order(employee_lines::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(line).collect()
}

/// Somebody as the last application of a body described them by which access was given.
pub(super) fn last_granted(
    conn: &mut Conn,
    iin: &Iin,
    body: BodyId,
) -> Result<Option<EmployeeLine>, StorageError> {
    let row: Option<Row> = employee_lines::table
        .inner_join(applications::table)
        .filter(employee_lines::iin.eq(iin.as_str()).and(applications::body_id.eq(body.0)))
        .filter(employee_lines::decision.eq(Decision::Granted.code()))
        .order(employee_lines::id.desc())
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(line).transpose()
}

fn line(row: Row) -> Result<EmployeeLine, StorageError> {
    let corrupt = || StorageError::Corrupt { table: "employee_lines", id: row.id.to_string() };
    let fields = EmployeeFields {
        surname: &row.surname,
        given: &row.given,
        patronymic: row.patronymic.as_deref().unwrap_or_default(),
        iin: &row.iin,
        position: &row.position,
        unit: &row.unit,
        qr: &row.qr,
        phone: &row.phone,
        email: &row.email,
        purpose: &row.purpose,
    };
    let employee = Employee::parse(&fields).map_err(|_| corrupt())?;
    let reason = || Reason::parse(row.reason.as_deref().unwrap_or_default()).map_err(|_| corrupt());
    let decision = match row.decision.as_str() {
        "pending" => Decision::Pending,
        "forwarded" => Decision::Forwarded,
        "granted" => Decision::Granted,
        "refused-by-ministry" => Decision::RefusedByMinistry { reason: reason()? },
        "refused-by-integrator" => Decision::RefusedByIntegrator { reason: reason()? },
        _ => return Err(corrupt()),
    };
    Ok(EmployeeLine { id: EmployeeLineId(row.id), employee, decision })
}
