//! The budget as form 7-ОИБ reports it: measures, sections, the classification, periods, whole reports.
//!
//! Nothing here knows where a figure is stored or who looks at it; what a body may see is `domain::scope`.

pub mod holder;
pub mod measures;
pub mod path;
pub mod period;
pub mod reference;
pub mod report;
pub mod section;
pub mod unit;

pub use holder::BudgetKind;
pub use measures::{Measure, Measures, Percent};
pub use path::Path;
pub use period::Period;
pub use report::{Difference, Line, Report};
pub use section::Section;
pub use unit::Unit;
