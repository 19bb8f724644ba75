//! What must hold of parameters and initial conditions before anything is simulated.

use super::{InitialConditions, Parameters, Scalars};
use crate::initial::sizes::equal_size;

/// One thing that is wrong, with its place and its remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {message}; {remedy}")]
pub struct Problem {
    /// Parameter, initial condition, or key of the calibration.
    pub key: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    /// A problem at `key`.
    pub fn new(
        key: impl Into<String>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Problem {
            key: key.into(),
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

/// Everything that is wrong with a pair of parameters and initial conditions.
pub fn problems_of(parameters: &Parameters, initial: &InitialConditions) -> Vec<Problem> {
    let mut found = Vec::new();
    scalars(&parameters.scalars, &mut found);
    shapes(parameters, initial, &mut found);
    if found.is_empty() {
        industries(parameters, &mut found);
        shares(parameters, &mut found);
        counts(parameters, initial, &mut found);
        opening(initial, &mut found);
        covariance(&parameters.shock_covariance, &mut found);
    }
    found
}

fn scalars(scalars: &Scalars, found: &mut Vec<Problem>) {
    for about in Scalars::DESCRIPTIONS {
        let value = scalars.get(about.name).unwrap_or(f64::NAN);
        if !(about.low..=about.high).contains(&value) {
            found.push(Problem::new(
                about.name,
                format!(
                    "{value} is outside {} to {} ({})",
                    about.low, about.high, about.unit
                ),
                "give a value within the range",
            ));
        }
    }
}

fn vectors(parameters: &Parameters) -> [(&'static str, &[f64]); 13] {
    [
        ("labour_productivity", &parameters.labour_productivity),
        (
            "intermediate_productivity",
            &parameters.intermediate_productivity,
        ),
        ("capital_productivity", &parameters.capital_productivity),
        ("depreciation_rate", &parameters.depreciation_rate),
        ("wage_rate", &parameters.wage_rate),
        ("tax_products", &parameters.tax_products),
        ("tax_production", &parameters.tax_production),
        ("firm_investment_shares", &parameters.firm_investment_shares),
        (
            "housing_investment_shares",
            &parameters.housing_investment_shares,
        ),
        ("consumption_shares", &parameters.consumption_shares),
        ("government_shares", &parameters.government_shares),
        ("export_shares", &parameters.export_shares),
        ("import_shares", &parameters.import_shares),
    ]
}

fn shapes(parameters: &Parameters, initial: &InitialConditions, found: &mut Vec<Problem>) {
    let products = parameters.products();
    if products == 0 || products > usize::from(u16::MAX) {
        found.push(Problem::new(
            "industries",
            format!("{products} industries"),
            "give between 1 and 65535",
        ));
    }
    let mut length = |name: &str, length: usize| {
        if length != products {
            let message = format!("has {length} entries for {products} industries");
            found.push(Problem::new(name, message, "give one entry per industry"));
        }
    };
    for (name, vector) in vectors(parameters) {
        length(name, vector.len());
    }
    length("firms_per_industry", parameters.firms_per_industry.len());
    length(
        "employees_per_industry",
        initial.employees_per_industry.len(),
    );
    length("input_shares", parameters.input_shares.size());
    let histories = [
        ("output_history", &initial.output_history),
        ("inflation_history", &initial.inflation_history),
    ];
    for (name, history) in histories {
        if history.len() < 3 {
            found.push(Problem::new(
                name,
                format!("{} quarters", history.len()),
                "give at least 3",
            ));
        }
    }
}

fn industries(parameters: &Parameters, found: &mut Vec<Problem>) {
    let positive = [
        "labour_productivity",
        "intermediate_productivity",
        "capital_productivity",
    ];
    for (name, vector) in vectors(parameters) {
        for (industry, &value) in parameters.industries.iter().zip(vector) {
            let key = || format!("{name}[{}]", industry.code);
            let infinite_input = name == "intermediate_productivity" && value == f64::INFINITY;
            if !value.is_finite() && !infinite_input {
                found.push(Problem::new(
                    key(),
                    format!("{value} is not a number"),
                    "give a finite figure",
                ));
            } else if positive.contains(&name) && value <= 0.0 {
                found.push(Problem::new(
                    key(),
                    format!("{value} is not positive"),
                    "merge or drop the industry",
                ));
            } else if name == "depreciation_rate" && !(0.0..1.0).contains(&value) {
                found.push(Problem::new(
                    key(),
                    format!("{value} is outside 0 to 1"),
                    "check capital and its consumption",
                ));
            } else if name == "wage_rate" && value < 0.0 {
                found.push(Problem::new(
                    key(),
                    format!("{value} is negative"),
                    "check compensation",
                ));
            }
        }
    }
}

fn shares(parameters: &Parameters, found: &mut Vec<Problem>) {
    let mut one = |name: &str, values: &mut dyn Iterator<Item = f64>, may_be_empty: bool| {
        let (mut total, mut negative) = (0.0, false);
        for value in values {
            total += value;
            negative |= value < 0.0 || !value.is_finite();
        }
        if negative {
            found.push(Problem::new(
                name,
                "holds a negative or non-finite share",
                "check the table behind it",
            ));
        } else if (total - 1.0).abs() > 1e-9 && !(may_be_empty && total == 0.0) {
            found.push(Problem::new(
                name,
                format!("shares add up to {total}, not 1"),
                "check the table behind it",
            ));
        }
    };
    for (name, vector) in vectors(parameters) {
        if name.ends_with("_shares") {
            one(name, &mut vector.iter().copied(), false);
        }
    }
    for (column, industry) in parameters.industries.iter().enumerate() {
        let mut shares =
            (0..parameters.products()).map(|product| parameters.input_shares.get(product, column));
        one(
            &format!("input_shares[{}]", industry.code),
            &mut shares,
            true,
        );
    }
}

fn counts(parameters: &Parameters, initial: &InitialConditions, found: &mut Vec<Problem>) {
    for (industry, (&firms, &employees)) in parameters.industries.iter().zip(
        parameters
            .firms_per_industry
            .iter()
            .zip(&initial.employees_per_industry),
    ) {
        if firms == 0 {
            let key = format!("firms_per_industry[{}]", industry.code);
            found.push(Problem::new(
                key,
                "no firm",
                "choose a larger scale, or merge the industry",
            ));
        } else if employees < firms {
            let key = format!("employees_per_industry[{}]", industry.code);
            let message = format!("{employees} employees for {firms} firms");
            found.push(Problem::new(
                key,
                message,
                "every firm needs at least one employee",
            ));
        }
    }
    let firms = parameters.firms() as u64;
    let staff = parameters
        .firms_per_industry
        .iter()
        .zip(&initial.employees_per_industry);
    let employees: u64 = if parameters.switches.deterministic {
        // Equal sizes are rounded and need not add up to the employees of the industry.
        staff
            .map(|(&firms, &n)| u64::from(firms) * u64::from(equal_size(firms, n)))
            .sum()
    } else {
        staff.map(|(_, &n)| u64::from(n)).sum()
    };
    let active = u64::from(parameters.active_persons);
    if active < employees + firms + 1 {
        let message = format!(
            "{active} persons cannot be {employees} employees, {firms} owners and a banker"
        );
        found.push(Problem::new(
            "active_persons",
            message,
            "raise it or lower the number of employees",
        ));
    }
    for (key, count) in [
        ("inactive_persons", parameters.inactive_persons),
        ("government_entities", parameters.government_entities),
        ("foreign_consumers", parameters.foreign_consumers),
    ] {
        if count == 0 {
            found.push(Problem::new(key, "is zero", "choose a larger scale"));
        }
    }
    let persons = active + u64::from(parameters.inactive_persons);
    if persons >= u64::from(u32::MAX) {
        found.push(Problem::new(
            "active_persons",
            format!("{persons} persons"),
            "choose a smaller scale",
        ));
    }
}

fn opening(initial: &InitialConditions, found: &mut Vec<Problem>) {
    let positive = [
        ("capacity_utilisation", initial.capacity_utilisation),
        ("government_consumption", initial.government_consumption),
        ("exports", initial.exports),
        ("imports", initial.imports),
        ("foreign_output", initial.foreign_output),
    ];
    for (key, value) in positive {
        if !(value.is_finite() && value > 0.0) {
            found.push(Problem::new(
                key,
                format!("{value} is not a positive number"),
                "check the figure",
            ));
        }
    }
    let finite = [
        ("firm_deposits", initial.firm_deposits),
        ("firm_loans", initial.firm_loans),
        ("household_deposits", initial.household_deposits),
        ("dwellings", initial.dwellings),
        ("government_debt", initial.government_debt),
        ("bank_equity", initial.bank_equity),
        ("central_bank_equity", initial.central_bank_equity),
        ("foreign_position", initial.foreign_position),
        ("unemployment_benefit", initial.unemployment_benefit),
        ("benefit_inactive", initial.benefit_inactive),
        ("benefit_other", initial.benefit_other),
        ("foreign_inflation", initial.foreign_inflation),
        ("policy_rate", initial.policy_rate),
    ];
    for (key, value) in finite {
        if !value.is_finite() {
            found.push(Problem::new(
                key,
                format!("{value} is not a number"),
                "give a finite figure",
            ));
        }
    }
    if !initial
        .output_history
        .iter()
        .all(|y| y.is_finite() && *y > 0.0)
    {
        found.push(Problem::new(
            "output_history",
            "holds a figure that is not positive",
            "check the series",
        ));
    }
    if !initial.inflation_history.iter().all(|p| p.is_finite()) {
        found.push(Problem::new(
            "inflation_history",
            "holds a figure that is not a number",
            "check the series",
        ));
    }
    let total: f64 = initial.regions.iter().map(|(_, share)| share).sum();
    let whole =
        (total - 1.0).abs() < 1e-9 && initial.regions.iter().all(|(_, share)| *share >= 0.0);
    if !(initial.regions.is_empty() || whole && initial.regions.len() < 256) {
        found.push(Problem::new(
            "regions",
            format!("{} shares add up to {total}", initial.regions.len()),
            "give at most 255 shares, none negative, that add up to 1",
        ));
    }
}

/// A covariance must be symmetric and positive semi-definite.
fn covariance(matrix: &[[f64; 3]; 3], found: &mut Vec<Problem>) {
    let symmetric = (0..3).all(|i| (0..3).all(|j| (matrix[i][j] - matrix[j][i]).abs() < 1e-12));
    if !symmetric || crate::numeric::cholesky(matrix).is_none() {
        found.push(Problem::new(
            "shock_covariance",
            "is not symmetric and positive semi-definite",
            "check the residuals it was estimated from",
        ));
    }
}
