//! Security headers of every answer. Must not know any page.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::Header;
use rocket::{Request, Response};

use super::assets;
use super::cookies;
use super::exchange::{self, Exchange};
use super::guards::Arrival;

/// Sets the headers; what a handler set itself (the policy of a signing page, the life of a static file) stays.
pub struct Headers;

#[rocket::async_trait]
impl Fairing for Headers {
    fn info(&self) -> Info {
        Info { name: "security headers", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            // Not "no-referrer": with it browsers send our own forms with `Origin: null`.
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            (
                "permissions-policy",
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
            ),
            ("x-frame-options", "DENY"),
        ] {
            response.set_raw_header(name, value);
        }
        if !response.headers().contains("content-security-policy") {
            let mut own = policy(&[]);
            // The search box of these pages asks the portal itself for suggestions.
            if request.uri().path().starts_with("/budget/") {
                own.value.to_mut().push_str("; connect-src 'self'");
            }
            response.set_header(own);
        }
        if !assets::is_asset(request.uri().path().as_str()) || !response.headers().contains("cache-control") {
            response.set_raw_header("cache-control", "no-store");
            response.set_raw_header("vary", "Cookie, Accept-Language");
        }
        let exchange = Exchange::of(request);
        response.set_raw_header("x-request-id", exchange.id.clone());
        let Some(site) = exchange::site(request) else { return };
        if site.is_https() {
            response.set_raw_header("strict-transport-security", "max-age=63072000; includeSubDomains");
        }
        if let Some(visitor) = exchange.visitor.get()
            && visitor.arrival == Arrival::First
        {
            response.adjoin_header(cookies::new_visit(site, &visitor.visit));
        }
    }
}

/// The content security policy: nothing but our own files, and on signing pages the signing program.
pub fn policy(signers: &[String]) -> Header<'static> {
    let mut policy = String::from(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    );
    if !signers.is_empty() {
        policy.push_str("; connect-src 'self'");
        for signer in signers {
            policy.push(' ');
            policy.push_str(signer);
        }
    }
    Header::new("content-security-policy", policy)
}
