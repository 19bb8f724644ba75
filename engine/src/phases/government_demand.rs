//! The government's purchases: an autoregression in real terms, split over its entities.
//!
//! Source: SPEC 4.12. `log C^G = α log C^G + β + ε^G`, `C^d_j = C^G/J (Σ_g c^G_g P̄_g)(1+π^e)`.
//!
//! Differs: a scenario may give `C^G`, from which the process goes on, or pull it for all products or
//! some: that scales `c^G_g`, which the process does not see.

use super::Context;
use crate::access::access;
use crate::levers::Rule;

access! {
    lagged { product_price: [f64] = aggregate.product_price }
    reads {
        expected_inflation: f64 = aggregate.expected_inflation,
        entities: u32 = population.government_entities,
    }
    writes { entity_budget: f64 = government.entity_budget }
    updates { consumption_target: f64 = government.consumption_target }
}

pub(crate) fn run(view: View, context: &Context) {
    let parameters = context.parameters;
    let process = &parameters.government_consumption;
    let shock = process.std * context.normal("government_consumption");
    *view.consumption_target = context
        .levers
        .given(Rule::GovernmentConsumption)
        .unwrap_or_else(|| context.next_level(process, *view.consumption_target, shock));
    let price: f64 = parameters
        .government_shares
        .iter()
        .zip(view.product_price)
        .map(|(c, p)| c * p)
        .sum();
    *view.entity_budget = *view.consumption_target / f64::from(view.entities)
        * price
        * (1.0 + view.expected_inflation);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::levers::{InForce, Size};
    use crate::parameters::{Parameters, Process, Scalars};
    use crate::phases::testing::{assert_close, at, mean_product, pulled, with_scalars};

    /// Log purchases 4, halved and raised by 1; four entities.
    fn economy(parameters: &mut Parameters) -> Economy {
        parameters.government_consumption = Process {
            ar: 0.5,
            constant: 1.0,
            std: 0.05,
        };
        parameters.government_shares = vec![0.25, 0.75];
        let mut economy = Economy::default();
        economy.government.consumption_target = 54.598_150_033_144_236;
        economy.population.government_entities = 4;
        economy.aggregate.product_price = vec![1.2, 0.8];
        economy.aggregate.expected_inflation = 0.1;
        economy
    }

    #[test]
    fn worked_by_hand() {
        let mut parameters = with_scalars(Scalars::default());
        let mut economy = economy(&mut parameters);
        run(View::of(&mut economy), &at(3, &parameters));
        // exp(3); a quarter of it at price 0.25 * 1.2 + 0.75 * 0.8 = 0.9, grown by 0.1.
        let government = &economy.government;
        assert_close(
            &[government.consumption_target, government.entity_budget],
            &[20.085_536_923_187_668, 4.971_170_388_488_948],
        );
    }

    #[test]
    fn a_pull_raises_the_budget_and_not_the_target() {
        let mut parameters = with_scalars(Scalars::default());
        let mut economy = economy(&mut parameters);
        pulled("government_consumption", Some(&[1]), Size::Pct, 50.0).apply_to(&mut parameters);
        run(View::of(&mut economy), &at(3, &parameters));
        // exp(3); a quarter of it at 0.25 * 1.2 + 1.125 * 0.8 = 1.2, grown by 0.1.
        let government = &economy.government;
        assert_close(
            &[government.consumption_target, government.entity_budget],
            &[20.085_536_923_187_668, 6.628_227_184_651_931],
        );
    }

    #[test]
    fn a_given_target_takes_the_place_of_the_process() {
        let mut parameters = with_scalars(Scalars::default());
        let mut economy = economy(&mut parameters);
        let mut levers = InForce::nothing();
        levers.give(Rule::GovernmentConsumption, 40.0, 3);
        let context = Context {
            levers: &levers,
            ..at(3, &parameters)
        };
        run(View::of(&mut economy), &context);
        // 40 / 4 * 0.9 * 1.1.
        let government = &economy.government;
        assert_close(
            &[government.consumption_target, government.entity_budget],
            &[40.0, 9.9],
        );
    }

    #[test]
    fn deviations_from_a_trend_follow_the_process() {
        let mut parameters = with_scalars(Scalars {
            demand_trend: 0.01,
            ..Scalars::default()
        });
        let mut economy = economy(&mut parameters);
        run(View::of(&mut economy), &at(3, &parameters));
        // 0.5 * (4 - 0.02) + 1 + 0.03 = 3.02.
        assert_close(
            &[economy.government.consumption_target],
            &[20.491_291_684_192_94],
        );
    }

    #[test]
    fn the_shock_has_the_deviation_of_the_process() {
        let mut parameters = Parameters::default();
        let mut economy = economy(&mut parameters);
        let mut shocks = Vec::new();
        for period in 1..=4000 {
            economy.government.consumption_target = 54.598_150_033_144_236;
            run(View::of(&mut economy), &at(period, &parameters));
            shocks.push(libm::log(economy.government.consumption_target) - 3.0);
        }
        let deviation = mean_product(&shocks, &shocks).sqrt();
        assert!((deviation / 0.05 - 1.0).abs() < 0.06, "{deviation}");
        assert!(shocks.iter().sum::<f64>().abs() / 4000.0 < 0.004);
    }
}
