//! The five rules of R6 as tables, and the properties of every scope.

use super::*;
use crate::domain::grant::{Grant, Term};
use crate::domain::ids::{ApplicationId, BodyId, GrantId, PersonId};
use crate::domain::iin_bin::Bin;
use crate::domain::names::LocalName;
use crate::domain::training::examples::trained;
use proptest::prelude::*;

const AKMOLA: &str = "110000000";
const AKKOL_DISTRICT: &str = "113200000";
const AKKOL_CITY: &str = "113220100";
const ARSHALY_DISTRICT: &str = "113400000";
const AKTOBE: &str = "150000000";
const ASTANA: &str = "710000000";
const ALMATY: &str = "750000000";
const ALMATY_DISTRICT: &str = "751110000";
const SHYMKENT: &str = "790000000";

fn kato(code: &str) -> Kato {
    Kato::parse(code).expect("nine digits")
}

fn administrator(code: &str) -> AdministratorCode {
    AdministratorCode::parse(code).expect("three digits")
}

fn body(kind: BodyKind, region: Option<Kato>, administrator: Option<AdministratorCode>) -> Body {
    Body {
        id: BodyId(3),
        bin: Bin::from_certificate("050340001230").expect("twelve digits"),
        seat: Seat::new(kind, region, administrator).expect("a seat"),
        name: LocalName { kk: "Орган".into(), ru: "Орган".into(), en: "Body".into() },
        last_day: None,
    }
}

fn open_grant(body: BodyId, system: System) -> OpenGrant {
    let opens_at = "2026-11-20T06:00:00Z".parse().expect("an instant");
    let term = Term::year_from(opens_at);
    let grant = Grant {
        id: GrantId(1),
        person: PersonId(2),
        body,
        system,
        application: ApplicationId(4),
        term,
        holds: Vec::new(),
        passes: trained(),
        body_last_day: None,
    };
    grant.state_at(opens_at).open().expect("open")
}

fn scope_in(system: System, body: &Body) -> Scope {
    Scope::of(body, &open_grant(body.id, system)).expect("a scope")
}

fn scope(kind: BodyKind, region: Option<&str>, code: Option<&str>) -> Scope {
    scope_in(System::Ac, &body(kind, region.map(kato), code.map(administrator)))
}

fn local(code: &str) -> BudgetKey {
    BudgetKey::Local(kato(code))
}

const REPUBLICAN: BudgetKey = BudgetKey::Republican;

/// Whether a line is inside: a budget, and a code of an administrator or `-` for none.
#[track_caller]
fn check(scope: &Scope, budget: BudgetKey, code: &str, inside: bool) {
    let administrator = AdministratorCode::parse(code).ok();
    let line = LineKey { system: System::Ac, budget, administrator };
    assert_eq!(scope.contains(&line), inside, "{line:?}");
    let of_the_other_system = LineKey { system: System::Sp, ..line };
    assert!(!scope.contains(&of_the_other_system), "a grant for AC opens nothing of SP");
    assert!(!inside || scope.sees_budget(&budget));
    assert!(inside || !scope.is_whole_budget(&budget));
}

#[test]
fn r6_1_sees_the_republican_budget_and_every_local_one() {
    for kind in
        [BodyKind::HighestRepresentative, BodyKind::SupremeAuditChamber, BodyKind::InternalAuditAuthority]
    {
        let scope = scope(kind, None, None);
        assert_eq!((scope.paragraph().code(), scope.reach()), ("R6.1", &Reach::Everything));
        check(&scope, REPUBLICAN, "226", true);
        check(&scope, REPUBLICAN, "-", true);
        check(&scope, BudgetKey::State, "-", true);
        check(&scope, BudgetKey::AllLocal, "-", true);
        check(&scope, local(AKMOLA), "252", true);
        check(&scope, local(ALMATY_DISTRICT), "-", true);
        assert!(scope.is_whole_budget(&REPUBLICAN) && scope.is_whole_budget(&local(AKKOL_CITY)));
    }
}

#[test]
fn r6_2_an_oblast_sees_itself_and_what_lies_inside() {
    for kind in [BodyKind::Maslikhat, BodyKind::RevisionCommission] {
        let scope = scope(kind, Some(AKMOLA), None);
        assert_eq!(scope.paragraph().code(), "R6.2");
        check(&scope, local(AKMOLA), "252", true);
        check(&scope, local(AKMOLA), "-", true);
        check(&scope, local(AKKOL_DISTRICT), "451", true);
        check(&scope, local(AKKOL_CITY), "124", true);
        check(&scope, local(AKTOBE), "252", false);
        check(&scope, local(ASTANA), "-", false);
        check(&scope, REPUBLICAN, "226", false);
        check(&scope, REPUBLICAN, "-", false);
        assert!(scope.is_whole_budget(&local(AKMOLA)) && scope.is_whole_budget(&local(AKKOL_CITY)));
    }
}

#[test]
fn r6_2_a_district_maslikhat_sees_its_district_and_not_its_oblast() {
    let scope = scope(BodyKind::Maslikhat, Some(AKKOL_DISTRICT), None);
    check(&scope, local(AKKOL_DISTRICT), "451", true);
    check(&scope, local(AKKOL_CITY), "124", true);
    check(&scope, local(ARSHALY_DISTRICT), "451", false);
    check(&scope, local(AKMOLA), "451", false);
    check(&scope, REPUBLICAN, "-", false);
}

#[test]
fn r6_3_the_audit_service_of_a_central_body_sees_its_body_in_the_republican_budget() {
    let scope = scope(BodyKind::CentralInternalAudit, None, Some("226"));
    assert_eq!(scope.paragraph().code(), "R6.3");
    check(&scope, REPUBLICAN, "226", true);
    check(&scope, REPUBLICAN, "225", false);
    // Receipts, deficit and totals belong to nobody's budget.
    check(&scope, REPUBLICAN, "-", false);
    check(&scope, local(AKMOLA), "226", false);
    assert!(scope.sees_budget(&REPUBLICAN) && !scope.is_whole_budget(&REPUBLICAN));
    assert!(!scope.sees_budget(&local(AKMOLA)));
}

#[test]
fn r6_4_the_audit_service_of_a_local_body_sees_its_region() {
    let scope = scope(BodyKind::LocalInternalAudit, Some(ALMATY), None);
    assert_eq!(scope.paragraph().code(), "R6.4");
    check(&scope, local(ALMATY), "352", true);
    check(&scope, local(ALMATY), "-", true);
    check(&scope, local(ALMATY_DISTRICT), "124", true);
    check(&scope, local(SHYMKENT), "352", false);
    check(&scope, REPUBLICAN, "-", false);
}

#[test]
fn r6_5_the_audit_service_of_a_police_department_sees_its_administrator_in_its_region() {
    for (region, own, foreign) in [
        (AKMOLA, "252", "352"),
        (AKTOBE, "252", "352"),
        (ASTANA, "352", "252"),
        (ALMATY, "352", "252"),
        (SHYMKENT, "352", "252"),
    ] {
        let scope = scope(BodyKind::PoliceInternalAudit, Some(region), None);
        assert_eq!(scope.paragraph().code(), "R6.5");
        check(&scope, local(region), own, true);
        check(&scope, local(region), foreign, false);
        check(&scope, local(region), "-", false);
        check(&scope, local("630000000"), own, false);
        check(&scope, REPUBLICAN, own, false);
        assert!(!scope.is_whole_budget(&local(region)));
    }
}

#[test]
fn r6_gives_the_ministry_the_planners_and_the_integrator_nothing_to_see() {
    for kind in [BodyKind::Ministry, BodyKind::PlanningBody, BodyKind::Integrator] {
        let body = body(kind, None, None);
        assert_eq!(Scope::of(&body, &open_grant(body.id, System::Ac)), Err(NoScope::KindWithoutRights));
    }
}

#[test]
fn a_054_a_grant_for_one_body_is_no_key_to_another() {
    let body = body(BodyKind::SupremeAuditChamber, None, None);
    let foreign = open_grant(BodyId(99), System::Ac);
    assert_eq!(Scope::of(&body, &foreign), Err(NoScope::GrantOfAnotherBody));
    assert_eq!(Scope::of_any(&body, System::Ac, &[foreign]), None);
}

#[test]
fn several_grants_of_one_person_are_one_scope() {
    let body = body(BodyKind::RevisionCommission, Some(kato(AKMOLA)), None);
    let grant = |system| open_grant(body.id, system);
    let expect = scope_in(System::Sp, &body);
    let grants = [grant(System::Ac), grant(System::Sp), grant(System::Sp)];
    assert_eq!(Scope::of_any(&body, System::Sp, &grants), Some(expect));
    assert_eq!(Scope::of_any(&body, System::Sp, &grants[..1]), None, "AC is not SP");
    assert_eq!(Scope::of_any(&body, System::Sp, &[]), None, "A-036: no grant, nothing to see");
}

fn any_kato() -> impl Strategy<Value = Kato> {
    let tops = prop::sample::select(vec![10u32, 11, 15, 63, 71, 75, 79]);
    (tops, 0..3u32, 0..3u32, 0..3u32).prop_map(|(top, district, rural, village)| {
        let code = top * 10_000_000 + district * 100_000 + rural * 1_000 + village;
        kato(&code.to_string())
    })
}

fn any_administrator() -> impl Strategy<Value = AdministratorCode> {
    prop::sample::select(vec!["124", "226", "252", "352", "451"]).prop_map(administrator)
}

fn any_line() -> impl Strategy<Value = LineKey> {
    let aggregates = prop::sample::select(vec![REPUBLICAN, BudgetKey::State, BudgetKey::AllLocal]);
    let budget = prop_oneof![aggregates, any_kato().prop_map(BudgetKey::Local)];
    (prop::sample::select(System::ALL.to_vec()), budget, prop::option::of(any_administrator()))
        .prop_map(|(system, budget, administrator)| LineKey { system, budget, administrator })
}

fn any_body() -> impl Strategy<Value = Body> {
    let kinds = BodyKind::ALL.into_iter().filter(|kind| kind.may_apply()).collect::<Vec<_>>();
    (prop::sample::select(kinds), any_kato(), any_administrator()).prop_map(|(kind, place, code)| {
        use crate::domain::body::Place;
        match kind.place() {
            Place::Nowhere => body(kind, None, None),
            Place::AnyRegion => body(kind, Some(place), None),
            Place::TopRegion => body(kind, Some(place.top()), None),
            Place::Administrator => body(kind, None, Some(code)),
        }
    })
}

/// R6 said again, by prefixes of digits and one body kind at a time.
fn naive(body: &Body, line: &LineKey) -> bool {
    let inside = |place: Kato| {
        let region = body.seat.region().expect("a region").code();
        let fields = [&region[..2], &region[2..4], &region[4..6], &region[6..9]];
        let named = fields.iter().rposition(|field| field.bytes().any(|b| b != b'0')).expect("not zero");
        let prefix = fields[..=named].concat();
        place.code().starts_with(&prefix)
    };
    let code = line.administrator.map(AdministratorCode::code);
    match (body.seat.kind().code(), line.budget) {
        ("highest_representative" | "supreme_audit_chamber" | "internal_audit_authority", _) => true,
        ("maslikhat" | "revision_commission" | "local_internal_audit", BudgetKey::Local(place)) => {
            inside(place)
        }
        ("central_internal_audit", REPUBLICAN) => {
            line.administrator.is_some() && line.administrator == body.seat.administrator()
        }
        ("police_internal_audit", BudgetKey::Local(place)) => {
            let city = ["71", "75", "79"].contains(&&place.code()[..2]);
            inside(place) && code.as_deref() == Some(if city { "352" } else { "252" })
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_scope_is_what_the_paragraphs_say(body in any_body(), line in any_line()) {
        for system in System::ALL {
            let expect = line.system == system && naive(&body, &line);
            prop_assert_eq!(scope_in(system, &body).contains(&line), expect);
        }
    }

    #[test]
    fn an_inner_region_sees_no_more_than_the_outer(inner in any_kato(), kept in prop::sample::select(vec![2, 4, 6, 9]), line in any_line()) {
        let outer = kato(&format!("{:0<9}", &inner.code()[..kept]));
        prop_assert!(outer.contains(inner));
        let of = |place| scope_in(System::Ac, &body(BodyKind::Maslikhat, Some(place), None));
        prop_assert!(!of(inner).contains(&line) || of(outer).contains(&line));
    }

    #[test]
    fn nothing_of_another_region(body in any_body(), line in any_line()) {
        if let (Some(region), BudgetKey::Local(place)) = (body.seat.region(), line.budget) {
            let scope = scope_in(line.system, &body);
            prop_assert!(region.top() == place.top() || !scope.contains(&line));
            prop_assert!(region.top() == place.top() || !scope.sees_budget(&line.budget));
        }
    }

    #[test]
    fn a_budget_is_seen_whole_partly_or_not_at_all(body in any_body(), line in any_line()) {
        let scope = scope_in(line.system, &body);
        prop_assert!(!scope.contains(&line) || scope.sees_budget(&line.budget));
        prop_assert!(!scope.is_whole_budget(&line.budget) || scope.contains(&line));
        // The sharper half: a budget that is not whole hides at least its receipts, which have no administrator.
        let receipts = LineKey { administrator: None, ..line };
        prop_assert_eq!(scope.contains(&receipts), scope.is_whole_budget(&line.budget));
    }
}
