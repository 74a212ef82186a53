//! The scan of a signed paper: untrusted bytes of one of three kinds, told by the bytes and not by what somebody says.

/// What kind of file a scan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanKind {
    /// A document.
    Pdf,
    /// A photograph.
    Jpeg,
    /// A picture.
    Png,
}

/// Why a file is no scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAScan {
    /// No file, or an empty one.
    #[error("empty")]
    Empty,
    /// More than [`ScanKind::MOST`].
    #[error("too large")]
    TooLarge,
    /// Of another kind, or cut off.
    #[error("neither PDF, JPEG nor PNG")]
    AnotherKind,
}

impl ScanKind {
    /// The most bytes of a scan.
    pub const MOST: usize = 8 << 20;
    /// All kinds.
    pub const ALL: [ScanKind; 3] = [ScanKind::Pdf, ScanKind::Jpeg, ScanKind::Png];

    /// The kind of a file by its first and last bytes. Nothing in it is opened here: it is kept, and given as a file.
    pub fn of(bytes: &[u8]) -> Result<ScanKind, NotAScan> {
        if bytes.is_empty() {
            return Err(NotAScan::Empty);
        }
        if bytes.len() > ScanKind::MOST {
            return Err(NotAScan::TooLarge);
        }
        let end = |within: usize| &bytes[bytes.len().saturating_sub(within)..];
        let ends_with =
            |within: usize, mark: &[u8]| end(within).windows(mark.len()).any(|found| found == mark);
        let is = |kind: &ScanKind| match kind {
            ScanKind::Pdf => bytes.starts_with(b"%PDF-") && ends_with(1024, b"%%EOF"),
            ScanKind::Jpeg => bytes.starts_with(b"\xff\xd8\xff") && ends_with(1024, b"\xff\xd9"),
            ScanKind::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n") && ends_with(16, b"IEND"),
        };
        ScanKind::ALL.into_iter().find(is).ok_or(NotAScan::AnotherKind)
    }

    /// The code used in storage, and the ending of a file's name.
    pub const fn code(self) -> &'static str {
        match self {
            ScanKind::Pdf => "pdf",
            ScanKind::Jpeg => "jpg",
            ScanKind::Png => "png",
        }
    }

    /// The kind of a code.
    pub fn parse(code: &str) -> Option<ScanKind> {
        ScanKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_113_a_scan_is_known_by_its_bytes() {
        let check = |bytes: &[u8], expect| assert_eq!(ScanKind::of(bytes), expect, "{bytes:?}");
        check(b"%PDF-1.7\n...\n%%EOF\n", Ok(ScanKind::Pdf));
        check(b"\xff\xd8\xff\xe0...\xff\xd9", Ok(ScanKind::Jpeg));
        check(b"\x89PNG\r\n\x1a\n...IEND\xae\x42\x60\x82", Ok(ScanKind::Png));
        check(b"", Err(NotAScan::Empty));
        for other in [
            &b"%PDF-1.7 cut off"[..],
            b"<html>%PDF-1.7 %%EOF",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"GIF89a",
            b"PK\x03\x04",
            b"\x89PNG\r\n\x1a\n cut off",
        ] {
            check(other, Err(NotAScan::AnotherKind));
        }
        check(&vec![0; ScanKind::MOST + 1], Err(NotAScan::TooLarge));
    }
}
