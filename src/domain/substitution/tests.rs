//! Who may stand in for whom, on which days, and on whose behalf an act is then done.

use super::*;
use crate::domain::access::{Actor, Denied, EndSubstitution, KeepRegistry, Look, Sign, Write, check};
use crate::domain::application::examples::{actor, draft, instant};
use crate::domain::grant::{Grant, Term};
use crate::domain::ids::{ApplicationId, GrantId};
use crate::domain::iin_bin::Iin;
use crate::domain::journal;
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::domain::system::System;
use crate::domain::training::examples::trained;

const BODY: BodyId = BodyId(3);
const NOW: &str = "2026-11-20T06:00:00Z";

fn person(id: i64, iin: &str, roles: &[Role]) -> Person {
    Person {
        id: PersonId(id),
        body: BODY,
        iin: Iin::from_certificate(iin).expect("an IIN"),
        name: PersonName {
            surname: "Серікбаева".into(), given: "Айгүл".into(), patronymic: None
        },
        position: String::new(),
        email: None,
        lang: Lang::Kk,
        letter_lang: Lang::Kk,
        roles: roles.to_vec(),
    }
}

fn head() -> Person {
    person(31, "850615400125", &[Role::Head, Role::Auditor])
}

fn deputy(roles: &[Role]) -> Person {
    person(32, "800101300124", roles)
}

fn days(first: &str, last: &str) -> Absence {
    let day = |text: &str| text.parse().expect("a date");
    Absence { first: day(first), last: day(last) }
}

fn basis() -> Basis {
    Basis::parse("№ 12-ж бұйрық, 19.11.2026").expect("a basis")
}

fn substitution(absent: i64, substitute: i64, first: &str, last: &str) -> Substitution {
    Substitution {
        id: SubstitutionId(5),
        body: BODY,
        absent: PersonId(absent),
        substitute: PersonId(substitute),
        days: days(first, last),
        basis: basis(),
        named_at: instant(NOW),
        named_by: PersonId(31),
        ended_at: None,
    }
}

fn administrator() -> Actor {
    actor(12, BodyId(1), BodyKind::Ministry, Role::Administrator)
}

fn own_head() -> Actor {
    actor(31, BODY, BodyKind::RevisionCommission, Role::Head)
}

#[track_caller]
fn named(
    by: &Actor,
    absent: &Person,
    substitute: &Person,
    on: Absence,
    others: &[(Substitution, Vec<Role>)],
) -> Result<NewSubstitution, NameRefusal> {
    let permit = check(by, NameSubstitute, absent).expect("permitted");
    let known = Circumstances { kind: BodyKind::RevisionCommission, held: &substitute.roles, others };
    NewSubstitution::name(&permit, absent, substitute, &known, on, basis(), instant(NOW))
}

#[test]
fn who_may_be_named() {
    let week = days("2026-11-23", "2026-11-27");
    let head_for_the_officer =
        named(&own_head(), &deputy(&[Role::Officer]), &person(33, "920307450126", &[]), week, &[]);
    assert_eq!(
        head_for_the_officer.map(|new| (new.absent, new.substitute)),
        Ok((PersonId(32), PersonId(33)))
    );
    let check = |by: &Actor, absent: &Person, substitute: &Person, on: Absence, expect| {
        assert_eq!(named(by, absent, substitute, on, &[]).map(drop), expect);
    };
    let (head, officer) = (head(), deputy(&[Role::Officer]));
    check(&own_head(), &head, &officer, week, Ok(()));
    check(&administrator(), &head, &officer, week, Ok(()));
    check(&administrator(), &head, &head, week, Err(NameRefusal::SamePerson));
    check(&own_head(), &officer, &head, week, Err(NameRefusal::Oneself));
    let elsewhere = Person { body: BodyId(4), ..officer.clone() };
    check(&administrator(), &head, &elsewhere, week, Err(NameRefusal::AnotherBody));
    check(&administrator(), &deputy(&[Role::Auditor]), &head, week, Err(NameRefusal::NothingToLend));
    check(&administrator(), &head, &officer, days("2026-11-24", "2026-11-23"), Err(NameRefusal::Reversed));
    check(&administrator(), &head, &officer, days("2026-11-18", "2026-11-19"), Err(NameRefusal::Over));
    check(&administrator(), &head, &officer, days("2026-11-18", "2026-11-20"), Ok(()));
    check(&administrator(), &head, &officer, days("2026-11-20", "2027-11-20"), Ok(()));
    check(&administrator(), &head, &officer, days("2026-11-20", "2027-11-21"), Err(NameRefusal::TooLong));
}

#[test]
fn a_052_what_is_lent_never_joins_two_duties() {
    let week = days("2026-11-23", "2026-11-27");
    let reviewer = person(11, "850615400125", &[Role::Reviewer]);
    let check = |roles: &[Role], others: &[(Substitution, Vec<Role>)]| {
        let substitute = deputy(roles);
        let permit = check(&administrator(), NameSubstitute, &reviewer).expect("permitted");
        let known = Circumstances { kind: BodyKind::Ministry, held: &substitute.roles, others };
        NewSubstitution::name(&permit, &reviewer, &substitute, &known, week, basis(), instant(NOW)).map(drop)
    };
    let two = |first, second| Err(NameRefusal::Conflict(Conflict::TwoDuties { first, second }));
    assert_eq!(check(&[], &[]), Ok(()));
    assert_eq!(check(&[Role::Reviewer], &[]), Ok(()));
    assert_eq!(check(&[Role::Administrator], &[]), two(Role::Administrator, Role::Reviewer));
    assert_eq!(check(&[Role::Auditor], &[]), two(Role::Auditor, Role::Reviewer));
    // The same person stands in for an administrator already: on other days that is no matter.
    let lent = |first, last| [(substitution(12, 32, first, last), vec![Role::Administrator])];
    assert_eq!(check(&[], &lent("2026-11-27", "2026-11-30")), two(Role::Administrator, Role::Reviewer));
    assert_eq!(check(&[], &lent("2026-11-28", "2026-11-30")), Ok(()));
}

#[test]
fn one_substitute_at_a_time_who_is_not_absent() {
    let week = days("2026-11-23", "2026-11-27");
    let check = |other: Substitution, expect| {
        let others = [(other, vec![Role::Officer])];
        let absent = head();
        assert_eq!(
            named(&administrator(), &absent, &deputy(&[Role::Officer]), week, &others).map(drop),
            expect
        );
    };
    check(
        substitution(31, 40, "2026-11-27", "2026-11-27"),
        Err(NameRefusal::AlreadyNamed(SubstitutionId(5))),
    );
    check(substitution(31, 40, "2026-11-28", "2026-11-28"), Ok(()));
    check(
        Substitution { ended_at: Some(instant(NOW)), ..substitution(31, 40, "2026-11-23", "2026-11-27") },
        Ok(()),
    );
    check(
        substitution(32, 40, "2026-11-20", "2026-11-23"),
        Err(NameRefusal::SubstituteAbsent(SubstitutionId(5))),
    );
}

#[test]
fn it_stands_to_the_microsecond() {
    let one = substitution(31, 32, "2026-11-23", "2026-11-24");
    let check =
        |one: &Substitution, at: &str, stands: bool| assert_eq!(one.stands_at(instant(at)), stands, "{at}");
    check(&one, "2026-11-22T18:59:59.999999Z", false);
    check(&one, "2026-11-22T19:00:00Z", true);
    check(&one, "2026-11-24T18:59:59.999999Z", true);
    check(&one, "2026-11-24T19:00:00Z", false);
    let ended = Substitution { ended_at: Some(instant("2026-11-23T06:00:00Z")), ..one };
    check(&ended, "2026-11-23T05:59:59.999999Z", true);
    check(&ended, "2026-11-23T06:00:00Z", false);
    // Named on its first day: the morning before gives nothing.
    let today = substitution(31, 32, "2026-11-20", "2026-11-20");
    check(&today, "2026-11-20T05:59:59.999999Z", false);
    check(&today, NOW, true);
}

#[test]
fn an_act_is_on_behalf_only_where_the_right_is_lent() {
    let officer = actor(32, BODY, BodyKind::RevisionCommission, Role::Officer);
    let lent = substitution(31, 32, "2026-11-20", "2026-11-24").lends(&[Role::Head, Role::Auditor]);
    assert_eq!(lent.roles, [Role::Head], "a grant is personal");
    let acting = officer.clone().standing_in_for(vec![lent]).expect("roles that fit");
    let application = draft(1);
    assert!(check(&officer, Sign, &application).is_err());
    let signs = check(&acting, Sign, &application).expect("for the head");
    let substitute = journal::Actor::Substitute { person: PersonId(32), body: BODY, absent: PersonId(31) };
    assert_eq!((signs.by(), signs.actor()), (PersonId(32), substitute));
    let writes = check(&acting, Write, &application).expect("an officer's own right");
    assert_eq!(writes.actor(), journal::Actor::Person { person: PersonId(32), body: BODY });
    // What is lent is not lent further, and looks at nothing.
    let missing = Err(Denied::RoleMissing { any_of: &[Role::Head, Role::Administrator] });
    assert_eq!(check(&acting, NameSubstitute, &deputy(&[Role::Officer])).map(drop), missing);
    assert!(check(&acting, KeepRegistry, &()).is_err());
    let grant = Grant {
        id: GrantId(1),
        person: PersonId(31),
        body: BODY,
        system: System::Ac,
        application: ApplicationId(4),
        term: Term::year_from(instant(NOW)),
        holds: Vec::new(),
        passes: trained(),
        body_last_day: None,
    };
    let open = grant.state_at(instant(NOW)).open().expect("open");
    assert_eq!(check(&acting, Look, &open).map(drop), Err(Denied::OutsideRights));
}

#[test]
fn who_may_end_one() {
    let one = substitution(31, 32, "2026-11-20", "2026-11-24");
    let may = |actor: &Actor| check(actor, EndSubstitution, &one).map(drop);
    assert_eq!(may(&own_head()), Ok(()));
    assert_eq!(may(&administrator()), Ok(()));
    let missing = Err(Denied::RoleMissing { any_of: &[Role::Head, Role::Administrator] });
    assert_eq!(may(&actor(32, BODY, BodyKind::RevisionCommission, Role::Officer)), missing);
    assert_eq!(
        may(&actor(41, BodyId(4), BodyKind::RevisionCommission, Role::Head)),
        Err(Denied::OutsideRights)
    );
    assert_eq!(may(&actor(31, BODY, BodyKind::RevisionCommission, Role::Auditor)), Ok(()), "who is back");
}
