//! National accounts of the period, drawn up three ways, and balance sheets.
//!
//! Source: SPEC 5.2. Real series are at prices of the base quarter, its tax rates included: a tax that
//! a scenario raises shows in deflators, not in volumes. GDP by production is gross
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
    let [gva, gva_real, operating_surplus] =
        reduce::sums(firms, |i| [nominal_gva(i), real_gva(i), surplus(i)]);
    let [wages, stocked] = reduce::sums(firms, |i| [wages_paid(i), stocked(i)]);
    let [product_taxes, real_product_taxes, taxes_production] = reduce::sums(firms, |i| {
        [
            view.tax_products[i] * view.price[i] * view.output[i],
            view.tax_products[i] * view.output[i],
            view.tax_production[i] * view.price[i] * view.output[i],
        ]
    });
    let real_stocked = reduce::sum(firms, |i| {
        view.inventory_change[i] + view.materials_bought[i] - materials_used(i)
    });
    let capacity = reduce::sum(firms, |i| view.capital_productivity[i] * view.capital[i]);
    let firm_investment = reduce::sum(firms, |i| view.investment_price[i] * view.investment[i]);
    let real_firm_investment = reduce::total(view.investment);
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
    let gross_output = reduce::total(view.output);

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

    let [
        nominal_sector_gva,
        real_sector_gva,
        output,
        sales,
        demand,
        employment,
        wages,
        profit,
        capital,
        inventories,
        deposits,
        loans,
    ] = by_industry(view.first_firm, |i| {
        [
            nominal_gva(i),
            real_gva(i),
            view.output[i],
            view.sales[i],
            view.demand[i],
            f64::from(view.employees[i]),
            wages_paid(i),
            view.profit[i],
            view.capital[i],
            view.inventories[i],
            view.deposits[i],
            view.loans[i],
        ]
    });
    *view.by_industry = IndustryRecord {
        nominal_sector_gva,
        real_sector_gva,
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

/// Sums over the firms of each industry.
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

#[cfg(test)]
mod tests {
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
        households.consumption = vec![10.0, 15.0, 5.0];
        households.housing_investment = vec![4.0, 0.0, 2.0];
        let aggregate = &mut economy.aggregate;
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
        economy.aggregate.consumption_deflator = 0.0;
        economy.aggregate.housing_deflator = 0.0;
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
}
