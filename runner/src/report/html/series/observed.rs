//! What was observed after the base quarter, from `forecasts.parquet`, in the units of the charts.

use std::collections::BTreeSet;
use std::path::Path as FilePath;

use arrow_array::Array;
use arrow_schema::DataType;

use super::super::folder::Manifest;
use super::super::sheet::{Sheet, figures, texts, whole};
use super::AllSeries;
use crate::evaluation::forecasts::observed::{Path, Target};
use crate::failure::Failure;

const KEYS: [(&str, DataType); 6] = [
    ("branch", DataType::Utf8),
    ("series", DataType::Utf8),
    ("frequency", DataType::Utf8),
    ("period", DataType::UInt32),
    ("forecast", DataType::Float64),
    ("actual", DataType::Float64),
];

impl AllSeries {
    /// Adds what was observed, if all branches are forecasts: beside the effect of a shock it says nothing,
    /// and leaves little room for it. Levels grow from where the model begins, as forecasts do.
    ///
    /// # Errors
    /// If the table is there and cannot be read.
    pub(super) fn add_observed(
        &mut self,
        folder: &FilePath,
        manifest: &Manifest,
    ) -> Result<(), Failure> {
        let hash = &manifest.scenario_hash;
        let Some(sheet) = Sheet::open(folder, "forecasts.parquet", hash, &KEYS)? else {
            return Ok(());
        };
        let quarters = manifest.horizon as usize + 1;
        // Of the series at hand: what one unit of the data is in units of the model.
        let mut unit = None;
        let mut forecast_of = BTreeSet::new();
        sheet.read(&KEYS.each_ref().map(|(name, _)| *name), |batch| {
            let (Some(branch), Some(name), Some(frequency)) = (
                texts(batch, "branch"),
                texts(batch, "series"),
                texts(batch, "frequency"),
            ) else {
                return;
            };
            let (Some(period), Some(forecast), Some(actual)) = (
                whole(batch, "period"),
                figures(batch, "forecast"),
                figures(batch, "actual"),
            ) else {
                return;
            };
            for row in 0..batch.num_rows() {
                let branch = manifest.branch(branch.value(row));
                forecast_of.extend(branch);
                if frequency.value(row) != "quarter" || branch != Some(0) {
                    continue;
                }
                let place = self.place(name.value(row));
                let target = Target::find(name.value(row));
                let (Some(place), Some(target)) = (place, target) else {
                    continue;
                };
                let series = &mut self.list[place];
                let quarter = period.value(row) as usize;
                if quarter == 1 {
                    let first = series.raw[0][1];
                    unit = first.map(|first| first / forecast.value(row));
                }
                if quarter >= quarters || actual.is_null(row) {
                    continue;
                }
                let actual = actual.value(row);
                let shown = match target.path {
                    Path::Grown => unit.map(|unit| series.shown.value(unit * actual)),
                    Path::Added => {
                        series.means[0][quarter].map(|mean| mean + actual - forecast.value(row))
                    }
                    Path::PerCent => Some(series.shown.value(actual / 100.0)),
                    Path::PerCentAYear => Some(actual),
                };
                let observed = &mut series.observed;
                if observed.is_empty() {
                    *observed = vec![None; quarters];
                    observed[0] = series.means[0][0];
                }
                observed[quarter] = shown;
            }
        })?;
        if forecast_of.len() < manifest.branches.len() {
            for series in &mut self.list {
                series.observed.clear();
            }
        }
        Ok(())
    }
}
