//! Style sheets, scripts and images, compiled in and served under an address that carries their hash.

use std::path::PathBuf;
use std::sync::LazyLock;

use rocket::http::{ContentType, Header, Status};
use rocket::response::{Responder, Response};
use rocket::{Request, Route};
use sha2::{Digest, Sha256};

macro_rules! embedded {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../static/", $path)))),+]
    };
}

/// Read in this order as one sheet, so that a page asks for one file.
const STYLES: &[(&str, &[u8])] = embedded! {
    "css/base.css",
    "css/layout.css",
    "css/button.css",
    "css/form.css",
    "css/error_summary.css",
    "css/tag.css",
    "css/notice.css",
    "css/card.css",
    "css/task_list.css",
    "css/waits.css",
    "css/timeline.css",
    "css/deadline.css",
    "css/figures.css",
    "css/chart.css",
    "css/records.css",
    "css/verdict.css",
    "css/moving.css",
    "css/tabs.css",
    "css/steps.css",
    "css/ledger.css",
    "css/search.css",
    "css/saved.css",
    "css/signing.css",
    "css/cast.css",
    "css/print.css",
};

/// Everything else, one line per file.
const FILES: &[(&str, &[u8])] = embedded! {
    "img/mark.svg",
    "js/signing.js",
    "js/suggest.js",
};

/// The one style sheet's name.
const SHEET: &str = "qarau.css";

static STYLE: LazyLock<Vec<u8>> =
    LazyLock::new(|| STYLES.iter().flat_map(|(_, sheet)| sheet.iter().chain(b"\n")).copied().collect());

/// Twelve hexadecimal digits that change when any file does.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for (path, bytes) in STYLES.iter().chain(FILES) {
        hash.update(path.as_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
});

/// The address of a file below `static/`, as in `asset("js/signing.js")`.
pub fn asset(path: &str) -> String {
    debug_assert!(find(path).is_some(), "no static file {path:?}");
    format!("/static/{}/{path}", *VERSION)
}

/// The address of the style sheet.
pub fn style() -> String {
    asset(SHEET)
}

/// True for addresses of static files: the only answers that browsers may keep.
pub fn is_asset(path: &str) -> bool {
    path.starts_with("/static/")
}

fn find(path: &str) -> Option<&'static [u8]> {
    if path == SHEET {
        return Some(&STYLE);
    }
    FILES.iter().find(|(name, _)| *name == path).map(|(_, bytes)| *bytes)
}

/// A file and whether its address carries the present version.
struct Asset {
    kind: ContentType,
    bytes: &'static [u8],
    cache: &'static str,
}

impl<'r> Responder<'r, 'static> for Asset {
    fn respond_to(self, _: &'r Request<'_>) -> rocket::response::Result<'static> {
        Response::build()
            .header(self.kind)
            .header(Header::new("cache-control", self.cache))
            .sized_body(self.bytes.len(), std::io::Cursor::new(self.bytes))
            .ok()
    }
}

/// A file; one asked for under an older version is given as it is now, and not kept.
#[rocket::get("/static/<version>/<path..>")]
fn show(version: &str, path: PathBuf) -> Result<Asset, Status> {
    let bytes = path.to_str().and_then(find).ok_or(Status::NotFound)?;
    let kind = path.extension().and_then(|ext| ContentType::from_extension(ext.to_str()?));
    let cache = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(Asset { kind: kind.unwrap_or(ContentType::Binary), bytes, cache })
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![show]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let mut on_disk = Vec::new();
        for folder in ["css", "js", "img"] {
            let Ok(entries) = std::fs::read_dir(format!("static/{folder}")) else { continue };
            on_disk.extend(entries.map(|entry| format!("{folder}/{}", entry.unwrap().file_name().display())));
        }
        let mut embedded: Vec<_> = STYLES.iter().chain(FILES).map(|(path, _)| path.to_string()).collect();
        on_disk.sort();
        embedded.sort();
        assert_eq!(on_disk, embedded);
    }
}
