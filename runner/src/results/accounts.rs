//! `accounts.parquet`: the transactions-flow matrix of the last quarter, mean over good runs.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use engine::accounting::flow_matrix::{COLUMNS, Matrix};

use super::Closed;
use super::schema::{described, key};
use super::table::{Key, Rows};
use crate::failure::Failure;

/// Name of the file.
pub const FILE: &str = "accounts.parquet";

/// Matrices of the runs of a branch, added up.
#[derive(Clone, Default)]
pub struct Accounts {
    sum: Matrix,
    runs: usize,
}

impl Accounts {
    /// Adds the matrix of a run.
    pub fn add(&mut self, matrix: &Matrix) {
        self.runs += 1;
        if self.runs == 1 {
            self.sum.clone_from(matrix);
            return;
        }
        for (sum, row) in self.sum.iter_mut().zip(matrix) {
            for (sum, value) in sum.values.iter_mut().zip(row.values) {
                *sum += value;
            }
        }
    }
}

/// Writes the means; `accounts` are those of `branches`.
///
/// # Errors
/// If they cannot be written.
pub fn write<'a>(
    closed: &Closed,
    accounts: impl Iterator<Item = (&'a str, &'a Accounts)>,
) -> Result<(), Failure> {
    let (mut branches, mut rows, mut columns, mut values) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (branch, accounts) in accounts {
        for row in &accounts.sum {
            for (column, sum) in COLUMNS.iter().zip(row.values) {
                branches.push(branch.to_owned());
                rows.push(row.name.clone());
                columns.push((*column).to_owned());
                values.push(sum / accounts.runs as f64);
            }
        }
    }
    let keys = [branches, rows, columns].map(Key::Text).into();
    let values = vec![values];
    closed.table(FILE, schema(), Rows { keys, values })
}

fn schema() -> SchemaRef {
    let text = |name, label| key(name, DataType::Utf8, label, "name");
    Arc::new(Schema::new(vec![
        text("branch", "Branch of the scenario"),
        text("row", "What is paid"),
        text("column", "Sector that receives or pays"),
        described(
            Field::new("value", DataType::Float64, false),
            [
                (
                    "label",
                    "Receipts in the last quarter; payments are negative; mean over good runs",
                ),
                ("unit", "million/quarter"),
                ("kind", "flow"),
                (
                    "source",
                    "accounting identities of the model, `engine/src/accounting/flow_matrix`",
                ),
            ],
        ),
    ]))
}
