//! Rural districts: made inside the real districts of oblasts, because no free list of the real ones is carried. Their
//! codes are built as KATO builds them, their names are plainly nobody's; both repeat. Districts of cities have none.

use crate::domain::budget::reference::districts;
use crate::domain::budget::{Bearer, Given, GivenName};
use crate::domain::region::{Kato, RegionKind};
use crate::domain::scope::BudgetKey;

/// The third field of the first code: rural districts begin behind towns and settlements, and take every second.
const FIRST: u32 = 30;
const STEP: u32 = 2;

/// No district has more.
pub(super) const MOST: u32 = 14;

/// The districts of a demonstration that have rural districts, and how many: those of the planted oddities.
const OF_THE_COUNTRY: [(&str, u32); 4] =
    [("113200000", 3), ("313600000", 2), ("615200000", 2), ("634600000", 2)];

/// The rural districts of a demonstration's country.
pub(super) fn of_the_country() -> impl Iterator<Item = Kato> {
    let of = |(district, count): (&str, u32)| {
        let district = Kato::parse(district).ok();
        (1..=count).filter_map(move |number| district?.in_district(code(number)))
    };
    OF_THE_COUNTRY.into_iter().flat_map(of)
}

/// The districts that may have rural districts: those of oblasts; cities of oblast significance stand for themselves.
pub(super) fn hosts() -> impl Iterator<Item = Kato> {
    let is_host = |kato: &Kato| kato.kind() == RegionKind::Oblast && kato.number() / 1_000_000 % 10 >= 3;
    districts().iter().map(|place| place.kato).filter(is_host)
}

/// A rural district of a district, by its number from 1.
pub(super) fn of_district(district: Kato, number: u32) -> Option<Kato> {
    (1..=MOST).contains(&number).then(|| district.in_district(code(number)))?
}

const fn code(number: u32) -> u32 {
    FIRST + (number - 1) * STEP
}

/// What the rural districts among budgets are called.
pub fn names<'a>(budgets: impl IntoIterator<Item = &'a BudgetKey>) -> Vec<Given> {
    budgets.into_iter().filter_map(name).collect()
}

fn name(budget: &BudgetKey) -> Option<Given> {
    let place = match budget {
        BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal => return None,
        BudgetKey::Local(place) => *place,
    };
    let field = place.number() / 1_000 % 100;
    let is_made = place.around().is_some_and(Kato::is_district)
        && place.number().is_multiple_of(1_000)
        && field >= FIRST
        && (field - FIRST).is_multiple_of(STEP);
    let number = is_made.then(|| (field - FIRST) / STEP + 1)?;
    let name = GivenName {
        kk: Some(format!("№ {number} ауылдық округ")),
        ru: format!("Сельский округ № {number}"),
        en: Some(format!("Rural district No. {number}")),
    };
    Some(Given { bearer: Bearer::Place(place), name, source_line: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::budget::BudgetKind;

    fn kato(code: &str) -> Kato {
        Kato::parse(code).expect("nine digits")
    }

    #[test]
    fn a_rural_district_lies_in_its_district_and_is_called_by_its_number() {
        let check = |number: u32, expect: Option<(&str, &str)>| {
            let made = of_district(kato("113200000"), number);
            let names = names(&made.map(BudgetKey::Local).into_iter().collect::<Vec<_>>());
            let found =
                names.first().and_then(|given| Some((given.bearer.place()?.code(), given.name.ru.clone())));
            assert_eq!(found, expect.map(|(code, name)| (code.to_owned(), name.to_owned())), "{number}");
        };
        check(1, Some(("113230000", "Сельский округ № 1")));
        check(3, Some(("113234000", "Сельский округ № 3")));
        check(MOST, Some(("113256000", "Сельский округ № 14")));
        check(0, None);
        check(MOST + 1, None);
        assert_eq!(of_district(kato("751110000"), 1), None, "districts of cities have none");
    }

    #[test]
    fn every_oblast_has_districts_for_them_and_no_city() {
        let tops: std::collections::BTreeSet<Kato> = hosts().map(Kato::top).collect();
        assert_eq!(tops.len(), 17);
        assert!(hosts().all(|district| of_district(district, 1).is_some()));
        for place in of_the_country() {
            assert_eq!(BudgetKey::Local(place).kind(), BudgetKind::Rural);
            assert!(place.around().is_some_and(|district| hosts().any(|host| host == district)), "{place}");
        }
    }

    #[test]
    fn what_is_not_made_here_is_not_named_here() {
        let others = ["republican", "110000000", "113200000", "113220100", "113231000", "751110000"];
        let others = others.map(|code| BudgetKey::parse(code).expect("a budget"));
        assert_eq!(names(&others), []);
    }
}
