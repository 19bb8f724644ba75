//! The passes of one product: what is open to a buyer, and how it is visited.

use super::rationing::{Crowd, pass};
use super::types::{Matching, Sellers};
use super::visits::{FirstListed, RandomVisits, Weights};
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

/// The passes of one product.
pub(super) struct Passes<'a> {
    sellers: &'a Sellers,
    weights: Weights,
    matching: Matching,
}

impl<'a> Passes<'a> {
    pub fn new(sellers: &'a Sellers, matching: Matching) -> Self {
        let weight = |price: &f64| match matching {
            Matching::FirstListed => 0.0,
            Matching::Random {
                price_sensitivity, ..
            } => libm::exp(-price_sensitivity * price),
        };
        Passes {
            sellers,
            weights: Weights {
                price: sellers.price.iter().map(weight).collect(),
                size: sellers.supply.clone(),
            },
            matching,
        }
    }

    /// Buyers take goods from stock; `trade(buyer, seller, amount)` is in their unit.
    pub fn pass(
        &self,
        buyers: &mut Buyers,
        stock: &mut [f64],
        stream: Stream,
        trade: impl FnMut(u32, usize, f64),
    ) {
        let open = |seller: usize| stock[seller] > 0.0;
        let open = self.those(open);
        self.visit(buyers, open, stock, stream, trade);
    }

    /// Unserved demand is registered with sellers that could have made more; no goods move.
    pub fn spare(&self, buyers: &mut Buyers, spare: &mut [f64], stock: &mut [f64], stream: Stream) {
        if buyers.listed.is_empty() {
            return;
        }
        let open = self.those(|seller| spare[seller] > 0.0 && self.sellers.supply[seller] > 0.0);
        let unit = buyers.unit;
        self.visit(buyers, open, spare, stream, |_, seller, amount| {
            stock[seller] -= match unit {
                Unit::Real => amount,
                Unit::Money => amount / self.sellers.price[seller],
            };
        });
    }

    fn those(&self, open: impl Fn(usize) -> bool) -> Vec<u32> {
        let sellers = 0..self.sellers.price.len();
        let open = sellers.filter(|&seller| open(seller));
        open.map(|seller| seller as u32).collect()
    }

    fn visit(
        &self,
        buyers: &mut Buyers,
        open: Vec<u32>,
        available: &mut [f64],
        stream: Stream,
        trade: impl FnMut(u32, usize, f64),
    ) {
        match buyers.unit {
            Unit::Real => self.visit_goods(buyers, open, available, stream, trade),
            Unit::Money => {
                let worth = available.iter().zip(&self.sellers.price);
                let worth: Vec<f64> = worth.map(|(goods, price)| goods * price).collect();
                let mut left = worth.clone();
                self.visit_goods(buyers, open, &mut left, stream, trade);
                for (seller, goods) in available.iter_mut().enumerate() {
                    if left[seller] == 0.0 {
                        *goods = 0.0;
                    } else if left[seller] < worth[seller] {
                        *goods -= (worth[seller] - left[seller]) / self.sellers.price[seller];
                    }
                }
            }
        }
    }

    fn visit_goods(
        &self,
        buyers: &mut Buyers,
        open: Vec<u32>,
        available: &mut [f64],
        stream: Stream,
        trade: impl FnMut(u32, usize, f64),
    ) {
        let (crowd, listed) = (buyers.crowd, &mut *buyers.listed);
        match self.matching {
            Matching::FirstListed => {
                pass(crowd, listed, available, &mut FirstListed::new(open), trade);
            }
            Matching::Random {
                price_weight,
                frozen,
                ..
            } => {
                let mut visits =
                    RandomVisits::new(&open, &self.weights, price_weight, frozen, stream);
                pass(crowd, listed, available, &mut visits, trade);
            }
        }
    }
}
