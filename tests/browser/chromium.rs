//! One window of Chromium, and what every page must keep there: WCAG 2.2 AA as far as axe-core sees, and no line that
//! is wider than a narrow screen.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;

use fantoccini::{Client, ClientBuilder};
use futures_util::FutureExt;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::driver::Driver;

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

/// Which colours the reader's system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    Light,
    Dark,
}

/// One window.
pub struct Chromium {
    /// The window, for whatever a story does with it.
    pub client: Client,
    /// Where files that the portal hands over are kept.
    pub downloads: tempfile::TempDir,
    scripts: Scripts,
}

const WIDTHS: [(&str, u32); 2] = [("narrow", 360), ("wide", 1280)];

/// Tells a story in a window of its own, which is closed whatever happens; a story that fails leaves a picture.
pub fn story(name: &str, scripts: Scripts, colours: Colours, told: impl AsyncFnOnce(&Chromium)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let driver = Driver::start();
    runtime.block_on(async {
        let chromium = Chromium::open(&driver, scripts, colours).await;
        let end = AssertUnwindSafe(told(&chromium)).catch_unwind().await;
        if end.is_err() {
            chromium.picture(&format!("{name}-failed")).await;
        }
        chromium.client.close().await.expect("the window closes");
        if let Err(panic) = end {
            std::panic::resume_unwind(panic);
        }
    });
}

impl Chromium {
    async fn open(driver: &Driver, scripts: Scripts, colours: Colours) -> Chromium {
        let dark = u8::from(colours == Colours::Light);
        let javascript = if scripts == Scripts::On { 1 } else { 2 };
        let downloads = tempfile::tempdir().expect("a folder for downloads");
        let options = json!({
            "goog:chromeOptions": {
                "binary": "/usr/bin/chromium",
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                    format!("--blink-settings=preferredColorScheme={dark}"),
                ],
                "prefs": {
                    "profile.managed_default_content_settings.javascript": javascript,
                    "download.default_directory": downloads.path(),
                    "download.prompt_for_download": false,
                },
            }
        });
        let Value::Object(capabilities) = options else { unreachable!("an object") };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.address)
            .await
            .expect("Chromium opens a window: Debian's package is chromium, tests/run installs it");
        Chromium { client, downloads, scripts }
    }

    /// Goes to an address.
    pub async fn go(&self, address: &str) {
        self.client.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Looks at the present page on a narrow and on a wide screen: axe-core finds nothing, nothing sticks out, and a
    /// picture is left beside the build. `name` says which page it is.
    pub async fn look(&self, name: &str) {
        for (width_name, width) in WIDTHS {
            self.client.set_window_size(width, 900).await.expect("another width");
            let at = format!("{name} ({width_name})");
            self.picture(&format!("{name}-{width_name}")).await;
            let sizes = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]";
            let sizes = self.client.execute(sizes, vec![]).await.expect("sizes");
            assert!(sizes[0].as_u64() <= sizes[1].as_u64(), "{at} is wider than the screen: {sizes}");
            let found = self.axe().await;
            let violations = found["violations"].as_array().expect("what axe-core found");
            assert!(
                violations.is_empty(),
                "{at}:\n{}",
                serde_json::to_string_pretty(violations).expect("words")
            );
            assert!(found["passes"].as_u64() > Some(5), "{at}: axe-core looked at nothing: {found}");
        }
    }

    async fn axe(&self) -> Value {
        let loaded = self.client.execute("return typeof axe === 'object'", vec![]).await.expect("an answer");
        if loaded != Value::Bool(true) {
            self.client.execute(&axe_source(), vec![]).await.expect("axe-core loads");
        }
        let run = r#"
            const done = arguments[arguments.length - 1];
            // Where pages may run no scripts, timers never fire.
            if (!arguments[0]) window.setTimeout = (work) => { Promise.resolve().then(work); return 0; };
            const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
            axe.run(document, { runOnly: tags }).then(
                (found) => done({
                    passes: found.passes.length,
                    violations: found.violations.map((v) => [v.id, v.help].concat(v.nodes.map((n) => n.html + " " + n.failureSummary))),
                }),
                (error) => done({ violations: [["axe-core failed", String(error)]] }),
            );
        "#;
        let has_timers = Value::Bool(self.scripts == Scripts::On);
        self.client.execute_async(run, vec![has_timers]).await.expect("axe-core answers")
    }

    async fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        if let Ok(picture) = self.client.screenshot().await {
            std::fs::write(folder.join(format!("{name}.png")), picture).expect("a picture");
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the test run says by its environment where axe-core is")]
fn axe_source() -> String {
    let named = std::env::var("QARAU_TEST_AXE").map(PathBuf::from);
    let usual = concat!(env!("CARGO_MANIFEST_DIR"), "/target/axe-core-4.14.1/package/axe.min.js");
    let place = named.unwrap_or_else(|_| usual.into());
    std::fs::read_to_string(&place).unwrap_or_else(|error| {
        panic!("axe-core is not at {} ({error}): tests/run brings it", place.display())
    })
}
