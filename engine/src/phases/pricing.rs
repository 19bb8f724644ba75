//! Prices: cost push and expected inflation.
//!
//! Source: SPEC 4.6 (2), (3), with the price indices of the previous period.
//! `π^c_i = (1+τ^SIF) w̄_i/ᾱ_i (P̄^HH/P_i - 1) + 1/β_i (Σ_g a_gs P̄_g / P_i - 1) + δ_i/κ_i (P̄^CF/P_i - 1)`,
//! `P_i = P_i (1 + π^c_i)(1 + π^e)`.
//!
//! Differs: in months `π^c_i` is a third of that, so that three of them close as much of a gap as a quarter does.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;

access! {
    lagged {
        consumer_price: f64 = aggregate.consumer_price,
        capital_price: f64 = aggregate.capital_price,
        product_price: [f64] = aggregate.product_price,
    }
    reads {
        expected_inflation: f64 = aggregate.expected_inflation,
        industry: [u16] = firms.industry,
        wage_rate: [f64] = firms.wage_rate,
        labour_productivity: [f64] = firms.labour_productivity,
        intermediate_productivity: [f64] = firms.intermediate_productivity,
        depreciation_rate: [f64] = firms.depreciation_rate,
        capital_productivity: [f64] = firms.capital_productivity,
    }
    writes { cost_push: [f64] = firms.cost_push }
    updates { price: [f64] = firms.price }
}

pub(crate) fn run(view: View, context: &Context) {
    let labour_tax = 1.0 + context.parameters.scalars.tax_social_employer;
    let bundle_price = context
        .parameters
        .input_shares
        .bundle_prices(view.product_price);
    let inflation_factor = 1.0 + view.expected_inflation;
    let periods = f64::from(context.parameters.frequency.periods_per_quarter());
    (
        view.price,
        view.cost_push,
        view.industry,
        view.wage_rate,
        view.labour_productivity,
        view.intermediate_productivity,
        view.depreciation_rate,
        view.capital_productivity,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(price, cost_push, industry, wage, productivity, input, depreciation, capital)| {
                let labour_cost =
                    labour_tax * wage / productivity * (view.consumer_price / *price - 1.0);
                let input_cost =
                    1.0 / input * (bundle_price[usize::from(*industry)] / *price - 1.0);
                let capital_cost = depreciation / capital * (view.capital_price / *price - 1.0);
                *cost_push = (labour_cost + input_cost + capital_cost) / periods;
                *price *= (1.0 + *cost_push) * inflation_factor;
            },
        );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::{Frequency, InputShares, Parameters};
    use crate::phases::testing;

    #[test]
    fn worked_by_hand() {
        let mut parameters = Parameters {
            input_shares: InputShares::from_rows(&[vec![0.25, 1.0], vec![0.75, 0.0]]).unwrap(),
            ..Parameters::default()
        };
        parameters.scalars.tax_social_employer = 0.2;
        let mut economy = Economy::default();
        let firms = &mut economy.firms;
        firms.industry = vec![0, 1, 0];
        firms.price = vec![1.0, 2.0, 1.0];
        firms.cost_push = vec![0.0; 3];
        firms.wage_rate = vec![3.0; 3];
        firms.labour_productivity = vec![10.0; 3];
        firms.intermediate_productivity = vec![2.0, 2.0, f64::INFINITY];
        firms.depreciation_rate = vec![0.05; 3];
        firms.capital_productivity = vec![0.5; 3];
        economy.aggregate.consumer_price = 1.1;
        economy.aggregate.capital_price = 1.2;
        economy.aggregate.product_price = vec![1.0, 1.4];
        economy.aggregate.expected_inflation = 0.01;
        let context = testing::context(&parameters);
        run(View::of(&mut economy), &context);
        // Firm 0: bundle 0.25 + 0.75*1.4 = 1.3; 0.36*0.1 + 0.5*0.3 + 0.1*0.2 = 0.206.
        // Firm 1: bundle 1.0; 0.36*(0.55-1) + 0.5*(0.5-1) + 0.1*(0.6-1) = -0.452.
        // Firm 2: no intermediate input; 0.036 + 0.02 = 0.056.
        for (firm, expected) in [0.206, -0.452, 0.056].into_iter().enumerate() {
            assert!((economy.firms.cost_push[firm] - expected).abs() < 1e-14);
        }
        for (firm, expected) in [1.206 * 1.01, 2.0 * 0.548 * 1.01, 1.056 * 1.01]
            .into_iter()
            .enumerate()
        {
            assert!((economy.firms.price[firm] - expected).abs() < 1e-14);
        }

        economy.firms.price = vec![1.0, 2.0, 1.0];
        parameters.frequency = Frequency::Month;
        run(View::of(&mut economy), &testing::context(&parameters));
        for (firm, expected) in [0.206, -0.452, 0.056].into_iter().enumerate() {
            assert!((economy.firms.cost_push[firm] - expected / 3.0).abs() < 1e-14);
        }
    }
}
