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

    /// A number of [0, 1): the upper 53 bits of a draw.
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number below `count`: the upper half of a draw times `count`. The chances differ by
    /// less than `count / 2^64`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.0.next_u64()) * count as u128) >> 64) as usize
    }

    /// The whole numbers below `count` in random order (Fisher and Yates, from the end).
    pub(crate) fn permutation(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, self.below(last + 1));
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stay_in_their_range_and_repeat() {
        let (mut one, mut two) = (Draws::new(7), Draws::new(7));
        for _ in 0..1000 {
            let draw = one.uniform();
            assert!((0.0..1.0).contains(&draw));
            assert_eq!(draw, two.uniform());
            let below = one.below(3);
            assert!(below < 3);
            assert_eq!(below, two.below(3));
        }
    }

    #[test]
    fn permutation_holds_every_number_once() {
        let mut order = Draws::new(1).permutation(20);
        assert_ne!(order, (0..20).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..20).collect::<Vec<_>>());
    }
}
