//! National accounts of the period, drawn up three ways, and balance sheets.
//!
//! Source: SPEC 5.2. Real series are at prices of the base quarter, its tax rates included: a tax that
//! a scenario raises shows in deflators, not in volumes. GDP by production is gross
//! value added and product taxes; by income, compensation, operating surplus and taxes; by
//! expenditure, consumption, capital formation and net exports. The audit compares them.

#[cfg(test)]
mod tests;

use std::ops::Range;

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
        capital_transfers: f64 = government.capital_transfers,
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
    let (p, base) = (&context.parameters.scalars, &context.base.scalars);
    let firms = view.price.len();
    let materials_used = |i: usize| 1.0 / view.intermediate_productivity[i] * view.output[i];
    let wages_paid = |i: usize| view.wage[i] * f64::from(view.employees[i]) * view.consumer_price;
    let labour_tax = 1.0 + p.tax_social_employer;

    let nominal_gva = |i: usize| {
        (1.0 - view.tax_products[i]) * view.price[i] * view.output[i]
            - materials_used(i) * view.materials_price[i]
    };
    let real_gva = |i: usize| (1.0 - view.tax_products[i]) * view.output[i] - materials_used(i);
    let surplus = |i: usize| {
        let (price, output) = (view.price[i], view.output[i]);
        price * view.sales[i] + price * view.inventory_change[i]
            - labour_tax * wages_paid(i)
            - materials_used(i) * view.materials_price[i]
            - view.tax_products[i] * price * output
            - view.tax_production[i] * price * output
    };
    let stocked = |i: usize| {
        view.price[i] * view.inventory_change[i]
            + view.materials_price[i] * (view.materials_bought[i] - materials_used(i))
    };
    let accounts = |i: usize| {
        [
            nominal_gva(i),
            real_gva(i),
            wages_paid(i),
            surplus(i),
            stocked(i),
            view.inventory_change[i] + view.materials_bought[i] - materials_used(i),
            view.tax_products[i] * view.price[i] * view.output[i],
            view.tax_products[i] * view.output[i],
            view.tax_production[i] * view.price[i] * view.output[i],
            view.investment_price[i] * view.investment[i],
            view.investment[i],
        ]
    };
    let stocks = |i: usize| {
        [
            view.output[i],
            view.sales[i],
            view.demand[i],
            f64::from(view.employees[i]),
            view.profit[i],
            view.capital[i],
            view.capital_productivity[i] * view.capital[i],
            view.inventories[i],
            view.materials[i],
            view.deposits[i],
            view.loans[i],
            view.new_loans[i],
        ]
    };
    let industries: Vec<_> = view
        .first_firm
        .par_windows(2)
        .map(|rows| sums(rows[0] as usize..rows[1] as usize, accounts, stocks))
        .collect();
    let [
        gva,
        gva_real,
        wages,
        operating_surplus,
        stocked,
        real_stocked,
        product_taxes,
        real_product_taxes,
        taxes_production,
        firm_investment,
        real_firm_investment,
    ] = totals(industries.iter().map(|(accounts, _)| accounts));
    let [
        gross_output,
        _sales,
        _demand,
        _employees,
        firm_profits,
        capital,
        capacity,
        inventories,
        materials,
        firm_deposits,
        firm_loans,
        new_loans,
    ] = totals(industries.iter().map(|(_, stocks)| stocks));
    let imports = view.import_price.iter().zip(view.import_sales);
    let imports = imports.map(|(price, sales)| price * sales).sum();

    let consumption = reduce::total(view.consumption);
    let housing = reduce::total(view.housing_investment);
    let dwellings = (1.0 + p.tax_capital_formation) * housing;
    let unemployed = reduce::count(view.employer.len(), |h| view.employer[h].row().is_none());
    let real_consumption = consumption / nz(view.consumption_deflator);
    let real_housing = housing / nz(view.housing_deflator);
    let real_dwellings = (1.0 + base.tax_capital_formation) * real_housing;
    let real_government = view.government_consumption / nz(view.government_deflator);
    let real_exports = view.exports / nz(view.export_deflator);

    let nominal_gdp = gva
        + product_taxes
        + p.tax_value_added * consumption
        + p.tax_capital_formation * housing
        + p.tax_government * view.government_consumption
        + p.tax_export * view.exports;
    let real_gdp = gva_real
        + real_product_taxes
        + base.tax_value_added * real_consumption
        + base.tax_capital_formation * real_housing
        + base.tax_government * real_government
        + base.tax_export * real_exports;
    let gdp_deflator = nominal_gdp / nz(real_gdp);

    *view.national = Record {
        nominal_gdp,
        real_gdp,
        nominal_gva: gva,
        real_gva: gva_real,
        nominal_household_consumption: (1.0 + p.tax_value_added) * consumption,
        real_household_consumption: (1.0 + base.tax_value_added) * real_consumption,
        nominal_government_consumption: (1.0 + p.tax_government) * view.government_consumption,
        real_government_consumption: (1.0 + base.tax_government) * real_government,
        nominal_capitalformation: firm_investment + dwellings + stocked,
        real_capitalformation: real_firm_investment + real_dwellings + real_stocked,
        nominal_fixed_capitalformation: firm_investment + dwellings,
        real_fixed_capitalformation: real_firm_investment + real_dwellings,
        nominal_fixed_capitalformation_dwellings: dwellings,
        real_fixed_capitalformation_dwellings: real_dwellings,
        nominal_exports: (1.0 + p.tax_export) * view.exports,
        real_exports: (1.0 + base.tax_export) * real_exports,
        nominal_imports: imports,
        real_imports: reduce::total(view.import_sales),
        operating_surplus,
        compensation_employees: labour_tax * wages,
        wages,
        taxes_production,
        policy_rate: view.policy_rate,
        foreign_inflation: view.foreign_inflation,
        foreign_real_gdp: view.foreign_output,
        unemployment_rate: unemployed as f64 / (view.employer.len() + firms + 1) as f64,
        employment: (view.employer.len() - unemployed) as f64,
        gross_output,
        capacity_utilisation: gross_output / nz(capacity),
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
        capital_transfers: view.capital_transfers,
        firm_deposits,
        firm_loans,
        new_loans,
        firm_profits,
        capital,
        inventories,
        materials,
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

    let account = |place: usize| {
        industries
            .iter()
            .map(|(accounts, _)| accounts[place])
            .collect()
    };
    let stock = |place: usize| industries.iter().map(|(_, stocks)| stocks[place]).collect();
    *view.by_industry = IndustryRecord {
        nominal_sector_gva: account(0),
        real_sector_gva: account(1),
        output: stock(0),
        sales: stock(1),
        demand: stock(2),
        imports: view.import_sales.to_vec(),
        price: view.product_price.to_vec(),
        employment: stock(3),
        wages: account(2),
        profit: stock(4),
        capital: stock(5),
        inventories: stock(7),
        deposits: stock(9),
        loans: stock(10),
    };
}

/// Firms whose figures are added up for one kind of terms after the other, while they are near.
const NEAR: usize = 256;

/// Sums of two kinds of terms over the firms in `rows`.
fn sums<const N: usize, const M: usize>(
    rows: Range<usize>,
    ones: impl Fn(usize) -> [f64; N],
    others: impl Fn(usize) -> [f64; M],
) -> ([f64; N], [f64; M]) {
    let mut sums = ([0.0; N], [0.0; M]);
    for first in rows.clone().step_by(NEAR) {
        let near = first..rows.end.min(first + NEAR);
        near.clone().for_each(|firm| add(&mut sums.0, &ones(firm)));
        near.for_each(|firm| add(&mut sums.1, &others(firm)));
    }
    sums
}

fn totals<'a, const N: usize>(rows: impl Iterator<Item = &'a [f64; N]>) -> [f64; N] {
    let mut sums = [0.0; N];
    rows.for_each(|terms| add(&mut sums, terms));
    sums
}

fn add<const N: usize>(sums: &mut [f64; N], terms: &[f64; N]) {
    for (sum, term) in sums.iter_mut().zip(terms) {
        *sum += term;
    }
}
