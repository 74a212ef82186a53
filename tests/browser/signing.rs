//! Signing in through the signing program, as officials do: the page's script, the program's protocol, the portal.

use fantoccini::Locator;

use crate::chromium::{Chromium, Colours, Scripts, story};
use crate::portal::{Mood, Portal};

/// Presses the button and waits for the only message in sight.
async fn try_to_sign(chromium: &Chromium, message: &str) {
    chromium.click("[data-signing-start]:not([disabled])").await;
    let shown = format!("[data-signing-message={message}]:not([hidden])");
    chromium
        .client
        .wait()
        .for_element(Locator::Css(&shown))
        .await
        .unwrap_or_else(|e| panic!("{message}: {e}"));
    let all = chromium.client.find_all(Locator::Css("[data-signing-message]:not([hidden])")).await;
    assert_eq!(all.expect("messages").len(), 1, "{message} stands alone");
}

#[test]
fn a_head_signs_in_through_the_signing_program() {
    let portal = Portal::start();
    story("signing", Scripts::On, Colours::Light, async |chromium: &Chromium| {
        chromium.go(&format!("{}/sign-in", portal.origin)).await;
        chromium.look("sign-in").await;
        chromium.click("main form button").await;
        chromium
            .client
            .wait()
            .for_element(Locator::Css("[data-signing-start]:not([hidden])"))
            .await
            .expect("a way");
        chromium.look("signing").await;

        portal.be(Mood::Cancels);
        try_to_sign(chromium, "cancelled").await;
        portal.be(Mood::Fails);
        try_to_sign(chromium, "failed").await;
        chromium.look("signing-failed").await;
        portal.be(Mood::Signs);
        chromium.click("[data-signing-start]:not([disabled])").await;
        chromium.client.wait().for_element(Locator::Css(".who")).await.expect("signed in");

        chromium.click(".account button").await;
        chromium.client.wait().for_element(Locator::Css("a.account__way")).await.expect("signed out");
    });
}

#[test]
fn a_program_that_does_not_answer_is_told_and_the_page_stays_usable() {
    let portal = Portal::without_program();
    story("no-program", Scripts::On, Colours::Dark, async |chromium: &Chromium| {
        chromium.go(&format!("{}/sign-in", portal.origin)).await;
        chromium.click("main form button").await;
        chromium.client.wait().for_element(Locator::Css("[data-signing-start]")).await.expect("a way");
        try_to_sign(chromium, "absent").await;
        chromium.look("signing-absent").await;
        try_to_sign(chromium, "absent").await;
    });
}

#[test]
fn without_scripts_the_page_offers_the_way_by_file() {
    let portal = Portal::start();
    story("signing-by-file", Scripts::Off, Colours::Light, async |chromium: &Chromium| {
        chromium.go(&format!("{}/sign-in", portal.origin)).await;
        chromium.click("main form button").await;
        let file = chromium.client.wait().for_element(Locator::Css("input[type=file]")).await.expect("a way");
        assert!(file.is_displayed().await.expect("an answer"));
        let button = chromium.client.find(Locator::Css("[data-signing-start]")).await.expect("the button");
        assert!(!button.is_displayed().await.expect("an answer"), "a button that does nothing is not shown");
        let why = chromium.client.find(Locator::Css("noscript p")).await.expect("why");
        assert!(why.is_displayed().await.expect("an answer"));
    });
}
