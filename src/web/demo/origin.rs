//! One origin: whoever comes by another name of this machine (`localhost`) is led to the one whose forms are accepted.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{Method, Status};
use rocket::{Request, Response};

use crate::web::exchange;

/// Answers a GET by another host with the way to the same page at the portal's own origin.
pub struct OneOrigin;

#[rocket::async_trait]
impl Fairing for OneOrigin {
    fn info(&self) -> Info {
        Info { name: "one origin", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let (Some(site), Some(host)) = (exchange::site(request), request.host()) else { return };
        let is_ours = site.origin.split_once("://").is_some_and(|(_, own)| *host == own);
        if is_ours || !matches!(request.method(), Method::Get | Method::Head) {
            return;
        }
        response.set_status(Status::TemporaryRedirect);
        response.set_raw_header("location", format!("{}{}", site.origin, request.uri()));
        response.remove_header("set-cookie");
        response.set_sized_body(0, std::io::Cursor::new(""));
    }
}
