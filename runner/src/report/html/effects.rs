//! What branches change, from `effects.parquet`, and multipliers.

use std::collections::BTreeMap;
use std::path::Path;

use arrow_array::Array;
use arrow_schema::DataType;
use serde::Serialize;

use super::chart::Line;
use super::folder::Manifest;
use super::series::{AllSeries, Series};
use super::sheet::{Sheet, figures, texts, whole};
use super::shown::figure;
use crate::failure::Failure;

/// An effect of a branch on a series by quarter, as shown.
#[derive(Clone, Debug)]
pub struct Effect {
    /// Whether it is in per cent of the reference; else in the unit of the series.
    pub percent: bool,
    /// Mean over runs.
    pub mean: Line,
    /// Band of the mean.
    pub mean_band: (Line, Line),
    /// Band of the runs.
    pub run_band: (Line, Line),
}

/// Effects by branch and series.
pub type Effects = BTreeMap<(usize, usize), Effect>;

/// Columns that are read; those of quantiles are found by their names.
pub const KEYS: [(&str, DataType); 7] = [
    ("branch", DataType::Utf8),
    ("series", DataType::Utf8),
    ("period", DataType::UInt32),
    ("measure", DataType::Utf8),
    ("mean", DataType::Float64),
    ("mean_low", DataType::Float64),
    ("mean_high", DataType::Float64),
];

/// Reads the effects of the result `folder`; none if it has none.
///
/// # Errors
/// If they cannot be read.
pub fn read(folder: &Path, manifest: &Manifest, all: &AllSeries) -> Result<Effects, Failure> {
    let hash = &manifest.scenario_hash;
    match Sheet::open(folder, "effects.parquet", hash, &KEYS)? {
        Some(sheet) => of(&sheet, manifest, all, None),
        None => Ok(Effects::new()),
    }
}

/// The effects in `sheet`; in those by state, those of `state`.
///
/// # Errors
/// If they cannot be read.
pub fn of(
    sheet: &Sheet,
    manifest: &Manifest,
    all: &AllSeries,
    state: Option<&str>,
) -> Result<Effects, Failure> {
    let mut effects = Effects::new();
    let percent: Vec<bool> = all.list.iter().map(in_percent).collect();
    let quarters = manifest.horizon as usize + 1;
    let levels = levels(sheet);
    let mut columns: Vec<&str> = KEYS.each_ref().map(|(name, _)| *name).to_vec();
    if let Some([low, high]) = &levels {
        columns.extend([low.1.as_str(), high.1.as_str()]);
    }
    columns.extend(state.map(|_| "state"));
    let (mut last, mut near) = (0, 0);
    sheet.read(&columns, |batch| {
        let states = texts(batch, "state");
        let (Some(branch), Some(name), Some(measure), Some(period)) = (
            texts(batch, "branch"),
            texts(batch, "series"),
            texts(batch, "measure"),
            whole(batch, "period"),
        ) else {
            return;
        };
        let quantile = |place: usize| figures(batch, &levels.as_ref()?[place].1);
        let bands = [
            figures(batch, "mean"),
            figures(batch, "mean_low"),
            figures(batch, "mean_high"),
            quantile(0),
            quantile(1),
        ];
        for row in 0..batch.num_rows() {
            if states.map(|states| states.value(row)) != state {
                continue;
            }
            let wanted = match measure.value(row) {
                "pct" => true,
                "difference" => false,
                _ => continue,
            };
            if all
                .list
                .get(last)
                .is_none_or(|series| series.name != name.value(row))
            {
                last = all.place(name.value(row)).unwrap_or(usize::MAX);
            }
            let branch = manifest.branch_near(&mut near, branch.value(row));
            let (Some(series), Some(branch)) = (all.list.get(last), branch) else {
                continue;
            };
            let quarter = period.value(row) as usize;
            if percent[last] != wanted || quarter >= quarters {
                continue;
            }
            let effect = effects
                .entry((branch, last))
                .or_insert_with(|| Effect::new(wanted, quarters));
            let base = series.raw[0][quarter].unwrap_or(0.0);
            for (place, column) in bands.iter().enumerate() {
                let value = column.filter(|column| column.is_valid(row));
                let value = value.map(|column| column.value(row)).map(|value| {
                    if wanted {
                        value
                    } else {
                        series.shown.difference(value, base)
                    }
                });
                effect.line(place)[quarter] = value;
            }
        }
    })?;
    for ((_, series), effect) in &mut effects {
        effect.silence(&all.list[*series]);
    }
    Ok(effects)
}

/// Whether effects on `series` are told in per cent.
fn in_percent(series: &Series) -> bool {
    series.kind != "rate" && !series.crosses_zero()
}

/// The quantile nearest to 5 % and its opposite: levels, and names of their columns.
fn levels(sheet: &Sheet) -> Option<[(f64, String); 2]> {
    let fields = sheet.schema().fields().iter();
    let named: Vec<(f64, &str)> = fields
        .filter(|field| field.data_type() == &DataType::Float64)
        .filter_map(|field| {
            Some((
                field.name().strip_prefix('q')?.parse().ok()?,
                field.name().as_str(),
            ))
        })
        .collect();
    let pairs = named
        .iter()
        .filter(|(low, _)| *low < 0.5)
        .filter_map(|low| {
            let high = named
                .iter()
                .find(|high| (low.0 + high.0 - 1.0).abs() < 1e-9)?;
            Some([(low.0, low.1.to_owned()), (high.0, high.1.to_owned())])
        });
    pairs.min_by(|one, other| {
        let apart = |pair: &[(f64, String); 2]| (pair[0].0 - 0.05).abs();
        apart(one).total_cmp(&apart(other))
    })
}

impl Effect {
    fn new(percent: bool, quarters: usize) -> Self {
        let empty = || vec![None; quarters];
        Effect {
            percent,
            mean: empty(),
            mean_band: (empty(), empty()),
            run_band: (empty(), empty()),
        }
    }

    fn line(&mut self, place: usize) -> &mut Line {
        match place {
            0 => &mut self.mean,
            1 => &mut self.mean_band.0,
            2 => &mut self.mean_band.1,
            3 => &mut self.run_band.0,
            _ => &mut self.run_band.1,
        }
    }

    /// Takes out what is nothing but rounding, so that it does not fill a chart.
    fn silence(&mut self, series: &Series) {
        let level = series.means[0].iter().flatten().map(|mean| mean.abs());
        let level = if self.percent {
            100.0
        } else {
            level.fold(0.0, f64::max)
        };
        for place in 0..5 {
            for value in self.line(place).iter_mut().flatten() {
                if value.abs() <= 1e-10 * level {
                    *value = 0.0;
                }
            }
        }
    }

    /// Whether nothing is changed in any run.
    pub fn is_nothing(&self) -> bool {
        let lines = [&self.mean, &self.run_band.0, &self.run_band.1];
        lines
            .into_iter()
            .flatten()
            .flatten()
            .all(|value| *value == 0.0)
    }

    /// Unit of the effect on `series`.
    pub fn unit(&self, series: &Series) -> String {
        if self.percent {
            "% of the reference".into()
        } else {
            series.shown.difference.clone()
        }
    }

    /// The largest figure of its mean and the band of that.
    pub fn largest(&self) -> f64 {
        let lines = [&self.mean, &self.mean_band.0, &self.mean_band.1];
        let figures = lines.into_iter().flatten().flatten();
        figures.fold(0.0, |most, value| most.max(value.abs()))
    }

    /// The quarter in which the mean is furthest from zero.
    pub fn peak(&self) -> Option<usize> {
        let mean = self.mean.iter().enumerate();
        let known = mean.filter_map(|(quarter, mean)| Some((quarter, (*mean)?.abs())));
        let peak = known.fold(None, |peak: Option<(usize, f64)>, (quarter, size)| {
            if peak.is_none_or(|(_, most)| size > most) {
                Some((quarter, size))
            } else {
                peak
            }
        });
        peak.map(|(quarter, _)| quarter)
    }
}

/// A row of the table of multipliers.
#[derive(Serialize)]
pub struct Multiplier {
    branch: String,
    instrument: String,
    measure: String,
    date: String,
    value: String,
    band: String,
    runs: u64,
}

/// The multipliers of the result `folder`: at the end of every year, over all quarters, and the peak.
///
/// # Errors
/// If they cannot be read.
pub fn multipliers(folder: &Path, manifest: &Manifest) -> Result<Vec<Multiplier>, Failure> {
    let keys = [
        ("branch", DataType::Utf8),
        ("instrument", DataType::Utf8),
        ("period", DataType::UInt32),
        ("measure", DataType::Utf8),
        ("value", DataType::Float64),
        ("low", DataType::Float64),
        ("high", DataType::Float64),
    ];
    let hash = &manifest.scenario_hash;
    let Some(sheet) = Sheet::open(folder, "multipliers.parquet", hash, &keys)? else {
        return Ok(Vec::new());
    };
    let mut rows = Vec::new();
    let mut names = keys.each_ref().map(|(name, _)| *name).to_vec();
    names.push("n");
    sheet.read(&names, |batch| {
        let (Some(branch), Some(instrument), Some(measure), Some(period), Some(value)) = (
            texts(batch, "branch"),
            texts(batch, "instrument"),
            texts(batch, "measure"),
            whole(batch, "period"),
            figures(batch, "value"),
        ) else {
            return;
        };
        let runs = whole(batch, "n");
        for row in 0..batch.num_rows() {
            let period = period.value(row);
            let peak = measure.value(row) == "peak";
            let frequency = manifest.base().frequency();
            let ends_year = period.is_multiple_of(frequency.periods_per_year());
            if !peak && !ends_year && period != manifest.horizon {
                continue;
            }
            let bound = |name| {
                let column = figures(batch, name).filter(|column| column.is_valid(row));
                column.map(|column| figure(column.value(row)))
            };
            let band = bound("low").zip(bound("high"));
            rows.push(Multiplier {
                branch: branch.value(row).to_owned(),
                instrument: instrument.value(row).replace('_', " "),
                measure: if peak {
                    "peak".into()
                } else {
                    format!("cumulative, {period} {}s", frequency.name())
                },
                date: manifest.date(period as usize),
                value: figure(value.value(row)),
                band: band.map_or(String::new(), |(low, high)| format!("{low} to {high}")),
                runs: runs.map_or(0, |runs| u64::from(runs.value(row))),
            });
        }
    })?;
    Ok(rows)
}
