//! The wrappings in which signing programs hand over a CMS message: DER, BER, PEM, base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::ber;
use crate::domain::signature::SignatureFault;

/// A message with chain and time stamp takes about 10 KB.
const MOST_BYTES: usize = 64 * 1024;
/// The same in base64 with line ends.
const MOST_TEXT: usize = MOST_BYTES / 2 * 3;

const SEQUENCE: u8 = 0x30;

/// The message in DER.
pub fn open(file: &[u8]) -> Result<Vec<u8>, SignatureFault> {
    if file.len() > MOST_TEXT {
        return Err(SignatureFault::TooLarge);
    }
    let bytes = if file.first() == Some(&SEQUENCE) { file.to_vec() } else { text(file)? };
    if bytes.len() > MOST_BYTES {
        return Err(SignatureFault::TooLarge);
    }
    ber::to_der(&bytes)
}

fn text(file: &[u8]) -> Result<Vec<u8>, SignatureFault> {
    let text = std::str::from_utf8(file).map_err(|_not_text| SignatureFault::Malformed)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    let body = ["CMS", "PKCS7"].iter().find_map(|label| {
        let rest = text.strip_prefix(&format!("-----BEGIN {label}-----"))?;
        rest.strip_suffix(&format!("-----END {label}-----"))
    });
    let body: String = body.unwrap_or(text).split_ascii_whitespace().collect();
    STANDARD.decode(body).map_err(|_not_base64| SignatureFault::Malformed)
}
