//! The version of an application: a digest of everything in it. A decision is bound to the version that was shown, so a
//! stale page decides nothing.

use super::{Application, Employee, Paper, State};
use crate::domain::deadline::Deadline;
use crate::domain::journal::{Digest, Field as _};
use chrono::{DateTime, Utc};

/// What an application contained at some moment. Printed as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Version(Digest);

/// The text is not a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a version of an application")]
pub struct NotAVersion;

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.text())
    }
}

impl std::str::FromStr for Version {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Version, NotAVersion> {
        Digest::parse(text).map(Version).ok_or(NotAVersion)
    }
}

impl Application {
    /// The version of what it contains now: form, decisions and state.
    pub fn version(&self) -> Version {
        let mut bytes = Bytes(vec![1]);
        bytes.put(self.id).put(self.body).maybe(self.number).paper(self.paper.as_ref());
        bytes.put(self.systems.len());
        for system in &self.systems {
            bytes.put(system.code());
        }
        bytes.put(self.lines.len());
        for line in &self.lines {
            bytes.put(line.id).employee(&line.employee);
            bytes.put(line.decision.code()).maybe(line.decision.reason());
        }
        bytes.state(&self.state);
        Version(Digest::of(&bytes.0))
    }
}

/// Fields one after the other, each with its length before it, so that two different applications never give the same
/// bytes.
struct Bytes(Vec<u8>);

impl Bytes {
    fn put(&mut self, field: impl ToString) -> &mut Bytes {
        let text = field.to_string();
        self.0.extend((text.len() as u64).to_be_bytes());
        self.0.extend(text.as_bytes());
        self
    }

    fn maybe(&mut self, field: Option<impl ToString>) -> &mut Bytes {
        match field {
            Some(field) => self.put("+").put(field),
            None => self.put("-"),
        }
    }

    fn paper(&mut self, paper: Option<&Paper>) -> &mut Bytes {
        let Some(Paper { outgoing, dated_on, received_on, by, scan }) = paper else { return self.put("-") };
        self.put(outgoing).put(dated_on).put(received_on).put(by).maybe(scan.map(|scan| scan.text()))
    }

    fn employee(&mut self, employee: &Employee) -> &mut Bytes {
        let Employee { name, iin, position, unit, qr, phone, email, purpose } = employee;
        self.put(&name.surname).put(&name.given).maybe(name.patronymic.as_ref());
        self.put(iin.as_str()).put(position).put(unit).put(qr);
        self.put(phone.as_str()).put(email.as_str()).put(purpose)
    }

    /// Instants in microseconds, as far as storage keeps them.
    fn at(&mut self, at: &DateTime<Utc>) -> &mut Bytes {
        self.put(at.timestamp_micros())
    }

    fn deadline(&mut self, deadline: &Deadline) -> &mut Bytes {
        self.put(deadline.due_on()).put(deadline.calendar_version())
    }

    fn state(&mut self, state: &State) -> &mut Bytes {
        self.put(state.code());
        match state {
            State::Draft => self,
            State::Submitted { at, by, considering } => self.at(at).put(by).deadline(considering),
            State::Forwarded { at, by, granting, late } => {
                self.at(at).put(by).deadline(granting).maybe(late.as_ref())
            }
            State::Returned { at, by, reason, late } => self.at(at).put(by).put(reason).maybe(late.as_ref()),
            State::Refused { at, by, stage, late } => {
                self.at(at).put(by).put(stage.code()).maybe(late.as_ref())
            }
            State::Granted { at, by, late } => self.at(at).put(by).maybe(late.as_ref()),
            State::Withdrawn { at, by } => self.at(at).put(by),
        }
    }
}
