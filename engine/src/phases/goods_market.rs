//! The goods market: budgets are split over products, products are cleared, purchases are added up.
//!
//! Source: SPEC 4.14. Final users' budgets follow base-period shares at last period's prices,
//! `b̂_g = P̄_g b_g / Σ_k P̄_k b_k`; firms' compositions apply to quantities. Firms buy before
//! final users. Sellers are the firms of the industry and one foreign seller per product.

use std::ops::Range;

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::markets::goods::{self, Budgets, Matching, Purchases, Sellers};
use crate::numeric::{nz, reduce};
use crate::parameters::{BuyerMatching, SellerWeights};

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
        all_consumption: f64 = aggregate.consumption,
        all_housing_investment: f64 = aggregate.housing_investment,
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
    let firm_totals: Vec<[f64; 2]> = view
        .first_firm
        .windows(2)
        .map(|rows| {
            let rows = rows[0] as usize..rows[1] as usize;
            let targets = [view.materials_target, view.investment_target];
            reduce::totals(targets.map(|column| &column[rows.clone()]))
        })
        .collect();
    let budgets = Budgets {
        first_firm: view.first_firm,
        firm_totals: &firm_totals,
        materials: view.materials_target,
        investment: view.investment_target,
        input_shares: &parameters.input_shares,
        investment_shares: &parameters.firm_investment_shares,
        consumption: view.consumption_budget,
        housing: view.housing_budget,
        household_totals: reduce::totals([view.consumption_budget, view.housing_budget]).into(),
        consumption_split: &consumption_split,
        housing_split: &housing_split,
        foreign: (view.foreign_consumers, view.foreign_budget),
        export_split: &export_split,
        government: (view.government_entities, view.government_budget),
        government_split: &government_split,
    };
    let sellers_of = |product: usize| {
        let firms = view.first_firm[product] as usize..view.first_firm[product + 1] as usize;
        let supply = |firm: usize| view.output[firm] + view.inventories[firm];
        let spare =
            |firm: usize| view.capital_productivity[firm] * view.capital[firm] - view.output[firm];
        Sellers {
            price: with_foreign(&firms, |firm| view.price[firm], view.import_price[product]),
            supply: with_foreign(&firms, supply, view.import_supply[product]),
            spare_capacity: with_foreign(&firms, spare, f64::INFINITY),
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
            aggregate: parameters.switches.matching == BuyerMatching::Aggregate,
        }
    };
    let products = view.product_price.len();
    let outcomes = goods::clear(
        &budgets,
        products,
        sellers_of,
        matching,
        |draws| context.stream("goods_market", draws as u64),
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
    [*view.all_consumption, *view.all_housing_investment] =
        reduce::totals([view.consumption, view.housing_investment]);
    *view.consumption_deflator = *view.all_consumption / nz(sum(|o| o.real_consumption));
    *view.housing_deflator = *view.all_housing_investment / nz(sum(|o| o.real_housing));
}

/// A column of sellers: firms, then the foreign one.
fn with_foreign(firms: &Range<usize>, of_firm: impl Fn(usize) -> f64, foreign: f64) -> Vec<f64> {
    firms.clone().map(of_firm).chain([foreign]).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::{InputShares, Parameters, Scalars};
    use crate::phases::testing::{assert_close, context, with_scalars};

    /// One firm in each of two industries; last quarter the second product cost twice the first.
    fn economy() -> Economy {
        let mut economy = Economy::default();
        economy.population.first_firm = vec![0, 1, 2];
        economy.population.foreign_consumers = 1;
        economy.population.government_entities = 2;
        let firms = &mut economy.firms;
        firms.price = vec![0.8, 2.0];
        firms.output = vec![10.0, 4.0];
        firms.inventories = vec![2.0, 1.0];
        firms.capital = vec![30.0, 14.0];
        firms.capital_productivity = vec![0.5, 0.5];
        firms.materials_target = vec![3.0, 0.0];
        firms.investment_target = vec![0.0, 0.0];
        for column in [
            &mut firms.demand,
            &mut firms.sales,
            &mut firms.materials_bought,
            &mut firms.materials_price,
            &mut firms.investment,
            &mut firms.investment_price,
        ] {
            *column = vec![99.0; 2];
        }
        let households = &mut economy.households;
        households.consumption_budget = vec![6.0, 3.0];
        households.housing_budget = vec![2.0, 0.0];
        households.housing = vec![10.0, 5.0];
        households.consumption = vec![99.0; 2];
        households.housing_investment = vec![99.0; 2];
        let foreign = &mut economy.foreign;
        foreign.consumer_budget = 4.0;
        foreign.supply = vec![1.0, 0.0];
        foreign.price = vec![1.1, 2.0];
        foreign.demand = vec![99.0; 2];
        foreign.sales = vec![99.0; 2];
        economy.government.entity_budget = 1.5;
        economy.aggregate.product_price = vec![1.0, 2.0];
        economy
    }

    fn parameters() -> Parameters {
        Parameters {
            input_shares: InputShares::from_rows(&[vec![0.0, 0.0], vec![1.0, 0.0]]).unwrap(),
            firm_investment_shares: vec![1.0, 0.0],
            consumption_shares: vec![0.5, 0.5],
            housing_investment_shares: vec![1.0, 0.0],
            export_shares: vec![0.0, 1.0],
            government_shares: vec![0.5, 0.5],
            ..with_scalars(Scalars::default())
        }
    }

    #[test]
    fn worked_by_hand() {
        let (mut economy, parameters) = (economy(), parameters());
        run(View::of(&mut economy), &context(&parameters));
        // Half of the quantities at prices 1 and 2 is a third and two thirds of a budget.
        // Product 0: households spend 2 + 2 and 1, the government 0.5 twice; at 0.8 firm 0 sells 7.5.
        // Product 1: firm 0 takes 3 for 6, household 0 the last 2 for 4. Missed are 2, 4 and 1 twice,
        // that is 1 + 2 + 0.5 + 0.5 goods; of these firm 1 could have made 0.5 * 14 - 4 = 3.
        let firms = &economy.firms;
        assert_close(&firms.demand, &[7.5, 8.0]);
        assert_close(&firms.sales, &[7.5, 5.0]);
        assert_close(&firms.materials_bought, &[3.0, 0.0]);
        assert_close(&firms.materials_price, &[2.0, 0.0]);
        assert_close(&firms.investment, &[0.0, 0.0]);
        assert_close(&firms.investment_price, &[0.0, 0.0]);
        assert_close(&economy.households.consumption, &[6.0, 1.0]);
        assert_close(&economy.households.housing_investment, &[2.0, 0.0]);
        assert_close(&economy.households.housing, &[12.0, 5.0]);
        // The importer of product 1 has nothing, hence no spare capacity either.
        assert_close(&economy.foreign.demand, &[0.0, 0.0]);
        assert_close(&economy.foreign.sales, &[0.0, 0.0]);
        // Consumption 7 for 3/0.8 + 2 goods; nothing is exported.
        assert_close(
            &[
                economy.aggregate.consumption_deflator,
                economy.aggregate.housing_deflator,
                economy.government.consumption,
                economy.government.deflator,
                economy.foreign.consumption,
                economy.foreign.export_deflator,
            ],
            &[1.217_391_304_347_826_2, 0.8, 1.0, 0.8, 0.0, 0.0],
        );
    }

    #[test]
    fn nobody_buys_anything() {
        let (mut economy, parameters) = (economy(), parameters());
        economy.firms.materials_target = vec![0.0; 2];
        economy.households.consumption_budget = vec![0.0; 2];
        economy.households.housing_budget = vec![0.0; 2];
        economy.foreign.consumer_budget = 0.0;
        economy.government.entity_budget = 0.0;
        run(View::of(&mut economy), &context(&parameters));
        assert_eq!(economy.firms.demand, [0.0; 2]);
        assert_eq!(economy.firms.sales, [0.0; 2]);
        assert_eq!(economy.firms.materials_price, [0.0; 2]);
        assert_eq!(economy.households.housing, [10.0, 5.0]);
        let (aggregate, foreign) = (&economy.aggregate, &economy.foreign);
        assert_eq!(
            [
                aggregate.consumption_deflator,
                aggregate.housing_deflator,
                economy.government.deflator,
                foreign.export_deflator,
            ],
            [0.0; 4]
        );
    }
}
