//! The algorithms that are accepted, and how the places that name one must agree.

use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::SignatureFault;

/// An algorithm as a file names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlgorithmId {
    /// Dotted object identifier.
    pub oid: String,
    /// What follows it.
    pub parameters: Parameters,
}

/// Parameters of an algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parameters {
    /// Nothing.
    Absent,
    /// NULL.
    Null,
    /// A name, such as that of a curve.
    Oid(String),
    /// Anything else, as it stands in the file.
    Other(Vec<u8>),
}

/// A public key as a certificate carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// Its algorithm and curve.
    pub algorithm: AlgorithmId,
    /// The key itself: a point, or an RSA key in DER.
    pub bytes: Vec<u8>,
    /// Its numbers, where it is an RSA key.
    pub rsa: Option<RsaNumbers>,
}

/// The numbers of an RSA key that decide whether it is strong enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RsaNumbers {
    /// Length of the modulus in bits.
    pub bits: usize,
    /// Public exponent; `u64::MAX` where it is longer.
    pub exponent: u64,
}

/// A hash function that is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// A signature algorithm that is accepted. GOST 34.10-2015 joins here together with its arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Algorithm {
    RsaSha256,
    RsaSha384,
    RsaSha512,
    P256Sha256,
    P256Sha384,
    P384Sha256,
    P384Sha384,
}

/// What the arithmetic is asked: was `signature` made over `message` by the owner of `key`?
pub struct Claim<'a> {
    /// How.
    pub algorithm: Algorithm,
    /// A point, or an RSA key in DER.
    pub key: &'a [u8],
    /// What was signed.
    pub message: &'a [u8],
    /// The signature.
    pub signature: &'a [u8],
}

/// Answers a [`Claim`].
pub type Arithmetic = fn(&Claim<'_>) -> bool;

/// All algorithms of the national standards: signatures, keys and digests.
const KZ_GOST: &str = "1.2.398.3.10.1.";

#[derive(Clone, Copy, PartialEq)]
enum Key {
    Rsa,
    P256,
    P384,
}

#[derive(Clone, Copy, PartialEq)]
enum Family {
    Rsa,
    Ecdsa,
}

impl AlgorithmId {
    fn refused(&self) -> SignatureFault {
        if self.oid.starts_with(KZ_GOST) {
            SignatureFault::GostNotSupportedYet
        } else {
            SignatureFault::AlgorithmRefused
        }
    }

    fn has_no_parameters(&self) -> bool {
        matches!(self.parameters, Parameters::Absent | Parameters::Null)
    }
}

impl Digest {
    /// The hash function that a file names.
    pub fn read(id: &AlgorithmId) -> Result<Digest, SignatureFault> {
        let digest = match id.oid.as_str() {
            "2.16.840.1.101.3.4.2.1" => Digest::Sha256,
            "2.16.840.1.101.3.4.2.2" => Digest::Sha384,
            "2.16.840.1.101.3.4.2.3" => Digest::Sha512,
            _ => return Err(id.refused()),
        };
        if id.has_no_parameters() { Ok(digest) } else { Err(id.refused()) }
    }

    /// The hash of some bytes.
    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Digest::Sha256 => Sha256::digest(bytes).to_vec(),
            Digest::Sha384 => Sha384::digest(bytes).to_vec(),
            Digest::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }
}

impl Key {
    fn read(key: &PublicKey) -> Result<Key, SignatureFault> {
        match (key.algorithm.oid.as_str(), &key.algorithm.parameters) {
            ("1.2.840.113549.1.1.1", Parameters::Null) => match key.rsa {
                Some(RsaNumbers { bits: 2048.., exponent: 65537.. }) => Ok(Key::Rsa),
                Some(_) => Err(SignatureFault::WeakKey),
                None => Err(SignatureFault::Malformed),
            },
            ("1.2.840.10045.2.1", Parameters::Oid(curve)) => match curve.as_str() {
                "1.2.840.10045.3.1.7" => Ok(Key::P256),
                "1.3.132.0.34" => Ok(Key::P384),
                _ => Err(SignatureFault::AlgorithmRefused),
            },
            ("1.2.840.10045.2.1", Parameters::Other(_)) => Err(SignatureFault::ExplicitCurve),
            _ => Err(key.algorithm.refused()),
        }
    }
}

impl Algorithm {
    /// The algorithm by which `issuer` signed a certificate.
    pub fn of_certificate(id: &AlgorithmId, issuer: &PublicKey) -> Result<Algorithm, SignatureFault> {
        Self::agree(id, issuer, None)
    }

    /// The algorithm of a message; `digest` is the hash function that the message names apart.
    pub fn of_message(
        id: &AlgorithmId,
        key: &PublicKey,
        digest: Digest,
    ) -> Result<Algorithm, SignatureFault> {
        Self::agree(id, key, Some(digest))
    }

    fn agree(id: &AlgorithmId, key: &PublicKey, apart: Option<Digest>) -> Result<Algorithm, SignatureFault> {
        let (family, implied) = match id.oid.as_str() {
            "1.2.840.113549.1.1.1" => (Family::Rsa, None),
            "1.2.840.113549.1.1.11" => (Family::Rsa, Some(Digest::Sha256)),
            "1.2.840.113549.1.1.12" => (Family::Rsa, Some(Digest::Sha384)),
            "1.2.840.113549.1.1.13" => (Family::Rsa, Some(Digest::Sha512)),
            "1.2.840.10045.4.3.2" => (Family::Ecdsa, Some(Digest::Sha256)),
            "1.2.840.10045.4.3.3" => (Family::Ecdsa, Some(Digest::Sha384)),
            _ => return Err(id.refused()),
        };
        if !(id.parameters == Parameters::Absent || family == Family::Rsa && id.has_no_parameters()) {
            return Err(id.refused());
        }
        let digest = match (implied, apart) {
            (Some(implied), Some(apart)) if implied != apart => return Err(SignatureFault::AlgorithmsDiffer),
            (Some(digest), _) | (None, Some(digest)) => digest,
            (None, None) => return Err(SignatureFault::AlgorithmRefused),
        };
        match (family, Key::read(key)?, digest) {
            (Family::Rsa, Key::Rsa, Digest::Sha256) => Ok(Algorithm::RsaSha256),
            (Family::Rsa, Key::Rsa, Digest::Sha384) => Ok(Algorithm::RsaSha384),
            (Family::Rsa, Key::Rsa, Digest::Sha512) => Ok(Algorithm::RsaSha512),
            (Family::Ecdsa, Key::P256, Digest::Sha256) => Ok(Algorithm::P256Sha256),
            (Family::Ecdsa, Key::P256, Digest::Sha384) => Ok(Algorithm::P256Sha384),
            (Family::Ecdsa, Key::P384, Digest::Sha256) => Ok(Algorithm::P384Sha256),
            (Family::Ecdsa, Key::P384, Digest::Sha384) => Ok(Algorithm::P384Sha384),
            (Family::Ecdsa, Key::P256 | Key::P384, Digest::Sha512) => Err(SignatureFault::AlgorithmRefused),
            (Family::Rsa, Key::P256 | Key::P384, _) | (Family::Ecdsa, Key::Rsa, _) => {
                Err(SignatureFault::AlgorithmsDiffer)
            }
        }
    }

    /// The code for the journal.
    pub const fn code(self) -> &'static str {
        match self {
            Algorithm::RsaSha256 => "rsa-sha256",
            Algorithm::RsaSha384 => "rsa-sha384",
            Algorithm::RsaSha512 => "rsa-sha512",
            Algorithm::P256Sha256 => "ecdsa-p256-sha256",
            Algorithm::P256Sha384 => "ecdsa-p256-sha384",
            Algorithm::P384Sha256 => "ecdsa-p384-sha256",
            Algorithm::P384Sha384 => "ecdsa-p384-sha384",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Parameters::{Absent, Null, Oid, Other};

    const RSA: &str = "1.2.840.113549.1.1.1";
    const RSA_SHA256: &str = "1.2.840.113549.1.1.11";
    const EC: &str = "1.2.840.10045.2.1";
    const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";

    fn id(oid: &str, parameters: Parameters) -> AlgorithmId {
        AlgorithmId { oid: oid.into(), parameters }
    }

    fn rsa(bits: usize, exponent: u64) -> PublicKey {
        PublicKey { algorithm: id(RSA, Null), bytes: vec![], rsa: Some(RsaNumbers { bits, exponent }) }
    }

    fn curve(parameters: Parameters) -> PublicKey {
        PublicKey { algorithm: id(EC, parameters), bytes: vec![], rsa: None }
    }

    fn p256() -> PublicKey {
        curve(Oid("1.2.840.10045.3.1.7".into()))
    }

    #[test]
    fn a_015_only_listed_algorithms_that_agree_with_each_other() {
        use SignatureFault::*;
        let check = |signature, key: PublicKey, apart, expect| {
            assert_eq!(Algorithm::agree(&signature, &key, apart), expect, "{signature:?} {key:?} {apart:?}");
        };
        let strong = || rsa(2048, 65537);
        let (sha256, sha512) = (Some(Digest::Sha256), Some(Digest::Sha512));
        check(id(RSA, Null), strong(), sha256, Ok(Algorithm::RsaSha256));
        check(id(RSA, Absent), strong(), sha512, Ok(Algorithm::RsaSha512));
        check(id(RSA, Null), strong(), None, Err(AlgorithmRefused));
        check(id(RSA_SHA256, Null), strong(), None, Ok(Algorithm::RsaSha256));
        check(id(RSA_SHA256, Null), strong(), sha512, Err(AlgorithmsDiffer));
        check(id(RSA_SHA256, Other(vec![2, 1, 0])), strong(), sha256, Err(AlgorithmRefused));
        check(id(RSA_SHA256, Null), rsa(2047, 65537), None, Err(WeakKey));
        check(id(RSA_SHA256, Null), rsa(4096, 3), None, Err(WeakKey));
        check(id(RSA_SHA256, Null), rsa(4096, 1), None, Err(WeakKey));
        check(id(RSA_SHA256, Null), p256(), None, Err(AlgorithmsDiffer));
        check(id(ECDSA_SHA256, Absent), p256(), None, Ok(Algorithm::P256Sha256));
        check(id(ECDSA_SHA256, Null), p256(), None, Err(AlgorithmRefused));
        check(id(ECDSA_SHA256, Absent), strong(), None, Err(AlgorithmsDiffer));
        check(id(ECDSA_SHA256, Absent), p256(), sha512, Err(AlgorithmsDiffer));
        check(id(ECDSA_SHA256, Absent), curve(Oid("1.3.132.0.34".into())), sha256, Ok(Algorithm::P384Sha256));
        check(id(ECDSA_SHA256, Absent), curve(Oid("1.3.132.0.10".into())), None, Err(AlgorithmRefused));
        check(id(ECDSA_SHA256, Absent), curve(Other(vec![0x30, 0])), None, Err(ExplicitCurve));
        check(id(ECDSA_SHA256, Absent), curve(Absent), None, Err(AlgorithmRefused));
        for sha1_md5_pss in ["1.2.840.113549.1.1.5", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.10"] {
            check(id(sha1_md5_pss, Null), strong(), None, Err(AlgorithmRefused));
        }
        check(id("1.2.398.3.10.1.1.2.3.2", Null), strong(), None, Err(GostNotSupportedYet));
        let mut gost = p256();
        gost.algorithm.oid = "1.2.398.3.10.1.1.2.2".into();
        check(id(ECDSA_SHA256, Absent), gost, None, Err(GostNotSupportedYet));
    }

    #[test]
    fn a_015_digests_take_no_parameters() {
        let sha256 = "2.16.840.1.101.3.4.2.1";
        assert_eq!(Digest::read(&id(sha256, Absent)), Ok(Digest::Sha256));
        assert_eq!(Digest::read(&id(sha256, Null)), Ok(Digest::Sha256));
        assert_eq!(Digest::read(&id(sha256, Oid("1.2.3".into()))), Err(SignatureFault::AlgorithmRefused));
        assert_eq!(Digest::read(&id("1.3.14.3.2.26", Null)), Err(SignatureFault::AlgorithmRefused));
        assert_eq!(Digest::read(&id("1.2.398.3.10.1.3.3", Null)), Err(SignatureFault::GostNotSupportedYet));
    }
}
