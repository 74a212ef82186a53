//! Summaries beside the trees: what is compared, what differs, who is told.

use super::*;
use crate::domain::budget::reference;

/// Two administrators in the groups 01 and 03.
fn tree(code: &str) -> Report {
    two_administrators(code, "2024-12")
}

fn summary(part: Part, code: &str, lines: &[(&str, i64)]) -> Report {
    let mut report = Report { part, ..report(code, "2024-12", lines) };
    // The trees of these tests state 1000 in each line.
    for line in &mut report.lines {
        line.measures.utv = match (part, line.path.level()) {
            (Part::Administrators, 1)
                if line.path.administrator().is_some_and(|code| code.number() == 406) =>
            {
                Tiyn(2000)
            }
            (Part::Administrators, 0) => Tiyn(3000),
            (Part::Groups | Part::Economic, 0) => Tiyn(2000),
            _ => Tiyn(1000),
        };
    }
    report
}

impl Fixture {
    async fn compared(&self, scope: Scope, part: Part, code: &str) -> Option<Compared> {
        let budget = budget(code);
        let period = Period::parse("2024-12").expect("a period");
        let compared = self.read_as(scope, move |conn, scope| {
            let Some(summary) = published(conn, scope, &budget, period, part, Known::Now)? else {
                return Ok(None);
            };
            compare(conn, scope, &summary, Known::Now)
        });
        compared.await.expect("compared")
    }
}

fn shown(compared: Option<Compared>) -> (usize, Vec<(String, i64, i64)>) {
    match compared {
        Some(Compared::Trees { figures, differences }) => {
            let shown = |d: &crate::domain::budget::Difference| (d.path.to_string(), d.total.0, d.sum.0);
            (figures, differences.iter().map(shown).collect())
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_figure_of_a_summary_is_compared_with_the_tree_loaded_before_after_or_with_it() {
    let groups = summary(Part::Groups, REPUBLICAN, &[("groups", 31), ("groups.01", 18), ("groups.03", 13)]);
    let expect = (21, vec![("groups".to_owned(), 31, 30), ("groups.03".to_owned(), 13, 12)]);
    for loads in [
        vec![vec![tree(REPUBLICAN), groups.clone()]],
        vec![vec![tree(REPUBLICAN)], vec![groups.clone()]],
        vec![vec![groups], vec![tree(REPUBLICAN)]],
    ] {
        let fixture = fixture();
        loads.iter().for_each(|reports| fixture.load(reports));
        assert_eq!(shown(fixture.compared(chamber(), Part::Groups, REPUBLICAN).await), expect);
    }
}

#[tokio::test]
async fn one_administrator_is_told_of_its_own_figures_alone() {
    let fixture = fixture();
    let lines = [("administrators", 40), ("administrators.217", 11), ("administrators.406", 29)];
    fixture.load(&[
        tree(REPUBLICAN),
        summary(Part::Administrators, REPUBLICAN, &lines),
        summary(Part::Groups, REPUBLICAN, &[("groups", 1)]),
    ]);
    let expect = vec![("administrators".to_owned(), 40, 30), ("administrators.406".to_owned(), 29, 19)];
    assert_eq!(shown(fixture.compared(chamber(), Part::Administrators, REPUBLICAN).await), (21, expect));
    let of = |code| scope(BodyKind::CentralInternalAudit, None, Some(code), System::Ac);
    let own = shown(fixture.compared(of("406"), Part::Administrators, REPUBLICAN).await);
    assert_eq!(own, (7, vec![("administrators.406".to_owned(), 29, 19)]));
    assert_eq!(shown(fixture.compared(of("217"), Part::Administrators, REPUBLICAN).await), (7, vec![]));
    assert_eq!(fixture.compared(of("406"), Part::Groups, REPUBLICAN).await, None);
    assert_eq!(fixture.compared(of("226"), Part::Administrators, REPUBLICAN).await, None);
    let planning = scope(BodyKind::SupremeAuditChamber, None, None, System::Sp);
    assert_eq!(fixture.compared(planning, Part::Groups, REPUBLICAN).await, None);
}

#[tokio::test]
async fn the_total_by_economic_category_is_the_same_money() {
    let fixture = fixture();
    fixture.load(&[
        tree(REPUBLICAN),
        summary(Part::Economic, REPUBLICAN, &[("economic", 30), ("economic.1", 30)]),
    ]);
    assert_eq!(shown(fixture.compared(chamber(), Part::Economic, REPUBLICAN).await), (7, vec![]));
}

#[tokio::test]
async fn local_budgets_are_summed_up_only_where_all_regions_are_held() {
    let fixture = fixture();
    let regions: Vec<String> = reference::regions().iter().map(|place| place.kato.code()).collect();
    let (last, others) = regions.split_last().expect("regions");
    fixture.load(&[summary(
        Part::Groups,
        "local",
        &[("groups", 600), ("groups.01", 360), ("groups.03", 240)],
    )]);
    fixture.load(&others.iter().map(|code| tree(code)).collect::<Vec<_>>());
    let missing = Some(Compared::NotHeld { held: 19, of: 20 });
    assert_eq!(fixture.compared(chamber(), Part::Groups, "local").await, missing);
    fixture.load(&[tree(last)]);
    let (figures, differences) = shown(fixture.compared(chamber(), Part::Groups, "local").await);
    let executed: Vec<_> = differences.iter().filter(|(_, stated, _)| *stated < 1000).collect();
    assert_eq!((figures, executed.len()), (21, 0), "{differences:?}");
    let akmola = scope(BodyKind::RevisionCommission, Some(AKMOLA), None, System::Ac);
    assert_eq!(
        fixture.compared(akmola, Part::Groups, "local").await,
        None,
        "of whole budgets R6.1 alone is told"
    );
}

#[tokio::test]
async fn no_trees_add_up_to_the_state_budget() {
    let fixture = fixture();
    fixture.load(&[tree(REPUBLICAN), summary(Part::Groups, "state", &[("groups", 1)])]);
    assert_eq!(fixture.compared(chamber(), Part::Groups, "state").await, Some(Compared::NoTrees));
}
