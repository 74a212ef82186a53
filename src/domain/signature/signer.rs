//! Who signed: what the subject of a national certificate says about a person and a legal entity.

use chrono::{DateTime, Utc};

use super::{Algorithm, Certificate, Name, Purpose, SignatureFault};
use crate::domain::iin_bin::{Bin, Iin};
use crate::domain::names::{self, PersonName};

/// Whoever proved to hold the key of a legal entity (R11). The person is IIN + BIN, never the certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Number of the person.
    pub iin: Iin,
    /// Number of the legal entity.
    pub bin: Bin,
    /// Name of the person, as in the certificate.
    pub name: PersonName,
    /// Name of the legal entity, as in the certificate, where it states one.
    pub organization: Option<String>,
    /// What the key was issued for.
    pub purposes: Vec<Purpose>,
    /// Serial number of the certificate, in capital hexadecimal digits.
    pub certificate_serial: String,
    /// Last instant of the certificate.
    pub not_after: DateTime<Utc>,
    /// How the signature was made.
    pub algorithm: Algorithm,
}

const COMMON_NAME: &str = "2.5.4.3";
const SURNAME: &str = "2.5.4.4";
const SERIAL_NUMBER: &str = "2.5.4.5";
const ORGANIZATION: &str = "2.5.4.10";
const UNIT: &str = "2.5.4.11";
/// The national profile keeps the patronymic where others keep the given name.
const GIVEN_NAME: &str = "2.5.4.42";

const LONGEST_ORGANIZATION: usize = 300;

impl Signer {
    /// True for the key of the first head of the legal entity.
    pub fn is_head(&self) -> bool {
        self.purposes.contains(&Purpose::Head)
    }

    pub(super) fn read(
        certificate: &Certificate,
        purposes: Vec<Purpose>,
        algorithm: Algorithm,
    ) -> Result<Signer, SignatureFault> {
        let subject = &certificate.subject;
        let iin = subject.number(SERIAL_NUMBER, "IIN").ok_or(SignatureFault::NoIin)?;
        let bin = subject.number(UNIT, "BIN").ok_or(SignatureFault::NoBin)?;
        Ok(Signer {
            iin: Iin::from_certificate(iin).map_err(|_not_twelve_digits| SignatureFault::NoIin)?,
            bin: Bin::from_certificate(bin).map_err(|_not_twelve_digits| SignatureFault::NoBin)?,
            name: subject.person().ok_or(SignatureFault::NoName)?,
            organization: subject
                .first(ORGANIZATION)
                .and_then(|text| names::line(text, LONGEST_ORGANIZATION).ok()),
            purposes,
            certificate_serial: certificate.serial.iter().map(|byte| format!("{byte:02X}")).collect(),
            not_after: certificate.not_after,
            algorithm,
        })
    }
}

impl Name {
    fn all<'a>(&'a self, oid: &'a str) -> impl Iterator<Item = &'a str> {
        self.attributes.iter().filter(move |(of, _)| of == oid).map(|(_, text)| text.as_str())
    }

    fn first(&self, oid: &str) -> Option<&str> {
        self.attributes.iter().find(|(of, _)| of == oid).map(|(_, text)| text.as_str())
    }

    /// The one number after `prefix` in attributes of a kind; two such numbers are none.
    fn number<'a>(&'a self, oid: &'a str, prefix: &'a str) -> Option<&'a str> {
        let mut numbers = self.all(oid).filter_map(|text| text.strip_prefix(prefix));
        let number = numbers.next()?;
        numbers.next().is_none().then_some(number)
    }

    /// CN holds surname and name, SN the surname, GN the patronymic.
    fn person(&self) -> Option<PersonName> {
        let common = self.first(COMMON_NAME)?;
        let surname = self.first(SURNAME)?;
        let given = common.strip_prefix(surname).unwrap_or(common);
        PersonName::parse(surname, given, self.first(GIVEN_NAME).unwrap_or_default()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{signer, subject};
    use super::*;

    fn check(attributes: &[(&str, &str)], expect: Result<(&str, &str, &str), SignatureFault>) {
        let mut certificate = signer("root");
        certificate.subject = subject(attributes);
        let read = Signer::read(&certificate, vec![], Algorithm::P256Sha256);
        let read = read.map(|s| (s.iin.as_str().to_owned(), s.bin.as_str().to_owned(), s.name.full()));
        let expect = expect.map(|(iin, bin, name)| (iin.to_owned(), bin.to_owned(), name.to_owned()));
        assert_eq!(read, expect, "{attributes:?}");
    }

    const CN: (&str, &str) = (COMMON_NAME, "ТЕСТОВ ТЕСТ");
    const SN: (&str, &str) = (SURNAME, "ТЕСТОВ");
    const IIN: (&str, &str) = (SERIAL_NUMBER, "IIN123456789011");
    const BIN: (&str, &str) = (UNIT, "BIN123456789021");

    #[test]
    fn the_national_profile_is_read_and_the_check_digit_not_asked_for() {
        let found = ("123456789011", "123456789021", "ТЕСТОВ ТЕСТ ТЕСТОВИЧ");
        check(&[CN, SN, IIN, ("2.5.4.6", "KZ"), (UNIT, "Аппарат"), BIN, (GIVEN_NAME, "ТЕСТОВИЧ")], Ok(found));
        check(&[CN, SN, IIN, BIN], Ok(("123456789011", "123456789021", "ТЕСТОВ ТЕСТ")));
    }

    #[test]
    fn a_013_a_subject_without_one_person_and_one_entity_is_refused() {
        check(&[CN, SN, BIN], Err(SignatureFault::NoIin));
        check(&[CN, SN, (SERIAL_NUMBER, "BIN123456789021"), BIN], Err(SignatureFault::NoIin));
        check(&[CN, SN, (SERIAL_NUMBER, "123456789011"), BIN], Err(SignatureFault::NoIin));
        check(&[CN, SN, (SERIAL_NUMBER, "IIN12345678901"), BIN], Err(SignatureFault::NoIin));
        check(&[CN, SN, IIN, (SERIAL_NUMBER, "IIN999999999999"), BIN], Err(SignatureFault::NoIin));
        check(&[CN, SN, IIN], Err(SignatureFault::NoBin));
        check(&[CN, SN, IIN, BIN, (UNIT, "BIN999999999999")], Err(SignatureFault::NoBin));
        check(&[CN, SN, IIN, (COMMON_NAME, "BIN123456789021")], Err(SignatureFault::NoBin));
        check(&[CN, IIN, BIN], Err(SignatureFault::NoName));
        check(&[(COMMON_NAME, "A\u{202e}B"), SN, IIN, BIN], Err(SignatureFault::NoName));
    }
}
