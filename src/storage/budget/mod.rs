//! The budget database, apart from the portal's own: a loader that alone can write, and scoped queries over connections
//! that can only read. It must not know who asks; every query takes a `Scope`.

mod connecting;
mod loading;
mod migrating;
mod reading;
mod schema;
mod status;
#[cfg(test)]
mod tests;

pub use connecting::BudgetDb;
pub use loading::{Format, Loading, SourceFile, load};
pub use migrating::{migrate, unmigrate};
pub use reading::{Node, Published, View, budgets, months, published, view};
pub use status::{Holding, LoadedFile, holdings, loaded_files};
