//! A table of employees as it comes from a spreadsheet: which column is which, what each row says or lacks. Must not know
//! in what kind of file it came.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::employee::{Employee, EmployeeFields, Fault, Field};
use crate::domain::application::Application;
use crate::domain::iin_bin::Iin;
use crate::domain::journal::{Digest, Field as _};

/// The fields of one row as they were typed, in the order of [`Field::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells(pub [String; Field::ALL.len()]);

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, from 1, headings counted too: the number that a spreadsheet program shows beside it.
    pub number: u32,
    /// What stands in it.
    pub cells: Cells,
}

/// A table that was read and not taken yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows, by their numbers.
    pub rows: Vec<Row>,
    /// Headings of columns that the annex does not have; nothing is taken from them.
    pub ignored: Vec<String>,
}

/// No table of employees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATable {
    /// Nothing stands in it, or headings alone.
    #[error("the table has no rows")]
    Empty,
    /// More than [`Table::MOST`].
    #[error("the table has more rows than {}", Table::MOST)]
    TooManyRows,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// A field, as on a card.
    Field(Field, Fault),
    /// A formula stands where a value belongs: nothing is calculated here.
    Formula(Field),
    /// The same person stands in a row above.
    Above(u32),
    /// The same person stands in the application already.
    InApplication,
}

/// A row that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<'a> {
    /// The row.
    pub row: &'a Row,
    /// The employee, or everything that is wrong.
    pub read: Result<Employee, Vec<RowFault>>,
}

impl Cells {
    /// What stands in a field.
    pub fn get(&self, field: Field) -> &str {
        &self.0[field as usize]
    }

    /// Writes a field.
    pub fn put(&mut self, field: Field, text: impl Into<String>) {
        self.0[field as usize] = text.into();
    }

    fn fields(&self) -> EmployeeFields<'_> {
        EmployeeFields {
            surname: self.get(Field::Surname),
            given: self.get(Field::Given),
            patronymic: self.get(Field::Patronymic),
            iin: self.get(Field::Iin),
            position: self.get(Field::Position),
            unit: self.get(Field::Unit),
            qr: self.get(Field::Qr),
            phone: self.get(Field::Phone),
            email: self.get(Field::Email),
            purpose: self.get(Field::Purpose),
        }
    }

    /// The employee, or everything that is wrong with the row by itself.
    fn read(&self) -> Result<Employee, Vec<RowFault>> {
        let formulas: Vec<RowFault> = Field::ALL
            .into_iter()
            .filter(|field| self.get(*field).trim_start().starts_with(['=', '＝']))
            .map(RowFault::Formula)
            .collect();
        match Employee::parse(&self.fields()) {
            Ok(employee) if formulas.is_empty() => Ok(employee),
            Ok(_) => Err(formulas),
            Err(faults) => {
                let others = faults.into_iter().map(|(field, fault)| RowFault::Field(field, fault));
                let is_new = |fault: &RowFault| match fault {
                    RowFault::Field(field, _) => !formulas.contains(&RowFault::Formula(*field)),
                    RowFault::Formula(_) | RowFault::Above(_) | RowFault::InApplication => true,
                };
                Err(formulas.iter().copied().chain(others.filter(is_new)).collect())
            }
        }
    }
}

impl Table {
    /// The most rows of one table.
    pub const MOST: usize = 500;

    /// Reads a sheet: columns by their headings in Kazakh, Russian or English, else in the order of the annex.
    pub fn read(sheet: &[Vec<String>]) -> Result<Table, NotATable> {
        let columns = Columns::of(sheet);
        let mut rows = Vec::new();
        for (number, cells) in (1..).zip(sheet).skip(columns.first_row) {
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if rows.len() == Table::MOST {
                return Err(NotATable::TooManyRows);
            }
            rows.push(Row { number, cells: with_whole_iin(columns.sort(cells)) });
        }
        if rows.is_empty() { Err(NotATable::Empty) } else { Ok(Table { rows, ignored: columns.ignored }) }
    }

    /// Reads rows that this portal wrote out for correction: their first column says which row each of them is.
    pub fn read_again(sheet: &[Vec<String>]) -> Result<Table, NotATable> {
        let mut table = match Table::read(sheet) {
            Err(NotATable::Empty) => return Ok(Table::default()),
            read => read?,
        };
        for row in &mut table.rows {
            let said = sheet.get(row.number as usize - 1).and_then(|cells| cells.first());
            row.number = said.and_then(|said| said.trim().parse().ok()).unwrap_or(0);
        }
        Ok(table)
    }

    /// The table with some of its rows replaced. A row whose number is taken, or that has none, comes at the end.
    pub fn corrected(self, shown: &[u32], corrected: Table) -> Result<Table, NotATable> {
        let kept = self.rows.into_iter().filter(|row| !shown.contains(&row.number));
        let mut rows: BTreeMap<u32, Row> = kept.map(|row| (row.number, row)).collect();
        for row in corrected.rows {
            let last = rows.keys().next_back().copied().unwrap_or(0);
            let number =
                if row.number == 0 || rows.contains_key(&row.number) { last + 1 } else { row.number };
            rows.insert(number, Row { number, ..row });
        }
        match rows.len() {
            0 => Err(NotATable::Empty),
            many if many > Table::MOST => Err(NotATable::TooManyRows),
            _ => Ok(Table { rows: rows.into_values().collect(), ignored: self.ignored }),
        }
    }

    /// Each row with the employee in it, or with everything that is wrong: by itself, with the rows above, with the
    /// application.
    pub fn check(&self, application: &Application) -> Vec<Checked<'_>> {
        let mut seen: BTreeMap<Iin, u32> = BTreeMap::new();
        let mut checked = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let (employee, mut faults) = match row.cells.read() {
                Ok(employee) => (Some(employee), Vec::new()),
                Err(faults) => (None, faults),
            };
            if let Ok(iin) = Iin::parse(row.cells.get(Field::Iin).trim()) {
                if application.lines.iter().any(|line| line.employee.iin == iin) {
                    faults.push(RowFault::InApplication);
                }
                if let Some(above) = seen.get(&iin) {
                    faults.push(RowFault::Above(*above));
                } else {
                    seen.insert(iin, row.number);
                }
            }
            checked.push(Checked { row, read: employee.filter(|_| faults.is_empty()).ok_or(faults) });
        }
        checked
    }

    /// Fields in which no row says anything: most likely their columns are missing.
    pub fn silent(&self) -> Vec<Field> {
        let says_nothing =
            |field: &Field| self.rows.iter().all(|row| row.cells.get(*field).trim().is_empty());
        Field::ALL.into_iter().filter(|field| *field != Field::Patronymic && says_nothing(field)).collect()
    }

    /// A digest of all that stands in it: what was shown is what is taken.
    pub fn version(&self) -> String {
        let mut bytes = Vec::new();
        for row in &self.rows {
            bytes.extend(row.number.to_be_bytes());
            for cell in &row.cells.0 {
                bytes.extend((cell.len() as u64).to_be_bytes());
                bytes.extend(cell.as_bytes());
            }
        }
        Digest::of(&bytes).text()
    }
}

/// A spreadsheet program takes an IIN for a number and drops its zeros at the left. They are put back where the check
/// digit confirms them.
fn with_whole_iin(mut cells: Cells) -> Cells {
    let typed = cells.get(Field::Iin).trim();
    if (8..12).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_digit()) {
        let whole = format!("{typed:0>12}");
        if Iin::parse(&whole).is_ok() {
            cells.put(Field::Iin, whole);
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::super::examples::{draft, line};
    use super::*;

    const ROW: [&str; 10] = [
        "Серікбаева",
        "Айгүл",
        "",
        "850615400125",
        "Бас аудитор",
        "Бюджет аудиті бөлімі",
        "eqyzmet:1",
        "87172750000",
        "a@gov.kz",
        "Аудит",
    ];

    fn sheet(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn with(changes: &[(Field, &str)]) -> Vec<&'static str> {
        let mut row: Vec<&str> = ROW.to_vec();
        for (field, text) in changes {
            row[*field as usize] = Box::leak(text.to_string().into_boxed_str());
        }
        row
    }

    fn faults(rows: &[&[&str]]) -> Vec<(u32, Vec<RowFault>)> {
        let table = Table::read(&sheet(rows)).expect("a table");
        let checked = table.check(&draft(2));
        checked.into_iter().filter_map(|c| c.read.err().map(|faults| (c.row.number, faults))).collect()
    }

    #[test]
    fn r8_every_fault_of_every_row_is_named_with_its_row() {
        let other = line(7).employee.iin;
        let known = line(1).employee.iin;
        let found = faults(&[
            &ROW,
            &with(&[(Field::Iin, other.as_str()), (Field::Email, "a@b"), (Field::Phone, "75-00")]),
            &["", "", " "],
            &ROW,
            &with(&[(Field::Iin, known.as_str())]),
            &with(&[(Field::Iin, "850615400126"), (Field::Surname, "=A1"), (Field::Unit, "")]),
        ]);
        let field = RowFault::Field;
        assert_eq!(
            found,
            [
                (2, vec![field(Field::Phone, Fault::NotAPhone), field(Field::Email, Fault::NotAnEmail)]),
                (4, vec![RowFault::Above(1)]),
                (5, vec![RowFault::InApplication]),
                (
                    6,
                    vec![
                        RowFault::Formula(Field::Surname),
                        field(Field::Iin, Fault::CheckDigit),
                        field(Field::Unit, Fault::Missing)
                    ]
                ),
            ]
        );
    }

    #[test]
    fn a_zero_that_a_spreadsheet_dropped_is_put_back_where_the_check_digit_agrees() {
        let (whole, dropped) = ("010101500018", "10101500018");
        let is_right = Iin::parse(whole).is_ok();
        let read = |iin: &str| {
            let table = Table::read(&sheet(&[&with(&[(Field::Iin, iin)])])).expect("a table");
            table.rows[0].cells.get(Field::Iin).to_owned()
        };
        assert_eq!(read(dropped), if is_right { whole } else { dropped });
        assert_eq!(read("10101500010"), "10101500010", "a wrong number stays as it was typed");
        assert_eq!(read("8.50615E+11"), "8.50615E+11");
    }

    #[test]
    fn a_table_has_rows_and_not_too_many() {
        assert_eq!(Table::read(&[]), Err(NotATable::Empty));
        assert_eq!(Table::read(&sheet(&[&["", " "], &[]])), Err(NotATable::Empty));
        assert_eq!(Table::read(&sheet(&[&["Тегі", "Аты", "ЖСН"]])), Err(NotATable::Empty));
        let many = |count| vec![ROW.map(String::from).to_vec(); count];
        assert_eq!(Table::read(&many(Table::MOST)).map(|table| table.rows.len()), Ok(Table::MOST));
        assert_eq!(Table::read(&many(Table::MOST + 1)), Err(NotATable::TooManyRows));
    }

    #[test]
    fn corrected_rows_take_the_place_of_those_that_were_shown() {
        let table = Table::read(&sheet(&[&ROW, &ROW, &ROW, &ROW])).expect("a table");
        let version = table.version();
        let again = |number: &'static str| [&[number], &ROW[..]].concat();
        let typed = sheet(&[&again("4"), &again("1"), &again("x")]);
        let corrected = Table::read_again(&typed).expect("rows");
        let table = table.corrected(&[2, 4], corrected).expect("a table");
        let numbers: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 3, 4, 5, 6], "1 is taken, x is no number: both come at the end");
        assert_ne!(table.version(), version);
        let all: Vec<u32> = numbers;
        assert_eq!(table.corrected(&all, Table::default()), Err(NotATable::Empty));
    }

    #[test]
    fn a_column_in_which_nothing_stands_is_named() {
        let table = Table::read(&sheet(&[&["Тегі", "Аты", "ЖСН", "Туған күні"], &["Ким", "Олег", "1", "x"]]));
        let table = table.expect("a table");
        assert_eq!(table.ignored, ["Туған күні"]);
        let silent = [Field::Position, Field::Unit, Field::Qr, Field::Phone, Field::Email, Field::Purpose];
        assert_eq!(table.silent(), silent);
    }
}
