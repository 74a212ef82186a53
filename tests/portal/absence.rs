//! What one must not know of answers exactly like what is not there: status and page, on every route with a number.

use qarau::domain::ids::{BodyId, EmployeeLineId};
use rocket::http::Method;

use crate::access::{PEOPLE, Thing, address, fields, thing};
use crate::support::{Body, Browser, TestPortal};

/// Status and page, without what differs in every page: its own address and the mark of its forms.
fn answer(browser: &Browser<'_>, method: Method, route: &str, thing: &Thing) -> (u16, String) {
    let address = address(route, thing).expect("an address");
    let page = if method == Method::Get {
        browser.get_once(&address)
    } else {
        let mut form = vec![("csrf".to_owned(), browser.mark())];
        form.extend(fields(route, thing));
        browser.post_once(&address, Body::Fields(form))
    };
    let request = page.header("x-request-id").unwrap_or_default().to_owned();
    let source = page.source().replace(&address, "…").replace(&request, "…");
    // The place to come back to after signing in holds the address in another writing.
    (page.status, if page.status == 303 { String::new() } else { source })
}

/// Who sees the thing of a route: told what they may not do with it, they learn nothing.
fn sees(route: &str, column: &str) -> bool {
    match route.split('/').nth(1) {
        Some("applications") => matches!(column, "head" | "officer"),
        Some("considering") => matches!(column, "reviewer" | "admin"),
        Some("granting") => column == "operator",
        Some("personnel" | "bodies") => column == "admin",
        Some("training") => matches!(column, "reviewer" | "admin" | "operator"),
        Some("people" | "holds") => matches!(column, "head" | "officer" | "admin"),
        _ => false,
    }
}

#[test]
fn a_030_hidden_and_absent_look_the_same_to_everybody() {
    let portal = TestPortal::demo();
    let routes: Vec<(String, Method)> = portal
        .client
        .rocket()
        .routes()
        .filter(|route| route.uri.path().contains("<id>"))
        .map(|route| (route.uri.path().to_string(), route.method))
        .collect();
    assert!(!routes.is_empty());
    for (route, method) in routes {
        for (column, person, body) in PEOPLE.into_iter().filter(|(_, person, _)| !person.is_empty()) {
            let browser = portal.sign_in(person, body);
            let real = thing(&portal, &route);
            let (status, page) = answer(&browser, method, &route, &real);
            if status < 400 || sees(&route, column) {
                continue;
            }
            let nothing = [
                Thing {
                    id: real.id + 1_000,
                    body: real.body,
                    lines: real.lines.clone(),
                    version: real.version.clone(),
                },
                Thing {
                    id: real.id,
                    body: BodyId(real.body.0 + 1_000),
                    lines: real.lines.iter().map(|line| EmployeeLineId(line.0 + 1_000)).collect(),
                    version: real.version.clone(),
                },
            ];
            for absent in nothing {
                let (absent_status, absent_page) = answer(&browser, method, &route, &absent);
                assert_eq!(absent_status, status, "{method} {route} tells {column} what exists");
                assert_eq!(absent_page, page, "{method} {route} tells {column} what exists");
            }
        }
    }
}
