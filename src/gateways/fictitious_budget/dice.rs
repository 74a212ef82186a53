//! Chance that repeats: a number from a seed and from what is asked for, and from nothing else.

/// A number from 0 to `sides` − 1, the same whenever the same is asked.
pub(super) fn roll(seed: u64, about: &[u64], sides: u64) -> u64 {
    let mut state = seed;
    for part in about {
        state = mix(state ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }
    // `sides` is far below 2^64, so the remainder is even enough.
    mix(state) % sides.max(1)
}

/// The finalizer of SplitMix64.
fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A text as a number to ask about.
pub(super) fn about(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
