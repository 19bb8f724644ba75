//! National accounts of the period, drawn up three ways, and balance sheets.
//!
//! Source: SPEC 5.2. Real series are at prices of the base quarter, its tax rates included: a tax that
//! a scenario raises shows in deflators, not in volumes. GDP by production is gross
//! value added and product taxes; by income, compensation, operating surplus and taxes; by
//! expenditure, consumption, capital formation and net exports. The audit compares them.

#[cfg(test)]
mod tests;

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
        consumption: f64 = aggregate.consumption,
        housing_investment: f64 = aggregate.housing_investment,
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
    let [
        gva,
        gva_real,
        product_taxes,
        real_product_taxes,
        taxes_production,
    ] = by_industry(view.first_firm, |i| {
        let taxed = view.tax_products[i] * view.price[i] * view.output[i];
        let real_taxed = view.tax_products[i] * view.output[i];
        let on_production = view.tax_production[i] * view.price[i] * view.output[i];
        [
            nominal_gva(i),
            real_gva(i),
            taxed,
            real_taxed,
            on_production,
        ]
    });
    let [wages, operating_surplus] = by_industry(view.first_firm, |i| [wages_paid(i), surplus(i)]);
    let [stocked, real_stocked, firm_investment, real_firm_investment] =
        by_industry(view.first_firm, |i| {
            let real_stocked =
                view.inventory_change[i] + view.materials_bought[i] - materials_used(i);
            let invested = view.investment_price[i] * view.investment[i];
            [stocked(i), real_stocked, invested, view.investment[i]]
        });
    let [output, sales, demand, employment, profit] = by_industry(view.first_firm, |i| {
        let employees = f64::from(view.employees[i]);
        [
            view.output[i],
            view.sales[i],
            view.demand[i],
            employees,
            view.profit[i],
        ]
    });
    let [
        capital,
        capacity,
        inventories,
        materials,
        deposits,
        loans,
        new_loans,
    ] = by_industry(view.first_firm, |i| {
        [
            view.capital[i],
            view.capital_productivity[i] * view.capital[i],
            view.inventories[i],
            view.materials[i],
            view.deposits[i],
            view.loans[i],
            view.new_loans[i],
        ]
    });
    let total = |industries: &[f64]| industries.iter().sum::<f64>();
    let imports = view.import_price.iter().zip(view.import_sales);
    let imports = imports.map(|(price, sales)| price * sales).sum();

    let (consumption, housing) = (view.consumption, view.housing_investment);
    let dwellings = (1.0 + p.tax_capital_formation) * housing;
    let unemployed = reduce::counted(view.employer.len(), |rows| {
        let without = |employer: &&Employer| employer.row().is_none();
        view.employer[rows].iter().filter(without).count()
    });
    let real_consumption = consumption / nz(view.consumption_deflator);
    let real_housing = housing / nz(view.housing_deflator);
    let real_dwellings = (1.0 + base.tax_capital_formation) * real_housing;
    let real_government = view.government_consumption / nz(view.government_deflator);
    let real_exports = view.exports / nz(view.export_deflator);

    let nominal_gva = total(&gva);
    let real_gva = total(&gva_real);
    let nominal_gdp = nominal_gva
        + total(&product_taxes)
        + p.tax_value_added * consumption
        + p.tax_capital_formation * housing
        + p.tax_government * view.government_consumption
        + p.tax_export * view.exports;
    let real_gdp = real_gva
        + total(&real_product_taxes)
        + base.tax_value_added * real_consumption
        + base.tax_capital_formation * real_housing
        + base.tax_government * real_government
        + base.tax_export * real_exports;
    let gdp_deflator = nominal_gdp / nz(real_gdp);
    let (firm_investment, real_firm_investment) =
        (total(&firm_investment), total(&real_firm_investment));
    let gross_output = total(&output);
    let [household_income, household_deposits] =
        reduce::totals([view.income, view.household_deposits]);

    *view.national = Record {
        nominal_gdp,
        real_gdp,
        nominal_gva,
        real_gva,
        nominal_household_consumption: (1.0 + p.tax_value_added) * consumption,
        real_household_consumption: (1.0 + base.tax_value_added) * real_consumption,
        nominal_government_consumption: (1.0 + p.tax_government) * view.government_consumption,
        real_government_consumption: (1.0 + base.tax_government) * real_government,
        nominal_capitalformation: firm_investment + dwellings + total(&stocked),
        real_capitalformation: real_firm_investment + real_dwellings + total(&real_stocked),
        nominal_fixed_capitalformation: firm_investment + dwellings,
        real_fixed_capitalformation: real_firm_investment + real_dwellings,
        nominal_fixed_capitalformation_dwellings: dwellings,
        real_fixed_capitalformation_dwellings: real_dwellings,
        nominal_exports: (1.0 + p.tax_export) * view.exports,
        real_exports: (1.0 + base.tax_export) * real_exports,
        nominal_imports: imports,
        real_imports: reduce::total(view.import_sales),
        operating_surplus: total(&operating_surplus),
        compensation_employees: labour_tax * total(&wages),
        wages: total(&wages),
        taxes_production: total(&taxes_production),
        policy_rate: view.policy_rate,
        foreign_inflation: view.foreign_inflation,
        foreign_real_gdp: view.foreign_output,
        unemployment_rate: unemployed as f64 / (view.employer.len() + view.price.len() + 1) as f64,
        employment: (view.employer.len() - unemployed) as f64,
        gross_output,
        capacity_utilisation: gross_output / nz(total(&capacity)),
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
        firm_deposits: total(&deposits),
        firm_loans: total(&loans),
        new_loans: total(&new_loans),
        firm_profits: total(&profit),
        capital: total(&capital),
        inventories: total(&inventories),
        materials: total(&materials),
        household_income,
        household_deposits,
        bank_equity: view.bank_equity,
        bank_profit: view.bank_profit,
        bank_reserves: view.reserves,
        central_bank_equity: view.central_bank_equity,
        foreign_position: view.foreign_position,
        refinanced_firms: f64::from(view.refinanced_firms),
        collection_time: f64::from(view.period),
    };

    *view.by_industry = IndustryRecord {
        nominal_sector_gva: gva,
        real_sector_gva: gva_real,
        output,
        sales,
        demand,
        imports: view.import_sales.to_vec(),
        price: view.product_price.to_vec(),
        employment,
        wages,
        profit,
        capital,
        inventories,
        deposits,
        loans,
    };
}

/// Sums of terms over the firms of each industry.
fn by_industry<const N: usize>(
    first_firm: &[u32],
    terms: impl Fn(usize) -> [f64; N] + Sync,
) -> [Vec<f64>; N] {
    let industries = first_firm.par_windows(2).map(|rows| {
        let mut sums = [0.0; N];
        for firm in rows[0] as usize..rows[1] as usize {
            for (sum, term) in sums.iter_mut().zip(terms(firm)) {
                *sum += term;
            }
        }
        sums
    });
    let industries: Vec<[f64; N]> = industries.collect();
    std::array::from_fn(|series| industries.iter().map(|sums| sums[series]).collect())
}
