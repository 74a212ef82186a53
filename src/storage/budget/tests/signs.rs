//! Risk signs: found at load, found again when an earlier month changes, seen inside the scope alone.

use super::*;
use crate::domain::budget::signs::{Kind, Sign};

const MILLION: i64 = 100_000_000;

/// Lines of which nothing is planned: what is paid is a sign. In December more than a third may be paid, too.
fn paid(code: &str, period: &str, lines: &[(&str, i64)]) -> Report {
    let lines: Vec<(&str, i64)> = lines.iter().map(|(path, paid)| (*path, paid * MILLION)).collect();
    report(code, period, &lines)
}

type Found = Vec<(String, String, Kind, i64)>;

fn shown(signs: Vec<Signed>) -> Found {
    let one = |signed: Signed| {
        let Sign { kind, amount } = signed.sign;
        (signed.budget.code(), signed.path.to_string(), kind, amount.0 / MILLION)
    };
    signs.into_iter().map(one).collect()
}

fn found(code: &str, path: &str, kind: Kind, amount: i64) -> (String, String, Kind, i64) {
    (code.to_owned(), path.to_owned(), kind, amount)
}

impl Fixture {
    async fn signs(&self, scope: Scope, code: &str, month: &str, known: Known) -> Option<Found> {
        let (budget, month) = (budget(code), Period::parse(month).expect("a period"));
        let read = self.read_as(scope, move |conn, scope| {
            let Some(report) = published(conn, scope, &budget, month, Part::Main, known)? else {
                return Ok(None);
            };
            let all = signs(conn, scope, &report, known)?;
            for signed in all.iter().flatten() {
                let (node, year) = line_year(conn, scope, &report, signed.path, known)?.expect("its line");
                assert_eq!(node.name, signed.name);
                let computed = year.amount(signed.sign.kind, month.month());
                assert_eq!(computed, Some(signed.sign.amount), "{} of {month}", signed.path);
            }
            Ok(all)
        });
        read.await.expect("signs").map(shown)
    }

    async fn top(&self, scope: Scope, month: &str, kind: Option<Kind>, after: usize, most: usize) -> Found {
        let month = Period::parse(month).expect("a period");
        shown(
            self.read_as(scope, move |conn, scope| top_signs(conn, scope, month, kind, after, most))
                .await
                .expect("signs")
                .signs,
        )
    }
}

#[tokio::test]
async fn signs_stand_in_the_order_of_amounts_and_inside_the_scope() {
    let fixture = fixture();
    let lines =
        [("2", 0), ("2.01", 0), ("2.01.2", 0), ("2.01.2.406", 7), ("2.01.2.406.001", 5), ("2.01.2.217", 9)];
    fixture.load(&[paid(REPUBLICAN, "2024-10", &lines), paid(AKMOLA, "2024-10", &[("2.03.1.252", 8)])]);
    let all = [
        found(REPUBLICAN, "2.01.2.217", Kind::WithoutPlan, 9),
        found(REPUBLICAN, "2.01.2.406", Kind::WithoutPlan, 7),
        found(REPUBLICAN, "2.01.2.406.001", Kind::WithoutPlan, 5),
    ];
    assert_eq!(fixture.signs(chamber(), REPUBLICAN, "2024-10", Known::Now).await, Some(all.to_vec()));
    let own = scope(BodyKind::CentralInternalAudit, None, Some("406"), System::Ac);
    assert_eq!(fixture.signs(own, REPUBLICAN, "2024-10", Known::Now).await, Some(all[1..].to_vec()));
    assert_eq!(fixture.signs(own, AKMOLA, "2024-10", Known::Now).await, None);
    let planning = scope(BodyKind::SupremeAuditChamber, None, None, System::Sp);
    assert_eq!(fixture.signs(planning, REPUBLICAN, "2024-10", Known::Now).await, None);
}

#[tokio::test]
async fn the_largest_of_a_month_are_of_the_scopes_budgets() {
    let fixture = fixture();
    fixture.load(&[
        paid(REPUBLICAN, "2024-10", &[("2.01.2.406", 7), ("2.01.2.217", 9)]),
        paid(AKMOLA, "2024-10", &[("2.03.1.252", 8)]),
        paid("113200000", "2024-10", &[("2.03.1.451", 3)]),
        paid(AKTOBE, "2024-10", &[("2.03.1.252", 6)]),
        paid(AKTOBE, "2024-09", &[("2.03.1.252", 5)]),
    ]);
    let amounts = |found: Found| found.into_iter().map(|(.., amount)| amount).collect::<Vec<_>>();
    let top =
        async |scope, kind, after, most| amounts(fixture.top(scope, "2024-10", kind, after, most).await);
    assert_eq!(top(chamber(), None, 0, 9).await, [9, 8, 7, 6, 3]);
    assert_eq!(top(chamber(), Some(Kind::WithoutPlan), 1, 2).await, [8, 7]);
    assert_eq!(top(chamber(), Some(Kind::December), 0, 9).await, [0; 0]);
    let akmola = scope(BodyKind::RevisionCommission, Some(AKMOLA), None, System::Ac);
    assert_eq!(top(akmola, None, 0, 9).await, [8, 3]);
    assert_eq!(top(akmola, None, 1, 9).await, [3]);
    let police = scope(BodyKind::PoliceInternalAudit, Some(AKMOLA), None, System::Ac);
    assert_eq!(top(police, None, 0, 9).await, [0; 0], "one administrator's lines are no whole budget");
    fixture.load(&[paid(AKMOLA, "2024-10", &[("2.03.1.252", 2)])]);
    assert_eq!(top(chamber(), None, 0, 9).await, [9, 7, 6, 3, 2], "the newest version alone");
}

/// A December asks its November, whichever load brought it; a November that comes again changes what December is told of.
#[tokio::test]
async fn a_month_that_changes_changes_what_later_months_are_told_of() {
    let fixture = fixture();
    let month = |month: &str, paid_so_far| paid(AKMOLA, month, &[("2.03.1.252", paid_so_far)]);
    let later = at() + chrono::TimeDelta::days(1);
    fixture.load(&[month("2024-01", 1)]);
    fixture.load(&[month("2024-12", 100), month("2024-11", 90)]);
    let december = |above| found(AKMOLA, "2.03.1.252", Kind::December, above);
    let payments = found(AKMOLA, "2.03.1.252", Kind::WithoutPlan, 100);
    let alone = vec![payments.clone()];
    let now = async |known| fixture.signs(chamber(), AKMOLA, "2024-12", known).await.expect("appraised");
    assert_eq!(now(Known::Now).await, alone);
    fixture.load_at(later, &[month("2024-11", 40)]);
    assert_eq!(now(Known::Now).await, [payments.clone(), december(26)]);
    assert_eq!(now(Known::By(at())).await, alone, "what was known the day before");
    let top = fixture.top(chamber(), "2024-12", None, 0, 9).await;
    assert_eq!(top, [payments.clone(), december(26)]);
    // The same month twice in one load, and a year that comes back after another.
    fixture.load(&[month("2024-11", 0), month("2023-01", 1), month("2024-11", 60)]);
    assert_eq!(now(Known::Now).await, [payments, december(6)]);
}

#[tokio::test]
async fn what_a_failed_load_found_is_seen_by_nobody() {
    let fixture = fixture();
    fixture.load(&[paid(AKMOLA, "2024-10", &[("2.03.1.252", 8)])]);
    let failed: Result<(), StorageError> = load(&fixture.url, Format::OpenBudget, at(), |loading| {
        loading.source(&SourceFile { name: "a.csv".into(), sha256: "0".repeat(64), rows: 1 })?;
        loading.report(&paid(AKMOLA, "2024-10", &[("2.03.1.252", 5)]))?;
        loading.report(&paid(AKTOBE, "2024-10", &[("2.03.1.252", 5)]))?;
        Err(StorageError::TooMuch)
    });
    assert!(failed.is_err());
    let expect = [found(AKMOLA, "2.03.1.252", Kind::WithoutPlan, 8)];
    assert_eq!(fixture.top(chamber(), "2024-10", None, 0, 9).await, expect);
    assert_eq!(fixture.signs(chamber(), AKMOLA, "2024-10", Known::Now).await, Some(expect.to_vec()));
    fixture.load(&[paid(AKTOBE, "2024-10", &[("2.03.1.252", 4)])]);
    assert_eq!(fixture.top(chamber(), "2024-10", None, 0, 9).await.len(), 2);
}
