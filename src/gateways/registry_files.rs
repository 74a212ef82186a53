//! Files of bodies and of staff: CSV with a header row. All lines are read, all faults reported with their line.

use chrono::NaiveDate;

use crate::domain::body::{BodyKind, Seat};
use crate::domain::iin_bin::{Bin, Iin};
use crate::domain::lang::Lang;
use crate::domain::names::{self, LocalName, PersonName};
use crate::domain::person::Role;
use crate::domain::region::{AdministratorCode, Kato};

/// Columns of a file of bodies.
pub const BODY_COLUMNS: [&str; 8] =
    ["kind", "bin", "name_kk", "name_ru", "name_en", "valid_from", "region", "administrator"];
/// Columns of a file of staff.
pub const STAFF_COLUMNS: [&str; 9] =
    ["bin", "iin", "surname", "name", "patronymic", "position", "email", "lang", "roles"];

/// Longest name of a body and longest post, in characters.
const LONGEST: usize = 400;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// Line of the file, from 1; the header is line 1.
    pub line: u64,
    /// The column, where the fault has one.
    pub column: Option<&'static str>,
    /// What is wrong, for the operator at the command line.
    pub what: String,
}

impl std::fmt::Display for LineFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.column {
            Some(column) => write!(f, "line {}, {column}: {}", self.line, self.what),
            None => write!(f, "line {}: {}", self.line, self.what),
        }
    }
}

/// A line of a file of bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyLine {
    /// Line of the file.
    pub line: u64,
    /// Business identification number.
    pub bin: Bin,
    /// Kind, region, administrator.
    pub seat: Seat,
    /// Name in three languages.
    pub name: LocalName,
    /// First day of the name.
    pub valid_from: NaiveDate,
}

/// A line of a file of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffLine {
    /// Line of the file.
    pub line: u64,
    /// The body's number.
    pub bin: Bin,
    /// The person's number.
    pub iin: Iin,
    /// The person's name.
    pub name: PersonName,
    /// Post.
    pub position: String,
    /// Address for notices.
    pub email: Option<String>,
    /// Language of notices.
    pub lang: Lang,
    /// Roles, at least one, none twice.
    pub roles: Vec<Role>,
}

/// Reads a file of bodies.
pub fn bodies(text: &[u8]) -> Result<Vec<BodyLine>, Vec<LineFault>> {
    read(text, BODY_COLUMNS, |cells| {
        let kind = cells.parse("kind", |text| BodyKind::parse(text).ok_or("no such kind of body"));
        let bin = cells.parse("bin", Bin::parse);
        let name = |column| cells.parse(column, |text| names::line(text, LONGEST));
        let (kk, ru, en) = (name("name_kk"), name("name_ru"), name("name_en"));
        let valid_from = cells.parse("valid_from", |text| {
            NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "expected a date like 2026-01-31")
        });
        let region = cells.parse("region", |text| optional(text, Kato::parse));
        let administrator = cells.parse("administrator", |text| optional(text, AdministratorCode::parse));
        let seat = Seat::new(kind?, region?, administrator?).map_err(|why| cells.fault(None, &why)).ok()?;
        let name = LocalName { kk: kk?, ru: ru?, en: en? };
        Some(BodyLine { line: cells.line, bin: bin?, seat, name, valid_from: valid_from? })
    })
}

/// Reads a file of staff.
pub fn staff(text: &[u8]) -> Result<Vec<StaffLine>, Vec<LineFault>> {
    read(text, STAFF_COLUMNS, |cells| {
        let bin = cells.parse("bin", Bin::parse);
        let iin = cells.parse("iin", Iin::parse);
        let name = PersonName::parse(cells.get("surname"), cells.get("name"), cells.get("patronymic"));
        let name = name.map_err(|why| cells.fault(Some("surname"), &why)).ok();
        let position = cells.parse("position", |text| names::line(text, LONGEST));
        let email = cells.parse("email", |text| optional(text, address));
        let lang = cells.parse("lang", |text| Lang::parse(text).ok_or("expected kk, ru or en"));
        let roles = cells.parse("roles", |text| {
            let roles: Option<Vec<Role>> = text.split_whitespace().map(Role::parse).collect();
            roles.filter(|roles| !roles.is_empty()).ok_or("expected roles separated by spaces")
        });
        Some(StaffLine {
            line: cells.line,
            bin: bin?,
            iin: iin?,
            name: name?,
            position: position?,
            email: email?,
            lang: lang?,
            roles: roles?,
        })
    })
}

fn optional<T, E>(text: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<Option<T>, E> {
    if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}

fn address(text: &str) -> Result<String, &'static str> {
    let wrong = "expected an e-mail address";
    text.parse::<lettre::Address>().map(|_| text.to_owned()).map_err(|_| wrong)
}

/// The cells of one line, and the faults found so far.
struct Cells<'a> {
    line: u64,
    columns: &'a [&'static str],
    record: &'a csv::StringRecord,
    faults: &'a std::cell::RefCell<Vec<LineFault>>,
}

impl Cells<'_> {
    fn get(&self, column: &str) -> &str {
        let place = self.columns.iter().position(|name| *name == column);
        place.and_then(|place| self.record.get(place)).map(str::trim).unwrap_or_default()
    }

    fn parse<T, E: std::fmt::Display>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        parse(self.get(column)).map_err(|why| self.fault(Some(column), &why)).ok()
    }

    fn fault(&self, column: Option<&'static str>, why: &dyn std::fmt::Display) {
        let fault = LineFault { line: self.line, column, what: why.to_string() };
        self.faults.borrow_mut().push(fault);
    }
}

fn read<T, const N: usize>(
    text: &[u8],
    columns: [&'static str; N],
    line: impl Fn(&Cells<'_>) -> Option<T>,
) -> Result<Vec<T>, Vec<LineFault>> {
    let faults = std::cell::RefCell::default();
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().from_reader(text);
    let header = reader.headers().cloned().unwrap_or_default();
    if !header.iter().map(str::trim).eq(columns) {
        let what = format!("expected the columns {}", columns.join(","));
        return Err(vec![LineFault { line: 1, column: None, what }]);
    }
    let mut read = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let at = record.position().map_or(0, csv::Position::line);
                let cells = Cells { line: at, columns: &columns, record: &record, faults: &faults };
                read.extend(line(&cells));
            }
            Err(error) => {
                let at = error.position().map_or(0, csv::Position::line);
                faults.borrow_mut().push(LineFault { line: at, column: None, what: error.to_string() });
            }
        }
    }
    let faults: Vec<LineFault> = faults.into_inner();
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults<T: std::fmt::Debug>(read: Result<Vec<T>, Vec<LineFault>>) -> Vec<String> {
        read.expect_err("faults").iter().map(LineFault::to_string).collect()
    }

    #[test]
    fn every_fault_is_reported_with_its_line_and_column() {
        let text = "kind,bin,name_kk,name_ru,name_en,valid_from,region,administrator\n\
                    maslikhat,123456789025,А,Б,C,2024-01-01,,\n\
                    mosque,12,,Б,C,yesterday,11,9\n";
        let found = faults(bodies(text.as_bytes()));
        assert_eq!(found.len(), 7, "{found:#?}");
        assert!(found[0].starts_with("line 2"));
        assert!(found.iter().any(|fault| fault.starts_with("line 3, valid_from")));
    }

    #[test]
    fn a_header_that_is_not_ours_is_refused() {
        assert_eq!(faults(bodies(b"a,b\n1,2\n")).len(), 1);
        assert_eq!(faults(staff(b"")).len(), 1);
    }

    #[test]
    fn staff_is_read_with_roles() {
        let text = "\u{feff}bin,iin,surname,name,patronymic,position,email,lang,roles\n\
                    123456789025,850615300122,Ким,Олег,,Тексеруші,oleg@example.kz,kk,reviewer\n";
        let text = text.replace("850615300122", &valid_iin());
        let read = staff(text.as_bytes()).expect("staff");
        assert_eq!(read[0].roles, [Role::Reviewer]);
        assert_eq!(read[0].line, 2);
    }

    fn valid_iin() -> String {
        let check = crate::domain::iin_bin::check_digit(b"85061530012").expect("issued");
        format!("85061530012{check}")
    }
}
