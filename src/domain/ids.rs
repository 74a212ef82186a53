//! Identifiers of stored things, one type each, so that a grant's number is never taken for a body's.

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;

            /// Accepts exactly what `Display` prints for a positive number: no sign, no leading zero, no space.
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
                if !digits || text.starts_with('0') {
                    return Err(NotAnId);
                }
                text.parse().map(Self).map_err(|_: std::num::ParseIntError| NotAnId)
            }
        }
    )+};
}

id!(
    /// A body of the registry.
    BodyId,
    /// A person: IIN + body.
    PersonId,
    /// An application for access (R8).
    ApplicationId,
    /// One employee of one application.
    EmployeeLineId,
    /// A grant for one person and one system (R9.2).
    GrantId,
    /// A signing challenge, answered once.
    ChallengeId,
    /// A saved look.
    SavedLookId,
    /// A message waiting to leave.
    OutboxId,
    /// A day promised to an application.
    PromiseId,
    /// A hold on what a person may see (R9.4).
    HoldId,
    /// A course that the integrator teaches (R12).
    CourseId,
    /// A course held on a day (R13).
    TrainingId,
    /// A substitution for the days of somebody's absence.
    SubstitutionId,
    /// A file of the personnel record.
    FeedId,
    /// An event of such a file.
    RecordedId,
    /// What a body was asked for a half-year.
    AttestationId,
    /// The end of a body.
    ClosureId,
);

/// The text is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_printed_form_is_an_id() {
        assert_eq!("7".parse(), Ok(GrantId(7)));
        for garbage in ["", "0", "07", "+7", "-7", " 7", "7 ", "7.0", "٧", "99999999999999999999"] {
            assert_eq!(garbage.parse::<GrantId>(), Err(NotAnId), "{garbage:?}");
        }
    }
}
