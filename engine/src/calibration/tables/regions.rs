//! Regions and the enterprises registered in each.

use std::collections::BTreeMap;

use super::csv::{CsvTable, Sign};
use crate::parameters::Problem;

/// Names of the regions and their share of all enterprises \[share\].
pub fn read(
    files: &BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<(String, f64)>> {
    let columns = ["code", "name", "enterprises"];
    let table = CsvTable::read(files, "regions.csv", &columns, problems)?;
    let before = problems.len();
    let counts: Vec<(String, f64)> = table
        .rows()
        .map(|row| {
            let count = row.number("enterprises", Sign::Positive, problems);
            (row.text("name").to_owned(), count)
        })
        .collect();
    let total: f64 = counts.iter().map(|(_, count)| count).sum();
    (problems.len() == before).then(|| {
        counts
            .into_iter()
            .map(|(name, count)| (name, count / total))
            .collect()
    })
}
