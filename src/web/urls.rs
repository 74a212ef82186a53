//! Every address of the portal, made by `uri!` from its handler. Templates and redirects take them from here.

mod attesting;
mod holding;
mod registry;
mod training;

use rocket::http::uri::Origin;
use rocket::uri;

pub use attesting::{attestation, attestations, attestations_of};
pub use holding::{
    endings, feed, feed_effect, feed_part, feed_removal, feeds, feeds_page, hold, hold_confirmation, holds,
    holds_list, networks, new_feed, overdue_steps, people, people_of, person, renewal, restoration,
    separation, separation_file, separation_signature, separation_text, substitution_end, substitution_of,
    substitutions, suspension, why, why_of,
};

pub use registry::{
    bodies, bodies_page, body, body_closure, body_name, body_official, body_role_end, body_withdrawal,
    new_body, takeover,
};
pub use training::{
    duties, new_course, new_training, training, training_outcomes, training_report, trainings,
};

use crate::domain::application::Stage;
use crate::domain::ids::{ApplicationId, EmployeeLineId, GrantId, OutboxId, SavedLookId};
use crate::domain::system::System;
use crate::services::applications::printing::{Paper, PaperLang};
use crate::services::applications::tables::FileFormat;
use crate::services::journal::Own;

/// An address within the portal.
pub type Href = Origin<'static>;

/// The front page.
pub fn home() -> Href {
    uri!(super::home::show)
}

/// Where the language switch posts to.
pub fn language() -> Href {
    uri!(super::i18n::update)
}

/// The page of all components (demonstration only).
pub fn components() -> Href {
    uri!(super::components::show)
}

/// Everybody who can be played (demonstration only, like the next four).
pub fn demo() -> Href {
    uri!(super::demo::people::index)
}

/// Where a session of somebody is begun.
pub fn demo_sessions() -> Href {
    uri!(super::demo::people::create)
}

/// The letters that the portal sent.
pub fn demo_mail() -> String {
    "/demo/mail".to_owned()
}

/// A page of them.
pub fn demo_mail_page(page: u32) -> String {
    format!("/demo/mail?page={page}")
}

/// The movable clock.
pub fn demo_clock() -> Href {
    uri!(super::demo::clock::show)
}

/// Signing a file with somebody's key.
pub fn demo_signature() -> Href {
    uri!(super::demo::signature::show)
}

/// The editions of the calendar.
pub fn calendar() -> Href {
    uri!(super::calendar::editions::index)
}

/// A year of an edition of the calendar.
pub fn calendar_edition(number: u32, year: i32) -> String {
    format!("/calendar/editions/{number}?year={year}")
}

/// The next edition of the calendar.
pub fn calendar_draft() -> Href {
    uri!(super::calendar::draft::show)
}

/// Where days of the next edition are changed.
pub fn calendar_draft_days() -> Href {
    uri!(super::calendar::draft::mark)
}

/// Where changes of days are taken back.
pub fn calendar_draft_removals() -> Href {
    uri!(super::calendar::draft::take_back)
}

/// Where the next edition gets another year.
pub fn calendar_draft_years() -> Href {
    uri!(super::calendar::draft::add_year)
}

/// Where the next edition is published.
pub fn calendar_editions() -> Href {
    uri!(super::calendar::draft::publish)
}

/// The roles that were set up in the systems (R6).
pub fn system_roles() -> Href {
    uri!(super::system_roles::index)
}

/// Whom overdue steps are escalated to.
pub fn superiors() -> Href {
    uri!(super::superiors::show)
}

/// The language of one's letters.
pub fn letters() -> Href {
    uri!(super::letters::show)
}

/// The letters that could not be delivered.
pub fn undelivered_letters() -> Href {
    uri!(super::letters::undelivered)
}

/// Where such a letter is sent again.
pub fn undelivered_letter(id: OutboxId) -> Href {
    uri!(super::letters::send_again(id))
}

/// The journal, of a kind of entries, from an entry down.
pub fn journal(code: Option<&str>, before: Option<u64>) -> String {
    let code = code.map(|code| format!("code={code}"));
    let query: Vec<String> =
        code.into_iter().chain(before.map(|before| format!("before={before}"))).collect();
    if query.is_empty() { "/journal".to_owned() } else { format!("/journal?{}", query.join("&")) }
}

/// One's own record, from an entry down.
pub fn record(own: Own, before: Option<u64>) -> String {
    let list = match own {
        Own::Everything => None,
        Own::ByOthers => Some("list=others".to_owned()),
        Own::Extracts => Some("list=extracts".to_owned()),
    };
    let before = before.map(|before| format!("before={before}"));
    let query: Vec<String> = list.into_iter().chain(before).collect();
    if query.is_empty() { "/record".to_owned() } else { format!("/record?{}", query.join("&")) }
}

/// How long the steps of applications take.
pub const fn service_levels() -> &'static str {
    "/service-levels"
}

/// The budget in a system.
pub fn budget(system: System) -> String {
    format!("/budget/{}", system.code())
}

/// A page of the budget as a file.
pub fn budget_extract(system: System) -> String {
    format!("/budget/{}/extract", system.code())
}

/// The quality of the figures of a system.
pub fn budget_quality(system: System) -> String {
    format!("/budget/{}/quality", system.code())
}

/// The lists of the budget classification; what stands for a text in them.
pub fn classification() -> String {
    "/budget/classification".to_owned()
}

/// One's saved looks.
pub fn saved_looks() -> String {
    uri!(super::budget::saved::index).to_string()
}

/// The name of a saved look, where it can be changed.
pub fn saved_look_name(id: SavedLookId) -> String {
    uri!(super::budget::saved::edit(id)).to_string()
}

/// The question whether to remove a saved look.
pub fn saved_look_removal(id: SavedLookId) -> String {
    uri!(super::budget::saved::removal(id)).to_string()
}

/// Where a saved look is opened.
pub fn saved_look_opening(id: SavedLookId) -> String {
    uri!(super::budget::saved::open(id)).to_string()
}

/// A line of the budget through the months of a year.
pub fn budget_year(system: System) -> String {
    format!("/budget/{}/year", system.code())
}

/// A line in the budgets of the places directly inside another.
pub fn budget_places(system: System) -> String {
    format!("/budget/{}/places", system.code())
}

/// What a line of the budget is made of.
pub fn budget_composition(system: System) -> String {
    format!("/budget/{}/composition", system.code())
}

/// Where a text to sign is asked for.
pub fn new_sign_in() -> Href {
    uri!(super::sign_in::create)
}

/// The page of a text to sign (`address` is one of ours: base64url), which leads back to where the visitor was.
pub fn challenge(address: &str, back: &str) -> String {
    format!("/sign-in/{address}{}", sign_in(back).trim_start_matches("/sign-in"))
}

/// The text to sign, as a file.
pub fn challenge_text(address: &str) -> Href {
    uri!(super::sign_in::text(address))
}

/// Where the signature of a text is sent to.
pub fn challenge_signature(address: &str) -> Href {
    uri!(super::sign_in::sign(address))
}

/// Where a session is ended.
pub fn sign_out() -> Href {
    uri!(super::sign_in::end)
}

/// The applications of one's own body.
pub fn applications() -> Href {
    uri!(super::applications::list::index)
}

/// The beginning of an application.
pub fn new_application() -> Href {
    uri!(super::applications::list::new)
}

/// An application, for its own body.
pub fn application(id: ApplicationId) -> String {
    format!("/applications/{id}")
}

/// The systems that an application asks for.
pub fn application_systems(id: ApplicationId) -> Href {
    uri!(super::applications::systems::edit(id))
}

/// Where employees are added to.
pub fn employees(id: ApplicationId) -> Href {
    uri!(super::applications::employees::create(id))
}

/// The empty card of an employee.
pub fn new_employee(id: ApplicationId) -> Href {
    uri!(super::applications::employees::new(id))
}

/// The card of an employee.
pub fn employee(id: ApplicationId, line: EmployeeLineId) -> Href {
    uri!(super::applications::employees::edit(id, line))
}

/// The question whether to take an employee out.
pub fn removal(id: ApplicationId, line: EmployeeLineId) -> Href {
    uri!(super::applications::removal::new(id, line))
}

/// The applications that came on paper.
pub fn registrations() -> Href {
    uri!(super::registering::list::index)
}

/// Where one of them is entered.
pub fn new_registration() -> Href {
    uri!(super::registering::entering::new)
}

/// The particulars of a paper.
pub fn paper(id: ApplicationId) -> Href {
    uri!(super::registering::entering::edit(id))
}

/// The scan of a paper.
pub fn scan(id: ApplicationId) -> Href {
    uri!(super::registering::scan::show(id))
}

/// Where the scan of a paper is given.
pub fn new_scan(id: ApplicationId) -> Href {
    uri!(super::registering::scan::upload(id))
}

/// Where a paper is registered.
pub fn registration(id: ApplicationId) -> Href {
    uri!(super::registering::registration::create(id))
}

/// Where a table of employees is given.
pub fn table(id: ApplicationId) -> Href {
    uri!(super::applications::tables::new(id))
}

/// An empty table to fill in.
pub fn table_template(id: ApplicationId, format: FileFormat) -> Href {
    uri!(super::applications::tables::template(id, format.code()))
}

/// The table that waits to be taken.
pub fn table_check(id: ApplicationId) -> String {
    format!("/applications/{id}/table/check")
}

/// Where corrected rows of it are sent to.
pub fn table_correction(id: ApplicationId) -> Href {
    uri!(super::applications::table_check::correct(id))
}

/// Where it is taken.
pub fn table_employees(id: ApplicationId) -> Href {
    uri!(super::applications::table_check::take(id))
}

/// Where it is thrown away.
pub fn table_removal(id: ApplicationId) -> Href {
    uri!(super::applications::table_check::remove(id))
}

/// Where a text for sending an application is asked for.
pub fn submission(id: ApplicationId) -> Href {
    uri!(super::applications::submission::create(id))
}

/// The page of that text.
pub fn submission_text(id: ApplicationId, address: &str) -> Href {
    uri!(super::applications::submission::show(id, address))
}

/// That text as a file.
pub fn submission_file(id: ApplicationId, address: &str) -> Href {
    uri!(super::applications::submission::text(id, address))
}

/// Where the signature of that text is sent to.
pub fn submission_signature(id: ApplicationId, address: &str) -> Href {
    uri!(super::applications::submission::sign(id, address))
}

/// What happens to an application that was sent.
pub fn confirmation(id: ApplicationId) -> Href {
    uri!(super::applications::submission::confirmation(id))
}

/// The question whether to take an application back.
pub fn withdrawal(id: ApplicationId) -> Href {
    uri!(super::applications::withdrawal::new(id))
}

/// What waits at a stage.
pub const fn queue(stage: Stage) -> &'static str {
    match stage {
        Stage::Ministry => "/considering",
        Stage::Integrator => "/granting",
    }
}

/// What left a stage.
pub const fn decided(stage: Stage) -> &'static str {
    match stage {
        Stage::Ministry => "/considering/decided",
        Stage::Integrator => "/granting/decided",
    }
}

/// Where another application is begun from one that came to nothing.
pub fn begin_anew(id: ApplicationId) -> Href {
    uri!(super::applications::withdrawal::begin_anew(id))
}

/// An application at the desk of a stage.
pub fn at_desk(stage: Stage, id: ApplicationId) -> String {
    format!("{}/{id}", queue(stage))
}

/// Where the decision of a stage is sent to.
pub fn decision(stage: Stage, id: ApplicationId) -> Href {
    match stage {
        Stage::Ministry => uri!(super::considering::decide(id)),
        Stage::Integrator => uri!(super::granting::decide(id)),
    }
}

/// What came of that decision.
pub fn outcome(stage: Stage, id: ApplicationId) -> Href {
    match stage {
        Stage::Ministry => uri!(super::considering::outcome(id)),
        Stage::Integrator => uri!(super::granting::outcome(id)),
    }
}

/// Where an application is returned for correction.
pub fn return_for_correction(id: ApplicationId) -> Href {
    uri!(super::considering::returning(id))
}

/// An application or its decision, on paper.
pub fn printed(id: ApplicationId, paper: Paper, lang: PaperLang) -> String {
    format!("/papers/applications/{id}/{}/{}", paper.code(), lang.lang().code())
}

/// The certificate of an employee of an application, on paper.
pub fn certificate_of(id: ApplicationId, line: EmployeeLineId, lang: PaperLang) -> String {
    format!("/papers/applications/{id}/employees/{line}/{}", lang.lang().code())
}

/// The certificate of a grant of one's own, on paper.
pub fn certificate(id: GrantId, lang: PaperLang) -> String {
    format!("/papers/grants/{id}/{}", lang.lang().code())
}

/// The sign-in page, which leads back to where the visitor was.
pub fn sign_in(back: &str) -> String {
    match back {
        "/" => "/sign-in".to_owned(),
        back => format!("/sign-in?back={}", rocket::http::RawStr::new(back).percent_encode()),
    }
}

/// A path and query of this portal that a browser sent, or nothing: never a way to another site.
pub fn local(path: &str) -> Option<String> {
    let is_plain = path.len() <= 2000
        && path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if !is_plain {
        return None;
    }
    let parsed = Origin::parse(path).ok()?;
    // What a browser would read as a host after resolving dots and doubled slashes.
    let elsewhere = parsed.clone().into_normalized().to_string().starts_with("//") || path.contains("/..");
    (!elsewhere).then(|| parsed.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_portal_lead_back() {
        for ours in ["/", "/applications/7?page=2", "/budget/ac?region=110000000&year=2026", "/a%20b"] {
            assert_eq!(local(ours).as_deref(), Some(ours));
        }
        for other in [
            "",
            "applications",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "/a b",
            "/../..//evil.example",
            "/..//evil.example",
            "/\tevil",
        ] {
            assert_eq!(local(other), None, "{other:?}");
        }
    }
}
