//! What must hold of a calibration before it is handed out.
//!
//! Source: SPEC 9.13, 7.1.

use super::counts::RealCounts;
use super::flows::Flows;
use super::opening_accounts::OpeningAccounts;
use super::plausible::{self, Facts};
use super::tables::{Bounds, shown};
use crate::parameters::{Parameters, PolicyRule, Problem, problems_of};

/// Highest plausible rate of depreciation \[rate/quarter\].
const HIGHEST_DEPRECIATION: f64 = 0.2;
/// Highest plausible share of income that households spend.
const HIGHEST_SPENDING: f64 = 1.1;
/// How far accounts may differ from each other and from the published figure \[relative\].
const TOLERANCE: f64 = 1e-9;

/// Where GDP at the start is from.
const GDP: &str = "quarterly.csv: gdp_nominal; input_output.csv; industries.csv: product_output, \
                   product_imports";

/// An industry that nothing can be divided by.
pub fn industries(flows: &Flows, codes: &[String]) -> Vec<Problem> {
    let mut found = Vec::new();
    for (s, code) in codes.iter().enumerate() {
        let (output, capital) = (flows.output[s], flows.capital.productive[s]);
        if output <= 0.0 {
            let message = format!("output is {}", shown(output));
            let remedy = "check its inputs in input_output.csv, or merge it with another industry";
            found.push(Problem::new(format!("industry {code}"), message, remedy));
        } else if capital <= 0.0 {
            let message = format!("productive capital is {}", shown(capital));
            let remedy = "give net capital in industries.csv";
            found.push(Problem::new(format!("industry {code}"), message, remedy));
        }
    }
    found
}

/// A kind of person of whom none is left when the others are counted.
pub fn persons(real: &RealCounts) -> Vec<Problem> {
    let mut found = Vec::new();
    for (key, count) in [
        ("employees", real.employees.iter().sum()),
        ("unemployed persons", real.unemployed),
        ("inactive persons", real.inactive),
    ] {
        if count <= 0.0 {
            let message = format!("{} are left when the others are counted", shown(count));
            let remedy = "check employed, unemployed and inactive in quarterly.csv, jobs and \
                          enterprises in industries.csv, or how `persons` are counted";
            found.push(Problem::new(key, message, remedy));
        }
    }
    found
}

/// Everything that is implausible or inconsistent.
pub fn calibration(facts: &Facts, bounds: &Bounds) -> Vec<Problem> {
    let parameters = facts.parameters;
    let mut found = problems_of(parameters, facts.initial);
    for problem in &mut found {
        if let Some(sources) = plausible::sources(&problem.key) {
            problem.remedy = format!("check {sources}");
        }
    }
    if found.is_empty() {
        depreciation(parameters, &mut found);
        rates(parameters, &mut found);
        processes(parameters, &mut found);
    }
    // One reason is enough for a quantity; contradictions may only follow from what is wild.
    for problem in plausible::objections(facts, &bounds.model) {
        if !found.iter().any(|known| known.key == problem.key) {
            found.push(problem);
        }
    }
    if found.is_empty() {
        accounts(facts, &mut found);
    }
    found
}

/// What is inconsistent, however unlike a country: a steady state has no interest and processes
/// that never return.
pub fn consistency(facts: &Facts) -> Vec<Problem> {
    let mut found = problems_of(facts.parameters, facts.initial);
    if found.is_empty() {
        depreciation(facts.parameters, &mut found);
        accounts(facts, &mut found);
    }
    found
}

fn depreciation(parameters: &Parameters, found: &mut Vec<Problem>) {
    for (industry, &rate) in parameters
        .industries
        .iter()
        .zip(&parameters.depreciation_rate)
    {
        if !(0.0..=HIGHEST_DEPRECIATION).contains(&rate) {
            let key = format!("depreciation_rate[{}]", industry.code);
            let message = format!(
                "{} is outside 0 to {HIGHEST_DEPRECIATION} a quarter",
                shown(rate)
            );
            found.push(Problem::new(
                key,
                message,
                "check net_capital and capital_consumption in industries.csv",
            ));
        }
    }
}

fn rates(parameters: &Parameters, found: &mut Vec<Problem>) {
    let p = &parameters.scalars;
    let spending = p.propensity_to_consume + p.propensity_to_invest_in_housing;
    if spending >= HIGHEST_SPENDING {
        let message = format!("households spend {spending:.4} of their income");
        let remedy = "check disposable income: mixed and property income, benefits, taxes";
        found.push(Problem::new("propensity_to_consume", message, remedy));
    }
    if p.risk_premium <= 0.0 {
        let message = format!("{} a quarter is not positive", p.risk_premium);
        let remedy = "check the interest and the loans of firms";
        found.push(Problem::new("risk_premium", message, remedy));
    }
    if !(p.taylor_smoothing > 0.0 && p.taylor_smoothing < 1.0) {
        let message = format!("{} is not between 0 and 1", p.taylor_smoothing);
        let remedy = "choose another sample of the policy rule, or impose its weights";
        found.push(Problem::new("taylor_smoothing", message, remedy));
    }
    // Only a rule that answers to the domestic economy feeds back on what it answers to.
    for (key, weight) in [
        ("taylor_inflation", p.taylor_inflation),
        ("taylor_growth", p.taylor_growth),
    ] {
        if weight < 0.0 && parameters.policy_rule == PolicyRule::Domestic {
            let message = format!("{weight} has the wrong sign");
            let remedy = "choose another sample of the policy rule, or impose its weights";
            found.push(Problem::new(key, message, remedy));
        }
    }
}

fn processes(parameters: &Parameters, found: &mut Vec<Problem>) {
    let processes = [
        ("foreign_output", &parameters.foreign_output),
        ("foreign_inflation", &parameters.foreign_inflation),
        ("government_consumption", &parameters.government_consumption),
        ("exports", &parameters.exports),
        ("imports", &parameters.imports),
    ];
    for (key, process) in processes {
        if process.ar.abs() >= 1.0 || !process.ar.is_finite() {
            let message = format!("the autoregression has slope {}: it explodes", process.ar);
            found.push(Problem::new(
                key,
                message,
                "choose an earlier `first_quarter`",
            ));
        }
    }
}

/// GDP by production, income and expenditure is the published one; household income is disposable
/// income; the central bank's books balance.
fn accounts(facts: &Facts, found: &mut Vec<Problem>) {
    let (flows, initial, published_gdp) = (facts.flows, facts.initial, facts.gdp);
    let OpeningAccounts {
        production,
        income,
        expenditure,
        household_income,
        bank_reserves,
        ..
    } = *facts.opening;
    let disposable = flows.quarter_factor * flows.disposable_income;
    // A6: L^G = E^CB + D_k + D^RoW
    let central_bank = initial.central_bank_equity + bank_reserves + initial.foreign_position;
    let pairs = [
        ("GDP by production", production, published_gdp, GDP),
        ("GDP by income", income, published_gdp, GDP),
        ("GDP by expenditure", expenditure, published_gdp, GDP),
        (
            "household income",
            household_income,
            disposable,
            "accounts.csv: rows of households and of government benefits",
        ),
        (
            "central bank liabilities",
            central_bank,
            initial.government_debt,
            "accounts.csv: government_debt, firm_deposits, household_deposits, bank_capital_ratio, \
             firm_loans_sterling, firm_loans_other",
        ),
    ];
    for (key, value, expected, sources) in pairs {
        let difference = (value - expected).abs();
        if difference.is_nan() || difference > TOLERANCE * expected.abs() {
            let (value, expected) = (shown(value), shown(expected));
            let message = format!("is {value} at the start, not {expected}");
            let remedy = format!("the tables contradict each other: check {sources}");
            found.push(Problem::new(key, message, remedy));
        }
    }
}
