//! Made-up facts for the tables of tests: keys are words, and a signature is the word of the key that made it.

use chrono::{DateTime, Utc};

use super::{AlgorithmId, Authority, Certificate, Claim, KeyUse, Name, Parameters, PublicKey};

pub fn instant(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).expect("an instant")
}

pub fn arithmetic(claim: &Claim<'_>) -> bool {
    claim.key == claim.signature
}

pub fn subject(attributes: &[(&str, &str)]) -> Name {
    let owned = |(oid, text): &(&str, &str)| ((*oid).to_owned(), (*text).to_owned());
    Name { der: b"subject".to_vec(), attributes: attributes.iter().map(owned).collect() }
}

/// An authority valid from second 0 to 100, with a key called like itself.
pub fn authority(name: &str, issuer: &str) -> Certificate {
    let ecdsa = AlgorithmId { oid: "1.2.840.10045.4.3.2".into(), parameters: Parameters::Absent };
    let curve = Parameters::Oid("1.2.840.10045.3.1.7".into());
    Certificate {
        signed: vec![],
        signature: issuer.into(),
        outer_algorithm: ecdsa.clone(),
        inner_algorithm: ecdsa,
        serial: vec![1],
        subject: Name { der: name.into(), attributes: vec![] },
        issuer: issuer.into(),
        not_before: instant(0),
        not_after: instant(100),
        key: PublicKey {
            algorithm: AlgorithmId { oid: "1.2.840.10045.2.1".into(), parameters: curve },
            bytes: name.into(),
            rsa: None,
        },
        key_identifier: None,
        key_uses: vec![KeyUse::CertificateSigning],
        purposes: vec![],
        authority: Some(Authority { path_length: None }),
        unknown_critical: vec![],
    }
}

pub fn signer(issuer: &str) -> Certificate {
    let mut signer = authority("signer", issuer);
    signer.authority = None;
    signer.key_uses = vec![KeyUse::DigitalSignature, KeyUse::NonRepudiation];
    signer
}

pub fn signed_by(certificate: &mut Certificate, issuer: &Certificate) {
    certificate.signature = issuer.key.bytes.clone();
}
