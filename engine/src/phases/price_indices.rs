//! Inflation and price indices of this period.
//!
//! Source: SPEC 4.15. `P̄ = Σ P_i Y_i / Σ Y_i`, `π = log(P̄/P̄_{t-1})`;
//! `P̄_g = (Σ_{i in g} P_i Q_i + P^m_g Q^m_g) / (Σ_{i in g} Q_i + Q^m_g)`, kept if nothing was sold;
//! `P̄^CF = Σ b^CF_g P̄_g`, `P̄^HH = Σ b^HH_g P̄_g`.
//!
//! Differs: beside `P̄_g` stands the same with imports at their price before levers, the same number
//! where no lever is pulled.

use super::Context;
use crate::access::access;
use crate::numeric::reduce;

access! {
    reads {
        first_firm: [u32] = population.first_firm,
        price: [f64] = firms.price,
        output: [f64] = firms.output,
        sales: [f64] = firms.sales,
        import_price: [f64] = foreign.price,
        undisturbed_import_price: [f64] = foreign.rule_price,
        import_sales: [f64] = foreign.sales,
    }
    writes { capital_price: f64 = aggregate.capital_price, consumer_price: f64 = aggregate.consumer_price }
    updates {
        inflation_history: (grows f64) = aggregate.inflation_history,
        price_index: f64 = aggregate.price_index,
        product_price: [f64] = aggregate.product_price,
        undisturbed_price: [f64] = aggregate.undisturbed_product_price,
    }
}

pub(crate) fn run(view: View, context: &Context) {
    let [value, output] = worth(view.price, view.output);
    if output > 0.0 {
        let price_index = value / output;
        view.inflation_history
            .push(libm::log(price_index / *view.price_index));
        *view.price_index = price_index;
    } else {
        view.inflation_history.push(0.0);
    }
    for product in 0..view.product_price.len() {
        let firms = view.first_firm[product] as usize..view.first_firm[product + 1] as usize;
        let [revenue, sold] = worth(&view.price[firms.clone()], &view.sales[firms]);
        let sold = sold + view.import_sales[product];
        if sold > 0.0 {
            let imported = view.import_price[product] * view.import_sales[product];
            view.product_price[product] = (revenue + imported) / sold;
            let imported = view.undisturbed_import_price[product] * view.import_sales[product];
            view.undisturbed_price[product] = (revenue + imported) / sold;
        }
    }
    let index = |shares: &[f64]| {
        shares
            .iter()
            .zip(view.product_price.iter())
            .map(|(b, p)| b * p)
            .sum()
    };
    *view.capital_price = index(&context.parameters.firm_investment_shares);
    *view.consumer_price = index(&context.parameters.consumption_shares);
}

/// What goods are worth, and the goods.
fn worth(prices: &[f64], goods: &[f64]) -> [f64; 2] {
    reduce::sums(goods.len(), |firm| {
        [prices[firm] * goods[firm], goods[firm]]
    })
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
        economy.population.first_firm = vec![0, 2, 3];
        economy.firms.price = vec![1.0, 2.0, 3.0];
        economy.firms.output = vec![4.0, 2.0, 2.0];
        economy.firms.sales = vec![3.0, 1.0, 0.0];
        economy.foreign.price = vec![1.5, 9.0];
        economy.foreign.rule_price = vec![0.5, 7.0];
        economy.foreign.sales = vec![2.0, 0.0];
        economy.aggregate.price_index = 1.0;
        economy.aggregate.product_price = vec![1.0, 1.2];
        economy.aggregate.undisturbed_product_price = vec![1.0, 1.1];
        let parameters = Parameters {
            firm_investment_shares: vec![0.5, 0.5],
            consumption_shares: vec![1.0, 0.0],
            ..Parameters::default()
        };
        let context = testing::context(&parameters);
        run(View::of(&mut economy), &context);
        let close = |found: f64, expected: f64| {
            assert!((found - expected).abs() < 1e-14, "{found} {expected}")
        };
        // (4 + 4 + 6) / 8; (3 + 2 + 3) / 6; nothing sold of the second product.
        close(economy.aggregate.price_index, 1.75);
        close(economy.aggregate.inflation_history[0], libm::log(1.75));
        close(economy.aggregate.product_price[0], 8.0 / 6.0);
        close(economy.aggregate.product_price[1], 1.2);
        // (3 + 2 + 1) / 6 with imports at 0.5.
        close(economy.aggregate.undisturbed_product_price[0], 1.0);
        close(economy.aggregate.undisturbed_product_price[1], 1.1);
        close(economy.aggregate.capital_price, 0.5 * 8.0 / 6.0 + 0.6);
        close(economy.aggregate.consumer_price, 8.0 / 6.0);
    }
}
