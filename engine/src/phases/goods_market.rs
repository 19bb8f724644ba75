//! The goods market: budgets are split over products, products are cleared, purchases are added up.
//!
//! Source: SPEC 4.14. Final users' budgets follow base-period shares at last period's prices,
//! `b̂_g = P̄_g b_g / Σ_k P̄_k b_k`; firms' compositions apply to quantities. Firms buy before
//! final users. Sellers are the firms of the industry and one foreign seller per product.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::markets::goods::{self, Budgets, Matching, Purchases, Sellers};
use crate::numeric::{nz, reduce};
use crate::parameters::SellerWeights;

access! {
    lagged {
        product_price: [f64] = aggregate.product_price,
        capital: [f64] = firms.capital,
        inventories: [f64] = firms.inventories,
    }
    reads {
        first_firm: [u32] = population.first_firm,
        foreign_consumers: u32 = population.foreign_consumers,
        government_entities: u32 = population.government_entities,
        price: [f64] = firms.price,
        output: [f64] = firms.output,
        capital_productivity: [f64] = firms.capital_productivity,
        materials_target: [f64] = firms.materials_target,
        investment_target: [f64] = firms.investment_target,
        consumption_budget: [f64] = households.consumption_budget,
        housing_budget: [f64] = households.housing_budget,
        foreign_budget: f64 = foreign.consumer_budget,
        government_budget: f64 = government.entity_budget,
        import_supply: [f64] = foreign.supply,
        import_price: [f64] = foreign.price,
    }
    writes {
        demand: [f64] = firms.demand,
        sales: [f64] = firms.sales,
        materials_bought: [f64] = firms.materials_bought,
        investment: [f64] = firms.investment,
        materials_price: [f64] = firms.materials_price,
        investment_price: [f64] = firms.investment_price,
        consumption: [f64] = households.consumption,
        housing_investment: [f64] = households.housing_investment,
        import_demand: [f64] = foreign.demand,
        import_sales: [f64] = foreign.sales,
        exports: f64 = foreign.consumption,
        export_deflator: f64 = foreign.export_deflator,
        government_consumption: f64 = government.consumption,
        government_deflator: f64 = government.deflator,
        consumption_deflator: f64 = aggregate.consumption_deflator,
        housing_deflator: f64 = aggregate.housing_deflator,
    }
    updates { housing: [f64] = households.housing }
}

#[expect(
    clippy::too_many_lines,
    reason = "one account after the other, each a line or two"
)]
pub(crate) fn run(view: View, context: &Context) {
    let parameters = context.parameters;
    let split = |shares: &[f64]| revalued(shares, view.product_price);
    let (consumption_split, housing_split) = (
        split(&parameters.consumption_shares),
        split(&parameters.housing_investment_shares),
    );
    let (export_split, government_split) = (
        split(&parameters.export_shares),
        split(&parameters.government_shares),
    );
    let budgets = Budgets {
        first_firm: view.first_firm,
        materials: view.materials_target,
        investment: view.investment_target,
        input_shares: &parameters.input_shares,
        investment_shares: &parameters.firm_investment_shares,
        consumption: view.consumption_budget,
        housing: view.housing_budget,
        household_totals: (
            reduce::total(view.consumption_budget),
            reduce::total(view.housing_budget),
        ),
        consumption_split: &consumption_split,
        housing_split: &housing_split,
        foreign: (view.foreign_consumers, view.foreign_budget),
        export_split: &export_split,
        government: (view.government_entities, view.government_budget),
        government_split: &government_split,
    };
    let sellers_of = |product: usize| {
        let firms = view.first_firm[product] as usize..view.first_firm[product + 1] as usize;
        let with_foreign = |mut column: Vec<f64>, foreign: f64| {
            column.push(foreign);
            column
        };
        let supply = firms
            .clone()
            .map(|firm| view.output[firm] + view.inventories[firm])
            .collect();
        let spare =
            |firm: usize| view.capital_productivity[firm] * view.capital[firm] - view.output[firm];
        Sellers {
            price: with_foreign(
                view.price[firms.clone()].to_vec(),
                view.import_price[product],
            ),
            supply: with_foreign(supply, view.import_supply[product]),
            spare_capacity: with_foreign(firms.map(spare).collect(), f64::INFINITY),
        }
    };
    let scalars = &parameters.scalars;
    let matching = if context.deterministic() {
        Matching::FirstListed
    } else {
        Matching::Random {
            price_sensitivity: scalars.price_sensitivity,
            price_weight: scalars.price_weight,
            frozen: parameters.switches.seller_weights == SellerWeights::Frozen,
        }
    };
    let products = view.product_price.len();
    let outcomes = goods::clear(
        &budgets,
        products,
        sellers_of,
        matching,
        |product| context.stream("goods_market", product as u64),
        Purchases {
            materials: view.materials_bought,
            investment: view.investment,
            materials_spending: view.materials_price,
            investment_spending: view.investment_price,
            consumption: view.consumption,
            housing: view.housing_investment,
        },
    );

    for (product, outcome) in outcomes.iter().enumerate() {
        let firms = view.first_firm[product] as usize..view.first_firm[product + 1] as usize;
        let foreign = firms.len();
        view.demand[firms].copy_from_slice(&outcome.seller_demand[..foreign]);
        view.import_demand[product] = outcome.seller_demand[foreign];
        view.import_sales[product] = view.import_supply[product].min(view.import_demand[product]);
    }
    (view.sales, view.output, view.inventories, &*view.demand)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(sales, output, inventories, demand)| {
            *sales = (output + inventories).min(*demand)
        });
    spending_to_price(view.materials_price, view.materials_bought);
    spending_to_price(view.investment_price, view.investment);
    (view.housing, &*view.housing_investment)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(stock, bought)| *stock += bought);

    let sum = |term: fn(&goods::ProductOutcome) -> f64| outcomes.iter().map(term).sum::<f64>();
    *view.exports = sum(|o| o.exports.0);
    *view.export_deflator = *view.exports / nz(sum(|o| o.exports.1));
    *view.government_consumption = sum(|o| o.government.0);
    *view.government_deflator = *view.government_consumption / nz(sum(|o| o.government.1));
    *view.consumption_deflator = reduce::total(view.consumption) / nz(sum(|o| o.real_consumption));
    *view.housing_deflator = reduce::total(view.housing_investment) / nz(sum(|o| o.real_housing));
}

/// Shares of a budget, given base-period shares of quantities and prices.
fn revalued(shares: &[f64], prices: &[f64]) -> Vec<f64> {
    let total: f64 = shares
        .iter()
        .zip(prices)
        .map(|(share, price)| share * price)
        .sum();
    shares
        .iter()
        .zip(prices)
        .map(|(share, price)| share * price / nz(total))
        .collect()
}

/// Average price paid, in place of what was spent; 0 where nothing was bought.
fn spending_to_price(spending: &mut [f64], bought: &[f64]) {
    (spending, bought)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(price, &bought)| {
            if bought > 0.0 {
                *price /= bought;
            }
        });
}
