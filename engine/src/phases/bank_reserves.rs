//! The bank's net claim on the central bank, which balances its books.
//!
//! Source: SPEC 4.25. `D_k = Σ D_i + Σ D_h + E_k - Σ L_i`.

use super::Context;
use crate::access::access;
use crate::numeric::reduce;

access! {
    reads {
        firm_deposits: [f64] = firms.deposits,
        household_deposits: [f64] = households.deposits,
        equity: f64 = bank.equity,
        loans: [f64] = firms.loans,
    }
    writes { reserves: f64 = bank.reserves }
}

pub(crate) fn run(view: View, _context: &Context) {
    *view.reserves =
        reduce::total(view.firm_deposits) + reduce::total(view.household_deposits) + view.equity
            - reduce::total(view.loans);
}
