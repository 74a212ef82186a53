//! The E-Qyzmet code of an employee: read from a picture, checked, the same one on two cards.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};
use qarau::domain::eqyzmet::{Mismatch, Unchecked, Verdict};
use qarau::domain::ids::ApplicationId;
use qarau::domain::iin_bin::Bin;
use qarau::domain::journal::{Digest, Event};
use qarau::domain::system::System;
use qarau::gateways::eqyzmet::{Register, Stub};
use qarau::services::applications::checking::Checking;
use qarau::services::applications::writing;
use qarau::storage::applications::codes;
use qarau::storage::journal;

use crate::support::{Browser, Page, TestPortal, card, employee};

const IIN: &str = "850615400125";

fn picture(texts: &[&str]) -> Vec<u8> {
    let codes: Vec<_> = texts.iter().map(|text| qrcode::QrCode::new(text).expect("a code")).collect();
    let side = codes.iter().map(|code| code.width() as u32 + 8).max().unwrap_or(40) * 5;
    let sheet = GrayImage::from_fn(side * codes.len().max(1) as u32, side, |x, y| {
        let dark = codes.get((x / side) as usize).is_some_and(|code| {
            let at = |pixel: u32| (pixel % side / 5).checked_sub(4).filter(|at| *at < code.width() as u32);
            let place = at(x).zip(at(y)).map(|(x, y)| (x as usize, y as usize));
            place.is_some_and(|place| code[place] == qrcode::Color::Dark)
        });
        Luma([if dark { 0 } else { 255 }])
    });
    let mut bytes = Cursor::new(Vec::new());
    sheet.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

fn begun<'b, 'p>(officer: &'b Browser<'p>, portal: &TestPortal) -> Page<'b, 'p> {
    let id = portal.wait(writing::begin(
        &portal.app.db,
        &portal.account("officer", "aqmola-audit"),
        [System::Ac].into(),
        portal.now(),
    ));
    officer.get(&format!("/applications/{}/employees/new", id.expect("a draft")))
}

/// The card with a picture of the code, and no text of it.
fn with_picture<'b, 'p>(page: &Page<'b, 'p>, bytes: &[u8]) -> Page<'b, 'p> {
    let form = card(IIN).into_iter().filter(|(name, _)| *name != "qr");
    let form = form.fold(page.form("main form"), |form, (name, value)| form.set(name, &value));
    form.attach("picture", "IMG 20.png", "image/png", bytes).submit()
}

fn verdict(portal: &TestPortal, id: ApplicationId, place: usize) -> Verdict {
    let codes = portal.read(move |conn| codes::of_application(conn, id));
    codes[&portal.application(id).lines[place].id].verdict
}

fn checked(portal: &TestPortal) -> Vec<(String, Digest)> {
    let wanted = journal::Wanted { most: 1000, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    let told = |kept: journal::Kept| {
        let Event::QrChecked { verdict, code, .. } = kept.entry.event else { return None };
        Some((verdict, code))
    };
    kept.into_iter().rev().filter_map(told).collect()
}

/// A stub of E-Qyzmet that runs beside a portal, and what asks it.
fn register(portal: &TestPortal, answers: &[(&str, &str)]) -> (tokio::runtime::Runtime, Checking) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let answers = answers.iter().map(|(path, answer)| ((*path).to_owned(), (*answer).to_owned()));
    let stub = runtime.block_on(Stub::bind(answers.collect::<BTreeMap<_, _>>())).expect("a stub");
    let register = Register::stubbed(stub.address().expect("an address"));
    runtime.spawn(stub.serve());
    (runtime, Checking { register, ..portal.app.checking() })
}

/// A draft whose only employee has this code.
fn draft(portal: &TestPortal, body: &str, auditor: &str, qr: &str) -> ApplicationId {
    let (db, at, head) = (&portal.app.db, portal.now(), portal.account("head", body));
    let id = portal.wait(writing::begin(db, &head, [System::Ac].into(), at)).expect("a draft");
    add(portal, id, body, auditor, qr);
    id
}

fn add(portal: &TestPortal, id: ApplicationId, body: &str, auditor: &str, qr: &str) {
    let (db, at, head) = (&portal.app.db, portal.now(), portal.account("head", body));
    let mut employee = employee(&portal.person(auditor, body).iin, auditor);
    employee.qr = qr.to_owned();
    portal.wait(writing::add_employee(db, &head, id, employee, at)).expect("an employee");
}

#[test]
fn r8_the_code_of_a_picture_becomes_the_text_of_the_code() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let shown = with_picture(&begun(&officer, &portal), &picture(&["https://qyzmet.example.kz/q/7"]));
    shown.assert_ok().assert_says("https://qyzmet.example.kz/q/7").assert_says("Тексеру мүмкін болмады");
    shown.assert_says("портал E-Qyzmet жүйесіне қосылмаған");
    let code = Digest::of(b"https://qyzmet.example.kz/q/7");
    assert_eq!(checked(&portal), [("not-connected".to_owned(), code)]);
}

/// Whatever is wrong with the picture, everything typed comes back; and the code of a picture is kept where something
/// else is wrong.
#[test]
fn nothing_typed_is_lost_with_a_picture() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let page = begun(&officer, &portal);
    for (bytes, words) in [
        (picture(&["one", "two"]), "бірнеше QR-код бар"),
        (picture(&[]), "QR-код табылмады"),
        (b"<svg onload=alert(1)>".to_vec(), "PNG, JPEG немесе PDF емес"),
        (b"%PDF-1.7".to_vec(), "беттің скриншотын жүктеңіз"),
        (vec![0; 9 * 1024 * 1024], "Файл тым үлкен"),
    ] {
        let again = with_picture(&page, &bytes);
        again.assert_status(422).assert_says(words).assert_has("#picture[aria-invalid]");
        assert_eq!(again.value("#surname"), "Серікбаева");
        assert_eq!(again.text("#purpose"), "Облыс бюджетінің атқарылу аудиті");
        assert_eq!(again.count(".error-summary a"), 1, "{words}");
    }
    let form = card("1").into_iter().filter(|(name, _)| *name != "qr");
    let form = form.fold(page.form("main form"), |form, (name, value)| form.set(name, &value));
    let again = form.attach("picture", "a.png", "text/html", &picture(&["the code"])).submit();
    again.assert_status(422);
    assert_eq!(again.text("#qr"), "the code");
    assert_eq!(again.form("main form").set("iin", IIN).submit().status, 200);
}

/// a code that carries an address of another kind is text, and nobody asks it.
#[test]
fn a_115_the_text_of_a_code_is_shown_as_text_and_never_followed() {
    let portal = TestPortal::new();
    let (_runtime, checking) = register(&portal, &[]);
    for (place, text) in
        ["javascript:alert(1)", "http://169.254.169.254/latest/meta-data", "<img src=x onerror=alert(1)>"]
            .iter()
            .enumerate()
    {
        let id = draft(&portal, "aqmola-audit", "auditor", text);
        portal.wait(checking.check_waiting()).expect("checked");
        assert_eq!(verdict(&portal, id, 0), Verdict::Unchecked(Unchecked::Foreign), "{place}");
        let browser = portal.sign_in("officer", "aqmola-audit");
        let page = browser.get(&format!("/applications/{id}"));
        page.assert_says(text).assert_lacks("main img").assert_lacks("main a[href^=javascript]");
    }
}

#[test]
fn r8_e_qyzmet_says_whether_a_code_is_of_this_person_in_this_body() {
    let portal = TestPortal::new();
    let (_runtime, checking) = register(&portal, &[]);
    let (iin, bin) = (portal.person("auditor", "aqmola-audit").iin, portal.bin("aqmola-audit"));
    let other = portal.person("auditor2", "aqmola-audit").iin;
    let elsewhere: Bin = portal.bin("almaty-audit");
    for (code, expect, words) in [
        (Stub::code(&iin, &bin), Verdict::Matches, "Сәйкес келеді"),
        (Stub::code(&other, &bin), Verdict::Differs(Mismatch::Person), "код басқа ЖСН-ге тиесілі"),
        (Stub::code(&iin, &elsewhere), Verdict::Differs(Mismatch::Body), "басқа органда тіркелген"),
        (
            format!("{}/nothing", Stub::ORIGIN),
            Verdict::Unchecked(Unchecked::Unknown),
            "мұндай кодты білмейді",
        ),
    ] {
        let id = draft(&portal, "aqmola-audit", "auditor", &code);
        portal.wait(checking.check_waiting()).expect("checked");
        assert_eq!(verdict(&portal, id, 0), expect);
        portal.submit("aqmola-audit", id);
        for (person, body, path) in
            [("officer", "aqmola-audit", "applications"), ("reviewer", "ministry", "considering")]
        {
            portal.sign_in(person, body).get(&format!("/{path}/{id}")).assert_ok().assert_says(words);
        }
    }
    assert_eq!(checked(&portal).len(), 4);
    portal.wait(checking.check_waiting()).expect("checked");
    assert_eq!(checked(&portal).len(), 4, "each is asked once");
}

/// A service that does not answer makes nothing valid, and is asked again later.
#[test]
fn r8_an_unreachable_e_qyzmet_is_could_not_be_checked() {
    let portal = TestPortal::new();
    let (iin, bin) = (portal.person("auditor", "aqmola-audit").iin, portal.bin("aqmola-audit"));
    let id = draft(&portal, "aqmola-audit", "auditor", &Stub::code(&iin, &bin));
    let nobody = Register::stubbed("127.0.0.1:1".parse().expect("an address"));
    let silent = Checking { register: nobody, ..portal.app.checking() };
    assert_eq!(portal.wait(silent.check_waiting()).expect("asked"), Some(Unchecked::NoAnswer));
    assert_eq!(verdict(&portal, id, 0), Verdict::Unchecked(Unchecked::NoAnswer));
    let (_runtime, checking) = register(&portal, &[]);
    portal.wait(checking.check_waiting()).expect("asked");
    assert_eq!(verdict(&portal, id, 0), Verdict::Unchecked(Unchecked::NoAnswer), "not at once");
    portal.advance(chrono::TimeDelta::minutes(16));
    portal.wait(silent.check_waiting()).expect("asked");
    assert_eq!(checked(&portal).len(), 1, "nothing new is no entry");
    portal.advance(chrono::TimeDelta::minutes(16));
    portal.wait(checking.check_waiting()).expect("asked");
    assert_eq!(verdict(&portal, id, 0), Verdict::Matches);
    let verdicts: Vec<String> = checked(&portal).into_iter().map(|(verdict, _)| verdict).collect();
    assert_eq!(verdicts, ["no-answer", "matches"]);
}

#[test]
fn r8_one_code_on_two_cards_is_said_at_once_and_to_the_reviewer() {
    let portal = TestPortal::new();
    let (_runtime, checking) = register(&portal, &[]);
    let (iin, bin) = (portal.person("auditor", "aqmola-audit").iin, portal.bin("aqmola-audit"));
    let code = Stub::code(&iin, &bin);
    let id = draft(&portal, "aqmola-audit", "auditor", &code);
    portal.wait(checking.check_waiting()).expect("checked");
    assert_eq!(verdict(&portal, id, 0), Verdict::Matches);
    add(&portal, id, "aqmola-audit", "auditor2", &code);
    let reused = Verdict::Differs(Mismatch::Reused);
    assert_eq!((verdict(&portal, id, 0), verdict(&portal, id, 1)), (reused, reused));
    let officer = portal.sign_in("officer", "aqmola-audit");
    let page = officer.get(&format!("/applications/{id}"));
    assert_eq!(
        page.texts(".facts__value")
            .iter()
            .filter(|said| said.contains("басқа адамның карточкасында"))
            .count(),
        2
    );
    portal.submit("aqmola-audit", id);
    let browser = portal.sign_in("reviewer", "ministry");
    let page = browser.get(&format!("/considering/{id}"));
    page.assert_says("осы код басқа адамның карточкасында да тұр");
    // The same person may come back with the same code.
    let later = draft(&portal, "aqmola-maslikhat", "auditor", "of nobody else");
    assert_ne!(verdict(&portal, later, 0), reused);
}

/// What another body merely drafts is not told; what it sent is, without a word about who it is.
#[test]
fn r8_a_code_of_another_bodys_draft_is_nobodys_business() {
    let portal = TestPortal::new();
    let mine = draft(&portal, "aqmola-audit", "auditor", "the same code");
    let foreign = draft(&portal, "almaty-audit", "auditor", "the same code");
    assert_eq!(verdict(&portal, mine, 0), Verdict::Unchecked(Unchecked::NotAsked));
    assert_eq!(verdict(&portal, foreign, 0), Verdict::Unchecked(Unchecked::NotAsked));
    portal.submit("almaty-audit", foreign);
    assert_eq!(verdict(&portal, mine, 0), Verdict::Differs(Mismatch::Reused));
    assert_eq!(verdict(&portal, foreign, 0), Verdict::Unchecked(Unchecked::NotAsked), "mine is a draft");
    let browser = portal.sign_in("officer", "aqmola-audit");
    let page = browser.get(&format!("/applications/{mine}"));
    page.assert_says("Сәйкес келмейді")
        .assert_silent_about(portal.person("auditor", "almaty-audit").iin.as_str());
}

#[test]
fn a_card_that_is_written_anew_or_removed_forgets_its_code() {
    let portal = TestPortal::new();
    let (_runtime, checking) = register(&portal, &[]);
    let (iin, bin) = (portal.person("auditor", "aqmola-audit").iin, portal.bin("aqmola-audit"));
    let id = draft(&portal, "aqmola-audit", "auditor", &Stub::code(&iin, &bin));
    portal.wait(checking.check_waiting()).expect("checked");
    let line = portal.application(id).lines[0].clone();
    let (db, at, head) = (&portal.app.db, portal.now(), portal.account("head", "aqmola-audit"));
    let mut changed = line.employee.clone();
    changed.qr = "another".to_owned();
    portal.wait(writing::change_employee(db, &head, id, line.id, changed, at)).expect("changed");
    assert_eq!(verdict(&portal, id, 0), Verdict::Unchecked(Unchecked::NotAsked));
    portal.wait(writing::remove_employee(db, &head, id, line.id, at)).expect("removed");
    assert!(portal.read(move |conn| codes::of_application(conn, id)).is_empty());
}
