//! From a notice to a letter in the language of its addressee. Must not know how it is carried.

use crate::domain::lang::Lang;
use crate::domain::notice::Notice;
use crate::gateways::mail::Letter;
use crate::storage::outbox::Waiting;
use crate::text::{dates, text};

/// One line per message: its first line is the subject, the body begins after an empty line.
macro_rules! messages {
    ($($code:literal),+ $(,)?) => {
        fn template(code: &str, lang: Lang) -> Option<&'static str> {
            match (code, lang) {
                $(
                    ($code, Lang::Kk) => Some(include_str!(concat!("../../../templates/mail/", $code, "/kk.txt"))),
                    ($code, Lang::Ru) => Some(include_str!(concat!("../../../templates/mail/", $code, "/ru.txt"))),
                    ($code, Lang::En) => Some(include_str!(concat!("../../../templates/mail/", $code, "/en.txt"))),
                )+
                _ => None,
            }
        }
    };
}

messages! {
    "access_granted",
    "application_arrived",
    "application_forwarded",
    "application_refused",
    "application_returned",
    "application_submitted",
}

/// The letter of a waiting notice; `portal` is the origin that browsers use. None where the address is not known.
pub(super) fn write(waiting: &Waiting, portal: &str) -> Option<Letter> {
    let (subject, body) = words(&waiting.notice, waiting.lang, &waiting.name.full(), portal);
    Some(Letter {
        id: waiting.dedup.clone(),
        name: waiting.name.full(),
        address: waiting.address.clone()?,
        subject,
        body,
        at: waiting.written_at,
    })
}

/// Subject and body.
pub(super) fn words(notice: &Notice, lang: Lang, name: &str, portal: &str) -> (String, String) {
    let systems: Vec<String> =
        notice.systems().iter().map(|system| text(lang, &format!("system-{}", system.code()))).collect();
    let values = [
        ("name", name.to_owned()),
        ("number", notice.application().to_string()),
        ("day", notice.day().map(|day| dates::date(lang, day)).unwrap_or_default()),
        ("systems", systems.join(", ")),
        ("portal", portal.to_owned()),
    ];
    let template = template(notice.code(), lang).unwrap_or_default();
    let (subject, body) = template.split_once("\n\n").unwrap_or((template, ""));
    (fill(subject, &values), fill(body, &values))
}

/// Puts values in place of `{name}`; a value is never looked at again, whatever it holds.
fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut pieces = template.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        debug_assert!(value.is_some(), "a letter names {name:?}, which has no value");
        filled.push_str(value.map(|(_, value)| value.as_str()).unwrap_or_default());
        filled.push_str(rest);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ApplicationId;
    use crate::domain::system::System;

    fn notices() -> Vec<Notice> {
        let application = ApplicationId(17);
        let due_on = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        vec![
            Notice::ApplicationSubmitted { application, due_on },
            Notice::ApplicationArrived { application, due_on },
            Notice::ApplicationForwarded { application, due_on },
            Notice::ApplicationReturned { application },
            Notice::ApplicationRefused { application },
            Notice::AccessGranted { application, systems: System::ALL.to_vec(), until_on: due_on },
        ]
    }

    #[test]
    fn every_notice_has_a_letter_in_each_language_that_says_what_it_must() {
        for notice in notices() {
            for lang in Lang::ALL {
                let (subject, body) = words(&notice, lang, "Серікбаева Айгүл", "https://portal.example.kz");
                let at = format!("{} {lang:?}: {subject}\n{body}", notice.code());
                assert!(
                    subject.contains("17") && !subject.contains('\n') && subject.chars().count() <= 78,
                    "{at}"
                );
                assert!(
                    body.contains("Серікбаева Айгүл") && body.contains("https://portal.example.kz"),
                    "{at}"
                );
                if let Some(day) = notice.day() {
                    assert!(body.contains(&dates::date(lang, day)), "{at}");
                }
                for system in notice.systems() {
                    assert!(body.contains(&text(lang, &format!("system-{}", system.code()))), "{at}");
                }
            }
        }
    }

    /// A name stays in the body, and what it looks like is not obeyed.
    #[test]
    fn a_name_is_never_read_as_a_place_for_a_value() {
        for notice in notices() {
            let (subject, body) = words(&notice, Lang::Kk, "{portal}{unknown}", "https://p.kz");
            assert!(body.contains("{portal}{unknown}") && !subject.contains('{'));
        }
    }
}
