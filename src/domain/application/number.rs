//! The number under which an application is known to everybody: the year and its place in it.

/// The number of an application, `2026-000017`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// The year in which it was first submitted.
    pub year: i32,
    /// Its place among the applications of that year, from 1.
    pub sequence: u32,
}

/// The text is not the number of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the number of an application")]
pub struct NotANumber;

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:06}", self.year, self.sequence)
    }
}

impl std::str::FromStr for Number {
    type Err = NotANumber;

    /// Accepts exactly what `Display` prints.
    fn from_str(text: &str) -> Result<Number, NotANumber> {
        let (year, sequence) = text.split_once('-').ok_or(NotANumber)?;
        let (Ok(year), Ok(sequence)) = (year.parse(), sequence.parse()) else { return Err(NotANumber) };
        let number = Number { year, sequence };
        if sequence > 0 && number.to_string() == text { Ok(number) } else { Err(NotANumber) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_printed_form_is_a_number() {
        let number = Number { year: 2026, sequence: 17 };
        assert_eq!(number.to_string(), "2026-000017");
        assert_eq!("2026-000017".parse(), Ok(number));
        assert_eq!("2026-1234567".parse(), Ok(Number { year: 2026, sequence: 1_234_567 }));
        for garbage in
            ["", "2026", "2026-17", "2026-000000", "2026-+00017", "2026-000017 ", "26-000017", "2026-0000017"]
        {
            assert_eq!(garbage.parse::<Number>(), Err(NotANumber), "{garbage:?}");
        }
    }
}
