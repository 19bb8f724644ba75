//! What depends on which parameter of a sweep, from `sensitivity.parquet`.

use std::path::Path;

use arrow_array::Array;
use arrow_schema::DataType;
use serde::Serialize;

use super::cards::title;
use super::folder::Manifest;
use super::series::AllSeries;
use super::sheet::{Sheet, figures, texts};
use super::shown::{banded, figure, with_digits};
use super::{Row, SHOWN, Table};
use crate::failure::Failure;
use crate::sensitivity::{Figure, Measure, Over};

/// Measures that are shown, in words, and whether they are in the unit of the series.
const MEASURES: [(Measure, &str, bool); 5] = [
    (Measure::FirstOrder, "alone", false),
    (Measure::Total, "in total", false),
    (Measure::MuStar, "mean size", true),
    (Measure::Sigma, "spread", true),
    (Measure::Correlation, "correlation", false),
];

/// What the page tells of a sweep.
#[derive(Serialize)]
pub struct Sensitivity {
    /// What the figures are.
    about: &'static str,
    branches: Vec<Branch>,
}

#[derive(Serialize)]
struct Branch {
    name: String,
    /// Whether it is the effect of the branch that is explained.
    effect: bool,
    table: Table,
}

/// A measure of one outcome.
struct Index {
    branch: String,
    output: String,
    parameter: String,
    /// Place in [`MEASURES`].
    measure: usize,
    value: f64,
    band: Option<(f64, f64)>,
}

/// The sensitivity of the result `folder`: levels of the first branch, effects of the others, in the last
/// quarter; nothing if there is no sweep.
///
/// # Errors
/// If it cannot be read.
pub fn read(
    folder: &Path,
    manifest: &Manifest,
    all: &AllSeries,
) -> Result<Option<Sensitivity>, Failure> {
    let found = indices(folder, manifest)?;
    let Some(first) = found.first() else {
        return Ok(None);
    };
    let about = match MEASURES[first.measure].0 {
        Measure::FirstOrder | Measure::Total => {
            "Share of the variance over the points that is due to a parameter, alone and together \
             with the others"
        }
        Measure::Correlation => "Correlation with a parameter over the points",
        _ => "Mean size and spread of the effect of moving a parameter over its range",
    };
    let branches = manifest.branches.iter().take(SHOWN).enumerate();
    let branches = branches.filter_map(|(place, branch)| {
        let own = found.iter().filter(|index| index.branch == branch.name);
        Some(Branch {
            name: branch.name.clone(),
            effect: place > 0,
            table: table(&own.collect::<Vec<_>>(), all)?,
        })
    });
    Ok(Some(Sensitivity {
        about,
        branches: branches.collect(),
    }))
}

/// A row for each parameter and measure, a column for each series.
fn table(own: &[&Index], all: &AllSeries) -> Option<Table> {
    let outputs = each(own, |index| index.output.as_str());
    let mut rows = Vec::new();
    for parameter in each(own, |index| index.parameter.as_str()) {
        for (measure, (_, words, _)) in MEASURES.iter().enumerate() {
            let cell = |output: &&str| {
                let is = |index: &&&Index| {
                    (&index.output[..], &index.parameter[..], index.measure)
                        == (*output, parameter, measure)
                };
                own.iter().find(is).map(|index| cell(index, all))
            };
            let cells: Vec<_> = outputs.iter().map(cell).collect();
            if cells.iter().any(Option::is_some) {
                let none = || ["\u{2013}".to_owned(), String::new()];
                rows.push(Row {
                    name: parameter.to_owned(),
                    unit: (*words).to_owned(),
                    cells: cells
                        .into_iter()
                        .map(|cell| cell.unwrap_or_else(none))
                        .collect(),
                });
            }
        }
    }
    let in_units = own.iter().any(|index| MEASURES[index.measure].2);
    let head = |output: &&str| {
        let series = all.place(output).map(|place| &all.list[place]);
        match series {
            Some(series) if in_units => format!("{}, {}", title(series), series.shown.difference),
            Some(series) => title(series),
            None => (*output).to_owned(),
        }
    };
    (!rows.is_empty()).then(|| Table {
        dates: outputs.iter().map(head).collect(),
        rows,
    })
}

/// The words of `indices`, each once, in order.
fn each<'a>(indices: &[&'a Index], of: fn(&Index) -> &str) -> Vec<&'a str> {
    let mut words: Vec<&str> = Vec::new();
    for index in indices {
        if !words.contains(&of(index)) {
            words.push(of(index));
        }
    }
    words
}

fn cell(index: &Index, all: &AllSeries) -> [String; 2] {
    let series = all.place(&index.output).map(|place| &all.list[place]);
    let shown = |value: f64| match series {
        Some(series) if MEASURES[index.measure].2 => figure(series.shown.difference(value, 0.0)),
        _ => with_digits(value, 2),
    };
    banded(index.value, index.band, shown)
}

fn indices(folder: &Path, manifest: &Manifest) -> Result<Vec<Index>, Failure> {
    const WORDS: [&str; 6] = ["branch", "output", "figure", "at", "parameter", "measure"];
    const FIGURES: [&str; 3] = ["value", "low", "high"];
    let words = WORDS.map(|name| (name, DataType::Utf8));
    let numbers = FIGURES.map(|name| (name, DataType::Float64));
    let keys: Vec<_> = words.into_iter().chain(numbers).collect();
    let mut found = Vec::new();
    let hash = &manifest.scenario_hash;
    let Some(sheet) = Sheet::open(folder, "sensitivity.parquet", hash, &keys)? else {
        return Ok(found);
    };
    let names: Vec<&str> = keys.iter().map(|(name, _)| *name).collect();
    sheet.read(&names, |batch| {
        let words = WORDS.map(|name| texts(batch, name));
        let [
            Some(branch),
            Some(output),
            Some(kind),
            Some(at),
            Some(parameter),
            Some(measure),
        ] = words
        else {
            return;
        };
        let [Some(value), Some(low), Some(high)] = FIGURES.map(|name| figures(batch, name)) else {
            return;
        };
        for row in 0..batch.num_rows() {
            let first = manifest.branch(branch.value(row)) == Some(0);
            let wanted = if first {
                Figure::Level
            } else {
                Figure::Difference
            };
            let measured = |(kind, ..): &(Measure, &str, bool)| kind.name() == measure.value(row);
            let Some(measure) = MEASURES.iter().position(measured) else {
                continue;
            };
            if kind.value(row) != wanted.name()
                || at.value(row) != Over::Last.name()
                || value.is_null(row)
            {
                continue;
            }
            let band = low.is_valid(row) && high.is_valid(row);
            found.push(Index {
                branch: branch.value(row).to_owned(),
                output: output.value(row).to_owned(),
                parameter: parameter.value(row).to_owned(),
                measure,
                value: value.value(row),
                band: band.then(|| (low.value(row), high.value(row))),
            });
        }
    })?;
    Ok(found)
}
