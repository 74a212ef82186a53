//! The lists are whole: every line is read, no code stands twice, everything hangs on something that is listed.

use super::crosswalk::{Kind, Unit, predecessors, successors};
use super::*;
use crate::domain::budget::Period;
use crate::domain::region::{AdministratorCode, Kato};
use crate::domain::scope::BudgetKey;

fn administrator_code(code: &str) -> AdministratorCode {
    AdministratorCode::parse(code).expect("three digits")
}

fn kato(code: &str) -> Kato {
    Kato::parse(code).expect("nine digits")
}

fn period(text: &str) -> Period {
    Period::parse(text).expect("a month")
}

#[test]
fn every_line_of_the_lists_is_read() {
    let rows = |name: &str| match name {
        "sections" => 27,
        "functions" => 78,
        "economic" => 99,
        "receipts" => 98,
        "programmes" => 85,
        "administrators" => 238,
        "crosswalk" => 107,
        "regions" => 20,
        "districts" => 226,
        other => panic!("{other}"),
    };
    for (name, text) in versions::lists() {
        assert_eq!(lines(text).count(), rows(name), "{name}");
        if name == "crosswalk" {
            continue;
        }
        for line in lines(text) {
            let (_, label) = row(line).unwrap_or_else(|| panic!("{line}"));
            assert!(!label.ru.is_empty(), "{line}");
            let latin = |name: &str| name.chars().any(|c| c.is_ascii_alphabetic() && !"IVX".contains(c));
            let is_a_proper_name = line.starts_with("223.013");
            assert!(is_a_proper_name || !latin(label.ru) && !label.kk.is_some_and(latin), "{line}");
        }
        assert_eq!(read(text).len(), rows(name), "no code of {name} stands twice");
    }
    assert_eq!((regions().len(), districts().len(), administrators().count()), (20, 226, 238));
    assert_eq!((economic::all().count(), crosswalk::all().len()), (99, 107));
}

#[test]
fn every_list_says_its_version_and_its_source() {
    for list in versions() {
        assert!(chrono::NaiveDate::parse_from_str(list.version, "%Y-%m-%d").is_ok(), "{list:?}");
        assert!(!list.source.is_empty() && list.rows > list.unconfirmed, "{list:?}");
    }
    let unconfirmed =
        |name: &str| versions().into_iter().find(|list| list.name == name).expect(name).unconfirmed;
    assert_eq!((unconfirmed("receipts"), unconfirmed("sections")), (0, 0));
    assert_eq!(
        unconfirmed("economic"),
        economic::all().filter(|entry| entry.standing == Standing::Unconfirmed).count()
    );
}

#[test]
fn every_district_lies_in_a_region_of_the_list() {
    for district in districts() {
        assert!(place(district.kato.top()).is_some(), "{}", district.kato);
        assert_eq!(place(district.kato), Some(district));
    }
    for region in regions() {
        assert!(districts().iter().any(|district| region.kato.contains(district.kato)), "{}", region.kato);
    }
}

#[test]
fn the_nearest_listed_place_holds_the_code() {
    let check = |code: &str, expect: Option<&str>| {
        assert_eq!(nearest(kato(code)).map(|place| place.kato), expect.map(kato), "{code}");
    };
    check("113200000", Some("113200000"));
    check("113235000", Some("113200000"));
    check("113235100", Some("113200000"));
    check("623875512", Some("623800000"));
    check("711611100", Some("710000000"));
    check("711610100", Some("711610000"));
    check("110000000", Some("110000000"));
    check("119900000", Some("110000000"));
    check("510000000", None);
    check("999999999", None);
    for place in districts().iter().chain(regions()) {
        assert_eq!(nearest(place.kato), Some(place));
    }
}

#[test]
fn every_administrator_has_a_level_that_its_name_does_not_deny() {
    for office in administrators() {
        let name = office.label.ru;
        let named = |words: &str, level: Level| !name.contains(words) || office.levels.contains(&level);
        assert!(!office.levels.is_empty(), "{name}");
        assert!(named("(города областного значения", Level::District), "{name}");
        assert!(named("города республиканского значения", Level::City), "{name}");
        assert!(named("областного бюджета", Level::Oblast), "{name}");
        assert!(!name.ends_with(" области") || office.levels == [Level::Oblast], "{name}");
        assert!(named("Республики Казахстан", Level::Republican) || name.contains("Байконур"), "{name}");
        assert!(office.first.zip(office.last).is_none_or(|(first, last)| first <= last), "{name}");
    }
}

#[test]
fn levels_and_months_of_known_administrators() {
    let check = |code: &str, levels: &[Level], first: Option<&str>, last: Option<&str>| {
        let office = office(administrator_code(code)).unwrap_or_else(|| panic!("{code}"));
        assert_eq!(office.levels, levels, "{code}");
        assert_eq!((office.first, office.last), (first.map(period), last.map(period)), "{code}");
    };
    check("501", &[Level::Republican], None, None);
    check("510", &[Level::City], None, None);
    check("406", &[Level::Republican], None, None);
    check("451", &[Level::District], None, None);
    check("124", &[Level::Rural], None, None);
    check("123", &[Level::City, Level::District], None, None);
    check("252", &[Level::Oblast], None, None);
    check("352", &[Level::City], None, None);
    check("249", &[Level::Republican], None, Some("2023-12"));
    check("651", &[Level::Republican], Some("2023-10"), None);
    check("108", &[Level::Republican], None, Some("2023-12"));
    assert_eq!(office(administrator_code("999")), None);
}

#[test]
fn every_specific_is_in_a_class_and_in_a_category() {
    for entry in economic::all() {
        let above = entry.parent.map(|code| economic::find(code).unwrap_or_else(|| panic!("{}", entry.code)));
        let digits = |code: u16| code.to_string().len();
        assert_eq!(
            above.map(|above| digits(above.code)),
            digits(entry.code).checked_sub(1).filter(|n| *n > 0)
        );
    }
    for specific in economic::specifics() {
        assert_eq!(economic::class(specific.code), Some(specific.code / 10), "the form prints classes so");
        assert!(economic::category(specific.code).is_some(), "{}", specific.code);
    }
    let check = |specific: u16, category: Option<u16>| assert_eq!(economic::category(specific), category);
    check(111, Some(1));
    check(339, Some(1));
    check(414, Some(2));
    check(511, Some(3));
    check(611, Some(4));
    check(711, Some(5));
    check(999, None);
    check(11, None);
    check(1, None);
}

#[test]
fn programmes_have_their_own_name_or_the_one_of_their_number() {
    let check = |label: Option<Label>, expect: Option<&str>| assert_eq!(label.map(|label| label.ru), expect);
    let ministry = administrator_code("217");
    check(
        programmes::programme(ministry, 30),
        Some("Создание и развитие информационных систем Министерства финансов Республики Казахстан"),
    );
    check(programmes::programme(ministry, 1), Some("Услуги по обеспечению деятельности администратора"));
    check(
        programmes::programme(administrator_code("120"), 1),
        Some("Услуги по обеспечению деятельности акима области"),
    );
    check(programmes::programme(ministry, 999), None);
    check(programmes::subprogramme(ministry, 205, 4), Some("За счет внешних займов"));
    check(programmes::subprogramme(ministry, 1, 15), Some("За счет средств местного бюджета"));
    check(programmes::subprogramme(ministry, 1, 102), None);
    for (administrator, _, _) in programmes::known() {
        assert!(office(administrator).is_some(), "{administrator}");
    }
    assert!(programmes::known().count() > 50);
}

#[test]
fn every_specific_of_receipts_is_in_a_subclass() {
    let specifics: Vec<&str> =
        RECEIPTS.keys().filter(|code| code.matches('.').count() == 3).copied().collect();
    assert_eq!(specifics.len(), 19);
    for code in specifics {
        let (subclass, _) = code.rsplit_once('.').expect("a point");
        assert!(receipt(subclass).is_some(), "{code}");
    }
}

#[test]
fn the_crosswalk_leads_between_listed_codes_and_never_in_a_circle_at_one_time() {
    for change in crosswalk::all() {
        assert!(office(change.from.administrator).is_some(), "{change:?}");
        assert!(change.to.is_none_or(|to| office(to.administrator).is_some()), "{change:?}");
        assert_eq!(change.to.is_none(), change.kind == Kind::Ended, "{change:?}");
        assert!(change.to != Some(change.from) || change.kind == Kind::Renamed, "{change:?}");
        assert!(!change.source.is_empty());
        let back = |other: &&crosswalk::Change| {
            other.place == change.place
                && other.since == change.since
                && other.to == Some(change.from)
                && change.to == Some(other.from)
        };
        assert!(change.to == Some(change.from) || !crosswalk::all().iter().any(|other| back(&other)));
    }
    for kind in Kind::ALL {
        assert!(crosswalk::all().iter().any(|change| change.kind == kind), "{kind:?}");
    }
}

#[test]
fn what_became_of_a_code_and_what_it_was() {
    let codes = |units: Vec<Unit>| -> Vec<String> {
        let print = |unit: Unit| match unit.programme {
            Some(programme) => format!("{}.{programme:03}", unit.administrator),
            None => unit.administrator.code(),
        };
        units.into_iter().map(print).collect()
    };
    let later = |budget: &str, code: &str, at: &str| {
        let budget = BudgetKey::parse(budget).expect("a budget");
        let changes = successors(&budget, Unit::parse(code).expect("a code"), period(at));
        codes(changes.into_iter().filter_map(|change| change.to).collect())
    };
    let earlier = |budget: &str, code: &str, at: &str| {
        let budget = BudgetKey::parse(budget).expect("a budget");
        let changes = predecessors(&budget, Unit::parse(code).expect("a code"), period(at));
        codes(changes.into_iter().map(|change| change.from).collect())
    };
    assert_eq!(later("republican", "249", "2023-09"), ["228", "229"]);
    assert_eq!(later("republican", "249", "2023-10"), [""; 0], "the change is over");
    assert_eq!(later("republican", "249.003", "2023-01"), ["228.003"]);
    assert_eq!(earlier("republican", "651", "2024-01"), ["209", "240"]);
    assert_eq!(earlier("republican", "651", "2023-09"), [""; 0], "the change is yet to come");
    assert_eq!(earlier("110000000", "651", "2024-01"), [""; 0], "no region has such a ministry");
    assert_eq!(later("110000000", "289", "2023-05"), ["265", "284"]);
    assert_eq!(later("113200000", "289", "2023-05"), ["265", "284"], "a district lies in its region");
    assert_eq!(later("270000000", "289", "2023-05"), [""; 0], "another region's office goes on");
    assert_eq!(later("150000000", "255", "2023-01"), ["741"]);
    assert_eq!(later("150000000", "741", "2023-04"), ["251", "255"], "and back again");
    assert_eq!(later("350000000", "270", "2024-01"), [""; 0]);
    let ended =
        successors(&BudgetKey::Local(kato("350000000")), administrator_code("270").into(), period("2024-01"));
    assert_eq!(ended.iter().map(|change| change.kind).collect::<Vec<_>>(), [Kind::Ended]);
    assert_eq!(later("state", "249", "2023-09"), ["228", "229"]);
    assert_eq!(later("state", "289", "2023-05"), [""; 0], "one region's change is hidden in the sum");
    let unit = |path: &str| Unit::of(Path::parse(path).expect("a path"));
    assert_eq!(unit("2.12.1.249"), Unit::parse("249"));
    assert_eq!(unit("departmental.249.003.004"), Unit::parse("249.003"));
    assert_eq!((unit("2.12.1"), unit("economic.1.11.111")), (None, None));
    assert_eq!(Unit::parse("24"), None);
    assert_eq!(Unit::parse("249.x"), None);
}

#[test]
fn names_by_path_in_three_languages() {
    let check = |path: &str, lang: Lang, expect: &str, shown: Lang| {
        let label = label(Path::parse(path).expect("a path")).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(label.get(lang), (expect, shown), "{path}");
    };
    check("2", Lang::Kk, "II. Шығындар", Lang::Kk);
    check("2.01", Lang::Kk, "Жалпы сипаттағы мемлекеттік қызметтер", Lang::Kk);
    check("2.01.2", Lang::Ru, "Финансовая деятельность", Lang::Ru);
    check("2.01.2.406", Lang::Kk, "Қазақстан Республикасының Жоғары аудиторлық палатасы", Lang::Kk);
    check("2.01.2.406", Lang::En, "Высшая аудиторская палата Республики Казахстан", Lang::Ru);
    check("1.1.1.01.2", Lang::En, "Personal income tax", Lang::En);
    check("7.2.16.1", Lang::Kk, "Қарыздарды өтеу", Lang::Kk);
    check("3.2.5.01", Lang::Ru, "Погашение бюджетных кредитов", Lang::Ru);
    check("used", Lang::En, "Balances of budget money used", Lang::En);
    check("2.01.1.120.001", Lang::Ru, "Услуги по обеспечению деятельности акима области", Lang::Ru);
    check("2.01.1.120.001.015", Lang::Kk, "Жергілікті бюджет қаражаты есебінен", Lang::Kk);
    check("2.01.1.120.001.015.111", Lang::Kk, "Еңбекке ақы төлеу", Lang::Kk);
    check("departmental.217.205.004", Lang::Ru, "За счет внешних займов", Lang::Ru);
    check("investments.12.228.003", Lang::Kk, "Республикалық деңгейде автомобиль жолдарын дамыту", Lang::Kk);
    check("economic.1", Lang::En, "Current expenditure", Lang::En);
    check("economic.1.11", Lang::Ru, "Заработная плата", Lang::Ru);
    check("economic.2.41.414", Lang::En, "Purchase of equipment, tools and inventory", Lang::En);
    check("1.1.1.01.2.01", Lang::En, "Personal income tax withheld at the source", Lang::En);
    let unknown = Path::parse("2.01.1.120.999.999.999").expect("a path");
    assert!(unknown.trail().iter().rev().take(3).all(|path| label(*path).is_none()));
}
