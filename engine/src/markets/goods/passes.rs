//! The passes of one product: what is open to a buyer, and how it is visited.

use super::aggregate::{Aggregate, Moments};
use super::comers::{Alike, Listed};
use super::random_visits::{Memory, RandomVisits, Weights};
use super::rationing::{Crowd, pass, pass_at_once};
use super::types::{Matching, Sellers};
use super::visits::FirstListed;
use crate::random::Stream;

/// What buyers' demand is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Goods.
    Real,
    /// Money, turned into goods at the seller's price.
    Money,
}

/// Those who buy: a crowd, or those listed, which are in the end those not served.
pub(super) struct Buyers<'a> {
    pub unit: Unit,
    pub crowd: &'a dyn Crowd,
    pub listed: &'a mut Vec<(u32, f64)>,
}

/// A crowd that buys all at once, among those alike and those listed, which are in the end those of both not served.
pub(super) struct Crowded<'a> {
    pub unit: Unit,
    pub moments: Moments,
    pub alike: &'a mut [Alike<'a>],
    pub listed: &'a mut Vec<(u32, f64)>,
}

/// What passes keep in memory, to be used again and again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    weights: Weights,
    visits: Memory,
    aggregate: Aggregate,
    listed: Listed,
    /// Sellers that can be visited.
    open: Vec<u32>,
    /// What sellers have \[million\], at the start of a pass and while it runs.
    worth: Vec<f64>,
    left: Vec<f64>,
}

/// The passes of one product.
pub(super) struct Passes<'a> {
    sellers: &'a Sellers,
    matching: Matching,
    scratch: &'a mut Scratch,
}

impl<'a> Passes<'a> {
    pub fn new(sellers: &'a Sellers, matching: Matching, scratch: &'a mut Scratch) -> Self {
        let weight = |price: &f64| match matching {
            Matching::FirstListed => 0.0,
            Matching::Random {
                price_sensitivity, ..
            } => libm::exp(-price_sensitivity * price),
        };
        let Weights { price, size } = &mut scratch.weights;
        price.clear();
        price.extend(sellers.price.iter().map(weight));
        size.clone_from(&sellers.supply);
        Passes {
            sellers,
            matching,
            scratch,
        }
    }

    /// Buyers take goods from stock; `trade(buyer, seller, amount)` is in their unit.
    pub fn pass(
        &mut self,
        buyers: &mut Buyers,
        stock: &mut [f64],
        stream: Stream,
        trade: impl FnMut(u32, usize, f64),
    ) {
        self.open(|seller| stock[seller] > 0.0);
        self.visit(buyers, stock, stream, trade);
    }

    /// Unserved demand is registered with sellers that could have made more; no goods move.
    pub fn spare(
        &mut self,
        buyers: &mut Buyers,
        spare: &mut [f64],
        stock: &mut [f64],
        stream: Stream,
    ) {
        if buyers.listed.is_empty() {
            return;
        }
        let (unit, sellers) = (buyers.unit, self.sellers);
        self.open(|seller| spare[seller] > 0.0 && sellers.supply[seller] > 0.0);
        self.visit(buyers, spare, stream, |_, seller, amount| {
            stock[seller] -= match unit {
                Unit::Real => amount,
                Unit::Money => amount / sellers.price[seller],
            };
        });
    }

    /// Whether a crowd is matched at once.
    pub fn at_once(&self) -> bool {
        self.matching.at_once()
    }

    /// A crowd buys from stock all at once, among those `listed`; returns what it could not spend, or
    /// nothing where it is too small for that, and then nothing has happened. `trade` is told of all
    /// others.
    pub fn pass_at_once(
        &mut self,
        crowd: Crowded,
        stock: &mut [f64],
        stream: Stream,
        trade: impl FnMut(u32, usize, f64),
    ) -> Option<f64> {
        self.open(|seller| stock[seller] > 0.0);
        match crowd.unit {
            Unit::Real => self.visit_at_once(crowd, stock, stream, trade),
            Unit::Money => self.in_money(stock, |passes, worth| {
                passes.visit_at_once(crowd, worth, stream, trade)
            }),
        }
    }

    /// The same with sellers that could have made more; no goods move.
    pub fn spare_at_once(
        &mut self,
        crowd: Crowded,
        spare: &mut [f64],
        stock: &mut [f64],
        stream: Stream,
    ) -> Option<f64> {
        let (unit, sellers) = (crowd.unit, self.sellers);
        let goods = |seller: usize, amount: f64| match unit {
            Unit::Real => amount,
            Unit::Money => amount / sellers.price[seller],
        };
        self.open(|seller| spare[seller] > 0.0 && sellers.supply[seller] > 0.0);
        let trade = |_, seller: usize, amount| stock[seller] -= goods(seller, amount);
        let unspent = match unit {
            Unit::Real => self.visit_at_once(crowd, spare, stream, trade),
            Unit::Money => self.in_money(spare, |passes, worth| {
                passes.visit_at_once(crowd, worth, stream, trade)
            }),
        };
        if unspent.is_some() {
            for (seller, (stock, sold)) in stock.iter_mut().zip(self.sold_to_crowd()).enumerate() {
                *stock -= goods(seller, *sold);
            }
        }
        unspent
    }

    /// What each seller sold to the crowd of the last pass, in its unit.
    pub fn sold_to_crowd(&self) -> &[f64] {
        self.scratch.aggregate.sold()
    }

    fn visit_at_once(
        &mut self,
        crowd: Crowded,
        available: &mut [f64],
        stream: Stream,
        trade: impl FnMut(u32, usize, f64),
    ) -> Option<f64> {
        let Matching::Random {
            price_weight,
            frozen,
            ..
        } = self.matching
        else {
            return None;
        };
        let Scratch {
            weights,
            visits,
            aggregate,
            listed: room,
            open,
            ..
        } = &mut *self.scratch;
        let memory = std::mem::take(visits);
        let mut random = RandomVisits::new(memory, open, weights, price_weight, frozen, stream);
        let listed: f64 = crowd.listed.iter().map(|(_, wanted)| wanted).sum();
        let alike: f64 = crowd.alike.iter().map(Alike::wanted_in_all).sum();
        let begun = aggregate.begin(open, crowd.moments, listed + alike, &mut random);
        let unspent = begun.then(|| {
            pass_at_once(
                aggregate,
                crowd.alike,
                room,
                crowd.listed,
                available,
                &mut random,
                trade,
            )
        });
        *visits = random.into_memory();
        unspent
    }

    fn open(&mut self, can_be_visited: impl Fn(usize) -> bool) {
        let sellers = (0..).zip(&self.sellers.price).map(|(seller, _)| seller);
        let open = sellers.filter(|&seller| can_be_visited(seller as usize));
        self.scratch.open.clear();
        self.scratch.open.extend(open);
    }

    fn visit(
        &mut self,
        buyers: &mut Buyers,
        available: &mut [f64],
        stream: Stream,
        trade: impl FnMut(u32, usize, f64),
    ) {
        match buyers.unit {
            Unit::Real => self.visit_goods(buyers, available, stream, trade),
            Unit::Money => self.in_money(available, |passes, worth| {
                passes.visit_goods(buyers, worth, stream, trade);
            }),
        }
    }

    /// Hands on what is `available` in money, and takes from it what is gone then.
    fn in_money<T>(
        &mut self,
        available: &mut [f64],
        visit: impl FnOnce(&mut Self, &mut [f64]) -> T,
    ) -> T {
        let [mut worth, mut left] =
            [&mut self.scratch.worth, &mut self.scratch.left].map(std::mem::take);
        worth.clear();
        let goods = available.iter().zip(&self.sellers.price);
        worth.extend(goods.map(|(goods, price)| goods * price));
        left.clone_from(&worth);
        let found = visit(self, &mut left);
        for (seller, goods) in available.iter_mut().enumerate() {
            if left[seller] == 0.0 {
                *goods = 0.0;
            } else if left[seller] < worth[seller] {
                *goods -= (worth[seller] - left[seller]) / self.sellers.price[seller];
            }
        }
        (self.scratch.worth, self.scratch.left) = (worth, left);
        found
    }

    fn visit_goods(
        &mut self,
        buyers: &mut Buyers,
        available: &mut [f64],
        stream: Stream,
        trade: impl FnMut(u32, usize, f64),
    ) {
        let (crowd, listed) = (buyers.crowd, &mut *buyers.listed);
        let Scratch {
            weights,
            visits,
            open,
            ..
        } = &mut *self.scratch;
        match self.matching {
            Matching::FirstListed => {
                let mut visits = FirstListed::new(open.clone());
                pass(crowd, listed, available, &mut visits, trade);
            }
            Matching::Random {
                price_weight,
                frozen,
                ..
            } => {
                let memory = std::mem::take(visits);
                let mut random =
                    RandomVisits::new(memory, open, weights, price_weight, frozen, stream);
                pass(crowd, listed, available, &mut random, trade);
                *visits = random.into_memory();
            }
        }
    }
}
