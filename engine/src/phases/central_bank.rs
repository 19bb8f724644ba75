//! The central bank's equity: it earns interest on government debt and pays it on reserves.
//!
//! Source: SPEC 4.21, with debt and reserves at the start of the period.
//! `E^CB = E^CB + r^G L^G - r̄ D_k`.

use super::Context;
use crate::access::access;

access! {
    lagged { government_debt: f64 = government.debt, reserves: f64 = bank.reserves }
    reads { policy_rate: f64 = central_bank.policy_rate }
    updates { equity: f64 = central_bank.equity }
}

pub(crate) fn run(view: View, context: &Context) {
    let in_bonds = context.parameters.scalars.government_bond_rate * view.government_debt;
    let out_reserves = view.policy_rate * view.reserves;
    *view.equity += in_bonds - out_reserves;
}
