//! Quantiles, effects and multipliers: what all runs say together, made
//! from `series.parquet` one series at a time.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use engine::record::Record;
use engine::tables::Column;
use rayon::prelude::*;

use super::Closed;
use super::multipliers::{self, Multipliers};
use super::schema::{described, key};
use super::table::{Key, Rows};
use super::{changes, facts, forecasts};
use crate::evaluation::figures::SeriesFile;
use crate::evaluation::forecasts::Score;
use crate::evaluation::{effects, quantiles};
use crate::failure::Failure;
use crate::prepare::Prepared;
use crate::scenario::time::Period;
use changes::BranchStates;

/// What every table says of its rows: branch, series or instrument, quarters after the base quarter,
/// runs.
pub(super) struct Heads<'a> {
    base: Period,
    branches: &'a [String],
    keys: [Vec<String>; 3],
    periods: Vec<u32>,
    runs: Vec<u32>,
}

impl<'a> Heads<'a> {
    fn new(base: Period, branches: &'a [String]) -> Self {
        Heads {
            base,
            branches,
            keys: Default::default(),
            periods: Vec::new(),
            runs: Vec::new(),
        }
    }

    pub(super) fn push(
        &mut self,
        branch: usize,
        name: &str,
        period: usize,
        measure: &str,
        runs: usize,
    ) {
        for (column, text) in
            (self.keys.iter_mut()).zip([&self.branches[branch][..], name, measure])
        {
            column.push(text.to_owned());
        }
        self.periods.push(period as u32);
        self.runs.push(runs as u32);
    }

    /// Branch, name, period, date, measure if there are any, and runs.
    pub(super) fn keys(self, measured: bool) -> Vec<Key> {
        let [branches, names, measures] = self.keys;
        let dates = self.periods.iter();
        let dates = dates.map(|&period| self.base.plus(period).to_string());
        let mut keys = vec![
            Key::Text(branches),
            Key::Text(names),
            Key::Text(dates.collect()),
        ];
        keys.insert(2, Key::Number(self.periods));
        if measured {
            keys.push(Key::Text(measures));
        }
        keys.push(Key::Number(self.runs));
        keys
    }
}

/// What the summary tells of the tables.
#[derive(Default)]
pub struct Found {
    /// The multipliers of all branches.
    pub multipliers: Vec<Multipliers>,
    /// How accurate the forecasts were.
    pub scores: Vec<Score>,
    /// The branches whose effects are split by state.
    pub states: Vec<BranchStates>,
}

/// Writes the tables.
///
/// # Errors
/// If `series.parquet` cannot be read, or a table cannot be written.
pub fn write(closed: &Closed, prepared: &Prepared, firms: &[[f64; 3]]) -> Result<Found, Failure> {
    let scenario = &prepared.scenario;
    let names = scenario.branches.iter().map(|branch| branch.name.clone());
    let file = SeriesFile::open(
        &closed.folder.path("series.parquet"),
        names.collect(),
        scenario.runs as usize * scenario.points(),
        scenario.horizon as usize + 1,
        scenario.sweep.as_ref().map(|_| scenario.runs),
    )?;
    let evaluation = Evaluation {
        closed,
        prepared,
        file,
    };
    let columns = evaluation.columns();
    let evaluated: Result<Vec<_>, Failure> = columns
        .par_iter()
        .map(|column| evaluation.of(column))
        .collect();
    let (spread, changed): (_, Vec<_>) = evaluated?.into_iter().unzip();
    evaluation.write_quantiles(spread)?;
    let scores = if scenario.sweep.is_some() || prepared.start.is_some() {
        Vec::new()
    } else {
        facts::write(closed, prepared, &evaluation.file, firms)?;
        forecasts::write(closed, prepared, &evaluation.file)?
    };
    if scenario.branches.len() == 1 {
        return Ok(Found {
            scores,
            ..Found::default()
        });
    }
    let names = columns.iter().map(|column| column.name);
    let changed: Vec<_> = names.zip(changed).collect();
    changes::write(closed, evaluation.heads(), &scenario.quantiles, &changed)?;
    let mut states = if scenario.by_recession {
        evaluation.by_state(&columns)?
    } else {
        Vec::new()
    };
    let multipliers = evaluation.multipliers(&columns, &mut states)?;
    Ok(Found {
        multipliers,
        scores,
        states,
    })
}

/// What the tables are made from.
struct Evaluation<'a> {
    closed: &'a Closed,
    prepared: &'a Prepared,
    file: SeriesFile,
}

impl Evaluation<'_> {
    /// The series that are recorded.
    fn columns(&self) -> Vec<&'static Column> {
        let series = self.prepared.scenario.record.series.iter();
        series.map(|&place| &Record::COLUMNS[place]).collect()
    }

    /// Quantiles and effects of a series.
    fn of(&self, column: &Column) -> Result<(Vec<quantiles::Row>, Vec<effects::Row>), Failure> {
        let figures = self.file.read(column.name)?;
        let levels = &self.prepared.scenario.quantiles;
        let (file, kind) = (&self.file, column.kind);
        Ok((
            quantiles::rows(file, &figures, levels),
            effects::rows(file, &figures, kind, levels),
        ))
    }

    /// Effects by state of the economy, written, and what there is of the states.
    fn by_state(&self, columns: &[&'static Column]) -> Result<Vec<BranchStates>, Failure> {
        let split = changes::Split {
            file: &self.file,
            columns,
            levels: &self.prepared.scenario.quantiles,
        };
        split.write(self.closed, self.heads())
    }

    /// Multipliers, all together and by state, written.
    fn multipliers(
        &self,
        columns: &[&'static Column],
        states: &mut [BranchStates],
    ) -> Result<Vec<Multipliers>, Failure> {
        let branches = &self.prepared.scenario.branches;
        let found = multipliers::find(&self.file, columns, branches, states)?;
        multipliers::write(self.closed, || self.heads(), &found)?;
        Ok(found.all)
    }

    fn heads(&self) -> Heads<'_> {
        Heads::new(self.prepared.base, &self.file.branches)
    }

    fn write_quantiles(&self, spread: Vec<Vec<quantiles::Row>>) -> Result<(), Failure> {
        let (mut head, mut values) = (self.heads(), vec![Vec::new(); 2]);
        for (column, rows) in self.columns().iter().zip(spread) {
            for row in rows {
                head.push(row.branch, column.name, row.period, "", row.n);
                values[0].push(row.level);
                values[1].push(row.value);
            }
        }
        let keys = head.keys(false);
        self.closed.table(
            "quantiles.parquet",
            quantiles_schema(),
            Rows { keys, values },
        )
    }
}

/// Branch, series or instrument, period, date, measure if there are any, and runs.
pub(super) fn heads(name: Field, measures: Option<&str>) -> Vec<Field> {
    let mut fields = vec![
        key("branch", DataType::Utf8, "Branch of the scenario", "name"),
        name,
        key(
            "period",
            DataType::UInt32,
            "Quarters after the base quarter",
            "quarters",
        ),
        key("date", DataType::Utf8, "Quarter of the calendar", "quarter"),
    ];
    fields.extend(measures.map(|words| key("measure", DataType::Utf8, words, "name")));
    fields.push(key(
        "n",
        DataType::UInt32,
        "Runs that the figures rest on",
        "runs",
    ));
    fields
}

pub(super) fn series() -> Field {
    key("series", DataType::Utf8, "Series", "name in series.parquet")
}

pub(super) fn figure(name: &str, label: &str, unit: &str) -> Field {
    described(
        Field::new(name, DataType::Float64, true),
        [
            ("label", label),
            ("unit", unit),
            ("kind", "statistic"),
            ("source", "series.parquet"),
        ],
    )
}

fn quantiles_schema() -> SchemaRef {
    let mut fields = heads(series(), None);
    fields.push(figure("q", "Level of the quantile", "share of runs"));
    fields.push(figure(
        "value",
        "Quantile over runs, linear between neighbours",
        "unit of the series",
    ));
    Arc::new(Schema::new(fields))
}
