//! Errors of forecasts beside those of rivals, from `forecast_evaluation.parquet`.

use std::path::Path;

use arrow_array::{Array, Float64Array};
use arrow_schema::DataType;
use serde::Serialize;

use super::folder::Manifest;
use super::sheet::{Sheet, figures, texts, whole};
use super::shown::{signed, with_digits};
use super::{Row, Table};
use crate::evaluation::forecasts::HORIZONS;
use crate::evaluation::forecasts::observed::{Shape, Target};
use crate::failure::Failure;
use crate::report::forecasts::SHOWN;

/// What the page tells of the forecasts of a branch.
#[derive(Serialize)]
pub struct Forecasts {
    branch: String,
    /// Base quarters that the figures rest on.
    origins: u32,
    table: Table,
}

/// Errors of one series at one horizon: of the model, an AR(1) and a VAR(1).
struct Errors {
    branch: String,
    series: String,
    horizon: u32,
    origins: u32,
    /// Root mean squared errors.
    sizes: [Option<f64>; 3],
    /// Mean errors.
    means: [Option<f64>; 3],
}

/// The forecasts of the result `folder`, by branch; none if it has none that can be compared.
///
/// # Errors
/// If they cannot be read.
pub fn read(folder: &Path, manifest: &Manifest) -> Result<Vec<Forecasts>, Failure> {
    let all = errors(folder, &manifest.scenario_hash)?;
    let of = |branch: &str| {
        let own: Vec<&Errors> = all.iter().filter(|found| found.branch == branch).collect();
        let told = |horizon: &u32| own.iter().any(|found| found.horizon == *horizon);
        let horizons: Vec<u32> = HORIZONS.into_iter().filter(told).collect();
        let rows = SHOWN.into_iter().filter_map(|(series, label)| {
            let wanted = |horizon: u32| {
                let is = |found: &&&Errors| (&found.series[..], found.horizon) == (series, horizon);
                own.iter().find(is).map(|found| cell(found))
            };
            let cells: Vec<_> = horizons.iter().map(|horizon| wanted(*horizon)).collect();
            let known = cells.iter().any(Option::is_some);
            let (name, unit) = label.split_once(", ").unwrap_or((label, ""));
            known.then(|| Row {
                name: capital(name),
                unit: unit.to_owned(),
                cells: cells.into_iter().map(Option::unwrap_or_default).collect(),
            })
        });
        let rows: Vec<Row> = rows.collect();
        let date = |horizon: &u32| match horizon {
            1 => format!("1 quarter, {}", manifest.date(1)),
            more => format!("{more} quarters, {}", manifest.date(*more as usize)),
        };
        (!rows.is_empty()).then(|| Forecasts {
            branch: branch.to_owned(),
            origins: own.iter().map(|found| found.origins).max().unwrap_or(0),
            table: Table {
                dates: horizons.iter().map(date).collect(),
                rows,
            },
        })
    };
    let branches = manifest.branches.iter();
    Ok(branches.filter_map(|branch| of(&branch.name)).collect())
}

/// `words` with a capital at the beginning.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The error of the model, and in small those of the rivals: with one origin the error itself.
fn cell(found: &Errors) -> [String; 2] {
    let rate = Target::find(&found.series).is_some_and(|target| target.shape == Shape::Rate);
    let (factor, digits) = if rate { (1.0, 2) } else { (100.0, 1) };
    let told = |who: usize| {
        let one = found.origins < 2;
        let error = if one {
            found.means[who]
        } else {
            found.sizes[who]
        };
        error.map_or("\u{2013}".to_owned(), |error| match factor * error {
            error if one => signed(error, digits),
            error => with_digits(error, digits),
        })
    };
    [told(0), format!("AR {}, VAR {}", told(1), told(2))]
}

fn errors(folder: &Path, hash: &str) -> Result<Vec<Errors>, Failure> {
    const SIZES: [&str; 3] = ["rmse", "ar1_rmse", "var1_rmse"];
    const MEANS: [&str; 3] = ["bias", "ar1_bias", "var1_bias"];
    let words = [("branch", DataType::Utf8), ("series", DataType::Utf8)];
    let numbers = ["horizon", "origins"].map(|name| (name, DataType::UInt32));
    let errors = [SIZES, MEANS].concat();
    let errors = errors.into_iter().map(|name| (name, DataType::Float64));
    let keys: Vec<_> = words.into_iter().chain(numbers).chain(errors).collect();
    let mut rows = Vec::new();
    let Some(sheet) = Sheet::open(folder, "forecast_evaluation.parquet", hash, &keys)? else {
        return Ok(rows);
    };
    let names: Vec<&str> = keys.iter().map(|(name, _)| *name).collect();
    sheet.read(&names, |batch| {
        let (Some(branch), Some(series), Some(horizon), Some(origins)) = (
            texts(batch, "branch"),
            texts(batch, "series"),
            whole(batch, "horizon"),
            whole(batch, "origins"),
        ) else {
            return;
        };
        let columns = |names: [&str; 3]| names.map(|name| figures(batch, name));
        let (sizes, means) = (columns(SIZES), columns(MEANS));
        for row in 0..batch.num_rows() {
            let known = |column: &&Float64Array| column.is_valid(row);
            let figure = |column: Option<&Float64Array>| {
                column.filter(known).map(|column| column.value(row))
            };
            rows.push(Errors {
                branch: branch.value(row).to_owned(),
                series: series.value(row).to_owned(),
                horizon: horizon.value(row),
                origins: origins.value(row),
                sizes: sizes.map(figure),
                means: means.map(figure),
            });
        }
    })?;
    Ok(rows)
}
