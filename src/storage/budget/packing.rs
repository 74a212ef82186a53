//! Compositions as bytes: a version, a count, and for each specific its code and seven amounts as variable-length
//! numbers. A page of specifics is then one row, and so is an administrator's whole economic classification.

use crate::domain::budget::{Composition, Measure, Measures};
use crate::domain::money::Tiyn;
use crate::storage::StorageError;

const VERSION: u8 = 1;

/// The bytes of a composition.
pub(super) fn pack(composition: &Composition) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2 + composition.len() * 40);
    bytes.push(VERSION);
    put(&mut bytes, u64::try_from(composition.len()).unwrap_or(u64::MAX));
    for (specific, measures) in composition.iter() {
        put(&mut bytes, u64::from(specific));
        for measure in Measure::ALL {
            put(&mut bytes, zigzag(measures.get(measure).0));
        }
    }
    bytes
}

/// Reads exactly what [`pack`] gives.
pub(super) fn unpack(bytes: &[u8]) -> Result<Composition, StorageError> {
    let corrupt = || StorageError::Corrupt { table: "compositions", id: format!("{} bytes", bytes.len()) };
    read(bytes).ok_or_else(corrupt)
}

fn read(bytes: &[u8]) -> Option<Composition> {
    let (version, mut rest) = bytes.split_first()?;
    let count = take(&mut rest)?;
    let part = |rest: &mut &[u8]| {
        let specific = u16::try_from(take(rest)?).ok()?;
        let mut figure = || take(rest).map(|number| Tiyn(unzigzag(number)));
        let (utv, utch, plg) = (figure()?, figure()?, figure()?);
        let (plgp, plgo, obz, sumrg) = (figure()?, figure()?, figure()?, figure()?);
        Some((specific, Measures { utv, utch, plg, plgp, plgo, obz, sumrg }))
    };
    let parts: Option<Composition> = (0..count).map(|_| part(&mut rest)).collect();
    parts.filter(|_| *version == VERSION && rest.is_empty())
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(low & 0x7f);
            return;
        }
        bytes.push(low | 0x80);
    }
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        let part = u64::from(first & 0x7f);
        if part.leading_zeros() < shift {
            return None;
        }
        number |= part << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

const fn zigzag(amount: i64) -> u64 {
    ((amount << 1) ^ (amount >> 63)).cast_unsigned()
}

const fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_is_read(parts in prop::collection::btree_map(100..1000_u16, any::<[i64; 7]>(), 0..20)) {
            let measures = |[utv, utch, plg, plgp, plgo, obz, sumrg]: [i64; 7]| Measures {
                utv: Tiyn(utv),
                utch: Tiyn(utch),
                plg: Tiyn(plg),
                plgp: Tiyn(plgp),
                plgo: Tiyn(plgo),
                obz: Tiyn(obz),
                sumrg: Tiyn(sumrg),
            };
            let composition: Composition = parts.into_iter().map(|(specific, figures)| (specific, measures(figures))).collect();
            prop_assert_eq!(unpack(&pack(&composition)).expect("a composition"), composition);
        }

        #[test]
        fn garbage_is_corrupt_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(unpack(&bytes).is_err() || unpack(&bytes).is_ok());
        }
    }

    #[test]
    fn a_cut_or_longer_row_is_corrupt() {
        let one: Composition =
            [(111, Measures { sumrg: Tiyn(5), ..Measures::default() })].into_iter().collect();
        let bytes = pack(&one);
        assert!(unpack(&bytes[..bytes.len() - 1]).is_err());
        assert!(unpack(&[&bytes[..], &[0]].concat()).is_err());
        assert!(unpack(&[]).is_err());
        assert!(unpack(&[2, 0]).is_err(), "another version");
    }
}
