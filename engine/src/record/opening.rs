//! The record of the base quarter, from the opening state.

use super::{IndustryRecord, Record};
use crate::economy::{Accounts, Economy};
use crate::numeric::{nz, reduce};
use crate::parameters::Model;

/// National accounts at t = 0; every real series equals its nominal counterpart. What the base
/// quarter does not have (expectations, revenue, new loans) is NaN.
///
/// Source: SPEC 5.3.
#[expect(
    clippy::too_many_lines,
    reason = "one account after the other, each a line or two"
)]
pub fn opening(economy: &Economy, model: &Model) -> Accounts {
    let p = &model.parameters().scalars;
    let initial = model.initial();
    let firms = &economy.firms;
    let count = firms.output.len();
    let over_firms = |term: &(dyn Fn(usize) -> f64 + Sync)| reduce::sum(count, term);
    let by_industry = |term: &dyn Fn(usize) -> f64| -> Vec<f64> {
        (0..economy.population.industries())
            .map(|g| economy.population.firms_of(g).map(term).sum())
            .collect()
    };
    let input = |i: usize| 1.0 / firms.intermediate_productivity[i];
    let wages_paid = |i: usize| firms.wage_rate[i] * f64::from(firms.employees[i]);
    let gva = |i: usize| firms.output[i] * (1.0 - firms.tax_products[i] - input(i));
    let labour_tax = 1.0 + p.tax_social_employer;

    let income = reduce::total(&economy.households.income);
    let consumption = p.propensity_to_consume * income;
    let dwellings = p.propensity_to_invest_in_housing * income;
    let government = (1.0 + p.tax_government) * initial.government_consumption;
    let exports = (1.0 + p.tax_export) * initial.exports;
    let gdp = over_firms(&|i| firms.output[i] * (1.0 - input(i)))
        + consumption * p.tax_value_added / (1.0 + p.tax_value_added)
        + p.tax_government * initial.government_consumption
        + dwellings * p.tax_capital_formation / (1.0 + p.tax_capital_formation)
        + p.tax_export * initial.exports;
    let firm_investment = over_firms(&|i| {
        firms.output[i] * firms.depreciation_rate[i] / firms.capital_productivity[i]
    });
    let capital_formation = firm_investment + dwellings;
    let operating_surplus = over_firms(&|i| {
        firms.output[i]
            * (1.0
                - labour_tax * firms.wage_rate[i] / firms.labour_productivity[i]
                - input(i)
                - firms.tax_production[i]
                - firms.tax_products[i])
    });
    let wages = over_firms(&wages_paid);
    let total_gva = over_firms(&gva);
    let gross_output = reduce::total(&firms.output);
    let employment: u64 = firms.employees.iter().map(|&n| u64::from(n)).sum();
    let unemployed = u64::from(economy.population.workers) - employment;

    let national = Record {
        nominal_gdp: gdp,
        real_gdp: gdp,
        nominal_gva: total_gva,
        real_gva: total_gva,
        nominal_household_consumption: consumption,
        real_household_consumption: consumption,
        nominal_government_consumption: government,
        real_government_consumption: government,
        nominal_capitalformation: capital_formation,
        real_capitalformation: capital_formation,
        nominal_fixed_capitalformation: capital_formation,
        real_fixed_capitalformation: capital_formation,
        nominal_fixed_capitalformation_dwellings: dwellings,
        real_fixed_capitalformation_dwellings: dwellings,
        nominal_exports: exports,
        real_exports: exports,
        nominal_imports: initial.imports,
        real_imports: initial.imports,
        operating_surplus,
        compensation_employees: labour_tax * wages,
        wages,
        taxes_production: over_firms(&|i| firms.tax_production[i] * firms.output[i]),
        policy_rate: initial.policy_rate,
        foreign_inflation: initial.foreign_inflation,
        foreign_real_gdp: initial.foreign_output,
        unemployment_rate: unemployed as f64 / economy.population.active() as f64,
        employment: employment as f64,
        gross_output,
        capacity_utilisation: gross_output
            / nz(over_firms(&|i| {
                firms.capital_productivity[i] * firms.capital[i]
            })),
        gdp_deflator: 1.0,
        inflation: libm::exp(initial.inflation_history[initial.inflation_history.len() - 1]) - 1.0,
        producer_price: 1.0,
        consumer_price: 1.0,
        expected_growth: f64::NAN,
        expected_inflation: f64::NAN,
        lending_rate: economy.bank.lending_rate,
        government_revenue: f64::NAN,
        government_deficit: f64::NAN,
        government_debt: initial.government_debt,
        capital_transfers: 0.0,
        firm_deposits: reduce::total(&firms.deposits),
        firm_loans: reduce::total(&firms.loans),
        new_loans: f64::NAN,
        firm_profits: reduce::total(&firms.profit),
        capital: reduce::total(&firms.capital),
        inventories: 0.0,
        materials: reduce::total(&firms.materials),
        household_income: income,
        household_deposits: reduce::total(&economy.households.deposits),
        bank_equity: economy.bank.equity,
        bank_profit: economy.bank.profit,
        bank_reserves: economy.bank.reserves,
        central_bank_equity: economy.central_bank.equity,
        foreign_position: economy.foreign.position,
        refinanced_firms: 0.0,
        collection_time: f64::from(economy.aggregate.period),
    };
    let imports = &model.parameters().import_shares;
    let industries = IndustryRecord {
        nominal_sector_gva: by_industry(&gva),
        real_sector_gva: by_industry(&gva),
        output: by_industry(&|i| firms.output[i]),
        sales: by_industry(&|i| firms.output[i]),
        demand: by_industry(&|i| firms.demand[i]),
        imports: imports
            .iter()
            .map(|share| share * initial.imports)
            .collect(),
        price: economy.aggregate.product_price.clone(),
        employment: by_industry(&|i| f64::from(firms.employees[i])),
        wages: by_industry(&wages_paid),
        profit: by_industry(&|i| firms.profit[i]),
        capital: by_industry(&|i| firms.capital[i]),
        inventories: by_industry(&|i| firms.inventories[i]),
        deposits: by_industry(&|i| firms.deposits[i]),
        loans: by_industry(&|i| firms.loans[i]),
    };
    Accounts {
        national,
        industries,
    }
}
