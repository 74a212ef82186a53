//! Secrets that a browser keeps in a cookie, and what is shown of them in forms. Must not know what they open.

use sha2::{Digest, Sha256};

use crate::services::random_token;

/// 32 random bytes as 43 characters of base64url. Never printed, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A new secret; nothing where the system has no randomness to give.
    pub fn random() -> Option<Token> {
        random_token().ok().map(Token)
    }

    /// The secret in a cookie, if it has the form of one.
    pub fn parse(text: &str) -> Option<Token> {
        let in_form =
            text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        in_form.then(|| Token(text.to_owned()))
    }

    /// The secret itself: for the cookie and for the hash that the database keeps.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// What forms carry in the hidden field `csrf`: tells that a page came from us, and not what the secret is.
    pub fn form_mark(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"qarau form mark\n");
        hash.update(self.0.as_bytes());
        base64url(&hash.finalize())
    }

    /// Compares a form's mark with the expected one in time that depends on neither.
    pub fn is_marked(&self, mark: &str) -> bool {
        let expected = self.form_mark();
        let differences = expected.bytes().zip(mark.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b));
        expected.len() == mark.len() && differences == 0
    }
}

fn base64url(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_belongs_to_one_token() {
        let (mine, other) = (Token::random().unwrap(), Token::random().unwrap());
        assert!(mine.is_marked(&mine.form_mark()));
        for wrong in [other.form_mark(), String::new(), mine.secret().to_owned(), mine.form_mark() + "A"] {
            assert!(!mine.is_marked(&wrong));
        }
        assert_eq!(Token::parse(mine.secret()), Some(mine));
    }

    #[test]
    fn what_is_not_in_the_form_of_a_token_is_none() {
        for garbage in ["", "short", &"a".repeat(44), &format!("{}\"", "a".repeat(42))] {
            assert_eq!(Token::parse(garbage), None, "{garbage:?}");
        }
    }

    #[test]
    fn a_token_does_not_print_itself() {
        let token = Token::random().unwrap();
        assert!(!format!("{token:?}").contains(token.secret()));
    }
}
