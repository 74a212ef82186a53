//! The E-Qyzmet code of an employee (R8): which text of a picture is taken, and what came of checking it. The text is
//! untrusted; a service that did not answer never makes a code right.

use std::fmt;

use super::iin_bin::{Bin, Iin};

/// What E-Qyzmet says about a code: whose it is, and where that person works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The employee.
    pub iin: Iin,
    /// The employer.
    pub bin: Bin,
}

/// How a code differs from the card of its employee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// It is another person's.
    Person,
    /// The person works in another body.
    Body,
    /// Another person's card has the same code.
    Reused,
}

/// Why a code could not be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchecked {
    /// Nobody has asked yet.
    NotAsked,
    /// The portal is not connected to E-Qyzmet.
    NotConnected,
    /// The text does not lead to E-Qyzmet, so nothing was asked.
    Foreign,
    /// E-Qyzmet did not answer in time, or with a fault of its own.
    NoAnswer,
    /// The answer leads somewhere else.
    Redirected,
    /// The answer is longer than any certificate.
    TooLong,
    /// The answer is no certificate.
    Unreadable,
    /// E-Qyzmet knows no such code.
    Unknown,
}

/// What came of checking a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// E-Qyzmet names the same person and the same body.
    Matches,
    /// It does not.
    Differs(Mismatch),
    /// Nobody can say.
    Unchecked(Unchecked),
}

/// Whether cards of other people have the same code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Only this person's.
    Alone,
    /// Another person's too.
    Shared,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 12] = [
        Verdict::Matches,
        Verdict::Differs(Mismatch::Person),
        Verdict::Differs(Mismatch::Body),
        Verdict::Differs(Mismatch::Reused),
        Verdict::Unchecked(Unchecked::NotAsked),
        Verdict::Unchecked(Unchecked::NotConnected),
        Verdict::Unchecked(Unchecked::Foreign),
        Verdict::Unchecked(Unchecked::NoAnswer),
        Verdict::Unchecked(Unchecked::Redirected),
        Verdict::Unchecked(Unchecked::TooLong),
        Verdict::Unchecked(Unchecked::Unreadable),
        Verdict::Unchecked(Unchecked::Unknown),
    ];

    /// What the answer of E-Qyzmet means for the card of an employee of a body.
    pub fn of(answer: Result<Certificate, Unchecked>, iin: &Iin, bin: &Bin) -> Verdict {
        match answer {
            Err(why) => Verdict::Unchecked(why),
            Ok(told) if told.iin != *iin => Verdict::Differs(Mismatch::Person),
            Ok(told) if told.bin != *bin => Verdict::Differs(Mismatch::Body),
            Ok(_) => Verdict::Matches,
        }
    }

    /// The same, seen together with the other cards: what another person uses too is nobody's proof.
    pub fn with(self, used: Use) -> Verdict {
        match (self, used) {
            (Verdict::Matches | Verdict::Unchecked(_), Use::Shared) => Verdict::Differs(Mismatch::Reused),
            (Verdict::Differs(_), Use::Shared) | (_, Use::Alone) => self,
        }
    }

    /// The code of the verdict, for catalogues, storage and the journal.
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::Matches => "matches",
            Verdict::Differs(Mismatch::Person) => "another-person",
            Verdict::Differs(Mismatch::Body) => "another-body",
            Verdict::Differs(Mismatch::Reused) => "reused",
            Verdict::Unchecked(Unchecked::NotAsked) => "not-asked",
            Verdict::Unchecked(Unchecked::NotConnected) => "not-connected",
            Verdict::Unchecked(Unchecked::Foreign) => "foreign",
            Verdict::Unchecked(Unchecked::NoAnswer) => "no-answer",
            Verdict::Unchecked(Unchecked::Redirected) => "redirected",
            Verdict::Unchecked(Unchecked::TooLong) => "too-long",
            Verdict::Unchecked(Unchecked::Unreadable) => "unreadable",
            Verdict::Unchecked(Unchecked::Unknown) => "unknown",
        }
    }

    /// The verdict of a code.
    pub fn parse(code: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why no code of a picture is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoChoice {
    /// The picture shows none.
    None,
    /// It shows several of E-Qyzmet.
    Several,
    /// It shows several, and none is of E-Qyzmet.
    SeveralForeign,
}

/// The code that a picture is about: the only one of E-Qyzmet among what it shows, else the only one it shows.
pub fn choose(found: &[String], is_eqyzmet: impl Fn(&str) -> bool) -> Result<&str, NoChoice> {
    let mut own = found.iter().filter(|text| is_eqyzmet(text));
    match (own.next(), own.next(), found) {
        (Some(only), None, _) => Ok(only),
        (Some(_), Some(_), _) => Err(NoChoice::Several),
        (None, _, []) => Err(NoChoice::None),
        (None, _, [only]) => Ok(only),
        (None, _, [..]) => Err(NoChoice::SeveralForeign),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(iin: &str, bin: &str) -> Result<Certificate, Unchecked> {
        let certificate = Certificate {
            iin: Iin::from_certificate(iin).unwrap(),
            bin: Bin::from_certificate(bin).unwrap(),
        };
        Ok(certificate)
    }

    #[test]
    fn r8_a_code_matches_where_e_qyzmet_names_the_same_person_in_the_same_body() {
        let (iin, bin) =
            (Iin::parse("850615400125").unwrap(), Bin::from_certificate("050340001231").unwrap());
        let check = |answer, expect| assert_eq!(Verdict::of(answer, &iin, &bin), expect);
        check(told("850615400125", "050340001231"), Verdict::Matches);
        check(told("850615400126", "050340001231"), Verdict::Differs(Mismatch::Person));
        check(told("850615400126", "050340001232"), Verdict::Differs(Mismatch::Person));
        check(told("850615400125", "050340001232"), Verdict::Differs(Mismatch::Body));
    }

    /// A service that did not answer never makes a code right.
    #[test]
    fn r8_without_an_answer_nothing_matches() {
        let (iin, bin) =
            (Iin::parse("850615400125").unwrap(), Bin::from_certificate("050340001231").unwrap());
        for verdict in Verdict::ALL {
            if let Verdict::Unchecked(why) = verdict {
                assert_eq!(Verdict::of(Err(why), &iin, &bin), verdict);
                assert_eq!(verdict.with(Use::Alone), verdict);
            }
            assert_ne!(verdict.with(Use::Shared), Verdict::Matches);
            assert!(matches!(verdict.with(Use::Shared), Verdict::Differs(_)), "{verdict}");
        }
    }

    #[test]
    fn a_verdict_is_read_back_from_its_code() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.code()), Some(verdict));
        }
        assert_eq!(Verdict::parse("valid"), None);
    }

    #[test]
    fn the_code_of_e_qyzmet_is_taken_among_several() {
        let check = |found: &[&str], expect: Result<&str, NoChoice>| {
            let found: Vec<String> = found.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(choose(&found, |text| text.starts_with("q:")), expect);
        };
        check(&[], Err(NoChoice::None));
        check(&["q:1"], Ok("q:1"));
        check(&["javascript:alert(1)"], Ok("javascript:alert(1)"));
        check(&["wifi", "q:1", "menu"], Ok("q:1"));
        check(&["q:1", "wifi", "q:2"], Err(NoChoice::Several));
        check(&["wifi", "menu"], Err(NoChoice::SeveralForeign));
    }
}
