//! The goods market: one market per product, in which buyers visit sellers.
//!
//! Products are independent given budgets. They are cleared in a fixed number of groups, in
//! parallel; a group adds what its products mean for each buyer in product order, and groups are
//! added in order, so that no sum depends on threads.

mod aggregate;
mod alias;
mod comers;
mod crowd;
mod firm_wants;
mod firms;
mod missed;
mod parted_firms;
mod passes;
mod product;
mod random_visits;
mod rationing;
mod shortfalls;
#[cfg(test)]
mod tests;
mod types;
mod users;
mod visits;

use rayon::prelude::*;

pub use types::{Budgets, Matching, ProductOutcome, Purchases, Sellers};

use crate::random::Stream;
use firms::{CrowdPrices, Spending};
use product::{Market, Memory, PASSES};
use users::Users;

/// Number of groups of products; a property of the result, never of the machine.
const GROUPS: usize = 8;

/// Clears all products, writes what buyers got into `purchases`, and returns one outcome per product.
///
/// `sellers_of` gives the sellers of a product, `stream_of` draws by number.
pub fn clear(
    budgets: &Budgets,
    products: usize,
    sellers_of: impl Fn(usize) -> Sellers + Sync,
    matching: Matching,
    stream_of: impl Fn(usize) -> Stream + Sync,
    mut purchases: Purchases,
) -> Vec<ProductOutcome> {
    let users = Users::new(budgets, matching, stream_of(products * PASSES));
    let streams_of =
        |product: usize| std::array::from_fn(|pass| stream_of(product * PASSES + pass));
    let groups: Vec<(Vec<ProductOutcome>, Spending)> = (0..GROUPS)
        .into_par_iter()
        .map_init(Memory::default, |memory, group| {
            let products = (group..products).step_by(GROUPS);
            let at_once = products.clone().filter(|_| matching.at_once());
            let mut market = Market::new(budgets, &users, std::mem::take(memory), at_once);
            let outcomes = products
                .map(|product| {
                    market.clear(product, sellers_of(product), matching, streams_of(product))
                })
                .collect();
            let (spending, used) = market.into_parts();
            *memory = used;
            (outcomes, spending)
        })
        .collect();
    purchases.materials_spending.fill(0.0);
    purchases.investment_spending.fill(0.0);
    let mut by_group = Vec::with_capacity(GROUPS);
    let mut crowds = CrowdPrices::of(budgets);
    for (outcomes, spending) in groups {
        spending.add_to(&mut purchases);
        crowds.add(&spending.of_crowds);
        by_group.push(outcomes.into_iter());
    }
    crowds.charge(budgets, &mut purchases);
    let outcomes: Vec<ProductOutcome> = (0..products)
        .filter_map(|product| by_group[product % GROUPS].next())
        .collect();
    shortfalls::charge(budgets, &users, &outcomes, &mut purchases);
    outcomes
}
