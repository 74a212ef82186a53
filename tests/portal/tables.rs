//! Employees from a table: read, told what is wrong in which row, corrected, taken once, and nothing lost on the way.

use std::time::Instant;

use qarau::domain::iin_bin::check_digit;
use qarau::domain::journal::Event;
use qarau::domain::system::System;
use qarau::storage::journal;

use crate::support::{Page, TestPortal};

const HEADINGS: &str = "№\tФамилия\tИмя\tОтчество\tИИН\tДолжность\tСтруктурное подразделение\tQR-код\tТелефон\tЭлектронная почта\tЦель доступа";

/// A person's number that nobody else in a test has.
fn iin(n: usize) -> String {
    let digits = (0..).map(|skip| format!("79{:02}{:02}3{:04}", n % 12 + 1, n % 28 + 1, n * 3 + skip));
    let with_check = |eleven: String| check_digit(eleven.as_bytes()).map(|check| format!("{eleven}{check}"));
    digits.take(3).find_map(with_check).expect("one of three numbers is issued")
}

fn row(n: usize, iin: &str) -> String {
    format!(
        "{n}\tСерікбаева\tАйгүл\tНұрланқызы\t{iin}\tБас аудитор\tБюджет аудиті бөлімі\thttps://qyzmet.example.kz/q/{n}\t8 (7172) 75-00-00\ta{n}@aqmola-audit.gov.kz\tОблыс бюджетінің атқарылу аудиті"
    )
}

/// A table of so many people.
fn table(people: usize) -> String {
    let rows = (1..=people).map(|n| row(n, &iin(n)));
    std::iter::once(HEADINGS.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}

fn given<'b, 'p>(page: &Page<'b, 'p>, text: &str) -> Page<'b, 'p> {
    page.form("main form").set("text", text).attach("file", "", "application/octet-stream", b"").submit()
}

#[test]
fn r8_a_pasted_table_is_checked_corrected_and_taken_once() {
    let portal = TestPortal::new();
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let known = portal.application(id).lines[0].employee.iin.as_str().to_owned();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let page = officer.get(&format!("/applications/{id}")).click("main a[href$='/table']");
    let (right, wrong) = (iin(1), "850615400126");
    let text =
        [HEADINGS.to_owned(), row(1, &right), row(2, wrong), row(3, &right), row(4, &known)].join("\n");
    let check = given(&page, &text);
    check
        .assert_ok()
        .assert_says("4 жол оқылды")
        .assert_says("1 жол дұрыс")
        .assert_says("3 жолды түзету керек");
    let faulty = check.texts(".records__row--bad");
    assert!(faulty[0].starts_with("3 ") && faulty[0].contains("бақылау цифры"), "{faulty:?}");
    assert!(faulty[1].starts_with("4 ") && faulty[1].contains("2-жолда бар"), "{faulty:?}");
    assert!(faulty[2].starts_with("5 ") && faulty[2].contains("өтінімде бұрыннан бар"), "{faulty:?}");
    assert_eq!(portal.application(id).lines.len(), 2, "nothing is taken by reading");

    // Another browser, another day: the table still waits.
    let head = portal.sign_in("head", "aqmola-audit");
    head.get(&format!("/applications/{id}/table")).click("main p a").assert_says("3 жолды түзету керек");

    let corrected = format!("{HEADINGS}\n{}", row(3, &iin(3)));
    let form = check.form("form[action$='/correction']").set("text", &corrected);
    let stale = check.form("form[action$='/correction']").set("text", "Менің мәтінім");
    let done = form.submit();
    done.assert_ok()
        .assert_says("2 жол дұрыс")
        .assert_lacks(".records__row--bad")
        .assert_says("ЖСН бойынша: 02.02.1979, ер");
    stale.submit().assert_status(409).assert_says("өзгерді").assert_lacks(".records__row--bad");

    let (first, second) =
        (done.form("form[action$='/table/employees']"), done.form("form[action$='/table/employees']"));
    first.submit().assert_ok().assert_says("4. Серікбаева Айгүл Нұрланқызы");
    second.submit().assert_ok();
    assert_eq!(portal.application(id).lines.len(), 4, "the second click takes nothing");
    let all = portal
        .read(|conn| journal::list(conn, &journal::Wanted { most: 1_000, ..journal::Wanted::default() }));
    let added = Event::EmployeesAdded { application: id, employees: 2 };
    assert_eq!(all.iter().filter(|kept| kept.entry.event == added).count(), 1);
}

#[test]
fn right_rows_can_be_taken_while_the_others_wait_or_are_thrown_away() {
    let portal = TestPortal::new();
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let officer = portal.sign_in("officer", "aqmola-audit");
    let page = officer.get(&format!("/applications/{id}/table"));
    let check = given(&page, &[row(1, &iin(1)), row(2, "1")].join("\n"));
    let left = check.form("form[action$='/table/employees']").submit();
    left.assert_ok().assert_says("1 жолды түзету керек").assert_lacks("form[action$='/table/employees']");
    assert_eq!(portal.application(id).lines.len(), 3);
    left.form("form[action$='/table/removal']").submit().assert_ok();
    let nothing = officer.get_once(&format!("/applications/{id}/table/check"));
    assert_eq!(
        (nothing.status, nothing.header("location")),
        (303, Some(&*format!("/applications/{id}/table")))
    );
}

#[test]
fn a_table_that_is_none_is_refused_and_what_was_pasted_comes_back() {
    let portal = TestPortal::new();
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let officer = portal.sign_in("officer", "aqmola-audit");
    let page = officer.get(&format!("/applications/{id}/table"));
    given(&page, "").assert_status(422).assert_has(".error-summary a[href='#text']");
    let headings = given(&page, HEADINGS);
    headings.assert_status(422).assert_says("бірде-бір жол жоқ");
    assert!(headings.text("textarea").contains("Фамилия"));
    let many = given(&page, &table(501));
    many.assert_status(422).assert_says("500 қызметкерден артық");
    for (bytes, why) in [
        (b"%PDF-1.7".to_vec(), "кесте емес"),
        (vec![0xd2, 0xe5, 0xe3], "UTF-8"),
        (vec![b'a'; 3 << 20], "тым үлкен"),
    ] {
        let refused =
            page.form("main form").set("text", "мәтін").attach("file", "a.csv", "text/csv", &bytes).submit();
        refused.assert_status(422).assert_says(why).assert_has(".error-summary a[href='#file']");
        assert_eq!(refused.text("textarea"), "мәтін");
    }
    // what stands in a table is shown as text.
    let trick =
        row(1, &iin(1)).replace("Серікбаева", "<script>alert(1)</script>").replace("Бас аудитор", "=1+1");
    let check = given(&page, &trick);
    check
        .assert_ok()
        .assert_says("<script>alert(1)</script>")
        .assert_lacks("main script")
        .assert_says("Формула тұр");
}

#[test]
fn the_empty_table_of_the_annex_is_read_back() {
    let portal = TestPortal::new();
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let officer = portal.sign_in("officer", "aqmola-audit");
    let page = officer.get(&format!("/applications/{id}/table"));
    for (format, kind) in [("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats")] {
        let file = page.click(&format!("a[href$='/template/{format}']"));
        file.assert_status(200);
        assert!(file.header("content-type").is_some_and(|found| found.starts_with(kind)));
        assert!(file.header("content-disposition").is_some_and(|found| found.starts_with("attachment")));
        let read = page.form("main form").attach("file", "a", kind, &file.bytes).submit();
        read.assert_status(422).assert_says("бірде-бір жол жоқ");
    }
    officer.get_once(&format!("/applications/{id}/table/template/exe")).assert_status(404);
}

/// another body's draft takes no table, and shows none.
#[test]
fn a_030_a_table_goes_into_an_application_of_ones_own() {
    let portal = TestPortal::new();
    let (mine, foreign) =
        (portal.draft("aqmola-audit", &[System::Ac]), portal.draft("almaty-audit", &[System::Ac]));
    let officer = portal.sign_in("officer", "aqmola-audit");
    given(&officer.get(&format!("/applications/{mine}/table")), &table(1)).assert_ok();
    let stranger = portal.sign_in("officer", "almaty-audit");
    for path in ["table", "table/check", "table/template/csv"] {
        stranger.get_once(&format!("/applications/{mine}/{path}")).assert_status(404);
        officer.get_once(&format!("/applications/{foreign}/{path}")).assert_status(404);
    }
    stranger.get_once(&format!("/applications/{foreign}/table/check?right=x")).assert_status(400);
}

/// Two hundred people, from the spreadsheet to the look.
#[test]
fn r8_two_hundred_employees_are_added_signed_considered_and_granted() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let begun = officer
        .get("/applications/new")
        .form("main form")
        .tick("systems", "ac")
        .tick("systems", "sp")
        .submit();
    let mut slowest = Vec::new();
    let mut timed = |what: &str, page: Page<'_, '_>, since: Instant| {
        slowest.push((what.to_owned(), since.elapsed().as_millis(), page.bytes.len()));
        page.assert_ok();
    };
    let start = Instant::now();
    let check = given(&begun.click("main a[href$='/table']"), &table(200));
    check.assert_says("200 жол дұрыс").assert_lacks(".records__row--bad");
    let adding = check.form("form[action$='/table/employees']");
    timed("table", check, start);
    let start = Instant::now();
    timed("added", adding.submit(), start);
    let start = Instant::now();
    timed("last page", officer.get("/applications/1?page=10"), start);
    let id =
        portal.read(|conn| qarau::storage::applications::find(conn, qarau::domain::ids::ApplicationId(1)));
    let id = id.expect("an application").id;
    let head = portal.sign_in("head", "aqmola-audit");
    let start = Instant::now();
    timed("to sign", head.get("/applications/1").form("form[action$='/submission']").submit(), start);
    let start = Instant::now();
    portal.submit("aqmola-audit", id);
    timed("sent", head.get("/applications/1"), start);
    let decided = |desk: &str, person: &str, body: &str| {
        let browser = portal.sign_in(person, body);
        let mut page = browser.get(&format!("/{desk}/{id}"));
        let mut slowest = (0, 0);
        // Ten on a page; what was chosen goes along to the next.
        for lines in portal.application(id).lines.chunks(10) {
            let form = lines.iter().fold(page.form("form[action$='/decision']"), |form, line| {
                form.set(&format!("lines[{}].decision", line.id), "accept")
            });
            let last =
                page.count("button[name=turn]") == 1 && page.count("input[type=hidden][value=accept]") > 0;
            let (start, bytes) = (Instant::now(), page.bytes.len());
            let next = page
                .all("button[name=turn]")
                .last()
                .and_then(|button| button.attr("value"))
                .map(str::to_owned);
            page = if last { form.submit() } else { form.press(&next.expect("a next page")) };
            page.assert_ok();
            slowest = slowest.max((start.elapsed().as_millis(), bytes.max(page.bytes.len())));
        }
        (desk.to_owned(), slowest.0, slowest.1)
    };
    let considered = decided("considering", "reviewer", "ministry");
    let granted = decided("granting", "operator", "integrator");
    slowest.extend([considered, granted]);
    println!("milliseconds and bytes: {slowest:?}");
    assert_eq!(portal.application(id).state.code(), "granted");
    assert!(slowest.iter().all(|(.., bytes)| *bytes < 60_000));
}
