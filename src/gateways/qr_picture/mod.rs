//! The texts of QR codes in a picture: a photo, a screenshot, a scan, the pictures of a PDF. Whatever comes is limited
//! before it is decoded. The texts are untrusted, and nothing here says what they mean.

mod page;
mod picture;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, Ordering};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Why a file could not be searched for codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Larger than [`MOST_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// Neither PNG, JPEG nor PDF.
    #[error("neither PNG, JPEG nor PDF")]
    Unknown,
    /// More pixels than are decoded.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// Cut off or damaged.
    #[error("the picture is damaged")]
    Damaged,
    /// A PDF that is locked with a password.
    #[error("the PDF is encrypted")]
    Locked,
    /// A PDF without a picture that can be searched.
    #[error("the PDF holds no picture that can be read")]
    NoPicture,
}

/// Tells a search that nobody waits for it any more.
#[derive(Debug, Default)]
pub struct Patience(AtomicBool);

impl Patience {
    /// Ends the search at its next step.
    pub fn end(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The texts of all codes in a file, each once. The search goes on until a text is `wanted`, or nothing is left to try.
pub fn read(
    bytes: &[u8],
    wanted: impl Fn(&str) -> bool,
    patience: &Patience,
) -> Result<Vec<String>, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut search = picture::Search { found: Vec::new(), wanted: &wanted, patience };
    // Readers of PDF allow something before its mark, as printers' software writes it.
    if bytes.get(..1024).unwrap_or(bytes).windows(5).any(|window| window == b"%PDF-") {
        page::search(bytes, &mut search)?;
    } else {
        search.file(bytes)?;
    }
    Ok(search.found)
}
