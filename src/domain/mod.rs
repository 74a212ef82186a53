//! Ground floor: law and arithmetic. Values in, values out; no clock, no database, no web.
//!
//! # Glossary
//! One word per thing, in the words of the regulation (paragraph numbers `R…` are those of order 270).
//!
//! | word | meaning |
//! | --- | --- |
//! | body | a representative body or a body of state audit and financial control (R2.5, R2.6); also the ministry, the budget-planning body and the integrator (R2.2–R2.4) |
//! | person | somebody who works in a body: IIN + body, never a certificate |
//! | application | what a body sends to the ministry to get access for its employees (R8) |
//! | employee line | one row of the annex table: one employee of one application |
//! | verdict | what is said of one employee at one stage: accepted, or refused with a reason |
//! | version | a digest of an application; decisions are bound to the one that was shown |
//! | permit | proof that an actor may do something to something |
//! | considering | what the ministry does with an application (R9.1) |
//! | day off | a weekend, a holiday, a day carried over or moved; everything else is a working day |
//! | deadline | the last day of a period of the order, promised once (R9.1, R9.2, R9.4) |
//! | due fact | what falls due by time alone, once, at its nominal instant: a reminder, an escalation |
//! | edition | a published version of the calendar; never changed |
//! | promise | the deadline of one step of one application, with what became of it |
//! | training | a course of the integrator held on a day; passed before work (R12, R13) |
//! | grant | the permission of one person for one system, for one year (R9.2, R9.3) |
//! | system | AC (execution) or SP (planning), the two objects of access (R4) |
//! | system role | the role in one of the two systems that matches a body's competence (R6); grants rest on it |
//! | scope | what a body may see (R6) |
//! | reach | how far a scope reaches: everything, local budgets of a region, one administrator (R6.1–R6.5) |
//! | term | the year of a grant, to the end of its last day (R9.3) |
//! | attestation | once a half-year a body says which of its people with access still work there; *silence* suspends them |
//! | renewal | a new application from 60 days before the end of a term, whose year follows without a gap or overlap (R9.3) |
//! | administrator | administrator of budget programmes, a three-digit code |
//! | region | a KATO subtree |
//! | given name | what a load says that a place or a code of the classification is called; its *bearer* is what is named |
//! | look | one answered page of budget figures; each is an entry of the journal |
//! | saved look | a page of the budget under a name of one's own |
//! | sign | a risk sign: a question with a published formula, answered with yes; not a violation |
//! | service level | how long the steps of applications took, against what is promised |
//! | separation | powers of an employee ended (R9.4) |
//! | substitution | for named days somebody may do what an absent colleague may, on their behalf |
//! | network | where requests come from; a person's sessions in two at once are shown to the ministry's administrator (R15) |
//! | feed | a file of the personnel record (E-Qyzmet) with the people who left or moved; *recorded* is one event of it |
//! | brake | the share of a body above which its part of a feed waits for a second person |
//! | hold | what stops a person's grants before their year is over: *suspended* at once, *blocked* when the ministry confirms, *restored* when it lifts the hold (R9.4) |

pub mod access;
pub mod application;
pub mod attestation;
pub mod body;
pub mod budget;
pub mod calendar;
pub mod contact;
pub mod deadline;
pub mod desk;
pub mod due;
pub mod duties;
pub mod eqyzmet;
pub mod grant;
pub mod hold;
pub mod ids;
pub mod iin_bin;
pub mod journal;
pub mod lang;
pub mod money;
pub mod names;
pub mod notice;
pub mod person;
pub mod personnel;
pub mod presence;
pub mod promise;
pub mod region;
pub mod registry;
pub mod renewal;
pub mod saved;
pub mod scope;
pub mod service_level;
pub mod signature;
pub mod substitution;
pub mod system;
pub mod system_role;
pub mod training;
