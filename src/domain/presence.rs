//! From which networks somebody's sessions are used, and whether from two at once (R15, decision): a signature that was
//! handed over shows so.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

/// Where a request comes from: an address of IPv4, or the network of one of IPv6, whose devices change their last half daily.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network(String);

impl Network {
    /// The network of an address of IPv4.
    pub fn v4([a, b, c, d]: [u8; 4]) -> Network {
        Network(format!("{a}.{b}.{c}.{d}"))
    }

    /// The network of an address of IPv6.
    pub fn v6([a, b, c, d, ..]: [u16; 8]) -> Network {
        Network(format!("{a:x}:{b:x}:{c:x}:{d:x}::/64"))
    }

    /// What storage kept of one.
    pub fn kept(text: String) -> Network {
        Network(text)
    }

    /// As it is stored and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Uses of one session from one network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The number of the session.
    pub session: i64,
    /// From where.
    pub network: Network,
    /// The first use.
    pub first_at: DateTime<Utc>,
    /// The last use that was noted.
    pub last_at: DateTime<Utc>,
    /// When the session was ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Two networks or more at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtOnce {
    /// From where.
    pub networks: BTreeSet<Network>,
    /// Since when two were in use.
    pub since: DateTime<Utc>,
    /// The last use of any of them.
    pub last_at: DateTime<Utc>,
}

impl Used {
    /// While the session lives it counts as in use, one that is left alone for `idle` at most.
    fn lives_until(&self, idle: TimeDelta) -> DateTime<Utc> {
        let idled = self.last_at + idle;
        self.ended_at.map_or(idled, |ended_at| ended_at.min(idled))
    }

    /// Since when the two were in use at once. Two sessions are while both live; one session only where uses from one
    /// network lie between uses from the other, because whoever carries a computer away goes on elsewhere.
    fn at_once_with(&self, other: &Used, idle: TimeDelta) -> Option<DateTime<Utc>> {
        let until = |used: &Used| match self.session == other.session {
            true => used.last_at,
            false => used.lives_until(idle),
        };
        let meet = self.first_at < until(other) && other.first_at < until(self);
        (self.network != other.network && meet).then(|| self.first_at.max(other.first_at))
    }
}

/// Whether somebody's sessions were used from two networks at once; `idle` is how long an unused session lives.
pub fn at_once(uses: &[Used], idle: TimeDelta) -> Option<AtOnce> {
    let mut found: Option<AtOnce> = None;
    for (index, one) in uses.iter().enumerate() {
        for other in uses.iter().skip(index + 1) {
            let Some(since) = one.at_once_with(other, idle) else { continue };
            let last_at = one.last_at.max(other.last_at);
            let known = found.get_or_insert(AtOnce { networks: BTreeSet::new(), since, last_at });
            known.networks.extend([one.network.clone(), other.network.clone()]);
            (known.since, known.last_at) = (known.since.min(since), known.last_at.max(last_at));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2026-11-20T{time}:00Z").parse().expect("an instant")
    }

    fn used(session: i64, network: &str, first: &str, last: &str) -> Used {
        let network = Network::kept(network.to_owned());
        Used { session, network, first_at: at(first), last_at: at(last), ended_at: None }
    }

    #[track_caller]
    fn check(uses: &[Used], expect: Option<(&[&str], &str, &str)>) {
        let expect = expect.map(|(networks, since, last)| AtOnce {
            networks: networks.iter().map(|network| Network::kept((*network).to_owned())).collect(),
            since: at(since),
            last_at: at(last),
        });
        assert_eq!(at_once(uses, TimeDelta::minutes(30)), expect);
        let back: Vec<Used> = uses.iter().rev().cloned().collect();
        assert_eq!(at_once(&back, TimeDelta::minutes(30)), expect, "in the other order");
    }

    #[test]
    fn sessions_that_live_at_once_in_two_networks() {
        let office = used(1, "10.0.0.1", "09:00", "10:00");
        check(
            &[office.clone(), used(2, "10.0.0.2", "09:30", "09:40")],
            Some((&["10.0.0.1", "10.0.0.2"], "09:30", "10:00")),
        );
        // Left alone, but not ended yet.
        check(
            &[office.clone(), used(2, "10.0.0.2", "10:29", "11:00")],
            Some((&["10.0.0.1", "10.0.0.2"], "10:29", "11:00")),
        );
        check(&[office.clone(), used(2, "10.0.0.2", "10:30", "11:00")], None);
        // Ended before the other began.
        let ended = Used { ended_at: Some(at("10:10")), ..office.clone() };
        check(&[ended, used(2, "10.0.0.2", "10:10", "11:00")], None);
        // Two browsers in one room.
        check(&[office, used(2, "10.0.0.1", "09:30", "09:40")], None);
        check(&[], None);
    }

    #[test]
    fn one_session_that_goes_on_elsewhere_is_carried_and_one_that_goes_back_and_forth_is_not() {
        let (there, here) = (used(1, "10.0.0.1", "09:00", "10:00"), used(1, "10.0.0.2", "10:01", "11:00"));
        check(&[there.clone(), here], None);
        check(
            &[there, used(1, "10.0.0.2", "09:20", "09:20")],
            Some((&["10.0.0.1", "10.0.0.2"], "09:20", "10:00")),
        );
    }

    #[test]
    fn three_networks_are_one_finding() {
        let uses = [
            used(1, "10.0.0.1", "09:00", "10:00"),
            used(2, "10.0.0.2", "09:30", "09:40"),
            used(3, "10.0.0.3", "09:35", "12:00"),
        ];
        check(&uses, Some((&["10.0.0.1", "10.0.0.2", "10.0.0.3"], "09:30", "12:00")));
    }

    #[test]
    fn a_network_of_ipv6_is_its_first_half() {
        assert_eq!(Network::v6([0x2001, 0xdb8, 1, 2, 3, 4, 5, 6]).as_str(), "2001:db8:1:2::/64");
        assert_eq!(Network::v6([0x2001, 0xdb8, 1, 2, 0xffff, 0, 0, 9]).as_str(), "2001:db8:1:2::/64");
        assert_eq!(Network::v4([10, 0, 0, 7]).as_str(), "10.0.0.7");
    }
}
