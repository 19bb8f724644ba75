//! Stylised facts of the model beside those of the country, from `facts.parquet`.

use std::path::Path;

use arrow_array::Array;
use arrow_schema::DataType;
use serde::Serialize;

use super::cards::Card;
use super::chart::{Chart, Line};
use super::folder::Manifest;
use super::sheet::{Sheet, figures, texts, whole};
use super::shown::{banded, with_digits};
use crate::evaluation::facts::{REACH, SERIES};
use crate::failure::Failure;

/// The series in words, in the order of [`SERIES`].
const NAMES: [&str; 9] = [
    "Real GDP",
    "Household consumption",
    "Fixed investment",
    "Government consumption",
    "Exports",
    "Imports",
    "Unemployment rate",
    "Inflation, GDP deflator",
    "Policy rate",
];
/// The filter of the cycles that are shown.
const FILTER: &str = "hodrick_prescott";
/// What is told of the cycle of a series, and at which lag.
const CYCLE: [(&str, i32); 4] = [
    ("deviation", 0),
    ("relative_deviation", 0),
    ("autocorrelation", 1),
    ("cross_correlation", 0),
];
/// Facts that are about no single series: name, what it is, in what unit, and a factor.
const OTHERS: [(&str, &str, &str, f64); 5] = [
    (
        "okun_slope",
        "Okun: unemployment on GDP growth",
        "points per point of growth, both on a year before",
        1.0,
    ),
    (
        "phillips_slope",
        "Phillips: inflation on unemployment",
        "points a year per point of unemployment",
        1.0,
    ),
    (
        "firm_size_exponent",
        "Sizes of firms: exponent of the tail",
        "persons employed; 1 is Zipf",
        1.0,
    ),
    (
        "firm_growth_laplace",
        "Growth of firms: Laplace over normal",
        "log-likelihood per firm; 0.07 if Laplace, \u{2212}0.05 if normal",
        1.0,
    ),
    (
        "firm_growth_tied",
        "Firms that grow at the commonest rate",
        "% of firms, left out of the line above",
        100.0,
    ),
];

/// What the page tells of stylised facts.
#[derive(Serialize)]
pub struct Facts {
    runs: u32,
    cycles: Vec<Cycle>,
    others: Vec<Other>,
    /// Correlations with GDP at leads and lags.
    moves: Vec<Card>,
}

/// The cycle of a series.
#[derive(Serialize)]
struct Cycle {
    name: &'static str,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Other {
    name: &'static str,
    unit: &'static str,
    cell: Cell,
}

/// A fact of the model and of the country.
#[derive(Serialize)]
struct Cell {
    model: String,
    band: String,
    country: String,
    /// Whether that of the country is outside of the band of the runs.
    outside: bool,
}

/// A row of the table.
struct Row {
    fact: String,
    series: String,
    filter: String,
    lag: i32,
    runs: u32,
    mean: f64,
    band: (f64, f64),
    country: Option<f64>,
}

/// The facts of the result `folder`; nothing if it has none.
///
/// # Errors
/// If they cannot be read.
pub fn read(folder: &Path, manifest: &Manifest) -> Result<Option<Facts>, Failure> {
    let rows = rows(folder, &manifest.scenario_hash)?;
    if rows.is_empty() {
        return Ok(None);
    }
    let find = |fact: &str, series: &str, filter: &str, lag: i32| {
        rows.iter().find(|row| {
            (&row.fact[..], &row.series[..], &row.filter[..], row.lag)
                == (fact, series, filter, lag)
        })
    };
    let series = || SERIES.into_iter().zip(NAMES);
    let cycles = series().filter_map(|(series, name)| {
        let rows = CYCLE.map(|(fact, lag)| find(fact, series, FILTER, lag));
        let known = rows.iter().any(Option::is_some);
        let cells = rows.into_iter().map(|row| cell(row, 1.0)).collect();
        known.then_some(Cycle { name, cells })
    });
    let others = OTHERS.into_iter().filter_map(|(fact, name, unit, factor)| {
        let cell = cell(Some(find(fact, "", "", 0)?), factor);
        Some(Other { name, unit, cell })
    });
    let moves = series().filter_map(|(series, name)| {
        let lags = (-REACH..=REACH).map(|lag| find("cross_correlation", series, FILTER, lag));
        let lags: Option<Vec<&Row>> = lags.collect();
        Some(moves(series, name, &lags?))
    });
    Ok(Some(Facts {
        runs: rows[0].runs,
        cycles: cycles.collect(),
        others: others.collect(),
        moves: moves.collect(),
    }))
}

fn cell(row: Option<&Row>, factor: f64) -> Cell {
    let nothing = || "\u{2013}".to_owned();
    let shown = |value: f64| with_digits(factor * value, if factor == 1.0 { 2 } else { 0 });
    let Some(row) = row else {
        return Cell {
            model: nothing(),
            band: String::new(),
            country: nothing(),
            outside: false,
        };
    };
    let [model, band] = banded(row.mean, Some(row.band), shown);
    let (low, high) = row.band;
    let outside = |value: f64| !band.is_empty() && !(low..=high).contains(&value);
    Cell {
        outside: row.country.is_some_and(outside),
        country: row.country.map_or_else(nothing, shown),
        model,
        band,
    }
}

/// Correlations of a cycle with that of GDP.
fn moves(series: &str, name: &str, lags: &[&Row]) -> Card {
    let line = |of: fn(&Row) -> Option<f64>| -> Line { lags.iter().map(|row| of(row)).collect() };
    let chart = Chart {
        words: format!("{name}: correlation with GDP"),
        areas: vec![(
            line(|row| Some(row.band.0)),
            line(|row| Some(row.band.1)),
            "b0 f0".into(),
        )],
        lines: vec![
            (line(|row| row.country), "d n".into()),
            (line(|row| Some(row.mean)), "m c0".into()),
        ],
        zero: true,
        reach: Some((-1.0, 1.0)),
    };
    let labels = (0..lags.len()).map(|place| match place as i32 - REACH {
        lag if lag > 0 => (place, format!("+{lag}")),
        lag if lag < 0 => (place, format!("\u{2212}{}", -lag)),
        _ => (place, "0".to_owned()),
    });
    let labels: Vec<(usize, String)> = labels.collect();
    let strongest = |of: fn(&Row) -> Option<f64>| {
        let known = lags.iter().zip(&labels);
        let known = known.filter_map(|(row, (_, label))| Some((of(row)?, label)));
        let far = known.max_by(|(one, _), (other, _)| one.abs().total_cmp(&other.abs()));
        far.map_or("not known".to_owned(), |(value, label)| {
            format!("{} at {label}", with_digits(value, 2))
        })
    };
    Card {
        name: series.to_owned(),
        title: name.to_owned(),
        unit: "correlation with GDP, by quarters after it".into(),
        svg: Some(chart.along(lags.len() - 1, &labels)),
        note: format!(
            "strongest: {}; data: {}",
            strongest(|row| Some(row.mean)),
            strongest(|row| row.country)
        ),
        observed: false,
    }
}

fn rows(folder: &Path, hash: &str) -> Result<Vec<Row>, Failure> {
    let keys = [
        ("fact", DataType::Utf8),
        ("series", DataType::Utf8),
        ("filter", DataType::Utf8),
        ("lag", DataType::Float64),
        ("n", DataType::UInt32),
        ("mean", DataType::Float64),
        ("q0.05", DataType::Float64),
        ("q0.95", DataType::Float64),
        ("country", DataType::Float64),
    ];
    let mut rows = Vec::new();
    let Some(sheet) = Sheet::open(folder, "facts.parquet", hash, &keys)? else {
        return Ok(rows);
    };
    sheet.read(&keys.each_ref().map(|(name, _)| *name), |batch| {
        let words = ["fact", "series", "filter"].map(|name| texts(batch, name));
        let told = ["lag", "mean", "q0.05", "q0.95", "country"].map(|name| figures(batch, name));
        let ([Some(fact), Some(series), Some(filter)], Some(runs)) = (words, whole(batch, "n"))
        else {
            return;
        };
        let [Some(lag), Some(mean), Some(low), Some(high), Some(country)] = told else {
            return;
        };
        for row in 0..batch.num_rows() {
            rows.push(Row {
                fact: fact.value(row).to_owned(),
                series: series.value(row).to_owned(),
                filter: filter.value(row).to_owned(),
                lag: lag.value(row) as i32,
                runs: runs.value(row),
                mean: mean.value(row),
                band: (low.value(row), high.value(row)),
                country: country.is_valid(row).then(|| country.value(row)),
            });
        }
    })?;
    Ok(rows)
}
