//! Insolvent firms are refinanced: the bank writes off what the successor cannot carry.
//!
//! Source: SPEC 4.1. A firm is insolvent if `D_i < 0` and `E_i < 0` at the end of the last period.
//!
//! `Δ = L_i - D_i - ζ^b P̄^CF K_i`; `E_k -= Δ`, `E_i += Δ`, `L_i = ζ^b P̄^CF K_i`, `D_i = 0`.
//! The firm keeps staff, capital, price, stocks and owner.

use super::Context;
use crate::access::access;

access! {
    lagged { capital: (some f64) = firms.capital, capital_price: f64 = aggregate.capital_price }
    writes { refinanced_firms: u32 = bank.refinanced_firms, write_offs: f64 = bank.write_offs }
    updates {
        loans: (some f64) = firms.loans,
        deposits: (some f64) = firms.deposits,
        equity: (some f64) = firms.equity,
        bank_equity: f64 = bank.equity,
    }
}

pub(crate) fn run(view: View, context: &Context) {
    let loan_ratio = context.parameters.scalars.bankruptcy_loan_ratio;
    (*view.refinanced_firms, *view.write_offs) = (0, 0.0);
    for firm in 0..view.loans.len() {
        if view.deposits[firm] < 0.0 && view.equity[firm] < 0.0 {
            let loans_kept = loan_ratio * view.capital_price * view.capital[firm];
            let written_off = view.loans[firm] - view.deposits[firm] - loans_kept;
            *view.bank_equity -= written_off;
            view.equity[firm] += written_off;
            view.loans[firm] = loans_kept;
            view.deposits[firm] = 0.0;
            *view.refinanced_firms += 1;
            *view.write_offs += written_off;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing;

    /// Three firms: insolvent, overdrawn but solvent, and with negative equity but liquid.
    fn economy() -> Economy {
        let mut economy = Economy::default();
        economy.firms.capital = vec![100.0, 100.0, 100.0];
        economy.firms.loans = vec![90.0, 40.0, 90.0];
        economy.firms.deposits = vec![-20.0, -5.0, 3.0];
        economy.firms.equity = vec![-4.0, 6.0, -1.0];
        economy.aggregate.capital_price = 1.1;
        economy.bank.equity = 200.0;
        economy
    }

    fn refinance(economy: &mut Economy) {
        let mut parameters = Parameters::default();
        parameters.scalars.bankruptcy_loan_ratio = 0.5;
        let context = testing::context(&parameters);
        run(View::of(economy), &context);
    }

    #[test]
    fn only_firms_overdrawn_and_without_equity_are_refinanced() {
        let mut economy = economy();
        refinance(&mut economy);
        // 90 + 20 - 0.5 * 1.1 * 100 = 55 is written off.
        let close = |found: f64, expected: f64| {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}")
        };
        close(economy.bank.equity, 145.0);
        close(economy.firms.loans[0], 55.0);
        close(economy.firms.deposits[0], 0.0);
        close(economy.firms.equity[0], 51.0);
        close(economy.bank.write_offs, 55.0);
        assert_eq!(economy.bank.refinanced_firms, 1);
        assert_eq!(economy.firms.loans[1..], [40.0, 90.0]);
        assert_eq!(economy.firms.deposits[1..], [-5.0, 3.0]);
        assert_eq!(economy.firms.equity[1..], [6.0, -1.0]);
    }

    #[test]
    fn the_bank_identity_survives() {
        let mut economy = economy();
        let balance = |e: &Economy| {
            e.firms.deposits.iter().sum::<f64>() + e.bank.equity - e.firms.loans.iter().sum::<f64>()
        };
        let before = balance(&economy);
        refinance(&mut economy);
        assert!((balance(&economy) - before).abs() < 1e-12);
    }
}
