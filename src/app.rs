//! The composition root: everything the portal is made of, put together once.

use crate::web::Site;

/// The portal's parts, shared by all requests.
pub struct App {
    /// What the web floor must know about where it runs.
    pub site: Site,
}
