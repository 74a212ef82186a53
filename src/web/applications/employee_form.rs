//! The card of one employee as a form: what was typed, what is wrong with it, how it is shown (annex).

use rocket::FromForm;

use crate::domain::application::{Employee, EmployeeFields, Fault, Field as Of};
use crate::web::frame::Frame;
use crate::web::parts::{Faults, Field, Width};

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
            phone: employee.phone.as_str().to_owned(),
            email: employee.email.as_str().to_owned(),
            purpose: employee.purpose.clone(),
        }
    }

    /// The employee, or what is wrong with each field.
    pub fn read(&self, frame: &Frame) -> Result<Employee, Faults> {
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
        Employee::parse(&fields).map_err(|found| {
            let mut faults = Faults::none();
            for (field, fault) in found {
                faults.add(field.code(), words(frame, field, fault));
            }
            faults
        })
    }

    /// The fields in the order of the annex.
    pub fn fields(&self, frame: &Frame, faults: &Faults) -> Vec<Field> {
        Of::ALL.into_iter().map(|field| self.field(frame, field).faults(faults)).collect()
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

fn words(frame: &Frame, field: Of, fault: Fault) -> String {
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
