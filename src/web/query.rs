//! Queries of GET pages, read strictly: garbage, an unknown or a repeated field is 400 and never "no filter".

use rocket::form::{DataField, FromForm, Options, ValueField};

use super::error::WebError;

/// A query that was read, well or not: `#[get("/grants?<asked..>")]` with `asked: Asked<GrantsQuery>`.
///
/// `T` derives `FromForm` and writes a field that may be absent as [`Maybe`], never as `Option`.
#[derive(Debug)]
pub struct Asked<T>(Result<T, ()>);

impl<T> Asked<T> {
    /// The query, or 400.
    pub fn read(self) -> Result<T, WebError> {
        self.0.map_err(|()| WebError::BadRequest)
    }
}

#[rocket::async_trait]
impl<'r, T: FromForm<'r>> FromForm<'r> for Asked<T> {
    type Context = Seen<T::Context>;

    fn init(_: Options) -> Self::Context {
        Seen { pushes: 0, strange: 0, field: T::init(Options::Strict) }
    }

    fn push_value(seen: &mut Self::Context, field: ValueField<'r>) {
        // Queries are flat: `year[]` and `year.x` would be read as other spellings of `year`.
        let is_plain = field.name.source().as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        seen.strange += usize::from(!is_plain);
        T::push_value(&mut seen.field, field);
    }

    async fn push_data(seen: &mut Self::Context, field: DataField<'r, '_>) {
        T::push_data(&mut seen.field, field).await;
    }

    fn finalize(seen: Self::Context) -> rocket::form::Result<'r, Self> {
        let read = T::finalize(seen.field).map_err(|_| ());
        Ok(Asked(read.and_then(|query| if seen.strange == 0 { Ok(query) } else { Err(()) })))
    }
}

/// A field that may be absent: a filter, a radio or checkbox left alone. Present and wrong is an error, where Rocket's
/// own `Option` would make it "absent" and so silently widen a result. Any number of checkboxes: `Maybe<Vec<String>>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maybe<T>(pub Option<T>);

impl<T: Default> Maybe<T> {
    /// What was sent, or the empty value.
    pub fn or_empty(self) -> T {
        self.0.unwrap_or_default()
    }
}

/// What is collected while a query or an optional field is read.
pub struct Seen<C> {
    pushes: usize,
    strange: usize,
    field: C,
}

#[rocket::async_trait]
impl<'r, T: FromForm<'r>> FromForm<'r> for Maybe<T> {
    type Context = Seen<T::Context>;

    fn init(_: Options) -> Self::Context {
        Seen { pushes: 0, strange: 0, field: T::init(Options::Strict) }
    }

    fn push_value(seen: &mut Self::Context, field: ValueField<'r>) {
        seen.pushes += 1;
        T::push_value(&mut seen.field, field);
    }

    async fn push_data(seen: &mut Self::Context, field: DataField<'r, '_>) {
        seen.pushes += 1;
        T::push_data(&mut seen.field, field).await;
    }

    fn finalize(seen: Self::Context) -> rocket::form::Result<'r, Self> {
        match seen.pushes {
            0 => Ok(Maybe(None)),
            _ => T::finalize(seen.field).map(|value| Maybe(Some(value))),
        }
    }
}

#[cfg(test)]
mod tests {
    use rocket::form::Form;

    use super::*;

    #[derive(Debug, PartialEq, rocket::FromForm)]
    struct Query {
        year: i32,
        region: Maybe<u32>,
        kind: Maybe<Vec<u8>>,
    }

    #[test]
    fn a_query_is_read_strictly() {
        let check = |query: &str, expect: Option<Query>| {
            let asked: Asked<Query> = Form::parse(query).unwrap();
            assert_eq!(asked.read().ok(), expect, "{query}");
        };
        let query = |region, kind: Option<&[u8]>| {
            Some(Query { year: 2026, region: Maybe(region), kind: Maybe(kind.map(<[u8]>::to_vec)) })
        };
        check("year=2026", query(None, None));
        check("year=2026&region=11", query(Some(11), None));
        check("year=2026&kind=1&kind=2", query(None, Some(&[1, 2])));
        for refused in [
            "",
            "year=abc",
            "year=",
            "region=11",
            "year=2026&region=",
            "year=2026&region=x",
            "year=2026&year=2025",
            "year=2026&region=1&region=1",
            "year=2026&regions=11",
            "year=2026&Year=2026",
            "year[]=2026",
            "year=2026&kind=1&kind=x",
        ] {
            check(refused, None);
        }
    }
}
