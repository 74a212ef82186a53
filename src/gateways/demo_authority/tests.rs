//! What the demo authority promises to demonstrations.

use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::domain::iin_bin::{Bin, Iin};
use crate::domain::names::PersonName;
use crate::gateways::certificates::{Anchors, verify};

fn instant(day: &str) -> DateTime<Utc> {
    format!("{day}T09:00:00Z").parse().expect("an instant")
}

fn head() -> Identity {
    Identity {
        iin: Iin::from_certificate("850615300123").expect("a number"),
        name: PersonName::parse("Серікбаева", "Айгүл", "Нұрланқызы").expect("a name"),
        bin: Bin::from_certificate("050340001234").expect("a number"),
        organization: "Алматы облысы бойынша тексеру комиссиясы".into(),
        post: Post::Head,
    }
}

#[test]
fn the_same_authority_and_keys_are_there_at_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("keys");
    let at = instant("2026-11-20");
    let first = DemoAuthority::open(&folder, at).expect("founded");
    let key = first.key_of(&head(), at).expect("issued");
    let again = DemoAuthority::open(&folder, instant("2027-03-01")).expect("reopened");
    assert_eq!(first.anchors().expect("PEM"), again.anchors().expect("PEM"));
    let same = again.key_of(&head(), instant("2027-03-01")).expect("read");
    assert_eq!(key.certificate_pem().expect("PEM"), same.certificate_pem().expect("PEM"));
    for file in std::fs::read_dir(&folder).expect("a folder") {
        let file = file.expect("a file");
        assert_eq!(file.metadata().expect("metadata").permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}

#[test]
fn a_key_is_renewed_when_its_year_is_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let authority = DemoAuthority::open(folder.path(), instant("2026-11-20")).expect("founded");
    let old = authority.key_of(&head(), instant("2026-11-20")).expect("issued");
    let later = instant("2027-11-20");
    let renewed = authority.key_of(&head(), later).expect("renewed");
    assert_ne!(old.certificate_pem().expect("PEM"), renewed.certificate_pem().expect("PEM"));
    let anchors = Anchors::from_pem(&authority.anchors().expect("PEM")).expect("anchors");
    let cms = renewed.sign(b"challenge", Attachment::Detached, later).expect("signed");
    let signer = verify(&cms, b"challenge", &anchors, later).expect("accepted");
    assert_eq!((signer.iin, signer.bin), (head().iin, head().bin));
    assert_eq!(signer.name, head().name);
    assert_eq!(signer.organization.as_deref(), Some(head().organization.as_str()));
}

#[test]
fn a_broken_file_is_named_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("root.pem"), "nonsense").expect("written");
    let error = DemoAuthority::open(folder.path(), instant("2026-11-20")).map(|_| ()).expect_err("refused");
    assert!(error.to_string().contains("root.pem"), "{error}");
}
