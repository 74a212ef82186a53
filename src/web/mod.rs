//! Top floor: HTTP and HTML. Parses, calls one service, answers with a page or a redirect.
//!
//! Must not know Diesel, storage or gateways; areas (home, …) never import each other. Every mount and catcher is in
//! [`rocket`]. How to add a page is in `CONTRIBUTING.md`.

mod access_log;
pub mod answer;
mod applications;
pub mod assets;
mod attestation;
mod bodies;
mod budget;
mod calendar;
mod classification;
mod components;
mod considering;
pub mod cookies;
pub mod csrf;
mod deciding;
mod demo;
pub mod error;
pub mod exchange;
pub mod frame;
mod granting;
pub mod guards;
mod headers;
mod holds;
mod home;
mod i18n;
mod journal;
mod letters;
mod navigation;
mod oversight;
mod papers;
mod params;
pub mod parts;
mod personnel;
pub mod query;
mod record;
mod registering;
mod renewal;
mod service_levels;
mod sign_in;
mod substitutions;
mod superiors;
mod system_roles;
mod token;
mod training;
mod typed;
mod upload;
pub mod urls;
mod watching;
mod why;
pub mod words;

use std::sync::Arc;

use rocket::config::{Ident, LogLevel};
use rocket::data::{Limits, ToByteUnit};
use rocket::shield::Shield;
use rocket::{Build, Config, Rocket};

pub use crate::site::{Mode, Site};
pub use error::WebError;
pub use token::Token;

use crate::app::App;

/// The portal, ready to be launched: every mount and catcher in one list.
pub fn rocket(app: Arc<App>) -> Rocket<Build> {
    let mode = app.site.mode;
    let rocket = rocket::custom(settings(&app.site))
        .manage(app)
        // Our own headers instead of Rocket's defaults.
        .attach(Shield::new())
        .attach(headers::Headers)
        .attach(access_log::AccessLog)
        .register("/", error::catchers())
        .mount("/", assets::routes())
        .mount("/", bodies::routes())
        .mount("/", budget::routes())
        .mount("/", calendar::routes())
        .mount("/", classification::routes())
        .mount("/", home::routes())
        .mount("/", applications::routes())
        .mount("/", considering::routes())
        .mount("/", granting::routes())
        .mount("/", oversight::routes())
        .mount("/", papers::routes())
        .mount("/", registering::routes())
        .mount("/", holds::routes())
        .mount("/", attestation::routes())
        .mount("/", renewal::routes())
        .mount("/", personnel::routes())
        .mount("/", i18n::routes())
        .mount("/", journal::routes())
        .mount("/", service_levels::routes())
        .mount("/", letters::routes())
        .mount("/", sign_in::routes())
        .mount("/", substitutions::routes())
        .mount("/", superiors::routes())
        .mount("/", why::routes())
        .mount("/", training::routes())
        .mount("/", system_roles::routes())
        .mount("/", typed::routes())
        .mount("/", watching::routes());
    match mode {
        Mode::Demo => {
            rocket.attach(demo::OneOrigin).mount("/", components::routes()).mount("/", demo::routes())
        }
        Mode::Real => rocket,
    }
}

/// Rocket's settings; nothing comes from its own files or environment variables.
fn settings(site: &Site) -> Config {
    Config {
        address: site.listen.ip(),
        port: site.listen.port(),
        ident: Ident::none(),
        ip_header: site.client_address_header.clone().map(Into::into),
        limits: Limits::default()
            .limit("form", 256.kibibytes())
            .limit("data-form", 12.mebibytes())
            .limit("file", 10.mebibytes())
            .limit("string", 64.kibibytes())
            .limit("bytes", 10.mebibytes()),
        // The access log has one line per request instead.
        log_level: LogLevel::Off,
        cli_colors: false,
        ..Config::release_default()
    }
}

#[cfg(test)]
mod contrast;
#[cfg(test)]
mod tests;
