//! The verifier against an independent one: chains and messages made by the `openssl` command line (Debian's package
//! `openssl`), judged by both; and real messages of the national test authority.
//!
//! Fails where `openssl` is absent: an oracle that is skipped in silence is none.

#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod national;
mod openssl;

use std::sync::LazyLock;

use openssl::{Authority, Key, Workshop};
use qarau::domain::signature::{Algorithm, SignatureFault, Signer};
use qarau::gateways::certificates::{Anchors, verify};
use qarau::gateways::demo_authority::Attachment;

const CONTENT: &[u8] = "қол қою: 7Jx0kq3v".as_bytes();

static WORKSHOP: LazyLock<Workshop> = LazyLock::new(|| Workshop::new(CONTENT));

fn ours(authority: &Authority, cms: &[u8]) -> Result<Signer, SignatureFault> {
    let anchors = Anchors::from_pem(&authority.anchors()).expect("anchors");
    verify(cms, CONTENT, &anchors, qarau::clock::Clock::System.now())
}

#[track_caller]
fn both_accept(authority: &Authority, name: &str, how: &[&str]) -> Signer {
    let cms = WORKSHOP.sign(authority, &format!("{}-{name}", authority.name), how);
    let attached = how.contains(&"-nodetach");
    let attachment = if attached { Attachment::Attached } else { Attachment::Detached };
    assert!(WORKSHOP.accepts(authority, &cms, attachment), "openssl refuses {name} {how:?}");
    let bytes = std::fs::read(&cms).expect("a message");
    let signer = ours(authority, &bytes).unwrap_or_else(|fault| panic!("{name} {how:?}: {fault}"));
    assert_eq!((signer.iin.as_str(), signer.bin.as_str()), ("123456789011", "123456789021"));
    assert_eq!(signer.name.full(), "ТЕСТОВ ТЕСТ ТЕСТОВИЧ");
    assert!(signer.is_head());
    signer
}

#[test]
fn both_accept_what_openssl_signs_with_every_listed_algorithm() {
    for (key, digests) in [
        (Key::Rsa2048, [("sha256", Algorithm::RsaSha256), ("sha384", Algorithm::RsaSha384)]),
        (Key::P256, [("sha256", Algorithm::P256Sha256), ("sha384", Algorithm::P256Sha384)]),
        (Key::P384, [("sha256", Algorithm::P384Sha256), ("sha384", Algorithm::P384Sha384)]),
    ] {
        let authority = WORKSHOP.authority(key);
        for (digest, expect) in digests {
            let der = ["-outform", "DER", "-md", digest];
            for (form, more) in [
                ("attached", &["-nodetach"][..]),
                ("detached", &[]),
                ("stream", &["-nodetach", "-stream"]),
                ("keyid", &["-nodetach", "-keyid"]),
                ("chain", &["-nodetach", "-certfile", "issuing.pem"]),
            ] {
                let signer = both_accept(authority, &format!("{digest}-{form}"), &[&der[..], more].concat());
                assert_eq!(signer.algorithm, expect);
            }
        }
        both_accept(authority, "pem", &["-outform", "PEM", "-md", "sha256", "-nodetach"]);
    }
    let rsa = WORKSHOP.authority(Key::Rsa2048);
    let sha512 = both_accept(rsa, "sha512", &["-outform", "DER", "-md", "sha512"]);
    assert_eq!(sha512.algorithm, Algorithm::RsaSha512);
}

#[track_caller]
fn we_refuse(authority: &Authority, name: &str, how: &[&str], expect: SignatureFault) {
    let cms = WORKSHOP.sign(authority, &format!("{}-{name}", authority.name), how);
    let bytes = std::fs::read(&cms).expect("a message");
    assert_eq!(ours(authority, &bytes), Err(expect), "{name}");
}

#[test]
fn we_refuse_what_openssl_tolerates() {
    let rsa = WORKSHOP.authority(Key::Rsa2048);
    let der = ["-outform", "DER", "-nodetach"];
    let with = |more: &[&'static str]| [&der[..], more].concat();
    we_refuse(rsa, "no-attributes", &with(&["-noattr"]), SignatureFault::AttributesMissing);
    we_refuse(rsa, "sha1", &with(&["-md", "sha1"]), SignatureFault::AlgorithmRefused);
    let pss = with(&["-md", "sha256", "-keyopt", "rsa_padding_mode:pss"]);
    we_refuse(rsa, "pss", &pss, SignatureFault::AlgorithmRefused);
    we_refuse(rsa, "no-certificate", &with(&["-nocerts"]), SignatureFault::CertificateMissing);
    let two = with(&["-signer", "second.pem", "-inkey", "second.key"]);
    we_refuse(rsa, "two", &two, SignatureFault::ManySigners);
    for (key, expect) in [
        (Key::Rsa1024, SignatureFault::WeakKey),
        (Key::RsaExponent3, SignatureFault::WeakKey),
        (Key::ExplicitCurve, SignatureFault::ExplicitCurve),
        (Key::P521, SignatureFault::AlgorithmRefused),
    ] {
        we_refuse(WORKSHOP.authority(key), "strange-key", &with(&["-md", "sha256"]), expect);
    }
}

#[test]
fn both_refuse_another_authority_and_another_content() {
    let (p256, p384) = (WORKSHOP.authority(Key::P256), WORKSHOP.authority(Key::P384));
    let cms = WORKSHOP.sign(p256, "crossed", &["-outform", "DER", "-nodetach"]);
    let bytes = std::fs::read(&cms).expect("a message");
    assert!(!WORKSHOP.accepts(p384, &cms, Attachment::Attached));
    assert_eq!(ours(p384, &bytes), Err(SignatureFault::ForgedCertificate), "the same names, other keys");

    let start = bytes.windows(CONTENT.len()).position(|window| window == CONTENT).expect("attached");
    let mut tampered = bytes.clone();
    tampered[start] ^= 1;
    std::fs::write(&cms, &tampered).expect("written");
    assert!(!WORKSHOP.accepts(p256, &cms, Attachment::Attached));
    assert_eq!(ours(p256, &tampered), Err(SignatureFault::WrongContent));
}

#[test]
fn whatever_we_accept_openssl_accepts_too() {
    let authority = WORKSHOP.authority(Key::P256);
    let cms = WORKSHOP.sign(authority, "flipped", &["-outform", "DER", "-nodetach"]);
    let honest = std::fs::read(&cms).expect("a message");
    for bit in (0..honest.len() * 8).step_by(7) {
        let mut flipped = honest.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        if ours(authority, &flipped).is_ok() {
            std::fs::write(&cms, &flipped).expect("written");
            assert!(WORKSHOP.accepts(authority, &cms, Attachment::Attached), "bit {bit}");
        }
    }
}
