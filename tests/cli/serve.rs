//! `qarau serve` starts with everything it needs, and with nothing of a demonstration.

use std::path::Path;

use qarau::gateways::demo_authority::DemoAuthority;

use crate::program::{run, text};

fn serve(directory: &Path, settings: &[(&str, &str)]) -> crate::program::Ended {
    run(&["serve", "--data-dir", text(directory)], settings)
}

#[test]
fn what_is_missing_is_named() {
    let place = tempfile::tempdir().expect("a directory");
    serve(place.path(), &[]).assert(1, "qarau migrate");
    run(&["migrate", "--data-dir", text(place.path())], &[]).assert(0, "");
    serve(place.path(), &[]).assert(1, "anchors.pem");
    std::fs::write(place.path().join("anchors.pem"), "nothing").expect("written");
    serve(place.path(), &[]).assert(1, "no certificate");
}

#[test]
fn the_demos_authority_is_not_accepted() {
    let place = tempfile::tempdir().expect("a directory");
    run(&["migrate", "--data-dir", text(place.path())], &[]).assert(0, "");
    let at = "2026-11-20T05:00:00Z".parse().expect("an instant");
    let authority = DemoAuthority::open(&place.path().join("keys"), at).expect("founded");
    std::fs::write(place.path().join("anchors.pem"), authority.anchors().expect("PEM")).expect("written");
    serve(place.path(), &[]).assert(1, "never accepted in production");
}

#[test]
fn plain_http_is_for_this_machine_alone() {
    let place = tempfile::tempdir().expect("a directory");
    for origin in ["http://portal.example.kz", "http://127.example.kz", "http://localhost.example.kz"] {
        serve(place.path(), &[("QARAU_PUBLIC_ORIGIN", origin)]).assert(1, "plain http");
    }
    for origin in ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000", "https://a.kz"] {
        serve(place.path(), &[("QARAU_PUBLIC_ORIGIN", origin)]).assert(1, "qarau migrate");
    }
}

#[test]
fn all_mistakes_of_the_settings_are_told_at_once() {
    let place = tempfile::tempdir().expect("a directory");
    let ended = serve(place.path(), &[("QARAU_PORT", "eighty"), ("QARAU_COLOUR", "red")]);
    ended.assert(1, "port = \"eighty\"").assert(1, "colour is not a setting");
}
