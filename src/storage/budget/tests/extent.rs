//! How much access would open: counted inside the scope, and nothing of the rest.

use super::*;
use crate::domain::scope::Preview;

/// Budgets, regions, programmes, lines.
async fn counted(fixture: &Fixture, seat: Seat) -> Option<[usize; 4]> {
    let preview = Preview::of(&seat, System::Ac).expect("a preview");
    let extent = fixture.portal().extent(&preview).await.expect("counted")?;
    assert_eq!(extent.newest, Newest::Month(Period::parse("2026-10").expect("a month")));
    Some([extent.budgets, extent.regions, extent.programmes, extent.lines])
}

fn seat(kind: BodyKind, region: Option<&str>, administrator: Option<&str>) -> Seat {
    let region = region.map(|code| Kato::parse(code).expect("a region"));
    let administrator = administrator.map(|code| AdministratorCode::parse(code).expect("a code"));
    Seat::new(kind, region, administrator).expect("a seat")
}

fn with_programmes(code: &str, period: &str) -> Report {
    report(
        code,
        period,
        &[
            ("2", 12),
            ("2.01", 12),
            ("2.01.2", 12),
            ("2.01.2.252", 12),
            ("2.01.2.252.001", 7),
            ("2.01.2.252.002", 5),
        ],
    )
}

#[tokio::test]
async fn r6_what_access_would_open_is_counted_inside_the_scope() {
    let fixture = fixture();
    let whole = || seat(BodyKind::SupremeAuditChamber, None, None);
    assert_eq!(counted(&fixture, whole()).await, None, "nothing is loaded");
    fixture.load(&[
        two_administrators(REPUBLICAN, "2026-10"),
        two_administrators(AKMOLA, "2026-09"),
        with_programmes(AKMOLA, "2026-10"),
        with_programmes(AKTOBE, "2026-10"),
    ]);
    assert_eq!(counted(&fixture, whole()).await, Some([3, 2, 2, 25]));
    let region = seat(BodyKind::RevisionCommission, Some(AKMOLA), None);
    assert_eq!(counted(&fixture, region).await, Some([1, 1, 2, 6]));
    let police = seat(BodyKind::PoliceInternalAudit, Some(AKMOLA), None);
    assert_eq!(counted(&fixture, police).await, Some([1, 1, 2, 3]));
    let central = seat(BodyKind::CentralInternalAudit, None, Some("406"));
    assert_eq!(counted(&fixture, central).await, Some([1, 0, 0, 2]));
    let nothing = seat(BodyKind::CentralInternalAudit, None, Some("225"));
    assert_eq!(counted(&fixture, nothing).await, Some([0, 0, 0, 0]));
}
