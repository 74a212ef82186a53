//! Addresses around people and what stops their access (R9.4).

use rocket::uri;

use super::Href;
use crate::domain::ids::{BodyId, FeedId, HoldId, PersonId, SubstitutionId};

/// The people of one's own body, or those of a body for the ministry's administrator.
pub fn people() -> String {
    "/people".to_owned()
}

/// A page of the people of a body.
pub fn people_of(body: Option<BodyId>, page: u32) -> String {
    let body = body.map_or_else(String::new, |body| format!("body={body}&"));
    format!("/people?{body}page={page}")
}

/// Somebody with what they may see.
pub fn person(id: PersonId) -> Href {
    uri!(crate::web::holds::person::show(id))
}

/// Where it is reported that somebody's powers ended (R9.4).
pub fn separation(id: PersonId) -> Href {
    uri!(crate::web::holds::separation::new(id))
}

/// The page of the report to sign.
pub fn separation_text(id: PersonId, address: &str) -> Href {
    uri!(crate::web::holds::separation::show(id, address))
}

/// That report as a file.
pub fn separation_file(id: PersonId, address: &str) -> Href {
    uri!(crate::web::holds::separation::text(id, address))
}

/// Where the signature of that report is sent to.
pub fn separation_signature(id: PersonId, address: &str) -> Href {
    uri!(crate::web::holds::separation::sign(id, address))
}

/// Where somebody is suspended at once.
pub fn suspension(id: PersonId) -> Href {
    uri!(crate::web::holds::suspension::new(id))
}

/// All suspensions that wait for the ministry's administrator.
pub fn holds() -> String {
    "/holds".to_owned()
}

/// A page of a list of suspensions.
pub fn holds_list(list: &str, page: u32) -> String {
    format!("/holds?list={list}&page={page}")
}

/// One suspension.
pub fn hold(id: HoldId) -> Href {
    uri!(crate::web::holds::show::show(id))
}

/// Where a suspension is confirmed: access is blocked.
pub fn hold_confirmation(id: HoldId) -> Href {
    uri!(crate::web::holds::show::confirm(id))
}

/// Where access is restored.
pub fn restoration(id: HoldId) -> Href {
    uri!(crate::web::holds::restoration::new(id))
}

/// Who stands in for whom.
pub fn substitutions() -> Href {
    uri!(crate::web::substitutions::index)
}

/// Where somebody's substitute is named.
pub fn substitution_of(absent: PersonId) -> Href {
    uri!(crate::web::substitutions::new(absent))
}

/// Where a substitution is ended.
pub fn substitution_end(id: SubstitutionId) -> Href {
    uri!(crate::web::substitutions::end(id))
}

/// What came of the files of the personnel record.
pub fn feeds() -> String {
    "/personnel".to_owned()
}

/// A page of them.
pub fn feeds_page(page: u32) -> String {
    format!("/personnel?page={page}")
}

/// Where such a file is brought.
pub fn new_feed() -> Href {
    uri!(crate::web::personnel::upload::new)
}

/// One of them: what would be made of it, or was.
pub fn feed(id: FeedId) -> Href {
    uri!(crate::web::personnel::show::show(id))
}

/// Where it takes effect.
pub fn feed_effect(id: FeedId) -> Href {
    uri!(crate::web::personnel::show::take(id))
}

/// Where one that was only checked is thrown away.
pub fn feed_removal(id: FeedId) -> Href {
    uri!(crate::web::personnel::show::remove(id))
}

/// Where the part of it about a body is released or rejected.
pub fn feed_part(id: FeedId, body: BodyId) -> Href {
    uri!(crate::web::personnel::part::show(id, body))
}

/// Whose access ends soon, and the beginning of their renewal.
pub fn renewal() -> String {
    "/renewal".to_owned()
}

/// Why I see what I see.
pub fn why() -> String {
    "/why".to_owned()
}

/// Why somebody sees what they see, on any day.
pub fn why_of(id: PersonId) -> String {
    format!("/people/{id}/why")
}

/// Steps of applications that are overdue, for the ministry's administrator.
pub fn overdue_steps() -> Href {
    uri!(crate::web::oversight::overdue)
}

/// Access that ends soon in all bodies, for the ministry's administrator.
pub fn endings() -> Href {
    uri!(crate::web::oversight::endings)
}

/// People in two networks at once, for the ministry's administrator.
pub fn networks() -> Href {
    uri!(crate::web::oversight::networks)
}
