//! How pages look to everybody: light and dark, narrow and wide, in the three languages.

use crate::chromium::{Chromium, Colours, Scripts, story};
use crate::demo::Demo;

/// Pages that everybody sees.
const PAGES: [(&str, &str); 4] = [
    ("home", "/"),
    ("components", "/demo/components"),
    ("sign-in", "/sign-in"),
    ("not-there", "/no/such/page"),
];

fn every_component_in(colours: Colours, name: &str) {
    let demo = Demo::start();
    story(name, Scripts::On, colours, async |chromium: &Chromium| {
        for (page, path) in PAGES {
            chromium.go(&format!("{}{path}", demo.origin)).await;
            for lang in ["ru", "en", "kk"] {
                chromium.speak(lang).await;
                chromium.go(&format!("{}{path}", demo.origin)).await;
                chromium.look(&format!("{name}-{page}-{lang}")).await;
            }
        }
    });
}

#[test]
fn pages_are_accessible_in_light_colours() {
    every_component_in(Colours::Light, "light");
}

#[test]
fn pages_are_accessible_in_dark_colours() {
    every_component_in(Colours::Dark, "dark");
}

#[test]
fn the_language_switch_works_without_scripts() {
    let demo = Demo::start();
    story("no-scripts", Scripts::Off, Colours::Light, async |chromium: &Chromium| {
        chromium.go(&format!("{}/demo/components", demo.origin)).await;
        for lang in ["ru", "en", "kk"] {
            chromium.speak(lang).await;
            let here = chromium.client.current_url().await.expect("an address");
            assert_eq!(here.path(), "/demo/components");
        }
    });
}
