//! Pages as they were drawn for a scope, for the next who looks with the same scope while the budget stays as it is.
//!
//! What is kept belongs to a whole [`Scope`], to one state of the budget and to one address in one language, and holds
//! nothing of who asked. No right is kept: the scope of each request is made anew from what the database says.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::budget::Period;
use crate::domain::scope::Scope;
use crate::storage::budget::State;

/// So many bytes of pages make a generation; two are kept.
const GENERATION: usize = 16 * 1024 * 1024;

/// What a page shows of the budget, drawn: nothing in it depends on who asks beyond the scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The page's title, as text.
    pub title: String,
    /// What stands before its content, as HTML.
    pub before: String,
    /// Its content, as HTML.
    pub content: String,
}

/// A page as it was drawn, with what its entry in the journal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) drawn: Drawn,
    /// The version of the report; 0 where there is none.
    pub(super) version: i64,
    /// The month that is shown.
    pub(super) period: Option<Period>,
    /// How many lines it shows.
    pub(super) lines: i64,
}

impl Kept {
    fn bytes(&self) -> usize {
        self.drawn.title.len() + self.drawn.before.len() + self.drawn.content.len()
    }
}

/// What a page was drawn for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) scope: Scope,
    pub(super) state: State,
    /// Its address and language.
    pub(super) page: String,
}

/// The pages that were asked for last.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<Generations<Key>>);

/// What is asked for again moves to the young; where those become too many, they are the old, and the old are forgotten.
#[derive(Debug)]
struct Generations<K> {
    young: HashMap<K, Arc<Kept>>,
    old: HashMap<K, Arc<Kept>>,
    /// Of the young.
    bytes: usize,
}

impl Shelf {
    pub(super) fn find(&self, key: &Key) -> Option<Arc<Kept>> {
        self.pages().find(key)
    }

    pub(super) fn keep(&self, key: Key, kept: Arc<Kept>) {
        self.pages().put(key, kept);
    }

    /// Nothing that could panic is done while this is held.
    fn pages(&self) -> MutexGuard<'_, Generations<Key>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K> Default for Generations<K> {
    fn default() -> Generations<K> {
        Generations { young: HashMap::new(), old: HashMap::new(), bytes: 0 }
    }
}

impl<K: Eq + Hash> Generations<K> {
    fn find(&mut self, key: &K) -> Option<Arc<Kept>> {
        if let Some(kept) = self.young.get(key) {
            return Some(kept.clone());
        }
        let (key, kept) = self.old.remove_entry(key)?;
        self.put(key, kept.clone());
        Some(kept)
    }

    fn put(&mut self, key: K, kept: Arc<Kept>) {
        if self.bytes + kept.bytes() > GENERATION {
            (self.old, self.bytes) = (std::mem::take(&mut self.young), 0);
        }
        self.bytes += kept.bytes();
        if let Some(before) = self.young.insert(key, kept) {
            self.bytes -= before.bytes();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(bytes: usize) -> Arc<Kept> {
        let drawn = Drawn { title: String::new(), before: String::new(), content: "x".repeat(bytes) };
        Arc::new(Kept { drawn, version: 1, period: None, lines: 0 })
    }

    #[test]
    fn what_is_asked_for_again_stays_and_the_rest_is_forgotten() {
        let mut pages = Generations::default();
        let size = GENERATION / 4;
        for number in 0..100 {
            pages.put(number, page(size));
            assert!(pages.find(&0).is_some(), "asked for again and again");
            assert!(pages.bytes <= GENERATION && pages.young.len() + pages.old.len() <= 8);
        }
        assert!(pages.find(&50).is_none());
        assert!(pages.find(&99).is_some());
    }

    #[test]
    fn a_page_that_is_drawn_again_counts_once() {
        let mut pages = Generations::default();
        for _ in 0..100 {
            pages.put("the same", page(GENERATION / 4));
        }
        assert_eq!((pages.young.len(), pages.old.len(), pages.bytes), (1, 0, GENERATION / 4));
    }

    #[test]
    fn a_page_that_is_larger_than_everything_is_forgotten_like_any_other() {
        let mut pages = Generations::default();
        pages.put("huge", page(GENERATION + 1));
        pages.put("small", page(10));
        assert!(pages.find(&"huge").is_some(), "the old");
        pages.put("another", page(GENERATION));
        pages.put("and another", page(GENERATION));
        assert!(pages.find(&"huge").is_none());
    }
}
