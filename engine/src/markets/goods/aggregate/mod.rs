//! Aggregate matching: a crowd's demand reaches sellers all at once, in the law of its single visits.
//!
//! Source: superposition and thinning of Poisson processes (Kingman 1993, Poisson Processes, chapters 2
//! and 5). Let every seller be visited by independent Poisson processes at the rates of its weights by
//! price and by size, and ignore visits to sellers that are sold out: the next visit is then exactly one
//! of SPEC 2.6. Once `a` and `b` of exposure by price and by size have passed, demand `X_f` at a seller is
//! compound Poisson with
//!
//! `κ_1 = μ_f = e^{-2p_f} a + S_f b`, `κ_2 = m_2 μ_f`, `κ_3 = m_3 μ_f`; `m_k = Σ d^k / Σ d`
//!
//! and sales are `min(X_f, S_f)`. Chances by price and by size are renormalised over the sellers left:
//! `da = π dt / Σ' e^{-2p}`, `db = (1-π) dt / Σ' S` per million `dt` that is spent with those. The market
//! ends where sales are demand. It takes time in sellers, none in buyers.
//!
//! Differs from single visits: one normal draw per seller gives `X_f` up to its third cumulant (Cornish and
//! Fisher 1938). What the last visit to a seller wants beyond its stock waits for the second round, as with
//! single visits, and is `m_2/2` in the mean: the excess of a renewal process (Feller 1971, XI.4).

#[cfg(test)]
mod tests;

use super::random_visits::Weights;
use crate::numeric::{nz, pos};
use crate::random::{self, Stream};

/// Sums over buyers of powers of what they want.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Moments {
    /// `Σ d` \[million\].
    pub sum: f64,
    /// `Σ d²`.
    pub squares: f64,
    /// `Σ d³`.
    pub cubes: f64,
}

impl Moments {
    /// Adds a buyer.
    pub fn add(&mut self, wanted: f64) {
        self.sum += wanted;
        self.squares += wanted * wanted;
        self.cubes += wanted * wanted * wanted;
    }
}

/// How visits are shared out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chances {
    /// Chance that a visit is by price; the rest is by size.
    pub by_price: f64,
    /// Whether chances are normalised once, at the start of a pass.
    pub frozen: bool,
}

/// Visits that the least visited seller must expect, counted as those of equal buyers whose demand would
/// vary as much, `μ²/κ_2`; with fewer, the normal draw is too coarse.
const VISITS: f64 = 30.0;
/// Steps of exposure that a crowd takes at least.
const STEPS: f64 = 64.0;
/// Part of demand that may be left in the end.
const LEFT: f64 = 1e-9;
/// Steps after which what is left is booked where there are goods.
const MOST: usize = 200;

/// Whether what last visits miss is left for later, or spent with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    First,
    Last,
}

/// Sellers of a product, and how far a crowd has got with them.
#[derive(Debug, Default)]
pub(super) struct Aggregate {
    moments: Moments,
    chances: Chances,
    /// Exposure by price and by size per million at the start.
    start: [f64; 2],
    /// What last visits missed, which is for the second round \[million\].
    pub missed: f64,
    sellers: Vec<Seller>,
}

#[derive(Clone, Copy, Debug)]
struct Seller {
    number: u32,
    /// Weights by price and by size.
    price: f64,
    size: f64,
    /// The standard normal draw `z`.
    draw: f64,
    /// Expected demand so far, `μ_f` \[million\].
    mean: f64,
    /// What is sold to the crowd so far, and with what else is there \[million\].
    sold: f64,
    goods: f64,
}

/// Sales so far, weights of the sellers left, and the number of those that are not.
#[derive(Clone, Copy, Default)]
struct Standing {
    sold: f64,
    price: f64,
    size: f64,
    gone: f64,
}

impl Aggregate {
    /// Begins with the sellers in `open`; tells whether all of them are visited often enough by a crowd
    /// of such `moments`.
    pub fn begin(
        &mut self,
        open: &[u32],
        weights: &Weights,
        chances: Chances,
        moments: Moments,
        available: &[f64],
        stream: &mut Stream,
    ) -> bool {
        (self.moments, self.chances, self.missed) = (moments, chances, 0.0);
        self.sellers.clear();
        self.sellers.extend(open.iter().map(|&number| Seller {
            number,
            price: weights.price[number as usize],
            size: weights.size[number as usize],
            draw: 0.0,
            mean: 0.0,
            sold: 0.0,
            goods: available[number as usize],
        }));
        self.start = [0.0; 2];
        self.start = self.rates(self.standing());
        let [price, size] = self.start;
        let needed = VISITS * moments.squares;
        let mut chances = (self.sellers.iter()).map(|s| s.price * price + s.size * size);
        if !chances.all(|chance| chance * moments.sum * moments.sum >= needed) {
            return false;
        }
        for seller in &mut self.sellers {
            seller.draw = random::normal(stream);
        }
        true
    }

    /// What the crowd wants in all \[million\].
    pub fn wanted(&self) -> f64 {
        self.moments.sum
    }

    /// The crowd visits with money that it `wanted` to spend on what is `available`; `sold(seller, amount,
    /// gone)` is told, `gone` if that was all there was. Returns what it could not spend \[million\]. What
    /// last visits missed in a first round is kept in `missed`.
    pub fn sell(
        &mut self,
        wanted: f64,
        turn: Turn,
        available: &mut [f64],
        mut sold: impl FnMut(usize, f64, bool),
    ) -> f64 {
        let mut goods = 0.0;
        for seller in &mut self.sellers {
            let available = available[seller.number as usize];
            seller.goods = seller.sold + available;
            goods += available;
        }
        let excess = match turn {
            Turn::First => 0.5 * self.moments.squares / nz(self.moments.sum),
            Turn::Last => 0.0,
        };
        let standing = self.standing();
        let missed = excess * (self.sellers.len() as f64 - standing.gone);
        let all = goods + missed <= wanted;
        if !all {
            self.expose(wanted, excess, standing);
        }
        let moments = self.moments;
        let buys = |seller: &Seller| {
            let goods = seller.goods - seller.sold;
            if all {
                goods
            } else {
                (seller.demand(moments) - seller.sold).min(goods)
            }
        };
        let bought: f64 = self.sellers.iter().map(buys).sum();
        let mut rest = match turn {
            Turn::First => (wanted - bought).min(0.0),
            Turn::Last if all => 0.0,
            Turn::Last => wanted - bought,
        };
        for seller in &mut self.sellers {
            let available = &mut available[seller.number as usize];
            if *available == 0.0 {
                continue;
            }
            let buys = buys(seller);
            let amount = pos(buys + rest).min(*available);
            rest -= amount - buys;
            seller.sold += amount;
            let gone = seller.sold >= seller.goods;
            *available = if gone { 0.0 } else { *available - amount };
            sold(seller.number as usize, amount, gone);
        }
        if all {
            self.missed += missed;
            return wanted - goods - missed;
        }
        if turn == Turn::First {
            self.missed += pos(wanted - bought);
        }
        0.0
    }

    /// Exposes sellers from where they are `standing` until the crowd has visited with what it `wanted` to
    /// spend, `excess` of which is missed with every seller that sells out.
    fn expose(&mut self, wanted: f64, excess: f64, mut standing: Standing) {
        let start = standing;
        for _ in 0..MOST {
            let visited = standing.sold - start.sold + excess * (standing.gone - start.gone);
            let rest = wanted - visited;
            if rest.abs() <= excess.max(LEFT * wanted) {
                break;
            }
            let step = rest.min(self.moments.sum / STEPS);
            let [price, size] = self.rates(standing);
            for seller in &mut self.sellers {
                seller.mean = pos(seller.mean + step * (price * seller.price + size * seller.size));
            }
            standing = self.standing();
        }
    }

    fn standing(&self) -> Standing {
        let mut standing = Standing::default();
        for seller in &self.sellers {
            let demand = seller.demand(self.moments);
            standing.sold += demand.min(seller.goods);
            let left = f64::from(u8::from(
                demand < seller.goods && seller.sold < seller.goods,
            ));
            standing.gone += 1.0 - left;
            standing.price += left * seller.price;
            standing.size += left * seller.size;
        }
        standing
    }

    /// Exposure by price and by size per million spent with the sellers left.
    fn rates(&self, left: Standing) -> [f64; 2] {
        if self.chances.frozen && self.start != [0.0; 2] {
            let of_start = self.start[0] * left.price + self.start[1] * left.size;
            return self.start.map(|rate| rate / nz(of_start));
        }
        let by_price = if left.price >= f64::MIN_POSITIVE {
            self.chances.by_price
        } else {
            0.0
        };
        [by_price / nz(left.price), (1.0 - by_price) / nz(left.size)]
    }
}

impl Seller {
    /// `X_f = μ + √(m_2 μ) z + m_3/(6 m_2) (z² - 1)`, not less than was sold
    fn demand(&self, moments: Moments) -> f64 {
        if self.mean == 0.0 {
            return self.sold;
        }
        let second = moments.squares / nz(moments.sum);
        let skew = moments.cubes / nz(6.0 * moments.squares);
        let z = self.draw;
        (self.mean + (second * self.mean).sqrt() * z + skew * (z * z - 1.0)).max(self.sold)
    }
}
