//! A place in the report: a section, and the codes that lead from it to a line.
//!
//! Codes are relative, so only the whole path is a key. Printed as `2.01.1.406.001.015.111`: section II, group 01,
//! subgroup 1, administrator 406, programme 001, subprogramme 015, specific 111; `1.1.1.01.2.01`: section I, heading,
//! category, class, subclass, specific.

use super::section::{Classification, Section, Sign};
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
    /// Budget programme of its administrator, three digits.
    Programme,
    /// Subprogramme, three digits; 000 where the programme has none.
    Subprogramme,
    /// Specific of the economic classification, three digits.
    Specific,
    /// Category of receipts, one digit.
    Category,
    /// Class of receipts, two digits.
    Class,
    /// Subclass of receipts, one digit.
    Subclass,
    /// Specific of receipts, two digits.
    ReceiptSpecific,
    /// Category of the economic classification, one digit.
    EconomicCategory,
    /// Class of the economic classification: the first two digits of its specifics.
    EconomicClass,
}

impl Step {
    /// How many digits its codes have.
    pub const fn digits(self) -> usize {
        match self {
            Step::Section
            | Step::Heading
            | Step::Subgroup
            | Step::Category
            | Step::Subclass
            | Step::EconomicCategory => 1,
            Step::Group | Step::Class | Step::ReceiptSpecific | Step::EconomicClass => 2,
            Step::Administrator | Step::Programme | Step::Subprogramme | Step::Specific => 3,
        }
    }

    /// Bits that hold any code of this step, with zero left over for "no such step".
    const fn bits(self) -> u32 {
        match self.digits() {
            1 => 4,
            2 => 7,
            _ => 10,
        }
    }

    const fn accepts(self, code: u16) -> bool {
        let least = match self {
            Step::Subprogramme => 0,
            Step::Administrator | Step::Specific => 100,
            Step::EconomicClass => 10,
            Step::Section
            | Step::Heading
            | Step::Group
            | Step::Subgroup
            | Step::Programme
            | Step::Category
            | Step::Class
            | Step::Subclass
            | Step::ReceiptSpecific
            | Step::EconomicCategory => 1,
        };
        least <= code && code < 10_u16.pow(self.digits() as u32)
    }
}

/// The steps of a classification, from the top.
const fn steps_of(classification: Classification) -> &'static [Step] {
    use Step::{
        Administrator, Category, Class, EconomicCategory, EconomicClass, Group, Programme, ReceiptSpecific,
        Specific, Subclass, Subgroup, Subprogramme,
    };
    match classification {
        Classification::Functional => &[Group, Subgroup, Administrator, Programme, Subprogramme, Specific],
        Classification::Receipts => &[Category, Class, Subclass, ReceiptSpecific],
        Classification::Departmental => &[Administrator, Programme, Subprogramme, Specific],
        Classification::Economic => &[EconomicCategory, EconomicClass, Specific],
        Classification::Investments => &[Group, Administrator, Programme, Subprogramme],
    }
}

/// Bits of a packed path, so that it is a positive number in storage.
const PACKED: u32 = 62;
const SECTION_BITS: u32 = 5;

impl Path {
    /// The most steps below a section.
    pub const DEEPEST: usize = 7;

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
        if level == 0 {
            return Some(Step::Section);
        }
        if let Some(direct) = self.section.direct() {
            return steps_of(direct).get(level - 1).copied();
        }
        let headings = self.section.headings();
        if level == 1 {
            return (!headings.is_empty()).then_some(Step::Heading);
        }
        let classification = headings.get(usize::from(self.codes[0]).checked_sub(1)?)?;
        steps_of(*classification).get(level - 2).copied()
    }

    /// What a step further down stands for; nothing below the deepest.
    pub fn next_step(self) -> Option<Step> {
        self.step_at(self.level + 1)
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

    /// The path above or this one that has so many steps below the section; this one where it has no more.
    pub fn cut(self, level: usize) -> Path {
        let mut path = self;
        if level < path.level {
            path.codes[level..].fill(0);
            path.level = level;
        }
        path
    }

    /// The section, and each step down to this path itself.
    pub fn trail(self) -> Vec<Path> {
        let mut trail: Vec<Path> = std::iter::successors(Some(self), |path| path.parent()).collect();
        trail.reverse();
        trail
    }

    /// How the line counts in the one above it: second headings are set against the first.
    pub fn sign_in_parent(self) -> Sign {
        match self.codes() {
            [heading] => self.section.sign(*heading),
            _ => Sign::Plus,
        }
    }

    /// True for this path and everything below it.
    pub fn holds(&self, other: &Path) -> bool {
        self.section == other.section && other.codes().starts_with(self.codes())
    }

    /// True where the classification goes no further down.
    pub fn is_deepest(self) -> bool {
        self.next_step().is_none()
    }

    /// The administrator of budget programmes that the line belongs to; none above administrators.
    pub fn administrator(self) -> Option<AdministratorCode> {
        let at = (1..=self.level).find(|level| self.step_at(*level) == Some(Step::Administrator))?;
        AdministratorCode::from_number(self.codes[at - 1])
    }

    /// The nearest line on the way up, or this one, that stands for such a step.
    pub fn up_to(self, step: Step) -> Option<Path> {
        std::iter::successors(Some(self), |path| path.parent()).find(|path| path.step() == step)
    }

    /// One number for storage: in the order of paths, with everything below a path right behind it.
    pub fn packed(self) -> i64 {
        let mut shift = PACKED - SECTION_BITS;
        let mut packed = (self.section as i64 + 1) << shift;
        for (level, code) in (1..).zip(self.codes()) {
            shift -= self.step_at(level).unwrap_or(Step::Section).bits();
            packed |= (i64::from(*code) + 1) << shift;
        }
        packed
    }

    /// The packed numbers of this path and of everything below it.
    pub fn subtree(self) -> std::ops::RangeInclusive<i64> {
        let below: u32 = (1..=self.level).filter_map(|level| self.step_at(level)).map(Step::bits).sum();
        let first = self.packed();
        first..=first | ((1 << (PACKED - SECTION_BITS - below)) - 1)
    }

    /// Reads exactly what [`Path::packed`] gives.
    pub fn unpack(packed: i64) -> Result<Path, NotAPath> {
        let field = |shift: u32, bits: u32| (packed >> shift) & ((1 << bits) - 1);
        let mut shift = PACKED - SECTION_BITS;
        let index = usize::try_from(packed >> shift).ok().and_then(|number| number.checked_sub(1));
        let section = index.and_then(|index| Section::ALL.get(index)).ok_or(NotAPath)?;
        let mut path = Path::of(*section);
        while let Some(step) = path.step_at(path.level + 1) {
            shift -= step.bits();
            let code = match u16::try_from(field(shift, step.bits()).wrapping_sub(1)) {
                Ok(code) => code,
                Err(_) => break,
            };
            path = path.child(code)?;
        }
        if path.packed() == packed { Ok(path) } else { Err(NotAPath) }
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
        check("2.01.1.406.001", Step::Programme, Some("406"));
        check("2.01.1.406.001.000", Step::Subprogramme, Some("406"));
        check("2.01.1.406.001.015.111", Step::Specific, Some("406"));
        check("3.1.10.9.213.006.000.511", Step::Specific, Some("213"));
        check("1.1.1.01.2.01", Step::ReceiptSpecific, None);
        check("departmental.406.001.015", Step::Subprogramme, Some("406"));
        check("economic.1.11.111", Step::Specific, None);
        check("investments.01.217.205.004", Step::Subprogramme, Some("217"));
        check("groups.16", Step::Group, None);
        check("administrators.406", Step::Administrator, Some("406"));
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
            "2.01.1.406.000",
            "2.01.1.406.001.015.099",
            "2.01.1.406.001.015.111.1",
            "departmental.01",
            "economic.1.1",
            "investments.01.1",
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
        assert!(!path.is_deepest());
        assert!(path.trail().into_iter().enumerate().all(|(level, above)| path.cut(level) == above));
        assert_eq!(path.cut(9), path);
        let deepest = Path::parse("2.01.1.406.001.015.111").expect("a path");
        assert!(deepest.is_deepest());
        assert_eq!(deepest.up_to(Step::Administrator), Some(path));
        assert_eq!(path.up_to(Step::Programme), None);
        assert!(Path::parse("2.01").expect("a path").holds(&path));
        assert!(!path.holds(&Path::parse("2.01").expect("a path")));
        assert!(!Path::parse("2.1".replace('1', "10").as_str()).expect("a path").holds(&path));
    }

    /// Any path: at each step a code is tried until the tree or the wish ends.
    fn any_path() -> impl Strategy<Value = Path> {
        let section = prop::sample::select(Section::ALL.to_vec());
        (section, prop::collection::vec(0_u16..1000, 0..8)).prop_map(|(section, codes)| {
            codes.into_iter().fold(Path::of(section), |path, code| {
                [code, code % 100, code % 10, code % 4 + 1]
                    .into_iter()
                    .find_map(|code| path.child(code).ok())
                    .unwrap_or(path)
            })
        })
    }

    proptest! {
        #[test]
        fn a_subtree_is_what_a_path_holds(one in any_path(), other in any_path()) {
            for above in one.trail() {
                prop_assert!(above.subtree().contains(&one.packed()));
                prop_assert_eq!(above.subtree().contains(&other.packed()), above.holds(&other));
            }
        }

        #[test]
        fn a_packed_path_unpacks_to_itself_in_order(one in any_path(), other in any_path()) {
            prop_assert_eq!(Path::unpack(one.packed()), Ok(one));
            prop_assert_eq!(one.packed().cmp(&other.packed()), one.cmp(&other));
            prop_assert!(one.packed() > 0);
        }

        #[test]
        fn what_unpacks_packs_to_itself(number in any::<i64>()) {
            prop_assert!(Path::unpack(number).is_err() || Path::unpack(number).map(Path::packed) == Ok(number));
        }

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
