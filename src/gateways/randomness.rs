//! Randomness from the operating system: tokens, nonces, addresses that nobody guesses.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom, SystemRandom};

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness;

/// 256 random bits, as 43 characters that fit into an address or a cookie.
pub fn token() -> Result<String, NoRandomness> {
    let mut bytes = [0; 32];
    SystemRandom::new().fill(&mut bytes).map_err(|_: ring::error::Unspecified| NoRandomness)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
