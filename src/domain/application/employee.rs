//! One employee as the annex describes him or her: fields as typed, parsed at once with every fault named.

use crate::domain::contact::{Email, NotAPhone, NotAnEmail, Phone};
use crate::domain::iin_bin::{Iin, NotANumber};
use crate::domain::names::{BadText, PersonName, line};

/// An employee for whom access is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Employee {
    /// Surname, name, patronymic if any.
    pub name: PersonName,
    /// Individual identification number.
    pub iin: Iin,
    /// Position.
    pub position: String,
    /// Structural unit.
    pub unit: String,
    /// The text of the E-Qyzmet QR code: untrusted, never followed, never called valid.
    pub qr: String,
    /// Telephone.
    pub phone: Phone,
    /// E-mail.
    pub email: Email,
    /// Purpose of access.
    pub purpose: String,
}

/// The fields of the form as they were typed.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs, reason = "the fields are those of `Employee`")]
pub struct EmployeeFields<'a> {
    pub surname: &'a str,
    pub given: &'a str,
    pub patronymic: &'a str,
    pub iin: &'a str,
    pub position: &'a str,
    pub unit: &'a str,
    pub qr: &'a str,
    pub phone: &'a str,
    pub email: &'a str,
    pub purpose: &'a str,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the fields are those of `EmployeeFields`")]
pub enum Field {
    Surname,
    Given,
    Patronymic,
    Iin,
    Position,
    Unit,
    Qr,
    Phone,
    Email,
    Purpose,
}

impl Field {
    /// All fields, in the order of the annex.
    pub const ALL: [Field; 10] = [
        Field::Surname,
        Field::Given,
        Field::Patronymic,
        Field::Iin,
        Field::Position,
        Field::Unit,
        Field::Qr,
        Field::Phone,
        Field::Email,
        Field::Purpose,
    ];

    /// The name of the field in the form and in catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Field::Surname => "surname",
            Field::Given => "given",
            Field::Patronymic => "patronymic",
            Field::Iin => "iin",
            Field::Position => "position",
            Field::Unit => "unit",
            Field::Qr => "qr",
            Field::Phone => "phone",
            Field::Email => "email",
            Field::Purpose => "purpose",
        }
    }

    /// The longest text that is accepted, in characters.
    pub const fn most(self) -> usize {
        match self {
            Field::Surname | Field::Given | Field::Patronymic => PersonName::MOST,
            Field::Iin => 12,
            Field::Position | Field::Unit => 200,
            Field::Qr => 2000,
            Field::Phone => 30,
            Field::Email => 254,
            Field::Purpose => 500,
        }
    }
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Nothing was typed.
    Missing,
    /// Longer than [`Field::most`].
    TooLong,
    /// Characters that nobody sees.
    Invisible,
    /// Not twelve digits.
    NotTwelveDigits,
    /// The check digit does not match.
    CheckDigit,
    /// The number of a legal entity.
    NotAPersonsNumber,
    /// Not a telephone number.
    NotAPhone,
    /// Not an e-mail address.
    NotAnEmail,
}

impl Fault {
    /// The code of the fault in catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Fault::Missing => "missing",
            Fault::TooLong => "too-long",
            Fault::Invisible => "invisible",
            Fault::NotTwelveDigits => "not-twelve-digits",
            Fault::CheckDigit => "check-digit",
            Fault::NotAPersonsNumber => "not-a-persons-number",
            Fault::NotAPhone => "not-a-phone",
            Fault::NotAnEmail => "not-an-email",
        }
    }
}

impl From<BadText> for Fault {
    fn from(bad: BadText) -> Fault {
        match bad {
            BadText::Empty => Fault::Missing,
            BadText::TooLong => Fault::TooLong,
            BadText::Invisible => Fault::Invisible,
        }
    }
}

impl From<NotANumber> for Fault {
    fn from(bad: NotANumber) -> Fault {
        match bad {
            NotANumber::NotTwelveDigits => Fault::NotTwelveDigits,
            NotANumber::CheckDigit => Fault::CheckDigit,
            NotANumber::WrongKind => Fault::NotAPersonsNumber,
        }
    }
}

impl From<NotAPhone> for Fault {
    fn from(NotAPhone: NotAPhone) -> Fault {
        Fault::NotAPhone
    }
}

impl From<NotAnEmail> for Fault {
    fn from(NotAnEmail: NotAnEmail) -> Fault {
        Fault::NotAnEmail
    }
}

impl Employee {
    /// Reads the whole card, or names every faulty field, in the order of the annex.
    pub fn parse(fields: &EmployeeFields<'_>) -> Result<Employee, Vec<(Field, Fault)>> {
        let mut card = Card { faults: Vec::new() };
        let surname = card.text(Field::Surname, fields.surname);
        let given = card.text(Field::Given, fields.given);
        let patronymic = match fields.patronymic.trim() {
            "" => Some(None),
            typed => card.text(Field::Patronymic, typed).map(Some),
        };
        let iin = card.read(Field::Iin, fields.iin, Iin::parse);
        let position = card.text(Field::Position, fields.position);
        let unit = card.text(Field::Unit, fields.unit);
        let qr = card.text(Field::Qr, fields.qr);
        let phone = card.read(Field::Phone, fields.phone, Phone::parse);
        let email = card.read(Field::Email, fields.email, Email::parse);
        let purpose = card.text(Field::Purpose, fields.purpose);
        let complete = || {
            let name = PersonName { surname: surname?, given: given?, patronymic: patronymic? };
            let (iin, position, unit, qr) = (iin?, position?, unit?, qr?);
            Some(Employee { name, iin, position, unit, qr, phone: phone?, email: email?, purpose: purpose? })
        };
        complete().ok_or(card.faults)
    }
}

/// A card being read: a faulty field is noted, and reading goes on.
struct Card {
    faults: Vec<(Field, Fault)>,
}

impl Card {
    fn text(&mut self, field: Field, typed: &str) -> Option<String> {
        self.read(field, typed, |text| Ok::<_, Fault>(text.to_owned()))
    }

    fn read<T, E: Into<Fault>>(
        &mut self,
        field: Field,
        typed: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = line(typed, field.most()).map_err(Fault::from);
        let value = text.and_then(|text| parse(&text).map_err(Into::into));
        value.map_err(|fault| self.faults.push((field, fault))).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::FIELDS;
    use super::*;

    #[test]
    fn r8_a_card_names_every_fault_at_once() {
        let check = |fields: EmployeeFields<'_>, faults: &[(Field, Fault)]| {
            assert_eq!(Employee::parse(&fields).map(|_| ()), Err(faults.to_vec()));
        };
        let required = Field::ALL.into_iter().filter(|field| *field != Field::Patronymic);
        let missing: Vec<_> = required.map(|field| (field, Fault::Missing)).collect();
        check(EmployeeFields::default(), &missing);
        check(EmployeeFields { iin: "850615400124", ..FIELDS }, &[(Field::Iin, Fault::CheckDigit)]);
        check(EmployeeFields { iin: "85061540012", ..FIELDS }, &[(Field::Iin, Fault::NotTwelveDigits)]);
        check(EmployeeFields { iin: "050340001231", ..FIELDS }, &[(Field::Iin, Fault::NotAPersonsNumber)]);
        check(EmployeeFields { iin: "8506154001250", ..FIELDS }, &[(Field::Iin, Fault::TooLong)]);
        check(EmployeeFields { patronymic: "\u{202e}", ..FIELDS }, &[(Field::Patronymic, Fault::Invisible)]);
        check(EmployeeFields { phone: "75-00-00", ..FIELDS }, &[(Field::Phone, Fault::NotAPhone)]);
        check(EmployeeFields { email: "a@b", ..FIELDS }, &[(Field::Email, Fault::NotAnEmail)]);
        let long = "ұ".repeat(501);
        check(
            EmployeeFields { surname: " ", purpose: &long, ..FIELDS },
            &[(Field::Surname, Fault::Missing), (Field::Purpose, Fault::TooLong)],
        );
    }

    #[test]
    fn r8_a_full_card_is_cleaned_once() {
        let employee = Employee::parse(&FIELDS).expect("a full card");
        assert_eq!(employee.name.full(), "Серікбаева Айгүл");
        assert_eq!(employee.unit, "Бюджет аудиті бөлімі");
        assert_eq!(
            (employee.phone.as_str(), employee.email.as_str()),
            ("+77172750000", "a.serikbayeva@gov.kz")
        );
        let with =
            Employee::parse(&EmployeeFields { patronymic: "Нұрланқызы", ..FIELDS }).expect("a full card");
        assert_eq!(with.name.patronymic.as_deref(), Some("Нұрланқызы"));
    }
}
