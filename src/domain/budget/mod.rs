//! The budget as form 7-ОИБ reports it: measures, sections, the classification, periods, whole reports.
//!
//! Nothing here knows where a figure is stored or who looks at it; what a body may see is `domain::scope`.

pub mod aspect;
pub mod composition;
pub mod control;
pub mod course;
pub mod economic;
pub mod figures;
pub mod holder;
pub mod large;
pub mod measures;
pub mod naming;
pub mod path;
pub mod period;
pub mod plan;
pub mod reference;
pub mod report;
pub mod rollup;
pub mod search;
pub mod section;
pub mod signs;
pub mod unit;

pub use aspect::Aspect;
pub use composition::Composition;
pub use course::Course;
pub use holder::BudgetKind;
pub use measures::{Measure, Measures, Percent};
pub use naming::{Bearer, Given, GivenName, Names};
pub use path::Path;
pub use period::Period;
pub use plan::{Amounts, Plan, PlanYears, Stage};
pub use report::{Difference, Line, Report};
pub use rollup::{Departmental, Fact};
pub use section::{Part, Section};
pub use unit::Unit;
