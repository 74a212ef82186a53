//! The lists of the classification: for everybody who is signed in, by code or by words, without any figure.

use crate::support::TestPortal;

#[test]
fn a_code_is_found_with_what_became_of_it() {
    let portal = TestPortal::demo();
    let auditor = portal.sign_in("auditor", "aqmola-audit");
    let page = auditor.get("/budget/classification");
    assert!(page.words().contains("Бюджеттік сыныптама") && page.words().contains("240"), "{}", page.words());
    let page = auditor.get("/budget/classification?text=240");
    assert!(page.words().contains("651"), "{}", page.words());
    let page = auditor.get("/budget/classification?text=%D2%9B%D0%BE%D1%80%D2%93%D0%B0%D0%BD%D1%8B%D1%81");
    assert!(page.words().contains("Қорғаныс"), "{}", page.words());
    assert!(auditor.get("/budget/classification?text=zzzz").words().contains("Ештеңе табылмады"));
}

#[test]
fn garbage_in_its_address_is_400() {
    let portal = TestPortal::demo();
    let auditor = portal.sign_in("auditor", "aqmola-audit");
    let long = format!("text={}", "a".repeat(101));
    for query in ["text=%25", "text=a&text=b", "words=a", "text[]=a", long.as_str()] {
        assert_eq!(auditor.get_once(&format!("/budget/classification?{query}")).status, 400, "{query}");
    }
    assert_eq!(auditor.get_once("/budget/classification?text=").status, 200, "the form sends it empty");
}
