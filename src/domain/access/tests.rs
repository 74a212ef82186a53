//! Roles × actions, as tables.

use super::*;
use crate::domain::application::examples::*;
use crate::domain::application::{Application, Stage};
use crate::domain::grant::{Grant, OpenGrant, Term};
use crate::domain::hold::{self, Cause, Hold};
use crate::domain::ids::{ApplicationId, FeedId, GrantId, HoldId};
use crate::domain::iin_bin::Iin;
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::domain::person::Person;
use crate::domain::personnel::Feed;
use crate::domain::system::System;
use crate::domain::training::examples::trained;

/// Everybody who may stand before the portal, in the order of the columns below.
fn everybody() -> [(&'static str, Actor); 9] {
    let of = |body, role| actor(40 + body, BodyId(body), BodyKind::RevisionCommission, role);
    [
        ("head", head()),
        ("officer", of(3, Role::Officer)),
        ("auditor", of(3, Role::Auditor)),
        ("head of another body", of(4, Role::Head)),
        ("auditor of another body", of(4, Role::Auditor)),
        ("reviewer", reviewer()),
        ("administrator", actor(12, MINISTRY, BodyKind::Ministry, Role::Administrator)),
        ("planner", actor(51, BodyId(9), BodyKind::PlanningBody, Role::Planner)),
        ("operator", operator()),
    ]
}

/// One letter for each of `everybody`: `y` permitted, `n` forbidden (403), `-` as if it did not exist (404).
#[track_caller]
fn table<A: Action>(action: A, on: &A::On, expect: &str) {
    let answers = everybody().map(|(_, actor)| match check(&actor, action, on) {
        Ok(permit) => {
            assert_eq!((permit.by(), permit.body()), (actor.person(), actor.body()));
            'y'
        }
        Err(denied) if denied.looks_absent() => '-',
        Err(_) => 'n',
    });
    assert_eq!(answers.iter().collect::<String>(), expect);
}

#[test]
fn who_may_what_with_an_application() {
    let draft = draft(2);
    let submitted = submitted(2);
    let forwarded = considered(vec![accept(1), refuse(2)]);
    let refused = considered(vec![refuse(1), refuse(2)]);

    table(See, &draft, "yy-------");
    table(See, &submitted, "yy---yy--");
    table(See, &forwarded, "yy---yy-y");
    table(See, &refused, "yy---yy--");

    table(SeeEveryEmployee, &draft, "yy-------");
    table(SeeEveryEmployee, &submitted, "yy---yy--");
    table(SeeEveryEmployee, &forwarded, "yy---yy-n");

    table(Write, &draft, "yy-------");
    table(Write, &forwarded, "yy---nn-n");
    table(Sign, &draft, "yn-------");
    table(Sign, &submitted, "yn---nn--");

    table(Consider, &draft, "nn-------");
    table(Consider, &submitted, "nn---yn--");
    table(GiveAccess, &submitted, "nn---nn--");
    table(GiveAccess, &forwarded, "nn---nn-y");
}

#[test]
fn who_may_what_else() {
    table(Apply, &(), "yynynnnnn");
    table(EnterPaper, &(), "nnnnnnynn");
    table(SeeQueue(Stage::Ministry), &(), "nnnnnyynn");
    table(SeeQueue(Stage::Integrator), &(), "nnnnnnnny");
    table(SeeServiceLevels, &(), "nnnnnyyny");
    table(ReadJournal, &(), "nnnnnnynn");
    table(KeepRegistry, &(), "nnnnnnynn");
    table(KeepMail, &(), "nnnnnnynn");
    table(KeepPersonnel, &(), "nnnnnnynn");
}

/// The second person is neither whoever brought a feed nor whoever let it take effect.
#[test]
fn nobody_releases_what_they_brought() {
    let at = instant("2026-11-20T06:00:00Z");
    let brought = |kept_by: Option<i64>, taken_by: Option<i64>| Feed {
        id: FeedId(1),
        lines: 9,
        unknown: 0,
        kept_at: at,
        kept_by: kept_by.map(PersonId),
        taken: Some((at, taken_by.map(PersonId))),
    };
    table(DecidePart, &brought(None, None), "nnnnnnynn");
    let administrator = actor(12, MINISTRY, BodyKind::Ministry, Role::Administrator);
    let other = actor(13, MINISTRY, BodyKind::Ministry, Role::Administrator);
    for feed in [brought(Some(12), Some(13)), brought(Some(13), Some(12)), brought(Some(12), None)] {
        assert_eq!(check(&administrator, DecidePart, &feed).map(drop), Err(Denied::OwnFeed));
    }
    assert!(check(&other, DecidePart, &brought(Some(12), Some(12))).is_ok());
}

fn open_grant(person: PersonId, body: BodyId) -> OpenGrant {
    let at = instant("2026-11-20T06:00:00Z");
    let term = Term::year_from(at);
    let grant = Grant {
        id: GrantId(1),
        person,
        body,
        system: System::Ac,
        application: ApplicationId(5),
        term,
        holds: Vec::new(),
        passes: trained(),
        body_last_day: None,
    };
    grant.state_at(at).open().expect("open")
}

#[test]
fn one_looks_under_a_grant_of_ones_own() {
    let auditor = actor(43, BODY, BodyKind::RevisionCommission, Role::Auditor);
    let own = open_grant(auditor.person(), BODY);
    assert_eq!(check(&auditor, Look, &own).map(|permit| permit.on()), Ok(GrantId(1)));
    // A colleague's grant, and one's own from a body where one worked before.
    assert_eq!(check(&auditor, Look, &open_grant(PersonId(99), BODY)), Err(Denied::OutsideRights));
    assert_eq!(check(&auditor, Look, &open_grant(auditor.person(), OTHER_BODY)), Err(Denied::OutsideRights));
    let head = head();
    let of_the_head = check(&head, Look, &open_grant(head.person(), BODY));
    assert_eq!(of_the_head, Err(Denied::RoleMissing { any_of: &[Role::Auditor] }));
}

#[test]
fn a_052_nobody_decides_on_an_application_of_their_own_body() {
    let own_of = |body| Application { body, ..considered(vec![accept(1)]) };
    assert_eq!(check(&reviewer(), Consider, &own_of(MINISTRY)), Err(Denied::OwnApplication));
    assert_eq!(check(&operator(), GiveAccess, &own_of(INTEGRATOR)), Err(Denied::OwnApplication));
}

#[test]
fn a_withdrawn_draft_never_reaches_the_ministry() {
    let draft = draft(1);
    let act = act(&draft, "19T06");
    let withdrawn = draft.clone().withdraw(&permit(&head(), Write, &draft), act).expect("withdrawn");
    table(See, &withdrawn, "yy-------");
}

#[test]
fn a_registry_with_conflicting_roles_gives_no_rights() {
    let roles = vec![Role::Reviewer, Role::Administrator];
    assert!(Actor::new(PersonId(1), MINISTRY, BodyKind::Ministry, roles).is_err());
    assert!(Actor::new(PersonId(1), BODY, BodyKind::Maslikhat, vec![Role::Operator]).is_err());
    let nobody = Actor::new(PersonId(1), BODY, BodyKind::Maslikhat, vec![]).expect("no roles");
    assert_eq!(
        check(&nobody, Apply, &()).map(|_| ()),
        Err(Denied::RoleMissing { any_of: &[Role::Head, Role::Officer] })
    );
}

#[test]
fn who_ends_and_restores_access() {
    let of = |id, body, role| Person {
        id: PersonId(id),
        body,
        iin: Iin::from_certificate("850615400125").expect("an IIN"),
        name: PersonName { surname: "А".to_owned(), given: "Б".to_owned(), patronymic: None },
        position: String::new(),
        email: None,
        lang: Lang::Kk,
        letter_lang: Lang::Kk,
        roles: vec![role],
    };
    let (auditor, reviewer) = (of(77, BODY, Role::Auditor), of(78, MINISTRY, Role::Reviewer));
    table(SeePeople, &BODY, "yyn-nnynn");
    table(SeePeople, &MINISTRY, "--n-nnynn");
    table(SeePerson, &auditor, "yy----y--");
    table(ReportSeparation, &auditor, "yy----n--");
    table(Suspend, &auditor, "yn----y--");
    table(SeePerson, &reviewer, "------y--");
    table(Suspend, &reviewer, "------y--");
    table(ReportSeparation, &reviewer, "------n--");
    let hold = Hold {
        id: HoldId(1),
        person: auditor.id,
        body: BODY,
        cause: Cause::Suspended { reason: reason() },
        since: instant("2026-11-20T06:00:00Z"),
        placed_by: Some(PersonId(31)),
        last_grant: GrantId(1),
        decision: hold::Decision::Pending,
    };
    table(SeeHolds, &(), "nnnnnnynn");
    table(Oversee, &(), "nnnnnnynn");
    table(SeeHold, &hold, "yy----y--");
    table(DecideHold, &hold, "nn----y--");
    table(Attest, &BODY, "yyn-nnnnn");
    table(SeeAttestations, &(), "nnnnnnynn");
    // Whoever placed it, or stands in for whoever did, does not decide.
    let administrator = actor(12, MINISTRY, BodyKind::Ministry, Role::Administrator);
    let placed = Hold { placed_by: Some(administrator.person()), ..hold.clone() };
    assert_eq!(check(&administrator, DecideHold, &placed).map(|_| ()), Err(Denied::OwnHold));
    let stands_in = |absent| {
        let lent = StandingIn { absent, roles: vec![Role::Administrator] };
        let nobody = Actor::new(PersonId(80), MINISTRY, BodyKind::Ministry, vec![]).expect("no role");
        nobody.standing_in_for(vec![lent]).expect("fitting")
    };
    let own = check(&stands_in(administrator.person()), DecideHold, &placed);
    assert_eq!(own.map(|_| ()), Err(Denied::OwnHold));
    assert!(check(&stands_in(PersonId(13)), DecideHold, &placed).is_ok());
    // Nobody ends or restores their own access.
    let head = head();
    let oneself = of(head.person().0, BODY, Role::Head);
    assert_eq!(check(&head, Suspend, &oneself).map(|_| ()), Err(Denied::Oneself));
    assert_eq!(check(&head, ReportSeparation, &oneself).map(|_| ()), Err(Denied::Oneself));
    let administrator = actor(12, MINISTRY, BodyKind::Ministry, Role::Administrator);
    let own = Hold { person: administrator.person(), body: MINISTRY, ..hold };
    assert_eq!(check(&administrator, DecideHold, &own).map(|_| ()), Err(Denied::Oneself));
    assert_eq!(check(&administrator, SeeHold, &own).map(|permit| permit.on()), Ok(HoldId(1)));
}
