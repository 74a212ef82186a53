//! Which addresses may be asked: exact schemes, hosts and ports, and nothing inside our own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ureq::http::Uri;

/// Scheme, host and port of each service that may be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<String>);

/// A text that is no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not scheme, host and port alone, like https://e-qyzmet.gov.kz")]
pub struct NotAnOrigin(String);

impl Origins {
    /// Reads origins that are separated by spaces.
    pub fn parse(text: &str) -> Result<Origins, NotAnOrigin> {
        let origin = |text: &str| {
            let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
            let plain =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]".contains(&byte);
            let is_origin = host.is_some_and(|host| !host.is_empty() && host.bytes().all(plain));
            if is_origin { Ok(text.to_owned()) } else { Err(NotAnOrigin(text.to_owned())) }
        };
        text.split_whitespace().map(origin).collect::<Result<_, _>>().map(Origins)
    }

    pub(super) fn only(origin: &str) -> Origins {
        Origins(vec![origin.to_owned()])
    }

    /// True where nothing may be asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The address in a text, where it stands at one of these origins. Nothing is trimmed, folded or repaired: the
    /// address that is compared is the one that is asked.
    pub fn address(&self, text: &str) -> Option<Uri> {
        let plain = text.len() <= 1000 && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let uri: Uri = text.parse().ok().filter(|_| plain)?;
        let origin = format!("{}://{}", uri.scheme_str()?, uri.authority()?);
        let is_listed = self.0.contains(&origin) && text.strip_prefix(&origin)?.starts_with('/');
        is_listed.then_some(uri)
    }
}

/// Which machines may be behind an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbours {
    /// Those of the public network alone.
    Public,
    /// Those of our own network too.
    Private,
    /// One, whatever names say: a stub.
    Only(SocketAddr),
}

/// True for an address of the public network. What is carried inside an IPv6 address counts as itself.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_special = (a, b, c) == (192, 0, 0) || (a, b & 0xfe) == (198, 18) || a == 0 || a >= 240;
    !(v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_documentation())
        && !(v4.is_multicast() || is_shared || is_special)
}

fn is_public_v6(v6: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = v6.segments();
    let inside = |high: u16, low: u16| is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    match (a, b) {
        _ if v6.to_ipv4_mapped().is_some() || (a, b, c, d, e, f) == (0, 0, 0, 0, 0, 0) => inside(g, h),
        (0x64, 0xff9b) => inside(g, h),
        (0x2002, _) => inside(b, c),
        // Global unicast is 2000::/3; of it 2001::/23 is special and 2001:db8::/32 is documentation.
        _ => (a & 0xe000) == 0x2000 && !(a == 0x2001 && (b < 0x200 || b == 0xdb8)),
    }
}
