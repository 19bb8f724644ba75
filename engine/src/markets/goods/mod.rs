//! The goods market: one market per product, in which buyers visit sellers.
//!
//! Products are independent given budgets. They are cleared in a fixed number of groups, in
//! parallel; a group adds what its products mean for each buyer in product order, and groups are
//! added in order, so that no sum depends on threads.

mod passes;
mod product;
mod rationing;
mod types;
mod visits;

use rayon::prelude::*;

pub use rationing::{Unit, pass};
pub use types::{Budgets, Matching, ProductOutcome, Sellers, Shortfalls};
pub use visits::{FirstListed, RandomVisits, Visits};

use crate::random::Stream;

/// Number of groups of products; a property of the result, never of the machine.
const GROUPS: usize = 8;

/// Clears all products: one outcome per product, and what every buyer went without.
///
/// `sellers_of` gives the sellers of a product, `stream_of` its draws.
pub fn clear(
    budgets: &Budgets,
    products: usize,
    sellers_of: impl Fn(usize) -> Sellers + Sync,
    matching: Matching,
    stream_of: impl Fn(usize) -> Stream + Sync,
) -> (Vec<ProductOutcome>, Shortfalls) {
    let groups: Vec<(Vec<(usize, ProductOutcome)>, Shortfalls)> = (0..GROUPS.min(products))
        .into_par_iter()
        .map(|group| {
            let mut market = product::Market::new(budgets);
            let outcomes = (group..products)
                .step_by(GROUPS)
                .map(|product| {
                    (
                        product,
                        market.clear(product, &sellers_of(product), matching, stream_of(product)),
                    )
                })
                .collect();
            (outcomes, market.into_shortfalls())
        })
        .collect();
    let mut outcomes = Vec::with_capacity(products);
    let mut shortfalls: Option<Shortfalls> = None;
    for (of_group, short) in groups {
        outcomes.extend(of_group);
        match &mut shortfalls {
            None => shortfalls = Some(short),
            Some(sum) => sum.add(&short),
        }
    }
    outcomes.sort_by_key(|(product, _)| *product);
    (
        outcomes.into_iter().map(|(_, outcome)| outcome).collect(),
        shortfalls.unwrap_or_default(),
    )
}
