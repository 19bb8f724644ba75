//! Export demand, import supply and import prices.
//!
//! Source: SPEC 4.13. `log C^E = α log C^E + β + ε^E`, `C^d_l = C^E/L (Σ_g c^E_g P̄_g)(1+π^e)`;
//! `log Y^I = α log Y^I + β + ε^I`, `Y^m_g = c^I_g Y^I`, `P^m_g = P̄_g (1+π^e)`.

use super::Context;
use crate::access::access;

access! {
    lagged { product_price: [f64] = aggregate.product_price }
    reads {
        expected_inflation: f64 = aggregate.expected_inflation,
        shock_exports: f64 = aggregate.shock_exports,
        shock_imports: f64 = aggregate.shock_imports,
        consumers: u32 = population.foreign_consumers,
    }
    writes {
        consumer_budget: f64 = foreign.consumer_budget,
        supply: [f64] = foreign.supply,
        price: [f64] = foreign.price,
    }
    updates { export_demand: f64 = foreign.export_demand, import_supply: f64 = foreign.import_supply }
}

pub(crate) fn run(view: View, context: &Context) {
    let parameters = context.parameters;
    let inflation_factor = 1.0 + view.expected_inflation;

    *view.export_demand =
        context.next_level(&parameters.exports, *view.export_demand, view.shock_exports);
    let price: f64 = parameters
        .export_shares
        .iter()
        .zip(view.product_price)
        .map(|(c, p)| c * p)
        .sum();
    *view.consumer_budget =
        *view.export_demand / f64::from(view.consumers) * price * inflation_factor;

    *view.import_supply =
        context.next_level(&parameters.imports, *view.import_supply, view.shock_imports);
    for product in 0..view.supply.len() {
        view.supply[product] = parameters.import_shares[product] * *view.import_supply;
        view.price[product] = view.product_price[product] * inflation_factor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::{Parameters, Process, Scalars};
    use crate::phases::testing::{assert_close, at, with_scalars};

    /// Log exports 4 and log imports 3, with shocks 0.2 and -0.1.
    fn traded(demand_trend: f64) -> Economy {
        let process = |ar, constant| Process {
            ar,
            constant,
            std: 7.0,
        };
        // The shocks were drawn before: nothing is drawn here.
        let parameters = Parameters {
            exports: process(0.5, 1.0),
            imports: process(0.8, 0.5),
            export_shares: vec![0.5, 0.5],
            import_shares: vec![0.3, 0.7],
            switches: Parameters::default().switches,
            ..with_scalars(Scalars {
                demand_trend,
                ..Scalars::default()
            })
        };
        let mut economy = Economy::default();
        economy.foreign.export_demand = 54.598_150_033_144_236;
        economy.foreign.import_supply = 20.085_536_923_187_668;
        economy.foreign.supply = vec![0.0; 2];
        economy.foreign.price = vec![0.0; 2];
        economy.population.foreign_consumers = 2;
        economy.aggregate.product_price = vec![1.2, 0.8];
        economy.aggregate.expected_inflation = 0.1;
        economy.aggregate.shock_exports = 0.2;
        economy.aggregate.shock_imports = -0.1;
        run(View::of(&mut economy), &at(3, &parameters));
        economy
    }

    #[test]
    fn worked_by_hand() {
        let foreign = traded(0.0).foreign;
        // exp(3.2), half of it at price 1 * 1.1; exp(2.8), of which 0.3 and 0.7.
        assert_close(
            &[
                foreign.export_demand,
                foreign.consumer_budget,
                foreign.import_supply,
            ],
            &[
                24.532_530_197_109_352,
                13.492_891_608_410_146,
                16.444_646_771_097_048,
            ],
        );
        assert_close(
            &foreign.supply,
            &[4.933_394_031_329_114, 11.511_252_739_767_933],
        );
        assert_close(&foreign.price, &[1.32, 0.88]);
    }

    #[test]
    fn deviations_from_a_trend_follow_the_process() {
        let foreign = traded(0.01).foreign;
        // 0.5 * (4 - 0.02) + 1 + 0.2 + 0.03 = 3.22; 0.8 * (3 - 0.02) + 0.5 - 0.1 + 0.03 = 2.814.
        assert_close(
            &[foreign.export_demand, foreign.import_supply],
            &[25.028_120_181_337_815, 16.676_490_948_357_365],
        );
    }
}
