//! Signing in with the signature of the body's legal entity (R11), by file and by program, and out again.

use chrono::TimeDelta;
use qarau::domain::iin_bin::{Bin, Iin};
use qarau::domain::names::PersonName;
use qarau::gateways::demo_authority::{Attachment, Credential, Identity, Post};
use qarau::storage::journal::{self, Wanted};
use rocket::http::Method;

use crate::support::{Body, Browser, Page, TestPortal};

/// The key of whoever says to be that, in whatever legal entity.
fn key(portal: &TestPortal, iin: &Iin, bin: &Bin, post: Post) -> Credential {
    let identity = Identity {
        iin: iin.clone(),
        name: PersonName::parse("Серікбаева", "Айгүл", "Нұрланқызы").expect("a name"),
        bin: bin.clone(),
        organization: "Тексеру комиссиясы".to_owned(),
        post,
    };
    portal.authority.key_of(&identity, portal.now()).expect("a key")
}

fn head_key(portal: &TestPortal) -> Credential {
    portal.key("head", "aqmola-audit")
}

/// Walks to the page of a text to sign.
fn challenge<'b, 'p>(browser: &'b Browser<'p>) -> Page<'b, 'p> {
    browser.get("/sign-in").form("main form").submit()
}

fn text(page: &Page<'_, '_>, browser: &Browser<'_>) -> Vec<u8> {
    let file = browser.get_once(&page.attr("a[download]", "href"));
    assert!(file.header("content-disposition").is_some_and(|d| d.starts_with("attachment")));
    file.bytes
}

fn signed(portal: &TestPortal, key: &Credential, text: &[u8], attachment: Attachment) -> Vec<u8> {
    key.sign(text, attachment, portal.now()).expect("signed")
}

fn send<'b, 'p>(page: &Page<'b, 'p>, cms: &[u8]) -> Page<'b, 'p> {
    page.form(".signing").attach("file", "challenge.cms", "application/octet-stream", cms).submit()
}

fn is_in(browser: &Browser<'_>) -> bool {
    browser.get("/").count(".who") == 1
}

/// Signs a fresh challenge and gives the answer.
fn try_with<'b, 'p>(portal: &TestPortal, browser: &'b Browser<'p>, key: &Credential) -> Page<'b, 'p> {
    let page = challenge(browser);
    let cms = signed(portal, key, &text(&page, browser), Attachment::Attached);
    send(&page, &cms)
}

fn last_event(portal: &TestPortal) -> &'static str {
    // The desk shows the people of the body, which is a look of its own.
    let wanted = Wanted { most: 1, except: Some("people_looked"), ..Wanted::default() };
    let found = portal.read(move |conn| journal::list(conn, &wanted));
    found.first().map(|kept| kept.entry.event.code()).expect("an entry")
}

#[test]
fn r11_a_head_signs_in_by_file_without_javascript_attached_or_not() {
    let portal = TestPortal::new();
    for attachment in [Attachment::Attached, Attachment::Detached] {
        let browser = portal.visitor();
        let page = challenge(&browser);
        let content = text(&page, &browser);
        let words = String::from_utf8(content.clone()).expect("text");
        assert!(words.contains("purpose: sign-in") && words.contains(&portal.app.site.origin), "{words}");
        let shown = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(page.text(".signing pre"), shown, "what is signed is shown");
        send(&page, &signed(&portal, &head_key(&portal), &content, attachment)).assert_ok();
        assert!(is_in(&browser));
        assert_eq!(last_event(&portal), "signed_in");
        assert_eq!(browser.get("/").text(".who__body"), "kk aqmola-audit");
    }
}

#[test]
fn what_the_program_signed_comes_in_the_hidden_field() {
    let portal = TestPortal::new();
    let browser = portal.visitor();
    let page = challenge(&browser);
    let cms = signed(&portal, &head_key(&portal), &text(&page, &browser), Attachment::Attached);
    let pem = der::pem::encode_string("CMS", der::pem::LineEnding::LF, &cms).expect("PEM");
    page.form(".signing").forge("cms", &pem).attach("file", "", "application/octet-stream", b"").submit();
    assert!(is_in(&browser));
}

#[test]
fn the_signing_page_alone_may_talk_to_the_signing_program() {
    let portal = TestPortal::new();
    let browser = portal.visitor();
    let page = challenge(&browser);
    page.assert_has("form[data-signing][data-content]");
    assert_eq!(page.attr(".signing", "data-signer-url"), portal.app.site.signers[0]);
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains(&format!("connect-src 'self' {}", portal.app.site.signers[0])), "{policy}");
    let elsewhere = browser.get("/sign-in");
    assert!(!elsewhere.header("content-security-policy").expect("a policy").contains("connect-src"));
}

#[test]
fn nothing_sent_is_asked_for_again_and_does_not_use_the_text_up() {
    let portal = TestPortal::new();
    let browser = portal.visitor();
    let page = challenge(&browser);
    let empty = page.form(".signing").attach("file", "", "application/octet-stream", b"").submit();
    empty.assert_status(422).assert_has(".error-summary a[href='#file']");
    let cms = signed(&portal, &head_key(&portal), &text(&empty, &browser), Attachment::Attached);
    send(&empty, &cms);
    assert!(is_in(&browser));
}

#[test]
fn a_001_an_answered_text_is_not_answered_again() {
    let portal = TestPortal::new();
    let browser = portal.visitor();
    let page = challenge(&browser);
    let cms = signed(&portal, &head_key(&portal), &text(&page, &browser), Attachment::Attached);
    send(&page, &cms).assert_ok();
    browser.get("/").form(".account").submit();
    let page = Replay { browser: &browser, path: page.attr(".signing", "action") };
    page.send(&cms).assert_status(401).assert_has(".banner--bad");
    assert!(!is_in(&browser));
    assert_eq!(last_event(&portal), "sign_in_refused");
}

/// Sends a signature again to an address whose page is gone.
struct Replay<'b, 'p> {
    browser: &'b Browser<'p>,
    path: String,
}

impl<'b, 'p> Replay<'b, 'p> {
    fn send(&self, cms: &[u8]) -> Page<'b, 'p> {
        let fields = [("csrf", self.browser.mark()), ("back", "/".to_owned()), ("cms", String::new())];
        let fields = fields.map(|(name, value)| (name.to_owned(), value)).to_vec();
        let file =
            ("file".to_owned(), "a.cms".to_owned(), "application/octet-stream".to_owned(), cms.to_vec());
        self.browser.post_once(&self.path, Body::Parts(fields, vec![file]))
    }
}

#[test]
fn a_001_a_refused_signature_uses_the_text_up() {
    let portal = TestPortal::new();
    let browser = portal.visitor();
    let page = challenge(&browser);
    let content = text(&page, &browser);
    let wrong = signed(&portal, &head_key(&portal), b"another text", Attachment::Attached);
    send(&page, &wrong).assert_status(401);
    let replay = Replay { browser: &browser, path: page.attr(".signing", "action") };
    replay.send(&signed(&portal, &head_key(&portal), &content, Attachment::Attached)).assert_status(401);
    assert!(!is_in(&browser));
}

#[test]
fn a_002_a_text_is_answered_by_the_browser_that_asked_for_it() {
    let portal = TestPortal::new();
    let (asking, other) = (portal.visitor(), portal.visitor());
    other.get("/");
    let page = challenge(&asking);
    let cms = signed(&portal, &head_key(&portal), &text(&page, &asking), Attachment::Attached);
    let path = page.attr(".signing", "action");
    Replay { browser: &other, path: path.clone() }.send(&cms).assert_status(401);
    assert!(!is_in(&other));
    let address = path.trim_end_matches("/signature");
    assert_eq!(other.get_once(address).status, 303, "the page itself is not shown to another browser");
    assert_eq!(other.get_once(&format!("{address}/text")).status, 404);
    send(&page, &cms).assert_ok();
    assert!(is_in(&asking), "the attempt of another browser used nothing up");
}

#[test]
fn a_003_a_text_is_answered_within_ten_minutes() {
    let portal = TestPortal::new();
    for (seconds, expect) in [(-1, true), (0, false), (1, false)] {
        let browser = portal.visitor();
        let page = challenge(&browser);
        let cms = signed(&portal, &head_key(&portal), &text(&page, &browser), Attachment::Attached);
        portal.advance(TimeDelta::minutes(10) + TimeDelta::seconds(seconds));
        send(&page, &cms);
        assert_eq!(is_in(&browser), expect, "{seconds} s after the end");
    }
}

#[test]
fn a_004_every_cause_is_told_in_words() {
    let portal = TestPortal::new();
    let refused = |cms: &dyn Fn(&[u8]) -> Vec<u8>, status: u16, words: &str| {
        let browser = portal.visitor();
        let page = challenge(&browser);
        let answer = send(&page, &cms(&text(&page, &browser)));
        answer.assert_status(status);
        assert!(answer.text(".banner").contains(words), "{}", answer.text(".banner"));
        assert!(!is_in(&browser));
        assert_eq!(last_event(&portal), "sign_in_refused");
    };
    let head = head_key(&portal);
    let sign = |text: &[u8]| signed(&portal, &head, text, Attachment::Attached);
    refused(&|_| sign(b"qarau-challenge-1\nanother"), 401, "Басқа мәтінге қол қойылған");
    refused(&|text| [sign(text), vec![0]].concat(), 400, "CMS форматындағы қолтаңба емес");
    refused(&|_| vec![0x30; 70_000], 400, "тым үлкен");
    refused(&|_| [0x30, 0x80].repeat(10_000), 400, "тым күрделі");
    refused(&|_| vec![b'A'; 200_000], 400, "тым үлкен");
    portal.advance(TimeDelta::days(366));
    refused(&sign, 401, "мерзімі өткен");
}

#[test]
fn a_013_a_024_whoever_is_not_on_the_list_gets_one_answer() {
    let portal = TestPortal::new();
    let person = |name: &str, body: &str| portal.person(name, body).iin;
    let stranger =
        Iin::parse("900101300017").unwrap_or_else(|_| Iin::from_certificate("900101300017").expect("an IIN"));
    let nowhere = Bin::from_certificate("990140000007").expect("a BIN");
    let (audit, ministry) = (portal.bin("aqmola-audit"), portal.bin("ministry"));
    let attempt = |iin: &Iin, bin: &Bin, post: Post| {
        let browser = portal.visitor();
        let answer = try_with(&portal, &browser, &key(&portal, iin, bin, post));
        assert!(!is_in(&browser));
        (answer.status, answer.words())
    };
    let unknown = attempt(&stranger, &audit, Post::Employee);
    assert_eq!(unknown.0, 401);
    for (iin, bin, post) in [
        (person("head", "aqmola-audit"), &nowhere, Post::Head),
        (person("auditor", "almaty-audit"), &audit, Post::Employee),
        (stranger.clone(), &nowhere, Post::Employee),
        // A head's key opens no office that does not apply for access.
        (stranger.clone(), &ministry, Post::Head),
    ] {
        assert_eq!(attempt(&iin, bin, post), unknown, "{iin:?} {bin:?}");
    }
}

#[test]
fn the_head_of_a_registered_body_is_accepted_on_first_sight() {
    let portal = TestPortal::new();
    let browser = portal.visitor();
    let new = Iin::from_certificate("900101300017").expect("an IIN");
    let key = key(&portal, &new, &portal.bin("aqmola-audit"), Post::Head);
    try_with(&portal, &browser, &key).assert_ok();
    assert_eq!(browser.get("/").text(".who__name"), "Серікбаева А.Н.");
}

#[test]
fn a_018_a_019_signing_in_takes_a_new_session_and_ends_the_one_before() {
    let portal = TestPortal::new();
    let browser = portal.visitor();
    browser.hold_session(&"A".repeat(43));
    let other_tab = challenge(&browser);
    let cms = signed(&portal, &head_key(&portal), &text(&other_tab, &browser), Attachment::Attached);
    let answer_later = Replay { browser: &browser, path: other_tab.attr(".signing", "action") };
    try_with(&portal, &browser, &head_key(&portal)).assert_ok();
    let first = browser.cookie("qarau-session").expect("a session");
    assert_ne!(first, "A".repeat(43), "a session set before signing in does not survive it");

    answer_later.send(&cms).assert_status(303);
    let second = browser.cookie("qarau-session").expect("a session");
    assert_ne!(first, second);
    let thief = portal.visitor();
    thief.hold_session(&first);
    assert!(!is_in(&thief), "the session before is over");
    assert!(is_in(&browser));
}

#[test]
fn a_020_the_session_cookie_is_guarded() {
    let portal = TestPortal::new();
    let browser = portal.visitor();
    let page = challenge(&browser);
    let cms = signed(&portal, &head_key(&portal), &text(&page, &browser), Attachment::Attached);
    let answer = Replay { browser: &browser, path: page.attr(".signing", "action") }.send(&cms);
    let cookies: Vec<&str> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .map(|(_, value)| value.as_str())
        .collect();
    let session = cookies.iter().find(|c| c.starts_with("__Host-qarau-session=")).expect("a session");
    for flag in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(session.contains(flag), "{session}");
    }
    assert!(!session.contains("Domain") && !session.contains("Max-Age") && !session.contains("Expires"));
    assert!(
        cookies.iter().any(|c| c.starts_with("lang=kk;")),
        "the person's language is remembered: {cookies:?}"
    );
}

#[test]
fn a_021_after_signing_out_the_old_cookie_opens_nothing() {
    let portal = TestPortal::new();
    let browser = portal.visitor();
    try_with(&portal, &browser, &head_key(&portal));
    let session = browser.cookie("qarau-session").expect("a session");
    browser.get("/").form(".account").submit().assert_ok();
    assert_eq!(browser.cookie("qarau-session"), None);
    assert_eq!(last_event(&portal), "signed_out");
    browser.hold_session(&session);
    assert!(!is_in(&browser));
}

#[test]
fn signing_in_leads_back_to_where_it_was_asked_for_and_nowhere_else() {
    let portal = TestPortal::new();
    let land = |back: &str| {
        let browser = portal.visitor();
        let page = browser.get(&format!("/sign-in?back={back}")).form("main form").submit();
        let cms = signed(&portal, &head_key(&portal), &text(&page, &browser), Attachment::Attached);
        let fields = [
            ("csrf", browser.mark()),
            ("back", page.value(".signing input[name=back]")),
            ("cms", String::new()),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value)).to_vec();
        let file = ("file".to_owned(), "a".to_owned(), "application/octet-stream".to_owned(), cms);
        let action = page.attr(".signing", "action");
        let answer = browser.post_once(&action, Body::Parts(fields, vec![file]));
        answer.header("location").map(str::to_owned)
    };
    assert_eq!(land("%2Fdemo%2Fcomponents%3Fa%3D1").as_deref(), Some("/demo/components?a=1"));
    for evil in ["%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example", ""] {
        assert_eq!(land(evil).as_deref(), Some("/"), "{evil}");
    }
    let browser = portal.sign_in("head", "aqmola-audit");
    assert_eq!(browser.get_once("/sign-in").header("location"), Some("/"), "whoever is in needs no page");
}

/// a foreign page can neither ask for a text nor answer one in somebody's browser.
#[test]
fn a_018_another_site_signs_nobody_in() {
    let portal = TestPortal::new();
    let browser = portal.visitor();
    let page = challenge(&browser);
    let cms = signed(&portal, &head_key(&portal), &text(&page, &browser), Attachment::Attached);
    let fields = [("csrf", browser.mark()), ("back", "/".to_owned()), ("cms", String::new())];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let file = ("file".to_owned(), "a".to_owned(), "application/octet-stream".to_owned(), cms);
    let path = page.attr(".signing", "action");
    let body = Body::Parts(fields, vec![file]);
    let answer = browser.ask(Method::Post, &path, Some(body), &[("origin", "https://evil.example")]);
    assert_eq!(answer.status, 403);
    assert!(!is_in(&browser));
}
