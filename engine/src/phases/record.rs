//! National accounts of the period, drawn up three ways, and balance sheets.
//!
//! Source: SPEC 5.2. Real series are at prices of the base quarter. GDP by production is gross
//! value added and product taxes; by income, compensation, operating surplus and taxes; by
//! expenditure, consumption, capital formation and net exports. The audit compares them.

use rayon::prelude::*;

use super::Context;
use crate::access::access;
use crate::numeric::{nz, reduce};
use crate::record::{IndustryRecord, Record};
use crate::tables::Employer;

access! {
    reads {
        first_firm: [u32] = population.first_firm,
        employees: [u32] = firms.employees,
        price: [f64] = firms.price,
        output: [f64] = firms.output,
        sales: [f64] = firms.sales,
        demand: [f64] = firms.demand,
        inventories: [f64] = firms.inventories,
        inventory_change: [f64] = firms.inventory_change,
        materials: [f64] = firms.materials,
        materials_bought: [f64] = firms.materials_bought,
        materials_price: [f64] = firms.materials_price,
        investment: [f64] = firms.investment,
        investment_price: [f64] = firms.investment_price,
        capital: [f64] = firms.capital,
        wage: [f64] = firms.wage,
        profit: [f64] = firms.profit,
        deposits: [f64] = firms.deposits,
        loans: [f64] = firms.loans,
        new_loans: [f64] = firms.new_loans,
        tax_products: [f64] = firms.tax_products,
        tax_production: [f64] = firms.tax_production,
        intermediate_productivity: [f64] = firms.intermediate_productivity,
        capital_productivity: [f64] = firms.capital_productivity,
        employer: [Employer] = households.employer,
        income: [f64] = households.income,
        household_deposits: [f64] = households.deposits,
        consumption: [f64] = households.consumption,
        housing_investment: [f64] = households.housing_investment,
        consumption_deflator: f64 = aggregate.consumption_deflator,
        housing_deflator: f64 = aggregate.housing_deflator,
        consumer_price: f64 = aggregate.consumer_price,
        price_index: f64 = aggregate.price_index,
        product_price: [f64] = aggregate.product_price,
        expected_growth: f64 = aggregate.expected_growth,
        expected_inflation: f64 = aggregate.expected_inflation,
        period: u32 = aggregate.period,
        government_consumption: f64 = government.consumption,
        government_deflator: f64 = government.deflator,
        revenue: f64 = government.revenue,
        deficit: f64 = government.deficit,
        debt: f64 = government.debt,
        exports: f64 = foreign.consumption,
        export_deflator: f64 = foreign.export_deflator,
        import_price: [f64] = foreign.price,
        import_sales: [f64] = foreign.sales,
        foreign_output: f64 = foreign.output,
        foreign_inflation: f64 = foreign.inflation,
        foreign_position: f64 = foreign.position,
        bank_equity: f64 = bank.equity,
        bank_profit: f64 = bank.profit,
        reserves: f64 = bank.reserves,
        lending_rate: f64 = bank.lending_rate,
        refinanced_firms: u32 = bank.refinanced_firms,
        policy_rate: f64 = central_bank.policy_rate,
        central_bank_equity: f64 = central_bank.equity,
    }
    updates { national: Record = accounts.national, by_industry: IndustryRecord = accounts.industries }
}

#[expect(
    clippy::too_many_lines,
    reason = "one account after the other, each a line or two"
)]
pub(crate) fn run(view: View, context: &Context) {
    let p = &context.parameters.scalars;
    let firms = view.price.len();
    let over_firms = |term: &(dyn Fn(usize) -> f64 + Sync)| reduce::sum(firms, term);
    let materials_used = |i: usize| 1.0 / view.intermediate_productivity[i] * view.output[i];
    let wages_paid = |i: usize| view.wage[i] * f64::from(view.employees[i]) * view.consumer_price;
    let labour_tax = 1.0 + p.tax_social_employer;

    let nominal_gva = |i: usize| {
        (1.0 - view.tax_products[i]) * view.price[i] * view.output[i]
            - materials_used(i) * view.materials_price[i]
    };
    let real_gva = |i: usize| (1.0 - view.tax_products[i]) * view.output[i] - materials_used(i);
    let product_taxes = over_firms(&|i| view.tax_products[i] * view.price[i] * view.output[i]);
    let real_product_taxes = over_firms(&|i| view.tax_products[i] * view.output[i]);

    let consumption = reduce::total(view.consumption);
    let housing = reduce::total(view.housing_investment);
    let real_consumption = consumption / nz(view.consumption_deflator);
    let real_housing = housing / nz(view.housing_deflator);
    let real_government = view.government_consumption / nz(view.government_deflator);
    let real_exports = view.exports / nz(view.export_deflator);

    let firm_investment = over_firms(&|i| view.investment_price[i] * view.investment[i]);
    let real_firm_investment = reduce::total(view.investment);
    let dwellings = (1.0 + p.tax_capital_formation) * housing;
    let real_dwellings = (1.0 + p.tax_capital_formation) * real_housing;
    let stocked = over_firms(&|i| {
        view.price[i] * view.inventory_change[i]
            + view.materials_price[i] * (view.materials_bought[i] - materials_used(i))
    });
    let real_stocked =
        over_firms(&|i| view.inventory_change[i] + view.materials_bought[i] - materials_used(i));
    let imports = view
        .import_price
        .iter()
        .zip(view.import_sales)
        .map(|(price, sales)| price * sales)
        .sum();
    let operating_surplus = over_firms(&|i| {
        let (price, output) = (view.price[i], view.output[i]);
        price * view.sales[i] + price * view.inventory_change[i]
            - labour_tax * wages_paid(i)
            - materials_used(i) * view.materials_price[i]
            - view.tax_products[i] * price * output
            - view.tax_production[i] * price * output
    });
    let wages = over_firms(&wages_paid);
    let unemployed = reduce::count(view.employer.len(), |h| view.employer[h].row().is_none());

    let gva = over_firms(&nominal_gva);
    let gva_real = over_firms(&real_gva);
    let nominal_gdp = gva
        + product_taxes
        + p.tax_value_added * consumption
        + p.tax_capital_formation * housing
        + p.tax_government * view.government_consumption
        + p.tax_export * view.exports;
    let real_gdp = gva_real
        + real_product_taxes
        + p.tax_value_added * real_consumption
        + p.tax_capital_formation * real_housing
        + p.tax_government * real_government
        + p.tax_export * real_exports;
    let gdp_deflator = nominal_gdp / nz(real_gdp);
    let gross_output = reduce::total(view.output);

    *view.national = Record {
        nominal_gdp,
        real_gdp,
        nominal_gva: gva,
        real_gva: gva_real,
        nominal_household_consumption: (1.0 + p.tax_value_added) * consumption,
        real_household_consumption: (1.0 + p.tax_value_added) * real_consumption,
        nominal_government_consumption: (1.0 + p.tax_government) * view.government_consumption,
        real_government_consumption: (1.0 + p.tax_government) * real_government,
        nominal_capitalformation: firm_investment + dwellings + stocked,
        real_capitalformation: real_firm_investment + real_dwellings + real_stocked,
        nominal_fixed_capitalformation: firm_investment + dwellings,
        real_fixed_capitalformation: real_firm_investment + real_dwellings,
        nominal_fixed_capitalformation_dwellings: dwellings,
        real_fixed_capitalformation_dwellings: real_dwellings,
        nominal_exports: (1.0 + p.tax_export) * view.exports,
        real_exports: (1.0 + p.tax_export) * real_exports,
        nominal_imports: imports,
        real_imports: reduce::total(view.import_sales),
        operating_surplus,
        compensation_employees: labour_tax * wages,
        wages,
        taxes_production: over_firms(&|i| view.tax_production[i] * view.price[i] * view.output[i]),
        policy_rate: view.policy_rate,
        foreign_inflation: view.foreign_inflation,
        foreign_real_gdp: view.foreign_output,
        unemployment_rate: unemployed as f64 / (view.employer.len() + firms + 1) as f64,
        employment: (view.employer.len() - unemployed) as f64,
        gross_output,
        capacity_utilisation: gross_output
            / nz(over_firms(&|i| {
                view.capital_productivity[i] * view.capital[i]
            })),
        gdp_deflator,
        inflation: gdp_deflator / nz(view.national.gdp_deflator) - 1.0,
        producer_price: view.price_index,
        consumer_price: view.consumer_price,
        expected_growth: view.expected_growth,
        expected_inflation: view.expected_inflation,
        lending_rate: view.lending_rate,
        government_revenue: view.revenue,
        government_deficit: view.deficit,
        government_debt: view.debt,
        firm_deposits: reduce::total(view.deposits),
        firm_loans: reduce::total(view.loans),
        new_loans: reduce::total(view.new_loans),
        firm_profits: reduce::total(view.profit),
        capital: reduce::total(view.capital),
        inventories: reduce::total(view.inventories),
        materials: reduce::total(view.materials),
        household_income: reduce::total(view.income),
        household_deposits: reduce::total(view.household_deposits),
        bank_equity: view.bank_equity,
        bank_profit: view.bank_profit,
        bank_reserves: view.reserves,
        central_bank_equity: view.central_bank_equity,
        foreign_position: view.foreign_position,
        refinanced_firms: f64::from(view.refinanced_firms),
        collection_time: f64::from(view.period),
    };

    let by_industry = |term: &(dyn Fn(usize) -> f64 + Sync)| -> Vec<f64> {
        view.first_firm
            .par_windows(2)
            .map(|rows| (rows[0] as usize..rows[1] as usize).map(term).sum())
            .collect()
    };
    *view.by_industry = IndustryRecord {
        nominal_sector_gva: by_industry(&nominal_gva),
        real_sector_gva: by_industry(&real_gva),
        output: by_industry(&|i| view.output[i]),
        sales: by_industry(&|i| view.sales[i]),
        demand: by_industry(&|i| view.demand[i]),
        imports: view.import_sales.to_vec(),
        price: view.product_price.to_vec(),
        employment: by_industry(&|i| f64::from(view.employees[i])),
        wages: by_industry(&wages_paid),
        profit: by_industry(&|i| view.profit[i]),
        capital: by_industry(&|i| view.capital[i]),
        inventories: by_industry(&|i| view.inventories[i]),
        deposits: by_industry(&|i| view.deposits[i]),
        loans: by_industry(&|i| view.loans[i]),
    };
}
