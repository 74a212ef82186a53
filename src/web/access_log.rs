//! One line of the log per request: method, route, status, time, number. Never cookies, tokens or values of a query.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::{Data, Request, Response};

use super::exchange::Exchange;

/// Writes the line when the answer is ready.
pub struct AccessLog;

#[rocket::async_trait]
impl Fairing for AccessLog {
    fn info(&self) -> Info {
        Info { name: "access log", kind: Kind::Request | Kind::Response }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        Exchange::of(request);
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let exchange = Exchange::of(request);
        // The route as it is mounted, not the address: addresses hold what people typed.
        let route = request.route().map_or("-", |route| route.uri.as_str());
        tracing::info!(
            request = exchange.id,
            method = request.method().as_str(),
            route,
            status = response.status().code,
            ms = exchange.started.elapsed().as_millis(),
            "answered"
        );
    }
}
