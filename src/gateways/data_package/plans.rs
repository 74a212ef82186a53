//! Plans in a package: one row is a line of one stage of a budget's plan, with three amounts of tenge. Rows of one stage
//! stand together.

use std::collections::HashSet;

use super::columns::{CODE_COUNT, Column, FACTS, SECTION as SECTION_OF_FACTS, amount, code};
use super::lines::Header;
use super::reading::{Away, Event, MOST_FACTS, Reading, Table};
use super::row::{budget, path};
use super::{Faults, Place};
use crate::domain::budget::{Amounts, Fact, Path, Plan, PlanYears, Stage};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;

const BUDGET: usize = 0;
const YEARS: usize = 1;
const STAGE: usize = 2;
const SECTION: usize = 3;
/// Where the amounts begin: of the first, the second and the third year.
pub(super) const AMOUNTS: usize = SECTION + 1 + CODE_COUNT;
const COLUMNS: usize = AMOUNTS + 3;

/// The columns of plans; the codes are those of facts.
pub(super) const PLANS: [Column; COLUMNS] = {
    let mut columns = [FACTS[0]; COLUMNS];
    columns[YEARS] = Column {
        name: "plan",
        kind: "year",
        column_type: Some("kz-plan:year"),
        title: "First of the three years that are planned",
    };
    columns[STAGE] = code("stage", "kz-plan:stage", "draft, submitted or approved");
    let mut place = 0;
    while place <= CODE_COUNT {
        columns[SECTION + place] = FACTS[SECTION_OF_FACTS + place];
        place += 1;
    }
    columns[AMOUNTS] = amount("first_year", "Planned for the first year");
    columns[AMOUNTS + 1] = amount("second_year", "Planned for the second year");
    columns[AMOUNTS + 2] = amount("third_year", "Planned for the third year");
    columns
};

type Key = (BudgetKey, PlanYears, Stage);

/// The rows of plans as they are read.
pub(super) struct PlanTable {
    header: Header,
    seen: HashSet<Key>,
    key: Option<Key>,
    facts: Vec<Fact<Amounts>>,
}

impl PlanTable {
    pub(super) fn new(header: Header) -> PlanTable {
        PlanTable { header, seen: HashSet::new(), key: None, facts: Vec::new() }
    }
}

impl Table for PlanTable {
    fn row(
        &mut self,
        reading: &mut Reading<'_>,
        line: &[u8],
        place: &Place<'_>,
        bytes: u64,
    ) -> Result<(), Away> {
        let Some((key, path, amounts)) = read(&self.header, line, place, &mut reading.faults) else {
            return Ok(());
        };
        if self.key != Some(key) {
            self.end(reading, place.file, bytes)?;
            self.key = Some(key);
            if !self.seen.insert(key) {
                let (budget, years, stage) = key;
                let what = format!(
                    "rows of {} for {years} ({}) stand here and further up; sort the rows by budget, plan, stage",
                    budget.code(),
                    stage.code()
                );
                reading.faults.at(place.file, place.line, what);
            }
            if let Some(what) = reading.listed.budget(key.0) {
                reading.faults.at(place.file, place.line, what);
            }
        }
        self.facts.push(Fact { path, measures: amounts, source_line: place.line });
        if self.facts.len() > MOST_FACTS {
            reading.faults.at(place.file, place.line, format!("a plan has more than {MOST_FACTS} rows"));
            self.facts.clear();
        }
        Ok(())
    }

    fn end(&mut self, reading: &mut Reading<'_>, file: &str, bytes: u64) -> Result<(), Away> {
        let Some((budget, years, stage)) = self.key.take() else { return Ok(()) };
        let facts = self.facts.len() as u64;
        let made = Plan::of_facts(budget, years, stage, &mut self.facts);
        self.facts.clear();
        match made {
            Ok(plan) => {
                reading.listed.lines(&plan.lines, file, &mut reading.faults);
                reading.tell(Event::Plan { plan, facts, bytes: reading.before + bytes })
            }
            Err(bad) => {
                let what = format!("{} for {years} ({}): {bad}", budget.code(), stage.code());
                reading.faults.at(file, bad.source_line(), what);
                Ok(())
            }
        }
    }
}

fn read(
    header: &Header,
    line: &[u8],
    place: &Place<'_>,
    faults: &mut Faults,
) -> Option<(Key, Path, Amounts)> {
    let mut cells: [&[u8]; COLUMNS] = [&[]; COLUMNS];
    if !header.cut(line, &mut cells) {
        faults.at(place.file, place.line, format!("the row has not {COLUMNS} cells, as the header has"));
        return None;
    }
    let mut refuse = |column: usize, what: &str| {
        faults.in_cell(place, PLANS[column].name, cells[column], what);
    };
    let text = |column: usize| std::str::from_utf8(cells[column]).unwrap_or_default();
    let budget = budget(text(BUDGET));
    if budget.is_none() {
        refuse(BUDGET, "not the code of a budget: republican, or nine digits of KATO");
    }
    let years = PlanYears::parse(text(YEARS));
    if years.is_none() {
        refuse(YEARS, "not the first of three years, like 2027");
    }
    let stage = Stage::parse(text(STAGE));
    if stage.is_none() {
        refuse(STAGE, "no stage: draft, submitted or approved");
    }
    let mut path = path(&cells, SECTION, &mut refuse);
    if path.is_some_and(|path| !path.section().is_of_form()) {
        refuse(SECTION, "a plan has the sections of the form alone");
        path = None;
    }
    let mut amounts = Amounts::default();
    let mut all_read = true;
    for (index, amount) in amounts.0.iter_mut().enumerate() {
        match Tiyn::from_tenge(cells[AMOUNTS + index]) {
            Ok(read) => *amount = read,
            Err(why) => {
                all_read = false;
                refuse(AMOUNTS + index, &format!("{why}; tenge are written like 1234.50"));
            }
        }
    }
    let row = ((budget?, years?, stage?), path?, amounts);
    all_read.then_some(row)
}
