//! Addresses and methods that nobody should try: variants of a real address, other methods, `_method`.

use rocket::http::Method;

use crate::support::{Body, TestPortal};

/// Ways to write an address that a careless server takes for the same.
fn variants(path: &str) -> Vec<String> {
    let bare = path.trim_end_matches('/');
    let last = bare.rsplit('/').next().unwrap_or_default();
    let head = bare.strip_suffix(last).unwrap_or_default();
    vec![
        format!("//{}", path.trim_start_matches('/')),
        format!("{bare}/"),
        format!("{bare}//"),
        format!("{bare}/."),
        format!("{bare}/%2e%2e/{last}"),
        format!("{bare};x=1"),
        format!("{bare}.json"),
        format!("{bare}/x.css"),
        format!("{bare}%00"),
        format!("{bare}%20"),
        format!("{head}%2F{last}"),
        format!("{head}{}", last.to_uppercase()),
    ]
}

#[test]
fn a_variant_of_an_address_is_no_address_or_leads_to_the_same_guard() {
    let portal = TestPortal::demo();
    let visitor = portal.sign_in("head", "aqmola-audit");
    let plain: Vec<String> = portal
        .client
        .rocket()
        .routes()
        .filter(|route| {
            route.method == Method::Get && !route.uri.path().contains('<') && route.uri.path() != "/"
        })
        .map(|route| route.uri.path().to_string())
        .collect();
    assert!(!plain.is_empty());
    for path in plain {
        let own = visitor.get_once(&path).status;
        for variant in variants(&path).into_iter().filter(|variant| *variant != path) {
            let status = visitor.get_once(&variant).status;
            let refused = matches!(status, 400 | 404 | 422);
            assert!(refused || status == own, "{variant}: {status}, {path}: {own}");
            assert!(refused || !variant.contains(['%', ';']), "{variant} was taken for {path}");
        }
    }
}

#[test]
fn what_is_not_there_answers_as_an_error_page_of_ours() {
    let portal = TestPortal::new();
    let visitor = portal.visitor();
    for path in
        ["///evil.example", "/%2e%2e/%2e%2e/etc/passwd", "/%00", "/%ff%fe", "/.git/config", "/;", "/INDEX"]
    {
        let page = visitor.get_once(path);
        assert!(matches!(page.status, 400 | 404 | 422), "{path}: {}", page.status);
        page.assert_has("main h1");
        assert!(page.header("content-security-policy").is_some(), "{path}");
    }
}

#[test]
fn only_get_head_and_post_do_anything() {
    let portal = TestPortal::new();
    let head = portal.sign_in("head", "aqmola-audit");
    let home = head.get("/");
    for method in
        [Method::Put, Method::Delete, Method::Patch, Method::Options, Method::Trace, Method::Connect]
    {
        let answer = head.ask(method, "/", None, &[]);
        assert_eq!(answer.status, 404, "{method}");
        assert!(answer.header("allow").is_none() && answer.header("content-security-policy").is_some());
    }
    let answer = head.ask(Method::Head, "/", None, &[]);
    assert_eq!((answer.status, answer.bytes.len()), (200, 0));
    assert_eq!(answer.header("content-security-policy"), home.header("content-security-policy"));
}

/// Rocket takes a field `_method` for the method; there is no route that could be reached by it.
#[test]
fn a_field_named_method_reaches_nothing() {
    let portal = TestPortal::new();
    let head = portal.sign_in("head", "aqmola-audit");
    let mark = head.mark();
    for method in ["GET", "PUT", "DELETE", "PATCH", "get", "HEAD"] {
        let fields = [("_method", method), ("csrf", mark.as_str()), ("lang", "ru"), ("back", "/")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let answer = head.post_once("/language", Body::Fields(fields));
        assert!(matches!(answer.status, 404 | 422), "{method}: {}", answer.status);
        head.get("/").assert_has("html[lang=kk]");
    }
}
