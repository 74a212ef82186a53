//! Packages are read as they were written; each thing that can be wrong is told with its place.

mod faults;
mod names;
mod plans;
mod round_trip;

use std::ops::ControlFlow;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::domain::budget::Report;

/// A directory with a package in it.
struct Folder(TempDir);

type Everything = (Vec<Report>, Vec<Read>, Vec<Notice>);

const HEADER: &str = "budget,period,section,heading,group,subgroup,administrator,programme,subprogramme,specific,receipt_category,receipt_class,receipt_subclass,receipt_specific,economic_category,economic_class,approved,refined,corrected,plan_by_payments,plan_by_obligations,obligations,executed";
const SALARIES: &str =
    "republican,2024-12,2,,01,1,406,001,015,111,,,,,,,10.00,11.00,12.00,12.00,12.00,11.50,11.00";
const TRAVEL: &str = "republican,2024-12,2,,01,1,406,001,015,161,,,,,,,1.00,1.00,1.00,1.00,1.00,0.55,0.50";
const TAXES: &str = "republican,2024-12,1,1,,,,,,,1,01,2,01,,,20.00,20.00,20.00,20.00,0.00,0.00,19.90";
const REGION: &str = "110000000,2024-12,2,,01,1,110,001,000,,,,,,,,3.00,3.00,3.00,3.00,3.00,3.00,3.00";

impl Folder {
    /// A package of some rows of facts.
    fn of(rows: &[&str]) -> Folder {
        let folder = Folder::empty();
        folder.write("facts.csv", &table(HEADER, rows));
        folder.describe(r#"{ "name": "facts", "path": "facts.csv" }"#);
        folder
    }

    fn empty() -> Folder {
        Folder(tempfile::tempdir().expect("a directory"))
    }

    fn with_totals(self, rows: &[&str]) -> Folder {
        self.write("totals.csv", &table("budget,period,section,measure,amount", rows));
        self.describe(
            r#"{ "name": "totals", "path": "totals.csv" }, { "name": "facts", "path": "facts.csv" }"#,
        );
        self
    }

    fn describe(&self, resources: &str) {
        self.write(
            DESCRIPTOR,
            &format!(r#"{{ "profile": "fiscal-data-package", "resources": [{resources}] }}"#),
        );
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).expect("written");
    }

    fn descriptor(&self) -> PathBuf {
        self.0.path().join(DESCRIPTOR)
    }

    /// Everything that is read, or every fault as it is printed.
    fn read(&self) -> Result<Everything, Vec<String>> {
        let told = |faults: Faults| {
            let more = faults.and_more.then(|| "and more".to_owned());
            faults.list.iter().map(ToString::to_string).chain(more).collect::<Vec<_>>()
        };
        let package = Package::open(&self.descriptor()).map_err(told)?;
        let (mut reports, mut files) = (Vec::new(), Vec::new());
        let mut listen = |event| {
            match event {
                Event::Begins(_) | Event::Plan { .. } | Event::Names { .. } => {}
                Event::Report { report, .. } => reports.push(report),
                Event::Ends(read) => files.push(read),
            }
            ControlFlow::Continue(())
        };
        let notices = package.read(&mut listen).map_err(told)?;
        Ok((reports, files, notices))
    }

    /// The package is refused for exactly these reasons.
    #[track_caller]
    fn refused(&self, expect: &[&str]) {
        assert_eq!(self.read().expect_err("faults"), expect);
    }
}

fn table(header: &str, rows: &[&str]) -> String {
    format!("{header}\n{}\n", rows.join("\n"))
}
