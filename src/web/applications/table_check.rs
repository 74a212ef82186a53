//! A table before it is taken: what is right, what is wrong in which row and what to do; correcting, taking, throwing away.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::employee_form::words;
use super::employees::to_write;
use super::show::{ApplicationPage, path_below};
use super::tables::{headings, refusal};
use crate::app::App;
use crate::domain::application::table::{Checked, Row, RowFault, Table};
use crate::domain::application::{Employee, Field as Of};
use crate::domain::ids::ApplicationId;
use crate::services::applications::looking::Shown;
use crate::services::applications::remarking::Remarks;
use crate::services::applications::tables::{self, Sight, TableRefusal};
use crate::web::answer::{self, Reply};
use crate::web::csrf::{MarkOnly, Posted};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Faults, Field, PagePath, Pagination, Tone};
use crate::web::query::{Asked, Maybe};
use crate::web::{record, urls};

/// So many right rows stand on a page.
const RIGHT: usize = 40;
/// So many faulty rows stand on a page, with the field that corrects them.
const FAULTY: usize = 25;

#[derive(Template)]
#[template(path = "applications/table_check.html")]
struct CheckPage {
    path: PagePath,
    title: String,
    banners: Vec<Banner>,
    faults: Faults,
    counted: String,
    faulty: Vec<FaultyRow>,
    faulty_pages: Option<Pagination>,
    correction: Option<Correction>,
    right: Vec<RightRow>,
    right_pages: Option<Pagination>,
    add: Option<String>,
    version: String,
    adding: String,
    dropping: String,
    back: String,
    frame: Frame,
}

struct FaultyRow {
    number: u32,
    who: String,
    faults: Vec<String>,
}

struct RightRow {
    number: u32,
    name: String,
    iin: String,
    born: String,
    remarks: Vec<String>,
    position: String,
    contacts: String,
}

struct Correction {
    action: String,
    rows: String,
    field: Field,
}

/// Which pages of the two lists.
#[derive(Clone, Debug, Default, FromForm)]
pub struct CheckQuery {
    right: Maybe<usize>,
    faulty: Maybe<usize>,
}

/// What was typed and what is wrong with it; nothing of either for the first look.
#[derive(Default)]
struct Typed {
    text: Option<String>,
    faults: Faults,
    banner: Option<Banner>,
}

impl CheckPage {
    fn of(frame: Frame, waiting: &Waiting, query: &CheckQuery, typed: Typed) -> CheckPage {
        let Waiting { shown, table, remarks } = waiting;
        let (id, title) = (shown.application.id, frame.t("table-check-title"));
        let checked = table.check(&shown.application);
        let total = checked.len();
        let (right, faulty): (Vec<Checked<'_>>, Vec<Checked<'_>>) =
            checked.into_iter().partition(|row| row.read.is_ok());
        let counts = (right.len(), faulty.len());
        let (at_right, at_faulty) = (query.right.0.unwrap_or(1), query.faulty.0.unwrap_or(1));
        let (right, right_at, right_of) = page(right, at_right, RIGHT);
        let (faulty, faulty_at, faulty_of) = page(faulty, at_faulty, FAULTY);
        let pages = |at: usize, of: usize, address: &dyn Fn(u32) -> String| {
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            (of > 1).then(|| Pagination::new(&frame, number(at), number(of), address))
        };
        let here = urls::table_check(id);
        let right_pages = pages(right_at, right_of, &|n| format!("{here}?right={n}&faulty={faulty_at}"));
        let faulty_pages = pages(faulty_at, faulty_of, &|n| format!("{here}?right={right_at}&faulty={n}"));
        let correction = (!faulty.is_empty()).then(|| correction(&frame, id, &faulty, &typed));
        let path = path_below(&frame, &shown.application, &title);
        CheckPage {
            path,
            title: typed.faults.title(&frame, &title),
            banners: typed.banner.into_iter().chain(columns(&frame, table)).collect(),
            counted: counted(&frame, total, counts),
            add: (counts.0 > 0).then(|| frame.n("table-add", counts.0)),
            faulty: faulty.iter().map(|row| faulty_row(&frame, row)).collect(),
            right: right
                .iter()
                .filter_map(|checked| {
                    Some(right_row(&frame, checked.row, checked.read.as_ref().ok()?, remarks))
                })
                .collect(),
            faulty_pages,
            right_pages,
            correction,
            version: table.version(),
            adding: urls::table_employees(id).to_string(),
            dropping: urls::table_removal(id).to_string(),
            back: urls::application(id).to_string(),
            faults: typed.faults,
            frame,
        }
    }
}

/// A page of a list: its rows, its number, and how many pages there are. A page past the end is the last one.
fn page<T>(rows: Vec<T>, at: usize, size: usize) -> (Vec<T>, usize, usize) {
    let of = rows.len().div_ceil(size).max(1);
    let at = at.clamp(1, of);
    (rows.into_iter().skip((at - 1) * size).take(size).collect(), at, of)
}

fn counted(frame: &Frame, rows: usize, (right, faulty): (usize, usize)) -> String {
    let parts = [("table-rows", rows), ("table-right", right), ("table-faulty", faulty)];
    parts.map(|(key, count)| frame.n(key, count)).join(" ")
}

/// What is to be said of the columns.
fn columns(frame: &Frame, table: &Table) -> Vec<Banner> {
    let silent: Vec<String> =
        table.silent().into_iter().map(|field| frame.t(&format!("employee-{}", field.code()))).collect();
    let banner = |key: &str, names: Vec<String>| {
        (!names.is_empty()).then(|| Banner::new(Tone::Warn, frame.t(key)).text(names.join(", ")))
    };
    let silent = banner("table-silent", silent);
    let ignored = banner("table-ignored", table.ignored.clone());
    [silent, ignored].into_iter().flatten().collect()
}

fn correction(frame: &Frame, id: ApplicationId, faulty: &[Checked<'_>], typed: &Typed) -> Correction {
    let numbers: Vec<String> = faulty.iter().map(|checked| checked.row.number.to_string()).collect();
    let text = || tables::as_text(&headings(frame), faulty.iter().map(|checked| checked.row));
    Correction {
        action: urls::table_correction(id).to_string(),
        rows: numbers.join(" "),
        field: Field::area("text", frame.t("table-correction"))
            .hint(frame.t("table-correction-hint"))
            .value(typed.text.clone().unwrap_or_else(text))
            .faults(&typed.faults),
    }
}

fn faulty_row(frame: &Frame, checked: &Checked<'_>) -> FaultyRow {
    let cell = |field| checked.row.cells.get(field);
    let who: Vec<&str> =
        [Of::Surname, Of::Given, Of::Iin].map(cell).into_iter().filter(|c| !c.is_empty()).collect();
    let faults = checked.read.as_ref().err().map(Vec::as_slice).unwrap_or_default();
    let label = |field: Of| frame.t(&format!("employee-{}", field.code()));
    let say = |fault: &RowFault| match fault {
        RowFault::Field(field, fault) => format!("{}: {}", label(*field), words(frame, *field, *fault)),
        RowFault::Formula(field) => format!("{}: {}", label(*field), frame.t("table-formula")),
        RowFault::Above(number) => frame.t1("table-above", "row", number),
        RowFault::InApplication => frame.t("employee-twice"),
    };
    FaultyRow { number: checked.row.number, who: who.join(" "), faults: faults.iter().map(say).collect() }
}

fn right_row(frame: &Frame, row: &Row, employee: &Employee, remarks: &Remarks) -> RightRow {
    RightRow {
        number: row.number,
        name: employee.name.full(),
        iin: employee.iin.as_str().to_owned(),
        born: record::born(frame, &employee.iin),
        remarks: record::remarks(frame, remarks, &employee.iin),
        position: employee.position.clone(),
        contacts: format!("{}\n{}", employee.phone.as_str(), employee.email.as_str()),
    }
}

/// `GET /applications/<id>/table/check`; without a table it leads to where one is given.
#[rocket::get("/applications/<id>/table/check?<asked..>")]
pub async fn show(
    id: ApplicationId,
    asked: Asked<CheckQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let query = asked.read()?;
    let Some(waiting) = waiting(app, &me, id).await? else { return answer::go(urls::table(id)) };
    if !waiting.shown.may.write {
        return answer::stale(&ApplicationPage::overtaken(frame, waiting.shown));
    }
    answer::show(&CheckPage::of(frame, &waiting, &query, Typed::default()))
}

/// Rows as they were corrected, and which rows they were.
#[derive(FromForm)]
pub struct CorrectionForm {
    version: String,
    rows: String,
    text: String,
}

/// `POST /applications/<id>/table/correction`
#[rocket::post("/applications/<id>/table/correction", data = "<form>")]
pub async fn correct(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<CorrectionForm>,
    app: &State<Arc<App>>,
) -> Reply {
    let CorrectionForm { version, rows, text } = form.0;
    let numbers: Result<Vec<u32>, _> = rows.split(' ').map(str::parse).collect();
    let rows = numbers.map_err(|_: std::num::ParseIntError| WebError::Unreadable)?;
    let shown = Sight { version, rows };
    let corrected = tables::correct(&app.db, &me.0, id, shown, text.clone(), app.clock.now()).await;
    match record::ruled(corrected)? {
        Ok(()) => answer::go(urls::table_check(id)),
        Err(why) => again(app, &me, id, frame, Some(text), &why).await,
    }
}

/// Which table was on the screen.
#[derive(FromForm)]
pub struct TakingForm {
    version: String,
}

/// `POST /applications/<id>/table/employees`: every right row becomes an employee of the application.
#[rocket::post("/applications/<id>/table/employees", data = "<form>")]
pub async fn take(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<TakingForm>,
    app: &State<Arc<App>>,
) -> Reply {
    let shown = Sight { version: form.0.version, rows: Vec::new() };
    match record::ruled(tables::take(&app.db, &me.0, id, shown, app.clock.now()).await)? {
        Ok(taken) if taken.left > 0 => answer::go(urls::table_check(id)),
        // The second click finds nothing more to take.
        Ok(_) | Err(TableRefusal::Gone) => answer::go(urls::application(id)),
        Err(why) => again(app, &me, id, frame, None, &why).await,
    }
}

/// `POST /applications/<id>/table/removal`
#[rocket::post("/applications/<id>/table/removal", data = "<_form>")]
pub async fn remove(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    _form: Posted<MarkOnly>,
    app: &State<Arc<App>>,
) -> Reply {
    match record::ruled(tables::drop(&app.db, &me.0, id, app.clock.now()).await)? {
        Ok(()) | Err(TableRefusal::Gone) => answer::go(urls::application(id)),
        Err(why) => again(app, &me, id, frame, None, &why).await,
    }
}

/// A table that waits, and all that is shown around it.
struct Waiting {
    shown: Shown,
    table: Table,
    remarks: Remarks,
}

async fn waiting(app: &App, me: &SignedIn, id: ApplicationId) -> Result<Option<Waiting>, WebError> {
    let shown = to_write(app, me, id).await?;
    let found = tables::find(&app.db, &me.0, id, app.clock.now()).await;
    let found = record::ruled(found)?.map_err(WebError::broken)?;
    Ok(found.map(|(table, remarks)| Waiting { shown, table, remarks }))
}

/// The page again: with what was typed where that is at fault (422), or with what stands there now (409).
async fn again(
    app: &App,
    me: &SignedIn,
    id: ApplicationId,
    frame: Frame,
    text: Option<String>,
    why: &TableRefusal,
) -> Reply {
    let shown = to_write(app, me, id).await?;
    if !shown.may.write {
        return answer::stale(&ApplicationPage::overtaken(frame, shown));
    }
    let Some(waiting) = waiting(app, me, id).await? else { return answer::go(urls::table(id)) };
    let mut typed = Typed { text, ..Typed::default() };
    let words = refusal(&frame, why);
    let query = CheckQuery::default();
    match why {
        TableRefusal::NotRead(_) | TableRefusal::NotATable(_) => {
            typed.faults.add("text", words);
            answer::again(&CheckPage::of(frame, &waiting, &query, typed))
        }
        TableRefusal::NotWritable(_) | TableRefusal::Gone | TableRefusal::Stale => {
            typed.banner = Some(Banner::new(Tone::Bad, words));
            answer::stale(&CheckPage::of(frame, &waiting, &query, typed))
        }
    }
}
