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
//! Differs from single visits: one normal draw per seller gives `X_f` up to its third cumulant, by the
//! transform of a gamma variable to a normal one (Wilson and Hilferty 1931, PNAS 17(12), 684-688):
//!
//! `X_f = μ + 2σ/γ ((1 + γ z/6 - γ²/36)³ - 1)`, `σ² = m_2 μ`, `γ = m_3 μ / σ³`
//!
//! What the last visit to a seller wants beyond its stock waits for the second round, as with single visits,
//! and is `m_2/2` in the mean: the excess of a renewal process (Feller 1971, XI.4).

#[cfg(test)]
mod tests;

use pulp::{Arch, Simd, WithSimd};

use super::random_visits::RandomVisits;
use super::visits::Visits;
use crate::numeric::{nz, pos};
use crate::random;

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
    /// Adds a number of buyers who want the same.
    pub fn add_buyers(&mut self, wanted: f64, buyers: usize) {
        let all = buyers as f64 * wanted;
        self.sum += all;
        self.squares += all * wanted;
        self.cubes += all * wanted * wanted;
    }
}

/// Visits that the least visited seller must expect of a crowd that buys all, counted as those of equal buyers whose
/// demand would vary as much, `μ²/κ_2`; with half as many, small sellers' sales are off by some per cent. A crowd that
/// buys a part does so with as small a part of them.
const VISITS: f64 = 1.0;
/// Part of what a seller sells in the mean that may be left in the end.
const LEFT: f64 = 1e-3;
/// Steps after which what is left is booked where there are goods.
const MOST: usize = 200;
/// Sellers looked at together, and few of them.
const BLOCK: usize = 64;
const FEW: usize = 16;

/// A crowd, and how far it has got with the sellers of a product.
#[derive(Debug, Default)]
pub(super) struct Aggregate {
    moments: Moments,
    arch: Arch,
    /// What is to be spent and is not yet, and what last visits missed \[million or goods\].
    due: f64,
    missed: f64,
    /// Exposure by price and by size so far, `a` and `b`.
    exposure: [f64; 2],
    /// By seller: the standard normal draw; what is sold to the crowd.
    draw: Vec<f32>,
    sold: Vec<f64>,
}

impl Aggregate {
    /// Begins with the sellers in `open`, among others who want so much in all; tells whether a crowd of such
    /// `moments` visits all of them often enough for the part that it buys.
    pub fn begin(
        &mut self,
        open: &[u32],
        moments: Moments,
        others: f64,
        visits: &mut RandomVisits,
    ) -> bool {
        let [price, size] = visits.rates();
        let weights = visits.weights();
        let chance = |&seller: &u32| {
            price * weights.price[seller as usize] + size * weights.size[seller as usize]
        };
        let part = moments.sum / nz(moments.sum + others);
        let needed = VISITS * part * moments.squares;
        let often = |chance| chance * moments.sum * moments.sum >= needed;
        if moments.sum == 0.0 || !open.iter().map(chance).all(often) {
            return false;
        }
        let sellers = visits.sellers();
        self.draw.clear();
        self.draw.resize(sellers, 0.0);
        self.sold.clear();
        self.sold.resize(sellers, 0.0);
        let mut draws = [0.0; BLOCK];
        for open in open.chunks(BLOCK) {
            random::normals(visits.stream(), &mut draws[..open.len()]);
            for (&seller, draw) in open.iter().zip(draws) {
                self.draw[seller as usize] = draw;
            }
        }
        self.exposure = [0.0; 2];
        (self.moments, self.due, self.missed) = (moments, 0.0, 0.0);
        true
    }

    /// What the crowd wants in all.
    pub fn wanted(&self) -> f64 {
        self.moments.sum
    }

    /// What each seller sold to the crowd.
    pub fn sold(&self) -> &[f64] {
        &self.sold
    }

    /// The crowd visits with `more` of what it wants, as far as one step of exposure goes; what is then
    /// left of it comes along next time.
    pub fn visit(&mut self, more: f64, available: &mut [f64], visits: &mut RandomVisits) {
        self.due += more;
        let excess = self.excess();
        let gone = self.step(excess, available, visits);
        self.missed += excess * gone as f64;
    }

    /// The crowd visits until nothing is due but for second rounds, and then with what last visits missed;
    /// returns what it could not spend.
    pub fn end(&mut self, available: &mut [f64], visits: &mut RandomVisits) -> f64 {
        let excess = self.excess();
        let gone = self.spend(excess, available, visits);
        self.missed += excess * gone as f64;
        self.due += std::mem::take(&mut self.missed);
        self.spend(0.0, available, visits);
        self.book(available, visits);
        pos(self.due)
    }

    /// What the last visit to a seller wants beyond its stock, in the mean.   `m_2/2`
    fn excess(&self) -> f64 {
        0.5 * self.moments.squares / nz(self.moments.sum)
    }

    /// Takes steps until nothing is due; returns how many sellers sold out.
    fn spend(&mut self, excess: f64, available: &mut [f64], visits: &mut RandomVisits) -> usize {
        let left = LEFT * self.moments.sum / available.len() as f64;
        let mut gone = 0;
        for _ in 0..MOST {
            let enough = self.due <= excess.max(left);
            if enough || !visits.any_left() {
                break;
            }
            let open = (available.iter().enumerate()).filter(|(seller, _)| visits.is_left(*seller));
            let goods: f64 = open.map(|(_, goods)| goods).sum();
            if goods + excess * visits.left() as f64 <= self.due {
                gone += visits.left();
                self.due -= excess * visits.left() as f64;
                self.sell_out(available, visits);
                break;
            }
            gone += self.step(excess, available, visits);
        }
        gone
    }

    /// All sellers sell all they have.
    fn sell_out(&mut self, available: &mut [f64], visits: &mut RandomVisits) {
        for (seller, (sold, available)) in self.sold.iter_mut().zip(available).enumerate() {
            if visits.is_left(seller) {
                let goods = std::mem::take(available);
                *sold += goods;
                self.due -= goods;
                visits.sold_out(seller);
            }
        }
    }

    /// What is still due after the last step is booked with the seller that has most left; what was sold too
    /// much then, with the one that sold most, if possible of those left.
    fn book(&mut self, available: &mut [f64], visits: &mut RandomVisits) {
        while self.due.abs() > 0.0 {
            let most = |amount: &dyn Fn(usize) -> f64| {
                let sellers = (0..self.sold.len()).map(|seller| (seller, amount(seller)));
                let most = sellers.max_by(|(_, one), (_, other)| one.total_cmp(other));
                most.filter(|(_, most)| *most > 0.0)
            };
            let if_left = |seller, amount| if visits.is_left(seller) { amount } else { 0.0 };
            let seller = if self.due > 0.0 {
                most(&|seller| if_left(seller, available[seller]))
            } else {
                most(&|seller| if_left(seller, self.sold[seller]))
                    .or_else(|| most(&|seller| self.sold[seller]))
            };
            let Some((seller, at_most)) = seller else {
                return;
            };
            let sells = self.due.clamp(-at_most, at_most);
            self.due -= sells;
            self.sold[seller] += sells;
            available[seller] -= sells;
            if available[seller] == 0.0 {
                visits.sold_out(seller);
            } else if !visits.is_left(seller) {
                visits.reopen(seller);
            }
        }
    }

    /// Exposes sellers as much as it takes, without chance, to spend what is due; returns how many sold out.
    fn step(&mut self, excess: f64, available: &mut [f64], visits: &mut RandomVisits) -> usize {
        let law = Law::of(self.moments);
        for (exposure, rate) in self.exposure.iter_mut().zip(visits.rates()) {
            *exposure += rate * self.due;
        }
        let (mut sold, mut gone) = (0.0, 0);
        for first in (0..available.len()).step_by(BLOCK) {
            let rows = first..available.len().min(first + BLOCK);
            let weights = visits.weights();
            let (to_block, mut out) = self.arch.dispatch(Sale {
                law,
                exposure: self.exposure,
                weights: [&weights.price[rows.clone()], &weights.size[rows.clone()]],
                draw: &self.draw[rows.clone()],
                sold: &mut self.sold[rows.clone()],
                available: &mut available[rows],
            });
            sold += to_block;
            while out != 0 {
                visits.sold_out(first + out.trailing_zeros() as usize);
                out &= out - 1;
                gone += 1;
            }
        }
        self.due -= sold + excess * gone as f64;
        gone
    }
}

/// A block of sellers after so much exposure.
struct Sale<'a> {
    law: Law,
    exposure: [f64; 2],
    weights: [&'a [f64]; 2],
    draw: &'a [f32],
    sold: &'a mut [f64],
    available: &'a mut [f64],
}

impl WithSimd for Sale<'_> {
    /// What they sell more, and bits of those that sell out.
    type Output = (f64, u64);

    #[expect(
        clippy::inline_always,
        reason = "compiled for the processor it is called on"
    )]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> (f64, u64) {
        if self.sold.len() <= FEW {
            self.sell::<FEW>()
        } else {
            self.sell::<BLOCK>()
        }
    }
}

impl Sale<'_> {
    /// At most `N` sellers sell.
    #[expect(clippy::inline_always, reason = "part of `with_simd`")]
    #[inline(always)]
    fn sell<const N: usize>(self) -> (f64, u64) {
        // Means first: the law alone goes through twice as many at a time.
        let (mut means, mut demand) = ([0.0_f32; N], [0.0_f32; N]);
        let weights = self.weights[0].iter().zip(self.weights[1]);
        for (mean, (by_price, by_size)) in means.iter_mut().zip(weights) {
            *mean = pos(self.exposure[0] * by_price + self.exposure[1] * by_size) as f32;
        }
        for (demand, (mean, draw)) in demand.iter_mut().zip(means.iter().zip(self.draw)) {
            *demand = self.law.demand(*mean, *draw);
        }
        let (mut sells, mut out) = ([0.0; N], [0_u64; N]);
        let goods = self.sold.iter_mut().zip(self.available);
        let results = sells.iter_mut().zip(&mut out);
        for ((demand, (sold, available)), (sells, out)) in demand.iter().zip(goods).zip(results) {
            let more = pos(f64::from(*demand) - *sold);
            // Who could not serve all firms has less than nothing.
            let goods = pos(*available);
            *out = u64::from(goods > 0.0 && more >= goods);
            *sells = if more < goods { more } else { goods };
            *sold += *sells;
            *available -= *sells;
        }
        let bits = out
            .iter()
            .zip(0..)
            .fold(0, |bits, (out, place)| bits | out << place);
        (sum(&sells), bits)
    }
}

/// The law of demand at a seller, given what is expected; single precision is enough for chance.
#[derive(Clone, Copy)]
struct Law {
    /// `m_2`.
    variance: f32,
    /// `e = m_3 / (6 m_2)`, which is `γ σ / 6`.
    skew: f32,
    /// `2 / (γ σ)`, times `m_2`.
    scale: f32,
}

impl Law {
    fn of(moments: Moments) -> Self {
        let variance = moments.squares / nz(moments.sum);
        let skew = moments.cubes / nz(6.0 * moments.squares);
        Law {
            variance: variance as f32,
            skew: skew as f32,
            scale: (variance / nz(3.0 * skew)) as f32,
        }
    }

    /// `X_f` where `mean` is expected and `draw` is drawn; nothing where nobody comes.
    #[expect(clippy::inline_always, reason = "part of `Sale`")]
    #[inline(always)]
    fn demand(self, mean: f32, draw: f32) -> f32 {
        let deviation = (self.variance * mean).sqrt();
        let sixth = self.skew / if deviation > 0.0 { deviation } else { 1.0 };
        let root = 1.0 + sixth * (draw - sixth);
        mean + self.scale * mean * (root * root * root - 1.0)
    }
}

/// A sum in eight lanes.
#[expect(clippy::inline_always, reason = "part of `Sale`")]
#[inline(always)]
fn sum<const N: usize>(terms: &[f64; N]) -> f64 {
    let mut lanes = [0.0; 8];
    for eight in terms.as_chunks::<8>().0 {
        for (lane, term) in lanes.iter_mut().zip(eight) {
            *lane += term;
        }
    }
    lanes.iter().sum()
}
