//! The bank's profit and equity.
//!
//! Source: SPEC 4.18, with stocks at the start of the period.
//! `Π_k = r [Σ L_i + Σ pos(-D_i) + Σ pos(-D_h)] + r̄ [D_k - Σ pos(D_i) - Σ pos(D_h)]`,
//! `E_k = E_k + Π_k - θ^DIV (1-τ^FIRM) pos(Π_k) - τ^FIRM pos(Π_k)`.

use super::Context;
use crate::access::access;
use crate::numeric::{pos, reduce};

access! {
    lagged { household_deposits: [f64] = households.deposits, reserves: f64 = bank.reserves }
    reads {
        loans: [f64] = firms.loans,
        firm_deposits: [f64] = firms.deposits,
        policy_rate: f64 = central_bank.policy_rate,
        lending_rate: f64 = bank.lending_rate,
    }
    writes { profit: f64 = bank.profit }
    updates { equity: f64 = bank.equity }
}

pub(crate) fn run(view: View, context: &Context) {
    let p = &context.parameters.scalars;
    let overdrafts_and_deposits = |deposits: &[f64]| {
        reduce::sums(deposits.len(), |row| {
            [pos(-deposits[row]), pos(deposits[row])]
        })
    };
    let [firm_overdrafts, firm_deposits] = overdrafts_and_deposits(view.firm_deposits);
    let [household_overdrafts, household_deposits] =
        overdrafts_and_deposits(view.household_deposits);
    let lent = reduce::total(view.loans) + firm_overdrafts + household_overdrafts;
    let net_reserves = view.reserves - firm_deposits - household_deposits;
    *view.profit = view.lending_rate * lent + view.policy_rate * net_reserves;

    let out_dividends = p.dividend_payout * (1.0 - p.tax_corporate) * pos(*view.profit);
    let out_tax = p.tax_corporate * pos(*view.profit);
    *view.equity += *view.profit - out_dividends - out_tax;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing;

    #[test]
    fn worked_by_hand() {
        let mut economy = Economy::default();
        economy.firms.loans = vec![60.0, 40.0];
        economy.firms.deposits = vec![-10.0, 20.0];
        economy.households.deposits = vec![30.0, -5.0, 0.0];
        economy.bank.reserves = 150.0;
        economy.bank.equity = 10.0;
        economy.bank.lending_rate = 0.1;
        economy.central_bank.policy_rate = 0.02;
        let mut parameters = Parameters::default();
        (
            parameters.scalars.dividend_payout,
            parameters.scalars.tax_corporate,
        ) = (0.5, 0.2);
        let context = testing::context(&parameters);
        run(View::of(&mut economy), &context);
        // 0.1 * (100 + 10 + 5) + 0.02 * (150 - 20 - 30) = 13.5; keeps 1 - 0.4 - 0.2 of it.
        assert!((economy.bank.profit - 13.5).abs() < 1e-12);
        assert!((economy.bank.equity - 15.4).abs() < 1e-12);
    }
}
