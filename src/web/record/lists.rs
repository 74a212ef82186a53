//! Applications in a list, in words.

use super::{holder, number, state_tag, systems};
use crate::domain::deadline::{Deadline, Standing};
use crate::services::applications::looking::Listed;
use crate::web::frame::Frame;
use crate::web::parts::{Tag, Tone, standing_tag};

/// An application in a list, in words.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its page.
    pub href: String,
    /// Its number, or that it has none yet.
    pub number: String,
    /// The name of the body.
    pub body: String,
    /// How many employees it names.
    pub employees: String,
    /// The systems asked for.
    pub systems: String,
    /// Its state.
    pub state: Tag,
    /// With whom it lies.
    pub holder: String,
    /// When it came to where it lies.
    pub since: String,
    /// The last day of the step, where one runs.
    pub due: Option<String>,
    /// How that day stands.
    pub standing: Option<Tag>,
    /// How the row stands out.
    pub tone: &'static str,
}

/// The rows of a list; `address` gives the page of each.
pub fn records(frame: &Frame, listed: &[Listed], address: impl Fn(&Listed) -> String) -> Vec<Row> {
    listed.iter().map(|listed| row(frame, listed, address(listed))).collect()
}

fn row(frame: &Frame, listed: &Listed, href: String) -> Row {
    let application = &listed.application;
    Row {
        href,
        number: number(frame, application),
        body: listed.body.name.get(frame.lang).to_owned(),
        employees: frame.number(application.lines.len()),
        systems: systems(frame, &application.systems),
        state: state_tag(frame, &application.state),
        holder: holder(frame, application),
        since: application.state.since().map_or_else(String::new, |(at, _)| frame.moment(at)),
        due: application.state.deadline().map(Deadline::due_on).map(|day| frame.day(day)),
        standing: listed.standing.map(|standing| standing_tag(frame, standing)),
        tone: listed.standing.map_or(Tone::Plain, tone).class(),
    }
}

pub(super) fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::InTime { .. } => Tone::Plain,
        Standing::DueToday => Tone::Warn,
        Standing::Overdue { .. } => Tone::Bad,
    }
}
