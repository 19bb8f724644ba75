//! Draws from a seed, the same on every machine.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A stream of draws: xoshiro256++ of Blackman and Vigna (2021), its state filled by splitmix64.
pub(crate) struct Draws(Xoshiro256PlusPlus);

impl Draws {
    /// The stream of `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Draws(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A whole number below `count`: the upper half of a draw times `count`. The chances differ by
    /// less than `count / 2^64`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.0.next_u64()) * count as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stay_in_their_range_and_repeat() {
        let (mut one, mut two) = (Draws::new(7), Draws::new(7));
        for _ in 0..1000 {
            let below = one.below(3);
            assert!(below < 3);
            assert_eq!(below, two.below(3));
        }
    }
}
