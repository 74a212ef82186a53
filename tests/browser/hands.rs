//! What a person does at a page: finds, reads, presses, types, brings files. Knows no page of the portal.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::Value;

use crate::chromium::Chromium;

const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(50);

impl Chromium {
    /// The element of a CSS selector, once it is there.
    pub async fn find(&self, css: &str) -> Element {
        self.there(Locator::Css(css), css).await
    }

    /// The element of an XPath, once it is there.
    pub async fn find_path(&self, path: &str) -> Element {
        self.there(Locator::XPath(path), path).await
    }

    async fn there(&self, locator: Locator<'_>, what: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).every(PAUSE).for_element(locator).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{what} at {}: {error}", self.address().await),
        }
    }

    /// Every element of a CSS selector that is there now.
    pub async fn all(&self, css: &str) -> Vec<Element> {
        self.client.find_all(Locator::Css(css)).await.expect("an answer")
    }

    /// Presses it.
    pub async fn click(&self, css: &str) {
        self.find(css).await.click().await.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Presses what leads to another page, and waits until the present one is gone.
    pub async fn follow(&self, css: &str) {
        self.leave_by(self.find(css).await).await;
    }

    /// The same by an XPath.
    pub async fn follow_path(&self, path: &str) {
        self.leave_by(self.find_path(path).await).await;
    }

    async fn leave_by(&self, way: Element) {
        let (page, begun) = (self.find("html").await, Instant::now());
        way.click().await.expect("pressed");
        while page.tag_name().await.is_ok() {
            assert!(begun.elapsed() < PATIENCE, "{} is still here", self.address().await);
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Replaces what stands in a field.
    pub async fn write(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.expect("emptied");
        field.send_keys(text).await.expect("typed");
    }

    /// Brings a file to a field.
    pub async fn bring(&self, css: &str, file: &Path) {
        let path = file.to_str().expect("a path in UTF-8");
        self.find(css).await.send_keys(path).await.expect("a file");
    }

    /// The words in sight.
    pub async fn words(&self, css: &str) -> String {
        self.find(css).await.text().await.expect("words")
    }

    /// Panics where the words in sight lack some.
    pub async fn assert_says(&self, css: &str, wanted: &str) {
        let words = self.words(css).await;
        assert!(words.contains(wanted), "{css} at {} lacks {wanted:?}:\n{words}", self.address().await);
    }

    /// Where the window is.
    pub async fn address(&self) -> String {
        self.client.current_url().await.expect("an address").to_string()
    }

    /// The status with which the present page was answered.
    pub async fn status(&self) -> Value {
        let asked = "return performance.getEntriesByType('navigation')[0].responseStatus";
        self.client.execute(asked, vec![]).await.expect("a status")
    }

    /// Presses what hands over a file, and waits until it is there.
    pub async fn download(&self, css: &str) -> PathBuf {
        let before = self.downloaded();
        self.click(css).await;
        let begun = Instant::now();
        loop {
            let mut new = self.downloaded().into_iter().filter(|file| !before.contains(file));
            if let Some(file) = new.next() {
                return file;
            }
            assert!(begun.elapsed() < PATIENCE, "{css} handed over nothing at {}", self.address().await);
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Whole files: the browser gives a file its name when everything is there.
    fn downloaded(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.downloads.path()).expect("a folder");
        let files = entries.map(|entry| entry.expect("an entry").path());
        let is_whole =
            |file: &PathBuf| file.extension().is_some_and(|ending| ending == "txt" || ending == "cms");
        files.filter(is_whole).collect()
    }

    /// Changes the language with the switch.
    pub async fn speak(&self, lang: &str) {
        self.follow(&format!(".languages button[value={lang}]")).await;
        self.find(&format!("html[lang={lang}]")).await;
    }
}
