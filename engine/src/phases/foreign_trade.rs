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
