//! Expected profit and cash flow, and the loans asked for.
//!
//! Source: SPEC 4.6 (6)-(9). `Π^e_i = Π_i (1+π^e)(1+γ^e)`;
//! `ΔD^e_i = Π^e_i - θ L_i - τ^FIRM pos(Π^e_i) - θ^DIV (1-τ^FIRM) pos(Π^e_i)`;
//! `ΔL^d_i = max(0, -ΔD^e_i - D_i)`; `K^e_i = P̄^CF (1+π^e) K_i`, `L^e_i = (1-θ) L_i`.
//!
//! Differs: under the growth extension investment beyond replacement is an expected outlay.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::accounting::incomes::payout;
use crate::numeric::pos;

access! {
    lagged {
        profit: [f64] = firms.profit,
        capital: [f64] = firms.capital,
        capital_price: f64 = aggregate.capital_price,
    }
    reads {
        expected_growth: f64 = aggregate.expected_growth,
        expected_inflation: f64 = aggregate.expected_inflation,
        loans: [f64] = firms.loans,
        deposits: [f64] = firms.deposits,
        target_output: [f64] = firms.target_output,
        investment_target: [f64] = firms.investment_target,
        depreciation_rate: [f64] = firms.depreciation_rate,
        capital_productivity: [f64] = firms.capital_productivity,
        payout_ratio: [f64] = firms.payout_ratio,
    }
    writes {
        expected_profit: [f64] = firms.expected_profit,
        loan_demand: [f64] = firms.loan_demand,
        expected_capital_value: [f64] = firms.expected_capital_value,
        expected_loans: [f64] = firms.expected_loans,
    }
}

pub(crate) fn run(view: View, context: &Context) {
    let p = &context.parameters.scalars;
    let growth_factor = (1.0 + view.expected_inflation) * (1.0 + view.expected_growth);
    let expected_capital_price = view.capital_price * (1.0 + view.expected_inflation);
    // Until it is known, the column of loan demand holds net investment.
    let demand = view.loan_demand;
    if p.investment_adjustment > 0.0 {
        (
            &mut *demand,
            view.target_output,
            view.investment_target,
            view.depreciation_rate,
            view.capital_productivity,
            view.capital,
        )
            .into_par_iter()
            .with_min_len(ROWS_PER_TASK)
            .for_each(
                |(net_investment, target, investment, depreciation, productivity, capital)| {
                    let replacement =
                        depreciation / productivity * target.min(productivity * capital);
                    *net_investment = expected_capital_price * (investment - replacement);
                },
            );
    } else {
        demand.fill(0.0);
    }
    (
        view.expected_profit,
        demand,
        view.profit,
        view.loans,
        view.deposits,
    )
        .into_par_iter()
        .enumerate()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(firm, (expected_profit, loan_demand, profit, &loans, deposits))| {
                *expected_profit = profit * growth_factor;
                let in_profit = *expected_profit;
                let out_instalment = p.loan_repayment * loans;
                let out_tax = p.tax_corporate * pos(*expected_profit);
                let payout = payout(view.payout_ratio, firm, p.dividend_payout);
                let out_dividends = payout * (1.0 - p.tax_corporate) * pos(*expected_profit);
                let out_net_investment = *loan_demand;
                let cash_flow =
                    in_profit - out_instalment - out_tax - out_dividends - out_net_investment;
                *loan_demand = (-cash_flow - deposits).max(0.0);
            },
        );
    (
        view.expected_capital_value,
        view.capital,
        view.expected_loans,
        view.loans,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(expected_capital_value, capital, expected_loans, loans)| {
            *expected_capital_value = expected_capital_price * capital;
            *expected_loans = (1.0 - p.loan_repayment) * loans;
        });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing;

    #[test]
    fn worked_by_hand() {
        let mut parameters = Parameters::default();
        let p = &mut parameters.scalars;
        (p.loan_repayment, p.tax_corporate, p.dividend_payout) = (0.05, 0.2, 0.5);
        let mut economy = Economy::default();
        let firms = &mut economy.firms;
        firms.profit = vec![10.0, -10.0, 10.0];
        firms.loans = vec![100.0, 100.0, 400.0];
        firms.deposits = vec![0.0, 1.0, 4.0];
        firms.capital = vec![50.0; 3];
        firms.target_output = vec![0.0; 3];
        firms.investment_target = vec![0.0; 3];
        firms.depreciation_rate = vec![0.1; 3];
        firms.capital_productivity = vec![1.0; 3];
        firms.expected_profit = vec![0.0; 3];
        firms.loan_demand = vec![0.0; 3];
        firms.expected_capital_value = vec![0.0; 3];
        firms.expected_loans = vec![0.0; 3];
        economy.aggregate.expected_growth = 0.0;
        economy.aggregate.expected_inflation = 0.1;
        economy.aggregate.capital_price = 2.0;
        let context = testing::context(&parameters);
        run(View::of(&mut economy), &context);
        let close = |found: &[f64], expected: [f64; 3]| {
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-12, "{found} {expected}");
            }
        };
        close(&economy.firms.expected_profit, [11.0, -11.0, 11.0]);
        // Cash flow: 11 - 5 - 2.2 - 4.4 = -0.6; -11 - 5 = -16; 11 - 20 - 6.6 = -15.6.
        close(&economy.firms.loan_demand, [0.6, 15.0, 11.6]);
        close(&economy.firms.expected_capital_value, [110.0; 3]);
        close(&economy.firms.expected_loans, [95.0, 95.0, 380.0]);
    }
}
