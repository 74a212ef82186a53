//! Employees from a table: pasted or as a file. Reading it takes nothing into the application yet.

use std::sync::Arc;

use askama::Template;
use rocket::http::ContentType;
use rocket::{FromForm, State};

use super::employees::to_write;
use super::show::{ApplicationPage, path_below};
use crate::app::App;
use crate::domain::application::table::NotATable;
use crate::domain::application::{Application, Field as Of};
use crate::domain::ids::ApplicationId;
use crate::services::applications::tables::{self, BYTES, FileFormat, Given, NotRead, TableRefusal};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Faults, Field, Link, PagePath};
use crate::web::record;
use crate::web::urls;

#[derive(Template)]
#[template(path = "applications/table.html")]
struct TablePage {
    path: PagePath,
    title: String,
    faults: Faults,
    headings: Vec<String>,
    templates: Vec<Link>,
    text: Field,
    file: Field,
    waiting: Option<String>,
    here: String,
    back: String,
    frame: Frame,
}

/// A table as it was sent.
#[derive(Default, FromForm)]
pub struct TableForm<'r> {
    text: String,
    file: &'r [u8],
}

/// The headings of the annex in the reader's language.
pub fn headings(frame: &Frame) -> Vec<String> {
    Of::ALL.into_iter().map(|field| frame.t(&format!("employee-{}", field.code()))).collect()
}

impl TablePage {
    fn of(frame: Frame, on: &Application, text: &str, waiting: bool, faults: Faults) -> TablePage {
        let title = frame.t("table-title");
        let template = |format: FileFormat| {
            Link::new(
                urls::table_template(on.id, format),
                frame.t(&format!("table-template-{}", format.code())),
            )
        };
        TablePage {
            path: path_below(&frame, on, &title),
            title: faults.title(&frame, &title),
            headings: headings(&frame),
            templates: FileFormat::ALL.into_iter().map(template).collect(),
            text: Field::area("text", frame.t("table-text"))
                .hint(frame.t("table-text-hint"))
                .value(text)
                .faults(&faults),
            file: Field::file("file", frame.t("table-file"), ".csv,.xlsx,.txt,.tsv")
                .hint(frame.t("table-file-hint"))
                .faults(&faults),
            waiting: waiting.then(|| urls::table_check(on.id).to_string()),
            here: urls::table(on.id).to_string(),
            back: urls::application(on.id).to_string(),
            faults,
            frame,
        }
    }
}

/// `GET /applications/<id>/table`
#[rocket::get("/applications/<id>/table")]
pub async fn new(id: ApplicationId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let shown = to_write(app, &me, id).await?;
    if !shown.may.write {
        return answer::stale(&ApplicationPage::overtaken(frame, shown));
    }
    let waiting = record::ruled(tables::find(&app.db, &me.0, id, app.clock.now()).await)?
        .is_ok_and(|table| table.is_some());
    answer::show(&TablePage::of(frame, &shown.application, "", waiting, Faults::none()))
}

/// `POST /applications/<id>/table`
#[rocket::post("/applications/<id>/table", data = "<form>")]
pub async fn create(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<TableForm<'_>>,
    app: &State<Arc<App>>,
) -> Reply {
    let TableForm { text, file } = form.0;
    let (field, given) = match (file.is_empty(), text.trim().is_empty()) {
        (false, _) => ("file", Given::File(file.to_vec())),
        (true, _) => ("text", Given::Text(text.clone())),
    };
    let why = match record::ruled(tables::keep(&app.db, &me.0, id, given, app.clock.now()).await)? {
        Ok(()) => return answer::go(urls::table_check(id)),
        Err(why) => why,
    };
    let shown = to_write(app, &me, id).await?;
    if !shown.may.write {
        return answer::stale(&ApplicationPage::overtaken(frame, shown));
    }
    let mut faults = Faults::none();
    faults.add(field, refusal(&frame, &why));
    answer::again(&TablePage::of(frame, &shown.application, &text, false, faults))
}

/// `GET /applications/<id>/table/template/<format>`: an empty table to fill in.
#[rocket::get("/applications/<id>/table/template/<format>")]
pub async fn template(
    id: ApplicationId,
    format: &str,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let format = FileFormat::parse(format).ok_or(WebError::NotFound)?;
    record::ruled(tables::find(&app.db, &me.0, id, app.clock.now()).await)?.map_err(WebError::broken)?;
    let (name, caption) = (frame.t("table-name"), frame.t("table-caption"));
    let bytes = tables::template(format, name.clone(), caption, headings(&frame), app.clock.now());
    let kind = match format {
        FileFormat::Csv => ContentType::CSV,
        FileFormat::Xlsx => {
            ContentType::new("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
    };
    answer::keep(format!("{name}.{}", format.code()), kind, bytes.map_err(WebError::broken)?)
}

/// Why a table was not read, and what to do.
pub fn refusal(frame: &Frame, why: &TableRefusal) -> String {
    match why {
        TableRefusal::NotRead(NotRead::TooLarge) => frame.n("table-fault-too-large", BYTES >> 20),
        TableRefusal::NotRead(NotRead::Encoding) => frame.t("table-fault-encoding"),
        TableRefusal::NotRead(NotRead::Format) => frame.t("table-fault-format"),
        TableRefusal::NotATable(NotATable::Empty) => frame.t("table-fault-empty"),
        TableRefusal::NotATable(NotATable::TooManyRows) => {
            frame.n("table-fault-too-many", crate::domain::application::table::Table::MOST)
        }
        TableRefusal::NotWritable(_) | TableRefusal::Gone | TableRefusal::Stale => {
            frame.t("table-fault-stale")
        }
    }
}
