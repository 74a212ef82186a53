//! From a notice to a letter in the language of its addressee. Must not know how it is carried.

use crate::domain::lang::Lang;
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
    "access_attested",
    "access_blocked",
    "access_ending",
    "access_granted",
    "access_open",
    "access_restored",
    "access_suspended",
    "access_unattested",
    "application_arrived",
    "application_forwarded",
    "application_refused",
    "application_returned",
    "application_submitted",
    "attestation_asked",
    "attestation_due",
    "attestation_silence",
    "attestations_overdue",
    "body_closing",
    "body_renamed",
    "body_stays",
    "feed_stopped",
    "feed_taken",
    "hold_decided",
    "hold_placed",
    "people_ending",
    "step_due",
    "step_overdue",
    "training_report_due",
    "training_report_overdue",
}

/// What surrounds the words of a letter that is a page.
const LAYOUT: &str = include_str!("../../../templates/letters/letter.html");

/// The letter of a waiting notice; `portal` is the origin that browsers use. None where the address is not known.
pub(super) fn write(waiting: &Waiting, portal: &str) -> Option<Letter> {
    let (subject, body) = words(waiting, portal);
    let html = page(waiting, portal);
    Some(Letter {
        id: waiting.dedup.clone(),
        name: waiting.name.full(),
        address: waiting.address.clone()?,
        subject,
        body,
        html,
        at: waiting.written_at,
    })
}

/// Subject and body.
pub(super) fn words(waiting: &Waiting, portal: &str) -> (String, String) {
    let (subject, body) = parts(waiting);
    let values = values(waiting, portal);
    (fill(subject, &values), fill(body, &values))
}

/// The same words as a page: its paragraphs, and the portal's address as a link. Every value is escaped.
fn page(waiting: &Waiting, portal: &str) -> String {
    let (subject, body) = parts(waiting);
    let mut values = values(waiting, portal).map(|(name, value)| (name, escaped(&value)));
    let subject = fill(&escaped(subject), &values);
    for (_, link) in values.iter_mut().filter(|(name, _)| *name == "portal") {
        *link = format!("<a href=\"{link}\">{link}</a>");
    }
    let paragraph = |text: &str| format!("<p>{}</p>", escaped(text.trim()).replace('\n', "<br>\n"));
    let paragraphs: Vec<String> = body.split("\n\n").map(paragraph).collect();
    let body = fill(&paragraphs.join("\n"), &values);
    fill(LAYOUT, &[("lang", waiting.lang.code().to_owned()), ("subject", subject), ("body", body)])
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

fn parts(waiting: &Waiting) -> (&'static str, &'static str) {
    let template = template(waiting.notice.code(), waiting.lang).unwrap_or_default();
    template.split_once("\n\n").unwrap_or((template, ""))
}

fn values(waiting: &Waiting, portal: &str) -> [(&'static str, String); 5] {
    let (notice, lang) = (&waiting.notice, waiting.lang);
    // What never got a number is known by its place in the registry.
    let number =
        waiting.number.map_or_else(|| notice.about().number().to_string(), |number| number.to_string());
    let systems: Vec<String> =
        notice.systems().iter().map(|system| text(lang, &format!("system-{}", system.code()))).collect();
    [
        ("name", waiting.name.full()),
        ("number", number),
        ("day", notice.day().map(|day| dates::date(lang, day)).unwrap_or_default()),
        ("systems", systems.join(", ")),
        ("portal", portal.to_owned()),
    ]
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
    use crate::domain::ids::{
        ApplicationId, AttestationId, BodyId, FeedId, GrantId, HoldId, OutboxId, TrainingId,
    };
    use crate::domain::names::PersonName;
    use crate::domain::notice::{About, Notice};
    use crate::domain::system::System;

    fn notices() -> Vec<Notice> {
        let application = ApplicationId(17);
        let due_on = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        vec![
            Notice::ApplicationSubmitted { application, due_on },
            Notice::ApplicationArrived { application, due_on },
            Notice::ApplicationForwarded { application, due_on },
            Notice::StepDue { application, due_on },
            Notice::StepOverdue { application, due_on },
            Notice::ApplicationReturned { application },
            Notice::ApplicationRefused { application },
            Notice::AccessGranted { application, systems: System::ALL.to_vec(), until_on: due_on },
            Notice::AccessSuspended { hold: HoldId(31), on: due_on },
            Notice::HoldPlaced { hold: HoldId(31) },
            Notice::AccessBlocked { hold: HoldId(31), on: due_on },
            Notice::AccessRestored { hold: HoldId(31), on: due_on },
            Notice::HoldDecided { hold: HoldId(31) },
            Notice::AccessUnattested { hold: HoldId(31), on: due_on },
            Notice::AccessAttested { hold: HoldId(31), on: due_on },
            Notice::FeedTaken { feed: FeedId(31) },
            Notice::FeedStopped { feed: FeedId(31) },
            Notice::AccessEnding { grant: GrantId(31), systems: vec![System::Sp], until_on: due_on },
            Notice::AccessOpen { grant: GrantId(31), systems: vec![System::Sp], until_on: due_on },
            Notice::PeopleEnding { grant: GrantId(31), systems: System::ALL.to_vec(), until_on: due_on },
            Notice::AttestationAsked { attestation: AttestationId(31), due_on },
            Notice::AttestationDue { attestation: AttestationId(31), due_on },
            Notice::AttestationsOverdue { attestation: AttestationId(31), due_on },
            Notice::AttestationSilence { attestation: AttestationId(31), on: due_on },
            Notice::TrainingReportDue { training: TrainingId(31), due_on },
            Notice::TrainingReportOverdue { training: TrainingId(31), due_on },
            Notice::BodyRenamed { body: BodyId(31), from_on: due_on },
            Notice::BodyClosing { body: BodyId(31), last_day: due_on },
            Notice::BodyStays { body: BodyId(31) },
        ]
    }

    fn waiting(notice: Notice, lang: Lang, surname: &str) -> Waiting {
        Waiting {
            id: OutboxId(1),
            dedup: "x".to_owned(),
            number: match notice.about() {
                About::Application(_) => "2026-000017".parse().ok(),
                About::Hold(_)
                | About::Feed(_)
                | About::Grant(_)
                | About::Attestation(_)
                | About::Training(_)
                | About::Body(_) => None,
            },
            notice,
            written_at: chrono::DateTime::UNIX_EPOCH,
            attempts: 1,
            name: PersonName {
                surname: surname.to_owned(), given: "Айгүл".to_owned(), patronymic: None
            },
            address: None,
            lang,
        }
    }

    #[test]
    fn every_notice_has_a_letter_in_each_language_that_says_what_it_must() {
        for notice in notices() {
            for lang in Lang::ALL {
                let (subject, body) =
                    words(&waiting(notice.clone(), lang, "Серікбаева"), "https://portal.example.kz");
                let at = format!("{} {lang:?}: {subject}\n{body}", notice.code());
                assert!(
                    subject.contains(match notice.about() {
                        About::Application(_) => "2026-000017",
                        About::Hold(_)
                        | About::Feed(_)
                        | About::Grant(_)
                        | About::Attestation(_)
                        | About::Training(_)
                        | About::Body(_) => "31",
                    }) && !subject.contains('\n')
                        && subject.chars().count() <= 78,
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

    /// what looks like a mark-up in a name is shown, not obeyed; the link leads to the portal alone.
    #[test]
    fn a_100_a_letter_as_a_page_escapes_every_value() {
        for notice in notices() {
            for lang in Lang::ALL {
                let page =
                    page(&waiting(notice.clone(), lang, "<a href=\"//evil\">&{portal}"), "https://p.kz");
                assert!(page.contains("&lt;a href=&quot;//evil&quot;&gt;&amp;{portal}"), "{page}");
                assert_eq!(page.matches("<a href").count(), 1, "{page}");
                assert!(page.contains("<a href=\"https://p.kz\">https://p.kz</a>"), "{page}");
                assert!(page.starts_with("<!doctype html>\n<html lang=\""), "{page}");
            }
        }
    }

    /// A name stays in the body, and what it looks like is not obeyed.
    #[test]
    fn a_name_is_never_read_as_a_place_for_a_value() {
        for notice in notices() {
            let (subject, body) = words(&waiting(notice, Lang::Kk, "{portal}{unknown}"), "https://p.kz");
            assert!(body.contains("{portal}{unknown}") && !subject.contains('{'));
        }
    }
}
