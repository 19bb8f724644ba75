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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Scalars;
    use crate::phases::testing::{assert_close, context, with_scalars};

    #[test]
    fn worked_by_hand() {
        let parameters = with_scalars(Scalars {
            government_bond_rate: 0.02,
            ..Scalars::default()
        });
        // 50 + 0.02 * 500 - 0.01 * reserves; the bank pays on advances.
        for (reserves, expected) in [(300.0, 57.0), (0.0, 60.0), (-300.0, 63.0)] {
            let mut economy = Economy::default();
            economy.central_bank.equity = 50.0;
            economy.central_bank.policy_rate = 0.01;
            economy.government.debt = 500.0;
            economy.bank.reserves = reserves;
            run(View::of(&mut economy), &context(&parameters));
            assert_close(&[economy.central_bank.equity], &[expected]);
        }
    }
}
