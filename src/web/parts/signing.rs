//! The two ways of signing a text: through the signing program, and by a file that works without JavaScript.

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Faults, Field};
use crate::site::Site;
use crate::web::frame::Frame;

/// Whether the reader sees the text to sign before asking for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextShown {
    AtOnce,
    WhenAsked,
}

/// Where the script takes the text from.
#[derive(Clone, Debug)]
enum Content {
    Here(String),
    /// From the file: a long text would stand in the page twice.
    Fetched,
}

/// The longest text that a page shows whole, in bytes; of a longer one its beginning, and the file.
const LONGEST: usize = 16_000;

fn beginning(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST).last();
    match text.len() > LONGEST {
        true => text[..end.unwrap_or(0)].to_owned(),
        false => text.into_owned(),
    }
}

/// A form whose fields are `csrf`, `back`, `cms` (what the program signed) and `file` (what was signed elsewhere).
///
/// Its page is answered by [`sign`](crate::web::answer::sign), so that the script may reach the program.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/signing.html")]
pub struct Signing {
    frame: Frame,
    action: String,
    back: String,
    signer: Option<String>,
    text: String,
    text_shown: TextShown,
    content: Content,
    cut: bool,
    download: String,
    file: Field,
}

impl Signing {
    /// Asks to sign `text`, which can be fetched from `download`, and sends the answer to `action`.
    pub fn new(
        frame: &Frame,
        site: &Site,
        text: &[u8],
        download: impl ToString,
        action: impl ToString,
    ) -> Signing {
        let file = Field::file("file", frame.t("signing-file"), ".cms,.p7s,.p7m,.pem,.sig,.txt");
        Signing {
            frame: frame.clone(),
            action: action.to_string(),
            back: String::new(),
            signer: site.signers.first().cloned(),
            text: beginning(text),
            cut: text.len() > LONGEST,
            text_shown: TextShown::WhenAsked,
            content: if text.len() > LONGEST {
                Content::Fetched
            } else {
                Content::Here(STANDARD.encode(text))
            },
            download: download.to_string(),
            file: file.hint(frame.t("signing-file-hint")),
        }
    }

    /// Shows the whole text at once: for a text that says more than who asks for it.
    pub fn unfolded(self) -> Signing {
        Signing { text_shown: TextShown::AtOnce, ..self }
    }

    /// Remembers where to go afterwards.
    pub fn back(self, back: impl Into<String>) -> Signing {
        Signing { back: back.into(), ..self }
    }

    /// Shows what is wrong with the file.
    pub fn faults(self, faults: &Faults) -> Signing {
        let file = self.file.clone().faults(faults);
        Signing { file, ..self }
    }
}

/// What the form of [`Signing`] sends.
#[derive(Debug, rocket::FromForm)]
pub struct SigningForm<'r> {
    /// Where to go afterwards.
    pub back: &'r str,
    cms: &'r str,
    file: &'r [u8],
}

impl SigningForm<'_> {
    /// The signature: the file where one was chosen, else what the program gave; nothing where neither came.
    pub fn cms(&self) -> Option<&[u8]> {
        [self.file, self.cms.trim().as_bytes()].into_iter().find(|given| !given.is_empty())
    }
}
