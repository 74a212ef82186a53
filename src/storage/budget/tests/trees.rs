//! The same money in every tree of a report: functional down to specifics, departmental, economic; whole and in part.

use super::*;
use crate::domain::budget::Fact;
use crate::domain::budget::rollup::report_of_facts;

fn facts(code: &str, period: &str, facts: &[(&str, i64)]) -> Report {
    let fact = |(source_line, (text, executed)): (u64, &(&str, i64))| Fact {
        path: path(text),
        measures: Measures { sumrg: Tiyn(*executed), ..Measures::default() },
        source_line,
    };
    let mut facts: Vec<Fact> = (1..).zip(facts).map(fact).collect();
    let period = Period::parse(period).expect("a period");
    report_of_facts(budget(code), period, Part::Main, &mut facts).expect("a report")
}

/// Two administrators down to specifics; 406 stands in two groups.
pub(super) fn down_to_specifics() -> Report {
    facts(
        REPUBLICAN,
        "2025-03",
        &[
            ("1.1.1.01.1.01", 90),
            ("2.01.2.406.001.000.111", 3),
            ("2.01.2.406.001.000.414", 4),
            ("2.01.2.406.002.015.111", 5),
            ("2.01.2.217.001.000.111", 60),
            ("2.03.1.406.001.000.159", 7),
            ("3.1.10.1.217.006.000.511", 8),
        ],
    )
}

impl Fixture {
    async fn below(&self, scope: Scope, at: &str) -> Option<Vec<(String, i64)>> {
        let (budget, path) = (budget(REPUBLICAN), path(at));
        let period = Period::parse("2025-03").expect("a period");
        let view = self.read_as(scope, move |conn, scope| {
            let Some(report) = published(conn, scope, &budget, period, Part::Main, Known::Now)? else {
                return Ok(None);
            };
            view(conn, scope, &report, Some(path))
        });
        let shown = |node: Node| (node.path.to_string(), node.measures.sumrg.0);
        view.await.expect("a view").map(|view| view.children.into_iter().map(shown).collect())
    }
}

#[tokio::test]
async fn every_tree_shows_the_same_money() {
    let fixture = fixture();
    fixture.load(&[down_to_specifics()]);
    let check = async |at: &str, executed: i64, below: &[(&str, i64)]| {
        assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2025-03", at).await, Some(executed), "{at}");
        let below = below.iter().map(|(path, executed)| ((*path).to_owned(), *executed)).collect();
        assert_eq!(fixture.below(chamber(), at).await, Some(below), "{at}");
    };
    check("2.01.2.406", 12, &[("2.01.2.406.001", 7), ("2.01.2.406.002", 5)]).await;
    check("2.01.2.406.001.000", 7, &[("2.01.2.406.001.000.111", 3), ("2.01.2.406.001.000.414", 4)]).await;
    check("2.01.2.406.001.000.414", 4, &[]).await;
    check("departmental", 87, &[("departmental.217", 68), ("departmental.406", 19)]).await;
    check("departmental.406", 19, &[("departmental.406.001", 14), ("departmental.406.002", 5)]).await;
    check(
        "departmental.406.001.000",
        14,
        &[
            ("departmental.406.001.000.111", 3),
            ("departmental.406.001.000.159", 7),
            ("departmental.406.001.000.414", 4),
        ],
    )
    .await;
    check("economic", 87, &[("economic.1", 75), ("economic.2", 4), ("economic.3", 8)]).await;
    check("economic.1.11", 68, &[("economic.1.11.111", 68)]).await;
    check("1.1.1.01.1", 90, &[("1.1.1.01.1.01", 90)]).await;
    assert_eq!(fixture.below(chamber(), "departmental.218").await, None);
    assert_eq!(fixture.below(chamber(), "economic.5").await, None);
}

#[tokio::test]
async fn r6_3_sees_its_part_of_every_tree_and_nothing_else() {
    let fixture = fixture();
    fixture.load(&[down_to_specifics()]);
    let own = || scope(BodyKind::CentralInternalAudit, None, Some("406"), System::Ac);
    let check = async |at: &str, executed: Option<i64>| {
        assert_eq!(fixture.executed(own(), REPUBLICAN, "2025-03", at).await, executed, "{at}");
    };
    check("departmental", Some(19)).await;
    check("departmental.406.001", Some(14)).await;
    check("departmental.217", None).await;
    check("economic", Some(19)).await;
    check("economic.1.11.111", Some(8)).await;
    check("economic.3", None).await;
    check("2", Some(19)).await;
    check("2.01.2.406.001.000.111", Some(3)).await;
    check("2.01.2.217.001.000.111", None).await;
    check("3", None).await;
    let other = || scope(BodyKind::CentralInternalAudit, None, Some("226"), System::Ac);
    let months = fixture
        .read_as(other(), |conn, scope| months(conn, scope, &BudgetKey::Republican, Part::Main, Known::Now));
    assert_eq!(months.await.expect("months"), [], "a month in which it has no line is not offered");
}

/// So many lines that what pages ask of all of them is rolled up at load; the other administrator has the biggest.
pub(super) fn large(code: &str) -> Report {
    let own = (1..=220).map(|number| (format!("2.03.1.252.{number:03}.000.111"), number * 37 % 1_009));
    let other = (1..=150).map(|number| (format!("2.03.1.253.{number:03}.000.121"), number + 5_000));
    let lines: Vec<(String, i64)> = own.chain(other).collect();
    let lines: Vec<(&str, i64)> = lines.iter().map(|(path, executed)| (path.as_str(), *executed)).collect();
    facts(code, "2025-03", &lines)
}

#[tokio::test]
async fn the_biggest_lines_are_those_of_the_scope_whether_rolled_up_or_read() {
    let fixture = fixture();
    fixture.load(&[large(AKTOBE)]);
    let asked = async |scope: Scope, at: &str| {
        let (budget, path) = (budget(AKTOBE), path(at));
        let found = fixture.read_as(scope, move |conn, scope| {
            let month = Period::parse("2025-03").expect("a period");
            let report = published(conn, scope, &budget, month, Part::Main, Known::Now)?.expect("a report");
            let biggest = biggest(conn, scope, &report, path, 10)?;
            Ok((biggest, composition(conn, scope, &report, path)?))
        });
        let (biggest, composition) = found.await.expect("lines");
        let biggest: Vec<(String, i64)> =
            biggest.into_iter().map(|node| (node.path.to_string(), node.measures.sumrg.0)).collect();
        let specifics: Vec<(u16, i64)> =
            composition.iter().map(|(specific, measures)| (specific, measures.sumrg.0)).collect();
        (biggest, specifics)
    };
    let sum = |of: std::ops::RangeInclusive<i64>, amount: fn(i64) -> i64| of.map(amount).sum::<i64>();
    let (own, other) = (sum(1..=220, |number| number * 37 % 1_009), sum(1..=150, |number| number + 5_000));
    let theirs: Vec<(String, i64)> =
        (141..=150).rev().map(|number| (format!("2.03.1.253.{number}.000"), number + 5_000)).collect();
    let mut ours: Vec<(i64, i64)> = (1..=220).map(|number| (number * 37 % 1_009, number)).collect();
    ours.sort_by_key(|(amount, number)| (std::cmp::Reverse(*amount), *number));
    let ours: Vec<(String, i64)> = ours
        .into_iter()
        .take(10)
        .map(|(amount, number)| (format!("2.03.1.252.{number:03}.000"), amount))
        .collect();
    for at in ["2", "2.03", "2.03.1", "departmental"] {
        assert_eq!(asked(chamber(), at).await, (theirs.clone(), vec![(111, own), (121, other)]), "{at}");
    }
    for scope in [chamber, police_audit] {
        assert_eq!(asked(scope(), "2.03.1.252").await, (ours.clone(), vec![(111, own)]));
        assert_eq!(asked(scope(), "departmental.252").await, (ours.clone(), vec![(111, own)]));
    }
    for at in ["2", "2.03", "2.03.1", "departmental"] {
        assert_eq!(asked(police_audit(), at).await, (ours.clone(), vec![(111, own)]), "a part, at {at}");
    }
}
