//! Plans: stages and versions, scopes of planning, totals of one administrator's lines, and nothing of execution.

use super::*;
use crate::domain::budget::{Amounts, Fact, Plan, PlanYears, Stage};

/// A plan of 2027 to 2029; the second year plans twice the first, the third nothing.
pub(super) fn plan(code: &str, stage: Stage, facts: &[(&str, i64)]) -> Plan {
    let fact = |(source_line, (text, first)): (u64, &(&str, i64))| Fact {
        path: path(text),
        measures: Amounts([Tiyn(*first), Tiyn(2 * first), Tiyn::ZERO]),
        source_line,
    };
    let mut facts: Vec<_> = (1..).zip(facts).map(fact).collect();
    let years = PlanYears::from(2027).expect("years");
    Plan::of_facts(budget(code), years, stage, &mut facts).expect("a plan")
}

/// Two administrators in two groups, and receipts.
pub(super) fn two_spenders(code: &str, stage: Stage) -> Plan {
    let (own, other) = if code == REPUBLICAN { ("406", "217") } else { ("252", "253") };
    let facts = [
        ("1.1.1.01.1".to_owned(), 500),
        (format!("2.01.2.{other}.001"), 11),
        (format!("2.01.2.{own}.001.000.111"), 3),
        (format!("2.01.2.{own}.001.000.121"), 4),
        (format!("2.03.1.{own}.001.000.111"), 12),
    ];
    plan(code, stage, &facts.each_ref().map(|(path, first)| (path.as_str(), *first)))
}

impl Fixture {
    pub(super) fn load_plans(&self, moment: &str, plans: &[Plan]) {
        let at = moment.parse().expect("an instant");
        let done: Result<(), StorageError> = load(&self.url, Format::Package, at, |loading| {
            loading.source(&SourceFile { name: "plans.csv".into(), sha256: "0".repeat(64), rows: 1 })?;
            plans.iter().try_for_each(|plan| loading.plan(plan))
        });
        done.expect("loaded");
    }

    /// What is planned for the first year: the line, and those directly below it.
    async fn planned(
        &self,
        scope: Scope,
        code: &str,
        stage: Stage,
        at: &str,
    ) -> Option<(i64, Vec<(String, i64)>)> {
        let (budget, at) = (budget(code), Some(at).filter(|at| !at.is_empty()).map(path));
        let view = self.read_as(scope, move |conn, scope| {
            let held = plans(conn, scope, &budget, Known::Now)?;
            let Some(plan) = held.iter().find(|plan| plan.stage == stage) else { return Ok(None) };
            plan_view(conn, scope, plan, at)
        });
        let view = view.await.expect("a view")?;
        let first = |node: &PlanNode| node.amounts.0[0].0;
        let below = view.children.iter().map(|child| (child.path.to_string(), first(child))).collect();
        Some((view.node.as_ref().map(first).unwrap_or_default(), below))
    }
}

const MOMENT: &str = "2026-10-01T06:00:00Z";

fn chamber() -> Scope {
    scope(BodyKind::SupremeAuditChamber, None, None, System::Sp)
}

fn below(lines: &[(&str, i64)]) -> Vec<(String, i64)> {
    lines.iter().map(|(path, first)| ((*path).to_owned(), *first)).collect()
}

#[tokio::test]
async fn r6_1_sees_stored_totals_down_to_specifics_and_by_administrator() {
    let fixture = fixture();
    fixture.load_plans(MOMENT, &[two_spenders(REPUBLICAN, Stage::Draft)]);
    let at = async |path: &str| fixture.planned(chamber(), REPUBLICAN, Stage::Draft, path).await;
    assert_eq!(at("").await, Some((0, below(&[("1", 500), ("2", 30)]))));
    assert_eq!(at("2").await, Some((30, below(&[("2.01", 18), ("2.03", 12)]))));
    let specifics = below(&[("2.01.2.406.001.000.111", 3), ("2.01.2.406.001.000.121", 4)]);
    assert_eq!(at("2.01.2.406.001.000").await, Some((7, specifics)));
    assert_eq!(at("2.01.2.406.001.000.111").await, Some((3, vec![])));
    assert_eq!(at("2.02").await, None);
    assert_eq!(
        at("departmental").await,
        Some((30, below(&[("departmental.217", 11), ("departmental.406", 19)])))
    );
    assert_eq!(at("departmental.406").await, Some((19, below(&[("departmental.406.001", 19)]))));
    let laid = below(&[("departmental.406.001.000.111", 15), ("departmental.406.001.000.121", 4)]);
    assert_eq!(at("departmental.406.001.000").await, Some((19, laid)));
    assert_eq!(at("departmental.101").await, None);
    assert_eq!(at("economic").await, None);
}

#[tokio::test]
async fn r6_3_and_r6_5_see_totals_of_their_own_lines_and_nothing_else() {
    let fixture = fixture();
    fixture.load_plans(MOMENT, &[REPUBLICAN, AKMOLA, AKTOBE].map(|code| two_spenders(code, Stage::Approved)));
    let central = || scope(BodyKind::CentralInternalAudit, None, Some("406"), System::Sp);
    let police = || scope(BodyKind::PoliceInternalAudit, Some(AKMOLA), None, System::Sp);
    for (scope, code, own, other) in [(central(), REPUBLICAN, 406, 217), (police(), AKMOLA, 252, 253)] {
        let at = async |path: &str| fixture.planned(scope, code, Stage::Approved, path).await;
        assert_eq!(at("").await, Some((0, below(&[("2", 19)]))));
        assert_eq!(at("2").await, Some((19, below(&[("2.01", 7), ("2.03", 12)]))));
        assert_eq!(at("2.01.2").await, Some((7, below(&[(&format!("2.01.2.{own}"), 7)]))));
        assert!(at(&format!("2.01.2.{own}.001.000")).await.is_some());
        assert_eq!(at("departmental").await, Some((19, below(&[(&format!("departmental.{own}"), 19)]))));
        for hidden in ["1", "1.1.1.01.1", "2.02"] {
            assert_eq!(at(hidden).await, None, "{hidden}");
        }
        for hidden in [format!("2.01.2.{other}"), format!("departmental.{other}")] {
            assert_eq!(at(&hidden).await, None, "{hidden}");
        }
        assert_eq!(fixture.planned(scope, AKTOBE, Stage::Approved, "2").await, None);
        let seen = fixture.read_as(scope, planned_budgets).await.expect("budgets");
        assert_eq!(seen, [budget(code)]);
    }
}

#[tokio::test]
async fn an_administrator_without_a_planned_line_is_not_told_that_there_is_a_plan() {
    let fixture = fixture();
    fixture.load_plans(MOMENT, &[plan(REPUBLICAN, Stage::Draft, &[("2.01.2.217", 1)])]);
    let central = scope(BodyKind::CentralInternalAudit, None, Some("406"), System::Sp);
    assert_eq!(fixture.read_as(central, planned_budgets).await.expect("budgets"), []);
    let held = fixture.read_as(central, |conn, scope| plans(conn, scope, &BudgetKey::Republican, Known::Now));
    assert_eq!(held.await.expect("plans"), []);
}

#[tokio::test]
async fn r4_planning_opens_no_execution_and_execution_no_planning() {
    let fixture = fixture();
    fixture.load(&[two_administrators(REPUBLICAN, "2026-10")]);
    fixture.load_plans(MOMENT, &[two_spenders(REPUBLICAN, Stage::Draft)]);
    assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2026-10", "2").await, None);
    assert_eq!(fixture.read_as(chamber(), budgets).await.expect("budgets"), []);
    assert_eq!(fixture.planned(super::chamber(), REPUBLICAN, Stage::Draft, "2").await, None);
    assert_eq!(fixture.read_as(super::chamber(), planned_budgets).await.expect("budgets"), []);
}

#[tokio::test]
async fn each_stage_has_versions_of_its_own() {
    let fixture = fixture();
    fixture.load_plans("2026-07-01T06:00:00Z", &[plan(AKMOLA, Stage::Draft, &[("2.01.2.252", 1)])]);
    fixture.load_plans("2026-08-01T06:00:00Z", &[plan(AKMOLA, Stage::Draft, &[("2.01.2.252", 2)])]);
    fixture.load_plans("2026-09-01T06:00:00Z", &[plan(AKMOLA, Stage::Submitted, &[("2.01.2.252", 3)])]);
    assert_eq!(fixture.planned(chamber(), AKMOLA, Stage::Draft, "2").await.map(|found| found.0), Some(2));
    let versions = async |known: Known| {
        let held = fixture.read_as(chamber(), move |conn, scope| plans(conn, scope, &budget(AKMOLA), known));
        let held = held.await.expect("plans");
        held.iter().map(|plan| (plan.stage.code(), plan.version)).collect::<Vec<_>>()
    };
    assert_eq!(versions(Known::Now).await, [("draft", 2), ("submitted", 1)]);
    let july = "2026-07-31T06:00:00Z".parse().expect("an instant");
    assert_eq!(versions(Known::By(july)).await, [("draft", 1)]);
}

#[tokio::test]
async fn what_a_killed_load_left_of_plans_is_swept() {
    let fixture = fixture();
    let left: Result<(), StorageError> = load(&fixture.url, Format::Package, at(), |loading| {
        loading.source(&SourceFile { name: "plans.csv".into(), sha256: "0".repeat(64), rows: 1 })?;
        loading.plan(&two_spenders(AKMOLA, Stage::Draft))?;
        Err(StorageError::TooMuch)
    });
    assert!(left.is_err());
    fixture.load_plans(MOMENT, &[plan(AKMOLA, Stage::Draft, &[("2.01.2.252", 5)])]);
    assert_eq!(fixture.planned(chamber(), AKMOLA, Stage::Draft, "2").await.map(|found| found.0), Some(5));
    for table in ["plans", "plan_lines", "plan_administrators"] {
        let mut conn = super::super::connecting::for_loading(&fixture.url).expect("a connection");
        let changed = conn.batch_execute(&format!("DELETE FROM {table}"));
        assert!(changed.is_err_and(|why| why.to_string().contains("never changes")), "{table}");
    }
}
