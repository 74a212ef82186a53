//! Signing a file with somebody's demo key: the way for a browser without JavaScript, where a real official would use a
//! program of their own.

use std::sync::Arc;

use askama::Template;
use rocket::http::ContentType;
use rocket::{FromForm, State};

use super::Demonstration;
use crate::app::App;
use crate::domain::ids::PersonId;
use crate::web::answer::{Reply, again, keep, show as page};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Faults, Field};

/// The longest text that is signed here, in bytes.
const MOST: usize = 1 << 20;

#[derive(Template)]
#[template(path = "demo/signature.html")]
struct SignaturePage {
    frame: Frame,
    title: String,
    faults: Faults,
    person: Field,
    file: Field,
}

impl SignaturePage {
    async fn new(
        frame: Frame,
        demo: &Demonstration<'_>,
        app: &App,
        faults: Faults,
    ) -> Result<SignaturePage, WebError> {
        let everybody = demo.0.people(app.clock.now()).await?;
        let choices = everybody.iter().map(|someone| {
            let body = someone.body.name.get(frame.lang);
            Choice::new(someone.person.id.to_string(), format!("{} · {body}", someone.person.name.short()))
        });
        let person = Field::select("person", frame.t("demo-signature-person"), choices.collect());
        let inserted = demo.0.inserted().map(|someone| someone.person.id.to_string()).unwrap_or_default();
        let file = Field::file("file", frame.t("demo-signature-file"), "");
        Ok(SignaturePage {
            title: faults.title(&frame, &frame.t("demo-signature-title")),
            person: person.value(inserted).hint(frame.t("demo-signature-person-hint")).faults(&faults),
            file: file.hint(frame.t("demo-signature-file-hint")).faults(&faults),
            faults,
            frame,
        })
    }
}

/// `GET /demo/signature`
#[rocket::get("/demo/signature")]
pub async fn show(demo: Demonstration<'_>, frame: Frame, app: &State<Arc<App>>) -> Reply {
    page(&SignaturePage::new(frame, &demo, app, Faults::none()).await?)
}

/// Whose key, and what to sign.
#[derive(FromForm)]
pub struct FileForm<'r> {
    person: &'r str,
    file: &'r [u8],
}

/// `POST /demo/signature`: the CMS message, with the text inside. The key stays inserted in the signing program.
#[rocket::post("/demo/signature", data = "<form>")]
pub async fn create(
    demo: Demonstration<'_>,
    form: Posted<FileForm<'_>>,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let person: PersonId = form.0.person.parse().map_err(|_| WebError::Unreadable)?;
    if form.0.file.is_empty() || form.0.file.len() > MOST {
        let mut faults = Faults::none();
        faults.add("file", frame.t("demo-signature-no-file"));
        return again(&SignaturePage::new(frame, &demo, app, faults).await?);
    }
    let cms = demo.0.sign_file(person, form.0.file, app.clock.now()).await?;
    keep("qarau-challenge.cms".to_owned(), ContentType::Binary, cms)
}
