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
    let [firm_deposits, loans] = reduce::totals([view.firm_deposits, view.loans]);
    *view.reserves = firm_deposits + reduce::total(view.household_deposits) + view.equity - loans;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing::{assert_close, context};

    #[test]
    fn worked_by_hand() {
        let parameters = Parameters::default();
        let mut economy = Economy::default();
        economy.firms.deposits = vec![10.0, -4.0];
        economy.firms.loans = vec![12.0, 8.0];
        economy.households.deposits = vec![20.0, -1.0, 5.0];
        economy.bank.reserves = 99.0;
        // 6 + 24 + equity - 20; negative reserves are an advance.
        for (equity, expected) in [(7.0, 17.0), (-30.0, -20.0)] {
            economy.bank.equity = equity;
            run(View::of(&mut economy), &context(&parameters));
            assert_close(&[economy.bank.reserves], &[expected]);
        }
    }
}
