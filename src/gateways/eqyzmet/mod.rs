//! E-Qyzmet, asked about the code of an employee. Only addresses of the configuration are ever asked: the text of a code
//! is whatever somebody held before a camera. What an answer means is not decided here.
//!
//! The form of the answer is an assumption until the service publishes its own: JSON with `iin` and `bin`.

mod addresses;
mod asking;
mod stub;
#[cfg(test)]
mod tests;

pub use addresses::{Neighbours, NotAnOrigin, Origins};
pub use stub::Stub;

use std::net::SocketAddr;

use asking::Client;

use crate::domain::eqyzmet::{Certificate, Unchecked};

/// How the portal reaches E-Qyzmet.
#[derive(Clone, Debug)]
pub enum Register {
    /// Not at all.
    Absent,
    /// Over HTTP.
    Http(Client),
}

impl Register {
    /// The register behind these origins; none where there is none.
    pub fn new(origins: Origins, neighbours: Neighbours) -> Register {
        if origins.is_empty() {
            return Register::Absent;
        }
        Register::Http(Client::new(origins, neighbours))
    }

    /// The register that a stub on this machine answers for.
    pub fn stubbed(stub: SocketAddr) -> Register {
        Register::Http(Client::new(Origins::only(Stub::ORIGIN), Neighbours::Only(stub)))
    }

    /// True where the text of a code leads to E-Qyzmet.
    pub fn knows(&self, text: &str) -> bool {
        match self {
            Register::Absent => false,
            Register::Http(client) => client.knows(text),
        }
    }

    /// Asks about a code. Blocks, for at most [`asking::PATIENCE`].
    pub fn ask(&self, text: &str) -> Result<Certificate, Unchecked> {
        match self {
            Register::Absent => Err(Unchecked::NotConnected),
            Register::Http(client) => client.ask(text),
        }
    }
}
