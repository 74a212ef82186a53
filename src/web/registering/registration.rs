//! Registering a paper: from then on it lies with the ministry, like an application that was signed and sent.

use std::sync::Arc;

use rocket::{FromForm, State};

use super::entering::entered;
use crate::app::App;
use crate::domain::application::RegisterRefusal;
use crate::domain::ids::ApplicationId;
use crate::services::applications::registering;
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::guards::SignedIn;
use crate::web::{record, urls};

/// What was on the screen when it was registered.
#[derive(FromForm)]
pub struct RegistrationForm {
    version: String,
}

/// `POST /applications/<id>/registration`; the second click finds it registered.
#[rocket::post("/applications/<id>/registration", data = "<form>")]
pub async fn create(
    id: ApplicationId,
    me: SignedIn,
    form: Posted<RegistrationForm>,
    app: &State<Arc<App>>,
) -> Reply {
    let Ok(version) = form.0.version.parse() else { return Err(WebError::Unreadable) };
    let now = app.clock.now();
    match record::ruled(registering::register(&app.db, &app.calendar, &me.0, id, version, now).await)? {
        Ok(_) | Err(RegisterRefusal::NotWaiting { .. }) => answer::go(urls::application(id)),
        Err(RegisterRefusal::NoScan | RegisterRefusal::Incomplete(_)) => {
            entered(app, &me, id).await?;
            answer::go(urls::application(id))
        }
        Err(RegisterRefusal::Unbound(_) | RegisterRefusal::BodyClosed(_)) => Err(WebError::Conflict),
        Err(RegisterRefusal::Calendar(error)) => Err(WebError::broken(error)),
    }
}
