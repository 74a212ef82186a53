//! What handlers answer with: a page, the same page again, another page, a file. Must not know any page.

use askama::Template;
use rocket::Request;
use rocket::http::{ContentType, Header, Status};
use rocket::response::{Responder, Response};

use super::error::WebError;
use super::exchange;
use super::headers;

/// What every handler returns.
pub type Reply = Result<Answer, WebError>;

/// An answer that is not an error.
#[derive(Debug)]
pub enum Answer {
    /// A page of HTML.
    Page(Status, String),
    /// A page whose script may talk to the signing program.
    Signing(Status, String),
    /// Go there by GET (303).
    Moved(String),
    /// Data for a script of ours.
    Data(String),
    /// A file to keep.
    File(Box<File>),
}

/// A file to keep.
#[derive(Debug)]
pub struct File {
    /// As it should be called on the reader's disk.
    pub name: String,
    /// What it is.
    pub kind: ContentType,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The page.
pub fn show(page: &impl Template) -> Reply {
    Ok(Answer::Page(Status::Ok, html(page)?))
}

/// The same page again with what was typed and what is wrong with it (422).
pub fn again(page: &impl Template) -> Reply {
    Ok(Answer::Page(Status::UnprocessableEntity, html(page)?))
}

/// The present state, where somebody else was faster (409).
pub fn stale(page: &impl Template) -> Reply {
    Ok(Answer::Page(Status::Conflict, html(page)?))
}

/// A file to keep.
pub fn keep(name: String, kind: ContentType, bytes: Vec<u8>) -> Reply {
    Ok(Answer::File(Box::new(File { name, kind, bytes })))
}

/// A page whose script may talk to the signing program.
pub fn sign(status: Status, page: &impl Template) -> Reply {
    Ok(Answer::Signing(status, html(page)?))
}

/// Data for a script of ours.
pub fn json(data: &serde_json::Value) -> Reply {
    Ok(Answer::Data(data.to_string()))
}

/// After each successful POST: go there by GET (303).
pub fn go(to: impl std::fmt::Display) -> Reply {
    Ok(Answer::Moved(to.to_string()))
}

/// Room for most pages, so that a page is not copied while it grows.
const ROOM: usize = 32 * 1024;

fn html(page: &impl Template) -> Result<String, WebError> {
    let mut html = String::with_capacity(ROOM);
    page.render_into(&mut html).map_err(WebError::broken)?;
    Ok(html)
}

impl<'r> Responder<'r, 'static> for Answer {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'static> {
        let page = |status, html: String| {
            Response::build()
                .status(status)
                .header(ContentType::HTML)
                // A page in one piece: Rocket would hand it to the socket by four kilobytes.
                .max_chunk_size(html.len().max(1))
                .sized_body(html.len(), std::io::Cursor::new(html))
                .finalize()
        };
        Ok(match self {
            Answer::Page(status, html) => page(status, html),
            Answer::Signing(status, html) => {
                let mut response = page(status, html);
                let signers = exchange::site(request).map(|site| site.signers.as_slice()).unwrap_or_default();
                response.set_header(headers::policy(signers));
                response
            }
            Answer::Moved(to) => {
                Response::build().status(Status::SeeOther).header(Header::new("location", to)).finalize()
            }
            Answer::Data(data) => Response::build()
                .header(ContentType::JSON)
                .sized_body(data.len(), std::io::Cursor::new(data))
                .finalize(),
            Answer::File(file) => Response::build()
                .header(file.kind)
                .header(Header::new("content-disposition", disposition(&file.name)))
                .sized_body(file.bytes.len(), std::io::Cursor::new(file.bytes))
                .finalize(),
        })
    }
}

/// Always an attachment; the name in RFC 8187 form, so that Kazakh letters, quotes and line ends do no harm, and
/// for programs that do not know it in plain letters with everything else left out.
fn disposition(name: &str) -> String {
    let (mut plain, mut encoded) = (String::new(), String::new());
    for letter in name.chars().filter(|c| !crate::domain::names::is_invisible(*c)).take(150) {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' => {
                plain.push(letter);
                encoded.push(letter);
            }
            _ => {
                let mut bytes = [0; 4];
                letter
                    .encode_utf8(&mut bytes)
                    .bytes()
                    .for_each(|byte| encoded.push_str(&format!("%{byte:02X}")));
            }
        }
    }
    let plain = plain.trim_matches(['.', '-', '_']);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_stays_inside_its_header() {
        let check = |name: &str, plain: &str, expect: &str| {
            let header = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{expect}");
            assert_eq!(disposition(name), header);
        };
        check("report-7.csv", "report-7.csv", "report-7.csv");
        check("Қ.pdf", "pdf", "%D2%9A.pdf");
        check("a\"b\r\nSet-Cookie: x", "abSet-Cookiex", "a%22bSet-Cookie%3A%20x");
        check("a\u{202e}b/../c", "ab..c", "ab%2F..%2Fc");
        assert!(disposition(&"Қ".repeat(300)).len() < 1000);
    }
}
