//! Names of people and names in three languages; text that people type, cleaned once at the door.

use super::lang::Lang;

/// Why a text can't be a name or a line of free text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing left after trimming.
    #[error("empty")]
    Empty,
    /// Longer than the limit, in characters.
    #[error("too long")]
    TooLong,
    /// A control, bidirectional-override or zero-width character.
    #[error("invisible characters")]
    Invisible,
}

/// One line of text: trimmed, inner white space folded to single spaces, no invisible characters, 1 to `most` characters.
pub fn line(text: &str, most: usize) -> Result<String, BadText> {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.is_empty() {
        return Err(BadText::Empty);
    }
    if folded.chars().any(is_invisible) {
        return Err(BadText::Invisible);
    }
    if folded.chars().count() > most {
        return Err(BadText::TooLong);
    }
    Ok(folded)
}

/// Characters that change what a reader sees without being seen themselves.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' | '\u{61c}')
}

/// The name of a person as in the annex: surname, name, patronymic if any.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName {
    /// kk тегі, ru фамилия.
    pub surname: String,
    /// kk аты, ru имя.
    pub given: String,
    /// kk әкесінің аты, ru отчество.
    pub patronymic: Option<String>,
}

impl PersonName {
    /// The longest part that is accepted, in characters.
    pub const MOST: usize = 100;

    /// Reads the three parts; an empty patronymic is none.
    pub fn parse(surname: &str, given: &str, patronymic: &str) -> Result<PersonName, BadText> {
        let patronymic = match line(patronymic, Self::MOST) {
            Err(BadText::Empty) => None,
            other => Some(other?),
        };
        Ok(PersonName { surname: line(surname, Self::MOST)?, given: line(given, Self::MOST)?, patronymic })
    }

    /// Surname, name, patronymic.
    pub fn full(&self) -> String {
        match &self.patronymic {
            Some(patronymic) => format!("{} {} {patronymic}", self.surname, self.given),
            None => format!("{} {}", self.surname, self.given),
        }
    }

    /// Surname with initials, as officials sign.
    pub fn short(&self) -> String {
        let initial = |part: &str| part.chars().next().map(|c| format!("{c}.")).unwrap_or_default();
        let patronymic = self.patronymic.as_deref().map(initial).unwrap_or_default();
        format!("{} {}{patronymic}", self.surname, initial(&self.given))
    }
}

/// A name in the three languages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LocalName {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

impl LocalName {
    /// The name in a language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Kk => &self.kk,
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cleaned_once() {
        let check = |text: &str, expect: Result<&str, BadText>| {
            assert_eq!(line(text, 10), expect.map(String::from), "{text:?}")
        };
        check("  Әлия \t Нұр ", Ok("Әлия Нұр"));
        check("   ", Err(BadText::Empty));
        check("abc\u{202e}def", Err(BadText::Invisible));
        check("a\u{200b}b", Err(BadText::Invisible));
        check("a\u{0}b", Err(BadText::Invisible));
        check("12345678901", Err(BadText::TooLong));
    }

    #[test]
    fn names_as_officials_write_them() {
        let name = PersonName::parse("Серікбаева", "Айгүл", "Нұрланқызы").expect("a name");
        assert_eq!(name.full(), "Серікбаева Айгүл Нұрланқызы");
        assert_eq!(name.short(), "Серікбаева А.Н.");
        assert_eq!(PersonName::parse("Ким", "Олег", " ").expect("a name").short(), "Ким О.");
    }
}
