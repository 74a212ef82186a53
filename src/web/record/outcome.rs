//! What a service answered about an application: a result, a rule's refusal, or an error page.

use crate::services::Failure;
use crate::services::applications::looking::Never;
use crate::services::applications::{Outcome, Refused};
use crate::web::error::WebError;

/// Leaves only the rule's refusal to the handler: not there and not theirs are 404, another's duty is 403.
pub fn ruled<T, R>(outcome: Outcome<T, R>) -> Result<Result<T, R>, WebError> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(Failure::Refused(Refused::Rule(why))) => Ok(Err(why)),
        Err(Failure::Refused(Refused::NotThere)) => Err(WebError::NotFound),
        Err(Failure::Refused(Refused::Denied(_))) => Err(WebError::Forbidden),
        Err(Failure::Storage(error)) => Err(error.into()),
    }
}

/// A look, which no rule but that of rights refuses.
pub fn seen<T>(outcome: Outcome<T, Never>) -> Result<T, WebError> {
    ruled(outcome)?.map_err(|never| match never {})
}
