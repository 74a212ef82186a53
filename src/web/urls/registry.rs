//! Addresses of the registry of bodies (R2).

use rocket::http::RawStr;
use rocket::uri;

use super::Href;
use crate::domain::ids::{BodyId, PersonId};

/// All bodies.
pub fn bodies() -> String {
    "/bodies".to_owned()
}

/// A page of the bodies of a kind with these words in their names.
pub fn bodies_page(kind: &str, text: &str, page: u32) -> String {
    let encoded = |text: &str| RawStr::new(text).percent_encode().to_string();
    format!("/bodies?kind={}&q={}&page={page}", encoded(kind), encoded(text))
}

/// Where a body is entered.
pub fn new_body() -> Href {
    uri!(crate::web::bodies::registration::new)
}

/// The record of a body.
pub fn body(id: BodyId) -> Href {
    uri!(crate::web::bodies::show::show(id))
}

/// Where it gets another name.
pub fn body_name(id: BodyId) -> Href {
    uri!(crate::web::bodies::naming::new(id))
}

/// Where it is entered that it ends.
pub fn body_closure(id: BodyId) -> Href {
    uri!(crate::web::bodies::closure::new(id))
}

/// Where that is taken back.
pub fn body_withdrawal(id: BodyId) -> Href {
    uri!(crate::web::bodies::withdrawal::new(id))
}

/// Where a head or an officer is entered.
pub fn body_official(id: BodyId) -> Href {
    uri!(crate::web::bodies::officials::new(id))
}

/// Where a role of one of them is ended.
pub fn body_role_end(id: BodyId, person: PersonId) -> Href {
    uri!(crate::web::bodies::officials::ending(id, person))
}

/// Where a body begins an application for the people of one that ended.
pub fn takeover() -> Href {
    uri!(crate::web::applications::takeover::create)
}
