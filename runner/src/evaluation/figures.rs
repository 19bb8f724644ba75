//! A series of all runs, read back from `series.parquet`.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;

use super::common::common;
use crate::failure::Failure;

/// `series.parquet` of a result.
pub struct SeriesFile {
    path: PathBuf,
    /// Branch, run and period of every row.
    keys: Vec<(usize, u32, u32)>,
    /// Names of the branches, in order; those without a good run are among them.
    pub branches: Vec<String>,
    /// Runs of every branch, with those that failed.
    pub runs: usize,
    /// Quarters of every run, with the base quarter.
    pub quarters: usize,
    /// Whether each run came to its end in all branches that have any.
    pub common: Vec<bool>,
}

/// A series of all runs.
pub struct Figures {
    /// Runs of every branch, with those that failed.
    pub runs: usize,
    /// Quarters of every run, with the base quarter.
    pub quarters: usize,
    /// By branch, quarter and run; no number where a run failed, or has none.
    values: Vec<f64>,
}

impl SeriesFile {
    /// Opens the file at `path`, of runs of `branches` over `quarters`. In a sweep there are `at_point`
    /// runs at each point, which are numbered on from point to point.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn open(
        path: &Path,
        branches: Vec<String>,
        runs: usize,
        quarters: usize,
        at_point: Option<u32>,
    ) -> Result<Self, Failure> {
        let mut file = SeriesFile {
            path: path.to_owned(),
            keys: Vec::new(),
            branches,
            runs,
            quarters,
            common: Vec::new(),
        };
        let mut keys = Vec::new();
        let wanted = ["point", "branch", "run", "period"];
        let wanted = &wanted[usize::from(at_point.is_none())..];
        file.batches(wanted, |batch| {
            let points = at_point.map(|runs| (runs, batch.column(0).as_primitive::<UInt32Type>()));
            let [.., names, runs, periods] = batch.columns() else {
                return;
            };
            let names = names.as_string::<i32>();
            let runs = runs.as_primitive::<UInt32Type>();
            let periods = periods.as_primitive::<UInt32Type>();
            let mut last = 0;
            for row in 0..batch.num_rows() {
                let name = names.value(row);
                if file.branches[last] != name {
                    last = (file.branches.iter())
                        .position(|branch| branch == name)
                        .unwrap_or(last);
                }
                let before = points.map_or(0, |(runs, points)| runs * points.value(row));
                keys.push((last, before + runs.value(row), periods.value(row)));
            }
        })?;
        let mut good = vec![false; file.branches.len() * runs];
        for &(branch, run, _) in &keys {
            good[branch * runs + run as usize] = true;
        }
        file.common = common(file.branches.len(), runs, |branch, run| {
            good[branch * runs + run]
        });
        file.keys = keys;
        Ok(file)
    }

    /// Reads `series`.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(&self, series: &str) -> Result<Figures, Failure> {
        let mut values = vec![f64::NAN; self.branches.len() * self.quarters * self.runs];
        let mut keys = self.keys.iter();
        self.batches(&[series], |batch| {
            let column = batch.column(0).as_primitive::<Float64Type>();
            for (value, (branch, run, period)) in column.iter().zip(keys.by_ref()) {
                let quarter = branch * self.quarters + *period as usize;
                values[quarter * self.runs + *run as usize] = value.unwrap_or(f64::NAN);
            }
        })?;
        Ok(Figures {
            runs: self.runs,
            quarters: self.quarters,
            values,
        })
    }

    /// Hands the columns `names`, as far as they are there, to `take`, piece by piece.
    fn batches(&self, names: &[&str], mut take: impl FnMut(&RecordBatch)) -> Result<(), Failure> {
        let failed = |message: String| Failure::Unreadable {
            path: self.path.clone(),
            message,
        };
        let parquet = |error: ParquetError| failed(error.to_string());
        let file = File::open(&self.path).map_err(|error| failed(error.to_string()))?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(parquet)?;
        let mask = ProjectionMask::columns(builder.parquet_schema(), names.iter().copied());
        let reader = builder.with_projection(mask).with_batch_size(1 << 16);
        for batch in reader.build().map_err(parquet)? {
            let batch = batch.map_err(|error| failed(error.to_string()))?;
            if batch.num_columns() != names.len() {
                return Err(failed(format!("it lacks one of {}", names.join(", "))));
            }
            take(&batch);
        }
        Ok(())
    }
}

impl Figures {
    /// Figures of `runs` over `quarters`, by branch, quarter and run.
    #[cfg(test)]
    pub fn of(runs: usize, quarters: usize, values: Vec<f64>) -> Self {
        Figures {
            runs,
            quarters,
            values,
        }
    }

    /// The figures of `branch` in `quarter`, by run.
    pub fn at(&self, branch: usize, quarter: usize) -> &[f64] {
        let start = (branch * self.quarters + quarter) * self.runs;
        &self.values[start..start + self.runs]
    }

    /// The reference and `branch` alone, with no numbers of the runs that are not to be kept.
    #[must_use]
    pub fn pair(&self, branch: usize, keep: &[bool]) -> Figures {
        let rows = [0, branch].into_iter();
        let rows = rows.flat_map(|branch| (0..self.quarters).map(move |t| self.at(branch, t)));
        let kept = |(&value, &keep): (&f64, &bool)| if keep { value } else { f64::NAN };
        Figures {
            runs: self.runs,
            quarters: self.quarters,
            values: rows
                .flat_map(|row| row.iter().zip(keep).map(kept))
                .collect(),
        }
    }

    /// Differences of `branch` from the reference in `quarter`, by run.
    pub fn differences(&self, branch: usize, quarter: usize) -> Vec<f64> {
        let pairs = self.at(branch, quarter).iter().zip(self.at(0, quarter));
        pairs.map(|(own, reference)| own - reference).collect()
    }
}
