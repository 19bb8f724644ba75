//! `forecasts.parquet` and `forecast_evaluation.parquet`.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use engine::record::Record;

use super::Closed;
use super::evaluated::figure;
use super::schema::key;
use super::table::{Key, Rows};
use crate::evaluation::figures::SeriesFile;
use crate::evaluation::forecasts::observed::{FOREIGN_INFLATION, TARGETS, Target};
use crate::evaluation::forecasts::rivals::Rivals;
use crate::evaluation::forecasts::{Paths, Row, Score, engine_quarter, scores};
use crate::failure::Failure;
use crate::prepare::Prepared;

/// Writes the tables; returns the accuracy of the forecasts. Nothing is written at a steady state, which
/// forecasts nothing, or where no series was observed.
///
/// # Errors
/// If `series.parquet` cannot be read, or a table cannot be written.
pub fn write(
    closed: &Closed,
    prepared: &Prepared,
    file: &SeriesFile,
) -> Result<Vec<Score>, Failure> {
    let scenario = &prepared.scenario;
    if scenario.economy.steady_state {
        return Ok(Vec::new());
    }
    let branches: Vec<usize> = (0..scenario.branches.len())
        .filter(|&branch| branch == 0 || !scenario.branches[branch].follow.is_empty())
        .collect();
    let kept = |name: &str| {
        let mut series = scenario.record.series.iter();
        series.any(|&place| Record::COLUMNS[place].name == name)
    };
    let mut rows = Vec::new();
    for target in TARGETS.into_iter().chain([FOREIGN_INFLATION]) {
        if !kept(target.series) {
            continue;
        }
        let Some(paths) = paths(prepared, target) else {
            continue;
        };
        let figures = file.read(target.series)?;
        for &branch in &branches {
            rows.extend(paths.rows(&figures, branch));
        }
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let scores = scores(&rows);
    write_forecasts(closed, prepared, &rows)?;
    if !scores.is_empty() {
        write_scores(closed, prepared, &scores)?;
    }
    Ok(scores)
}

/// What is known of `target`; nothing if it was not observed up to the base quarter.
fn paths(prepared: &Prepared, target: Target) -> Option<Paths> {
    let tables = prepared.calibration.tables();
    let base = engine_quarter(prepared.base)?;
    let horizon = prepared.scenario.horizon as i32;
    let observed = |step: i32| target.observed(tables, base.plus(step));
    let mut before = [f64::NAN; 4];
    for (value, step) in before.iter_mut().zip(-3..) {
        *value = observed(step)?;
    }
    let first = prepared.calibration.about().first_quarter;
    let rivals = Rivals::new(tables, (first, base), horizon as usize);
    let none = || vec![f64::NAN; horizon as usize];
    Some(Paths {
        number: prepared.base.number() as usize,
        before,
        actual: (1..=horizon)
            .map(|step| observed(step).unwrap_or(f64::NAN))
            .collect(),
        rivals: [
            rivals.autoregression(&target).unwrap_or_else(none),
            rivals.vector_autoregression(&target).unwrap_or_else(none),
        ],
        target,
    })
}

fn write_forecasts(closed: &Closed, prepared: &Prepared, rows: &[Row]) -> Result<(), Failure> {
    let text = |of: &dyn Fn(&Row) -> String| Key::Text(rows.iter().map(of).collect());
    let number = |of: &dyn Fn(&Row) -> u32| Key::Number(rows.iter().map(of).collect());
    let date = |row: &Row| {
        let last = prepared.base.plus(row.period as u32);
        if row.annual {
            last.year().to_string()
        } else {
            last.to_string()
        }
    };
    let keys = vec![
        text(&|row| prepared.scenario.branches[row.branch].name.clone()),
        text(&|row| row.series.to_owned()),
        text(&|row| if row.annual { "year" } else { "quarter" }.to_owned()),
        number(&|row| row.period as u32),
        text(&date),
        number(&|row| row.horizon),
        number(&|row| row.n as u32),
    ];
    let figures: [fn(&Row) -> f64; 11] = [
        |row| row.forecast,
        |row| row.band.0,
        |row| row.band.1,
        |row| row.growth.0,
        |row| row.actual,
        |row| row.growth.1,
        |row| row.error,
        |row| row.autoregression.0,
        |row| row.autoregression.1,
        |row| row.vector.0,
        |row| row.vector.1,
    ];
    let values = figures.map(|of| rows.iter().map(of).collect());
    let rows = Rows {
        keys,
        values: values.into(),
    };
    closed.table("forecasts.parquet", schema(), rows)
}

fn write_scores(closed: &Closed, prepared: &Prepared, scores: &[Score]) -> Result<(), Failure> {
    let text = |of: &dyn Fn(&Score) -> String| Key::Text(scores.iter().map(of).collect());
    let keys = vec![
        text(&|score| prepared.scenario.branches[score.branch].name.clone()),
        text(&|score| score.series.to_owned()),
        Key::Number(scores.iter().map(|score| score.horizon).collect()),
        Key::Number(
            (scores.iter())
                .map(|score| score.accuracies[0].map_or(0, |found| found.forecasts as u32))
                .collect(),
        ),
    ];
    let mut values = Vec::new();
    for who in 0..3 {
        let column = |of: fn(&statistics::evaluation::Accuracy) -> f64| -> Vec<f64> {
            let found = scores.iter().map(|score| score.accuracies[who].as_ref());
            found.map(|found| found.map_or(f64::NAN, of)).collect()
        };
        values.push(column(|found| found.root_mean_squared_error));
        values.push(column(|found| found.bias));
    }
    let rows = Rows { keys, values };
    closed.table("forecast_evaluation.parquet", evaluation_schema(), rows)
}

fn branch_and_series() -> Vec<Field> {
    vec![
        key("branch", DataType::Utf8, "Branch of the scenario", "name"),
        key("series", DataType::Utf8, "Series", "name in series.parquet"),
    ]
}

const ERROR: &str = "difference of logs; percentage points of rates";

fn schema() -> SchemaRef {
    let unit = "unit of the data";
    let mut fields = branch_and_series();
    fields.extend([
        key("frequency", DataType::Utf8, "quarter or year", "name"),
        key(
            "period",
            DataType::UInt32,
            "Last quarter, counted from the base quarter",
            "quarters",
        ),
        key(
            "date",
            DataType::Utf8,
            "Quarter or year of the calendar",
            "date",
        ),
        key(
            "horizon",
            DataType::UInt32,
            "Quarters or years ahead",
            "count",
        ),
        key(
            "n",
            DataType::UInt32,
            "Runs that the figures rest on",
            "runs",
        ),
    ]);
    for (name, label, unit) in [
        ("forecast", "Mean over runs", unit),
        ("q0.05", "0.05 quantile over runs", unit),
        ("q0.95", "0.95 quantile over runs", unit),
        (
            "growth",
            "Growth of the mean on the quarter or year before",
            "%",
        ),
        ("actual", "What was observed", unit),
        ("actual_growth", "Growth of what was observed", "%"),
        ("error", "Forecast less actual", ERROR),
        ("ar1", "Forecast of an AR(1)", unit),
        ("ar1_error", "Its error", ERROR),
        ("var1", "Forecast of a VAR(1)", unit),
        ("var1_error", "Its error", ERROR),
    ] {
        fields.push(figure(name, label, unit));
    }
    Arc::new(Schema::new(fields))
}

fn evaluation_schema() -> SchemaRef {
    let mut fields = branch_and_series();
    fields.extend([
        key("horizon", DataType::UInt32, "Quarters ahead", "quarters"),
        key(
            "origins",
            DataType::UInt32,
            "Base quarters that the figures rest on; with one there is no test of Diebold and Mariano \
             or of Mincer and Zarnowitz",
            "count",
        ),
    ]);
    for (name, label) in [
        ("rmse", "Root mean squared error of the model"),
        (
            "bias",
            "Mean error of the model; positive where it forecast too much",
        ),
        ("ar1_rmse", "Root mean squared error of an AR(1)"),
        ("ar1_bias", "Mean error of an AR(1)"),
        ("var1_rmse", "Root mean squared error of a VAR(1)"),
        ("var1_bias", "Mean error of a VAR(1)"),
    ] {
        fields.push(figure(name, label, ERROR));
    }
    Arc::new(Schema::new(fields))
}
