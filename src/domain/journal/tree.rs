//! The hash tree of the journal (RFC 6962): appending leaves and the root, without knowing where hashes are kept.

use std::collections::BTreeMap;

use tlog_tiles::tlog::{self, Error, Hash, HashReader};

/// The roots of the complete subtrees of a tree, by their storage position: all that appending needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    hashes: BTreeMap<u64, [u8; 32]>,
}

/// The hashes handed over are not those of a tree of this size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the stored hashes are not those of a tree of this size")]
pub struct BrokenTree;

impl Frontier {
    /// Storage positions of the hashes that `Frontier::new` needs for a tree of `size` leaves.
    pub fn positions(size: u64) -> Vec<u64> {
        tlog::sub_tree_index(0, size, Vec::new())
    }

    /// How many hashes a tree of `size` leaves has in storage.
    pub fn stored_hashes(size: u64) -> u64 {
        tlog::stored_hash_count(size)
    }

    /// The frontier of a stored tree.
    pub fn new(size: u64, hashes: BTreeMap<u64, [u8; 32]>) -> Result<Frontier, BrokenTree> {
        let complete = Frontier::positions(size).iter().all(|position| hashes.contains_key(position));
        if complete { Ok(Frontier { size, hashes }) } else { Err(BrokenTree) }
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf and returns the new hashes with their storage positions, the leaf's own first.
    pub fn append(&mut self, leaf: &[u8]) -> Result<Vec<(u64, [u8; 32])>, BrokenTree> {
        let hashes = tlog::stored_hashes(self.size, leaf, self).map_err(|_: Error| BrokenTree)?;
        let first = tlog::stored_hash_index(0, self.size);
        let stored: Vec<_> = (first..).zip(hashes.into_iter().map(|hash| hash.0)).collect();
        self.size += 1;
        self.hashes.extend(stored.iter().copied());
        let needed = Frontier::positions(self.size);
        self.hashes.retain(|position, _| needed.contains(position));
        Ok(stored)
    }

    /// The root hash of the tree.
    pub fn root(&self) -> Result<[u8; 32], BrokenTree> {
        tlog::tree_hash(self.size, self).map(|hash| hash.0).map_err(|_: Error| BrokenTree)
    }
}

impl HashReader for Frontier {
    fn read_hashes(&self, positions: &[u64]) -> Result<Vec<Hash>, Error> {
        let find = |position| self.hashes.get(position).copied().map(Hash).ok_or(Error::IndexesNotInTree);
        positions.iter().map(find).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    use super::*;

    /// RFC 6962 §2.1, word for word.
    fn naive_root(leaves: &[Vec<u8>]) -> [u8; 32] {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => Sha256::new().chain_update([0]).chain_update(leaf).finalize().into(),
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                let node = Sha256::new().chain_update([1]).chain_update(naive_root(left));
                node.chain_update(naive_root(right)).finalize().into()
            }
        }
    }

    proptest! {
        #[test]
        fn the_root_is_that_of_rfc_6962(leaves in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..8), 0..70)) {
            let mut frontier = Frontier::default();
            let mut stored = BTreeMap::new();
            for leaf in &leaves {
                let kept = Frontier::positions(frontier.size()).into_iter().map(|p| (p, stored[&p])).collect();
                prop_assert_eq!(&Frontier::new(frontier.size(), kept).expect("complete"), &frontier);
                stored.extend(frontier.append(leaf).expect("sound"));
            }
            prop_assert_eq!(frontier.root().expect("sound"), naive_root(&leaves));
        }
    }

    #[test]
    fn a_missing_hash_is_noticed() {
        assert_eq!(Frontier::new(1, BTreeMap::new()), Err(BrokenTree));
    }
}
