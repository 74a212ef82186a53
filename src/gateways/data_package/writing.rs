//! Writing a package: facts as they come, section by section added up for the totals, the descriptor at the very end,
//! so that what was broken off is no package.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path as FilePath, PathBuf};

use sha2::{Digest, Sha256};

use super::DESCRIPTOR;
use super::columns::{
    AMOUNTS, BUDGET, CODE_COUNT, Column, FACTS, NAMES, PLACES, SECTIONS, TOTALS, amount_name, code_of,
};
use super::descriptor::{self, Sums};
use super::lines::{Sum, hex, quoted};
use super::plans::PLANS;
use super::sections::section_rows;
use crate::domain::budget::section::Sign;
use crate::domain::budget::{
    Amounts, Bearer, Fact, Given, Measure, Measures, Path, Period, PlanYears, Section, Stage,
};
use crate::domain::scope::BudgetKey;

/// Why a package can't be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The file system refused; also where a file of the package is there already.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A section adds up to more than an amount can hold.
    #[error("the facts of {budget} for {period} add up to more than an amount can hold")]
    TooMuch {
        /// Whose budget.
        budget: String,
        /// For which month.
        period: Period,
    },
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Facts.
    pub facts: u64,
    /// Bytes of the facts.
    pub bytes: u64,
}

/// A file under way.
struct Table {
    file: BufWriter<File>,
    sha256: Sha256,
    bytes: u64,
    rows: u64,
}

impl Table {
    fn create(directory: &FilePath, name: &str, columns: &[Column]) -> std::io::Result<Table> {
        let file = BufWriter::with_capacity(1 << 20, File::create_new(directory.join(name))?);
        let mut table = Table { file, sha256: Sha256::new(), bytes: 0, rows: 0 };
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        table.write(format!("{}\n", names.join(",")).as_bytes())?;
        Ok(table)
    }

    fn write(&mut self, rows: &[u8]) -> std::io::Result<()> {
        self.sha256.update(rows);
        self.bytes += rows.len() as u64;
        self.file.write_all(rows)
    }

    fn finish(mut self) -> std::io::Result<(Sum, u64)> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        Ok((Sum { bytes: self.bytes, sha256: hex(&self.sha256.finalize()) }, self.rows))
    }
}

/// A package under way.
pub struct Writer {
    directory: PathBuf,
    title: String,
    facts: Table,
    totals: Table,
    plans: Option<Table>,
    places: Option<Table>,
    names: Option<Table>,
    buffer: Vec<u8>,
}

impl Writer {
    /// Begins a package in a directory, which is made where it is missing and holds no package yet.
    pub fn create(directory: &FilePath, title: &str) -> std::io::Result<Writer> {
        std::fs::create_dir_all(directory)?;
        if directory.join(DESCRIPTOR).exists() {
            let kind = std::io::ErrorKind::AlreadyExists;
            return Err(std::io::Error::new(
                kind,
                format!("{}: a package is there already", directory.display()),
            ));
        }
        Ok(Writer {
            directory: directory.to_owned(),
            title: title.to_owned(),
            facts: Table::create(directory, "facts.csv", &FACTS)?,
            totals: Table::create(directory, "totals.csv", &TOTALS)?,
            plans: None,
            places: None,
            names: None,
            buffer: Vec::with_capacity(1 << 20),
        })
    }

    /// Adds the facts of one part of one report. Whoever writes sees to it that budgets' months come in their order.
    pub fn report(&mut self, budget: BudgetKey, period: Period, facts: &[Fact]) -> Result<(), WriteError> {
        let (budget, mut totals) = (budget.code(), [None; Section::ALL.len()]);
        let too_much = || WriteError::TooMuch { budget: budget.clone(), period };
        let lead = format!("{budget},{period},");
        self.buffer.clear();
        for fact in facts {
            push_row(&mut self.buffer, lead.as_bytes(), fact);
            add(&mut totals, fact).ok_or_else(too_much)?;
        }
        self.facts.rows += facts.len() as u64;
        self.facts.write(&self.buffer)?;
        self.buffer.clear();
        for (section, total) in Section::ALL.into_iter().zip(totals) {
            let Some(total) = total else { continue };
            for measure in Measure::ALL {
                self.buffer.extend_from_slice(lead.as_bytes());
                self.buffer.extend_from_slice(section.code().as_bytes());
                self.buffer.push(b',');
                self.buffer.extend_from_slice(amount_name(measure).as_bytes());
                self.buffer.push(b',');
                total.get(measure).write_tenge(&mut self.buffer);
                self.buffer.push(b'\n');
                self.totals.rows += 1;
            }
        }
        self.totals.write(&self.buffer)?;
        Ok(())
    }

    /// Adds the facts of one stage of a plan. Stages of one budget's plan may come in any order.
    pub fn plan(
        &mut self,
        budget: BudgetKey,
        years: PlanYears,
        stage: Stage,
        facts: &[Fact<Amounts>],
    ) -> std::io::Result<()> {
        let mut plans = match self.plans.take() {
            Some(plans) => plans,
            None => Table::create(&self.directory, "plans.csv", &PLANS)?,
        };
        let lead = format!("{},{years},{},", budget.code(), stage.code());
        self.buffer.clear();
        for fact in facts {
            self.buffer.extend_from_slice(lead.as_bytes());
            push_path(&mut self.buffer, fact.path);
            for amount in fact.measures.0 {
                self.buffer.push(b',');
                amount.write_tenge(&mut self.buffer);
            }
            self.buffer.push(b'\n');
        }
        plans.rows += facts.len() as u64;
        plans.write(&self.buffer)?;
        self.plans = Some(plans);
        Ok(())
    }

    /// Adds names of places and of codes; nothing is named twice.
    pub fn names(&mut self, names: &[Given]) -> std::io::Result<()> {
        for Given { bearer, name, .. } in names {
            let (table, file, columns) = match bearer {
                Bearer::Place(_) => (&mut self.places, "places.csv", &PLACES[..]),
                Bearer::Code(_) => (&mut self.names, "names.csv", &NAMES[..]),
            };
            let table = match table {
                Some(table) => table,
                None => table.insert(Table::create(&self.directory, file, columns)?),
            };
            self.buffer.clear();
            match bearer {
                Bearer::Place(place) => self.buffer.extend_from_slice(place.code().as_bytes()),
                Bearer::Code(path) => push_path(&mut self.buffer, *path),
            }
            for name in [name.kk.as_deref(), Some(name.ru.as_str()), name.en.as_deref()] {
                self.buffer.push(b',');
                self.buffer.extend_from_slice(quoted(name.unwrap_or_default()).as_bytes());
            }
            self.buffer.push(b'\n');
            table.rows += 1;
            table.write(&self.buffer)?;
        }
        Ok(())
    }

    /// Writes the list of sections and, when all else is safe on the disk, the descriptor.
    pub fn finish(self) -> Result<Written, WriteError> {
        let mut sections = Table::create(&self.directory, "sections.csv", &SECTIONS)?;
        sections.write(section_rows().as_bytes())?;
        let ((sections, _), (totals, _)) = (sections.finish()?, self.totals.finish()?);
        let (facts, rows) = self.facts.finish()?;
        let written = Written { facts: rows, bytes: facts.bytes };
        let optional = |table: Option<Table>| {
            Ok::<_, std::io::Error>(table.map(Table::finish).transpose()?.map(|(sum, _)| sum))
        };
        let json = descriptor::describe(
            &self.title,
            &Sums {
                facts,
                totals,
                sections,
                plans: optional(self.plans)?,
                places: optional(self.places)?,
                names: optional(self.names)?,
            },
        );
        let mut file = File::create_new(self.directory.join(DESCRIPTOR))?;
        file.write_all(format!("{json:#}\n").as_bytes())?;
        file.sync_all()?;
        Ok(written)
    }
}

fn push_row(buffer: &mut Vec<u8>, lead: &[u8], fact: &Fact) {
    const { assert!(BUDGET == 0 && AMOUNTS + 7 == FACTS.len(), "the row below is written in this order") };
    buffer.extend_from_slice(lead);
    push_path(buffer, fact.path);
    for measure in Measure::ALL {
        buffer.push(b',');
        fact.measures.get(measure).write_tenge(buffer);
    }
    buffer.push(b'\n');
}

/// The section, and each code in its column.
fn push_path(buffer: &mut Vec<u8>, whole: Path) {
    buffer.extend_from_slice(whole.section().code().as_bytes());
    let mut codes = [None; CODE_COUNT];
    let mut path = Path::of(whole.section());
    for code in whole.codes() {
        if let Some(step) = path.next_step()
            && let Some(column) = code_of(step)
        {
            codes[column] = Some((*code, step.digits()));
        }
        path = path.child(*code).unwrap_or(path);
    }
    for code in codes {
        buffer.push(b',');
        if let Some((code, digits)) = code {
            push_code(buffer, code, digits);
        }
    }
}

fn push_code(buffer: &mut Vec<u8>, code: u16, digits: usize) {
    let of_three = [code / 100 % 10, code / 10 % 10, code % 10];
    buffer.extend(of_three.iter().skip(3 - digits).map(|digit| b'0' + *digit as u8));
}

/// Adds a fact to its section, and balances used to the financing.
fn add(totals: &mut [Option<Measures>; Section::ALL.len()], fact: &Fact) -> Option<()> {
    let section = fact.path.section();
    let sign = fact.path.codes().first().map_or(Sign::Plus, |heading| section.sign(*heading));
    let financing = (section == Section::UsedBalances).then_some(Section::Financing);
    for section in std::iter::once(section).chain(financing) {
        let total = totals.get_mut(section as usize)?.get_or_insert_default();
        *total = match sign {
            Sign::Plus => total.checked_add(&fact.measures),
            Sign::Minus => total.checked_sub(&fact.measures),
        }?;
    }
    Some(())
}
