//! Published figures of the base quarter, and the model quantities they are compared with.

use std::collections::BTreeMap;

use super::counts::RealCounts;
use super::flows::{Flows, total};
use super::model::real_counts;
use super::opening_accounts::{OpeningAccounts, opening_accounts};
use super::tables::{CsvTable, Sign, shown};
use super::{Calibration, policy};
use crate::parameters::{InitialConditions, Model, Parameters, Problem};
use crate::record::Record;

const FILE: &str = "published.csv";

/// A tolerance that would let anything pass.
const LARGEST_TOLERANCE: f64 = 0.25;

const COLUMNS: [&str; 10] = [
    "name",
    "value",
    "unit",
    "model",
    "tolerance",
    "publisher",
    "table",
    "series_id",
    "vintage",
    "note",
];

/// A published figure and its counterpart at t = 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublishedFigure {
    /// What it is.
    pub name: String,
    /// The figure as published.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Counterpart: a series of the record, or one of [`DERIVED`].
    pub model: String,
    /// Largest difference expected at scale 1/1000 \[relative\].
    pub tolerance: f64,
    /// Publisher, table, series and vintage.
    pub source: String,
    /// Why the two may differ.
    pub note: String,
}

/// Counterparts that are not series of the record, or stand there in another unit.
pub const DERIVED: [&str; 10] = [
    "product_taxes",
    "employed",
    "active",
    "inactive",
    "firms",
    "unemployment_rate",
    "dwellings",
    "government_interest",
    "policy_rate",
    "weekly_unemployment_benefit",
];

/// Weeks in a quarter: a year has 365.25 days.
const WEEKS: f64 = 365.25 / 7.0 / 4.0;

/// Reads the `expected` number of figures.
pub(super) fn read(
    files: &BTreeMap<String, String>,
    expected: usize,
    problems: &mut Vec<Problem>,
) -> Option<Vec<PublishedFigure>> {
    let table = CsvTable::read(files, FILE, &COLUMNS, problems)?;
    let before = problems.len();
    let mut seen = Vec::new();
    let figures: Vec<PublishedFigure> = table
        .rows()
        .map(|row| {
            let model = row.text("model");
            let known = || {
                Record::COLUMNS
                    .iter()
                    .map(|column| column.name)
                    .chain(DERIVED)
            };
            if !known().any(|name| name == model) {
                let message = format!("the model has no quantity `{model}`");
                let remedy = super::tables::remedy(model, known());
                problems.push(Problem::new(row.place(), message, remedy));
            }
            if seen.contains(&model.to_owned()) {
                let message = format!("`{model}` is compared with a figure above already");
                problems.push(Problem::new(row.place(), message, "remove one row"));
            }
            seen.push(model.to_owned());
            let tolerance = row.number("tolerance", Sign::NotNegative, problems);
            if tolerance > LARGEST_TOLERANCE {
                let message = format!("the tolerance {} lets anything pass", shown(tolerance));
                let remedy = format!("give {LARGEST_TOLERANCE} at most, or remove the row");
                problems.push(Problem::new(row.place(), message, remedy));
            }
            let parts = ["publisher", "table", "series_id", "vintage"].map(|key| row.text(key));
            PublishedFigure {
                name: row.text("name").to_owned(),
                value: row.number("value", sign(model), problems),
                unit: row.text("unit").to_owned(),
                model: model.to_owned(),
                tolerance,
                source: parts
                    .iter()
                    .filter(|part| !part.is_empty())
                    .copied()
                    .collect::<Vec<_>>()
                    .join(", "),
                note: row.text("note").to_owned(),
            }
        })
        .collect();
    if figures.len() != expected {
        let message = format!("has {} figures", figures.len());
        let remedy = format!("`published_figures` in calibration.toml announces {expected}");
        problems.push(Problem::new(FILE, message, remedy));
    }
    (problems.len() == before).then_some(figures)
}

/// Rates of interest and of change can have either sign; all else is an amount.
fn sign(model: &str) -> Sign {
    let rate = model == "policy_rate"
        || model == "euribor"
        || model.contains("growth")
        || model.contains("inflation");
    if rate { Sign::Any } else { Sign::Positive }
}

/// Published figures that the opening misses by more than their tolerance.
pub(super) fn objections(
    calibration: &Calibration,
    parameters: &Parameters,
    initial: &InitialConditions,
) -> Vec<Problem> {
    let opening = opening_accounts(parameters, initial);
    let real = real_counts(calibration);
    let flows = calibration.flows();
    let mut found = Vec::new();
    for figure in &calibration.published {
        let Some(model) = figure.at_start(parameters, initial, &opening, &real, &flows) else {
            continue;
        };
        let difference = (model - figure.value).abs();
        if difference.is_nan() || difference > figure.tolerance * figure.value.abs() {
            let message = format!(
                "published {}, in the model {} at the start",
                shown(figure.value),
                shown(model)
            );
            let remedy = format!(
                "correct this row or the tables it is compared with (`{}`)",
                figure.model
            );
            found.push(Problem::new(
                format!("{FILE}: {}", figure.name),
                message,
                remedy,
            ));
        }
    }
    found
}

impl PublishedFigure {
    /// The counterpart at t = 0 without the population; money and rates are the same at every
    /// scale, persons and firms are those before scaling. `None` for what only the record of the
    /// opening has: that is compared by the tests alone.
    fn at_start(
        &self,
        p: &Parameters,
        initial: &InitialConditions,
        opening: &OpeningAccounts,
        real: &RealCounts,
        flows: &Flows,
    ) -> Option<f64> {
        let (employees, firms) = (total(&real.employees), total(&real.firms));
        let employed = employees + firms + 1.0;
        let active = employed + real.unemployed;
        Some(match self.model.as_str() {
            "nominal_gdp" => opening.production,
            "nominal_gva" => opening.production - opening.product_taxes,
            "nominal_household_consumption" => opening.consumption,
            "nominal_government_consumption" => opening.government,
            "nominal_fixed_capitalformation" => {
                opening.firm_investment + opening.dwellings_investment
            }
            "nominal_fixed_capitalformation_dwellings" => opening.dwellings_investment,
            "nominal_exports" => opening.exports,
            "nominal_imports" => initial.imports,
            "compensation_employees" => opening.compensation,
            "wages" => opening.wages,
            "operating_surplus" => opening.surplus,
            "product_taxes" => opening.product_taxes,
            "taxes_production" => opening.taxes_on_production,
            "household_income" => opening.household_income,
            "government_interest" => p.scalars.government_bond_rate * initial.government_debt,
            "employed" => employed / 1000.0,
            "active" => active / 1000.0,
            "inactive" => real.inactive / 1000.0,
            "unemployment_rate" => 100.0 * real.unemployed / active,
            "firms" => firms / 1000.0,
            "household_deposits" => initial.household_deposits,
            "firm_deposits" => initial.firm_deposits,
            "firm_loans" => initial.firm_loans,
            "government_debt" => initial.government_debt,
            "dwellings" => initial.dwellings,
            "capital" => opening.capital,
            "policy_rate" => 100.0 * policy::per_year(initial.policy_rate),
            "foreign_real_gdp" => initial.foreign_output,
            "weekly_unemployment_benefit" => {
                let wage = flows.quarterly(&flows.wages) / employees;
                p.scalars.unemployment_replacement * wage * 1e6 / WEEKS
            }
            _ => return None,
        })
    }

    /// The counterpart at t = 0 in the unit of the figure, for a model at `scale` and its opening
    /// record.
    pub fn in_model(&self, model: &Model, record: &Record, scale: f64) -> Option<f64> {
        let (p, initial) = (model.parameters(), model.initial());
        let thousand = |count: f64| count / scale / 1000.0;
        // A million over 1/scale persons, in units of currency per person and week.
        let per_week = |million: f64| million * 1e6 * scale / WEEKS;
        Some(match self.model.as_str() {
            "product_taxes" => record.nominal_gdp - record.nominal_gva,
            "employed" => thousand(record.employment + p.firms() as f64 + 1.0),
            "active" => thousand(f64::from(p.active_persons)),
            "inactive" => thousand(f64::from(p.inactive_persons)),
            "firms" => thousand(p.firms() as f64),
            "unemployment_rate" => 100.0 * record.unemployment_rate,
            "dwellings" => initial.dwellings,
            "government_interest" => p.scalars.government_bond_rate * initial.government_debt,
            "policy_rate" => 100.0 * policy::per_year(record.policy_rate),
            "weekly_unemployment_benefit" => per_week(initial.unemployment_benefit),
            series => {
                let position = Record::COLUMNS
                    .iter()
                    .position(|column| column.name == series)?;
                record.values()[position]
            }
        })
    }
}
