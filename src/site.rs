//! Where the portal runs, as far as the web floor must know. Filled in by the composition root; reads nothing itself.

use std::net::SocketAddr;

use crate::domain::journal::Digest;

/// The portal's address and surroundings.
#[derive(Clone, Debug)]
pub struct Site {
    /// The one origin that browsers use, without a slash at the end: `https://qarau.gov.kz`.
    pub origin: String,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Real or demonstration.
    pub mode: Mode,
    /// Header in which a trusted proxy hands over the client's address; believed from anyone, so none without a proxy.
    pub client_address_header: Option<String>,
    /// WebSocket addresses of signing programs that signing pages may talk to: `wss://127.0.0.1:13579`.
    pub signers: Vec<String>,
    /// Digest of what a program shows that may read the counts; none where only this machine may.
    pub metrics_token: Option<Digest>,
}

/// Real or demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Fictitious people and figures; loopback only; each page says so.
    Demo,
    /// Production.
    Real,
}

impl Site {
    /// A demonstration at an address of this machine.
    pub fn demo(listen: SocketAddr) -> Site {
        Site {
            origin: format!("http://{listen}"),
            listen,
            mode: Mode::Demo,
            client_address_header: None,
            signers: Vec::new(),
            metrics_token: None,
        }
    }

    /// True where browsers come by https: cookies are then `Secure` and carry the `__Host-` prefix.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }
}
