//! Bringing a file of the personnel record: every fault with its line, or on to what would be made of it.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::words;
use crate::app::App;
use crate::domain::personnel::{Column, Fault, MOST_LINES};
use crate::services::personnel::Bringer;
use crate::services::personnel::checking::{self, MOST_BYTES, NotAFeed};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Faults, Field, Link, PagePath};
use crate::web::{record, urls};

/// How many faulty lines a page shows.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "personnel/new.html")]
struct UploadPage {
    path: PagePath,
    title: String,
    faults: Faults,
    columns: Vec<&'static str>,
    lines: Vec<(u32, String)>,
    more: Option<String>,
    file: Field,
    frame: Frame,
}

impl UploadPage {
    fn of(frame: Frame, wrong: &[Fault], faults: Faults) -> UploadPage {
        let title = frame.t("feed-new");
        let file = Field::file("file", frame.t("feed-file"), ".csv,text/csv");
        let left = wrong.len().saturating_sub(SHOWN);
        UploadPage {
            path: PagePath::new(&frame, vec![Link::new(urls::feeds(), frame.t("feeds-title"))], &title),
            title: faults.title(&frame, &title),
            columns: Column::ALL.map(Column::name).into(),
            lines: wrong.iter().take(SHOWN).map(|fault| (fault.line, words::fault(&frame, fault))).collect(),
            more: (left > 0).then(|| frame.n("feed-more-faults", left)),
            file: file.hint(frame.n("feed-file-hint", MOST_LINES)).faults(&faults),
            faults,
            frame,
        }
    }
}

/// A file as it was sent.
#[derive(FromForm)]
pub struct FeedForm<'r> {
    file: &'r [u8],
}

/// `GET /personnel/new`
#[rocket::get("/personnel/new")]
pub async fn new(me: SignedIn, frame: Frame) -> Reply {
    record::seen(Bringer::Person(me.0.actor.clone()).may())?;
    answer::show(&UploadPage::of(frame, &[], Faults::none()))
}

/// `POST /personnel`: checked and kept, or every fault of it.
#[rocket::post("/personnel", data = "<form>")]
pub async fn create(form: Posted<FeedForm<'_>>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let (by, mut faults) = (Bringer::Person(me.0.actor.clone()), Faults::none());
    let kept = checking::keep(&app.db, &app.calendar, app.brake, &by, form.0.file, app.clock.now()).await;
    let wrong = match record::ruled(kept)? {
        Ok(checked) => return answer::go(urls::feed(checked.feed())),
        Err(_) if form.0.file.is_empty() => {
            faults.add("file", frame.t("feed-file-missing"));
            Vec::new()
        }
        Err(NotAFeed::TooLarge) => {
            faults.add("file", frame.n("feed-file-too-large", MOST_BYTES >> 20));
            Vec::new()
        }
        Err(NotAFeed::Faults(wrong)) => {
            faults.add("file", frame.n("feed-file-faulty", wrong.len()));
            wrong
        }
    };
    answer::again(&UploadPage::of(frame, &wrong, faults))
}
