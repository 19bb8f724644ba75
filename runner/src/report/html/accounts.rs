//! The transactions-flow matrix, from `accounts.parquet`.

use std::path::Path;

use arrow_array::Array;
use arrow_schema::DataType;
use serde::Serialize;

use super::folder::Manifest;
use super::sheet::{Sheet, figures, texts};
use super::shown::grouped;
use crate::failure::Failure;

/// The matrix of a branch, as text; its last column and row are sums.
#[derive(Serialize)]
pub struct Accounts {
    branch: String,
    columns: Vec<String>,
    rows: Vec<Row>,
    sums: Vec<String>,
    unit: String,
}

#[derive(Serialize)]
struct Row {
    name: String,
    cells: Vec<String>,
}

/// Figures by row and column, in the order in which they are met.
#[derive(Default)]
struct Matrix {
    rows: Vec<String>,
    columns: Vec<String>,
    values: Vec<(usize, usize, f64)>,
}

/// The matrices of the first branches of the result `folder`, at `most` so many; none if it has none.
///
/// # Errors
/// If they cannot be read.
pub fn read(
    folder: &Path,
    manifest: &Manifest,
    currency: &str,
    most: usize,
) -> Result<Vec<Accounts>, Failure> {
    let keys = [
        ("branch", DataType::Utf8),
        ("row", DataType::Utf8),
        ("column", DataType::Utf8),
        ("value", DataType::Float64),
    ];
    let hash = &manifest.scenario_hash;
    let Some(sheet) = Sheet::open(folder, "accounts.parquet", hash, &keys)? else {
        return Ok(Vec::new());
    };
    let branches = manifest.branches.iter();
    let mut matrices: Vec<Matrix> = branches.map(|_| Matrix::default()).collect();
    sheet.read(&keys.each_ref().map(|(name, _)| *name), |batch| {
        let (Some(branch), Some(row), Some(column), Some(value)) = (
            texts(batch, "branch"),
            texts(batch, "row"),
            texts(batch, "column"),
            figures(batch, "value"),
        ) else {
            return;
        };
        for at in (0..batch.num_rows()).filter(|&at| value.is_valid(at)) {
            if let Some(branch) = manifest.branch(branch.value(at)) {
                matrices[branch].add(row.value(at), column.value(at), value.value(at));
            }
        }
    })?;
    let named = manifest.branches.iter().zip(matrices);
    let period = manifest.base().frequency().name();
    let filled = named.filter(|(_, matrix)| !matrix.values.is_empty());
    Ok(filled
        .take(most)
        .map(|(branch, matrix)| matrix.shown(&branch.name, currency, period))
        .collect())
}

impl Matrix {
    fn add(&mut self, row: &str, column: &str, value: f64) {
        let place = |names: &mut Vec<String>, name: &str| {
            let known = names.iter().position(|known| known == name);
            known.unwrap_or_else(|| {
                names.push(name.to_owned());
                names.len() - 1
            })
        };
        let at = (place(&mut self.rows, row), place(&mut self.columns, column));
        self.values.push((at.0, at.1, value));
    }

    fn shown(self, branch: &str, currency: &str, period: &str) -> Accounts {
        let mut cells = vec![vec![None; self.columns.len()]; self.rows.len()];
        for &(row, column, value) in &self.values {
            cells[row][column] = Some(value);
        }
        let largest = self
            .values
            .iter()
            .fold(0.0_f64, |most, at| most.max(at.2.abs()));
        // Billions with two digits where there are many.
        let (factor, digits, unit) = if largest >= 20_000.0 {
            (1e-3, 2, "billion")
        } else {
            (1.0, 1, "million")
        };
        let text = |value: f64| grouped(&format!("{:.digits$}", factor * value));
        let total = |values: &mut dyn Iterator<Item = f64>| text(values.sum::<f64>());
        let sums = (0..self.columns.len())
            .map(|column| total(&mut cells.iter().filter_map(|row| row[column])));
        let mut sums: Vec<String> = sums.collect();
        sums.push(total(&mut cells.iter().flatten().copied().flatten()));
        // What does not happen in this economy needs no row.
        let happens = |row: &[Option<f64>]| row.iter().flatten().any(|value| *value != 0.0);
        let rows = self.rows.iter().zip(&cells);
        let rows = rows.filter(|(_, row)| happens(row)).map(|(name, row)| {
            let mut texts: Vec<String> = row
                .iter()
                .map(|value| match value {
                    Some(value) if *value != 0.0 => text(*value),
                    _ => String::new(),
                })
                .collect();
            texts.push(total(&mut row.iter().copied().flatten()));
            Row {
                name: name.clone(),
                cells: texts,
            }
        });
        Accounts {
            branch: branch.to_owned(),
            rows: rows.collect(),
            sums,
            columns: self.columns,
            unit: format!("{currency} {unit} a {period}"),
        }
    }
}
