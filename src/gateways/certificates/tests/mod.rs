//! Good and evil messages: at least one test for each attack of A-004…A-016.

mod chain;
mod content;
mod format;
mod office;
