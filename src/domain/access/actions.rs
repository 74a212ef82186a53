//! The vocabulary of actions, each with its rule. On an application the first question is always whether the actor may
//! know of it at all.

use super::{Action, Actor, Denied};
use crate::domain::application::{Application, Stage};
use crate::domain::grant::{Grant, OpenGrant};
use crate::domain::hold::Hold;
use crate::domain::ids::{
    ApplicationId, BodyId, FeedId, GrantId, HoldId, PersonId, SubstitutionId, TrainingId,
};
use crate::domain::person::{Person, Role};
use crate::domain::personnel::Feed;
use crate::domain::substitution::Substitution;
use crate::domain::training::Training;

const WRITERS: &[Role] = &[Role::Head, Role::Officer];
const CLERKS: &[Role] = &[Role::Administrator];
const MINISTRY: &[Role] = &[Role::Reviewer, Role::Administrator];

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident $(($field:ty))? on $on:ty as $key:ty: $keyed:expr => $rule:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name $((pub $field))?;

        impl Action for $name {
            type On = $on;
            type Key = $key;

            fn key(on: &$on) -> $key {
                let keyed: fn(&$on) -> $key = $keyed;
                keyed(on)
            }

            fn rule(self, actor: &Actor, on: &$on) -> Result<(), Denied> {
                let rule: fn($name, &Actor, &$on) -> Result<(), Denied> = $rule;
                rule(self, actor, on)
            }
        }
    )+};
}

actions! {
    /// Begin an application of one's own body (R8).
    Apply on () as (): |()| () => |_, actor, ()| actor.needs(WRITERS);

    /// Enter an application that came on paper: the administrator, who never considers (separation of duties).
    EnterPaper on () as (): |()| () => |_, actor, ()| actor.needs(CLERKS);

    /// Register an application that came on paper.
    Register on Application as ApplicationId: |on| on.id => |_, actor, on| decide(actor, on, CLERKS);

    /// See an application with its employees: their body's writers, the ministry once it was sent, the operator once it
    /// was forwarded. One that is being entered from paper is seen by the clerks alone. An auditor's colleagues are not the auditor's business (P7.4).
    See on Application as ApplicationId: |on| on.id => |_, actor, on| visible(actor, on);

    /// See those of its employees too whom the ministry did not forward: the operator's step does not need them (P7.4).
    SeeEveryEmployee on Application as ApplicationId: |on| on.id => |_, actor, on| {
        visible(actor, on)?;
        actor.needs(&[Role::Head, Role::Officer, Role::Reviewer, Role::Administrator])
    };

    /// Change an application, or take it back; while it is being entered from paper, the clerks do.
    Write on Application as ApplicationId: |on| on.id => |_, actor, on| {
        visible(actor, on)?;
        actor.needs(if on.being_registered().is_some() { CLERKS } else { WRITERS })
    };

    /// Sign an application and send it to the ministry: the head alone (annex).
    Sign on Application as ApplicationId: |on| on.id => |_, actor, on| {
        visible(actor, on)?;
        actor.needs(&[Role::Head])
    };

    /// Consider an application: forward, refuse, return (R9.1).
    Consider on Application as ApplicationId: |on| on.id => |_, actor, on| {
        decide(actor, on, &[Role::Reviewer])?;
        let registered = on.paper.as_ref().is_some_and(|paper| paper.by == actor.person());
        if registered { Err(Denied::OwnRegistration) } else { Ok(()) }
    };

    /// Give access (R9.2).
    GiveAccess on Application as ApplicationId: |on| on.id => |_, actor, on| decide(actor, on, &[Role::Operator]);

    /// Have the certificate of a grant of one's own.
    TakeCertificate on Grant as GrantId: |on| on.id => |_, actor, on| {
        match (on.person, on.body) == (actor.person(), actor.body()) {
            true => Ok(()),
            false => Err(Denied::OutsideRights),
        }
    };

    /// See the queue of a stage.
    SeeQueue(Stage) on () as (): |()| () => |SeeQueue(stage), actor, ()| actor.needs(match stage {
        Stage::Ministry => MINISTRY,
        Stage::Integrator => &[Role::Operator],
    });

    /// See how long the steps of applications take: those who keep the promises of R9, and their administrator.
    SeeServiceLevels on () as (): |()| () => |_, actor, ()| {
        actor.needs(&[Role::Reviewer, Role::Administrator, Role::Operator])
    };

    /// See the roles that were set up in the systems (R6): those who grant, and those who supervise it.
    SeeSystemRoles on () as (): |()| () => |_, actor, ()| actor.needs(&[Role::Administrator, Role::Operator]);

    /// Keep courses and enter trainings: the integrator organizes them (R12).
    KeepCourses on () as (): |()| () => |_, actor, ()| actor.needs(&[Role::Operator]);

    /// Write down what became of people in a training, and report it to the ministry (R13.2).
    Train on Training as TrainingId: |on| on.id => |_, actor, _| actor.needs(&[Role::Operator]);

    /// See all trainings: the integrator, and the ministry to which they are reported.
    SeeTrainings on () as (): |()| () => |_, actor, ()| {
        actor.needs(&[Role::Operator, Role::Administrator, Role::Reviewer])
    };

    /// See the people of a body with their grants: its own writers, and the ministry's administrator.
    SeePeople on BodyId as BodyId: |on| *on => |_, actor, on| {
        actor.needs(&[Role::Head, Role::Officer, Role::Administrator])?;
        if *on == actor.body() || actor.is_any(&[Role::Administrator]) { Ok(()) } else { Err(Denied::OutsideRights) }
    };

    /// See somebody with grants, holds and last use: a colleague's writers, and the ministry's administrator.
    SeePerson on Person as PersonId: |on| on.id => |_, actor, on| known(actor, on);

    /// Have explained what somebody sees or saw, and what they looked at: oneself, and the ministry's administrator anybody.
    Explain on Person as PersonId: |on| on.id => |_, actor, on| {
        if on.id == actor.person() { return Ok(()) }
        known(actor, on)?;
        actor.needs(CLERKS)
    };

    /// Report that somebody's powers ended (R9.4): their own body does, and nobody about themself.
    ReportSeparation on Person as PersonId: |on| on.id => |_, actor, on| {
        known(actor, on)?;
        actor.needs(WRITERS)?;
        if on.body != actor.body() { return Err(Denied::OutsideRights) }
        another(actor, on.id)
    };

    /// Say once a half-year which people of one's own body still work there.
    Attest on BodyId as BodyId: |on| *on => |_, actor, on| {
        actor.needs(WRITERS)?;
        if *on == actor.body() { Ok(()) } else { Err(Denied::OutsideRights) }
    };

    /// See which bodies attested and which did not.
    SeeAttestations on () as (): |()| () => |_, actor, ()| actor.needs(CLERKS);

    /// Suspend somebody at once, with a reason: the head one of the body's own, the ministry's administrator anybody.
    Suspend on Person as PersonId: |on| on.id => |_, actor, on| {
        known(actor, on)?;
        actor.needs(&[Role::Head, Role::Administrator])?;
        another(actor, on.id)
    };

    /// See all suspensions.
    SeeHolds on () as (): |()| () => |_, actor, ()| actor.needs(&[Role::Administrator]);

    /// Watch over all bodies: whose access ends soon, whose sessions are used from two networks at once (R15).
    Oversee on () as (): |()| () => |_, actor, ()| actor.needs(CLERKS);

    /// See one: the writers of the body, and the ministry's administrator.
    SeeHold on Hold as HoldId: |on| on.id => |_, actor, on| held(actor, on);

    /// Confirm a suspension or restore access (R9.4): whoever placed it does neither, nor whoever stands in for them.
    DecideHold on Hold as HoldId: |on| on.id => |_, actor, on| {
        held(actor, on)?;
        actor.needs(&[Role::Administrator])?;
        another(actor, on.person)?;
        let lent = actor.absent_people().any(|absent| on.placed_by == Some(absent));
        if on.placed_by == Some(actor.person()) || lent { Err(Denied::OwnHold) } else { Ok(()) }
    };

    /// See who stands in for whom: the writers of a body for their own, the ministry's administrator for all.
    SeeSubstitutions on () as (): |()| () => |_, actor, ()| {
        actor.needs(&[Role::Head, Role::Officer, Role::Administrator])
    };

    /// Name a substitute for somebody absent: the head for one of the body's own, the ministry's administrator for
    /// anybody; by a right of one's own, and never by one that is itself a substitute's.
    NameSubstitute on Person as PersonId: |on| on.id => |_, actor, on| {
        known(actor, on)?;
        let any_of: &[Role] = &[Role::Head, Role::Administrator];
        if actor.owns_any(any_of) { Ok(()) } else { Err(Denied::RoleMissing { any_of }) }
    };

    /// End a substitution before its last day: whoever may name one, and the absent person, who is back.
    EndSubstitution on Substitution as SubstitutionId: |on| on.id => |_, actor, on| {
        if on.absent == actor.person() { return Ok(()) }
        let own = on.body == actor.body() && actor.is_any(WRITERS);
        if !own && !actor.is_any(CLERKS) { return Err(Denied::OutsideRights) }
        let any_of: &[Role] = &[Role::Head, Role::Administrator];
        if actor.owns_any(any_of) { Ok(()) } else { Err(Denied::RoleMissing { any_of }) }
    };

    /// Take in a file of the personnel record, and see what came of earlier ones.
    KeepPersonnel on () as (): |()| () => |_, actor, ()| actor.needs(CLERKS);

    /// Release or reject the part of a feed that waits for a second person: never whoever brought the feed.
    DecidePart on Feed as FeedId: |on| on.id => |_, actor, on| {
        actor.needs(CLERKS)?;
        let lent = actor.absent_people().any(|absent| on.is_by(absent));
        if on.is_by(actor.person()) || lent { Err(Denied::OwnFeed) } else { Ok(()) }
    };

    /// Read the journal.
    ReadJournal on () as (): |()| () => |_, actor, ()| actor.needs(&[Role::Administrator]);

    /// Change bodies, people and the calendar.
    KeepRegistry on () as (): |()| () => |_, actor, ()| actor.needs(&[Role::Administrator]);

    /// See letters that could not be delivered, and send them again.
    KeepMail on () as (): |()| () => |_, actor, ()| actor.needs(&[Role::Administrator]);

    /// Keep looks of one's own under names.
    KeepLooks on () as (): |()| () => |_, actor, ()| actor.needs(&[Role::Auditor]);

    /// Look at the budget under a grant of one's own (R5, R6).
    Look on OpenGrant as GrantId: |on| on.id() => |_, actor, on| {
        if (on.person(), on.body()) != (actor.person(), actor.body()) {
            return Err(Denied::OutsideRights);
        }
        actor.needs(&[Role::Auditor])
    };
}

fn visible(actor: &Actor, on: &Application) -> Result<(), Denied> {
    if on.being_registered().is_some() {
        return if actor.is_any(CLERKS) { Ok(()) } else { Err(Denied::OutsideRights) };
    }
    let own = on.body == actor.body() && actor.is_any(WRITERS);
    let sent = on.number.is_some() && actor.is_any(MINISTRY);
    let forwarded = on.was_forwarded() && actor.is_any(&[Role::Operator]);
    if own || sent || forwarded { Ok(()) } else { Err(Denied::OutsideRights) }
}

fn decide(actor: &Actor, on: &Application, any_of: &'static [Role]) -> Result<(), Denied> {
    visible(actor, on)?;
    actor.needs(any_of)?;
    if on.body == actor.body() { Err(Denied::OwnApplication) } else { Ok(()) }
}

fn known(actor: &Actor, on: &Person) -> Result<(), Denied> {
    let own = on.body == actor.body() && actor.is_any(WRITERS);
    if own || actor.is_any(&[Role::Administrator]) { Ok(()) } else { Err(Denied::OutsideRights) }
}

fn held(actor: &Actor, on: &Hold) -> Result<(), Denied> {
    let own = on.body == actor.body() && actor.is_any(WRITERS);
    if own || actor.is_any(&[Role::Administrator]) { Ok(()) } else { Err(Denied::OutsideRights) }
}

fn another(actor: &Actor, person: PersonId) -> Result<(), Denied> {
    if actor.person() == person { Err(Denied::Oneself) } else { Ok(()) }
}
