//! The access matrix: every route × everybody → the status, as a reviewed snapshot. A route that is not listed fails.
//!
//! `access.matrix.txt` is part of the rules: a change of policy is a change of that file, to be read like one. The test
//! writes what it found beside the build; whoever has reviewed the difference copies it over.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use qarau::domain::grant::{Grant, GrantState};
use qarau::domain::ids::{BodyId, EmployeeLineId};
use qarau::domain::system::System;
use qarau::storage::grants;
use rocket::http::Method;

use crate::support::{Body, Browser, TestPortal, card};

const REVIEWED: &str = include_str!("access.matrix.txt");

/// Everybody, by how the columns are called.
pub const PEOPLE: [(&str, &str, &str); 9] = [
    ("anonymous", "", ""),
    ("head", "head", "aqmola-audit"),
    ("officer", "officer", "aqmola-audit"),
    ("auditor", "auditor", "aqmola-audit"),
    ("foreign", "head", "almaty-audit"),
    ("reviewer", "reviewer", "ministry"),
    ("admin", "administrator", "ministry"),
    ("planner", "planner", "planning"),
    ("operator", "operator", "integrator"),
];

/// An application of the body of the first columns, a draft of its own or one that lies at the desk of the route; or one
/// of its people, or the suspension of one, where the route is about such.
pub struct Thing {
    pub id: i64,
    pub body: BodyId,
    pub lines: Vec<EmployeeLineId>,
    pub version: String,
}

pub fn thing(portal: &TestPortal, route: &str) -> Thing {
    let (body, systems) = ("aqmola-audit", [System::Ac]);
    // Nobody who is suspended is given access.
    let free = portal.free("auditor2", body);
    let id = match route.split('/').nth(1) {
        Some("considering") => portal.submitted(body, &systems),
        Some("papers") => portal.granted(body, &systems),
        Some("granting") => portal.forwarded(body, &systems),
        _ => portal.draft(body, &systems),
    };
    let application = portal.application(id);
    let lines = application.lines.iter().map(|line| line.id).collect();
    let id = match route.split('/').nth(1) {
        Some("people") => free.0,
        Some("holds") => portal.held("auditor2", body).0,
        Some("bodies") => portal.person("auditor2", body).body.0,
        Some("training") => portal.training().0,
        Some("substitutions") => portal.substitution("officer", "auditor2", body).0,
        Some("personnel") => {
            // Everybody of the part has something to stop.
            let now = portal.now();
            let ended = |grant: &Grant| {
                matches!(grant.state_now(now), GrantState::Blocked { .. } | GrantState::Expired { .. })
            };
            if portal.read(move |conn| grants::of_person(conn, free)).iter().all(ended) {
                portal.granted(body, &systems);
            }
            portal.feed(body, route.contains("/parts/")).0
        }
        _ => id.0,
    };
    let body = portal.person("auditor2", body).body;
    Thing { id, body, lines, version: application.version().to_string() }
}

/// An address of a route: what stands for each of its parameters, or nothing where the matrix does not know one.
pub fn address(route: &str, thing: &Thing) -> Option<String> {
    let known = |part: &str| match part {
        "<system>" => Some("ac".to_owned()),
        "<kind>" => Some("december".to_owned()),
        "<address>" => Some("A".repeat(43)),
        "<format>" => Some("csv".to_owned()),
        "<_path..>" => Some("nowhere".to_owned()),
        "<paper>" => Some("application".to_owned()),
        "<lang>" => Some("kk".to_owned()),
        "<id>" => Some(thing.id.to_string()),
        "<body>" => Some(thing.body.to_string()),
        "<letter>" => Some("999".to_owned()),
        "<number>" => Some("1".to_owned()),
        "<line>" => Some(thing.lines[0].to_string()),
        parameter if parameter.starts_with('<') => None,
        part => Some(part.to_owned()),
    };
    match route {
        "/static/<version>/<path..>" => Some(qarau::web::assets::style()),
        _ => Some(route.split('/').map(known).collect::<Option<Vec<_>>>()?.join("/")),
    }
}

/// What a form of this route holds beside its mark.
pub fn fields(route: &str, thing: &Thing) -> Vec<(String, String)> {
    let text = |fields: &[(&'static str, &str)]| {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let employee =
        || card("850615400125").into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    match route {
        "/sign-in" => text(&[("back", "/")]),
        "/sign-in/<address>/signature" => text(&[("back", "/"), ("cms", "MIA"), ("file", "")]),
        "/calendar/draft/days" => text(&[
            ("on", "2026-12-17"),
            ("wish", "day-off"),
            ("other", ""),
            ("holiday", ""),
            ("act_title", "x"),
            ("act_number", "1"),
            ("act_on", "2026-11-20"),
        ]),
        "/calendar/draft/removals" => text(&[("on", "2027-12-17")]),
        "/calendar/draft/years" => text(&[("year", "2031")]),
        "/calendar/editions" => text(&[("draft", "x")]),
        "/letters" => text(&[("lang", "ru")]),
        "/superiors" => text(&[("ministry", ""), ("integrator", "")]),
        "/demo/clock" => text(&[("by", "hour")]),
        "/demo/sessions" => text(&[("person", "1")]),
        "/demo/signature" => text(&[("person", "1"), ("file", "text")]),
        "/language" => text(&[("lang", "ru"), ("back", "/")]),
        "/looks/saved" => text(&[("at", "/budget/ac?budget=110000000&period=2026-10"), ("name", "x")]),
        "/looks/saved/<id>/name" => text(&[("name", "x")]),
        "/applications" => text(&[("systems", "ac"), ("form", &"A".repeat(43))]),
        "/applications/<id>/systems" => text(&[("systems", "ac")]),
        "/registrations" => text(&[
            ("body", "1"),
            ("paper.outgoing", "1"),
            ("paper.dated_on", "2026-11-16"),
            ("paper.received_on", "2026-11-18"),
        ]),
        "/applications/<id>/paper" => {
            text(&[("outgoing", "1"), ("dated_on", "2026-11-16"), ("received_on", "2026-11-18")])
        }
        "/applications/<id>/scan" => text(&[("scan", "%PDF-1.7 %%EOF")]),
        "/applications/<id>/registration" => text(&[("version", &thing.version)]),
        "/applications/<id>/employees" => employee(),
        "/applications/<id>/employees/<line>" => employee(),
        "/applications/<id>/table" => text(&[("text", "a\tb"), ("file", "")]),
        "/applications/<id>/table/correction" => text(&[("version", "0"), ("rows", "1"), ("text", "a\tb")]),
        "/applications/<id>/table/employees" => text(&[("version", "0")]),
        "/applications/<id>/withdrawal" => text(&[("version", &thing.version)]),
        "/applications/<id>/submission/<address>/signature" => {
            text(&[("back", ""), ("cms", "MIA"), ("file", "")])
        }
        "/applications/takeover" => text(&[("body", "1"), ("systems", "ac")]),
        "/bodies/new" => text(&[
            ("kind", ""),
            ("bin", ""),
            ("region", ""),
            ("administrator", ""),
            ("kk", ""),
            ("ru", ""),
            ("en", ""),
            ("from_on", ""),
        ]),
        "/bodies/<id>/names/new" => {
            text(&[("sight", "0"), ("kk", ""), ("ru", ""), ("en", ""), ("from_on", "")])
        }
        "/bodies/<id>/closure/new" => text(&[
            ("sight", "0"),
            ("last_day", ""),
            ("act_title", ""),
            ("act_number", ""),
            ("act_on", ""),
            ("successor1", ""),
            ("successor2", ""),
            ("successor3", ""),
        ]),
        "/bodies/<id>/closure/withdrawal" => text(&[("sight", "0"), ("reason", "")]),
        "/bodies/<id>/people/new" => text(&[
            ("sight", "0"),
            ("iin", ""),
            ("surname", ""),
            ("given", ""),
            ("patronymic", ""),
            ("position", ""),
            ("email", ""),
            ("lang", ""),
        ]),
        "/bodies/<id>/people/<number>/end" => text(&[("sight", "0"), ("reason", "")]),
        "/people/<id>/suspension" | "/holds/<id>/restoration" => text(&[("reason", "x")]),
        "/training/courses/new" => text(&[("kk", "x"), ("ru", "x"), ("systems", "ac")]),
        "/training/sessions/new" => {
            text(&[("course", "1"), ("taught", "kk"), ("held_on", "2026-11-20"), ("place", "x")])
        }
        "/people/<id>/substitution" => {
            text(&[("substitute", ""), ("first", ""), ("last", ""), ("basis", "")])
        }
        "/renewal" => text(&[("systems", "ac")]),
        "/attestation" => text(&[("version", "x")]),
        "/personnel" => text(&[("file", "")]),
        "/personnel/<id>/parts/<body>" => text(&[("word", "rejected"), ("reason", "x")]),
        "/people/<id>/separation" => text(&[("ended_on", "2026-11-20"), ("ending", "dismissal")]),
        "/people/<id>/separation/<address>/signature" => text(&[("back", ""), ("cms", "MIA"), ("file", "")]),
        "/considering/<id>/return" => text(&[("version", &thing.version), ("reason", "QR")]),
        "/considering/<id>/decision" | "/granting/<id>/decision" => {
            let accepted = |line| (format!("lines[{line}].decision"), "accept".to_owned());
            let version = ("version".to_owned(), thing.version.clone());
            thing.lines.iter().map(accepted).chain([version]).collect()
        }
        _ => vec![],
    }
}

fn status(browser: &Browser<'_>, method: Method, route: &str, address: &str, thing: &Thing) -> u16 {
    if method == Method::Get {
        return browser.get_once(address).status;
    }
    let mark = browser.mark();
    let mut form = vec![("csrf".to_owned(), mark)];
    form.extend(fields(route, thing));
    browser.post_once(address, Body::Fields(form)).status
}

#[test]
fn asvs_v8_2_1_every_route_answers_everybody_as_reviewed() {
    let portal = TestPortal::demo();
    let routes: BTreeSet<(String, String)> = portal
        .client
        .rocket()
        .routes()
        .map(|route| (route.uri.path().to_string(), route.method.to_string()))
        .collect();
    let mut found = format!("{:<56}", "");
    for (column, ..) in PEOPLE {
        write!(found, " {column:>9}").expect("written");
    }
    for (route, method) in routes {
        let method: Method = method.parse().expect("a method");
        let mut about = thing(&portal, &route);
        write!(found, "\n{:<56}", format!("{method} {route}")).expect("written");
        for (_, person, body) in PEOPLE {
            if method == Method::Post && route.contains("<id>") {
                about = thing(&portal, &route);
            }
            let address = address(&route, &about)
                .unwrap_or_else(|| panic!("{route}: say what stands for its parameters"));
            let browser = if person.is_empty() { portal.visitor() } else { portal.sign_in(person, body) };
            write!(found, " {:>9}", status(&browser, method, &route, &address, &about)).expect("written");
        }
    }
    found.push('\n');
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("access.matrix.txt");
    std::fs::write(&place, &found).expect("written");
    let changed: Vec<String> = found
        .lines()
        .filter(|line| !REVIEWED.lines().any(|reviewed| reviewed == *line))
        .map(|line| format!("+ {line}"))
        .chain(
            REVIEWED
                .lines()
                .filter(|line| !found.lines().any(|now| now == *line))
                .map(|line| format!("- {line}")),
        )
        .collect();
    assert!(
        changed.is_empty(),
        "\n{}\nreview it, then: cp {} tests/portal/access.matrix.txt\n",
        changed.join("\n"),
        place.display()
    );
}
