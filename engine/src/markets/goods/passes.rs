//! The passes of one product: what is open to a buyer, and how it is visited.

use super::rationing::{Unit, pass};
use super::types::{Matching, Sellers};
use super::visits::{FirstListed, RandomVisits};
use crate::random::Stream;

/// The passes of one product, which share a stream of draws.
pub(super) struct Passes {
    pub matching: Matching,
    pub stream: Stream,
}

impl Passes {
    /// Buyers take goods from stock.
    pub fn pass(
        &mut self,
        unit: Unit,
        buyers: &mut Vec<u32>,
        wanted: &mut [f64],
        sellers: &Sellers,
        stock: &mut [f64],
        trade: impl FnMut(u32, usize, f64),
    ) {
        let open: Vec<u32> = (0..stock.len() as u32)
            .filter(|&seller| stock[seller as usize] > 0.0)
            .collect();
        self.visit(unit, buyers, wanted, sellers, open, stock, trade);
    }

    /// Unserved demand is registered with sellers that could have made more; no goods move.
    pub fn spare(
        &mut self,
        unit: Unit,
        buyers: &mut Vec<u32>,
        wanted: &mut [f64],
        sellers: &Sellers,
        spare: &mut [f64],
        stock: &mut [f64],
    ) {
        let open = (0..spare.len() as u32)
            .filter(|&seller| spare[seller as usize] > 0.0 && sellers.supply[seller as usize] > 0.0)
            .collect();
        self.visit(
            unit,
            buyers,
            wanted,
            sellers,
            open,
            spare,
            |_, seller, quantity| stock[seller] -= quantity,
        );
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one pass has two sides, a unit and a sink; grouping them would only rename them"
    )]
    fn visit(
        &mut self,
        unit: Unit,
        buyers: &mut Vec<u32>,
        wanted: &mut [f64],
        sellers: &Sellers,
        open: Vec<u32>,
        available: &mut [f64],
        trade: impl FnMut(u32, usize, f64),
    ) {
        if buyers.is_empty() || open.is_empty() {
            return;
        }
        match self.matching {
            Matching::FirstListed => {
                pass(
                    unit,
                    buyers,
                    wanted,
                    &sellers.price,
                    available,
                    &mut FirstListed::new(open),
                    trade,
                );
            }
            Matching::Random {
                price_sensitivity,
                price_weight,
                frozen,
            } => {
                // Passes follow each other on one stream: each starts where a jump leads from the last.
                let stream = self.stream.clone();
                self.stream.jump();
                let mut visits = RandomVisits::new(
                    open,
                    &sellers.price,
                    &sellers.supply,
                    price_sensitivity,
                    price_weight,
                    frozen,
                    stream,
                );
                pass(
                    unit,
                    buyers,
                    wanted,
                    &sellers.price,
                    available,
                    &mut visits,
                    trade,
                );
            }
        }
    }
}
