//! Whom a buyer visits: the first seller on the list, or a random one.

use crate::random::{self, Stream};

/// The order of buyers and the choice of sellers within one pass.
pub trait Visits {
    /// Puts the buyers of a round in order.
    fn order(&mut self, buyers: &mut Vec<u32>);
    /// A seller that is not sold out; only while [`Visits::any_left`].
    fn visit(&mut self) -> usize;
    /// Takes a seller off the list.
    fn sold_out(&mut self, seller: usize);
    /// Whether any seller is left.
    fn any_left(&self) -> bool;
}

/// Deterministic variant: buyers as listed, sellers as listed.
#[derive(Debug)]
pub struct FirstListed {
    sellers: Vec<u32>,
    first: usize,
}

impl FirstListed {
    /// Sellers are visited in the order of `sellers`.
    pub fn new(sellers: Vec<u32>) -> Self {
        FirstListed { sellers, first: 0 }
    }
}

impl Visits for FirstListed {
    fn order(&mut self, _buyers: &mut Vec<u32>) {}

    fn visit(&mut self) -> usize {
        self.sellers[self.first] as usize
    }

    /// Only the first listed seller is ever visited, so only it can sell out.
    fn sold_out(&mut self, _seller: usize) {
        self.first += 1;
    }

    fn any_left(&self) -> bool {
        self.first < self.sellers.len()
    }
}

/// Random visits: with equal chances by price or by size.
///
/// Source: SPEC 2.6.   `π_f = 1/2 (e^{-2p_f} / Σ e^{-2p_k} + S_f / Σ S_k)` over the sellers left.
///
/// A draw tosses for the component, then draws from its alias table; sold-out sellers are drawn
/// again within the component, which is a draw from those left. Once half a table's worth of
/// draws was wasted, the table is built anew without the sold-out, so that building and waste
/// stay in proportion. Frozen weights (BeforeIT.jl) are one component, the initial mixture.
#[derive(Debug)]
pub struct RandomVisits {
    stream: Stream,
    /// Sellers in the tables; some may be sold out.
    sellers: Vec<u32>,
    /// Weights of all sellers, by component.
    weights: Vec<Vec<f64>>,
    /// Chance of each component, as a share of 2^64; the first is taken below it.
    first_component: u64,
    tables: Vec<AliasTable>,
    gone: Vec<bool>,
    left: usize,
    wasted: usize,
}

impl RandomVisits {
    /// Visits to `sellers`, which index `price` and `size`.
    pub fn new(
        sellers: Vec<u32>,
        price: &[f64],
        size: &[f64],
        price_sensitivity: f64,
        price_weight: f64,
        frozen: bool,
        stream: Stream,
    ) -> Self {
        let listed = |weight: &dyn Fn(usize) -> f64| {
            let mut weights = vec![0.0; price.len()];
            for &seller in &sellers {
                weights[seller as usize] = weight(seller as usize);
            }
            weights
        };
        let by_price = listed(&|seller| libm::exp(-price_sensitivity * price[seller]));
        let by_size = listed(&|seller| size[seller]);
        let (price_total, size_total) = (by_price.iter().sum::<f64>(), by_size.iter().sum::<f64>());
        let weights = if price_total == 0.0 {
            vec![by_size]
        } else if frozen {
            let mixture = |(p, s): (&f64, &f64)| {
                price_weight * p / price_total + (1.0 - price_weight) * s / size_total
            };
            vec![by_price.iter().zip(&by_size).map(mixture).collect()]
        } else {
            vec![by_price, by_size]
        };
        let left = sellers.len();
        let mut visits = RandomVisits {
            stream,
            sellers,
            tables: vec![AliasTable::default(); weights.len()],
            weights,
            first_component: share_of_64_bits(price_weight),
            gone: vec![false; price.len()],
            left,
            wasted: 0,
        };
        visits.build();
        visits
    }

    /// Builds the tables of the sellers left.
    fn build(&mut self) {
        let gone = &self.gone;
        self.sellers.retain(|&seller| !gone[seller as usize]);
        for (table, weights) in self.tables.iter_mut().zip(&self.weights) {
            table.build(self.sellers.iter().map(|&seller| weights[seller as usize]));
        }
        if self.tables.len() == 2 && self.tables[0].total == 0.0 {
            // Prices of those left weigh nothing: only sizes count.
            self.first_component = 0;
        }
        self.wasted = 0;
    }
}

impl Visits for RandomVisits {
    fn order(&mut self, buyers: &mut Vec<u32>) {
        random::shuffle_rows(&mut self.stream, buyers);
    }

    fn visit(&mut self) -> usize {
        let component = match self.tables.len() {
            1 => 0,
            _ => usize::from(rand::Rng::next_u64(&mut self.stream) >= self.first_component),
        };
        loop {
            let slot = self.tables[component].draw(&mut self.stream);
            let seller = self.sellers[slot] as usize;
            if !self.gone[seller] {
                return seller;
            }
            self.wasted += 1;
            if 2 * self.wasted > self.sellers.len() {
                self.build();
            }
        }
    }

    fn sold_out(&mut self, seller: usize) {
        self.gone[seller] = true;
        self.left -= 1;
    }

    fn any_left(&self) -> bool {
        self.left > 0
    }
}

/// A share as a threshold for 64 uniform bits.
fn share_of_64_bits(share: f64) -> u64 {
    (share * 18_446_744_073_709_551_616.0) as u64
}

/// Walker's alias table: draws an index with given weights in constant time.
#[derive(Clone, Debug, Default)]
struct AliasTable {
    /// Sum of the weights the table was built with.
    total: f64,
    slots: Vec<Slot>,
    small: Vec<u32>,
    large: Vec<u32>,
    scaled: Vec<f64>,
}

/// A slot keeps its own index below the threshold and passes to the alias above it.
#[derive(Clone, Copy, Debug)]
struct Slot {
    threshold: u64,
    alias: u32,
}

impl AliasTable {
    /// Builds the table by Vose's method; weights are not negative.
    fn build(&mut self, weights: impl ExactSizeIterator<Item = f64> + Clone) {
        let length = weights.len();
        let total: f64 = weights.clone().sum();
        self.total = total;
        let scale = if total > 0.0 {
            length as f64 / total
        } else {
            0.0
        };
        self.scaled.clear();
        self.scaled
            .extend(weights.map(|weight| if total > 0.0 { weight * scale } else { 1.0 }));
        self.slots.clear();
        self.slots.extend((0..length as u32).map(|alias| Slot {
            threshold: u64::MAX,
            alias,
        }));
        self.small.clear();
        self.large.clear();
        for (index, &scaled) in self.scaled.iter().enumerate() {
            if scaled < 1.0 {
                self.small.push(index as u32)
            } else {
                self.large.push(index as u32)
            }
        }
        while let (Some(&small), Some(&large)) = (self.small.last(), self.large.last()) {
            self.small.pop();
            let share = self.scaled[small as usize];
            self.slots[small as usize] = Slot {
                threshold: share_of_64_bits(share),
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

    /// An index.
    #[inline]
    fn draw(&self, stream: &mut Stream) -> usize {
        let (index, rest) = random::below(stream, self.slots.len() as u64);
        let slot = self.slots[index as usize];
        if rest < slot.threshold {
            index as usize
        } else {
            slot.alias as usize
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Draws;

    fn visits(frozen: bool) -> RandomVisits {
        let stream = Draws::new(3, 0).stream(1, "test", 0);
        RandomVisits::new(
            vec![0, 1, 3],
            &[1.0, 1.5, 9.0, 0.5],
            &[1.0, 6.0, 9.0, 3.0],
            2.0,
            0.5,
            frozen,
            stream,
        )
    }

    fn shares(visits: &mut RandomVisits) -> [f64; 4] {
        let mut counts = [0.0; 4];
        for _ in 0..200_000 {
            counts[visits.visit()] += 1.0 / 200_000.0;
        }
        counts
    }

    fn assert_shares(found: [f64; 4], expected: [f64; 4]) {
        for (found, expected) in found.iter().zip(expected) {
            // Four standard deviations of a share of 1/2 over 200 000 draws.
            assert!((found - expected).abs() < 0.0045, "{found} {expected}");
        }
    }

    #[test]
    fn chances_are_half_by_price_and_half_by_size() {
        let weight = |p: f64| libm::exp(-2.0 * p);
        let total = weight(1.0) + weight(1.5) + weight(0.5);
        let chance = |p: f64, size: f64| 0.5 * (weight(p) / total + size / 10.0);
        let expected = [chance(1.0, 1.0), chance(1.5, 6.0), 0.0, chance(0.5, 3.0)];
        assert_shares(shares(&mut visits(false)), expected);
        assert_shares(shares(&mut visits(true)), expected);
    }

    #[test]
    fn chances_are_renormalised_over_the_sellers_left() {
        let weight = |p: f64| libm::exp(-2.0 * p);
        let total = weight(1.0) + weight(1.5);
        let mut visits = visits(false);
        visits.sold_out(3);
        let first = 0.5 * (weight(1.0) / total + 1.0 / 7.0);
        assert_shares(shares(&mut visits), [first, 1.0 - first, 0.0, 0.0]);
    }

    #[test]
    fn frozen_chances_keep_their_initial_proportions() {
        let weight = |p: f64| libm::exp(-2.0 * p);
        let total = weight(1.0) + weight(1.5) + weight(0.5);
        let (a, b) = (weight(1.0) / total + 0.1, weight(1.5) / total + 0.6);
        let mut visits = visits(true);
        visits.sold_out(3);
        assert_shares(shares(&mut visits), [a / (a + b), b / (a + b), 0.0, 0.0]);
    }

    #[test]
    fn prices_too_high_among_those_left_leave_sizes() {
        let stream = Draws::new(3, 0).stream(1, "test", 0);
        let (price, size) = ([1.0, 1e6, 1e6], [1.0, 1.0, 3.0]);
        let mut visits = RandomVisits::new(vec![0, 1, 2], &price, &size, 2.0, 0.5, false, stream);
        visits.sold_out(0);
        let mut last = 0.0;
        for draw in 0..40_000 {
            // The tables are built anew within the first draws.
            if draw >= 100 && visits.visit() == 2 {
                last += 1.0 / 39_900.0;
            } else if draw < 100 {
                visits.visit();
            }
        }
        assert!((last - 0.75_f64).abs() < 0.01);
    }

    #[test]
    fn prices_too_high_to_weigh_leave_sizes() {
        let stream = Draws::new(3, 0).stream(1, "test", 0);
        let mut visits = RandomVisits::new(
            vec![0, 1],
            &[1e6, 1e6],
            &[1.0, 3.0],
            2.0,
            0.5,
            false,
            stream,
        );
        let mut second = 0.0;
        for _ in 0..40_000 {
            second += visits.visit() as f64 / 40_000.0;
        }
        assert!((second - 0.75).abs() < 0.01);
    }
}
