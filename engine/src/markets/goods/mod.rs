//! The goods market: one market per product, in which buyers visit sellers.
//!
//! Products are independent given budgets. They are cleared in a fixed number of groups, in
//! parallel; a group adds what its products mean for each buyer in product order, and groups are
//! added in order, so that no sum depends on threads.

mod aggregate;
mod alias;
mod crowd;
mod firms;
mod parted_firms;
mod passes;
mod product;
mod random_visits;
mod rationing;
#[cfg(test)]
mod tests;
mod types;
mod users;
mod visits;

use rayon::prelude::*;

pub use types::{Budgets, Matching, ProductOutcome, Purchases, Sellers};

use crate::numeric::pos;
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
                    market.clear(product, &sellers_of(product), matching, streams_of(product))
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
    charge_shortfalls(budgets, &users, &outcomes, &mut purchases);
    outcomes
}

/// What was bought is what was wanted less what was missed: first of investment and housing, then of
/// materials and consumption.
///
/// Source: SPEC 4.14.4. `ΔM_{i,g} = m_i - pos(u_i - v_i)`, `I_{i,g} = pos(v_i - u_i)`;
/// `C_{h,g} = b̂^HH_g C^d_h - pos(u_h - b̂^CFH_g I^d_h)`, `I_{h,g} = pos(b̂^CFH_g I^d_h - u_h)`.
fn charge_shortfalls(
    budgets: &Budgets,
    users: &Users,
    outcomes: &[ProductOutcome],
    purchases: &mut Purchases,
) {
    purchases.materials.copy_from_slice(budgets.materials);
    purchases.investment.copy_from_slice(budgets.investment);
    purchases.consumption.copy_from_slice(budgets.consumption);
    purchases.housing.copy_from_slice(budgets.housing);
    for (product, outcome) in outcomes.iter().enumerate() {
        for &(firm, unserved) in &outcome.unserved_firms {
            let firm = firm as usize;
            let investment = budgets.investment_shares[product] * budgets.investment[firm];
            purchases.materials[firm] -= pos(unserved - investment);
            purchases.investment[firm] -= investment.min(unserved);
        }
        let mut miss = |household: u32, unserved: f64| {
            let household = household as usize;
            let housing = budgets.housing_split[product] * budgets.housing[household];
            purchases.consumption[household] -= pos(unserved - housing);
            purchases.housing[household] -= housing.min(unserved);
        };
        for &(household, unserved) in &outcome.unserved_households {
            miss(household, unserved);
        }
        users.without(product, budgets, &outcome.without, miss);
    }
}
