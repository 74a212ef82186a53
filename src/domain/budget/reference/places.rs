//! Places that have a budget or lie in one that has: oblasts and cities, districts. It knows no figures.
//!
//! Rural districts are not listed: their names come with the data that is loaded, and [`nearest`] says where they lie.

use std::sync::LazyLock;

use super::{Label, read, versions};
use crate::domain::region::Kato;

/// A place that has a budget or lies in one that has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its code.
    pub kato: Kato,
    /// Its name.
    pub label: Label,
}

static REGIONS: LazyLock<Vec<Place>> = LazyLock::new(|| places(versions::REGIONS));
static DISTRICTS: LazyLock<Vec<Place>> = LazyLock::new(|| places(versions::DISTRICTS));

fn places(text: &'static str) -> Vec<Place> {
    let place = |(code, label)| Kato::parse(code).ok().map(|kato| Place { kato, label });
    read(text).into_iter().filter_map(place).collect()
}

/// Oblasts, cities of republican significance and the capital, by code.
pub fn regions() -> &'static [Place] {
    &REGIONS
}

/// Districts, cities of oblast significance and districts in cities, by code.
pub fn districts() -> &'static [Place] {
    &DISTRICTS
}

/// A place by its code.
pub fn place(kato: Kato) -> Option<&'static Place> {
    let list = if kato.is_top() { regions() } else { districts() };
    list.binary_search_by_key(&kato, |place| place.kato).ok().and_then(|index| list.get(index))
}

/// The smallest listed place that holds a code: the place itself, its district, or its region.
pub fn nearest(kato: Kato) -> Option<&'static Place> {
    // A code that ends in zeros holds all that begins alike, so the one that holds `kato` is the last that is not after it.
    let before = districts().partition_point(|place| place.kato <= kato);
    let district = before.checked_sub(1).and_then(|index| districts().get(index));
    district.filter(|place| !kato.is_top() && place.kato.contains(kato)).or_else(|| place(kato.top()))
}
