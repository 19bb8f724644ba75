//! `effects.parquet`, and `effects_by_state.parquet` where a scenario asks for it.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};
use engine::tables::Column;
use rayon::prelude::*;

use super::Closed;
use super::evaluated::{Heads, figure, heads, series};
use super::schema::key;
use super::table::{Key, Rows};
use crate::evaluation::bands::Moments;
use crate::evaluation::effects::{Measure, Row, of_branch};
use crate::evaluation::figures::{Figures, SeriesFile};
use crate::evaluation::multipliers;
use crate::evaluation::states::{OUTPUT, State, States, first_difference};
use crate::failure::Failure;

/// Fewest runs of a state that have effects and multipliers of their own.
pub(super) const FEWEST: usize = 2;

/// Where the figures and the runs of a branch that differs are split.
pub struct BranchStates {
    /// Branch, as a place in the list.
    pub branch: usize,
    /// The states of its runs.
    pub states: States,
    /// Effect on real GDP in the last quarter by state \[%\], as far as there are any.
    pub output: [Option<Moments>; 2],
    /// The multiplier over all quarters by state, of a branch of government consumption.
    pub multiplier: [Option<multipliers::Row>; 2],
}

/// Writes `effects.parquet`, from the effects by series.
///
/// # Errors
/// If it cannot be written.
pub(super) fn write(
    closed: &Closed,
    mut head: Heads,
    levels: &[f64],
    changed: &[(&str, Vec<Row>)],
) -> Result<(), Failure> {
    let mut values = columns(levels);
    for (series, rows) in changed {
        for row in rows {
            push(&mut head, &mut values, series, row.branch, row);
        }
    }
    let schema = Arc::new(Schema::new(schema(levels)));
    let keys = head.keys(true);
    closed.table("effects.parquet", schema, Rows { keys, values })
}

fn columns(levels: &[f64]) -> Vec<Vec<f64>> {
    vec![Vec::new(); 5 + levels.len()]
}

fn push(head: &mut Heads, values: &mut [Vec<f64>], series: &str, branch: usize, row: &Row) {
    let moments = row.moments;
    head.push(branch, series, row.period, row.measure.name(), moments.n);
    let (low, high) = row.mean_band.unwrap_or((f64::NAN, f64::NAN));
    let figures = [moments.mean, low, high, moments.sd, row.sd_unpaired];
    let quantiles = row.quantiles.iter().copied();
    for (column, value) in values.iter_mut().zip(figures.into_iter().chain(quantiles)) {
        column.push(value);
    }
}

/// What effects by state are made from.
pub(super) struct Split<'a> {
    pub file: &'a SeriesFile,
    /// The series that are recorded.
    pub columns: &'a [&'static Column],
    pub levels: &'a [f64],
}

/// Effects of a branch on a series, of the runs of a state.
type Part = (usize, State, Vec<Row>);

impl Split<'_> {
    /// Writes `effects_by_state.parquet`, and returns the states.
    ///
    /// # Errors
    /// If `series.parquet` cannot be read, or the table not written.
    pub fn write(&self, closed: &Closed, mut head: Heads) -> Result<Vec<BranchStates>, Failure> {
        let mut branches = self.states()?;
        let parts = self.columns.par_iter();
        let parts: Result<Vec<_>, Failure> = parts
            .map(|column| Ok(self.parts(column, &self.file.read(column.name)?, &branches)))
            .collect();
        let (mut states, mut values) = (Vec::new(), columns(self.levels));
        for (column, parts) in self.columns.iter().zip(parts?) {
            for (branch, state, rows) in parts {
                for row in &rows {
                    push(&mut head, &mut values, column.name, branch, row);
                    states.push(state.name().to_owned());
                }
                if column.name == OUTPUT {
                    told(&mut branches, branch, state, &rows);
                }
            }
        }
        let mut fields = schema(self.levels);
        fields.insert(1, state_field());
        let mut keys = head.keys(true);
        keys.insert(1, Key::Text(states));
        let schema = Arc::new(Schema::new(fields));
        closed.table("effects_by_state.parquet", schema, Rows { keys, values })?;
        Ok(branches)
    }

    /// The states of all branches that differ.
    fn states(&self) -> Result<Vec<BranchStates>, Failure> {
        let branches = 1..self.file.branches.len();
        let starts = self.columns.par_iter().map(|column| {
            let figures = self.file.read(column.name)?;
            let starts = branches.clone();
            let starts = starts.map(|branch| first_difference(&figures, branch));
            Ok(starts.collect::<Vec<Option<usize>>>())
        });
        let starts: Result<Vec<_>, Failure> = starts.collect();
        let starts = starts?;
        let output = self.file.read(OUTPUT)?;
        let of = |branch: usize| {
            let start = starts
                .iter()
                .filter_map(|starts| starts[branch - 1])
                .min()?;
            Some(BranchStates {
                branch,
                states: States::new(&output, branch, start),
                output: [None; 2],
                multiplier: [None; 2],
            })
        };
        Ok(branches.clone().filter_map(of).collect())
    }

    fn parts(&self, column: &Column, figures: &Figures, branches: &[BranchStates]) -> Vec<Part> {
        let mut parts = Vec::new();
        for BranchStates { branch, states, .. } in branches {
            for state in State::ALL {
                let pair = figures.pair(*branch, &states.which(state));
                let mut rows = of_branch(&pair, 1, column.kind, self.levels);
                rows.retain(|row| row.moments.n >= FEWEST);
                parts.push((*branch, state, rows));
            }
        }
        parts
    }
}

/// Keeps the effect on real GDP in the last quarter.
fn told(branches: &mut [BranchStates], branch: usize, state: State, rows: &[Row]) {
    let last = rows.iter().rfind(|row| row.measure == Measure::Percent);
    for own in branches.iter_mut().filter(|own| own.branch == branch) {
        own.output[state as usize] = last.map(|row| row.moments);
    }
}

/// The column that names the state.
pub(super) fn state_field() -> Field {
    let label = "recession: real GDP of the run in the first branch falls in two consecutive quarters, the \
                 second of them among the four from the first in which the branch differs";
    key("state", DataType::Utf8, label, "name")
}

fn schema(levels: &[f64]) -> Vec<Field> {
    let unit = "unit of the series; % for pct";
    let measures = "difference: from the first branch; pct: in per cent of it; cumulative: summed \
                    from the first quarter on; peak: the difference where its mean is furthest from 0";
    let mut fields = heads(series(), Some(measures));
    fields.extend([
        figure(
            "mean",
            "Mean over runs of the difference from the same run of the first branch",
            unit,
        ),
        figure(
            "mean_low",
            "Lower end of the 90 % band of the mean, of Student's t",
            unit,
        ),
        figure(
            "mean_high",
            "Upper end of the 90 % band of the mean, of Student's t",
            unit,
        ),
        figure("sd", "Standard deviation over paired runs", unit),
        figure(
            "sd_unpaired",
            "Standard deviation that differences of independent runs would have",
            "unit of the series",
        ),
    ]);
    fields.extend(levels.iter().map(|level| {
        let label = format!("{level} quantile over paired runs");
        figure(&format!("q{level}"), &label, unit)
    }));
    fields
}
