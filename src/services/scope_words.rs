//! What R6 gives a body to see, in words, with the paragraph; for pages and papers alike.

use crate::domain::body::Body;
use crate::domain::budget::reference;
use crate::domain::lang::Lang;
use crate::domain::region::{AdministratorCode, Kato};
use crate::domain::scope::{Reach, rights};
use crate::text::{text, text_with};

/// What a body may see.
pub fn scope(lang: Lang, body: &Body) -> String {
    let Some((paragraph, reach)) = rights(&body.seat) else { return text(lang, "scope-nothing") };
    let reach = match reach {
        Reach::Everything => text(lang, "scope-everything"),
        Reach::LocalBudgets { region } => {
            text_with(lang, "scope-local", &[("region", (&place(lang, region)).into())])
        }
        Reach::RepublicanAdministrator { administrator } => {
            let office = office(lang, administrator);
            text_with(lang, "scope-republican", &[("administrator", (&office).into())])
        }
        Reach::LocalAdministrator { region, administrator } => {
            let (region, office) = (place(lang, region), office(lang, administrator));
            let values = [("region", (&region).into()), ("administrator", (&office).into())];
            text_with(lang, "scope-police", &values)
        }
    };
    let number = paragraph.code().trim_start_matches('R');
    format!("{reach} ({})", text_with(lang, "scope-paragraph", &[("number", number.into())]))
}

/// The region; where our lists lack it, its code with what it lies in: names that loads gave are for pages of the budget.
fn place(lang: Lang, kato: Kato) -> String {
    match reference::nearest(kato) {
        Some(place) if place.kato == kato => place.label.get(lang).0.to_owned(),
        Some(around) => format!("{kato} ({})", around.label.get(lang).0),
        None => kato.code(),
    }
}

fn office(lang: Lang, code: AdministratorCode) -> String {
    let name = reference::administrator(code).map(|label| label.get(lang).0);
    name.map_or_else(|| code.code(), |name| format!("{} «{name}»", code.code()))
}
