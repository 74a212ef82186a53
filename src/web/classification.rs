//! The lists of the budget classification and what became of codes: public reference data, without any figure, for
//! everybody who is signed in; and where the names of places come from that whoever asks may see.

use std::sync::Arc;

use askama::Template;
use rocket::form::{self, FromFormField, ValueField};
use rocket::{Route, State};

use super::answer::{Reply, show as page};
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Field, FilterBar};
use super::query::{Asked, Maybe};
use super::urls;
use crate::app::App;
use crate::domain::budget::reference::crosswalk::{self, Change, Unit, Where};
use crate::domain::budget::reference::entries::{Entry, search};
use crate::domain::budget::reference::{Label, fold, place, versions};

use crate::services::budget::{Format, PlaceList, lists_of_places};

/// The longest text to look for.
const LONGEST_TEXT: usize = 100;

/// The most entries that a page shows: who gets more asks more exactly.
const MOST: usize = 100;

/// What to look for.
#[derive(Debug, rocket::FromForm)]
pub struct ClassificationQuery {
    text: Maybe<Text>,
}

/// A code, or words of a name; empty as the form sends it.
#[derive(Debug, Default)]
struct Text(String);

impl<'r> FromFormField<'r> for Text {
    fn from_value(field: ValueField<'r>) -> form::Result<'r, Self> {
        let text = field.value.trim();
        let sensible = text.is_empty() || !fold(text).is_empty();
        if sensible && text.chars().count() <= LONGEST_TEXT {
            Ok(Text(text.to_owned()))
        } else {
            Err(form::Error::validation("garbage").into())
        }
    }
}

#[derive(Template)]
#[template(path = "classification/show.html")]
struct ClassificationPage {
    frame: Frame,
    lists: Vec<ListRow>,
    /// Places as loads named them, as far as whoever asks may see them.
    loaded: Vec<LoadedRow>,
    filter: FilterBar,
    /// What was looked for; empty where nothing was.
    text: String,
    found: String,
    entries: Vec<EntryRow>,
    changes: Vec<ChangeRow>,
}

struct ListRow {
    name: String,
    version: String,
    rows: String,
    unconfirmed: String,
    source: &'static str,
}

struct LoadedRow {
    version: String,
    rows: String,
    source: String,
}

struct EntryRow {
    code: &'static str,
    name: Words,
    list: String,
    is_unconfirmed: bool,
}

struct ChangeRow {
    kind: String,
    from: String,
    to: String,
    since: String,
    place: Words,
    source: &'static str,
}

/// Words, and their language where that is not the page's.
struct Words {
    words: String,
    lang: Option<&'static str>,
}

/// `GET /budget/classification`
#[rocket::get("/budget/classification?<asked..>")]
pub async fn show(
    asked: Asked<ClassificationQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let Text(text) = asked.read()?.text.or_empty();
    let entries = search(&text);
    let found = match entries.len() {
        count if count > MOST => {
            frame.t2("classification-found-cut", "shown", frame.number(MOST), "all", frame.number(count))
        }
        count => frame.n("classification-found", count),
    };
    let loaded = lists_of_places(me.onlooker(app)).await?;
    page(&ClassificationPage {
        lists: versions().into_iter().map(|list| list_row(&frame, list)).collect(),
        loaded: loaded.iter().map(|list| loaded_row(&frame, list)).collect(),
        filter: filter(&frame, &text),
        found,
        entries: entries.iter().take(MOST).map(|entry| entry_row(&frame, entry)).collect(),
        changes: crosswalk::all()
            .iter()
            .filter(|change| concerns(change, &text))
            .map(|change| change_row(&frame, change))
            .collect(),
        text,
        frame,
    })
}

fn list_row(frame: &Frame, list: crate::domain::budget::reference::ListVersion) -> ListRow {
    let version =
        list.version.parse().map_or(list.version.to_owned(), |day: chrono::NaiveDate| frame.date(day));
    ListRow {
        name: list_name(frame, list.name),
        version,
        rows: frame.number(list.rows),
        unconfirmed: frame.number(list.unconfirmed),
        source: list.source,
    }
}

fn loaded_row(frame: &Frame, list: &PlaceList) -> LoadedRow {
    let source = match list.format {
        Format::OpenBudget => "budget-source-open",
        Format::Package => "budget-source-package",
        Format::Fictitious => "budget-source-fictitious",
    };
    LoadedRow {
        version: frame.moment(list.loaded_at),
        rows: frame.number(list.places),
        source: frame.t(source),
    }
}

fn list_name(frame: &Frame, list: &str) -> String {
    frame.t(&format!("classification-list-{list}"))
}

fn filter(frame: &Frame, text: &str) -> FilterBar {
    let field = Field::line("text", frame.t("classification-text")).value(text);
    let bar = FilterBar::new(frame, urls::classification(), vec![field]);
    if text.is_empty() {
        bar
    } else {
        bar.chosen(frame.t("classification-text"), text, urls::classification())
    }
}

fn entry_row(frame: &Frame, entry: &Entry) -> EntryRow {
    EntryRow {
        code: entry.code,
        name: words(frame, &entry.label),
        list: list_name(frame, entry.list),
        is_unconfirmed: entry.is_unconfirmed,
    }
}

fn words(frame: &Frame, label: &Label) -> Words {
    let (words, lang) = label.get(frame.lang);
    Words { words: words.to_owned(), lang: (lang != frame.lang).then(|| lang.code()) }
}

/// Without a code all of them; with words none: the crosswalk has codes alone.
fn concerns(change: &Change, text: &str) -> bool {
    let begins = |unit: Unit| unit_code(unit).starts_with(text);
    text.is_empty() || begins(change.from) || change.to.is_some_and(begins)
}

fn unit_code(unit: Unit) -> String {
    match unit.programme {
        Some(programme) => format!("{}.{programme:03}", unit.administrator),
        None => unit.administrator.to_string(),
    }
}

fn change_row(frame: &Frame, change: &Change) -> ChangeRow {
    let own = |words: String| Words { words, lang: None };
    let since = (i32::from(change.since.year()), u32::from(change.since.month()));
    ChangeRow {
        kind: frame.t(&format!("classification-{}", change.kind.code())),
        from: unit_code(change.from),
        to: change.to.map(unit_code).unwrap_or_else(|| "—".to_owned()),
        since: frame.month(since.0, since.1),
        place: match change.place {
            Where::Republican => own(frame.t("classification-republican")),
            Where::EveryRegion => own(frame.t("classification-every-region")),
            Where::Region(region) => {
                place(region).map_or_else(|| own(region.code()), |place| words(frame, &place.label))
            }
        },
        source: change.source,
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![show]
}
