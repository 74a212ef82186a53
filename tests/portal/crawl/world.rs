//! A small country in which every figure and every name tells whose it is, and what each kind of body may see of it,
//! said once more without the program's own rules.

use std::collections::BTreeMap;

use qarau::domain::budget::economic::place_of;
use qarau::domain::budget::path::Step;
use qarau::domain::budget::rollup::{is_spending, report_of_facts};
use qarau::domain::budget::{Bearer, Fact, Given, GivenName, Measures, Part, Path, Period, Report, Section};
use qarau::domain::money::Tiyn;
use qarau::domain::scope::BudgetKey;

/// Whose budget, which month, where: amounts in thousand tenge.
type Figures = BTreeMap<(BudgetKey, Period), Vec<(Path, i64)>>;

pub const MONTHS: [&str; 5] = ["2024-10", "2025-10", "2026-08", "2026-09", "2026-10"];

/// Budgets, and the administrators that spend them.
const BUDGETS: [(&str, [&str; 3]); 6] = [
    ("republican", ["217", "226", "406"]),
    ("110000000", ["252", "253", "257"]),
    ("113200000", ["112", "451", "458"]),
    ("113230000", ["124", "124", "124"]),
    ("150000000", ["252", "253", "257"]),
    ("750000000", ["352", "353", "356"]),
];

/// One who looks: the body of the tests, and what it may see.
#[derive(Clone, Copy)]
pub struct Eyes {
    pub body: &'static str,
    /// How codes of budgets inside begin; `republican` is one, an empty text is all.
    pub budgets: &'static str,
    pub administrator: Option<&'static str>,
}

pub const EYES: [Eyes; 5] = [
    Eyes { body: "audit-chamber", budgets: "", administrator: None },
    Eyes { body: "aqmola-audit", budgets: "11", administrator: None },
    Eyes { body: "health-audit", budgets: "republican", administrator: Some("226") },
    Eyes { body: "aqmola-police", budgets: "11", administrator: Some("252") },
    Eyes { body: "almaty-police", budgets: "75", administrator: Some("352") },
];

impl Eyes {
    pub fn sees_budget(&self, budget: &BudgetKey) -> bool {
        budget.code().starts_with(self.budgets)
    }

    fn sees(&self, budget: &BudgetKey, path: Path) -> bool {
        let owner = path.administrator().map(|code| code.code());
        self.sees_budget(budget) && self.administrator.is_none_or(|only| owner.as_deref() == Some(only))
    }
}

/// The whole country.
pub fn country() -> Figures {
    let mut country = Figures::new();
    for (nth, (code, administrators)) in BUDGETS.iter().enumerate() {
        for (month, period) in MONTHS.iter().enumerate() {
            let budget = BudgetKey::parse(code).expect("a budget");
            let period = Period::parse(period).expect("a period");
            country.insert((budget, period), figures(nth as i64, administrators, month as i64));
        }
    }
    country
}

fn figures(budget: i64, administrators: &[&str; 3], month: i64) -> Vec<(Path, i64)> {
    let base = (budget + 1) * 1_000_000 + month * 10_000;
    let mut figures = vec![(path("1.1.1.01.2.01"), base * 7 + 1), (path("1.2.2.01.1"), base * 3 + 2)];
    let known: std::collections::BTreeSet<&str> = administrators.iter().copied().collect();
    for (nth, code) in known.into_iter().enumerate() {
        let own = base + 1_000 * (nth as i64 + 1);
        for (offset, place) in [
            (11, "2.01.2.{}.001.000.111"),
            (12, "2.01.2.{}.001.000.414"),
            (13, "2.01.2.{}.002.015.159"),
            (14, "2.03.1.{}.003.000.111"),
            (15, "3.1.10.1.{}.006.000.511"),
        ] {
            figures.push((path(&place.replace("{}", code)), own + offset));
        }
    }
    figures
}

fn path(text: &str) -> Path {
    Path::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"))
}

/// Words that stand in the names of one administrator's lines in one budget and nowhere else.
pub fn canary(budget: &BudgetKey, administrator: &str) -> String {
    format!("Канарейка-{}-{administrator}", budget.code())
}

/// A name that a load gave to the place of one budget, and to nothing else.
fn place_canary(budget: &BudgetKey) -> String {
    format!("Ауыл-канарейка-{}", budget.code())
}

/// A name that a load gave to a programme of one administrator, wherever it is spent.
fn code_canary(administrator: &str) -> String {
    format!("Программа-канарейка-{administrator}")
}

/// The names that would be loaded if only this were there: of every local place, of a programme of every administrator.
pub fn names(eyes: Option<&Eyes>) -> Vec<Given> {
    let given = |bearer, name: String| {
        let name = GivenName { kk: Some(format!("{name}-kk")), ru: name, en: None };
        Given { bearer, name, source_line: 1 }
    };
    let mut names: BTreeMap<Bearer, Given> = BTreeMap::new();
    for report in reports(eyes) {
        if let BudgetKey::Local(place) = report.budget {
            let bearer = Bearer::Place(place);
            names.insert(bearer, given(bearer, place_canary(&report.budget)));
        }
        for line in report.lines.iter().filter(|line| line.path.step() == Step::Programme) {
            let (Some(bearer), Some(owner)) = (Bearer::of(line.path), line.path.administrator()) else {
                continue;
            };
            if line.path.last_code() == "003" {
                names.insert(bearer, given(bearer, code_canary(&owner.code())));
            }
        }
    }
    names.into_values().collect()
}

/// The canaries of what somebody may not see.
pub fn foreign_canaries(eyes: &Eyes) -> Vec<String> {
    let mut canaries = Vec::new();
    let own = names(Some(eyes));
    canaries.extend(names(None).into_iter().filter(|name| !own.contains(name)).map(|given| given.name.ru));
    for (code, administrators) in BUDGETS {
        let budget = BudgetKey::parse(code).expect("a budget");
        for administrator in administrators {
            let line = path(&format!("2.01.2.{administrator}"));
            if !eyes.sees(&budget, line) {
                canaries.push(canary(&budget, administrator));
            }
        }
    }
    canaries
}

/// What would be loaded if only this were there.
pub fn reports(eyes: Option<&Eyes>) -> Vec<Report> {
    let mut reports = Vec::new();
    for ((budget, period), figures) in country() {
        let seen = figures.into_iter().filter(|(path, _)| eyes.is_none_or(|eyes| eyes.sees(&budget, *path)));
        let mut facts: Vec<Fact> =
            (1..).zip(seen).map(|(line, (path, amount))| fact(path, amount, line)).collect();
        if facts.is_empty() {
            continue;
        }
        let mut report = report_of_facts(budget, period, Part::Main, &mut facts).expect("a report");
        for line in report.lines.iter_mut().filter(|line| line.path.step() == Step::Administrator) {
            line.name = line.path.administrator().map(|code| canary(&budget, &code.code()));
        }
        reports.push(report);
    }
    reports
}

fn fact(path: Path, thousands: i64, source_line: u64) -> Fact {
    let amount = Tiyn(thousands * 100_000);
    let plan = Tiyn(amount.0 * 2);
    let spent = path.administrator().map_or(Tiyn::ZERO, |_| amount);
    let measures =
        Measures { utv: plan, utch: plan, plg: plan, plgp: plan, plgo: spent, obz: spent, sumrg: amount };
    Fact { path, measures, source_line }
}

/// What stands directly below a place, in order, executed in thousand tenge; nothing where somebody sees no such place.
pub fn below(
    eyes: &Eyes,
    budget: BudgetKey,
    period: Period,
    place: Option<Path>,
) -> Option<Vec<(Path, i64)>> {
    let figures = country().remove(&(budget, period))?;
    let mut sums: BTreeMap<Path, i64> = BTreeMap::new();
    let mut there = false;
    let seen = figures.into_iter().filter(|(path, _)| eyes.sees(&budget, *path));
    for (path, amount) in seen.filter_map(|(path, amount)| Some((in_tree(place, path)?, amount))) {
        let inside = place.is_none_or(|place| place.holds(&path));
        there |= inside;
        let depth = place.map_or(0, |place| place.level() + 1);
        let Some(child) = path.trail().get(depth).copied().filter(|_| inside) else { continue };
        // Second headings are set against the first.
        let taken_away = child.level() == 0 && path.codes().first() == Some(&2) && child.to_string() == "3";
        *sums.entry(child).or_default() += if taken_away { -amount } else { amount };
    }
    there.then(|| sums.into_iter().collect())
}

/// The path of a figure in the tree of a place.
fn in_tree(place: Option<Path>, path: Path) -> Option<Path> {
    match place.map(Path::section) {
        Some(Section::Departmental) if is_spending(path) => {
            let own = path.trail().into_iter().position(|step| step.step() == Step::Administrator)?;
            let codes = &path.codes()[own - 1..];
            codes.iter().try_fold(Path::of(Section::Departmental), |path, code| path.child(*code)).ok()
        }
        Some(Section::Economic) if is_spending(path) => place_of(*path.codes().last()?),
        Some(Section::Departmental | Section::Economic) => None,
        Some(_) | None => Some(path),
    }
}
