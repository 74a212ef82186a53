//! The facts of one certificate out of its bytes.

use chrono::{DateTime, Utc};
use const_oid::AssociatedOid;
use der::asn1::{
    BitString, Ia5StringRef, ObjectIdentifier, PrintableStringRef, TeletexStringRef, UintRef, Utf8StringRef,
};
use der::{Any, Decode, Encode, Reader, Sequence, SliceReader, Tag, Tagged};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, CrlDistributionPoints, ExtendedKeyUsage,
    KeyUsage, NameConstraints, SubjectAltName, SubjectKeyIdentifier,
};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::time::Time;
use x509_cert::{TbsCertificate, Version};

use crate::domain::signature::{
    AlgorithmId, Authority, Certificate, KeyUse, Name, Parameters, PublicKey, RsaNumbers, SignatureFault,
};

/// Only so deep that the signed bytes stay exactly those of the file.
#[derive(Sequence)]
struct Envelope {
    signed: Any,
    algorithm: AlgorithmIdentifierOwned,
    signature: BitString,
}

/// Extensions that may be critical without asking more of us than these rules already do.
const UNDERSTOOD: [ObjectIdentifier; 8] = [
    AuthorityKeyIdentifier::OID,
    BasicConstraints::OID,
    CertificatePolicies::OID,
    CrlDistributionPoints::OID,
    ExtendedKeyUsage::OID,
    KeyUsage::OID,
    SubjectAltName::OID,
    SubjectKeyIdentifier::OID,
];

/// The facts of a certificate; only version 3 has the extensions that the rules ask about.
pub fn read(bytes: &Any) -> Result<Certificate, SignatureFault> {
    let envelope = Envelope::from_der(&bytes.to_der()?)?;
    let signed = envelope.signed.to_der()?;
    let tbs = TbsCertificate::from_der(&signed)?;
    if tbs.version != Version::V3 {
        return Err(SignatureFault::Malformed);
    }
    let mut certificate = Certificate {
        signature: whole_bytes(&envelope.signature)?,
        outer_algorithm: algorithm(&envelope.algorithm)?,
        inner_algorithm: algorithm(&tbs.signature)?,
        serial: tbs.serial_number.as_bytes().to_vec(),
        subject: name(&tbs.subject)?,
        issuer: tbs.issuer.to_der()?,
        not_before: instant(tbs.validity.not_before)?,
        not_after: instant(tbs.validity.not_after)?,
        key: public_key(&tbs.subject_public_key_info)?,
        signed,
        key_identifier: None,
        key_uses: vec![],
        purposes: vec![],
        authority: None,
        unknown_critical: vec![],
    };
    let extensions = tbs.extensions.unwrap_or_default();
    for (index, extension) in extensions.iter().enumerate() {
        if extensions[..index].iter().any(|earlier| earlier.extn_id == extension.extn_id) {
            return Err(SignatureFault::Malformed);
        }
        extend(&mut certificate, extension)?;
    }
    Ok(certificate)
}

fn extend(certificate: &mut Certificate, extension: &Extension) -> Result<(), SignatureFault> {
    let value = extension.extn_value.as_bytes();
    match extension.extn_id {
        BasicConstraints::OID => {
            let BasicConstraints { ca, path_len_constraint } = BasicConstraints::from_der(value)?;
            certificate.authority = ca.then_some(Authority { path_length: path_len_constraint });
        }
        KeyUsage::OID => {
            let usage = KeyUsage::from_der(value)?;
            certificate.key_uses = [
                (usage.digital_signature(), KeyUse::DigitalSignature),
                (usage.non_repudiation(), KeyUse::NonRepudiation),
                (usage.key_cert_sign(), KeyUse::CertificateSigning),
            ]
            .into_iter()
            .filter_map(|(stated, usage)| stated.then_some(usage))
            .collect();
        }
        ExtendedKeyUsage::OID => {
            certificate.purposes =
                ExtendedKeyUsage::from_der(value)?.0.iter().map(ToString::to_string).collect();
        }
        SubjectKeyIdentifier::OID => {
            certificate.key_identifier = Some(SubjectKeyIdentifier::from_der(value)?.0.into_bytes());
        }
        other => {
            let demanding = extension.critical && !UNDERSTOOD.contains(&other);
            if demanding || other == NameConstraints::OID {
                certificate.unknown_critical.push(other.to_string());
            }
        }
    }
    Ok(())
}

/// The facts of an algorithm.
pub fn algorithm(id: &AlgorithmIdentifierOwned) -> Result<AlgorithmId, SignatureFault> {
    let parameters = match &id.parameters {
        None => Parameters::Absent,
        Some(any) if any.is_null() => Parameters::Null,
        Some(any) if any.tag() == Tag::ObjectIdentifier => {
            Parameters::Oid(any.decode_as::<ObjectIdentifier>()?.to_string())
        }
        Some(any) => Parameters::Other(any.to_der()?),
    };
    Ok(AlgorithmId { oid: id.oid.to_string(), parameters })
}

fn public_key(info: &SubjectPublicKeyInfoOwned) -> Result<PublicKey, SignatureFault> {
    let bytes = whole_bytes(&info.subject_public_key)?;
    let is_rsa = info.algorithm.oid == const_oid::db::rfc5912::RSA_ENCRYPTION;
    let rsa = if is_rsa { Some(rsa_numbers(&bytes)?) } else { None };
    Ok(PublicKey { algorithm: algorithm(&info.algorithm)?, bytes, rsa })
}

fn rsa_numbers(key: &[u8]) -> Result<RsaNumbers, SignatureFault> {
    let mut reader = SliceReader::new(key)?;
    let (modulus, exponent) =
        reader.sequence(|inner| Ok((UintRef::decode(inner)?, UintRef::decode(inner)?)))?;
    let modulus = modulus.as_bytes();
    let unused = modulus.first().map_or(0, |first| first.leading_zeros() as usize);
    let exponent = exponent.as_bytes();
    let fits = exponent.len() <= size_of::<u64>();
    Ok(RsaNumbers {
        bits: (modulus.len() * 8).saturating_sub(unused),
        exponent: if fits { exponent.iter().fold(0, |e, byte| e << 8 | u64::from(*byte)) } else { u64::MAX },
    })
}

fn name(name: &x509_cert::name::Name) -> Result<Name, SignatureFault> {
    let attributes = name.0.iter().flat_map(|part| part.0.iter());
    let readable = attributes.filter_map(|a| Some((a.oid.to_string(), text(&a.value)?))).collect();
    Ok(Name { der: name.to_der()?, attributes: readable })
}

fn text(value: &Any) -> Option<String> {
    let utf8 = || value.decode_as::<Utf8StringRef<'_>>().map(|text| text.as_str());
    let printable = || value.decode_as::<PrintableStringRef<'_>>().map(|text| text.as_str());
    let ia5 = || value.decode_as::<Ia5StringRef<'_>>().map(|text| text.as_str());
    let teletex = || value.decode_as::<TeletexStringRef<'_>>().map(|text| text.as_str());
    utf8().or_else(|_| printable()).or_else(|_| ia5()).or_else(|_| teletex()).ok().map(str::to_owned)
}

fn instant(time: Time) -> Result<DateTime<Utc>, SignatureFault> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok();
    seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).ok_or(SignatureFault::Malformed)
}

fn whole_bytes(bits: &BitString) -> Result<Vec<u8>, SignatureFault> {
    bits.as_bytes().map(<[u8]>::to_vec).ok_or(SignatureFault::Malformed)
}
