//! Walker's alias table: draws indices with given weights, in constant time each and without branches.
//!
//! Source: Walker (1977), ACM Transactions on Mathematical Software 3(3), 253-256, built as in Vose
//! (1991), IEEE Transactions on Software Engineering 17(9), 972-975.

use rand::Rng;

use crate::random::Stream;

/// The table; half a word of random bits makes a draw.
#[derive(Clone, Debug, Default)]
pub struct AliasTable {
    slots: Vec<Slot>,
    small: Vec<u32>,
    large: Vec<u32>,
    scaled: Vec<f64>,
}

/// Slots that stay in a core's cache, with what else a draw looks up.
const IN_CACHE: usize = 1 << 13;

/// A slot keeps its own index below the threshold and passes to the alias above it.
#[derive(Clone, Copy, Debug)]
struct Slot {
    threshold: u32,
    alias: u32,
}

impl AliasTable {
    /// Builds the table; weights are not negative, and their `total` is positive.
    pub fn build(&mut self, weights: impl ExactSizeIterator<Item = f64>, total: f64) {
        let scale = weights.len() as f64 / total;
        self.slots.clear();
        self.small.clear();
        self.large.clear();
        self.scaled.clear();
        for (index, weight) in (0..).zip(weights) {
            let scaled = weight * scale;
            self.scaled.push(scaled);
            self.slots.push(Slot {
                threshold: u32::MAX,
                alias: index,
            });
            if scaled < 1.0 {
                self.small.push(index)
            } else {
                self.large.push(index)
            }
        }
        while let (Some(&small), Some(&large)) = (self.small.last(), self.large.last()) {
            self.small.pop();
            let share = self.scaled[small as usize];
            self.slots[small as usize] = Slot {
                threshold: (share * 4_294_967_296.0) as u32,
                alias: large,
            };
            let rest = self.scaled[large as usize] - (1.0 - share);
            self.scaled[large as usize] = rest;
            if rest < 1.0 {
                self.large.pop();
                self.small.push(large);
            }
        }
    }

    /// Draws in vain that take about as long as building the table anew; where it is large, each waits for memory.
    pub fn cost_in_draws(&self) -> usize {
        let slots = self.slots.len();
        slots / if slots > IN_CACHE { 16 } else { 2 }
    }

    /// Fills `draws` with indices.
    pub fn draw(&self, stream: &mut Stream, draws: &mut [u32]) {
        let mut local = stream.clone();
        let length = self.slots.len() as u64;
        let pick = |bits: u64| {
            let product = (bits & 0xffff_ffff) * length;
            let index = (product >> 32) as u32;
            let slot = self.slots[index as usize];
            std::hint::select_unpredictable((product as u32) < slot.threshold, index, slot.alias)
        };
        let (pairs, last) = draws.as_chunks_mut::<2>();
        for pair in pairs {
            let bits = local.next_u64();
            *pair = [pick(bits), pick(bits >> 32)];
        }
        for draw in last {
            *draw = pick(local.next_u64());
        }
        *stream = local;
    }
}
