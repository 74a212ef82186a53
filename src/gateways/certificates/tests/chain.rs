//! Whose certificate it is, who stands above it, and when.

use chrono::{Days, Months};
use const_oid::db::rfc5280::ID_KP_EMAIL_PROTECTION;
use const_oid::db::rfc5912::ECDSA_WITH_SHA_384;
use der::{Any, Encode as _};
use p256::ecdsa::SigningKey;
use p256::elliptic_curve::rand_core::OsRng;
use x509_cert::builder::Profile;

use super::office::{
    CHALLENGE, OFFICE, bytes, identity, instant, message_of, now, refused, reissued, signed, trusting,
    with_certificates,
};
use crate::domain::signature::{Purpose, SignatureFault};
use crate::gateways::certificates::{Anchors, BadAnchors, verify};
use crate::gateways::demo_authority::issuing::{self, distinguished, issue, leaf, name_of, subject};
use crate::gateways::demo_authority::{Attachment, Credential};

fn authority(profile: Profile, name: &str, issuer: &SigningKey) -> Credential {
    let name = distinguished(&[("2.5.4.3", name)]).expect("a name");
    let validity = (now() - Days::new(30), now() + Months::new(12));
    issue(profile, name, SigningKey::random(&mut OsRng), issuer, validity, &[]).expect("issued")
}

fn below(issuer: &Credential, path_len_constraint: Option<u8>) -> Profile {
    Profile::SubCA { issuer: name_of(issuer), path_len_constraint }
}

#[test]
fn the_chain_may_come_with_the_message_or_lie_among_the_anchors() {
    let alone = bytes(signed());
    let along = bytes(with_certificates(signed(), &[&OFFICE.issuing, &OFFICE.head, &OFFICE.root]));
    let check = |cms: &[u8], anchors: &[&Credential], expect| {
        assert_eq!(verify(cms, CHALLENGE, &trusting(anchors), now()).map(|_| ()), expect);
    };
    check(&alone, &[&OFFICE.root, &OFFICE.issuing], Ok(()));
    check(&alone, &[&OFFICE.issuing], Ok(()));
    check(&alone, &[&OFFICE.root], Err(SignatureFault::UnknownAuthority));
    check(&along, &[&OFFICE.root], Ok(()));
    assert_eq!(verify(&along, CHALLENGE, &Anchors::default(), now()), Err(SignatureFault::UnknownAuthority));
}

#[test]
fn a_010_an_authority_of_the_same_name_is_not_the_same_authority() {
    let root_key = SigningKey::random(&mut OsRng);
    let validity = (now() - Days::new(30), now() + Months::new(12));
    let rogue_root = issue(Profile::Root, name_of(&OFFICE.root), root_key.clone(), &root_key, validity, &[])
        .expect("issued");
    let rogue = issue(
        below(&rogue_root, None),
        name_of(&OFFICE.issuing),
        SigningKey::random(&mut OsRng),
        &rogue_root.key,
        validity,
        &[],
    )
    .expect("issued");
    let impostor = issuing::person(&identity(), &rogue, now()).expect("issued");
    refused(message_of(&impostor), SignatureFault::ForgedCertificate);
    let along = with_certificates(message_of(&impostor), &[&impostor, &rogue, &rogue_root]);
    refused(along, SignatureFault::ForgedCertificate);

    let stranger = authority(Profile::Root, "STRANGER", &root_key);
    let unknown = issuing::person(&identity(), &stranger, now()).expect("issued");
    refused(
        with_certificates(message_of(&unknown), &[&unknown, &stranger]),
        SignatureFault::UnknownAuthority,
    );
    let itself = issue(
        Profile::Root,
        subject(&identity()).expect("a name"),
        root_key.clone(),
        &root_key,
        validity,
        &[Purpose::LegalEntity.oid()],
    );
    refused(message_of(&itself.expect("issued")), SignatureFault::UnknownAuthority);
}

#[test]
fn a_010_whoever_is_no_authority_issues_nothing() {
    let colleague = issuing::person(&identity(), &OFFICE.head, now()).expect("issued");
    let along = with_certificates(message_of(&colleague), &[&colleague, &OFFICE.head]);
    refused(along, SignatureFault::NotAnAuthority);
}

#[test]
fn a_010_no_more_authorities_than_the_one_above_allows() {
    let extra = authority(below(&OFFICE.issuing, None), "EXTRA", &OFFICE.issuing.key);
    let person = issuing::person(&identity(), &extra, now()).expect("issued");
    refused(with_certificates(message_of(&person), &[&person, &extra]), SignatureFault::PathTooLong);
}

#[test]
fn a_011_only_our_clock_decides_not_the_time_that_the_signer_claims() {
    let anchors = trusting(&[&OFFICE.root, &OFFICE.issuing]);
    let check = |claimed: &str, at: &str, expect| {
        let cms = OFFICE.head.sign(CHALLENGE, Attachment::Attached, instant(claimed)).expect("signed");
        let found = verify(&cms, CHALLENGE, &anchors, instant(at)).map(|_| ());
        assert_eq!(found, expect, "claims {claimed}, is {at}");
    };
    let inside = "2026-12-01T00:00:00Z";
    check(inside, "2026-11-19T08:59:59Z", Err(SignatureFault::NotYetValid));
    check(inside, "2026-11-19T09:00:00Z", Ok(()));
    check(inside, "2027-11-20T09:00:00Z", Ok(()));
    check(inside, "2027-11-20T09:00:01Z", Err(SignatureFault::Expired));
    check("2031-01-01T00:00:00Z", inside, Ok(()));
    check("2001-01-01T00:00:00Z", inside, Ok(()));
}

#[test]
fn a_011_the_authority_must_be_inside_its_time_too() {
    let key = &OFFICE.root.key;
    let over = (now() - Months::new(24), now() - Days::new(1));
    let name = name_of(&OFFICE.issuing);
    let old =
        issue(below(&OFFICE.root, None), name, OFFICE.issuing.key.clone(), key, over, &[]).expect("issued");
    let cms = bytes(signed());
    let found = verify(&cms, CHALLENGE, &trusting(&[&old]), now());
    assert_eq!(found, Err(SignatureFault::AuthorityOutOfDate));
    assert!(verify(&cms, CHALLENGE, &trusting(&[&old, &OFFICE.issuing]), now()).is_ok());
}

#[test]
fn a_013_an_individuals_certificate_is_refused() {
    let validity = (now() - Days::new(1), now() + Months::new(12));
    let person = |purposes: &[&str]| {
        let name = subject(&identity()).expect("a name");
        issue(
            leaf(&OFFICE.issuing),
            name,
            SigningKey::random(&mut OsRng),
            &OFFICE.issuing.key,
            validity,
            purposes,
        )
        .expect("issued")
    };
    refused(message_of(&person(&[Purpose::Individual.oid()])), SignatureFault::NotLegalEntity);
    refused(message_of(&person(&[])), SignatureFault::NotLegalEntity);
    refused(message_of(&person(&[Purpose::Head.oid()])), SignatureFault::NotLegalEntity);
}

#[test]
fn a_015_both_places_of_a_certificate_name_the_same_algorithm() {
    let mut inner = reissued(&OFFICE.head, &OFFICE.issuing.key, |tbs| tbs.signature.oid = ECDSA_WITH_SHA_384);
    refused(with_certificates(signed(), &[&inner]), SignatureFault::AlgorithmsDiffer);
    inner = OFFICE.head.clone();
    inner.certificate.signature_algorithm.parameters = Some(Any::null());
    refused(with_certificates(signed(), &[&inner]), SignatureFault::AlgorithmsDiffer);
}

#[test]
fn a_015_a_curve_given_by_its_numbers_is_refused() {
    let explicit = Any::new(der::Tag::Sequence, vec![2, 1, 1]).expect("a sequence");
    let forged = reissued(&OFFICE.head, &OFFICE.issuing.key, |tbs| {
        tbs.subject_public_key_info.algorithm.parameters = Some(explicit);
    });
    refused(with_certificates(signed(), &[&forged]), SignatureFault::ExplicitCurve);
}

#[test]
fn extensions_that_nobody_judges_and_repeated_ones_are_refused() {
    let with = |change: &dyn Fn(&mut Vec<x509_cert::ext::Extension>)| {
        reissued(&OFFICE.head, &OFFICE.issuing.key, |tbs| change(tbs.extensions.get_or_insert_default()))
    };
    let purposes =
        x509_cert::ext::pkix::ExtendedKeyUsage(vec![ID_KP_EMAIL_PROTECTION]).to_der().expect("encoded");
    let extension = |oid: &str, critical| x509_cert::ext::Extension {
        extn_id: const_oid::ObjectIdentifier::new_unwrap(oid),
        critical,
        extn_value: der::asn1::OctetString::new(purposes.clone()).expect("octets"),
    };
    let unknown = |critical| with(&|all| all.push(extension("1.2.398.3.3.5", critical)));
    refused(with_certificates(signed(), &[&unknown(true)]), SignatureFault::UnknownExtension);
    let tolerated = bytes(with_certificates(signed(), &[&unknown(false)]));
    assert!(super::office::asked(&tolerated).is_ok());
    let constrained = with(&|all| all.push(extension("2.5.29.30", false)));
    refused(with_certificates(signed(), &[&constrained]), SignatureFault::UnknownExtension);
    let twice = with(&|all| all.push(extension("2.5.29.37", false)));
    refused(with_certificates(signed(), &[&twice]), SignatureFault::Malformed);
}

#[test]
fn files_of_anchors_hold_authorities() {
    let root = OFFICE.root.certificate_pem().expect("PEM");
    let person = OFFICE.head.certificate_pem().expect("PEM");
    let check = |file: &str, expect: Result<usize, BadAnchors>| {
        assert_eq!(Anchors::from_pem(file).map(|anchors| anchors.as_slice().len()), expect, "{file}");
    };
    check(&format!("root of 2026\n{root}\nand once more\n{root}end"), Ok(2));
    check(&root.replace('\n', "\r\n"), Ok(1));
    check("", Err(BadAnchors::Empty));
    check("no certificate", Err(BadAnchors::Empty));
    check(&format!("{root}{person}"), Err(BadAnchors::NotAnAuthority { number: 2 }));
    assert!(matches!(
        Anchors::from_pem(&root.replacen("MII", "!!!", 1)),
        Err(BadAnchors::Pem { number: 1, .. })
    ));
    let der = OFFICE.root.certificate.to_der().expect("DER");
    assert!(Anchors::from_der(&der).is_ok());
    assert!(Anchors::from_der(b"").is_err());
}
