//! A small public-key infrastructure with a head who signs, and the tools to forge.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use cms::cert::CertificateChoices;
use cms::signed_data::{CertificateSet, SignedData, SignerInfos};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};

use crate::domain::iin_bin::{Bin, Iin};
use crate::domain::names::PersonName;
use crate::domain::signature::{SignatureFault, Signer};
use crate::gateways::certificates::{Anchors, verify};
use crate::gateways::demo_authority::{Attachment, Credential, Identity, Post, issuing, signing};

pub const CHALLENGE: &[u8] = b"qarau sign-in https://portal.example 7Jx0kq3v";

pub struct Office {
    pub root: Credential,
    pub issuing: Credential,
    pub head: Credential,
}

pub static OFFICE: LazyLock<Office> = LazyLock::new(|| {
    let root = issuing::root(now()).expect("a root");
    let issuing = issuing::issuing(&root, now()).expect("an authority");
    let head = issuing::person(&identity(), &issuing, now()).expect("a key");
    Office { root, issuing, head }
});

pub fn now() -> DateTime<Utc> {
    instant("2026-11-20T09:00:00Z")
}

pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

pub fn identity() -> Identity {
    Identity {
        iin: Iin::from_certificate("850615300123").expect("a number"),
        name: PersonName::parse("Серікбаева", "Айгүл", "Нұрланқызы").expect("a name"),
        bin: Bin::from_certificate("050340001234").expect("a number"),
        organization: "Тексеру комиссиясы \"Алматы\"".into(),
        post: Post::Head,
    }
}

pub fn trusting(authorities: &[&Credential]) -> Anchors {
    let pem: String = authorities.iter().map(|a| a.certificate_pem().expect("PEM")).collect();
    Anchors::from_pem(&pem).expect("anchors")
}

pub fn signed() -> SignedData {
    message_of(&OFFICE.head)
}

pub fn message_of(credential: &Credential) -> SignedData {
    credential.message(CHALLENGE, Attachment::Attached, now()).expect("signed")
}

pub fn bytes(message: SignedData) -> Vec<u8> {
    signing::encode(message).expect("encoded")
}

/// The head's message after a change that a forger may make.
pub fn changed(change: impl FnOnce(&mut SignedData)) -> SignedData {
    let mut message = signed();
    change(&mut message);
    message
}

pub fn with_certificates(message: SignedData, credentials: &[&Credential]) -> SignedData {
    let certificates = credentials.iter().map(|c| CertificateChoices::Certificate(c.certificate.clone()));
    let set = CertificateSet::try_from(certificates.collect::<Vec<_>>()).expect("a set");
    SignedData { certificates: Some(set), ..message }
}

pub fn with_signers(message: SignedData, signers: Vec<cms::signed_data::SignerInfo>) -> SignedData {
    SignedData { signer_infos: SignerInfos::try_from(signers).expect("a set"), ..message }
}

/// A certificate changed and signed again by its issuer, as a careless or hostile authority might issue it.
pub fn reissued(
    of: &Credential,
    issuer: &SigningKey,
    change: impl FnOnce(&mut x509_cert::TbsCertificate),
) -> Credential {
    let mut credential = of.clone();
    change(&mut credential.certificate.tbs_certificate);
    let tbs = der::Encode::to_der(&credential.certificate.tbs_certificate).expect("encoded");
    let signature: DerSignature = issuer.sign(&tbs);
    credential.certificate.signature = der::asn1::BitString::from_bytes(signature.as_bytes()).expect("bits");
    credential
}

pub fn asked(cms: &[u8]) -> Result<Signer, SignatureFault> {
    static ANCHORS: LazyLock<Anchors> = LazyLock::new(|| trusting(&[&OFFICE.root, &OFFICE.issuing]));
    verify(cms, CHALLENGE, &ANCHORS, now())
}

#[track_caller]
pub fn refused(message: SignedData, expect: SignatureFault) {
    assert_eq!(asked(&bytes(message)), Err(expect));
}
