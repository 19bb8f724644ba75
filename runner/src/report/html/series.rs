//! The recorded series: means over runs from `series.parquet`, quantiles from `quantiles.parquet`.

mod observed;

use std::collections::BTreeMap;
use std::path::Path;

use arrow_array::{Array, RecordBatch, UInt32Array};
use arrow_schema::DataType;

use super::chart::Line;
use super::folder::Manifest;
use super::sheet::{Sheet, figures, texts, unusable, whole};
use super::shown::Shown;
use crate::failure::Failure;

/// Unit of rates that are shown as yearly rates.
const YEARLY: &str = "rate/quarter";

/// What a result holds of every series.
pub struct AllSeries {
    /// In the order of the file.
    pub list: Vec<Series>,
    /// Currency of the economy.
    pub currency: String,
    /// Good runs by branch.
    pub good: Vec<usize>,
}

/// A series.
pub struct Series {
    pub name: String,
    /// What it is, in a sentence.
    pub label: String,
    /// Kind of quantity, such as `rate`.
    pub kind: String,
    pub shown: Shown,
    /// Means over runs, as shown, by branch and quarter.
    pub means: Vec<Line>,
    /// Means over runs in its own unit, by branch and quarter.
    pub raw: Vec<Line>,
    /// Quantiles as shown, by branch, by level in thousandths.
    pub quantiles: Vec<BTreeMap<u32, Line>>,
    /// What was observed, as shown, by quarter; empty where nothing was.
    pub observed: Line,
}

impl AllSeries {
    /// Reads the series of the result `folder`.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn read(folder: &Path, manifest: &Manifest) -> Result<Self, Failure> {
        let hash = &manifest.scenario_hash;
        let keys = [("branch", DataType::Utf8), ("period", DataType::UInt32)];
        let sheet = Sheet::open(folder, "series.parquet", hash, &keys)?
            .ok_or_else(|| unusable(&folder.join("series.parquet"), "it is missing"))?;
        let mut all = AllSeries::of(&sheet, manifest)?;
        all.add_quantiles(folder, manifest)?;
        all.add_observed(folder, manifest)?;
        Ok(all)
    }

    fn of(sheet: &Sheet, manifest: &Manifest) -> Result<Self, Failure> {
        let tally = Tally::of(sheet, manifest)?;
        let currency = match sheet.fact("currency") {
            "" => "money",
            currency => currency,
        };
        let fields = sheet.schema().fields().iter();
        let figures = fields.filter(|field| field.data_type() == &DataType::Float64);
        let list = figures.enumerate().map(|(place, field)| {
            let fact = |name: &str| field.metadata().get(name).cloned().unwrap_or_default();
            let (unit, largest) = (fact("unit"), tally.largest[place]);
            let shown = Shown::new(&unit, largest, currency, &manifest.base_quarter);
            let mean = |cell: &Cell| (cell.count > 0).then(|| cell.sum / cell.count as f64);
            let as_shown = |cell: &Cell| {
                let mean = mean(cell)?;
                Some(if shown.is_yearly() {
                    cell.yearly / cell.count as f64
                } else {
                    shown.value(mean)
                })
            };
            Series {
                name: field.name().clone(),
                label: fact("label").trim_end_matches('.').to_owned(),
                kind: fact("kind"),
                means: tally.lines(place, as_shown),
                raw: tally.lines(place, mean),
                quantiles: vec![BTreeMap::new(); tally.branches],
                observed: Line::new(),
                shown,
            }
        });
        Ok(AllSeries {
            list: list.collect(),
            currency: currency.to_owned(),
            good: tally.good,
        })
    }

    fn add_quantiles(&mut self, folder: &Path, manifest: &Manifest) -> Result<(), Failure> {
        let keys = [
            ("branch", DataType::Utf8),
            ("series", DataType::Utf8),
            ("period", DataType::UInt32),
            ("q", DataType::Float64),
            ("value", DataType::Float64),
        ];
        let hash = &manifest.scenario_hash;
        let Some(sheet) = Sheet::open(folder, "quantiles.parquet", hash, &keys)? else {
            return Ok(());
        };
        let quarters = manifest.horizon as usize + 1;
        let (mut last, mut near) = (0, 0);
        sheet.read(&keys.each_ref().map(|(name, _)| *name), |batch| {
            let (Some(branch), Some(series), Some(period), Some(level), Some(value)) = (
                texts(batch, "branch"),
                texts(batch, "series"),
                whole(batch, "period"),
                figures(batch, "q"),
                figures(batch, "value"),
            ) else {
                return;
            };
            for row in (0..batch.num_rows()).filter(|&row| value.is_valid(row)) {
                let name = series.value(row);
                if self.list.get(last).is_none_or(|series| series.name != name) {
                    last = self.place(name).unwrap_or(usize::MAX);
                }
                let branch = manifest.branch_near(&mut near, branch.value(row));
                let (Some(series), Some(branch)) = (self.list.get_mut(last), branch) else {
                    continue;
                };
                let level = (1000.0 * level.value(row)).round() as u32;
                let line = series.quantiles[branch].entry(level);
                let line = line.or_insert_with(|| vec![None; quarters]);
                if let Some(place) = line.get_mut(period.value(row) as usize) {
                    *place = Some(series.shown.value(value.value(row)));
                }
            }
        })
    }

    /// The bands of runs that are drawn, the wider first, such as `5 to 95 %`.
    pub fn bands(&self) -> Vec<String> {
        let mut bands = self.list.iter().map(|series| series.bands(0));
        let bands = bands.find(|bands| !bands.is_empty()).unwrap_or_default();
        let share = |level: u32| f64::from(level) / 10.0;
        let words = |(low, ..): &(u32, _, _)| format!("{} to {} %", share(*low), share(1000 - low));
        bands.iter().map(words).collect()
    }

    /// Place of a series.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.list.iter().position(|series| series.name == name)
    }
}

/// Sums over runs.
struct Tally {
    branches: usize,
    quarters: usize,
    /// By series, branch and quarter.
    cells: Vec<Cell>,
    /// The largest figure by series.
    largest: Vec<f64>,
    /// Good runs by branch.
    good: Vec<usize>,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    sum: f64,
    count: usize,
    /// Sum of yearly rates: that of a mean is not the mean of those.
    yearly: f64,
}

impl Tally {
    fn of(sheet: &Sheet, manifest: &Manifest) -> Result<Self, Failure> {
        let fields = sheet.schema().fields().iter();
        let names: Vec<&str> = fields
            .filter(|field| field.data_type() == &DataType::Float64)
            .map(|field| field.name().as_str())
            .collect();
        let (branches, quarters) = (manifest.branches.len(), manifest.horizon as usize + 1);
        let mut tally = Tally {
            branches,
            quarters,
            cells: vec![Cell::default(); names.len() * branches * quarters],
            largest: vec![0.0; names.len()],
            good: vec![0; branches],
        };
        let swept = manifest.sweep.is_some();
        let keys = ["point", "branch", "run", "period"].into_iter();
        let keys = keys.skip(usize::from(!swept));
        let columns: Vec<&str> = keys.chain(names.iter().copied()).collect();
        let unit = manifest.base().frequency().unit(YEARLY);
        let rate = Shown::new(&unit, 0.0, "", "");
        let mut strange = false;
        let common = manifest.common();
        sheet.read(&columns, |batch| {
            let mut places = tally.places(batch, manifest);
            strange |= places.contains(&None);
            let runs = (whole(batch, "run"), whole(batch, "point"));
            for (row, place) in places.iter_mut().enumerate() {
                let number = |column: Option<&UInt32Array>| column.map_or(0, |own| own.value(row));
                let run = number(runs.1) * manifest.runs + number(runs.0);
                if common.get(run as usize) == Some(&false) {
                    *place = None;
                }
            }
            for (series, name) in names.iter().enumerate() {
                let column = figures(batch, name).into_iter().flatten();
                for (value, place) in column.zip(&places) {
                    if let (Some(value), Some(place)) = (value, place) {
                        tally.largest[series] = tally.largest[series].max(value.abs());
                        let cell = &mut tally.cells[series * branches * quarters + place];
                        cell.sum += value;
                        cell.count += 1;
                        cell.yearly += rate.value(value);
                    }
                }
            }
        })?;
        if strange {
            return Err(sheet.unusable("it has branches or quarters that manifest.json does not"));
        }
        Ok(tally)
    }

    /// By row, its place among those of a series; nothing where the manifest has none.
    fn places(&mut self, batch: &RecordBatch, manifest: &Manifest) -> Vec<Option<usize>> {
        let columns = (texts(batch, "branch"), whole(batch, "period"));
        let (Some(branch), Some(period)) = columns else {
            return Vec::new();
        };
        let mut near = 0;
        let place = |row| {
            let quarter = period.value(row) as usize;
            let branch = manifest.branch_near(&mut near, branch.value(row))?;
            self.good[branch] += usize::from(quarter == 0);
            (quarter < self.quarters).then_some(branch * self.quarters + quarter)
        };
        (0..batch.num_rows()).map(place).collect()
    }

    /// `figure` of a series by branch and quarter.
    fn lines(&self, series: usize, figure: impl Fn(&Cell) -> Option<f64>) -> Vec<Line> {
        let first = series * self.branches * self.quarters;
        let cells = &self.cells[first..first + self.branches * self.quarters];
        let branches = cells.chunks(self.quarters);
        branches
            .map(|cells| cells.iter().map(&figure).collect())
            .collect()
    }
}

impl Series {
    /// Pairs of quantiles around the middle, the widest first, at most two; with their levels in
    /// thousandths.
    pub fn bands(&self, branch: usize) -> Vec<(u32, &Line, &Line)> {
        let quantiles = &self.quantiles[branch];
        let pairs: Vec<_> = quantiles
            .iter()
            .filter(|(level, _)| **level < 500)
            .filter_map(|(&level, low)| Some((level, low, quantiles.get(&(1000 - level))?)))
            .collect();
        let near = |wanted: u32| {
            let apart = |pair: &&(u32, &Line, &Line)| pair.0.abs_diff(wanted);
            pairs.iter().min_by_key(apart).copied()
        };
        let mut bands: Vec<_> = [near(50), near(250)].into_iter().flatten().collect();
        bands.dedup_by_key(|band| band.0);
        bands
    }

    /// Whether the median of the reference is there.
    pub fn has_median(&self) -> bool {
        self.quantiles[0].contains_key(&500)
    }

    /// Whether runs of the reference differ.
    pub fn spreads(&self) -> bool {
        let bands = self.bands(0);
        bands.iter().any(|(_, low, high)| low != high)
    }

    /// Whether the reference has figures on both sides of zero, or at it, so that per cent mean nothing.
    pub fn crosses_zero(&self) -> bool {
        let figures = self.quantiles[0].values().flatten().chain(&self.means[0]);
        let signs: Vec<bool> = figures.flatten().map(|figure| *figure > 0.0).collect();
        signs.iter().any(|positive| !positive)
    }
}
