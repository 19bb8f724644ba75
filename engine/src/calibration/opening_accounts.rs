//! The national accounts at t = 0, from parameters and initial conditions alone.
//!
//! Source: SPEC 3.2 to 3.6, 5.3. Firms of an industry are alike in proportion to their staff, so
//! sums by industry give the totals of the opening population without building it.

use crate::numeric::{nz, pos};
use crate::parameters::{InitialConditions, Parameters};

/// Flows \[million/quarter\] and balances \[million\] at t = 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OpeningAccounts {
    /// GDP by production.
    pub production: f64,
    /// GDP by income.
    pub income: f64,
    /// GDP by expenditure.
    pub expenditure: f64,
    /// Consumption of households, taxes included.
    pub consumption: f64,
    /// Investment in dwellings, taxes included.
    pub dwellings_investment: f64,
    /// Investment of firms: what wears out.
    pub firm_investment: f64,
    /// Government consumption, taxes included.
    pub government: f64,
    /// Exports, taxes included.
    pub exports: f64,
    /// Taxes less subsidies on products.
    pub product_taxes: f64,
    /// Other taxes less subsidies on production.
    pub taxes_on_production: f64,
    /// Wages and employers' contributions.
    pub compensation: f64,
    /// Wages.
    pub wages: f64,
    /// Gross operating surplus.
    pub surplus: f64,
    /// Fixed capital of firms \[million\].
    pub capital: f64,
    /// Income of all households.
    pub household_income: f64,
    /// Reserves of the bank.
    pub bank_reserves: f64,
}

/// Accounts of the opening state.
///
/// Production `Σ Y (1 - 1/β)` + product taxes; income = compensation + operating surplus + taxes on
/// production + product taxes; expenditure `ψ Y_Σ + (1+τ^G) C^G + Σ Y δ/κ + ψ^H Y_Σ +
/// (1+τ^EXP) C^E - Y^I`.
pub fn opening_accounts(p: &Parameters, initial: &InitialConditions) -> OpeningAccounts {
    let rates = &p.scalars;
    let industries = 0..p.products();
    let staff = |s: usize| f64::from(initial.employees_per_industry[s]);
    let output = |s: usize| p.labour_productivity[s] * staff(s);
    let wages = |s: usize| p.wage_rate[s] * staff(s);
    let inputs = |s: usize| output(s) / p.intermediate_productivity[s];
    let depreciation = |s: usize| output(s) * p.depreciation_rate[s] / p.capital_productivity[s];
    let over = |term: &dyn Fn(usize) -> f64| -> f64 { industries.clone().map(term).sum() };

    let household_income = household_income(p, initial);
    let consumption = rates.propensity_to_consume * household_income;
    let dwellings = rates.propensity_to_invest_in_housing * household_income;
    let product_taxes = over(&|s| p.tax_products[s] * output(s))
        + part_of(consumption, rates.tax_value_added)
        + part_of(dwellings, rates.tax_capital_formation)
        + rates.tax_government * initial.government_consumption
        + rates.tax_export * initial.exports;
    let value_added = |s: usize| output(s) * (1.0 - p.tax_products[s]) - inputs(s);
    let all_wages = over(&wages);
    let compensation = (1.0 + rates.tax_social_employer) * all_wages;
    let taxes_on_production = over(&|s| p.tax_production[s] * output(s));
    let surplus = over(&|s| gross_surplus(p, s, output(s), wages(s)));
    let firm_investment = over(&depreciation);
    let government = (1.0 + rates.tax_government) * initial.government_consumption;
    let exports = (1.0 + rates.tax_export) * initial.exports;
    let capital = |s: usize| output(s) / (initial.capacity_utilisation * p.capital_productivity[s]);
    OpeningAccounts {
        production: over(&value_added) + product_taxes,
        income: compensation + surplus + taxes_on_production + product_taxes,
        expenditure: consumption + dwellings + firm_investment + government + exports
            - initial.imports,
        consumption,
        dwellings_investment: dwellings,
        firm_investment,
        government,
        exports,
        product_taxes,
        taxes_on_production,
        compensation,
        wages: all_wages,
        surplus,
        capital: over(&capital),
        household_income,
        // D_k = D^I + D^H + E_k - L^I
        bank_reserves: initial.firm_deposits + initial.household_deposits + initial.bank_equity
            - initial.firm_loans,
    }
}

/// The tax in an amount that includes it.
fn part_of(amount: f64, tax_rate: f64) -> f64 {
    amount * tax_rate / (1.0 + tax_rate)
}

/// `Y - (1+τ^SIF) w̄ N - Y/β - (τ^K + τ^Y) Y`.
fn gross_surplus(p: &Parameters, s: usize, output: f64, wages: f64) -> f64 {
    output * (1.0 - p.tax_products[s] - p.tax_production[s])
        - output / p.intermediate_productivity[s]
        - (1.0 + p.scalars.tax_social_employer) * wages
}

/// Profits of an industry's firms before tax: net surplus, less interest, plus interest earned.
pub fn profits(p: &Parameters, initial: &InitialConditions) -> Vec<f64> {
    let products = p.products();
    let staff: Vec<f64> = initial
        .employees_per_industry
        .iter()
        .map(|&n| f64::from(n))
        .collect();
    let output: Vec<f64> = (0..products)
        .map(|s| p.labour_productivity[s] * staff[s])
        .collect();
    let capital: Vec<f64> = (0..products)
        .map(|s| output[s] / (initial.capacity_utilisation * p.capital_productivity[s]))
        .collect();
    let net: Vec<f64> = (0..products)
        .map(|s| {
            let depreciation = output[s] * p.depreciation_rate[s] / p.capital_productivity[s];
            gross_surplus(p, s, output[s], p.wage_rate[s] * staff[s]) - depreciation
        })
        .collect();
    let all_capital = nz(capital.iter().sum());
    let positive = nz(net.iter().map(|&surplus| pos(surplus)).sum());
    let lending_rate = initial.policy_rate + p.scalars.risk_premium;
    (0..products)
        .map(|s| {
            let loans = initial.firm_loans * capital[s] / all_capital;
            let deposits = initial.firm_deposits * pos(net[s]) / positive;
            net[s] - lending_rate * loans + initial.policy_rate * deposits
        })
        .collect()
}

fn household_income(p: &Parameters, initial: &InitialConditions) -> f64 {
    let rates = &p.scalars;
    let employees: u32 = initial.employees_per_industry.iter().sum();
    let unemployed = p.active_persons - employees - p.firms() as u32 - 1;
    let wages: f64 = (p.wage_rate.iter().zip(&initial.employees_per_industry))
        .map(|(wage, &n)| wage * f64::from(n))
        .sum();
    let bank_profit =
        rates.risk_premium * initial.firm_loans + initial.policy_rate * initial.bank_equity;
    let profits: f64 = profits(p, initial).into_iter().map(pos).sum::<f64>() + pos(bank_profit);
    let net_of_income_tax = 1.0 - rates.tax_income;
    let from_wages = wages * (1.0 - rates.tax_social_employee) * net_of_income_tax;
    let from_profits =
        rates.dividend_payout * net_of_income_tax * (1.0 - rates.tax_corporate) * profits;
    let persons = f64::from(p.active_persons) + f64::from(p.inactive_persons);
    let benefits = f64::from(unemployed) * initial.unemployment_benefit
        + f64::from(p.inactive_persons) * initial.benefit_inactive
        + persons * initial.benefit_other;
    from_wages + from_profits + benefits
}
