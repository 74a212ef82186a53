//! What is said at once of a person, in words that say what to do.

use crate::domain::application::remarks::Remark;
use crate::domain::iin_bin::Iin;
use crate::services::applications::remarking::Remarks;
use crate::web::frame::Frame;

/// The remarks on one person.
pub fn remarks(frame: &Frame, remarks: &Remarks, iin: &Iin) -> Vec<String> {
    let system = |system: crate::domain::system::System| frame.t(&format!("system-{}", system.code()));
    let say = |remark: &Remark| match *remark {
        Remark::Renews { system: of, until_on } => {
            frame.t2("remark-renews", "system", system(of), "day", frame.date(until_on))
        }
        Remark::NotNeeded { system: of, until_on, renewable_on } => {
            let held = frame.t2("remark-held", "system", system(of), "day", frame.date(until_on));
            format!("{held} {}", frame.t1("remark-not-needed", "day", frame.date(renewable_on)))
        }
        Remark::Elsewhere => frame.t("remark-elsewhere"),
        Remark::Blocked => frame.t("remark-blocked"),
    };
    remarks.get(iin).into_iter().flatten().map(say).collect()
}
