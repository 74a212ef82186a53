//! `qarau serve`: the production portal. Refuses to start with demo parts or with anything missing.

use std::process::ExitCode;

use clap::Args;

use super::{Done, Place, wait};
use crate::portal::Portal;

/// Run the portal of a configuration.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
}

impl Serve {
    pub(super) fn run(self) -> Done {
        let config = self.place.config()?;
        wait(async {
            let portal = Portal::production(&config)?;
            tracing::info!(origin = config.public_origin, address = %config.address, port = config.port, "serving");
            portal.run().await
        })??;
        Ok(ExitCode::SUCCESS)
    }
}
