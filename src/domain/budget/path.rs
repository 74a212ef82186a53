//! A place in the report: a section, and the codes that lead from it to a line.
//!
//! Codes are relative, so only the whole path is a key. Printed as `2.01.1.406`: section II, group 01, subgroup 1,
//! administrator 406; `1.1.1.01.2`: section I, heading, category, class, subclass.

use super::section::{Classification, Section};
use crate::domain::region::AdministratorCode;

/// A path through the functional classification or through the receipts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    section: Section,
    codes: [u16; Path::DEEPEST],
    level: usize,
}

/// The text is not a path, or no such step exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a path through the budget classification")]
pub struct NotAPath;

/// What a step of a path stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A section or a balance row.
    Section,
    /// A heading within sections I, III, IV, VII.
    Heading,
    /// Functional group, two digits.
    Group,
    /// Functional subgroup, one digit.
    Subgroup,
    /// Administrator of budget programmes, three digits.
    Administrator,
    /// Category of receipts, one digit.
    Category,
    /// Class of receipts, two digits.
    Class,
    /// Subclass of receipts, one digit.
    Subclass,
}

impl Step {
    const fn digits(self) -> usize {
        match self {
            Step::Section | Step::Heading | Step::Subgroup | Step::Category | Step::Subclass => 1,
            Step::Group | Step::Class => 2,
            Step::Administrator => 3,
        }
    }

    const fn accepts(self, code: u16) -> bool {
        match self {
            Step::Section | Step::Heading | Step::Subgroup | Step::Category | Step::Subclass => {
                1 <= code && code <= 9
            }
            Step::Group | Step::Class => 1 <= code && code <= 99,
            Step::Administrator => 100 <= code && code <= 999,
        }
    }
}

impl Path {
    /// The most steps below a section.
    pub const DEEPEST: usize = 4;

    /// The path of a section itself.
    pub const fn of(section: Section) -> Path {
        Path { section, codes: [0; Path::DEEPEST], level: 0 }
    }

    /// The section.
    pub const fn section(self) -> Section {
        self.section
    }

    /// Steps below the section: 0 for the section itself.
    pub const fn level(self) -> usize {
        self.level
    }

    /// The code of each step below the section.
    pub fn codes(&self) -> &[u16] {
        &self.codes[..self.level]
    }

    /// What the last step stands for.
    pub fn step(self) -> Step {
        self.step_at(self.level).unwrap_or(Step::Section)
    }

    /// What a step of the given level stands for on this path; nothing below the deepest.
    fn step_at(self, level: usize) -> Option<Step> {
        use Step::{Administrator, Category, Class, Group, Heading, Subclass, Subgroup};
        const FUNCTIONAL: [Step; 3] = [Group, Subgroup, Administrator];
        const RECEIPTS: [Step; 3] = [Category, Class, Subclass];
        if level == 0 {
            return Some(Step::Section);
        }
        if self.section == Section::Expenditure {
            return FUNCTIONAL.get(level - 1).copied();
        }
        let headings = self.section.headings();
        if level == 1 {
            return (!headings.is_empty()).then_some(Heading);
        }
        match headings.get(usize::from(self.codes[0]).checked_sub(1)?)? {
            Classification::Functional => FUNCTIONAL.get(level - 2).copied(),
            Classification::Receipts => RECEIPTS.get(level - 2).copied(),
        }
    }

    /// One step further down.
    pub fn child(self, code: u16) -> Result<Path, NotAPath> {
        let step = self.step_at(self.level + 1).ok_or(NotAPath)?;
        let known = step != Step::Heading || usize::from(code) <= self.section.headings().len();
        if !step.accepts(code) || !known {
            return Err(NotAPath);
        }
        let mut path = self;
        path.codes[self.level] = code;
        path.level += 1;
        Ok(path)
    }

    /// One step up; nothing above a section.
    pub fn parent(self) -> Option<Path> {
        let level = self.level.checked_sub(1)?;
        let mut path = self;
        path.codes[level] = 0;
        path.level = level;
        Some(path)
    }

    /// The section, and each step down to this path itself.
    pub fn trail(self) -> Vec<Path> {
        let mut trail: Vec<Path> = std::iter::successors(Some(self), |path| path.parent()).collect();
        trail.reverse();
        trail
    }

    /// True for this path and everything below it.
    pub fn holds(&self, other: &Path) -> bool {
        self.section == other.section && other.codes().starts_with(self.codes())
    }

    /// True where the classification goes no further down.
    pub fn is_deepest(self) -> bool {
        self.step_at(self.level + 1).is_none()
    }

    /// The administrator of budget programmes that the line belongs to, if it is as deep as that.
    pub fn administrator(self) -> Option<AdministratorCode> {
        if self.step() != Step::Administrator {
            return None;
        }
        AdministratorCode::parse(&self.last_code()).ok()
    }

    /// The code of the last step as the classification prints it: `01`, `1`, `406`; the section's own code at the top.
    pub fn last_code(self) -> String {
        match self.codes().last() {
            Some(code) => format!("{code:0width$}", width = self.step().digits()),
            None => self.section.code().to_owned(),
        }
    }

    /// Reads exactly what `Display` prints.
    pub fn parse(text: &str) -> Result<Path, NotAPath> {
        let mut parts = text.split('.');
        let section = parts.next().and_then(Section::parse).ok_or(NotAPath)?;
        parts.try_fold(Path::of(section), |path, part| {
            let code: u16 = if part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit()) {
                part.parse().map_err(|_: std::num::ParseIntError| NotAPath)?
            } else {
                return Err(NotAPath);
            };
            let path = path.child(code)?;
            if path.last_code() == part { Ok(path) } else { Err(NotAPath) }
        })
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let steps: Vec<String> = self.trail().into_iter().map(Path::last_code).collect();
        f.write_str(&steps.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_prints_as_it_was_read() {
        let check = |text: &str, step: Step, administrator: Option<&str>| {
            let path = Path::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!(path.to_string(), text);
            assert_eq!(path.step(), step, "{text}");
            assert_eq!(path.administrator().map(|code| code.code()).as_deref(), administrator, "{text}");
        };
        check("2", Step::Section, None);
        check("2.01", Step::Group, None);
        check("2.01.1", Step::Subgroup, None);
        check("2.01.1.406", Step::Administrator, Some("406"));
        check("1.1.1.01.2", Step::Subclass, None);
        check("3.1.10.9.213", Step::Administrator, Some("213"));
        check("3.2.5.01.1", Step::Subclass, None);
        check("7.1.7.01", Step::Class, None);
        check("7.2.16.1.217", Step::Administrator, Some("217"));
        check("closing", Step::Section, None);
    }

    #[test]
    fn garbage_is_not_a_path() {
        for garbage in [
            "",
            ".",
            "2.",
            ".2",
            "0",
            "8",
            "2.1",
            "2.001",
            "2.00",
            "2.01.0",
            "2.01.10",
            "2.01.1.099",
            "2.01.1.406.1",
            "5.1",
            "opening.1",
            "1.5",
            "1.0",
            "3.3",
            "1.1.1.1",
            "2 .01",
            "2.+1",
            "2.01.1.4O6",
            "2..1",
            "٢",
            "2.01.1.65942",
        ] {
            assert_eq!(Path::parse(garbage), Err(NotAPath), "{garbage:?}");
        }
    }

    #[test]
    fn a_trail_leads_from_the_section_down() {
        let path = Path::parse("2.01.1.406").expect("a path");
        let trail: Vec<String> = path.trail().iter().map(Path::to_string).collect();
        assert_eq!(trail, ["2", "2.01", "2.01.1", "2.01.1.406"]);
        assert!(path.is_deepest());
        assert!(Path::parse("2.01").expect("a path").holds(&path));
        assert!(!path.holds(&Path::parse("2.01").expect("a path")));
        assert!(!Path::parse("2.1".replace('1', "10").as_str()).expect("a path").holds(&path));
    }

    proptest! {
        #[test]
        fn what_parses_prints_itself(text in "[0-9a-z.]{0,14}") {
            if let Ok(path) = Path::parse(&text) {
                prop_assert_eq!(path.to_string(), text);
            }
        }

        #[test]
        fn any_text_is_refused_without_a_panic(text in "\\PC{0,20}") {
            prop_assert!(Path::parse(&text).is_ok_and(|path| path.to_string() == text) || Path::parse(&text).is_err());
        }
    }
}
