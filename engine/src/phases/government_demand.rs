//! The government's purchases: an autoregression in real terms, split over its entities.
//!
//! Source: SPEC 4.12. `log C^G = α log C^G + β + ε^G`, `C^d_j = C^G/J (Σ_g c^G_g P̄_g)(1+π^e)`.

use super::Context;
use crate::access::access;

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
    *view.consumption_target = context.next_level(process, *view.consumption_target, shock);
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
