//! Three years of figures down to specifics, small enough to be counted by hand, and a month that was corrected later.

use chrono::{DateTime, Utc};
use qarau::domain::budget::rollup::report_of_facts;
use qarau::domain::budget::{Fact, Measures, Part, Path, Period, Report};
use qarau::domain::money::Tiyn;
use qarau::domain::scope::BudgetKey;
use qarau::storage::budget::{Format, Loading, SourceFile, admit_reader, load, migrate};
use qarau::storage::{DatabaseUrl, StorageError};

use crate::database::reader_of;

/// Thousand tenge that a line takes each month in 2026; of 2025 and 2024 a tenth less and a fifth less.
const REPUBLICAN: [(&str, i64); 11] = [
    ("1.1.1.01.1.01", 9_000),
    ("2.01.2.406.001.000.111", 300),
    ("2.01.2.406.001.000.414", 40),
    ("2.01.2.406.002.015.111", 500),
    ("2.01.2.217.001.000.111", 6_000),
    ("2.03.1.406.001.000.159", 70),
    ("2.05.1.226.001.000.111", 800),
    ("2.05.1.226.997.000.159", 20),
    ("3.1.10.1.217.006.000.511", 80),
    ("3.2.5.01.1.01", 30),
    ("opening", 10),
];

const AQMOLA: [(&str, i64); 3] =
    [("1.1.1.01.1.01", 900), ("2.03.1.252.001.000.111", 200), ("2.04.1.261.001.000.111", 300)];

/// The district of Akkol: until October 2026 its reports end at the administrators.
const COARSE: [(&str, i64); 2] = [("2.01.1.458", 70), ("2.04.1.464", 90)];
const FINE: [(&str, i64); 3] =
    [("2.01.1.458.001.000.111", 60), ("2.01.1.458.009.000.159", 10), ("2.04.1.464.001.000.111", 90)];

/// The republican budget: August to October of 2026 and of 2025, October 2024. Akmola oblast: October 2026 and 2025.
/// October 2026 of the republican budget was corrected on 15 November.
pub fn years(url: &str) {
    let reader = reader_of(url).parse().expect("a database");
    let url: DatabaseUrl = url.parse().expect("a database");
    migrate(&url).expect("migrated");
    let store = |at: &str, reports: Vec<Report>| {
        let at: DateTime<Utc> = at.parse().expect("an instant");
        let stored = load(&url, Format::Package, at, |loading: &mut Loading<'_>| {
            loading.source(&SourceFile { name: at.to_string(), sha256: "0".repeat(64), rows: 0 })?;
            reports.iter().try_for_each(|report| loading.report(report))
        });
        stored.unwrap_or_else(|error: StorageError| panic!("{error}"));
    };
    let republican = ["2024-10", "2025-08", "2025-09", "2025-10", "2026-08", "2026-09", "2026-10"];
    let mut reports: Vec<Report> = republican.map(|month| report("republican", month, &REPUBLICAN)).into();
    reports.extend(["2025-10", "2026-10"].map(|month| report("110000000", month, &AQMOLA)));
    reports.extend(["2025-10", "2026-09"].map(|month| report("113200000", month, &COARSE)));
    reports.push(report("113200000", "2026-10", &FINE));
    store("2026-11-10T05:00:00Z", reports);
    let mut corrected = REPUBLICAN;
    corrected[1].1 += 1;
    store("2026-11-15T05:00:00Z", vec![report("republican", "2026-10", &corrected)]);
    admit_reader(&url, &reader).expect("admitted");
}

fn report(budget: &str, month: &str, lines: &[(&str, i64)]) -> Report {
    let period = Period::parse(month).expect("a month");
    let mut facts: Vec<Fact> = (1..)
        .zip(lines)
        // A programme that is new in 2026, and one that ended with 2025.
        .filter(|(_, (path, _))| period.year() == 2026 || !path.contains(".997."))
        .map(|(source_line, (path, monthly))| fact(path, *monthly, period, source_line))
        .collect();
    if budget == "republican" && period.year() == 2025 {
        facts.push(fact("2.05.1.226.996.000.159", 10, period, 99));
    }
    report_of_facts(BudgetKey::parse(budget).expect("a budget"), period, Part::Main, &mut facts)
        .expect("a report")
}

/// Nine tenths of what is planned by the end of a month are executed; the budget was corrected in September.
fn fact(path: &str, monthly: i64, period: Period, source_line: u64) -> Fact {
    let path = Path::parse(path).expect("a path");
    let share = 10 - i64::from(2026 - period.year());
    let tiyn = |months: i64| Tiyn(monthly * share * 10_000 * months);
    let months = i64::from(period.month());
    let corrected = if months >= 9 { 13 } else { 12 };
    let spent = path.administrator().is_some();
    let of_spending = |amount: Tiyn| if spent { amount } else { Tiyn::ZERO };
    let measures = Measures {
        utv: tiyn(12),
        utch: tiyn(12),
        plg: tiyn(corrected),
        plgp: tiyn(months),
        plgo: of_spending(tiyn(months)),
        obz: of_spending(tiyn(months)),
        sumrg: Tiyn(tiyn(months).0 / 10 * 9),
    };
    Fact { path, measures, source_line }
}
