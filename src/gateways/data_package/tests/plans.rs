//! Plans are read as they were written; what is wrong with one is told with its place.

use super::*;
use crate::domain::budget::{Amounts, Fact, Measures, Path, Period, Plan, PlanYears, Stage};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;

const PLANS: &str = "budget,plan,stage,section,heading,group,subgroup,administrator,programme,subprogramme,specific,receipt_category,receipt_class,receipt_subclass,receipt_specific,economic_category,economic_class,first_year,second_year,third_year";
const SALARIES: &str = "republican,2027,draft,2,,01,1,406,001,015,111,,,,,,,10.00,11.00,12.00";
const TAXES: &str = "republican,2027,draft,1,1,,,,,,,1,01,2,01,,,20.00,0.00,-1.50";

fn plans(folder: &Folder) -> Result<Vec<Plan>, Vec<String>> {
    let told = |faults: Faults| faults.list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let package = Package::open(&folder.descriptor()).map_err(told)?;
    let mut plans = Vec::new();
    let mut listen = |event| {
        match event {
            Event::Plan { plan, .. } => plans.push(plan),
            Event::Begins(_) | Event::Report { .. } | Event::Names { .. } | Event::Ends(_) => {}
        }
        ControlFlow::Continue(())
    };
    package.read(&mut listen).map_err(told)?;
    Ok(plans)
}

fn of(rows: &[&str]) -> Folder {
    let folder = Folder::empty();
    folder.write("plans.csv", &table(PLANS, rows));
    folder.describe(r#"{ "name": "plans", "path": "plans.csv" }"#);
    folder
}

#[test]
fn stages_of_a_plan_come_back_as_they_were_written() {
    let paths = ["1.1.1.01.2.01", "2.01.1.406.001.015.111", "2.15", "3.2.5.01.1", "5", "used"];
    let fact = |(first, path): (i64, &str)| Fact {
        path: Path::parse(path).unwrap_or_else(|why| panic!("{path}: {why}")),
        measures: Amounts([Tiyn(first), Tiyn(i64::MAX / 9 - first), Tiyn(-first)]),
        source_line: 0,
    };
    let folder = Folder::empty();
    let mut writer = Writer::create(folder.0.path(), "Plans").expect("begun");
    let years = PlanYears::from(2027).expect("years");
    let region = BudgetKey::parse("110000000").expect("a budget");
    let wanted = [
        (BudgetKey::Republican, Stage::Draft),
        (BudgetKey::Republican, Stage::Approved),
        (region, Stage::Draft),
    ];
    let mut expect = Vec::new();
    for (budget, stage) in wanted {
        let mut facts: Vec<_> = (1..).zip(paths).map(fact).collect();
        writer.plan(budget, years, stage, &facts).expect("written");
        expect.push(Plan::of_facts(budget, years, stage, &mut facts).expect("a plan"));
    }
    let month = Period::parse("2026-10").expect("a month");
    let path = Path::parse("2.03.1.252").expect("a path");
    let execution = Fact { path, measures: Measures::default(), source_line: 0 };
    writer.report(region, month, &[execution]).expect("written");
    writer.finish().expect("finished");
    let said = |plan: &Plan| {
        let lines: Vec<_> = plan.lines.iter().map(|line| (line.path, line.measures)).collect();
        (plan.budget, plan.years, plan.stage, lines)
    };
    let read = plans(&folder).expect("plans");
    assert_eq!(read.iter().map(said).collect::<Vec<_>>(), expect.iter().map(said).collect::<Vec<_>>());
    assert_eq!(folder.read().expect("read").0.len(), 1, "and execution beside them");
}

#[test]
fn a_package_of_plans_alone_is_one() {
    let read = plans(&of(&[SALARIES, TAXES])).expect("plans");
    let [plan] = &read[..] else { panic!("{} plans", read.len()) };
    assert_eq!((plan.stage, plan.years.first(), plan.lines.len()), (Stage::Draft, 2027, 13));
    let taxes = plan.lines.iter().find(|line| line.path.to_string() == "1").expect("section I");
    assert_eq!(taxes.measures, Amounts([Tiyn(2000), Tiyn(0), Tiyn(-150)]));
}

#[test]
fn what_is_wrong_with_a_plan_is_told_with_its_place() {
    let check = |rows: &[&str], expect: &[&str]| {
        assert_eq!(plans(&of(rows)).expect_err("faults"), expect);
    };
    check(
        &[SALARIES, SALARIES],
        &["plans.csv, line 3: republican for 2027 (draft): 2.01.1.406.001.015.111 is stated twice"],
    );
    check(
        &[SALARIES, &SALARIES.replace("draft", "approved"), TAXES],
        &[
            "plans.csv, line 4: rows of republican for 2027 (draft) stand here and further up; sort the rows by budget, plan, stage",
        ],
    );
    check(
        &[&SALARIES.replace("2027,draft", "27,Draft").replace("11.00", "11.001")],
        &[
            "plans.csv, line 2, plan \"27\": not the first of three years, like 2027",
            "plans.csv, line 2, stage \"Draft\": no stage: draft, submitted or approved",
            "plans.csv, line 2, second_year \"11.001\": not a whole number of tiyn; tenge are written like 1234.50",
        ],
    );
    check(
        &["republican,2027,draft,economic,,,,,,,111,,,,,1,11,1.00,1.00,1.00"],
        &["plans.csv, line 2, section \"economic\": a plan has the sections of the form alone"],
    );
    check(&["republican,2027,draft,2"], &["plans.csv, line 2: the row has not 20 cells, as the header has"]);
}
