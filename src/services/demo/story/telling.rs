//! Telling the story: each act by its person, signed in, through the service that anybody else would call.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::plot::{Deed, EPISODES, Episode};
use super::timing::Act;
use crate::domain::access::See;
use crate::domain::application::{Application, Employee, EmployeeFields, Reason, Stage, Verdict};
use crate::domain::calendar::{NotCovered, day_of};
use crate::domain::ids::{ApplicationId, CourseId, EmployeeLineId, PersonId};
use crate::domain::lang::Lang;
use crate::domain::person::Role;
use crate::domain::system::System;
use crate::domain::training::{Outcome, Taught};
use crate::gateways::demo_authority::Attachment;
use crate::gateways::eqyzmet::Stub;
use crate::gateways::registry_files::{LineFault, StaffLine};
use crate::services::applications::looking::Desk;
use crate::services::applications::{considering, granting, looking, submitting, writing};
use crate::services::calendars::Calendars;
use crate::services::demo::{Demo, NotPlayed, Someone, country};
use crate::services::sessions::{self, SignedIn};
use crate::services::{superiors, training};
use crate::storage::{Failure, StorageError, grants};

/// What stands for the browser of everybody in the story.
const BROWSER: &str = "the teller of the story";

/// Whose people are still to be trained when the demonstration begins (R13.1).
const UNTRAINED: &str = "kostanay-akimat";

/// Why the story can't be told.
#[derive(Debug, thiserror::Error)]
pub enum NotTold {
    /// The calendar of working days does not reach far enough back or forward.
    #[error("the demonstration can't begin on this day: {0}")]
    NotCovered(#[from] NotCovered),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Somebody can't sign in.
    #[error(transparent)]
    NotPlayed(#[from] NotPlayed),
    /// The plot and the country do not fit, or a rule refuses an act: a mistake in the story.
    #[error("the story does not fit: {0}")]
    Unfit(String),
}

impl From<Vec<LineFault>> for NotTold {
    fn from(faults: Vec<LineFault>) -> NotTold {
        NotTold::Unfit(faults.iter().map(LineFault::to_string).collect::<Vec<_>>().join("; "))
    }
}

impl<R: std::fmt::Debug> From<Failure<R>> for NotTold {
    fn from(failure: Failure<R>) -> NotTold {
        match failure {
            Failure::Refused(why) => NotTold::Unfit(format!("{why:?}")),
            Failure::Storage(error) => error.into(),
        }
    }
}

/// Tells one act after another.
pub struct Teller<'a> {
    demo: &'a Demo,
    calendars: &'a Calendars,
    people: Vec<Someone>,
    employees: Vec<StaffLine>,
    begun: BTreeMap<usize, ApplicationId>,
    course: Option<CourseId>,
}

impl<'a> Teller<'a> {
    /// A teller who knows everybody of the registry at the instant `at`.
    pub async fn new(
        demo: &'a Demo,
        calendars: &'a Calendars,
        at: DateTime<Utc>,
    ) -> Result<Teller<'a>, NotTold> {
        let (people, employees) = (demo.people(at).await?, country::auditors()?);
        Ok(Teller { demo, calendars, people, employees, begun: BTreeMap::new(), course: None })
    }

    /// Lets one act happen.
    pub async fn perform(&mut self, act: &Act) -> Result<(), NotTold> {
        let episode = EPISODES.get(act.episode).ok_or_else(|| unfit("no such episode"))?;
        let (demo, at) = (self.demo, act.at);
        let who = self.actor(act, episode).await?;
        if matches!(act.deed, Deed::Write) {
            let systems = episode.systems.iter().copied().collect();
            let id = writing::begin(&demo.db, &who, systems, at).await?;
            for name in episode.employees {
                let employee = self.employee(&address(name, episode.body), who.person.lang)?;
                writing::add_employee(&demo.db, &who, id, employee, at).await?;
            }
            self.begun.insert(act.episode, id);
            return Ok(());
        }
        let id = *self.begun.get(&act.episode).ok_or_else(|| unfit("nothing is written yet"))?;
        let looked = looking::show(&demo.db, self.calendars, &who, desk(act.deed), See, id, at).await?;
        let (version, shown) = (looked.version, looked.application);
        match act.deed {
            Deed::Write => {}
            Deed::Submit => self.submit(&who, id, at).await?,
            Deed::Consider { refused, late } => {
                let (verdicts, late) = (verdicts(&shown, refused)?, reason(late)?);
                considering::decide(&demo.db, self.calendars, &who, id, version, verdicts, late, at).await?;
            }
            Deed::Return(why) => {
                let why = reason(Some(why))?.ok_or_else(|| unfit("no reason"))?;
                considering::return_for_correction(&demo.db, &who, id, version, why, None, at).await?;
            }
            Deed::Grant { refused, late } => {
                let (verdicts, late) = (verdicts(&shown, refused)?, reason(late)?);
                granting::decide(&demo.db, &who, id, version, verdicts, late, at).await?;
                if episode.body != UNTRAINED {
                    self.train(&who, id, at).await?;
                }
            }
            Deed::Withdraw => writing::withdraw(&demo.db, &who, id, version, at).await?,
        }
        Ok(())
    }

    /// Whoever does this, signed in.
    async fn actor(&self, act: &Act, episode: &Episode) -> Result<SignedIn, NotTold> {
        let (role, host) = match act.deed {
            Deed::Write | Deed::Submit | Deed::Withdraw => (Role::Head, episode.body),
            Deed::Consider { .. } | Deed::Return(_) => (Role::Reviewer, "ministry"),
            Deed::Grant { .. } => (Role::Operator, "integrator"),
        };
        let colleagues: Vec<&Someone> =
            self.people.iter().filter(|someone| is(someone, role, host)).collect();
        let turn = act.episode % colleagues.len().max(1);
        let someone =
            colleagues.get(turn).ok_or_else(|| unfit(format!("nobody is {} of {host}", role.code())))?;
        self.signed_in(someone, act.at).await
    }

    /// Names whom overdue steps are escalated to: the ministry's administrator, and the integrator's second operator.
    pub async fn name_superiors(&self, at: DateTime<Utc>) -> Result<(), NotTold> {
        let all = |role, host: &'static str| self.people.iter().filter(move |one| is(one, role, host));
        let administrator = all(Role::Administrator, "ministry").next();
        let administrator = administrator.ok_or_else(|| unfit("nobody is administrator"))?;
        let operator = all(Role::Operator, "integrator").nth(1);
        let who = self.signed_in(administrator, at).await?;
        let wanted = vec![
            (Stage::Ministry, Some(administrator.person.id)),
            (Stage::Integrator, operator.map(|operator| operator.person.id)),
        ];
        superiors::name(&self.demo.db, &who, wanted, at).await?;
        Ok(())
    }

    /// Enters the training of the day on which the demonstration begins: outcomes are still to be written down.
    pub async fn hold_training(&self, at: DateTime<Utc>) -> Result<(), NotTold> {
        let operator = self.people.iter().find(|someone| is(someone, Role::Operator, "integrator"));
        let operator = operator.ok_or_else(|| unfit("nobody is operator"))?;
        let course = self.course.ok_or_else(|| unfit("there is no course"))?;
        let who = self.signed_in(operator, at).await?;
        let place = "Астана, Жеңіс даңғылы, 11, 305-бөлме".to_owned();
        let (db, today) = (&self.demo.db, day_of(at));
        training::enter(db, self.calendars, &who, course, Taught::Kk, today, place, at).await?;
        Ok(())
    }

    async fn signed_in(&self, someone: &Someone, at: DateTime<Utc>) -> Result<SignedIn, NotTold> {
        let started = self.demo.play(someone, BROWSER, None, at).await?;
        let found = sessions::find(&self.demo.db, &started.token, None, at).await?;
        found.ok_or_else(|| unfit("a session that has just begun is not there"))
    }

    /// Holds a training for those who were given access, and reports it.
    async fn train(&mut self, who: &SignedIn, id: ApplicationId, at: DateTime<Utc>) -> Result<(), NotTold> {
        let db = &self.demo.db;
        let given = db.read(move |conn| grants::of_application(conn, id)).await?;
        let people: BTreeSet<PersonId> = given.iter().map(|grant| grant.person).collect();
        if people.is_empty() {
            return Ok(());
        }
        let course = match self.course {
            Some(course) => course,
            None => {
                let (kk, ru) =
                    ("Бюджет процесінің жүйелерімен жұмыс", "Работа в системах бюджетного процесса");
                training::add_course(db, who, kk.to_owned(), ru.to_owned(), System::ALL.into(), at).await?
            }
        };
        self.course = Some(course);
        let (today, place) = (day_of(at), "https://oqu.integrator.example/1".to_owned());
        let held = training::enter(db, self.calendars, who, course, Taught::Kk, today, place, at).await?;
        let passed = people.into_iter().map(|person| (person, Outcome::Passed)).collect();
        training::record(db, who, held, passed, at).await?;
        training::report(db, self.calendars, who, held, at).await?;
        Ok(())
    }

    async fn submit(&self, who: &SignedIn, id: ApplicationId, at: DateTime<Utc>) -> Result<(), NotTold> {
        let Demo { db, anchors, outbox, .. } = self.demo;
        let challenge = submitting::ask(db, &outbox.portal, BROWSER, who, id, at).await?;
        let someone = self.people.iter().find(|someone| someone.person.id == who.person.id);
        let someone = someone.ok_or_else(|| unfit("an unknown head"))?;
        let cms = self.demo.sign(someone, &challenge.content, Attachment::Attached, at);
        let cms = cms.map_err(NotPlayed::from)?;
        let address = &challenge.address;
        submitting::answer(db, anchors, self.calendars, BROWSER, who, id, address, &cms, at).await?;
        Ok(())
    }

    /// The code of an employee. Two of the story are not what they should be: one is a colleague's, one is of no use.
    fn code(&self, address: &str) -> Result<String, NotTold> {
        let holder = match address {
            "sh.kuanysheva@akmola-maslikhat.example" => return Ok("IMG_2041".to_owned()),
            "a.kassymov@karaganda-audit.example" => "zh.yessenova@karaganda-audit.example",
            own => own,
        };
        let held = self.employees.iter().find(|line| line.email.as_deref() == Some(holder));
        held.map(|held| Stub::code(&held.iin, &held.bin)).ok_or_else(|| unfit(format!("nobody is {holder}")))
    }

    /// The card of an employee, in the language of the head who writes it.
    fn employee(&self, address: &str, lang: Lang) -> Result<Employee, NotTold> {
        let at = self.employees.iter().position(|line| line.email.as_deref() == Some(address));
        let at = at.ok_or_else(|| unfit(format!("nobody has the address {address}")))?;
        let StaffLine { iin, name, position, .. } = &self.employees[at];
        let (unit, purpose) = match lang {
            Lang::Kk | Lang::En => (
                "Бюджет аудиті бөлімі",
                "Бюджеттің атқарылуына мемлекеттік аудит жүргізу және бюджет процесіне мониторинг",
            ),
            Lang::Ru => (
                "Отдел аудита бюджета",
                "Государственный аудит исполнения бюджета и мониторинг бюджетного процесса",
            ),
        };
        let fields = EmployeeFields {
            surname: &name.surname,
            given: &name.given,
            patronymic: name.patronymic.as_deref().unwrap_or_default(),
            iin: iin.as_str(),
            position,
            unit,
            qr: &self.code(address)?,
            phone: &format!("+7 717 274 {:04}", 1000 + at * 37),
            email: address,
            purpose,
        };
        Employee::parse(&fields).map_err(|faults| unfit(format!("{address}: {faults:?}")))
    }
}

/// From where the one who does this looks at the application first.
fn desk(deed: Deed) -> Desk {
    match deed {
        Deed::Write | Deed::Submit | Deed::Withdraw => Desk::Body,
        Deed::Consider { .. } | Deed::Return(_) => Desk::Stage(Stage::Ministry),
        Deed::Grant { .. } => Desk::Stage(Stage::Integrator),
    }
}

fn is(someone: &Someone, role: Role, host: &str) -> bool {
    let address = someone.person.email.as_deref().unwrap_or_default();
    someone.person.roles.contains(&role) && address.ends_with(&format!("@{host}.example"))
}

fn address(name: &str, host: &str) -> String {
    format!("{name}@{host}.example")
}

/// A verdict on each line that waits for one.
fn verdicts(
    shown: &Application,
    refused: &[(usize, &'static str)],
) -> Result<Vec<(EmployeeLineId, Verdict)>, NotTold> {
    let verdict = |place: usize| match refused.iter().find(|(line, _)| *line == place) {
        None => Ok(Verdict::Accept),
        Some((_, why)) => Reason::parse(why).map(Verdict::Refuse).map_err(|bad| unfit(bad.to_string())),
    };
    let waiting = shown.lines.iter().enumerate().filter(|(_, line)| line.decision.reason().is_none());
    waiting.map(|(place, line)| Ok((line.id, verdict(place)?))).collect()
}

fn reason(words: Option<&str>) -> Result<Option<Reason>, NotTold> {
    words.map(Reason::parse).transpose().map_err(|bad| unfit(bad.to_string()))
}

fn unfit(what: impl Into<String>) -> NotTold {
    NotTold::Unfit(what.into())
}
