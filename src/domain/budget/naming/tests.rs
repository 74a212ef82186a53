//! A code is called the same wherever it stands; a number names one thing.

use proptest::prelude::*;

use super::*;

fn path(text: &str) -> Path {
    Path::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"))
}

fn kato(code: &str) -> Kato {
    Kato::parse(code).expect("nine digits")
}

#[test]
fn a_code_bears_one_name_wherever_it_stands() {
    let check = |lines: &[&str], expect: &str| {
        for line in lines {
            let found = Bearer::of(path(line));
            assert_eq!(found, Some(Bearer::Code(path(expect))), "{line}");
        }
    };
    check(&["2.01", "3.1.01", "7.2.01", "groups.01", "investments.01"], "2.01");
    check(&["2.01.1", "3.1.01.1"], "2.01.1");
    check(
        &["2.01.1.406", "departmental.406", "administrators.406", "investments.01.406"],
        "departmental.406",
    );
    check(&["2.01.1.406.001", "3.1.01.1.406.001", "departmental.406.001"], "departmental.406.001");
    check(&["2.01.1.406.001.015", "investments.01.406.001.015"], "departmental.406.001.015");
    check(
        &["2.01.1.406.001.015.111", "departmental.406.001.015.111", "economic.1.11.111"],
        "economic.1.11.111",
    );
    check(&["economic.1"], "economic.1");
    check(&["economic.1.11"], "economic.1.11");
    check(&["1.4.4", "3.2.4", "7.1.4"], "1.1.4");
    check(&["1.4.4.02.2.01"], "1.1.4.02.2.01");
    for unnamed in ["1", "2", "1.1", "closing", "departmental", "2.01.1.406.001.015.999"] {
        assert_eq!(Bearer::of(path(unnamed)), None, "{unnamed}");
    }
}

#[test]
fn a_number_names_a_place_or_a_code() {
    let place = Bearer::Place(kato("113230000"));
    assert_eq!((place.number(), place.place(), place.administrator()), (113_230_000, place.place(), None));
    let code = Bearer::of(path("2.01.1.406.001")).expect("a code");
    assert_eq!(code.administrator().map(AdministratorCode::number), Some(406));
    for bearer in [place, code] {
        assert_eq!(Bearer::parse(bearer.number()), Ok(bearer));
    }
    for garbage in [i64::MIN, -1, 0, 99_999_999, 1_000_000_000, path("2").packed(), path("3.1.01").packed()] {
        assert_eq!(Bearer::parse(garbage), Err(NotABearer), "{garbage}");
    }
}

#[test]
fn a_name_that_is_not_known_in_a_language_is_shown_in_russian_and_says_so() {
    let name = GivenName { kk: None, ru: "Имя".to_owned(), en: Some("Name".to_owned()) };
    assert_eq!(name.get(Lang::Kk), ("Имя", Lang::Ru));
    assert_eq!(name.get(Lang::Ru), ("Имя", Lang::Ru));
    assert_eq!(name.get(Lang::En), ("Name", Lang::En));
}

/// what cannot be seen is no name.
#[test]
fn a_102_a_name_is_a_line_that_can_be_seen() {
    assert_eq!(written("  Акмола \u{a0} облысы "), Ok("Акмола облысы".to_owned()));
    assert_eq!(written(" \t "), Err(BadText::Empty));
    assert_eq!(written("a\u{202e}b"), Err(BadText::Invisible));
    assert_eq!(written(&"а".repeat(501)), Err(BadText::TooLong));
}

proptest! {
    #[test]
    fn what_is_read_from_a_number_gives_it_again(number in any::<i64>()) {
        if let Ok(bearer) = Bearer::parse(number) {
            prop_assert_eq!(bearer.number(), number);
        }
    }
}
