//! The scan of a paper: kept once more until it is registered, given as a file to those who may see the application.

use std::sync::Arc;

use askama::Template;
use rocket::http::ContentType;
use rocket::{FromForm, State};

use super::entering::entered;
use crate::app::App;
use crate::domain::application::{NotAScan, ScanKind};
use crate::domain::ids::ApplicationId;
use crate::services::applications::registering::{self, PaperRefusal};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Faults, Field, Link, PagePath};
use crate::web::{record, urls};

#[derive(Template)]
#[template(path = "registering/scan.html")]
struct ScanPage {
    path: PagePath,
    title: String,
    faults: Faults,
    field: Field,
    here: String,
    back: String,
    frame: Frame,
}

impl ScanPage {
    fn of(frame: Frame, id: ApplicationId, faults: Faults) -> ScanPage {
        let title = frame.t("scan-title");
        let list = Link::new(urls::registrations(), frame.t("registrations-title"));
        let own = Link::new(urls::application(id), frame.t("application-title-draft"));
        let field = Field::file("scan", frame.t("scan-file"), ".pdf,.jpg,.jpeg,.png");
        ScanPage {
            path: PagePath::new(&frame, vec![list, own], &title),
            title: faults.title(&frame, &title),
            field: field.hint(frame.n("scan-hint", ScanKind::MOST >> 20)).faults(&faults),
            here: urls::scan(id).to_string(),
            back: urls::application(id),
            faults,
            frame,
        }
    }
}

/// A scan as it was sent.
#[derive(FromForm)]
pub struct ScanForm<'r> {
    scan: &'r [u8],
}

/// `GET /applications/<id>/scan`: the file, for those who may see every employee of the application.
#[rocket::get("/applications/<id>/scan")]
pub async fn show(id: ApplicationId, me: SignedIn, app: &State<Arc<App>>) -> Reply {
    let found = registering::scan(&app.db, &me.0, id, app.clock.now()).await;
    let (_, scan) = record::ruled(found)?.map_err(WebError::broken)?;
    let kind = match scan.kind {
        ScanKind::Pdf => ContentType::PDF,
        ScanKind::Jpeg => ContentType::JPEG,
        ScanKind::Png => ContentType::PNG,
    };
    answer::keep(format!("qarau-application-{id}.{}", scan.kind.code()), kind, scan.content)
}

/// `GET /applications/<id>/scan/new`
#[rocket::get("/applications/<id>/scan/new")]
pub async fn upload(id: ApplicationId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    entered(app, &me, id).await?;
    answer::show(&ScanPage::of(frame, id, Faults::none()))
}

/// `POST /applications/<id>/scan`
#[rocket::post("/applications/<id>/scan", data = "<form>")]
pub async fn keep(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<ScanForm<'_>>,
    app: &State<Arc<App>>,
) -> Reply {
    entered(app, &me, id).await?;
    let bytes = form.0.scan;
    let kind = match ScanKind::of(bytes) {
        Ok(kind) => kind,
        Err(why) => {
            let mut faults = Faults::none();
            faults.add("scan", words(&frame, why));
            return answer::again(&ScanPage::of(frame, id, faults));
        }
    };
    let kept = registering::keep_scan(&app.db, &me.0, id, kind, bytes.to_vec(), app.clock.now()).await;
    match record::ruled(kept)? {
        Ok(()) => answer::go(urls::application(id)),
        Err(PaperRefusal::NotWritable(_)) => Err(WebError::Conflict),
        Err(why @ PaperRefusal::NoSuchBody) => Err(WebError::broken(why)),
    }
}

fn words(frame: &Frame, why: NotAScan) -> String {
    match why {
        NotAScan::Empty => frame.t("scan-fault-empty"),
        NotAScan::TooLarge => frame.n("scan-fault-too-large", ScanKind::MOST >> 20),
        NotAScan::AnotherKind => frame.t("scan-fault-kind"),
    }
}
