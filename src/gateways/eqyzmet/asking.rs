//! One question over HTTP: no redirect, no proxy, little time, a short answer.

use std::net::SocketAddr;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::{StatusCode, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::addresses::{Neighbours, Origins, is_public};
use crate::domain::eqyzmet::{Certificate, Unchecked};
use crate::domain::iin_bin::{Bin, Iin};

/// How long one question may take, from the name of the host to the last byte.
pub const PATIENCE: Duration = Duration::from_secs(3);

/// The longest answer that is read, in bytes.
const MOST: u64 = 16 * 1024;

/// Whoever asks.
#[derive(Clone, Debug)]
pub struct Client {
    origins: Origins,
    agent: Agent,
}

impl Client {
    pub(super) fn new(origins: Origins, neighbours: Neighbours) -> Client {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .max_response_header_size(MOST as usize)
            .user_agent("qarau")
            .accept("application/json")
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Names(neighbours));
        Client { origins, agent }
    }

    pub(super) fn knows(&self, text: &str) -> bool {
        self.origins.address(text).is_some()
    }

    pub(super) fn ask(&self, text: &str) -> Result<Certificate, Unchecked> {
        let address = self.origins.address(text).ok_or(Unchecked::Foreign)?;
        let mut response = self.agent.get(address).call().map_err(fault)?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND | StatusCode::GONE => return Err(Unchecked::Unknown),
            status if status.is_redirection() => return Err(Unchecked::Redirected),
            status => {
                tracing::warn!(status = status.as_u16(), "E-Qyzmet did not answer as it should");
                return Err(Unchecked::NoAnswer);
            }
        }
        let body = response.body_mut().with_config().limit(MOST).read_to_vec().map_err(fault)?;
        read(&body).ok_or(Unchecked::Unreadable)
    }
}

#[derive(serde::Deserialize)]
struct Told {
    iin: String,
    bin: String,
}

fn read(body: &[u8]) -> Option<Certificate> {
    let told: Told = serde_json::from_slice(body).ok()?;
    Some(Certificate { iin: Iin::parse(&told.iin).ok()?, bin: Bin::from_certificate(&told.bin).ok()? })
}

/// The cause is for the log, and holds nothing of the code.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "an enum of the library's: whatever else it is, nobody answered"
)]
fn fault(error: Error) -> Unchecked {
    match error {
        Error::BodyExceedsLimit(_) => Unchecked::TooLong,
        Error::BadUri(_) => Unchecked::Foreign,
        error => {
            tracing::warn!(%error, "E-Qyzmet did not answer");
            Unchecked::NoAnswer
        }
    }
}

/// Names become addresses once, here, so that what was allowed is what is connected to.
#[derive(Debug)]
struct Names(Neighbours);

impl Resolver for Names {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let allowed: fn(&SocketAddr) -> bool = match self.0 {
            Neighbours::Only(stub) => {
                let mut only = self.empty();
                only.push(stub);
                return Ok(only);
            }
            Neighbours::Private => |_| true,
            Neighbours::Public => |found| is_public(found.ip()),
        };
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        found.iter().filter(|found| allowed(found)).for_each(|found| kept.push(*found));
        if kept.is_empty() { Err(Error::HostNotFound) } else { Ok(kept) }
    }
}
