//! `design.parquet` and `sensitivity.parquet`: the points of a sweep, and what they say.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::Closed;
use super::schema::{described, key};
use super::table::{Key, Rows};
use crate::failure::Failure;
use crate::scenario::Scenario;
use crate::scenario::sweep::Sweep;
use crate::sensitivity::Measured;

/// Writes both tables.
///
/// # Errors
/// If they cannot be written.
pub fn write(
    closed: &Closed,
    scenario: &Scenario,
    sweep: &Sweep,
    measured: &Measured,
) -> Result<(), Failure> {
    closed.table("design.parquet", design_schema(), design(sweep))?;
    let rows = sensitivity(scenario, sweep, measured);
    closed.table("sensitivity.parquet", sensitivity_schema(), rows)
}

fn design(sweep: &Sweep) -> Rows {
    let (mut points, mut names, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for point in 0..sweep.points() {
        for (dimension, value) in sweep.dimensions.iter().zip(sweep.values(point)) {
            points.push(point as u32);
            names.push(dimension.name());
            values.push(value);
        }
    }
    Rows {
        keys: vec![Key::Number(points), Key::Text(names)],
        values: vec![values],
    }
}

fn sensitivity(scenario: &Scenario, sweep: &Sweep, measured: &Measured) -> Rows {
    let mut texts: [Vec<String>; 6] = Default::default();
    let mut numbers = Vec::new();
    let mut values = vec![Vec::new(); 3];
    for (outcome, indices) in measured {
        for index in indices {
            let words = [
                &scenario.branches[outcome.branch].name[..],
                outcome.series_name(),
                outcome.figure.name(),
                outcome.over.name(),
                &sweep.dimensions[index.dimension].name(),
                index.measure.name(),
            ];
            for (column, word) in texts.iter_mut().zip(words) {
                column.push(word.to_owned());
            }
            numbers.push(index.n as u32);
            let figures = [index.value, index.band.0, index.band.1];
            for (column, figure) in values.iter_mut().zip(figures) {
                column.push(figure);
            }
        }
    }
    let texts = texts.map(Key::Text).into_iter();
    Rows {
        keys: texts.chain([Key::Number(numbers)]).collect(),
        values,
    }
}

fn design_schema() -> SchemaRef {
    let value = described(
        Field::new("value", DataType::Float64, true),
        [
            ("label", "Value at the point"),
            ("unit", "unit of the parameter; a factor for sizes"),
            ("kind", "key"),
        ],
    );
    Arc::new(Schema::new(vec![point(), parameter(), value]))
}

/// The column of points.
pub fn point() -> Field {
    key(
        "point",
        DataType::UInt32,
        "Point of the sweep, from 0",
        "number",
    )
}

fn parameter() -> Field {
    let label = "Parameter, or size_of. and a branch whose sizes are multiplied";
    key("parameter", DataType::Utf8, label, "name")
}

fn sensitivity_schema() -> SchemaRef {
    let word = |name, label| key(name, DataType::Utf8, label, "name");
    let figure = |name: &str, label: &str| {
        let unit = "share for first_order, total and correlation; unit of the series over the range \
                    of the parameter for mu, mu_star and sigma";
        let facts = [("label", label), ("unit", unit), ("kind", "statistic")];
        described(Field::new(name, DataType::Float64, true), facts)
    };
    let measures = "first_order, total: share of the variance over the design, alone and with \
                    others (grid, sobol); mu, mu_star, sigma: mean, mean size and standard deviation \
                    of elementary effects (morris); correlation (latin_hypercube)";
    Arc::new(Schema::new(vec![
        word("branch", "Branch of the scenario"),
        word(
            "output",
            "Series; its mean over the runs of a point is explained",
        ),
        word(
            "figure",
            "level, or difference from the first branch in the same run",
        ),
        word(
            "at",
            "last: in the last quarter; mean: over all simulated quarters",
        ),
        parameter(),
        word("measure", measures),
        key(
            "n",
            DataType::UInt32,
            "Base points, effects or points that it rests on",
            "number",
        ),
        figure("value", "The measure"),
        figure("low", "Lower end of its 90 % bootstrap band over points"),
        figure("high", "Upper end of its 90 % bootstrap band over points"),
    ]))
}
