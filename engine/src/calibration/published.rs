//! Published figures of the base quarter, and the model quantities they are compared with.

use std::collections::BTreeMap;

use super::policy;
use super::tables::{CsvTable, Sign};
use crate::parameters::{Model, Problem};
use crate::record::Record;

const FILE: &str = "published.csv";

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

/// Reads the figures.
pub(super) fn read(
    files: &BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<PublishedFigure>> {
    let table = CsvTable::read(files, FILE, &COLUMNS, problems)?;
    let before = problems.len();
    let figures = table
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
            let parts = ["publisher", "table", "series_id", "vintage"].map(|key| row.text(key));
            PublishedFigure {
                name: row.text("name").to_owned(),
                value: row.number("value", Sign::Any, problems),
                unit: row.text("unit").to_owned(),
                model: model.to_owned(),
                tolerance: row.number("tolerance", Sign::NotNegative, problems),
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
    (problems.len() == before).then_some(figures)
}

impl PublishedFigure {
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
