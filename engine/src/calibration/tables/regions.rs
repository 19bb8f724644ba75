//! Regions and the enterprises registered in each.

use std::collections::BTreeMap;

use super::csv::{CsvTable, Sign};
use super::shown::shown;
use crate::parameters::Problem;

/// The name of the file.
const FILE: &str = "regions.csv";

/// How far the enterprises of regions may differ from those of industries, by rounding \[share\].
const TOLERANCE: f64 = 1e-3;

/// Names of the `expected` regions and their share of all enterprises \[share\]; these must be the
/// `enterprises` of all industries, where they are known.
pub fn read(
    files: &BTreeMap<String, String>,
    expected: usize,
    enterprises: Option<f64>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<(String, f64)>> {
    let columns = ["code", "name", "enterprises"];
    let table = CsvTable::read(files, FILE, &columns, problems)?;
    let before = problems.len();
    let counts: Vec<(String, f64)> = table
        .rows()
        .map(|row| {
            let count = row.number("enterprises", Sign::Positive, problems);
            (row.text("name").to_owned(), count)
        })
        .collect();
    if counts.len() != expected {
        let message = format!("has {} regions", counts.len());
        let remedy = format!("`regions` in calibration.toml announces {expected}");
        problems.push(Problem::new(FILE, message, remedy));
    }
    let total: f64 = counts.iter().map(|(_, count)| count).sum();
    if let Some(enterprises) = enterprises
        && (total - enterprises).abs() > TOLERANCE * enterprises
    {
        let message = format!(
            "`enterprises` add up to {}, those of industries.csv to {}",
            shown(total),
            shown(enterprises)
        );
        let remedy = "correct the row that was changed last";
        problems.push(Problem::new(FILE, message, remedy));
    }
    (problems.len() == before).then(|| {
        counts
            .into_iter()
            .map(|(name, count)| (name, count / total))
            .collect()
    })
}
