//! Control totals: what each section of a report adds up to, said by the source and compared with its facts.

use std::collections::HashMap;

use super::columns::{TOTALS, amount_name};
use super::lines::{Header, Lines};
use super::opening::Resource;
use super::reading::Read;
use super::row::{budget, period, section};
use super::{Faults, Place};
use crate::domain::budget::section::Sign;
use crate::domain::budget::{Measure, Path, Period, Report, Section};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;

/// The totals that wait for their reports.
#[derive(Default)]
pub(super) struct Totals {
    file: String,
    stated: HashMap<(BudgetKey, Period, Section), Stated>,
}

#[derive(Default)]
struct Stated {
    line: u64,
    amounts: [Option<(u64, Tiyn)>; 7],
}

impl Totals {
    /// Reads a file of totals to its end.
    pub(super) fn read(resource: &Resource, faults: &mut Faults) -> std::io::Result<(Totals, Option<Read>)> {
        let mut totals = Totals { file: resource.path.clone(), stated: HashMap::new() };
        let mut lines = Lines::open(&resource.file)?;
        let header = match lines.next()? {
            Some(line) => Header::read(line, &resource.path, &TOTALS, faults),
            None => {
                faults.of_file(&resource.path, "the file has no header");
                None
            }
        };
        let Some(header) = header else { return Ok((totals, None)) };
        let mut rows = 0;
        while !faults.is_full() {
            let Some(line) = lines.next()? else { break };
            let line = line.to_vec();
            rows += 1;
            totals.learn(&header, &line, lines.number(), faults);
        }
        let sum = lines.sum()?;
        resource.check(&sum, faults);
        Ok((totals, Some(Read { name: resource.path.clone(), sha256: sum.sha256, rows })))
    }

    fn learn(&mut self, header: &Header, line: &[u8], number: u64, faults: &mut Faults) {
        let place = Place { file: &self.file, line: number };
        let mut cells: [&[u8]; 5] = [&[]; 5];
        if !header.cut(line, &mut cells) {
            faults.at(&self.file, number, "the row has not 5 cells, as the header has");
            return;
        }
        let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
        let measure = Measure::ALL.iter().position(|measure| amount_name(*measure).as_bytes() == cells[3]);
        let read = (budget(&text(cells[0])), period(&text(cells[1])), section(cells[2]), measure);
        let amount = Tiyn::from_tenge(cells[4]);
        let mut refuse = |column: usize, what: &str| {
            faults.in_cell(&place, TOTALS[column].name, cells[column], what);
        };
        match (read, amount) {
            ((Some(budget), Some(period), Some(section), Some(measure)), Ok(amount)) => {
                let stated = self.stated.entry((budget, period, section)).or_default();
                if stated.line == 0 {
                    stated.line = number;
                }
                match &mut stated.amounts[measure] {
                    Some(_) => refuse(3, "this total is stated twice"),
                    free => *free = Some((number, amount)),
                }
            }
            ((None, ..), _) => refuse(0, "not the code of a budget"),
            ((_, None, ..), _) => refuse(1, "not a month like 2024-12"),
            ((_, _, None, _), _) => refuse(2, "no section of the report"),
            ((.., None), _) => refuse(3, "no column of amounts has this name"),
            (_, Err(why)) => refuse(4, &why.to_string()),
        }
    }

    /// Compares a report with what is stated of it.
    pub(super) fn check(&mut self, report: &Report, faults: &mut Faults) {
        if self.stated.is_empty() {
            return;
        }
        for line in report.lines.iter().filter(|line| line.path.level() == 0) {
            let section = line.path.section();
            let Some(stated) = self.stated.remove(&(report.budget, report.period, section)) else { continue };
            for (measure, amount) in Measure::ALL.into_iter().zip(stated.amounts) {
                let sum = line.measures.get(measure);
                if let Some((at, amount)) = amount
                    && amount != sum
                    && !is_unstated(section, measure, amount)
                {
                    let (mut said, mut added) = (Vec::new(), Vec::new());
                    amount.write_tenge(&mut said);
                    sum.write_tenge(&mut added);
                    let added = String::from_utf8_lossy(&added).into_owned();
                    let what = format!("section {section} adds up to {added}", section = Path::of(section));
                    let place = Place { file: &self.file, line: at };
                    faults.in_cell(&place, amount_name(measure), &said, what);
                }
            }
        }
    }

    /// Totals that no report came for.
    pub(super) fn check_left(self, faults: &mut Faults) {
        let mut left: Vec<_> = self.stated.into_iter().map(|(key, stated)| (stated.line, key)).collect();
        left.sort_unstable_by_key(|(line, _)| *line);
        for (line, (budget, period, section)) in left {
            let (budget, section) = (budget.code(), section.code());
            faults.at(
                &self.file,
                line,
                format!("no facts are given for section {section} of {budget} for {period}"),
            );
        }
    }
}

/// The form states no obligations of a balance of two headings.
fn is_unstated(section: Section, measure: Measure, amount: Tiyn) -> bool {
    let of_obligations = matches!(measure, Measure::PlanByObligations | Measure::Obligations);
    amount == Tiyn::ZERO && of_obligations && section.sign(2) == Sign::Minus
}
