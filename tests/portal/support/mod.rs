//! What the stories are told with: a portal, people, browsers, pages. Knows the portal's parts, and no story.
#![allow(dead_code, reason = "a vocabulary: not every word is used by every set of stories")]

mod browser;
mod page;
mod portal;
mod registry;
mod stages;
mod years;

pub use browser::{Body, Browser};
pub use page::Page;
pub use portal::{TestPortal, paid, told};
pub use stages::{BROWSER, card, employee};
