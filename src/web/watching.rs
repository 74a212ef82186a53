//! For machines that watch the portal: whether it lives, whether it can serve, and counts in the form that Prometheus reads.
//! No cookie, no session, no page; nothing of a person.

use std::fmt::{Display, Write};
use std::net::IpAddr;
use std::sync::Arc;

use rocket::http::{ContentType, Status};
use rocket::outcome::Outcome;
use rocket::request::{self, FromRequest};
use rocket::{Request, Route, State};

use super::error::WebError;
use super::exchange::{self, Exchange};
use crate::app::App;
use crate::domain::journal::Digest;
use crate::services::watching::{self, Counted};

type Plain = (Status, (ContentType, String));

fn plain(status: Status, text: impl Display) -> Plain {
    (status, (ContentType::Plain, format!("{text}\n")))
}

/// `GET /healthz`: this process answers. Asks nobody else, so that no database takes all processes down at once.
#[rocket::get("/healthz")]
pub fn health() -> Plain {
    plain(Status::Ok, "ok")
}

/// `GET /readyz`: it can serve; or 503 with what is in the way, a line each.
#[rocket::get("/readyz")]
pub async fn readiness(app: &State<Arc<App>>) -> Plain {
    let faults = watching::faults(&app.db, app.budget.as_ref(), &app.calendar, app.clock.now()).await;
    if faults.is_empty() {
        return plain(Status::Ok, "ready");
    }
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    plain(Status::ServiceUnavailable, lines.join("\n"))
}

/// `GET /metrics`: counts.
#[rocket::get("/metrics")]
pub async fn metrics(app: &State<Arc<App>>, _watcher: Watcher) -> Plain {
    let now = app.clock.now();
    match watching::count(&app.db, app.budget.as_ref(), &app.sweep, now).await {
        Ok(counted) => (Status::Ok, (ContentType::Plain, exposition(&counted, now.timestamp()))),
        Err(error) => {
            tracing::warn!(%error, "not counted");
            plain(Status::ServiceUnavailable, "the databases do not answer")
        }
    }
}

/// Somebody who may read the counts: a program on this machine without a proxy between, or one that knows the token.
pub struct Watcher;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Watcher {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> request::Outcome<Self, ()> {
        if is_local(request) || has_token(request) {
            return Outcome::Success(Watcher);
        }
        Outcome::Error(Exchange::of(request).fail(WebError::NotFound))
    }
}

fn has_token(request: &Request<'_>) -> bool {
    let wanted = exchange::site(request).and_then(|site| site.metrics_token);
    let given = request.headers().get_one("authorization").and_then(|value| value.strip_prefix("Bearer "));
    // Digests are compared: how long that takes tells nothing of the token.
    wanted.is_some() && wanted == given.map(|given| Digest::of(given.as_bytes()))
}

/// A proxy on this machine asks from loopback too: it names another host or says for whom it asks.
fn is_local(request: &Request<'_>) -> bool {
    let is_peer_local = request.remote().is_some_and(|peer| peer.ip().is_loopback());
    let own = exchange::site(request).and_then(|site| site.client_address_header.clone());
    let forwarding = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];
    let is_forwarded =
        forwarding.into_iter().chain(own.as_deref()).any(|name| request.headers().contains(name));
    let names_loopback = request.headers().get_one("host").is_some_and(is_loopback);
    is_peer_local && !is_forwarded && names_loopback
}

/// True for `localhost` and the addresses of loopback, with or without a port.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    let name = name.unwrap_or_default();
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The text format of Prometheus.
fn exposition(counted: &Counted, now: i64) -> String {
    let mut text = String::with_capacity(2_048);
    let [considering, granting] = &counted.overdue;
    let stages = [("ministry", considering.1), ("integrator", granting.1)];
    let stages: Vec<_> = stages.map(|(stage, steps)| (format!("{{stage=\"{stage}\"}}"), steps as i64)).into();
    let one = |value: i64| vec![(String::new(), value)];
    let age = counted.letters.oldest.map_or(0, |written_at| (now - written_at.timestamp()).max(0));
    let loads = |value: fn(&watching::Loads) -> i64| {
        let label =
            |loads: &watching::Loads| (format!("{{format=\"{}\"}}", loads.format.code()), value(loads));
        counted.loads.iter().map(label).collect::<Vec<_>>()
    };
    for (name, kind, help, values) in [
        ("qarau_overdue_steps", "gauge", "Steps whose promised day is over, by stage.", stages),
        ("qarau_open_holds", "gauge", "Suspensions that wait for a decision.", one(counted.open_holds)),
        ("qarau_outbox_waiting", "gauge", "Letters that have not left.", one(counted.letters.waiting)),
        ("qarau_outbox_oldest_seconds", "gauge", "Age of the oldest of them.", one(age)),
        ("qarau_outbox_dead", "gauge", "Letters that were given up.", one(counted.letters.given_up)),
        ("qarau_journal_entries", "gauge", "Entries of the journal.", one(counted.journal as i64)),
        ("qarau_looks_total", "counter", "Looks that this process answered.", one(counted.looks as i64)),
        (
            "qarau_sweep_last_run_timestamp_seconds",
            "gauge",
            "When this process last saw to due facts.",
            counted.swept_at.map_or(Vec::new(), |at| one(at.timestamp())),
        ),
        (
            "qarau_budget_loads",
            "gauge",
            "Published loads of figures, by format.",
            loads(|loads| loads.published),
        ),
        (
            "qarau_budget_last_load_timestamp_seconds",
            "gauge",
            "When figures were last published, by format.",
            loads(|loads| loads.last.timestamp()),
        ),
    ] {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (label, value) in values {
            let _ = writeln!(text, "{name}{label} {value}");
        }
    }
    text
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![health, metrics, readiness]
}
