//! How ids stand in addresses. What does not parse names nothing, and is answered like any missing page.

use rocket::http::impl_from_uri_param_identity;
use rocket::http::uri::fmt::{Formatter, Path, Query, UriDisplay};
use rocket::request::FromParam;

use crate::domain::ids::{
    ApplicationId, BodyId, EmployeeLineId, FeedId, GrantId, HoldId, NotAnId, OutboxId, PersonId, SavedLookId,
    SubstitutionId, TrainingId,
};
use crate::domain::system::System;

macro_rules! in_paths {
    ($($id:ident),+ $(,)?) => {$(
        impl<'a> FromParam<'a> for $id {
            type Error = NotAnId;

            fn from_param(param: &'a str) -> Result<Self, NotAnId> {
                param.parse()
            }
        }

        impl UriDisplay<Path> for $id {
            fn fmt(&self, f: &mut Formatter<'_, Path>) -> std::fmt::Result {
                f.write_value(self.0)
            }
        }

        impl UriDisplay<Query> for $id {
            fn fmt(&self, f: &mut Formatter<'_, Query>) -> std::fmt::Result {
                f.write_value(self.0)
            }
        }

        impl_from_uri_param_identity!([Path] $id);
        impl_from_uri_param_identity!([Query] $id);
    )+};
}

impl<'a> FromParam<'a> for System {
    type Error = NotAnId;

    fn from_param(param: &'a str) -> Result<Self, NotAnId> {
        System::parse(param).ok_or(NotAnId)
    }
}

in_paths!(
    ApplicationId,
    BodyId,
    EmployeeLineId,
    FeedId,
    GrantId,
    HoldId,
    OutboxId,
    PersonId,
    SavedLookId,
    SubstitutionId,
    TrainingId
);
