//! What a signed message states, and the judgement on it (A-004… ).

use chrono::{DateTime, Utc};

use super::{
    Algorithm, AlgorithmId, Arithmetic, Certificate, Claim, Digest, SignatureFault, Signer, chain, purpose,
};

/// The facts of one CMS message.
#[derive(Clone, Debug)]
pub struct Message {
    /// Type of the content, dotted.
    pub content_type: String,
    /// The content, where it is attached.
    pub content: Option<Vec<u8>>,
    /// The hash functions announced for the whole message.
    pub digests: Vec<AlgorithmId>,
    /// All certificates that came along.
    pub certificates: Vec<Certificate>,
    /// All signatures.
    pub signers: Vec<SignerInfo>,
}

/// The facts of one signature.
#[derive(Clone, Debug)]
pub struct SignerInfo {
    /// Which certificate it names.
    pub id: SignerId,
    /// Its hash function.
    pub digest: AlgorithmId,
    /// Its signature algorithm.
    pub algorithm: AlgorithmId,
    /// What was signed, where the signature covers attributes.
    pub attributes: Option<SignedAttributes>,
    /// The signature.
    pub signature: Vec<u8>,
}

/// How a signature names its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignerId {
    /// By issuer (as encoded) and serial number.
    Issued {
        /// Encoded name of the issuer.
        issuer: Vec<u8>,
        /// Serial number, big-endian.
        serial: Vec<u8>,
    },
    /// By the identifier of its key.
    Key(Vec<u8>),
}

/// The attributes under the signature.
#[derive(Clone, Debug)]
pub struct SignedAttributes {
    /// The bytes that were signed: the attributes as a DER SET OF.
    pub signed: Vec<u8>,
    /// Each attribute.
    pub all: Vec<Attribute>,
}

/// One attribute.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Dotted object identifier.
    pub oid: String,
    /// All its values.
    pub values: Vec<Value>,
}

/// A value of an attribute, as far as these rules read one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An object identifier.
    Oid(String),
    /// An octet string.
    Octets(Vec<u8>),
    /// Anything else.
    Other,
}

const DATA: &str = "1.2.840.113549.1.7.1";
const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";

/// Who signed exactly `content`, provably and under one of the `anchors`, at the instant `at`.
///
/// Attached content must equal `content`; a detached signature must fit it.
pub fn judge(
    message: &Message,
    content: &[u8],
    anchors: &[Certificate],
    at: DateTime<Utc>,
    arithmetic: Arithmetic,
) -> Result<Signer, SignatureFault> {
    let info = match message.signers.as_slice() {
        [] => return Err(SignatureFault::NoSigner),
        [one] => one,
        [_, _, ..] => return Err(SignatureFault::ManySigners),
    };
    let certificate = message
        .certificates
        .iter()
        .find(|certificate| info.id.names(certificate))
        .ok_or(SignatureFault::CertificateMissing)?;
    let digest = Digest::read(&info.digest)?;
    if !message.digests.contains(&info.digest) {
        return Err(SignatureFault::AlgorithmsDiffer);
    }
    let algorithm = Algorithm::of_message(&info.algorithm, &certificate.key, digest)?;

    let attributes = info.attributes.as_ref().ok_or(SignatureFault::AttributesMissing)?;
    if message.content_type != DATA || attributes.only(CONTENT_TYPE) != Some(&Value::Oid(DATA.into())) {
        return Err(SignatureFault::WrongContentType);
    }
    let Some(Value::Octets(stated)) = attributes.only(MESSAGE_DIGEST) else {
        return Err(SignatureFault::WrongDigestAttribute);
    };
    let attached_differs = message.content.as_ref().is_some_and(|attached| attached != content);
    if attached_differs || *stated != digest.of(content) {
        return Err(SignatureFault::WrongContent);
    }
    let claim = Claim {
        algorithm,
        key: &certificate.key.bytes,
        message: &attributes.signed,
        signature: &info.signature,
    };
    if !arithmetic(&claim) {
        return Err(SignatureFault::WrongSignature);
    }

    chain::walk(certificate, &message.certificates, anchors, at, arithmetic)?;
    let purposes = purpose::of_legal_entity(certificate)?;
    Signer::read(certificate, purposes, algorithm)
}

impl SignerId {
    fn names(&self, certificate: &Certificate) -> bool {
        match self {
            SignerId::Issued { issuer, serial } => {
                certificate.issuer == *issuer && certificate.serial == *serial
            }
            SignerId::Key(identifier) => certificate.key_identifier.as_ref() == Some(identifier),
        }
    }
}

impl SignedAttributes {
    /// The only value of an attribute that stands exactly once.
    fn only(&self, oid: &str) -> Option<&Value> {
        let mut found = self.all.iter().filter(|attribute| attribute.oid == oid);
        match (found.next().map(|attribute| attribute.values.as_slice()), found.next()) {
            (Some([value]), None) => Some(value),
            (Some(_) | None, _) => None,
        }
    }
}
