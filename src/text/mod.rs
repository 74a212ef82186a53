//! The words of the portal in Kazakh, Russian and English, and how numbers and dates are written in each.
//!
//! Words live in `templates/text/<kk|ru|en>/<area>.ftl` (Fluent) and are compiled in. This module must not know who
//! asks, in which page or message, and never reads a clock.

mod catalogue;
pub mod dates;
pub mod numbers;

pub use catalogue::{Arg, text, text_with};
