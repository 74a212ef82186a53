//! The budget database, apart from the portal's own: a loader that alone can write, and scoped queries over connections
//! that can only read. It must not know who asks; every query takes a `Scope`.

mod appraising;
mod authorizing;
mod connecting;
mod controls;
mod extent;
mod given;
mod guarded;
mod guarding;
mod large;
mod loading;
mod migrating;
mod months;
mod naming;
mod packing;
mod places;
mod planning;
mod published;
mod quality;
mod reading;
mod regrouped;
mod row_security;
mod rows;
mod schema;
mod scoping;
mod searching;
mod signs;
mod status;
#[cfg(test)]
mod tests;
mod turn;
mod within;

pub use connecting::{BudgetDb, LoaderDb};
pub use controls::{Compared, compare};
pub use extent::{Extent, Newest};
pub use given::{PlaceList, given_names, place_lists};
pub(in crate::storage) use guarding::prepare_handles;
pub use loading::{Format, Loading, SourceFile, load};
pub use migrating::{migrate, unmigrate};
pub use months::{Known, Published, around, budgets, months, months_of, published};
pub use places::{inside, of_month};
pub use planning::{PlanNode, PlanView, PublishedPlan, plan_view, planned_budgets, plans};
pub use published::{Loads, State, state};
pub use quality::{Sound, sound};
pub use reading::{Node, View, view};
pub use regrouped::{Spender, spenders};
pub use row_security::admit_reader;
pub use searching::{Hit, search};
pub use signs::{Signed, Top, last_appraised, line_year, signs, top_signs};
pub use status::{Holding, LoadedFile, holdings, loaded_files};
pub use within::{biggest, composition, shares, through};
