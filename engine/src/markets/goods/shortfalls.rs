//! What was bought is what was wanted less what was missed: first of investment and housing, then of
//! materials and consumption.
//!
//! Source: SPEC 4.14.4. `ΔM_{i,g} = m_i - pos(u_i - v_i)`, `I_{i,g} = pos(v_i - u_i)`;
//! `C_{h,g} = b̂^HH_g C^d_h - pos(u_h - b̂^CFH_g I^d_h)`, `I_{h,g} = pos(b̂^CFH_g I^d_h - u_h)`.

use std::ops::Range;

use rayon::prelude::*;

use super::rationing::CLUSTER;
use super::types::{Budgets, ProductOutcome, Purchases};
use super::users::Users;
use crate::numeric::pos;

/// Households looked at for one product after the other, in whole clusters.
const HOUSEHOLDS: usize = 1024 * CLUSTER;

/// Writes what firms and households bought into `purchases`.
pub(super) fn charge(
    budgets: &Budgets,
    users: &Users,
    outcomes: &[ProductOutcome],
    purchases: &mut Purchases,
) {
    let Purchases {
        materials,
        investment,
        consumption,
        housing,
        ..
    } = purchases;
    rayon::join(
        || of_firms(budgets, outcomes, materials, investment),
        || of_households(budgets, users, outcomes, consumption, housing),
    );
}

fn of_firms(
    budgets: &Budgets,
    outcomes: &[ProductOutcome],
    materials: &mut [f64],
    investment: &mut [f64],
) {
    materials.copy_from_slice(budgets.materials);
    investment.copy_from_slice(budgets.investment);
    for (product, outcome) in outcomes.iter().enumerate() {
        for &(firm, unserved) in &outcome.unserved_firms {
            let firm = firm as usize;
            let wanted = budgets.investment_shares[product] * budgets.investment[firm];
            materials[firm] -= pos(unserved - wanted);
            investment[firm] -= wanted.min(unserved);
        }
    }
}

fn of_households(
    budgets: &Budgets,
    users: &Users,
    outcomes: &[ProductOutcome],
    consumption: &mut [f64],
    housing: &mut [f64],
) {
    let rows = if users.stand_as_numbered() {
        HOUSEHOLDS
    } else {
        consumption.len().max(1)
    };
    let parts = (consumption.par_chunks_mut(rows)).zip(housing.par_chunks_mut(rows));
    parts
        .enumerate()
        .for_each(|(part, (consumption, housing))| {
            let first = part * rows;
            let rows = first..first + consumption.len();
            consumption.copy_from_slice(&budgets.consumption[rows.clone()]);
            housing.copy_from_slice(&budgets.housing[rows.clone()]);
            for (product, outcome) in outcomes.iter().enumerate() {
                let mut miss = |household: u32, unserved: f64| {
                    let household = household as usize;
                    let wanted = budgets.housing_split[product] * budgets.housing[household];
                    consumption[household - first] -= pos(unserved - wanted);
                    housing[household - first] -= wanted.min(unserved);
                };
                let listed = &outcome.unserved_households;
                for &(household, unserved) in
                    &listed[within(listed, &rows, |&(user, _)| user as usize)]
                {
                    miss(household, unserved);
                }
                let clusters = &outcome.without;
                let place = |&cluster: &u32| cluster as usize * CLUSTER;
                let clusters = if users.stand_as_numbered() {
                    &clusters[within(clusters, &rows, place)]
                } else {
                    clusters
                };
                users.without(product, budgets, clusters, miss);
            }
        });
}

/// Where items whose numbers are in `rows` lie, in the order of their numbers.
fn within<T>(items: &[T], rows: &Range<usize>, number: impl Fn(&T) -> usize) -> Range<usize> {
    let before = |end: usize| items.partition_point(|item| number(item) < end);
    before(rows.start)..before(rows.end)
}
