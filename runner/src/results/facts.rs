//! `facts.parquet`: stylised facts of the first branch beside those of the country.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use engine::parameters::Frequency;
use engine::record::Record;
use statistics::moments::mean;
use statistics::quantile::quantile;

use super::Closed;
use super::evaluated::figure;
use super::schema::{described, key};
use super::table::{Key, Rows};
use crate::evaluation::bands::sorted;
use crate::evaluation::facts::bands::{observed, value};
use crate::evaluation::facts::{FIRMS, Fact, SERIES, facts, in_data_units};
use crate::evaluation::figures::SeriesFile;
use crate::failure::Failure;
use crate::prepare::Prepared;
use crate::scenario::Demand;

/// Quarters, with the base quarter, from which on a run has facts without being asked.
const LONG: usize = 20;

/// Writes the table if runs are long or a check asks for facts, and the series are recorded; `firms` has
/// the facts of firms by run.
///
/// # Errors
/// If `series.parquet` cannot be read, or the table cannot be written.
pub fn write(
    closed: &Closed,
    prepared: &Prepared,
    file: &SeriesFile,
    firms: &[[f64; 3]],
) -> Result<(), Failure> {
    let scenario = &prepared.scenario;
    let asked = (scenario.checks.iter()).any(|check| matches!(check.demand, Demand::Fact { .. }));
    let recorded = |name: &&str| {
        let mut series = scenario.record.series.iter();
        series.any(|&place| Record::COLUMNS[place].name == *name)
    };
    let quarterly = prepared.base.frequency() == Frequency::Quarter;
    if !quarterly || !(asked || file.quarters >= LONG) || !SERIES.iter().all(recorded) {
        return Ok(());
    }
    let figures: Result<Vec<_>, Failure> = SERIES.iter().map(|name| file.read(name)).collect();
    let figures = figures?;
    let of_run = |run: usize| {
        let series = figures.iter().zip(SERIES).map(|(figures, name)| {
            let quarters = 0..file.quarters;
            let x: Vec<f64> = quarters
                .map(|quarter| figures.at(0, quarter)[run])
                .collect();
            in_data_units(name, &x)
        });
        facts(&series.collect::<Vec<_>>())
    };
    let runs: Vec<_> = (0..file.runs).map(of_run).collect();
    let mut columns: Vec<(Fact, Vec<f64>)> = Vec::new();
    for (place, (fact, _)) in runs[0].iter().enumerate() {
        columns.push((*fact, runs.iter().map(|facts| facts[place].1).collect()));
    }
    for (place, fact) in FIRMS.into_iter().enumerate() {
        columns.push((fact, firms.iter().map(|facts| facts[place]).collect()));
    }
    let country = observed(&prepared.calibration);
    let mut words = [Vec::new(), Vec::new(), Vec::new()];
    let (mut n, mut values) = (Vec::new(), vec![Vec::new(); 5]);
    for (fact, figures) in columns {
        let sorted = sorted(&figures);
        let bound = |level| quantile(&sorted, level);
        let (Some(mean), Some(low), Some(high)) = (mean(&sorted), bound(0.05), bound(0.95)) else {
            continue;
        };
        for (column, word) in words.iter_mut().zip([fact.name, fact.series, fact.filter]) {
            column.push(word.to_owned());
        }
        n.push(sorted.len() as u32);
        let row = [f64::from(fact.lag), mean, low, high, value(&country, fact)];
        for (column, figure) in values.iter_mut().zip(row) {
            column.push(figure);
        }
    }
    if n.is_empty() {
        return Ok(());
    }
    let mut keys: Vec<Key> = words.into_iter().map(Key::Text).collect();
    keys.push(Key::Number(n));
    closed.table("facts.parquet", schema(), Rows { keys, values })
}

fn schema() -> SchemaRef {
    let text = |name, label| key(name, DataType::Utf8, label, "name");
    let mut fields: Vec<Field> = vec![
        text("fact", "What is measured"),
        text("series", "Series; empty if it is about two, or about firms"),
        text("filter", "Filter; empty without one"),
        key(
            "n",
            DataType::UInt32,
            "Runs that the figures rest on",
            "runs",
        ),
    ];
    let lag = "Quarters by which the series comes later than itself, or than GDP";
    fields.push(described(
        Field::new("lag", DataType::Float64, true),
        [("label", lag), ("unit", "quarters"), ("kind", "key")],
    ));
    for (name, label) in [
        ("mean", "Mean over runs"),
        ("q0.05", "0.05 quantile over runs"),
        ("q0.95", "0.95 quantile over runs"),
        (
            "country",
            "The same of the country's own data up to the base quarter",
        ),
    ] {
        fields.push(figure(
            name,
            label,
            "deviations in %; slopes in points per point",
        ));
    }
    Arc::new(Schema::new(fields))
}
