//! The composition root: everything the portal is made of, put together once.

use crate::clock::Clock;
use crate::domain::calendar::Calendar;
use crate::gateways::certificates::Anchors;
use crate::storage::Db;
use crate::web::Site;

/// The portal's parts, shared by all requests.
pub struct App {
    /// What the web floor must know about where it runs.
    pub site: Site,
    /// Where instants come from.
    pub clock: Clock,
    /// Working days.
    pub calendar: Calendar,
    /// The portal's own database.
    pub db: Db,
    /// The certificate authorities whose signatures are accepted.
    pub anchors: Anchors,
}

impl App {
    /// A portal of these parts, with the built-in calendar.
    pub fn new(site: Site, clock: Clock, db: Db, anchors: Anchors) -> App {
        App { site, clock, calendar: Calendar::built_in(), db, anchors }
    }
}
