//! The foundations seen from outside: requests to a real Rocket without a database.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use rocket::http::{ContentType, Cookie, Header, Method, Status};
use rocket::local::blocking::{Client, LocalRequest, LocalResponse};

use super::csrf::Posted;
use super::query::{Asked, Maybe};
use super::{Mode, Site, Token, WebError};
use crate::app::App;
use crate::clock::Clock;
use crate::domain::ids::GrantId;
use crate::gateways::certificates::Anchors;
use crate::storage::{DatabaseUrl, Db, migrate};

const ORIGIN: &str = "https://portal.example";

#[derive(rocket::FromForm)]
struct TryForm {
    name: String,
    agreed: Maybe<String>,
}

#[rocket::post("/try", data = "<form>")]
fn try_post(form: Posted<TryForm>) -> String {
    format!("{} {:?}", form.0.name, form.0.agreed.0)
}

#[derive(rocket::FromForm)]
struct TryQuery {
    year: Maybe<u16>,
}

#[rocket::get("/try?<asked..>")]
fn try_get(_frame: super::frame::Frame, asked: Asked<TryQuery>) -> Result<String, WebError> {
    Ok(format!("{:?}", asked.read()?.year.0))
}

#[rocket::get("/try/secret")]
fn try_secret(_me: super::guards::SignedIn) -> &'static str {
    "never"
}

#[rocket::get("/try/<id>")]
fn try_id(id: GrantId) -> Result<String, WebError> {
    if id.0 == 7 { Ok("seven".into()) } else { Err(WebError::NotFound) }
}

#[rocket::get("/try/broken")]
fn try_broken() -> WebError {
    WebError::broken("the cause with a secret in it")
}

#[rocket::get("/try/panic")]
fn try_panic() -> &'static str {
    panic!("on purpose")
}

fn portal(origin: &str, mode: Mode) -> Client {
    let site = Site {
        origin: origin.to_owned(),
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8000)),
        mode,
        client_address_header: None,
        signers: Vec::new(),
        metrics_token: None,
    };
    let directory = tempfile::tempdir().expect("a directory").keep();
    let url = DatabaseUrl::Sqlite(directory.join("qarau.db"));
    migrate(&url).expect("a schema");
    let db = Db::open(&url).expect("a database");
    let clock = Clock::fixed(chrono::DateTime::from_timestamp(1_795_000_000, 0).expect("an instant"));
    let rocket = super::rocket(Arc::new(App::new(site, clock, db, Anchors::default())));
    let routes = rocket::routes![try_post, try_get, try_secret, try_id, try_broken, try_panic];
    Client::untracked(rocket.mount("/", routes)).expect("a portal")
}

fn real() -> Client {
    portal(ORIGIN, Mode::Real)
}

/// A browser that has been here before, with the mark that its forms carry.
fn visitor() -> (Cookie<'static>, String) {
    let token = Token::random().expect("randomness");
    (Cookie::new("__Host-qarau-visit", token.secret().to_owned()), token.form_mark())
}

fn post<'c>(client: &'c Client, path: &'c str, visit: &Cookie<'static>, body: String) -> LocalRequest<'c> {
    client
        .post(path)
        .header(ContentType::Form)
        .header(Header::new("origin", ORIGIN))
        .cookie(visit.clone())
        .body(body)
}

fn header<'r>(response: &'r LocalResponse<'_>, name: &str) -> Option<&'r str> {
    response.headers().get_one(name)
}

#[test]
fn asvs_v3_5_1_every_post_refuses_foreign_origins_and_missing_marks() {
    let client = real();
    let posts: Vec<String> = client
        .rocket()
        .routes()
        .filter(|route| route.method == Method::Post)
        .map(|route| {
            let part = |part: &str| if part.starts_with('<') { "1".to_owned() } else { part.to_owned() };
            route.uri.path().split('/').map(part).collect::<Vec<_>>().join("/")
        })
        .collect();
    assert!(posts.len() >= 2, "{posts:?}");
    let (visit, mark) = visitor();
    let marked = format!("csrf={mark}&name=x&lang=ru&back=/");
    for path in &posts {
        for origin in [
            None,
            Some("null"),
            Some("https://portal.example.evil"),
            Some("https://evilportal.example"),
            Some("https://sibling.portal.example"),
            Some("http://portal.example"),
            Some("https://portal.example:8443"),
            Some("https://PORTAL.example/"),
        ] {
            let mut request =
                client.post(path).header(ContentType::Form).cookie(visit.clone()).body(marked.clone());
            if let Some(origin) = origin {
                request.add_header(Header::new("origin", origin));
            }
            assert_eq!(request.dispatch().status(), Status::Forbidden, "{path} from {origin:?}");
        }
        for site in ["cross-site", "same-site"] {
            let request = post(&client, path, &visit, marked.clone());
            let status = request.header(Header::new("sec-fetch-site", site)).dispatch().status();
            assert_eq!(status, Status::Forbidden, "{path} fetched {site}");
        }
        let (_, foreign) = visitor();
        for body in [
            "name=x&lang=ru&back=/".to_owned(),
            "csrf=&name=x&lang=ru&back=/".to_owned(),
            format!("csrf={foreign}&name=x&lang=ru&back=/"),
            format!("{marked}&csrf={mark}"),
        ] {
            let status = post(&client, path, &visit, body.clone()).dispatch().status();
            let refused = matches!(status.code, 401 | 403);
            assert!(refused, "{path} with {body}: {status}");
        }
    }
}

#[test]
fn only_get_and_post_routes_are_mounted() {
    let client = real();
    for route in client.rocket().routes() {
        assert!(matches!(route.method, Method::Get | Method::Post), "{route}");
    }
}

#[test]
fn a_form_of_ours_is_read_and_one_with_wrong_fields_is_refused() {
    let client = real();
    let (visit, mark) = visitor();
    let check = |fields: &str, expect: Result<&str, u16>| {
        let response = post(&client, "/try", &visit, format!("csrf={mark}&{fields}")).dispatch();
        match expect {
            Ok(text) => assert_eq!(response.into_string().as_deref(), Some(text), "{fields}"),
            Err(code) => assert_eq!(response.status().code, code, "{fields}"),
        }
    };
    check("name=%D0%90", Ok("А None"));
    check("name=&agreed=on", Ok(" Some(\"on\")"));
    check("", Err(422));
    check("name=a&name=b", Err(422));
    check("name=a&status=approved", Err(422));
    check(&format!("name={}", "a".repeat(300_000)), Err(413));
}

#[test]
fn a_multipart_form_is_guarded_too() {
    let client = real();
    let (visit, mark) = visitor();
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let send = |body: String| {
        let kind = ContentType::new("multipart", "form-data").with_params(("boundary", "b"));
        let request = client.post("/try").header(kind).header(Header::new("origin", ORIGIN));
        request.cookie(visit.clone()).body(body + "--b--\r\n").dispatch().status().code
    };
    assert_eq!(send(part("name", "x") + &part("csrf", &mark)), 200);
    assert_eq!(send(part("name", "x")), 403);
    assert_eq!(send(part("name", "x") + &part("csrf", &mark) + &part("more", "x")), 422);
}

#[test]
fn a_query_with_anything_unasked_is_400() {
    let client = real();
    let check = |path: &str, code| assert_eq!(client.get(path).dispatch().status().code, code, "{path}");
    check("/try", 200);
    check("/try?year=2026", 200);
    for refused in ["/try?year=abc", "/try?year=", "/try?year=1&year=2", "/try?yaer=1", "/?page=2"] {
        check(refused, 400);
    }
}

#[test]
fn not_there_and_not_yours_and_not_an_id_look_the_same() {
    let client = real();
    let (visit, _) = visitor();
    let page = |path: &str| {
        let response = client.get(path.to_owned()).cookie(visit.clone()).dispatch();
        assert_eq!(response.status(), Status::NotFound, "{path}");
        response.into_string().unwrap_or_default().replace(path, "")
    };
    let first = page("/try/8");
    assert!(first.contains("Бет табылмады"));
    for path in ["/try/x", "/try/07", "/try/9", "/no/such"] {
        assert_eq!(page(path), first, "{path}");
    }
}

#[test]
fn a_fault_shows_its_number_and_not_its_cause() {
    let client = real();
    for path in ["/try/broken", "/try/panic"] {
        let response = client.get(path).dispatch();
        assert_eq!(response.status(), Status::InternalServerError);
        let id = header(&response, "x-request-id").expect("a number").to_owned();
        let page = response.into_string().unwrap_or_default();
        assert!(page.contains(&id) && !page.contains("secret") && !page.contains("purpose"));
    }
}

#[test]
fn whoever_is_not_signed_in_is_led_to_sign_in_and_back() {
    let client = real();
    let response = client.get("/try/secret").dispatch();
    assert_eq!(response.status(), Status::SeeOther);
    assert_eq!(header(&response, "location"), Some("/sign-in?back=%2Ftry%2Fsecret"));
}

#[test]
fn asvs_v3_4_every_answer_carries_the_security_headers() {
    let client = real();
    for path in ["/", "/no/such", "/try/broken", "/try/secret", "/try?x=1"] {
        let response = client.get(path).dispatch();
        let policy = header(&response, "content-security-policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none';") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe") && !policy.contains("connect-src"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
            ("vary", "Cookie, Accept-Language"),
            ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ] {
            assert_eq!(header(&response, name), Some(value), "{name} of {path}");
        }
        assert_eq!(header(&response, "server"), None);
    }
}

#[test]
fn asvs_v3_3_the_visit_cookie_is_guarded_and_set_once() {
    let client = real();
    for path in ["/", "/no/such"] {
        let response = client.get(path).dispatch();
        let cookie = header(&response, "set-cookie").expect("a cookie");
        assert!(cookie.starts_with("__Host-qarau-visit="), "{cookie}");
        for flag in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(cookie.contains(flag), "{cookie}");
        }
        assert!(!cookie.contains("Domain"));
    }
    let (visit, _) = visitor();
    assert_eq!(header(&client.get("/").cookie(visit).dispatch(), "set-cookie"), None);
    let demo = portal("http://127.0.0.1:8000", Mode::Demo);
    let response = demo.get("/").dispatch();
    let cookie = header(&response, "set-cookie").expect("a cookie");
    assert!(cookie.starts_with("qarau-visit=") && !cookie.contains("Secure"), "{cookie}");
    assert_eq!(header(&response, "strict-transport-security"), None);
}

#[test]
fn the_language_switch_stays_on_the_page() {
    let client = real();
    let (visit, mark) = visitor();
    let switch = |lang: &str, back: &str| {
        let form = format!("csrf={mark}&lang={lang}&back={back}");
        let response = post(&client, "/language", &visit, form).dispatch();
        let cookie = header(&response, "set-cookie").unwrap_or_default().to_owned();
        (response.status().code, header(&response, "location").unwrap_or_default().to_owned(), cookie)
    };
    let (code, to, cookie) = switch("ru", "/try?year=2026");
    assert_eq!((code, to.as_str()), (303, "/try?year=2026"));
    assert!(cookie.starts_with("lang=ru;"), "{cookie}");
    assert_eq!(switch("ru", "//evil.example").1, "/");
    assert_eq!(switch("de", "/").0, 422);
}

#[test]
fn the_page_speaks_the_language_that_was_chosen_or_preferred() {
    let client = real();
    let check = |request: LocalRequest<'_>, lang: &str| {
        let page = request.dispatch().into_string().unwrap_or_default();
        assert!(page.contains(&format!("<html lang=\"{lang}\">")), "{lang}");
    };
    check(client.get("/"), "kk");
    check(client.get("/").header(Header::new("accept-language", "ru-RU,ru;q=0.9,en;q=0.8")), "ru");
    check(client.get("/").header(Header::new("accept-language", "ru")).cookie(("lang", "en")), "en");
    check(client.get("/").cookie(("lang", "../etc")), "kk");
}

#[test]
fn static_files_are_kept_for_long_under_their_version_only() {
    let client = real();
    let present = super::assets::style();
    let response = client.get(&present).dispatch();
    assert_eq!(header(&response, "cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(header(&response, "set-cookie"), None);
    assert_eq!(response.content_type(), Some(ContentType::CSS));
    let older = client.get("/static/0123456789ab/qarau.css").dispatch();
    assert_eq!(header(&older, "cache-control"), Some("no-cache"));
    for nothing in ["/static/x/css/none.css", "/static/x/../Cargo.toml", "/static/x/%2e%2e/Cargo.toml"] {
        let response = client.get(nothing).dispatch();
        assert_eq!(response.status(), Status::NotFound, "{nothing}");
        assert_eq!(header(&response, "cache-control"), Some("no-store"));
    }
}

#[test]
fn demonstration_pages_exist_only_in_a_demonstration() {
    let demo = portal("http://127.0.0.1:8000", Mode::Demo);
    assert_eq!(demo.get("/demo/components").dispatch().status(), Status::Ok);
    assert_eq!(real().get("/demo/components").dispatch().status(), Status::NotFound);
    let says =
        |client: &Client| client.get("/").dispatch().into_string().unwrap_or_default().contains("demo-bar");
    assert!(says(&demo) && !says(&real()));
}
