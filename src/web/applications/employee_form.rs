//! The card of one employee as a form: what was typed, what is wrong with it, how it is shown (annex).

use rocket::FromForm;

use crate::domain::application::{Employee, EmployeeFields, Fault, Field as Of};
use crate::services::applications::checking::Register;
use crate::services::qr_pictures::{self, NoCode};
use crate::web::frame::Frame;
use crate::web::parts::{Faults, Field, Width};
use crate::web::query::Maybe;
use crate::web::upload::Upload;

/// The field of a picture that shows the code.
const PICTURE: &str = "picture";
/// What such a picture may be.
const ACCEPTED: &str = "image/png,image/jpeg,application/pdf";

/// The card as it was typed.
#[derive(Default, FromForm)]
pub struct EmployeeForm {
    surname: String,
    given: String,
    patronymic: String,
    iin: String,
    position: String,
    unit: String,
    qr: String,
    picture: Maybe<Upload>,
    phone: String,
    email: String,
    purpose: String,
}

impl EmployeeForm {
    /// The card of an employee who was written before.
    pub fn of(employee: &Employee) -> EmployeeForm {
        let name = &employee.name;
        EmployeeForm {
            surname: name.surname.clone(),
            given: name.given.clone(),
            patronymic: name.patronymic.clone().unwrap_or_default(),
            iin: employee.iin.as_str().to_owned(),
            position: employee.position.clone(),
            unit: employee.unit.clone(),
            qr: employee.qr.clone(),
            picture: Maybe(None),
            phone: employee.phone.as_str().to_owned(),
            email: employee.email.as_str().to_owned(),
            purpose: employee.purpose.clone(),
        }
    }

    /// The employee, or what is wrong with each field. The code of a chosen picture becomes the text of the code, so that
    /// it is kept whatever else is wrong.
    pub async fn read(&mut self, frame: &Frame, register: &Register) -> Result<Employee, Faults> {
        let unread = self.read_picture(register).await.err();
        let fields = EmployeeFields {
            surname: &self.surname,
            given: &self.given,
            patronymic: &self.patronymic,
            iin: &self.iin,
            position: &self.position,
            unit: &self.unit,
            qr: &self.qr,
            phone: &self.phone,
            email: &self.email,
            purpose: &self.purpose,
        };
        let mut faults = Faults::none();
        if let Some(why) = unread {
            faults.add(PICTURE, frame.t(&format!("qr-picture-{}", why.code())));
        }
        match Employee::parse(&fields) {
            Ok(employee) if faults.is_empty() => return Ok(employee),
            Ok(_) => {}
            Err(found) => {
                // Whoever chose a picture that can't be read is told so, and not that the text is missing too.
                let told = |field: &Of| *field == Of::Qr && unread.is_some();
                for (field, fault) in found.into_iter().filter(|(field, _)| !told(field)) {
                    faults.add(field.code(), words(frame, field, fault));
                }
            }
        }
        Err(faults)
    }

    async fn read_picture(&mut self, register: &Register) -> Result<(), NoCode> {
        match self.picture.0.take() {
            None | Some(Upload::None) => {}
            Some(Upload::TooLarge) => return Err(NoCode::TOO_LARGE),
            Some(Upload::File(file)) => self.qr = qr_pictures::read(register, file).await?,
        }
        Ok(())
    }

    /// The fields in the order of the annex.
    pub fn fields(&self, frame: &Frame, faults: &Faults) -> Vec<Field> {
        let picture = |field: Of| {
            let field =
                (field == Of::Qr).then(|| Field::file(PICTURE, frame.t("employee-picture"), ACCEPTED));
            field.map(|field| field.hint(frame.t("employee-hint-picture")).faults(faults))
        };
        let fields = |field| picture(field).into_iter().chain([self.field(frame, field).faults(faults)]);
        Of::ALL.into_iter().flat_map(fields).collect()
    }

    fn field(&self, frame: &Frame, of: Of) -> Field {
        let (name, label) = (of.code(), frame.t(&format!("employee-{}", of.code())));
        let hint = |field: Field| field.hint(frame.t(&format!("employee-hint-{}", of.code())));
        match of {
            Of::Surname => Field::line(name, label).value(&self.surname),
            Of::Given => Field::line(name, label).value(&self.given),
            Of::Patronymic => hint(Field::line(name, label)).value(&self.patronymic),
            Of::Iin => hint(Field::line(name, label)).width(Width::Middle).value(&self.iin),
            Of::Position => Field::line(name, label).value(&self.position),
            Of::Unit => hint(Field::line(name, label)).value(&self.unit),
            Of::Qr => hint(Field::area(name, label)).value(&self.qr),
            Of::Phone => {
                hint(Field::line(name, label)).kind("tel", "off").width(Width::Middle).value(&self.phone)
            }
            Of::Email => hint(Field::line(name, label)).kind("email", "off").value(&self.email),
            Of::Purpose => hint(Field::area(name, label)).value(&self.purpose),
        }
    }
}

/// What is wrong with a field, in words that say how to put it right.
pub fn words(frame: &Frame, field: Of, fault: Fault) -> String {
    match fault {
        Fault::Missing => frame.t(&format!("employee-missing-{}", field.code())),
        Fault::TooLong => frame.n("employee-fault-too-long", field.most()),
        Fault::Invisible
        | Fault::NotTwelveDigits
        | Fault::CheckDigit
        | Fault::NotAPersonsNumber
        | Fault::NotAPhone
        | Fault::NotAnEmail => frame.t(&format!("employee-fault-{}", fault.code())),
    }
}
