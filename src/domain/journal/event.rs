//! What can stand in the journal: one variant an act or a kind of look, with its mandatory fields.
//!
//! No session identifier, no signature and no personal value is ever a field: people are named by their number in the
//! registry. A variant once released keeps its code, its fields and their order; a change is a new variant.

use chrono::NaiveDate;

use super::declaring::{Mark, Subject, events};
use super::encoding::Damaged;
use super::field::{Digest, Field};
use crate::domain::body::BodyKind;
use crate::domain::budget::Aspect;
use crate::domain::ids::{
    ApplicationId, AttestationId, BodyId, CourseId, EmployeeLineId, FeedId, GrantId, HoldId, PersonId,
    SavedLookId, SubstitutionId, TrainingId,
};
use crate::domain::iin_bin::Bin;
use crate::domain::person::Role;
use crate::domain::system::System;

events! {
    /// A body was entered into the registry (R2).
    BodyRegistered = "body_registered" { body: BodyId, kind: BodyKind, bin: Bin }
    /// A body got another name.
    BodyRenamed = "body_renamed" { body: BodyId, from_on: NaiveDate }
    /// It was entered that a body ends (R2).
    BodyClosureAnnounced = "body_closure_announced" { body: BodyId, last_day: NaiveDate, act: String, successors: String }
    /// That a body ends was taken back before its last day was over.
    BodyClosureWithdrawn = "body_closure_withdrawn" { body: BodyId, last_day: NaiveDate, reason: String }
    /// Somebody was given a role of a body on its page.
    RoleGiven = "role_given" { person: PersonId, body: BodyId, roles: Vec<Role> }
    /// Name, post, address or language of a head or an officer were entered anew.
    OfficialCorrected = "official_corrected" { person: PersonId, body: BodyId }
    /// A role of somebody was ended on the page of the body.
    RoleEnded = "role_ended" { person: PersonId, body: BodyId, roles: Vec<Role>, reason: String }
    /// A file of bodies or staff was imported.
    RegistryImported = "registry_imported" { lines: i64 }
    /// A person was entered into the registry.
    PersonRegistered = "person_registered" { person: PersonId, body: BodyId, roles: Vec<Role> }
    /// Roles of a person changed.
    RolesChanged = "roles_changed" { person: PersonId, roles: Vec<Role> }
    /// Somebody signed in with the signature of the body's legal entity (R11).
    SignedIn = "signed_in" {
        person: PersonId,
        body: BodyId,
        /// Serial number of the certificate, hexadecimal.
        certificate: String,
    }
    /// A sign-in was refused.
    SignInRefused = "sign_in_refused" {
        /// The code of the cause.
        cause: String,
    }
    /// Somebody signed out.
    SignedOut = "signed_out" { person: PersonId }
    /// A signature for an act of a signed-in person was refused.
    SignatureRefused = "signature_refused" { application: ApplicationId, cause: String }
    /// A draft of an application was begun.
    ApplicationBegun = "application_begun" { application: ApplicationId, body: BodyId, systems: Vec<System> }
    /// The systems asked for in a draft changed.
    ApplicationSystemsChosen = "application_systems_chosen" { application: ApplicationId, systems: Vec<System> }
    /// An employee was added to a draft.
    EmployeeAdded = "employee_added" { application: ApplicationId, line: EmployeeLineId }
    /// An employee of a draft was written anew.
    EmployeeChanged = "employee_changed" { application: ApplicationId, line: EmployeeLineId }
    /// An employee was taken out of a draft.
    EmployeeRemoved = "employee_removed" { application: ApplicationId, line: EmployeeLineId }
    /// E-Qyzmet was asked about the code of an employee (R8).
    QrChecked = "qr_checked" {
        application: ApplicationId,
        line: EmployeeLineId,
        /// Digest of the text of the code.
        code: Digest,
        /// The code of the verdict.
        verdict: String,
    }
    /// A table of employees was read for a draft; nothing of it was taken yet.
    EmployeeTableKept = "employee_table_kept" { application: ApplicationId, rows: i64, faulty: i64 }
    /// A table of employees was thrown away.
    EmployeeTableDropped = "employee_table_dropped" { application: ApplicationId }
    /// The employees of a table were added to a draft.
    EmployeesAdded = "employees_added" { application: ApplicationId, employees: i64 }
    /// A clerk of the ministry began to enter an application that came on paper.
    PaperEntered = "paper_entered" {
        application: ApplicationId,
        body: BodyId,
        systems: Vec<System>,
        /// The outgoing number at the body.
        outgoing: String,
        /// The day on which the ministry received it.
        received_on: NaiveDate,
    }
    /// The particulars of a paper were written anew before it was registered.
    PaperCorrected = "paper_corrected" { application: ApplicationId, outgoing: String, received_on: NaiveDate }
    /// The scan of a paper was kept.
    PaperScanKept = "paper_scan_kept" { application: ApplicationId, scan: Digest, bytes: i64 }
    /// The scan of a paper, with the personal data on it, was taken away (P7.4).
    PaperScanLooked = "paper_scan_looked" { application: ApplicationId, scan: Digest }
    /// An application that came on paper was registered, without a signature in the portal (R8, R9.1).
    PaperRegistered = "paper_registered" {
        application: ApplicationId,
        number: String,
        systems: Vec<System>,
        employees: i64,
        outgoing: String,
        received_on: NaiveDate,
        /// Digest of the scan on which it rests.
        scan: Digest,
        /// Last day for considering it (R9.1), counted from the day of receipt.
        due_on: NaiveDate,
    }
    /// An application was signed and sent to the ministry (R8).
    ApplicationSubmitted = "application_submitted" {
        application: ApplicationId,
        number: String,
        systems: Vec<System>,
        /// How many employees it names.
        employees: i64,
        /// Last day for considering it (R9.1).
        due_on: NaiveDate,
        /// Digest of the bytes that were signed.
        signed: Digest,
        /// Serial number of the certificate, hexadecimal.
        certificate: String,
    }
    /// An application was taken back by its body.
    ApplicationWithdrawn = "application_withdrawn" { application: ApplicationId }
    /// The ministry forwarded an application to the integrator (R9.1).
    ApplicationForwarded = "application_forwarded" {
        application: ApplicationId,
        /// Last day for giving access (R9.2).
        due_on: NaiveDate,
        /// Why the step was late, where it was.
        late: Option<String>,
    }
    /// The ministry returned an application for correction.
    ApplicationReturned = "application_returned" { application: ApplicationId, reason: String, late: Option<String> }
    /// Every employee of an application was refused, by the ministry or the integrator.
    ApplicationRefused = "application_refused" { application: ApplicationId, stage: String, late: Option<String> }
    /// The integrator gave access to employees of an application (R9.2).
    ApplicationGranted = "application_granted" { application: ApplicationId, late: Option<String> }
    /// One employee was decided on.
    EmployeeDecided = "employee_decided" {
        application: ApplicationId,
        line: EmployeeLineId,
        /// The code of the decision.
        decision: String,
        /// Why, where refused.
        reason: Option<String>,
    }
    /// A grant was given (R9.2, R9.3).
    GrantGiven = "grant_given" {
        grant: GrantId,
        application: ApplicationId,
        person: PersonId,
        body: BodyId,
        system: System,
        /// Last day of the grant.
        until_on: NaiveDate,
    }
    /// A body reported, signed, that the powers of one of its people ended (R9.4); access stopped with it.
    PowersEndedReported = "powers_ended_reported" {
        hold: HoldId,
        person: PersonId,
        body: BodyId,
        /// The day on which the powers ended.
        ended_on: NaiveDate,
        /// `dismissal`, `transfer` or `other`.
        ending: String,
        /// Working days since the last day for reporting, where the report was late.
        late_days: Option<i64>,
        /// Digest of the bytes that were signed.
        signed: Digest,
        /// Serial number of the certificate, hexadecimal.
        certificate: String,
    }
    /// A signature under such a report was refused.
    ReportRefused = "report_refused" { person: PersonId, cause: String }
    /// Somebody was suspended at once, with a reason.
    PersonSuspended = "person_suspended" { hold: HoldId, person: PersonId, body: BodyId, reason: String }
    /// The ministry confirmed a suspension: access is blocked for good (R9.4).
    PersonBlocked = "person_blocked" { hold: HoldId, person: PersonId, body: BodyId }
    /// The ministry restored access that was suspended.
    AccessRestored = "access_restored" { hold: HoldId, person: PersonId, body: BodyId, reason: String }
    /// A file of the personnel record was checked; nothing of it took effect yet.
    FeedChecked = "feed_checked" {
        feed: FeedId,
        lines: i64,
        /// How many of them are about nobody of the portal.
        unknown: i64,
        /// Digest of the file.
        content: Digest,
    }
    /// A feed that was checked was thrown away.
    FeedDropped = "feed_dropped" { feed: FeedId }
    /// A feed took effect.
    FeedTaken = "feed_taken" {
        feed: FeedId,
        /// How many people it suspended.
        suspended: i64,
        /// How many wait for a second person.
        stopped: i64,
    }
    /// The personnel record said that powers of somebody ended (R9.4); access stopped with it.
    PowersEndedRecorded = "powers_ended_recorded" {
        hold: HoldId,
        person: PersonId,
        body: BodyId,
        feed: FeedId,
        ended_on: NaiveDate,
        ending: String,
        /// Working days since the last day on which the body should have reported it.
        late_days: Option<i64>,
    }
    /// The day of an event of the personnel record came, and there was nothing to stop any more.
    RecordedPassed = "recorded_passed" { feed: FeedId, person: PersonId }
    /// A second person released or rejected a body's part of a feed.
    FeedPartDecided = "feed_part_decided" {
        feed: FeedId,
        body: BodyId,
        /// `released` or `rejected`.
        decision: String,
        reason: String,
    }
    /// A feed with the people whom it names was looked at.
    FeedLooked = "feed_looked" {
        feed: FeedId,
        /// How many people the page showed.
        people: i64,
    }
    /// The grants, holds and last use of somebody were looked at.
    PersonLooked = "person_looked" { person: PersonId }
    /// A list of the people of a body with their grants was looked at.
    PeopleLooked = "people_looked" {
        body: BodyId,
        /// How many people the page showed.
        people: i64,
    }
    /// A list of suspensions was looked at.
    HoldsLooked = "holds_looked" {
        /// Which list.
        filter: String,
        /// How many the page showed.
        entries: i64,
    }
    /// The list of people whose access ends soon, in all bodies, was looked at.
    EndingsLooked = "endings_looked" { people: i64 }
    /// The list of people who were in two networks at once was looked at (R15).
    PresencesLooked = "presences_looked" { people: i64 }
    /// An application with the personal data of its employees was looked at (P7.4).
    ApplicationLooked = "application_looked" { application: ApplicationId }
    /// An application or its decision was taken on paper (P7.4).
    ApplicationPrinted = "application_printed" {
        application: ApplicationId,
        /// `application` or `decision`.
        paper: String,
        /// The language of the paper.
        lang: String,
        /// Digest of the file.
        content: Digest,
    }
    /// The certificate of a grant was taken on paper.
    CertificatePrinted = "certificate_printed" {
        grant: GrantId,
        application: ApplicationId,
        person: PersonId,
        lang: String,
        /// Digest of the file.
        content: Digest,
    }
    /// Budget figures were looked at (R5, R6).
    BudgetLooked = "budget_looked" {
        grant: GrantId,
        system: System,
        /// Whose budget: `republican`, or the KATO of the place.
        budget: String,
        /// The month: `2024-12`.
        period: String,
        /// Where in the report; empty above the sections.
        path: String,
        /// From which side.
        aspect: Aspect,
        /// Which version of the month; 0 where it is not reported.
        version: i64,
        /// How many lines the page showed.
        lines: i64,
    }
    /// Planned figures were looked at (R4, R6).
    PlanLooked = "plan_looked" {
        grant: GrantId,
        /// Whose budget.
        budget: String,
        /// The first of the three years: `2027`.
        plan: String,
        /// The stage: `draft`, `submitted`, `approved`.
        stage: String,
        /// The stage beside it, where two were compared.
        beside: Option<String>,
        /// Where in the plan; empty above the sections.
        path: String,
        /// Which version of the stage; 0 where the portal holds none.
        version: i64,
        /// How many lines the page showed.
        lines: i64,
    }
    /// The largest risk signs of a month over all budgets of a scope were looked at.
    LargestSignsLooked = "largest_signs_looked" {
        grant: GrantId,
        system: System,
        /// The month: `2024-12`.
        period: String,
        /// Of which kind; empty for all.
        kind: String,
        /// How many signs the page showed.
        lines: i64,
    }
    /// The budget was searched. What was typed is not kept: it may be somebody's name.
    BudgetSearched = "budget_searched" {
        grant: GrantId,
        system: System,
        /// Whose budget.
        budget: String,
        /// The month: `2024-12`.
        period: String,
        /// How many letters and digits were typed.
        length: i64,
        /// How many hits were shown.
        hits: i64,
    }
    /// Somebody saved a look under a name of their own.
    LookSaved = "look_saved" {
        look: SavedLookId,
        system: System,
        /// Whose budget.
        budget: String,
        /// The month: `2024-12`.
        period: String,
        /// Where in the report; empty above the sections.
        path: String,
    }
    /// A saved look was given another name.
    LookRenamed = "look_renamed" { look: SavedLookId }
    /// A saved look was removed.
    LookRemoved = "look_removed" { look: SavedLookId }
    /// A saved look was opened: what was new there counts as seen.
    LookOpened = "look_opened" { look: SavedLookId }
    /// A page with budget figures was taken away as a file.
    BudgetExtracted = "budget_extracted" {
        grant: GrantId,
        system: System,
        budget: String,
        period: String,
        path: String,
        version: i64,
        /// How many rows the tables of the file have.
        rows: i64,
        /// `csv` or `xlsx`.
        format: String,
        /// The address of the page: with its filter, order and unit.
        address: String,
        /// Digest of the file.
        content: Digest,
    }
    /// A person, or a body's writers, were reminded that access ends soon (R9.3).
    EndingReminded = "ending_reminded" {
        person: Option<PersonId>,
        body: BodyId,
        /// The first last day.
        until_on: Option<NaiveDate>,
        /// How many people were told; none where a later reminder was due already, or nothing ended any more.
        told: i64,
    }
    /// Those who must take a step were reminded of its last day (R9).
    StepReminded = "step_reminded" {
        application: ApplicationId,
        stage: String,
        due_on: NaiveDate,
        /// The code of what fell due.
        occasion: String,
        /// How many people were told; none where the portal stood still on that day.
        told: i64,
    }
    /// An overdue step was escalated the next working morning (R9).
    StepEscalated = "step_escalated" {
        application: ApplicationId,
        stage: String,
        due_on: NaiveDate,
        /// The superior.
        person: Option<PersonId>,
        /// How many people were told.
        told: i64,
    }
    /// Somebody was named as the superior whom overdue steps are escalated to, or nobody any more.
    SuperiorNamed = "superior_named" { stage: String, person: Option<PersonId> }
    /// Somebody chose the language of their letters.
    LetterLanguageChosen = "letter_language_chosen" { person: PersonId, lang: String }
    /// A letter that was given up is sent again.
    LetterSentAgain = "letter_sent_again" {
        letter: i64,
        /// The addressee.
        person: PersonId,
    }
    /// An edition of the calendar was published (R9).
    CalendarPublished = "calendar_published" {
        /// Its name.
        calendar: String,
        /// How many days it changes.
        days: i64,
        /// How many promises it would have counted otherwise; they stand.
        promises: i64,
    }
    /// A day of the next edition of the calendar was changed.
    CalendarDayDrafted = "calendar_day_drafted" {
        on: NaiveDate,
        /// What it becomes.
        kind: String,
    }
    /// The change of a day was taken back before it was published.
    CalendarDayTakenBack = "calendar_day_taken_back" { on: NaiveDate }
    /// The next edition of the calendar covers one more year.
    CalendarYearDrafted = "calendar_year_drafted" { year: i64 }
    /// A published edition would count a promise otherwise; the promise stands.
    PromiseRecounted = "promise_recounted" {
        application: ApplicationId,
        /// The promised day.
        kept_on: NaiveDate,
        /// What the edition gives; none where it does not reach that far.
        counted_on: Option<NaiveDate>,
        /// The edition.
        calendar: String,
    }
    /// A role was set up in a system, for the competence of a body that got access first (R6).
    SystemRoleCreated = "system_role_created" { role: String, application: ApplicationId }
    /// A course was entered (R12).
    CourseAdded = "course_added" { course: CourseId, systems: Vec<System> }
    /// A training was entered, with the day by which it is reported (R13.2).
    TrainingEntered = "training_entered" { training: TrainingId, course: CourseId, taught: String, held_on: NaiveDate, due_on: NaiveDate }
    /// What became of somebody in a training (R13.1).
    TrainingOutcome = "training_outcome" { training: TrainingId, person: PersonId, outcome: String }
    /// A training was reported to the ministry (R13.2).
    TrainingReported = "training_reported" { training: TrainingId, people: i64, passed: i64, late_days: Option<i64> }
    /// Operators were reminded of the report of a training, or the ministry was told that it is overdue (R13.2).
    TrainingReportTold = "training_report_told" { training: TrainingId, due_on: NaiveDate, occasion: String, told: i64 }
    /// A body was asked which of its people still work there; after the second day silence suspends.
    AttestationAsked = "attestation_asked" {
        attestation: AttestationId,
        body: BodyId,
        due_on: NaiveDate,
        silent_on: NaiveDate,
        people: i64,
        told: i64,
    }
    /// Its writers were reminded of it; nobody where that day was over.
    AttestationReminded = "attestation_reminded" { attestation: AttestationId, body: BodyId, due_on: NaiveDate, told: i64 }
    /// The ministry was told how many bodies did not answer by a day.
    AttestationsOverdue = "attestations_overdue" { due_on: NaiveDate, bodies: i64, told: i64 }
    /// A body confirmed people of a list with this digest; so many wait still.
    AttestationMade = "attestation_made" { attestation: AttestationId, body: BodyId, people: i64, left: i64, list: Digest }
    /// A body was silent until a day, and so many people are suspended.
    AttestationSilence = "attestation_silence" { attestation: AttestationId, body: BodyId, silent_on: NaiveDate, people: i64, told: i64 }
    /// Somebody is suspended because their body was silent about them.
    PersonUnattested = "person_unattested" { hold: HoldId, person: PersonId, body: BodyId, silent_on: NaiveDate }
    /// Their body said that they work there after all.
    PersonAttested = "person_attested" { hold: HoldId, person: PersonId, body: BodyId }
    /// Somebody looked at which bodies attested.
    AttestationsLooked = "attestations_looked" { filter: String, entries: i64 }
    /// Somebody accepted the duties of use (R15).
    DutiesAccepted = "duties_accepted" { person: PersonId, edition: String }
    /// Somebody was named to stand in for somebody absent.
    SubstituteNamed = "substitute_named" {
        substitution: SubstitutionId,
        /// Who stands in.
        substitute: PersonId,
        /// For whom.
        absent: PersonId,
        first_day: NaiveDate,
        last_day: NaiveDate,
        /// By which order.
        basis: String,
    }
    /// A substitution ended before its last day.
    SubstitutionEnded = "substitution_ended" { substitution: SubstitutionId, substitute: PersonId, absent: PersonId }
    /// What somebody could see on a day was explained, with what they looked at.
    AccessExplained = "access_explained" { person: PersonId, on: NaiveDate, looks: i64 }
    /// The journal was looked at.
    JournalLooked = "journal_looked" {
        /// The filter as in the address.
        filter: String,
        /// How many entries the page showed.
        entries: i64,
    }
    /// Somebody looked at their own record.
    RecordLooked = "record_looked" { person: PersonId }
    /// The demo's clock was moved.
    DemoClockMoved = "demo_clock_moved" { seconds: i64 }
}
