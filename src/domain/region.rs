//! Regions: codes of KATO, the classifier of administrative-territorial objects, nine digits.

/// A KATO code. A region is the subtree below it: `110000000` holds `113200000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kato(u32);

/// The text is not a KATO code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a KATO code has nine digits and does not start with zero")]
pub struct NotAKato;

impl Kato {
    /// Reads nine digits.
    pub fn parse(text: &str) -> Result<Kato, NotAKato> {
        if text.len() != 9 || text.starts_with('0') || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAKato);
        }
        text.parse().map(Kato).map_err(|_: std::num::ParseIntError| NotAKato)
    }

    /// The nine digits.
    pub fn code(self) -> String {
        self.0.to_string()
    }

    /// The nine digits as a number.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The oblast or city of republican significance that this place lies in.
    pub fn top(self) -> Kato {
        Kato(self.0 / 10_000_000 * 10_000_000)
    }

    /// True for an oblast, a city of republican significance or the capital itself.
    pub fn is_top(self) -> bool {
        self.top() == self
    }

    /// True for a district, a city of oblast significance, a district in a city of republican significance; false for a
    /// region and for what lies in a district.
    pub fn is_district(self) -> bool {
        self.around() == Some(self.top())
    }

    /// The district that this place is or lies in; none for a region.
    pub fn district(self) -> Option<Kato> {
        std::iter::successors(Some(self), |place| place.around()).find(|place| place.is_district())
    }

    /// The place that this one lies directly in; none for a region.
    pub fn around(self) -> Option<Kato> {
        let unit =
            [10_000_000, 100_000, 1_000].into_iter().rev().find(|unit| !self.0.is_multiple_of(*unit))?;
        // In these cities the second and third field number a district together.
        let unit = if self.kind() == RegionKind::City { 10_000_000 } else { unit };
        Some(Kato(self.0 / unit * unit))
    }

    /// The place of a district of an oblast whose third field of the code is this: a town of district significance, a
    /// settlement, a rural district. None elsewhere: districts of cities hold no such places.
    pub fn in_district(self, field: u32) -> Option<Kato> {
        let is_inside = self.kind() == RegionKind::Oblast && self.is_district() && (1..100).contains(&field);
        is_inside.then(|| Kato(self.0 + field * 1_000))
    }

    /// True for this place and everything inside it (R6: a region is a KATO subtree).
    ///
    /// The fields of the code are 2 + 2 + 2 + 3 digits; zeros at the end of the code mean "all of".
    pub fn contains(self, other: Kato) -> bool {
        self.0 / self.unit() == other.0 / self.unit()
    }

    /// The highest code that may stand for something inside this place: its subtree is the codes from its own to this.
    pub fn last_inside(self) -> Kato {
        Kato(self.0 + self.unit() - 1)
    }

    /// How many codes its subtree has.
    fn unit(self) -> u32 {
        let units = [10_000_000, 100_000, 1_000, 1];
        units.into_iter().find(|unit| self.0.is_multiple_of(*unit)).unwrap_or(1)
    }

    /// Cities of republican significance and the capital have administrators of their own kind (352, not 252).
    pub fn kind(self) -> RegionKind {
        match self.top().0 {
            710_000_000 | 750_000_000 | 790_000_000 => RegionKind::City,
            _ => RegionKind::Oblast,
        }
    }
}

impl std::fmt::Display for Kato {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What stands at the top of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RegionKind {
    /// An oblast.
    Oblast,
    /// A city of republican significance or the capital: Astana, Almaty, Shymkent.
    City,
}

/// The three-digit code of an administrator of budget programmes (kk ББӘ, ru АБП).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AdministratorCode(u16);

/// The text is not an administrator's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an administrator of budget programmes has a code of three digits")]
pub struct NotAnAdministrator;

impl AdministratorCode {
    /// "Executive body of internal affairs financed from the oblast budget" (R6.5).
    pub const OBLAST_POLICE: AdministratorCode = AdministratorCode(252);
    /// "Executive body of internal affairs financed from the budget of the city of republican significance, the capital" (R6.5).
    pub const CITY_POLICE: AdministratorCode = AdministratorCode(352);

    /// Reads three digits, the first not zero.
    pub fn parse(text: &str) -> Result<AdministratorCode, NotAnAdministrator> {
        if text.len() != 3 || text.starts_with('0') || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAnAdministrator);
        }
        text.parse().map(AdministratorCode).map_err(|_: std::num::ParseIntError| NotAnAdministrator)
    }

    /// Three digits as a number.
    pub const fn from_number(number: u16) -> Option<AdministratorCode> {
        if 100 <= number && number <= 999 { Some(AdministratorCode(number)) } else { None }
    }

    /// The three digits as a number.
    pub const fn number(self) -> u16 {
        self.0
    }

    /// The three digits.
    pub fn code(self) -> String {
        format!("{:03}", self.0)
    }
}

impl std::fmt::Display for AdministratorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kato(code: &str) -> Kato {
        Kato::parse(code).expect("nine digits")
    }

    #[test]
    fn each_place_lies_in_the_next_larger() {
        let check = |inner: &str, outer: Option<&str>| {
            assert_eq!(kato(inner).around(), outer.map(kato), "{inner}");
        };
        check("113220101", Some("113220000"));
        check("113220000", Some("113200000"));
        check("113200000", Some("110000000"));
        check("751110000", Some("750000000"));
        check("110000000", None);
        check("750000000", None);
    }

    #[test]
    fn a_place_lies_in_one_district() {
        let check = |place: &str, district: Option<&str>| {
            assert_eq!(kato(place).district(), district.map(kato), "{place}");
        };
        check("113220101", Some("113200000"));
        check("113220000", Some("113200000"));
        check("113200000", Some("113200000"));
        check("751110000", Some("751110000"));
        check("110000000", None);
        check("750000000", None);
    }

    #[test]
    fn the_third_field_of_a_code_names_a_place_of_a_district() {
        let check = |district: &str, field: u32, expect: Option<&str>| {
            let place = kato(district).in_district(field);
            assert_eq!(place, expect.map(kato), "{field} of {district}");
            if let Some(place) = place {
                assert_eq!(place.around(), Some(kato(district)));
                assert!(!place.is_district() && kato(district).contains(place));
            }
        };
        check("113200000", 30, Some("113230000"));
        check("113200000", 1, Some("113201000"));
        check("113200000", 99, Some("113299000"));
        check("111000000", 30, Some("111030000"));
        for (none, field) in [("113200000", 0), ("113200000", 100), ("110000000", 30), ("113230000", 30)] {
            check(none, field, None);
        }
        for city in ["710000000", "711110000", "750000000", "791110000"] {
            check(city, 30, None);
        }
    }

    #[test]
    fn a_region_holds_its_subtree_and_nothing_else() {
        let check = |outer: &str, inner: &str, expect: bool| {
            assert_eq!(kato(outer).contains(kato(inner)), expect, "{outer} holds {inner}");
            let codes = kato(outer)..=kato(outer).last_inside();
            assert_eq!(codes.contains(&kato(inner)), expect, "{outer} holds {inner} in its range of codes");
        };
        check("110000000", "110000000", true);
        check("110000000", "113200000", true);
        check("110000000", "113235100", true);
        check("110000000", "150000000", false);
        check("113200000", "110000000", false);
        check("113200000", "113235100", true);
        check("113200000", "113300000", false);
        check("113235000", "113235100", true);
        check("113235100", "113235200", false);
        check("100000000", "101000000", true);
        check("100000000", "110000000", false);
    }

    #[test]
    fn codes_that_are_not_kato() {
        for garbage in ["", "11", "011000000", "1100000000", "11000000a", "+10000000"] {
            assert_eq!(Kato::parse(garbage), Err(NotAKato), "{garbage:?}");
        }
    }

    #[test]
    fn the_three_cities() {
        for city in ["710000000", "750000000", "790000000", "751110000"] {
            assert_eq!(kato(city).kind(), RegionKind::City);
        }
        assert_eq!(kato("110000000").kind(), RegionKind::Oblast);
    }
}
