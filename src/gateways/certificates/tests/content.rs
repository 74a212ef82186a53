//! What was signed, by how many, and under which attributes.

use cms::signed_data::SignerIdentifier;
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA};
use const_oid::db::rfc5912::{ID_SHA_256, ID_SHA_512, SHA_1_WITH_RSA_ENCRYPTION};
use der::asn1::{OctetString, SetOfVec};
use der::{Any, Encode as _};
use p256::ecdsa::DerSignature;
use p256::ecdsa::signature::Signer as _;
use sha2::{Digest as _, Sha256, Sha512};
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::office::{
    CHALLENGE, OFFICE, asked, bytes, changed, identity, now, refused, signed, with_certificates, with_signers,
};
use crate::domain::signature::{Algorithm, Purpose, SignatureFault};
use crate::gateways::demo_authority::signing::attribute;
use crate::gateways::demo_authority::{Attachment, issuing};

#[test]
fn attached_and_detached_signatures_name_the_person_and_the_legal_entity() {
    for attachment in [Attachment::Attached, Attachment::Detached] {
        let cms = OFFICE.head.sign(CHALLENGE, attachment, now()).expect("signed");
        let signer = asked(&cms).expect("accepted");
        let who = identity();
        assert_eq!((&signer.iin, &signer.bin, &signer.name), (&who.iin, &who.bin, &who.name));
        assert_eq!(signer.organization.as_deref(), Some(who.organization.as_str()));
        assert_eq!(signer.purposes, [Purpose::LegalEntity, Purpose::Head]);
        assert_eq!(signer.algorithm, Algorithm::P256Sha256);
        let serial = OFFICE.head.certificate.tbs_certificate.serial_number.to_string().replace(':', "");
        assert_eq!(signer.certificate_serial, serial);
    }
}

#[test]
fn a_004_a_006_another_content_is_refused_attached_or_not() {
    let other_nonce = b"qarau sign-in https://portal.example 7Jx0kq3w";
    let other_purpose = b"qarau sign application 7 https://portal.example 7Jx0kq3v";
    let longer = [CHALLENGE, b"\n"].concat();
    for content in [&other_nonce[..], other_purpose, &longer, &CHALLENGE[1..], b""] {
        for attachment in [Attachment::Attached, Attachment::Detached] {
            let cms = OFFICE.head.sign(content, attachment, now()).expect("signed");
            assert_eq!(asked(&cms), Err(SignatureFault::WrongContent), "{attachment:?} {content:?}");
        }
    }
}

#[test]
fn a_006_a_replaced_attachment_is_refused_even_under_a_fitting_digest() {
    let other = OctetString::new(b"another").expect("octets");
    refused(
        changed(|m| m.encap_content_info.econtent = Some(Any::encode_from(&other).expect("encoded"))),
        SignatureFault::WrongContent,
    );
    refused(changed(|m| m.encap_content_info.econtent = Some(Any::null())), SignatureFault::Malformed);
}

#[test]
fn a_007_a_signature_without_attributes_is_refused_whatever_it_covers() {
    let bare = |content: &[u8]| {
        let mut info = OFFICE.head.signer_info(good_attributes()).expect("signed");
        let signature: DerSignature = OFFICE.head.key.sign(content);
        info.signed_attrs = None;
        info.signature = OctetString::new(signature.as_bytes()).expect("octets");
        with_signers(signed(), vec![info])
    };
    refused(bare(CHALLENGE), SignatureFault::AttributesMissing);
    let attributes = SetOfVec::try_from(good_attributes()).expect("a set").to_der().expect("encoded");
    refused(bare(&attributes), SignatureFault::AttributesMissing);
}

fn digest_of(content: &[u8]) -> Attribute {
    attribute(ID_MESSAGE_DIGEST, &OctetString::new(Sha256::digest(content).to_vec()).expect("octets"))
        .expect("an attribute")
}

fn type_of(content: ObjectIdentifier) -> Attribute {
    attribute(ID_CONTENT_TYPE, &content).expect("an attribute")
}

fn good_attributes() -> Vec<Attribute> {
    vec![type_of(ID_DATA), digest_of(CHALLENGE)]
}

#[test]
fn a_008_type_and_digest_stand_exactly_once_with_one_value() {
    let check = |attributes: Vec<Attribute>, expect: Result<(), SignatureFault>| {
        let info = OFFICE.head.signer_info(attributes).expect("signed");
        assert_eq!(asked(&bytes(with_signers(signed(), vec![info]))).map(|_| ()), expect);
    };
    let two_values = |one: Attribute, other: Attribute| {
        let values = [one.values.as_slice(), other.values.as_slice()].concat();
        Attribute { oid: one.oid, values: SetOfVec::try_from(values).expect("a set") }
    };
    let no_value = |oid| Attribute { oid, values: SetOfVec::new() };
    let (data, signed_data) = (|| type_of(ID_DATA), || type_of(ID_SIGNED_DATA));
    let (right, wrong) = (|| digest_of(CHALLENGE), || digest_of(b"another"));
    let as_text = Attribute { oid: ID_MESSAGE_DIGEST, values: data().values };
    let (of_type, of_digest) = (SignatureFault::WrongContentType, SignatureFault::WrongDigestAttribute);
    check(vec![data(), right()], Ok(()));
    check(vec![right()], Err(of_type));
    check(vec![data(), signed_data(), right()], Err(of_type));
    check(vec![two_values(data(), signed_data()), right()], Err(of_type));
    check(vec![no_value(ID_CONTENT_TYPE), right()], Err(of_type));
    check(vec![signed_data(), right()], Err(of_type));
    check(vec![data()], Err(of_digest));
    check(vec![data(), right(), wrong()], Err(of_digest));
    check(vec![data(), two_values(right(), wrong())], Err(of_digest));
    check(vec![data(), no_value(ID_MESSAGE_DIGEST)], Err(of_digest));
    check(vec![data(), as_text], Err(of_digest));
    check(vec![data(), wrong()], Err(SignatureFault::WrongContent));
    refused(changed(|m| m.encap_content_info.econtent_type = ID_SIGNED_DATA), of_type);
}

#[test]
fn a_008_attributes_taken_from_another_signature_do_not_fit() {
    let mut info = OFFICE.head.signer_info(good_attributes()).expect("signed");
    let other = OFFICE.head.signer_info(vec![type_of(ID_DATA), digest_of(b"another")]).expect("signed");
    info.signature = other.signature;
    refused(with_signers(signed(), vec![info]), SignatureFault::WrongSignature);
}

#[test]
fn a_009_exactly_one_signature() {
    let infos = |count: usize| -> Vec<_> {
        let extra = |n: usize| attribute(ID_SIGNED_DATA, &OctetString::new(vec![n as u8]).expect("octets"));
        let attributes = |n| [good_attributes(), vec![extra(n).expect("an attribute")]].concat();
        (0..count).map(|n| OFFICE.head.signer_info(attributes(n)).expect("signed")).collect()
    };
    refused(with_signers(signed(), vec![]), SignatureFault::NoSigner);
    refused(with_signers(signed(), infos(2)), SignatureFault::ManySigners);
    refused(with_signers(signed(), infos(10)), SignatureFault::ManySigners);
    assert!(asked(&bytes(with_signers(signed(), infos(1)))).is_ok());
}

#[test]
fn a_009_the_certificate_is_the_one_that_the_signature_names() {
    refused(with_certificates(signed(), &[]), SignatureFault::CertificateMissing);
    refused(changed(|m| m.certificates = None), SignatureFault::CertificateMissing);
    refused(with_certificates(signed(), &[&OFFICE.issuing]), SignatureFault::CertificateMissing);

    let other = issuing::person(&identity(), &OFFICE.issuing, now()).expect("a key");
    let mut info = other.signer_info(good_attributes()).expect("signed");
    info.sid = signed().signer_infos.0.as_slice()[0].sid.clone();
    let both = with_certificates(signed(), &[&OFFICE.head, &other]);
    refused(with_signers(both, vec![info]), SignatureFault::WrongSignature);
}

#[test]
fn a_009_a_certificate_may_be_named_by_its_key() {
    use cms::content_info::CmsVersion;
    use x509_cert::ext::pkix::SubjectKeyIdentifier;
    let extensions = OFFICE.head.certificate.tbs_certificate.extensions.clone().unwrap_or_default();
    let identifier = extensions[0].extn_value.as_bytes();
    let identifier = <SubjectKeyIdentifier as der::Decode>::from_der(identifier).expect("an identifier");
    let by_key = |version| {
        let mut info = OFFICE.head.signer_info(good_attributes()).expect("signed");
        info.sid = SignerIdentifier::SubjectKeyIdentifier(identifier.clone());
        info.version = version;
        with_signers(signed(), vec![info])
    };
    assert!(asked(&bytes(by_key(CmsVersion::V3))).is_ok());
    refused(by_key(CmsVersion::V1), SignatureFault::Malformed);
}

#[test]
fn a_015_the_algorithms_of_a_message_agree_and_are_listed() {
    let id = |oid| AlgorithmIdentifierOwned { oid, parameters: None };
    let with = |change: &dyn Fn(&mut cms::signed_data::SignerInfo)| {
        let mut info = OFFICE.head.signer_info(good_attributes()).expect("signed");
        change(&mut info);
        with_signers(signed(), vec![info])
    };
    let sha1 = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
    refused(with(&|info| info.digest_alg = id(sha1)), SignatureFault::AlgorithmRefused);
    refused(with(&|info| info.digest_alg = id(ID_SHA_512)), SignatureFault::AlgorithmsDiffer);
    refused(
        with(&|info| info.signature_algorithm = id(SHA_1_WITH_RSA_ENCRYPTION)),
        SignatureFault::AlgorithmRefused,
    );
    refused(
        with(&|info| info.signature_algorithm.parameters = Some(Any::null())),
        SignatureFault::AlgorithmRefused,
    );
    refused(changed(|m| m.digest_algorithms = SetOfVec::new()), SignatureFault::AlgorithmsDiffer);

    let sha512 = OctetString::new(Sha512::digest(CHALLENGE).to_vec()).expect("octets");
    let longer = vec![type_of(ID_DATA), attribute(ID_MESSAGE_DIGEST, &sha512).expect("an attribute")];
    let mut info = OFFICE.head.signer_info(longer).expect("signed");
    info.digest_alg = id(ID_SHA_512);
    let mut message = with_signers(signed(), vec![info]);
    message.digest_algorithms = SetOfVec::try_from(vec![id(ID_SHA_256), id(ID_SHA_512)]).expect("a set");
    refused(message, SignatureFault::AlgorithmsDiffer);
}
