//! Certificates of the national profile, issued with ECDSA P-256.

use chrono::{DateTime, Days, Months, Utc};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::ID_KP_EMAIL_PROTECTION;
use der::asn1::{GeneralizedTime, SetOfVec};
use der::{Any, Tag};
use p256::ecdsa::{DerSignature, SigningKey};
use p256::elliptic_curve::rand_core::{OsRng, RngCore as _};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::builder::{Builder as _, CertificateBuilder, Profile};
use x509_cert::ext::pkix::ExtendedKeyUsage;
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use x509_cert::time::{Time, Validity};

use super::{Cause, Credential, DemoAuthorityError};
use crate::domain::iin_bin::{Bin, Iin};
use crate::domain::names::PersonName;
use crate::domain::signature::Purpose;

/// Whom a key is made for.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The person's number.
    pub iin: Iin,
    /// The person's name.
    pub name: PersonName,
    /// The number of the legal entity.
    pub bin: Bin,
    /// The name of the legal entity.
    pub organization: String,
    /// The person's place in it.
    pub post: Post,
}

/// Somebody's place in a legal entity, as the national profile knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    /// First head.
    Head,
    /// Employee.
    Employee,
}

impl Post {
    const fn purpose(self) -> Purpose {
        match self {
            Post::Head => Purpose::Head,
            Post::Employee => Purpose::Employee,
        }
    }
}

/// A root, valid for twenty years around `at`, so that a demonstration may move its clock.
pub fn root(at: DateTime<Utc>) -> Result<Credential, DemoAuthorityError> {
    let key = SigningKey::random(&mut OsRng);
    let subject = authority_name("QARAU DEMO ROOT CA").map_err(failed)?;
    issue(Profile::Root, subject, key.clone(), &key, around(at, 10), &[]).map_err(failed)
}

/// The authority under a root that issues people's keys.
pub fn issuing(root: &Credential, at: DateTime<Utc>) -> Result<Credential, DemoAuthorityError> {
    let profile = Profile::SubCA { issuer: name_of(root), path_len_constraint: Some(0) };
    let subject = authority_name("QARAU DEMO ISSUING CA").map_err(failed)?;
    issue(profile, subject, SigningKey::random(&mut OsRng), &root.key, around(at, 9), &[]).map_err(failed)
}

/// The signing key of a person in a legal entity, valid for a year from the day before `at`.
pub fn person(
    who: &Identity,
    issuer: &Credential,
    at: DateTime<Utc>,
) -> Result<Credential, DemoAuthorityError> {
    let purposes = [Purpose::LegalEntity, who.post.purpose()].map(|purpose| purpose.oid());
    let validity = (at - Days::new(1), at + Months::new(12));
    let key = SigningKey::random(&mut OsRng);
    let subject = subject(who).map_err(failed)?;
    issue(leaf(issuer), subject, key, &issuer.key, validity, &purposes).map_err(failed)
}

fn failed(cause: Cause) -> DemoAuthorityError {
    DemoAuthorityError::new("issuing a certificate", cause)
}

pub(in crate::gateways) fn leaf(issuer: &Credential) -> Profile {
    Profile::Leaf { issuer: name_of(issuer), enable_key_agreement: false, enable_key_encipherment: false }
}

pub(in crate::gateways) fn name_of(credential: &Credential) -> Name {
    credential.certificate.tbs_certificate.subject.clone()
}

fn around(at: DateTime<Utc>, years: u32) -> (DateTime<Utc>, DateTime<Utc>) {
    (at - Months::new(12 * years), at + Months::new(12 * years))
}

/// Issues a certificate; `purposes` come after emailProtection, which marks signing keys.
pub(in crate::gateways) fn issue(
    profile: Profile,
    subject: Name,
    key: SigningKey,
    issuer_key: &SigningKey,
    validity: (DateTime<Utc>, DateTime<Utc>),
    purposes: &[&str],
) -> Result<Credential, Cause> {
    let public = SubjectPublicKeyInfoOwned::from_key(*key.verifying_key())?;
    let validity = Validity { not_before: time(validity.0)?, not_after: time(validity.1)? };
    let mut builder = CertificateBuilder::new(profile, serial()?, validity, subject, public, issuer_key)?;
    if !purposes.is_empty() {
        let mut all = vec![ID_KP_EMAIL_PROTECTION];
        for oid in purposes {
            all.push(ObjectIdentifier::new(oid)?);
        }
        builder.add_extension(&ExtendedKeyUsage(all))?;
    }
    Ok(Credential { certificate: builder.build::<DerSignature>()?, key })
}

pub(in crate::gateways) fn time(at: DateTime<Utc>) -> Result<Time, Cause> {
    let seconds = std::time::Duration::from_secs(u64::try_from(at.timestamp())?);
    Ok(Time::GeneralTime(GeneralizedTime::from_unix_duration(seconds)?))
}

/// Twenty random bytes whose first is neither zero nor negative.
fn serial() -> Result<SerialNumber, Cause> {
    let mut bytes = [0; 20];
    OsRng.fill_bytes(&mut bytes);
    bytes[0] = bytes[0] & 0x7f | 0x40;
    Ok(SerialNumber::new(&bytes)?)
}

const COMMON_NAME: &str = "2.5.4.3";
const SURNAME: &str = "2.5.4.4";
const SERIAL_NUMBER: &str = "2.5.4.5";
const COUNTRY: &str = "2.5.4.6";
const ORGANIZATION: &str = "2.5.4.10";
const UNIT: &str = "2.5.4.11";
const GIVEN_NAME: &str = "2.5.4.42";

fn authority_name(name: &str) -> Result<Name, Cause> {
    distinguished(&[(COMMON_NAME, name), (COUNTRY, "KZ")])
}

/// The subject in the order and with the prefixes of the national profile.
pub(in crate::gateways) fn subject(who: &Identity) -> Result<Name, Cause> {
    let common = format!("{} {}", who.name.surname, who.name.given);
    let (iin, bin) = (format!("IIN{}", who.iin.as_str()), format!("BIN{}", who.bin.as_str()));
    let mut parts = vec![
        (COMMON_NAME, common.as_str()),
        (SURNAME, who.name.surname.as_str()),
        (SERIAL_NUMBER, iin.as_str()),
        (COUNTRY, "KZ"),
        (ORGANIZATION, who.organization.as_str()),
        (UNIT, bin.as_str()),
    ];
    parts.extend(who.name.patronymic.as_deref().map(|patronymic| (GIVEN_NAME, patronymic)));
    distinguished(&parts)
}

pub(in crate::gateways) fn distinguished(parts: &[(&str, &str)]) -> Result<Name, Cause> {
    let mut name = RdnSequence::default();
    for (oid, text) in parts {
        let tag =
            if matches!(*oid, COUNTRY | SERIAL_NUMBER) { Tag::PrintableString } else { Tag::Utf8String };
        let part = AttributeTypeAndValue {
            oid: ObjectIdentifier::new(oid)?,
            value: Any::new(tag, text.as_bytes())?,
        };
        name.0.push(RelativeDistinguishedName(SetOfVec::try_from(vec![part])?));
    }
    Ok(name)
}
