//! The facts of one CMS message out of its DER.

use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{DigestAlgorithmIdentifiers, EncapsulatedContentInfo, SignerIdentifier, SignerInfos};
use der::asn1::{ObjectIdentifier, OctetStringRef, SetOfVec};
use der::{Any, Decode, Encode, Sequence};
use x509_cert::attr::Attributes;

use super::certificate::{self, algorithm};
use crate::domain::signature::{
    Attribute, Message, SignatureFault, SignedAttributes, SignerId, SignerInfo, Value,
};

/// More certificates than any honest chain has are not looked at.
const MOST_CERTIFICATES: usize = 16;

/// `SignedData` of RFC 5652, whose certificates stay exactly the bytes of the file.
#[derive(Sequence)]
struct SignedData {
    version: CmsVersion,
    digest_algorithms: DigestAlgorithmIdentifiers,
    encap_content_info: EncapsulatedContentInfo,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    certificates: Option<SetOfVec<Any>>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    crls: Option<SetOfVec<Any>>,
    signer_infos: SignerInfos,
}

/// The facts of a `ContentInfo` that holds `SignedData`.
pub fn read(der: &[u8]) -> Result<Message, SignatureFault> {
    let info = ContentInfo::from_der(der)?;
    if info.content_type != const_oid::db::rfc5911::ID_SIGNED_DATA {
        return Err(SignatureFault::Malformed);
    }
    let data: SignedData = info.content.decode_as()?;
    let certificates = data.certificates.unwrap_or_default();
    if certificates.len() > MOST_CERTIFICATES {
        return Err(SignatureFault::TooComplex);
    }
    Ok(Message {
        content_type: data.encap_content_info.econtent_type.to_string(),
        content: data.encap_content_info.econtent.map(|any| octets(&any)).transpose()?,
        digests: data.digest_algorithms.iter().map(algorithm).collect::<Result<_, _>>()?,
        certificates: certificates.iter().map(certificate::read).collect::<Result<_, _>>()?,
        signers: data.signer_infos.0.iter().map(signer).collect::<Result<_, _>>()?,
    })
}

fn octets(any: &Any) -> Result<Vec<u8>, SignatureFault> {
    Ok(any.decode_as::<OctetStringRef<'_>>()?.as_bytes().to_vec())
}

fn signer(info: &cms::signed_data::SignerInfo) -> Result<SignerInfo, SignatureFault> {
    let id = match (&info.sid, info.version) {
        (SignerIdentifier::IssuerAndSerialNumber(sid), CmsVersion::V1) => {
            SignerId::Issued { issuer: sid.issuer.to_der()?, serial: sid.serial_number.as_bytes().to_vec() }
        }
        (SignerIdentifier::SubjectKeyIdentifier(sid), CmsVersion::V3) => {
            SignerId::Key(sid.0.as_bytes().to_vec())
        }
        (SignerIdentifier::IssuerAndSerialNumber(_) | SignerIdentifier::SubjectKeyIdentifier(_), _) => {
            return Err(SignatureFault::Malformed);
        }
    };
    Ok(SignerInfo {
        id,
        digest: algorithm(&info.digest_alg)?,
        algorithm: algorithm(&info.signature_algorithm)?,
        attributes: info.signed_attrs.as_ref().map(attributes).transpose()?,
        signature: info.signature.as_bytes().to_vec(),
    })
}

fn attributes(attributes: &Attributes) -> Result<SignedAttributes, SignatureFault> {
    let one = |attribute: &x509_cert::attr::Attribute| Attribute {
        oid: attribute.oid.to_string(),
        values: attribute.values.iter().map(value).collect(),
    };
    Ok(SignedAttributes { signed: attributes.to_der()?, all: attributes.iter().map(one).collect() })
}

fn value(any: &Any) -> Value {
    let oid = any.decode_as::<ObjectIdentifier>().map(|oid| Value::Oid(oid.to_string()));
    oid.or_else(|_| octets(any).map(Value::Octets)).unwrap_or(Value::Other)
}
