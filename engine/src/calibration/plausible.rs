//! Ratios of the finished model that a wild figure in any table would move out of all bounds.
//!
//! Each quantity is declared once: its name under `[plausible.model]` in `calibration.toml`, where
//! its figures stand, how it is computed.
//!
//! Source: SPEC 9.13; the bounds are ours and stand in `calibration.toml`.

use super::counts::RealCounts;
use super::flows::{Flows, total};
use super::opening_accounts::OpeningAccounts;
use super::tables::{IndustryFigures, Range, Tables, shown};
use crate::parameters::{InitialConditions, Parameters, Problem};

/// A calibration with all that was computed from it.
pub struct Facts<'a> {
    /// The figures.
    pub tables: &'a Tables,
    /// Annual flows \[million/year\].
    pub flows: &'a Flows,
    /// Firms and persons before scaling \[number\].
    pub real: &'a RealCounts,
    /// The parameters.
    pub parameters: &'a Parameters,
    /// The opening state.
    pub initial: &'a InitialConditions,
    /// Accounts at t = 0.
    pub opening: &'a OpeningAccounts,
    /// GDP of the base quarter \[million/quarter\].
    pub gdp: f64,
}

impl Facts<'_> {
    /// `amount` \[million or million/year\] over the GDP of a year like the base quarter \[share\].
    fn to_gdp(&self, amount: f64) -> f64 {
        amount / (4.0 * self.gdp)
    }

    /// `amount` \[million/person/quarter\] over the mean wage of the base quarter \[share\].
    fn to_wage(&self, amount: f64) -> f64 {
        let staff: u32 = self.initial.employees_per_industry.iter().sum();
        amount * f64::from(staff) / self.flows.quarterly(&self.flows.wages)
    }

    /// A column of the industries over what it must add up to, in the same unit \[share\].
    fn industries(&self, column: fn(&IndustryFigures) -> f64, whole: f64) -> f64 {
        self.tables.industries.iter().map(column).sum::<f64>() / whole
    }

    /// Employees before scaling \[persons\].
    fn employees(&self) -> f64 {
        self.real.employees.iter().sum()
    }
}

/// A quantity of the whole economy.
struct Quantity {
    name: &'static str,
    /// Files and rows it is computed from.
    sources: &'static str,
    /// A share or ratio without unit.
    value: fn(&Facts) -> f64,
}

/// A quantity of one industry.
struct IndustryQuantity {
    name: &'static str,
    /// Files and rows it is computed from.
    sources: &'static str,
    /// A ratio without unit; persons per firm for the size of firms.
    value: fn(&Facts, usize) -> f64,
}

macro_rules! quantities {
    ($($name:ident, $sources:literal, |$facts:ident| $value:expr;)*) => {
        const QUANTITIES: &[Quantity] = &[$(Quantity {
            name: stringify!($name),
            sources: $sources,
            value: |$facts| $value,
        },)*];
    };
}

macro_rules! industry_quantities {
    ($($name:ident, $sources:literal, |$facts:ident, $s:ident| $value:expr;)*) => {
        const OF_INDUSTRIES: &[IndustryQuantity] = &[$(IndustryQuantity {
            name: stringify!($name),
            sources: $sources,
            value: |$facts, $s| $value,
        },)*];
    };
}

quantities! {
    quarter_factor, "quarterly.csv: gdp_nominal; input_output.csv", |f| f.flows.quarter_factor;
    government_debt, "accounts.csv: government_debt", |f| f.to_gdp(f.initial.government_debt);
    government_deficit, "accounts.csv: government_borrowing",
        |f| f.to_gdp(f.tables.accounts.government_borrowing);
    household_deposits, "accounts.csv: household_deposits",
        |f| f.to_gdp(f.initial.household_deposits);
    firm_deposits, "accounts.csv: firm_deposits", |f| f.to_gdp(f.initial.firm_deposits);
    firm_loans, "accounts.csv: firm_loans_sterling, firm_loans_other",
        |f| f.to_gdp(f.initial.firm_loans);
    bank_equity, "accounts.csv: bank_capital_ratio", |f| f.to_gdp(f.initial.bank_equity);
    dwellings, "industries.csv: net_capital_dwellings", |f| f.to_gdp(f.initial.dwellings);
    productive_capital, "industries.csv: net_capital", |f| f.to_gdp(f.opening.capital);
    capital_consumption, "industries.csv: capital_consumption; input_output.csv: gfcf",
        |f| total(&f.flows.capital.consumption) / total(&f.flows.other_investment);
    dwellings_in_construction,
        "accounts.csv: investment_in_dwellings, construction_in_capital_formation",
        |f| f.tables.accounts.investment_in_dwellings
            / f.tables.accounts.construction_in_capital_formation;
    other_transfers,
        "accounts.csv: household_taxes, household_social_contributions, social_benefits, \
         government_borrowing",
        |f| f.to_gdp(f.flows.other_transfers);
    propensity_to_consume,
        "accounts.csv: mixed_income, property_income_received, social_benefits, household_taxes",
        |f| f.parameters.scalars.propensity_to_consume;
    propensity_to_invest_in_housing, "accounts.csv: investment_in_dwellings",
        |f| f.parameters.scalars.propensity_to_invest_in_housing;
    risk_premium, "accounts.csv: firm_interest_paid, firm_loans_sterling, firm_bonds; \
        quarterly.csv: bank_rate", |f| f.parameters.scalars.risk_premium;
    government_bond_rate, "accounts.csv: central_government_interest, local_government_interest",
        |f| f.parameters.scalars.government_bond_rate;
    dividend_payout, "accounts.csv: mixed_income, property_income_received, property_income_paid",
        |f| f.parameters.scalars.dividend_payout;
    tax_income, "accounts.csv: household_taxes, inheritance_tax", |f| f.parameters.scalars.tax_income;
    tax_corporate, "accounts.csv: corporate_tax", |f| f.parameters.scalars.tax_corporate;
    tax_value_added, "input_output.csv: taxes_on_products of households",
        |f| f.parameters.scalars.tax_value_added;
    tax_social_employer, "accounts.csv: employers_social_contributions",
        |f| f.parameters.scalars.tax_social_employer;
    tax_social_employee, "accounts.csv: household_social_contributions",
        |f| f.parameters.scalars.tax_social_employee;
    tax_export, "input_output.csv: taxes_on_products of exports",
        |f| f.parameters.scalars.tax_export;
    tax_capital_formation,
        "accounts.csv: investment_in_dwellings, construction_in_capital_formation",
        |f| f.parameters.scalars.tax_capital_formation;
    tax_government, "input_output.csv: taxes_on_products of government_consumption",
        |f| f.parameters.scalars.tax_government;
    taylor_inflation, "quarterly.csv: bank_rate, gdp_nominal, gdp_real",
        |f| f.parameters.scalars.taylor_inflation;
    taylor_growth, "quarterly.csv: bank_rate, gdp_nominal, gdp_real",
        |f| f.parameters.scalars.taylor_growth;
    foreign_output_std, "foreign.csv: gdp_real", |f| f.parameters.foreign_output.std;
    foreign_inflation_std, "foreign.csv: gdp_nominal, gdp_real",
        |f| f.parameters.foreign_inflation.std;
    government_consumption_std, "quarterly.csv: government_consumption_real",
        |f| f.parameters.government_consumption.std;
    exports_std, "quarterly.csv: exports_real, valuables_real", |f| f.parameters.exports.std;
    imports_std, "quarterly.csv: imports_real, valuables_real", |f| f.parameters.imports.std;
    unemployment_rate, "quarterly.csv: employed, unemployed",
        |f| f.real.unemployed
            / (f.employees() + f.real.firms.iter().sum::<f64>() + f.real.unemployed);
    inactive_per_employee, "quarterly.csv: employed, inactive", |f| f.real.inactive / f.employees();
    unemployment_benefit, "accounts.csv: employers_social_contributions",
        |f| f.to_wage(f.initial.unemployment_benefit);
    benefit_inactive,
        "accounts.csv: state_pensions, social_benefits, central_government_benefits, \
         local_government_benefits",
        |f| f.to_wage(f.initial.benefit_inactive);
    benefit_other, "accounts.csv: social_benefits, state_pensions, government_borrowing",
        |f| f.to_wage(f.initial.benefit_other);
    jobs_per_employee, "industries.csv: employee_jobs, self_employment_jobs; quarterly.csv: employed",
        |f| f.industries(|i| i.employee_jobs + i.self_employment_jobs, f.employees());
    output_of_industries, "industries.csv: output, product_output",
        |f| f.industries(|i| i.output, total(&f.flows.output));
    compensation_of_industries,
        "industries.csv: compensation_of_employees; input_output.csv: compensation_of_employees",
        |f| f.industries(|i| i.compensation, total(&f.tables.input_output.compensation));
}

industry_quantities! {
    industry_output, "industries.csv: output, product_output",
        |f, s| f.flows.output[s] / f.tables.industries[s].output;
    industry_compensation,
        "industries.csv: compensation_of_employees; input_output.csv: compensation_of_employees",
        |f, s| f.tables.input_output.compensation[s] / f.tables.industries[s].compensation;
    industry_wage, "industries.csv: employee_jobs, self_employment_jobs",
        |f, s| f.flows.wages[s] / total(&f.flows.wages) * f.employees() / f.real.employees[s];
    industry_capital, "industries.csv: net_capital",
        |f, s| f.flows.capital.productive[s] / f.flows.output[s];
    industry_firm_size, "industries.csv: employee_jobs, enterprises",
        |f, s| f.real.employees[s] / f.real.firms[s];
}

/// Names of all quantities, each with a range in `calibration.toml`.
pub fn names() -> Vec<&'static str> {
    let of_industries = OF_INDUSTRIES.iter().map(|quantity| quantity.name);
    QUANTITIES
        .iter()
        .map(|quantity| quantity.name)
        .chain(of_industries)
        .collect()
}

/// Files and rows behind the parameter `name`, if it is one of the quantities.
pub fn sources(name: &str) -> Option<&'static str> {
    let of_economy = QUANTITIES
        .iter()
        .map(|quantity| (quantity.name, quantity.sources));
    let of_industries = OF_INDUSTRIES
        .iter()
        .map(|quantity| (quantity.name, quantity.sources));
    (of_economy.chain(of_industries))
        .find(|(known, _)| *known == name)
        .map(|(_, sources)| sources)
}

/// Every quantity outside its range.
pub fn objections(facts: &Facts, ranges: &[(&'static str, Range)]) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut check = |name: &str, key: String, value: f64, sources: &str| {
        let range = ranges.iter().find(|(known, _)| *known == name);
        if let Some((_, range)) = range.filter(|(_, range)| !range.contains(value)) {
            let message = format!(
                "{} is outside {} to {}",
                shown(value),
                range.low,
                range.high
            );
            let remedy = format!("check {sources}; the bounds stand in calibration.toml");
            found.push(Problem::new(key, message, remedy));
        }
    };
    for quantity in QUANTITIES {
        let value = (quantity.value)(facts);
        check(
            quantity.name,
            quantity.name.to_owned(),
            value,
            quantity.sources,
        );
    }
    for (s, figures) in facts.tables.industries.iter().enumerate() {
        for quantity in OF_INDUSTRIES {
            let key = format!("{}[{}]", quantity.name, figures.industry.code);
            check(
                quantity.name,
                key,
                (quantity.value)(facts, s),
                quantity.sources,
            );
        }
    }
    found
}
