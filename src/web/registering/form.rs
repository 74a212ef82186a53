//! The particulars of a paper as a form: what was typed, what is wrong with it.

use chrono::NaiveDate;
use rocket::FromForm;

use crate::domain::application::{BadPaper, Paper};
use crate::domain::ids::PersonId;
use crate::domain::names::BadText;
use crate::web::frame::Frame;
use crate::web::parts::{Faults, Field, Width};

/// Outgoing number and dates as they were typed.
#[derive(Default, FromForm)]
pub struct PaperForm {
    outgoing: String,
    dated_on: String,
    received_on: String,
}

impl PaperForm {
    /// Those of a paper that was entered before.
    pub fn of(paper: &Paper) -> PaperForm {
        PaperForm {
            outgoing: paper.outgoing.clone(),
            dated_on: paper.dated_on.to_string(),
            received_on: paper.received_on.to_string(),
        }
    }

    /// The paper; every fault is added to those of the form, in which the fields begin with `within`.
    pub fn read(
        &self,
        frame: &Frame,
        within: &str,
        by: PersonId,
        today: NaiveDate,
        faults: &mut Faults,
    ) -> Option<Paper> {
        let mut day = |field: &str, typed: &str| match NaiveDate::parse_from_str(typed.trim(), "%Y-%m-%d") {
            Ok(day) => Some(day),
            Err(_) => {
                faults.add(format!("{within}{field}"), frame.t("paper-fault-date"));
                None
            }
        };
        let (dated, received) = (day("dated_on", &self.dated_on), day("received_on", &self.received_on));
        // The outgoing number is looked at even where a day does not read.
        let (dated_on, received_on) =
            (dated.or(received).unwrap_or(today), received.or(dated).unwrap_or(today));
        match Paper::parse(&self.outgoing, dated_on, received_on, by, today) {
            Ok(paper) => dated.and(received).map(|_| paper),
            Err(found) => {
                for fault in found {
                    let (field, words) = words(frame, fault);
                    let field = format!("{within}{field}");
                    if faults.of(&field).is_none() {
                        faults.add(field, words);
                    }
                }
                None
            }
        }
    }

    /// The fields.
    pub fn fields(&self, frame: &Frame, within: &str, faults: &Faults) -> Vec<Field> {
        let day = |name: &str, label: String, value: &str| {
            let field = Field::line(format!("{within}{name}"), label).kind("date", "off");
            field.width(Width::Middle).value(value).faults(faults)
        };
        vec![
            Field::line(format!("{within}outgoing"), frame.t("paper-outgoing"))
                .hint(frame.t("paper-outgoing-hint"))
                .value(&self.outgoing)
                .faults(faults),
            day("dated_on", frame.t("paper-dated"), &self.dated_on),
            day("received_on", frame.t("paper-received"), &self.received_on)
                .hint(frame.t("paper-received-hint")),
        ]
    }
}

fn words(frame: &Frame, fault: BadPaper) -> (&'static str, String) {
    match fault {
        BadPaper::Outgoing(BadText::Empty) => ("outgoing", frame.t("paper-fault-outgoing")),
        BadPaper::Outgoing(BadText::TooLong) => ("outgoing", frame.n("employee-fault-too-long", Paper::MOST)),
        BadPaper::Outgoing(BadText::Invisible) => ("outgoing", frame.t("employee-fault-invisible")),
        BadPaper::ReceivedBeforeDated => ("received_on", frame.t("paper-fault-before")),
        BadPaper::ReceivedLater => ("received_on", frame.t("paper-fault-later")),
        BadPaper::ReceivedLongAgo => ("received_on", frame.t("paper-fault-long-ago")),
    }
}
