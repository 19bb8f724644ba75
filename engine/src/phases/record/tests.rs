//! The record of a small economy, worked by hand.

use super::*;
use crate::economy::Economy;
use crate::parameters::Scalars;
use crate::phases::testing::{assert_close, context, with_scalars};
use crate::tables::{Foreign, Government, Households};

/// Two firms in the first industry, one in the second; 16 workers, of whom 11 have work.
fn economy() -> Economy {
    let mut economy = Economy::default();
    economy.population.first_firm = vec![0, 2, 3];
    let firms = &mut economy.firms;
    firms.employees = vec![4, 5, 2];
    firms.price = vec![2.0, 1.0, 1.5];
    firms.output = vec![10.0, 20.0, 8.0];
    firms.sales = vec![9.0, 23.0, 7.5];
    firms.demand = vec![9.0, 24.0, 7.5];
    firms.inventories = vec![1.0, 0.0, 0.5];
    firms.inventory_change = vec![1.0, -3.0, 0.5];
    firms.materials = vec![20.0, 30.0, 10.0];
    firms.materials_bought = vec![6.0, 8.0, 2.0];
    firms.materials_price = vec![1.2, 1.0, 1.5];
    firms.investment = vec![1.0, 2.0, 0.0];
    firms.investment_price = vec![1.5, 1.0, 0.0];
    firms.capital = vec![40.0, 100.0, 75.0];
    firms.wage = vec![0.5, 0.4, 1.0];
    firms.profit = vec![3.0, -1.0, 2.0];
    firms.deposits = vec![5.0, -2.0, 4.0];
    firms.loans = vec![10.0, 20.0, 0.0];
    firms.new_loans = vec![1.0, 0.0, 0.0];
    firms.tax_products = vec![0.1, 0.1, -0.05];
    firms.tax_production = vec![0.02, 0.02, 0.0];
    firms.intermediate_productivity = vec![2.0, 2.0, 4.0];
    firms.capital_productivity = vec![0.5, 0.5, 0.4];
    let households = &mut economy.households;
    households.employer = vec![Employer::firm(0); 11];
    households.employer.resize(16, Employer::NONE);
    let aggregate = &mut economy.aggregate;
    (aggregate.consumption, aggregate.housing_investment) = (30.0, 6.0);
    aggregate.consumption_deflator = 1.2;
    aggregate.housing_deflator = 1.5;
    aggregate.consumer_price = 1.1;
    aggregate.product_price = vec![1.3, 1.4];
    aggregate.period = 6;
    economy.government.consumption = 10.0;
    economy.government.deflator = 1.25;
    economy.government.capital_transfers = 7.5;
    economy.foreign.consumption = 12.0;
    economy.foreign.export_deflator = 1.2;
    economy.foreign.price = vec![1.1, 0.9];
    economy.foreign.sales = vec![10.0, 5.0];
    economy.central_bank.policy_rate = 0.01;
    economy.bank.refinanced_firms = 1;
    economy.accounts.national.gdp_deflator = 1.25;
    economy
}

fn scalars() -> Scalars {
    Scalars {
        tax_value_added: 0.2,
        tax_capital_formation: 0.1,
        tax_government: 0.05,
        tax_export: 0.1,
        tax_social_employer: 0.25,
        ..Scalars::default()
    }
}

#[test]
fn worked_by_hand() {
    let parameters = with_scalars(scalars());
    let mut economy = economy();
    run(View::of(&mut economy), &context(&parameters));
    let r = &economy.accounts.national;
    // 12 + 8 + 9.6; 4 + 8 + 6.4; then 2 + 2 - 0.6, 6, 0.6, 0.5, 1.2; 1 + 2 - 0.4, 5, 0.4, 0.4, 1.
    assert_close(&[r.nominal_gva, r.real_gva], &[29.6, 18.4]);
    assert_close(&[r.nominal_gdp, r.real_gdp], &[41.3, 27.8]);
    // 1.2 * 30, 1.2 * 25; 1.05 * 10, 1.05 * 8; 1.1 * 12, 1.1 * 10; 11 + 4.5.
    assert_close(
        &[
            r.nominal_household_consumption,
            r.real_household_consumption,
            r.nominal_government_consumption,
            r.real_government_consumption,
            r.nominal_exports,
            r.real_exports,
            r.nominal_imports,
            r.real_imports,
        ],
        &[36.0, 30.0, 10.5, 8.4, 13.2, 11.0, 15.5, 15.0],
    );
    // Dwellings 1.1 * 6, 1.1 * 4; firms 3.5, 3; stocks of goods -0.25, -1.5, of inputs -0.8, -1.
    assert_close(
        &[
            r.nominal_fixed_capitalformation_dwellings,
            r.real_fixed_capitalformation_dwellings,
            r.nominal_fixed_capitalformation,
            r.real_fixed_capitalformation,
            r.nominal_capitalformation,
            r.real_capitalformation,
        ],
        &[6.6, 4.4, 10.1, 7.4, 9.05, 4.9],
    );
    // Wages (2 + 2 + 2) * 1.1; surplus 52 - 8.25 - 19 - 3.4 - 0.8.
    assert_close(
        &[
            r.wages,
            r.compensation_employees,
            r.taxes_production,
            r.operating_surplus,
        ],
        &[6.6, 8.25, 0.8, 20.55],
    );
    // 5 of 16 + 3 + 1; 38 of 20 + 50 + 30; 41.3/27.8, and that over 1.25.
    assert_close(
        &[r.unemployment_rate, r.capacity_utilisation, r.employment],
        &[0.25, 0.38, 11.0],
    );
    assert_close(
        &[r.gdp_deflator, r.inflation],
        &[1.485_611_510_791_367, 0.188_489_208_633_093_4],
    );
    assert_close(
        &[r.policy_rate, r.refinanced_firms, r.collection_time],
        &[0.01, 1.0, 6.0],
    );
    let money = [r.firm_loans, r.firm_profits, r.capital_transfers];
    assert_close(&money, &[30.0, 4.0, 7.5]);
    let by_industry = &economy.accounts.industries;
    assert_close(&by_industry.nominal_sector_gva, &[20.0, 9.6]);
    assert_close(&by_industry.real_sector_gva, &[12.0, 6.4]);
    assert_close(&by_industry.sales, &[32.0, 7.5]);
    assert_close(&by_industry.demand, &[33.0, 7.5]);
    assert_close(&by_industry.employment, &[9.0, 2.0]);
    assert_close(&by_industry.wages, &[4.4, 2.2]);
    assert_close(&by_industry.imports, &[10.0, 5.0]);
    assert_close(&by_industry.price, &[1.3, 1.4]);
}

#[test]
fn a_quarter_without_purchases_has_zeros() {
    let parameters = with_scalars(scalars());
    let mut economy = economy();
    // Everything that is bought, and its price, is 0.
    economy.households = Households::default();
    economy.government = Government::default();
    economy.foreign = Foreign::default();
    let aggregate = &mut economy.aggregate;
    (aggregate.consumption, aggregate.housing_investment) = (0.0, 0.0);
    (aggregate.consumption_deflator, aggregate.housing_deflator) = (0.0, 0.0);
    run(View::of(&mut economy), &context(&parameters));
    let r = &economy.accounts.national;
    assert_eq!(
        [
            r.real_household_consumption,
            r.real_fixed_capitalformation_dwellings,
            r.real_government_consumption,
            r.real_exports,
        ],
        [0.0; 4]
    );
    // 29.6 + 3.4 and 18.4 + 2.6.
    assert_close(&[r.nominal_gdp, r.real_gdp], &[33.0, 21.0]);
}
