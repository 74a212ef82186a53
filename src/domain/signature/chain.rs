//! From the signer's certificate up to a configured anchor.

use chrono::{DateTime, Utc};

use super::{Arithmetic, Certificate, KeyUse, SignatureFault};

/// The most authorities above a signer, the anchor among them.
const MOST_AUTHORITIES: usize = 4;

/// Walks from `signer` to one of the `anchors`, over the certificates of the `bag` where needed.
///
/// The bag was filled by whoever signed: nothing in it is believed before a key above has signed it, and a certificate
/// that names itself as its issuer is believed only among the anchors. Only `at` decides on validity; a signing time
/// claimed by the signer does not.
pub(super) fn walk(
    signer: &Certificate,
    bag: &[Certificate],
    anchors: &[Certificate],
    at: DateTime<Utc>,
    arithmetic: Arithmetic,
) -> Result<(), SignatureFault> {
    signer.check()?;
    if at < signer.not_before {
        return Err(SignatureFault::NotYetValid);
    }
    if at > signer.not_after {
        return Err(SignatureFault::Expired);
    }
    let mut current = signer;
    for below in 0..MOST_AUTHORITIES {
        let trusted = anchors.iter().map(|anchor| (anchor, true));
        let offered = bag.iter().filter(|offered| !offered.is_self_issued()).map(|offered| (offered, false));
        let mut fault = SignatureFault::UnknownAuthority;
        let mut found = None;
        for (candidate, is_anchor) in trusted.chain(offered).filter(|(c, _)| c.subject.der == current.issuer)
        {
            match may_have_issued(candidate, current, below, at, arithmetic) {
                Ok(()) => {
                    found = Some((candidate, is_anchor));
                    break;
                }
                // Of several candidates the one that really signed explains best what is wrong.
                Err(SignatureFault::ForgedCertificate) if fault != SignatureFault::UnknownAuthority => {}
                Err(reason) => fault = reason,
            }
        }
        match found {
            Some((_, true)) => return Ok(()),
            Some((authority, false)) => current = authority,
            None => return Err(fault),
        }
    }
    Err(SignatureFault::PathTooLong)
}

/// Whether `authority` signed `subject` and was allowed to, with `below` authorities between it and the signer.
fn may_have_issued(
    authority: &Certificate,
    subject: &Certificate,
    below: usize,
    at: DateTime<Utc>,
    arithmetic: Arithmetic,
) -> Result<(), SignatureFault> {
    if !subject.is_signed_by(authority, arithmetic)? {
        return Err(SignatureFault::ForgedCertificate);
    }
    authority.check()?;
    let Some(right) = authority.authority else { return Err(SignatureFault::NotAnAuthority) };
    if !authority.key_uses.contains(&KeyUse::CertificateSigning) {
        return Err(SignatureFault::NotAnAuthority);
    }
    if right.path_length.is_some_and(|most| below > usize::from(most)) {
        return Err(SignatureFault::PathTooLong);
    }
    if at < authority.not_before || at > authority.not_after {
        return Err(SignatureFault::AuthorityOutOfDate);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::facts::{arithmetic, authority, instant, signed_by, signer};
    use super::super::{Authority, Certificate, SignatureFault};
    use super::*;

    fn check(
        signer: &Certificate,
        bag: &[Certificate],
        anchors: &[Certificate],
        expect: Result<(), SignatureFault>,
    ) {
        assert_eq!(walk(signer, bag, anchors, instant(50), arithmetic), expect);
    }

    #[test]
    fn a_010_only_a_configured_anchor_ends_the_chain() {
        let root = authority("root", "root");
        let issuing = authority("issuing", "root");
        let person = signer("issuing");
        check(&person, &[], std::slice::from_ref(&issuing), Ok(()));
        check(&person, std::slice::from_ref(&issuing), std::slice::from_ref(&root), Ok(()));
        check(&person, &[], std::slice::from_ref(&root), Err(SignatureFault::UnknownAuthority));
        check(&person, &[issuing, root], &[], Err(SignatureFault::UnknownAuthority));
    }

    #[test]
    fn a_010_the_same_name_with_another_key_is_a_forgery() {
        let mut rogue = authority("issuing", "issuing");
        rogue.key.bytes = b"rogue".to_vec();
        let mut person = signer("issuing");
        signed_by(&mut person, &rogue);
        check(&person, &[], &[authority("issuing", "root")], Err(SignatureFault::ForgedCertificate));
        check(&person, &[rogue], &[authority("issuing", "root")], Err(SignatureFault::ForgedCertificate));
    }

    #[test]
    fn a_renewed_authority_under_the_same_name_stands_beside_the_old_one() {
        let mut old = authority("issuing", "root");
        old.not_after = instant(10);
        let mut other_key = authority("issuing", "root");
        other_key.key.bytes = b"another".to_vec();
        check(
            &signer("issuing"),
            &[],
            &[other_key.clone(), old.clone(), authority("issuing", "root")],
            Ok(()),
        );
        check(&signer("issuing"), &[], &[old, other_key], Err(SignatureFault::AuthorityOutOfDate));
    }

    #[test]
    fn a_010_every_authority_must_be_one() {
        let with = |change: fn(&mut Certificate)| {
            let mut issuing = authority("issuing", "root");
            change(&mut issuing);
            issuing
        };
        let root = [authority("root", "root")];
        let no_flag = with(|c| c.authority = None);
        let no_use = with(|c| c.key_uses = vec![KeyUse::DigitalSignature]);
        let unknown = with(|c| c.unknown_critical = vec!["2.5.29.30".into()]);
        let two_algorithms = with(|c| c.inner_algorithm.oid = "1.2.3".into());
        for (issuing, expect) in [
            (no_flag, SignatureFault::NotAnAuthority),
            (no_use, SignatureFault::NotAnAuthority),
            (unknown, SignatureFault::UnknownExtension),
            (two_algorithms, SignatureFault::AlgorithmsDiffer),
        ] {
            check(&signer("issuing"), std::slice::from_ref(&issuing), &root, Err(expect));
            check(&signer("issuing"), &[], &[issuing], Err(expect));
        }
    }

    #[test]
    fn a_010_the_path_is_no_longer_than_each_authority_allows() {
        let limited = |most| {
            let mut root = authority("root", "root");
            root.authority = Some(Authority { path_length: Some(most) });
            root
        };
        let bag = [authority("one", "root"), authority("two", "one")];
        check(&signer("two"), &bag, &[limited(2)], Ok(()));
        check(&signer("two"), &bag, &[limited(1)], Err(SignatureFault::PathTooLong));
        let long = [authority("a", "b"), authority("b", "c"), authority("c", "d"), authority("d", "root")];
        check(&signer("a"), &long, &[authority("root", "root")], Err(SignatureFault::PathTooLong));
        check(&signer("b"), &long, &[authority("root", "root")], Ok(()));
        let circle = [authority("x", "y"), authority("y", "x")];
        check(&signer("x"), &circle, &[authority("root", "root")], Err(SignatureFault::PathTooLong));
    }

    #[test]
    fn a_011_only_the_given_instant_counts() {
        let root = [authority("root", "root")];
        let mut person = signer("root");
        (person.not_before, person.not_after) = (instant(10), instant(20));
        for (second, expect) in [
            (9, Err(SignatureFault::NotYetValid)),
            (10, Ok(())),
            (20, Ok(())),
            (21, Err(SignatureFault::Expired)),
        ] {
            assert_eq!(walk(&person, &[], &root, instant(second), arithmetic), expect, "{second}");
        }
        assert_eq!(walk(&signer("root"), &[], &root, instant(101), arithmetic), Err(SignatureFault::Expired));
    }
}
