//! The parts of a portal, which requests share. `portal.rs` puts them together.

use std::sync::Arc;

use crate::clock::Clock;
use crate::domain::personnel::Brake;
use crate::gateways::certificates::Anchors;
use crate::gateways::eqyzmet::Register;
use crate::services::applications::checking::Checking;
use crate::services::budget::Shelf;
use crate::services::calendars::Calendars;
use crate::services::demo::Demo;
use crate::services::watching::Beat;
use crate::site::Site;
use crate::storage::Db;
use crate::storage::budget::BudgetDb;

/// The portal's parts, shared by all requests.
pub struct App {
    /// What the web floor must know about where it runs.
    pub site: Site,
    /// Where instants come from.
    pub clock: Clock,
    /// Where working days are counted by.
    pub calendar: Calendars,
    /// The portal's own database.
    pub db: Db,
    /// The budget, read-only; none where no figures are kept.
    pub budget: Option<BudgetDb>,
    /// Pages of the budget as they were drawn.
    pub shelf: Arc<Shelf>,
    /// The certificate authorities whose signatures are accepted.
    pub anchors: Anchors,
    /// How E-Qyzmet is reached.
    pub eqyzmet: Register,
    /// How many of one body a feed of the personnel record may suspend without a second person.
    pub brake: Brake,
    /// When due facts were last seen to.
    pub sweep: Arc<Beat>,
    /// What only a demonstration has.
    pub demo: Option<Arc<Demo>>,
}

impl App {
    /// A portal of these parts.
    pub fn new(site: Site, clock: Clock, db: Db, anchors: Anchors) -> App {
        App {
            site,
            clock,
            calendar: Calendars::default(),
            db,
            budget: None,
            shelf: Arc::default(),
            anchors,
            eqyzmet: Register::Absent,
            sweep: Arc::default(),
            brake: Brake::default(),
            demo: None,
        }
    }

    /// The same portal with figures to look at.
    pub fn with_budget(self, budget: BudgetDb) -> App {
        App { budget: Some(budget), ..self }
    }

    /// The same portal with E-Qyzmet to ask.
    pub fn with_eqyzmet(self, eqyzmet: Register) -> App {
        App { eqyzmet, ..self }
    }

    /// The same portal with another brake on feeds of the personnel record.
    pub fn with_brake(self, brake: Brake) -> App {
        App { brake, ..self }
    }

    /// What checks the codes of its employees.
    pub fn checking(&self) -> Checking {
        Checking { db: self.db.clone(), clock: self.clock.clone(), register: self.eqyzmet.clone() }
    }

    /// A demonstration: the same portal, whose only authority is the demo's own.
    pub fn demo(site: Site, clock: Clock, demo: Arc<Demo>, db: Db) -> App {
        let anchors = demo.anchors();
        App { demo: Some(demo), ..App::new(site, clock, db, anchors) }
    }
}
