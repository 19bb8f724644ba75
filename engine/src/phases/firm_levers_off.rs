//! Levers on firms spring back: columns are again what they were before the levers.
//!
//! Source: SPEC 4.4; see `firm_levers_on`. Nothing is divided: the columns were kept.

use super::Context;
use crate::access::access;

access! {
    updates {
        labour_productivity: [f64] = firms.labour_productivity,
        intermediate_productivity: [f64] = firms.intermediate_productivity,
        capital_productivity: [f64] = firms.capital_productivity,
        depreciation_rate: [f64] = firms.depreciation_rate,
        wage_rate: [f64] = firms.wage_rate,
        tax_products: [f64] = firms.tax_products,
        tax_production: [f64] = firms.tax_production,
        labour_productivity_before: (grows f64) = before_levers.labour_productivity,
        intermediate_productivity_before: (grows f64) = before_levers.intermediate_productivity,
        capital_productivity_before: (grows f64) = before_levers.capital_productivity,
        depreciation_rate_before: (grows f64) = before_levers.depreciation_rate,
        wage_rate_before: (grows f64) = before_levers.wage_rate,
        tax_products_before: (grows f64) = before_levers.tax_products,
        tax_production_before: (grows f64) = before_levers.tax_production,
    }
}

pub(crate) fn run(view: View, _context: &Context) {
    let columns: [(&mut [f64], &mut Vec<f64>); 7] = [
        (view.labour_productivity, view.labour_productivity_before),
        (
            view.intermediate_productivity,
            view.intermediate_productivity_before,
        ),
        (view.capital_productivity, view.capital_productivity_before),
        (view.depreciation_rate, view.depreciation_rate_before),
        (view.wage_rate, view.wage_rate_before),
        (view.tax_products, view.tax_products_before),
        (view.tax_production, view.tax_production_before),
    ];
    for (column, before) in columns {
        if !before.is_empty() {
            column.copy_from_slice(before);
            before.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing::context;

    #[test]
    fn only_what_was_kept_is_put_back() {
        let mut economy = Economy::default();
        economy.firms.wage_rate = vec![3.0, 4.0];
        economy.firms.tax_products = vec![0.1, 0.2];
        economy.before_levers.wage_rate = vec![1.0, 2.0];
        run(View::of(&mut economy), &context(&Parameters::default()));
        assert_eq!(economy.firms.wage_rate, [1.0, 2.0]);
        assert_eq!(economy.firms.tax_products, [0.1, 0.2]);
        assert!(economy.before_levers.wage_rate.is_empty());
    }
}
