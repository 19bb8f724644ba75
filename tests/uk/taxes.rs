//! A tax that a scenario raises shows in deflators, not in volumes.

use std::sync::Arc;

#[test]
fn real_series_keep_the_tax_rates_of_the_base_quarter() {
    let model = super::model(1.0 / 2000.0);
    let quarter = |tax: f64| {
        let mut simulation = super::run(&model, 1, 0);
        Arc::make_mut(&mut simulation.parameters)
            .scalars
            .tax_value_added = tax;
        simulation.step().unwrap();
        simulation.record().clone()
    };
    let rate = model.parameters().scalars.tax_value_added;
    let (before, after) = (quarter(rate), quarter(rate + 0.05));
    // Budgets include the tax, so the same money buys less.
    let volume = after.real_household_consumption / before.real_household_consumption;
    let expected = (1.0 + rate) / (1.0 + rate + 0.05);
    assert!(
        (volume / expected - 1.0).abs() < 0.01,
        "volume changes by the factor {volume}, not {expected}"
    );
    let money = after.nominal_household_consumption / before.nominal_household_consumption;
    assert!(
        (money - 1.0).abs() < 0.01,
        "money changes by the factor {money}"
    );
    assert!(after.gdp_deflator > before.gdp_deflator * 1.02);
    assert_eq!(after.producer_price, before.producer_price);
}
