//! Random visits: dear sellers are visited less, large ones more.

#[cfg(test)]
mod tests;

use super::alias::AliasTable;
use super::visits::Visits;
use crate::numeric::{nz, pos};
use crate::random::{self, Stream};

/// What draws visits to the sellers of a product, by seller; 0 in both where none are drawn.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// By price, `e^{-2p_f}`.
    pub price: Vec<f64>,
    /// By size, `S_f`.
    pub size: Vec<f64>,
}

/// What random visits keep in memory, to be used again and again.
#[derive(Debug, Default)]
pub struct Memory(Weights, AliasTable, Vec<(u32, f64)>, Vec<f32>);

/// Random visits: with equal chances by price or by size.
///
/// Source: SPEC 2.6.   `π_f = 1/2 (e^{-2p_f} / Σ e^{-2p_k} + S_f / Σ S_k)` over the sellers left.
///
/// Visits are drawn from a table of these chances as they were when it was built. With `a` and `b` the
/// shares of price and size components that have sold out since, `π_f` is larger than in the table by
/// `1/2 (a/(1-a) e^{-2p_f} / Σ' + b/(1-b) S_f / Σ')` with the sums `Σ'` of then: from that comes the
/// seller in place of one that is gone, so that every visit has the chances of its moment.
///
/// Source: Devroye (1986), Non-Uniform Random Variate Generation. It is drawn by rejection (II.3) from
/// the table, `max(a/(1-a), b/(1-b))` draws for a visit in the mean; where that would be too many, as
/// when the cheapest sellers are gone and others ask many times their price, by going through all that
/// are left (III.2). When as many draws were wasted as building costs, the table is built anew, so that
/// building and waste stay in proportion.
#[derive(Debug)]
pub struct RandomVisits {
    stream: Stream,
    /// Chance that a visit is by price; the rest is by size.
    by_price: f64,
    /// Number of all sellers, and weights of those left, filled up with 0 to blocks.
    sellers: usize,
    weights: Weights,
    /// Sums of weights by price and by size when the table was built.
    built: [f64; 2],
    /// The same of the sellers left.
    rest: [f64; 2],
    table: AliasTable,
    left: usize,
    only: Option<usize>,
    wasted: usize,
    /// Whether the table is still to be built.
    unbuilt: bool,
    /// Room for a list that is put in order.
    room: Vec<(u32, f64)>,
    /// Room for gaps between visits along a line of sellers.
    gaps: Vec<f32>,
}

/// Sellers whose weights are read together.
pub const BLOCK: usize = 8;

/// A component this much smaller than in the table is summed anew, because differences are no longer
/// exact, and no more drawn from the table, because most draws would be wasted.
const WORN: f64 = 1e-3;

/// Whether prices weigh anything: smaller sums have underflowed.
fn weighs(sum: f64) -> bool {
    sum >= f64::MIN_POSITIVE
}

impl RandomVisits {
    /// Visits to the sellers in `open`, of all that have `weights`, by price with chance `by_price`.
    ///
    /// Frozen chances (BeforeIT.jl) have one component, the mixture at the start.
    pub fn new(
        memory: Memory,
        open: &[u32],
        weights: &Weights,
        by_price: f64,
        frozen: bool,
        stream: Stream,
    ) -> Self {
        let Memory(mut left, table, room, gaps) = memory;
        for (left, weights) in [
            (&mut left.price, &weights.price),
            (&mut left.size, &weights.size),
        ] {
            left.clear();
            left.resize(weights.len().next_multiple_of(BLOCK), 0.0);
            for &seller in open {
                left[seller as usize] = weights[seller as usize];
            }
        }
        let mut visits = RandomVisits {
            stream,
            by_price,
            sellers: weights.size.len(),
            weights: left,
            built: [0.0; 2],
            rest: [0.0; 2],
            table,
            left: open.len(),
            only: None,
            wasted: 0,
            unbuilt: true,
            room,
            gaps,
        };
        visits.look_for_only();
        visits.add_up();
        if frozen {
            let [price, size] = visits.factors(visits.built);
            let Weights {
                price: prices,
                size: sizes,
            } = &mut visits.weights;
            for (by_price, by_size) in prices.iter_mut().zip(sizes) {
                *by_size = std::mem::take(by_price) * price + *by_size * size;
            }
            visits.add_up();
        }
        visits
    }

    /// Gives the memory back.
    pub fn into_memory(self) -> Memory {
        Memory(self.weights, self.table, self.room, self.gaps)
    }

    fn look_for_only(&mut self) {
        let mut sizes = self.weights.size.iter();
        let first = sizes.position(|&size| size > 0.0);
        self.only = first.filter(|_| self.left == 1);
    }

    /// Adds up the weights of the sellers left; the table is built of them when one is to be drawn.
    fn add_up(&mut self) {
        self.built = [
            self.weights.price.iter().sum(),
            self.weights.size.iter().sum(),
        ];
        self.rest = self.built;
        self.unbuilt = true;
    }

    /// Builds the table of the sellers left.
    fn build(&mut self) {
        self.add_up();
        (self.wasted, self.unbuilt) = (0, false);
        let [price, size] = self.factors(self.built);
        let chances = self.weights.price.iter().zip(&self.weights.size);
        let chances = chances.take(self.sellers);
        self.table
            .build(chances.map(|(p, s)| p * price + s * size), 1.0);
    }

    /// What weights are multiplied by to give chances, if they add up to `sums`.
    ///
    /// Where prices weigh nothing, only sizes count.
    fn factors(&self, sums: [f64; 2]) -> [f64; 2] {
        let by_price = if weighs(sums[0]) { self.by_price } else { 0.0 };
        [by_price / nz(sums[0]), (1.0 - by_price) / nz(sums[1])]
    }

    /// Chances of the sellers left, per weight by price and by size.
    pub fn rates(&self) -> [f64; 2] {
        self.factors(self.rest)
    }

    /// Number of all sellers.
    pub fn sellers(&self) -> usize {
        self.sellers
    }

    /// Weights of the sellers left, 0 of others and of some more, as many as fill a block.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Number of sellers left.
    pub fn left(&self) -> usize {
        self.left
    }

    /// Whether a seller is left.
    pub fn is_left(&self, seller: usize) -> bool {
        self.weights.size[seller] > 0.0
    }

    /// Puts a seller back that was sold out, as large as the mean of those left.
    pub fn reopen(&mut self, seller: usize) {
        self.weights.size[seller] = match self.left {
            0 => 1.0,
            left => self.rest[1] / left as f64,
        };
        self.left += 1;
        self.look_for_only();
        self.add_up();
    }

    /// What visits are drawn from.
    pub fn stream(&mut self) -> &mut Stream {
        &mut self.stream
    }

    /// Room for gaps between visits.
    pub fn gaps(&mut self) -> &mut Vec<f32> {
        &mut self.gaps
    }

    fn worn(&self) -> bool {
        (self.rest.iter().zip(&self.built)).any(|(rest, built)| *rest < WORN * built)
    }

    /// A seller in place of one that is gone: a component by the chances it lost, a seller by weight.
    fn through_all(&mut self) -> usize {
        let [price, size] = self.factors(self.built);
        let lost = |component: usize| pos(self.built[component] - self.rest[component]);
        let by_size = size * lost(1);
        let by_price = if weighs(self.rest[0]) {
            price * lost(0)
        } else {
            0.0
        };
        let weights = if random::uniform(&mut self.stream) * (by_price + by_size) < by_price {
            &self.weights.price
        } else {
            &self.weights.size
        };
        random::weighted(weights, random::uniform(&mut self.stream)).unwrap_or(0)
    }
}

impl Visits for RandomVisits {
    fn order(&mut self, clusters: &mut [u32]) {
        random::shuffle(&mut self.stream, clusters);
    }

    fn order_list(&mut self, buyers: &mut Vec<(u32, f64)>) {
        random::shuffle_rows(&mut self.stream, buyers, &mut self.room);
    }

    fn choose(&mut self, sellers: &mut [u32]) {
        if let Some(only) = self.only {
            return sellers.fill(only as u32);
        }
        if self.unbuilt || self.worn() || self.wasted > self.table.cost_in_draws() {
            self.build();
        }
        self.table.draw(&mut self.stream, sellers);
    }

    fn instead(&mut self) -> usize {
        if let Some(only) = self.only {
            return only;
        }
        if self.worn() {
            return self.through_all();
        }
        let lost = |component: usize| pos(self.built[component] / nz(self.rest[component]) - 1.0);
        let [price, size] = self.factors(self.built);
        let (lost_price, lost_size) = (lost(0), lost(1));
        let most = lost_price.max(lost_size);
        loop {
            self.wasted += 1;
            let mut seller = [0];
            self.table.draw(&mut self.stream, &mut seller);
            let seller = seller[0] as usize;
            let (by_price, by_size) = (
                price * self.weights.price[seller],
                size * self.weights.size[seller],
            );
            let at_most = most * (by_price + by_size);
            let chance = lost_price * by_price + lost_size * by_size;
            if by_price + by_size > 0.0 && random::uniform(&mut self.stream) * at_most <= chance {
                return seller;
            }
        }
    }

    fn sold_out(&mut self, seller: usize) {
        self.left -= 1;
        let columns = [&mut self.weights.price, &mut self.weights.size];
        for (component, weights) in columns.into_iter().enumerate() {
            self.rest[component] -= std::mem::take(&mut weights[seller]);
            if self.rest[component] < WORN * self.built[component] {
                self.rest[component] = weights.iter().sum();
            }
        }
        if self.left <= 1 {
            self.look_for_only();
        }
    }

    fn any_left(&self) -> bool {
        self.left > 0
    }

    fn only(&self) -> Option<usize> {
        self.only
    }
}
