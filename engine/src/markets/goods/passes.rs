//! The passes of one product: what is open to a buyer, and how it is visited.

use super::random_visits::{Memory, RandomVisits, Weights};
use super::rationing::{Crowd, pass};
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
    pub crowd: Crowd<'a>,
    pub listed: &'a mut Vec<(u32, f64)>,
}

/// What passes keep in memory, to be used again and again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    weights: Weights,
    visits: Memory,
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
            Unit::Money => {
                let [mut worth, mut left] =
                    [&mut self.scratch.worth, &mut self.scratch.left].map(std::mem::take);
                worth.clear();
                let goods = available.iter().zip(&self.sellers.price);
                worth.extend(goods.map(|(goods, price)| goods * price));
                left.clone_from(&worth);
                self.visit_goods(buyers, &mut left, stream, trade);
                for (seller, goods) in available.iter_mut().enumerate() {
                    if left[seller] == 0.0 {
                        *goods = 0.0;
                    } else if left[seller] < worth[seller] {
                        *goods -= (worth[seller] - left[seller]) / self.sellers.price[seller];
                    }
                }
                (self.scratch.worth, self.scratch.left) = (worth, left);
            }
        }
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
