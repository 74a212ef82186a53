//! What a browser shows: looked at by selectors, its forms filled in and sent as people do.

use scraper::{ElementRef, Html, Selector};

use super::browser::{Body, Browser, encoded};

/// An answer of the portal.
pub struct Page<'b, 'p> {
    browser: &'b Browser<'p>,
    /// Path and query that were asked for.
    pub path: String,
    /// Status code.
    pub status: u16,
    /// Headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub bytes: Vec<u8>,
    html: Html,
}

impl<'b, 'p> Page<'b, 'p> {
    pub(super) fn new(
        browser: &'b Browser<'p>,
        path: &str,
        status: u16,
        headers: Vec<(String, String)>,
        bytes: Vec<u8>,
    ) -> Page<'b, 'p> {
        let html = Html::parse_document(&String::from_utf8_lossy(&bytes));
        Page { browser, path: path.to_owned(), status, headers, bytes, html }
    }

    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn source(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The words of the page's content.
    pub fn words(&self) -> String {
        self.text("main")
    }

    #[track_caller]
    pub fn assert_status(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}\n{}", self.path, self.words());
        self
    }

    #[track_caller]
    pub fn assert_ok(&self) -> &Self {
        self.assert_status(200)
    }

    #[track_caller]
    pub fn assert_has(&self, selector: &str) -> &Self {
        assert!(!self.all(selector).is_empty(), "{} has no {selector}\n{}", self.path, self.source());
        self
    }

    #[track_caller]
    pub fn assert_lacks(&self, selector: &str) -> &Self {
        assert!(self.all(selector).is_empty(), "{} has {selector}\n{}", self.path, self.source());
        self
    }

    /// The words of the content hold this.
    #[track_caller]
    pub fn assert_says(&self, words: &str) -> &Self {
        assert!(self.words().contains(words), "{} does not say {words:?}\n{}", self.path, self.words());
        self
    }

    /// Nothing in the whole answer holds this.
    #[track_caller]
    pub fn assert_silent_about(&self, words: &str) -> &Self {
        assert!(!self.source().contains(words), "{} says {words:?}", self.path);
        self
    }

    /// Every element of a selector.
    #[track_caller]
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let parsed = Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"));
        self.html.select(&parsed).collect()
    }

    /// How many elements a selector finds.
    #[track_caller]
    pub fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }

    #[track_caller]
    fn one(&self, selector: &str) -> ElementRef<'_> {
        *self
            .all(selector)
            .first()
            .unwrap_or_else(|| panic!("{} ({}) has no {selector}\n{}", self.path, self.status, self.words()))
    }

    /// The words of the first element, with single spaces.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        words_of(self.one(selector))
    }

    /// The words of every element.
    #[track_caller]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(words_of).collect()
    }

    /// The value of the first control.
    #[track_caller]
    pub fn value(&self, selector: &str) -> String {
        self.one(selector).attr("value").unwrap_or_default().to_owned()
    }

    /// An attribute of the first element.
    #[track_caller]
    pub fn attr(&self, selector: &str, name: &str) -> String {
        self.one(selector).attr(name).unwrap_or_default().to_owned()
    }

    /// Follows the first link of a selector.
    #[track_caller]
    pub fn click(&self, selector: &str) -> Page<'b, 'p> {
        let link = self.one(selector);
        let href = link.attr("href").unwrap_or_else(|| panic!("{selector} leads nowhere"));
        self.browser.get(href)
    }

    /// The first form of a selector, as the page filled it in.
    #[track_caller]
    pub fn form(&self, selector: &str) -> Form<'b, 'p> {
        Form::read(self, self.one(selector))
    }
}

fn words_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A form that is being filled in.
pub struct Form<'b, 'p> {
    browser: &'b Browser<'p>,
    action: String,
    post: bool,
    multipart: bool,
    fields: Vec<(String, String)>,
    /// What could be chosen or written: names, and values where the page gives them.
    offered: Vec<(String, Option<String>)>,
    /// Buttons that carry a value, by their words.
    buttons: Vec<(String, Option<(String, String)>)>,
    files: Vec<(String, String, String, Vec<u8>)>,
}

impl<'b, 'p> Form<'b, 'p> {
    fn read(page: &Page<'b, 'p>, form: ElementRef<'_>) -> Form<'b, 'p> {
        let mut read = Form {
            browser: page.browser,
            action: form.attr("action").unwrap_or(&page.path).to_owned(),
            post: form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
            multipart: form.attr("enctype") == Some("multipart/form-data"),
            fields: Vec::new(),
            offered: Vec::new(),
            buttons: Vec::new(),
            files: Vec::new(),
        };
        let controls = Selector::parse("input, select, textarea, button").expect("a selector");
        for control in form.select(&controls).filter(|control| control.attr("disabled").is_none()) {
            read.take(control);
        }
        read
    }

    fn take(&mut self, control: ElementRef<'_>) {
        let name = control.attr("name").unwrap_or_default().to_owned();
        let value = control.attr("value").map(str::to_owned);
        match (control.value().name(), control.attr("type").unwrap_or("text")) {
            ("button", _) => {
                let carried = (!name.is_empty()).then(|| (name, value.unwrap_or_default()));
                self.buttons.push((words_of(control), carried));
            }
            _ if name.is_empty() => {}
            ("input", "checkbox" | "radio") => {
                let value = value.unwrap_or_else(|| "on".to_owned());
                if control.attr("checked").is_some() {
                    self.fields.push((name.clone(), value.clone()));
                }
                self.offered.push((name, Some(value)));
            }
            ("input", "file") => self.offered.push((name, None)),
            ("select", _) => {
                let options: Vec<_> =
                    control.select(&Selector::parse("option").expect("a selector")).collect();
                let value_of = |option: &ElementRef<'_>| {
                    option.attr("value").map_or_else(|| words_of(*option), str::to_owned)
                };
                let chosen =
                    options.iter().find(|option| option.attr("selected").is_some()).or(options.first());
                self.fields.extend(chosen.map(|option| (name.clone(), value_of(option))));
                self.offered.extend(options.iter().map(|option| (name.clone(), Some(value_of(option)))));
            }
            ("textarea", _) => {
                self.fields.push((name.clone(), control.text().collect()));
                self.offered.push((name, None));
            }
            (_, kind) => {
                self.fields.push((name.clone(), value.unwrap_or_default()));
                if kind != "hidden" {
                    self.offered.push((name, None));
                }
            }
        }
    }

    /// Writes or chooses a value; what the page does not offer can't be chosen.
    #[track_caller]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.assert_offered(name, value);
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Ticks one more box of a name.
    #[track_caller]
    pub fn tick(mut self, name: &str, value: &str) -> Self {
        self.assert_offered(name, value);
        self.fields.retain(|field| *field != (name.to_owned(), value.to_owned()));
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Takes the tick out of every box of a name.
    pub fn untick(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    /// Attaches a file.
    #[track_caller]
    pub fn attach(mut self, name: &str, file: &str, kind: &str, content: &[u8]) -> Self {
        assert!(self.multipart, "the form at {} takes no files", self.action);
        self.assert_offered(name, file);
        self.files.push((name.to_owned(), file.to_owned(), kind.to_owned(), content.to_vec()));
        self
    }

    /// Sends something that the page does not offer, as an attacker would: replaces the field.
    pub fn forge(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends the form by its first button that carries no value, or its only one.
    #[track_caller]
    pub fn submit(self) -> Page<'b, 'p> {
        let plain = self.buttons.iter().position(|(_, carried)| carried.is_none()).unwrap_or_default();
        self.send(plain)
    }

    /// Sends the form by the button with this value.
    #[track_caller]
    pub fn press(self, value: &str) -> Page<'b, 'p> {
        let named = |(_, carried): &(String, Option<(String, String)>)| {
            carried.as_ref().is_some_and(|(_, v)| v == value)
        };
        let button = self.buttons.iter().position(named);
        let button = button.unwrap_or_else(|| panic!("no button {value:?} among {:?}", self.buttons));
        self.send(button)
    }

    fn send(mut self, button: usize) -> Page<'b, 'p> {
        self.fields.extend(self.buttons.get(button).and_then(|(_, carried)| carried.clone()));
        if !self.post {
            let path = self.action.split('?').next().unwrap_or_default();
            return self.browser.get(&format!("{path}?{}", encoded(&self.fields)));
        }
        let body =
            if self.multipart { Body::Parts(self.fields, self.files) } else { Body::Fields(self.fields) };
        self.browser.post(&self.action, body)
    }

    #[track_caller]
    fn assert_offered(&self, name: &str, value: &str) {
        let fits = |(known, only): &(String, Option<String>)| {
            known == name && only.as_deref().is_none_or(|only| only == value)
        };
        assert!(
            self.offered.iter().any(fits),
            "the form at {} does not offer {name}={value}: {:?}",
            self.action,
            self.offered
        );
    }
}
