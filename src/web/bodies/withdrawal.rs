//! That a body ends is taken back, with a reason, until its last day is over.

use std::sync::Arc;

use rocket::{FromForm, State};

use super::form::{self, FormPage};
use super::{known, words};
use crate::app::App;
use crate::domain::application::Reason;
use crate::domain::ids::BodyId;
use crate::domain::registry::WithdrawRefusal;
use crate::services::bodies::looking::Record;
use crate::services::bodies::{NotKept, keeping};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Faults, Field};
use crate::web::{record, urls};

/// Why.
#[derive(Default, FromForm)]
pub struct WithdrawalForm {
    sight: String,
    reason: String,
}

fn page(frame: Frame, record: &Record, form: &WithdrawalForm, faults: Faults) -> FormPage {
    let (title, send) = (frame.t("body-withdraw"), frame.t("body-withdraw-send"));
    let note = frame.t("body-withdraw-lead");
    let fields = vec![Field::area("reason", frame.t("body-reason")).value(&form.reason)];
    FormPage::about(frame, record, title, urls::body_withdrawal(record.body.id), fields, faults)
        .note(note)
        .send(send)
}

/// `GET /bodies/<id>/closure/withdrawal`
#[rocket::get("/bodies/<id>/closure/withdrawal")]
pub async fn new(id: BodyId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let record = known(app, &me, id).await?;
    answer::show(&page(frame, &record, &WithdrawalForm::default(), Faults::none()))
}

/// `POST /bodies/<id>/closure/withdrawal`
#[rocket::post("/bodies/<id>/closure/withdrawal", data = "<form>")]
pub async fn create(
    id: BodyId,
    form: Posted<WithdrawalForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let (form, mut faults, now) = (form.0, Faults::none(), app.clock.now());
    let sight = form::sight(&form.sight)?;
    let before = known(app, &me, id).await?;
    let reason = match Reason::parse(&form.reason) {
        Ok(reason) => reason,
        Err(bad) => {
            faults.add("reason", words::bad_text(&frame, bad));
            return answer::again(&page(frame, &before, &form, faults));
        }
    };
    match record::ruled(keeping::withdraw(&app.db, &me.0, id, sight, reason, now).await)? {
        Ok(()) => answer::go(urls::body(id)),
        Err(NotKept::Stale) => page(frame, &known(app, &me, id).await?, &form, faults).overtaken(),
        Err(NotKept::Rule(why)) => {
            let words = frame.t(match why {
                WithdrawRefusal::Withdrawn => "body-withdraw-nothing",
                WithdrawRefusal::InEffect => "body-withdraw-late",
            });
            faults.add("reason", words);
            answer::again(&page(frame, &before, &form, faults))
        }
    }
}
