//! A browser without scripts: keeps cookies, says where it comes from, follows redirects.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use qarau::web::Site;
use rocket::http::{ContentType, Cookie, Header, Method};
use rocket::local::blocking::{Client, LocalResponse};

use super::page::Page;

/// One browser of one person.
pub struct Browser<'p> {
    client: &'p Client,
    site: Site,
    cookies: RefCell<BTreeMap<String, String>>,
    referer: RefCell<String>,
    from: RefCell<Option<IpAddr>>,
}

/// What a browser sends with a POST.
pub enum Body {
    /// An ordinary form.
    Fields(Vec<(String, String)>),
    /// A form with files: name, file name, type, content.
    Parts(Vec<(String, String)>, Vec<(String, String, String, Vec<u8>)>),
}

impl<'p> Browser<'p> {
    pub(super) fn new(client: &'p Client, site: &Site) -> Browser<'p> {
        let (cookies, referer) = (RefCell::default(), RefCell::default());
        Browser { client, site: site.clone(), cookies, referer, from: RefCell::default() }
    }

    /// Puts a session cookie into the browser, as a theft or an earlier visit would.
    pub fn hold_session(&self, secret: &str) {
        self.cookies.borrow_mut().insert(self.cookie_name("qarau-session"), secret.to_owned());
    }

    fn cookie_name(&self, name: &str) -> String {
        if self.site.is_https() { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// The value of a cookie, by its name without a prefix.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(&self.cookie_name(name)).cloned()
    }

    /// Gets a page, through redirects.
    pub fn get(&self, path: &str) -> Page<'_, 'p> {
        self.follow(self.ask(Method::Get, path, None, &[]))
    }

    /// Gets exactly what the address answers, redirects included.
    pub fn get_once(&self, path: &str) -> Page<'_, 'p> {
        self.ask(Method::Get, path, None, &[])
    }

    /// Sends a form as the browser would from a page of the portal, and follows where it leads.
    pub fn post(&self, path: &str, body: Body) -> Page<'_, 'p> {
        self.follow(self.post_once(path, body))
    }

    /// Sends a form, and gives exactly what that answers.
    pub fn post_once(&self, path: &str, body: Body) -> Page<'_, 'p> {
        let origin = self.site.origin.clone();
        self.ask(Method::Post, path, Some(body), &[("origin", &origin), ("sec-fetch-site", "same-origin")])
    }

    /// From now on in another network.
    pub fn go_to(&self, address: &str) {
        *self.from.borrow_mut() = Some(address.parse().expect("an address"));
    }

    /// An answer that is on its way: nothing of its body is read yet.
    pub fn begin(&self, path: &str) -> LocalResponse<'p> {
        let mut request = self.client.req(Method::Get, path.to_owned());
        for (name, value) in self.cookies.borrow().iter() {
            request = request.cookie(Cookie::new(name.clone(), value.clone()));
        }
        request.dispatch()
    }

    /// The mark that the forms of this browser carry.
    pub fn mark(&self) -> String {
        self.get("/").value("input[name=csrf]")
    }

    /// Any request, with headers of the test's choice.
    pub fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Body>,
        headers: &[(&str, &str)],
    ) -> Page<'_, 'p> {
        let mut request = self.client.req(method, path.to_owned());
        if let Some(from) = *self.from.borrow() {
            request = request.remote(SocketAddr::new(from, 40_000));
        }
        for (name, value) in self.cookies.borrow().iter() {
            request = request.cookie(Cookie::new(name.clone(), value.clone()));
        }
        for (name, value) in headers {
            request.add_header(Header::new((*name).to_owned(), (*value).to_owned()));
        }
        if method == Method::Post {
            request
                .add_header(Header::new("referer", format!("{}{}", self.site.origin, self.referer.borrow())));
        }
        let response = match body {
            None => request.dispatch(),
            Some(Body::Fields(fields)) => request.header(ContentType::Form).body(encoded(&fields)).dispatch(),
            Some(Body::Parts(fields, files)) => {
                let kind = ContentType::new("multipart", "form-data").with_params(("boundary", BOUNDARY));
                request.header(kind).body(parts(&fields, &files)).dispatch()
            }
        };
        for cookie in response.cookies().iter() {
            let mut cookies = self.cookies.borrow_mut();
            match cookie.max_age().is_some_and(|age| age.is_zero()) {
                true => cookies.remove(cookie.name()),
                false => cookies.insert(cookie.name().to_owned(), cookie.value().to_owned()),
            };
        }
        if method == Method::Get {
            *self.referer.borrow_mut() = path.to_owned();
        }
        let headers =
            response.headers().iter().map(|h| (h.name().as_str().to_lowercase(), h.value().to_owned()));
        let (headers, status) = (headers.collect(), response.status().code);
        Page::new(self, path, status, headers, response.into_bytes().unwrap_or_default())
    }

    fn follow<'b>(&'b self, mut page: Page<'b, 'p>) -> Page<'b, 'p> {
        for _ in 0..5 {
            let Some(place) = page.header("location").filter(|_| page.status == 303) else { return page };
            let place = place.strip_prefix(&self.site.origin).unwrap_or(place).to_owned();
            page = self.ask(Method::Get, &place, None, &[]);
        }
        panic!("{} redirects without end", page.path)
    }
}

const BOUNDARY: &str = "tests-of-the-portal";

/// Fields as they stand in a query or in an ordinary form.
pub fn encoded(fields: &[(String, String)]) -> String {
    let encode = |text: &str| {
        let bytes = text.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        });
        bytes.collect::<String>()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}

fn parts(fields: &[(String, String)], files: &[(String, String, String, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(head.as_bytes());
    }
    for (name, file, kind, content) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: {kind}\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}
