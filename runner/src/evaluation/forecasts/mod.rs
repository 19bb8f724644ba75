//! Forecasts in the units of the data, what came, and how rivals did.
//!
//! Source: the specification, section 10. The origin is the base quarter of the calibration, the only
//! one that it has accounts of.

pub mod observed;
pub mod rivals;

use engine::calibration::tables::Quarter;
use statistics::evaluation::{Accuracy, accuracy};
use statistics::moments::mean;
use statistics::quantile::quantile;

use super::bands::sorted;
use super::figures::Figures;
use observed::Target;

/// Quarters ahead at which forecasts are compared.
pub const HORIZONS: [u32; 5] = [1, 2, 4, 8, 12];

/// A forecast of one quarter or year.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Branch, as a place in the list.
    pub branch: usize,
    /// The series.
    pub series: &'static str,
    /// Whether it is of a year.
    pub annual: bool,
    /// Last quarter it is of, counted from the base quarter.
    pub period: usize,
    /// Quarters ahead, or years.
    pub horizon: u32,
    /// Runs it rests on.
    pub n: usize,
    /// Mean over runs.
    pub forecast: f64,
    /// 5 and 95 % of the runs.
    pub band: (f64, f64),
    /// What came; no number if it is not known.
    pub actual: f64,
    /// Error of the mean.
    pub error: f64,
    /// Growth of the mean and of what came, on the quarter or year before \[%\]; of levels.
    pub growth: (f64, f64),
    /// AR(1): forecast and error.
    pub autoregression: (f64, f64),
    /// VAR(1): forecast and error.
    pub vector: (f64, f64),
}

/// Accuracy at a horizon over all origins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Branch, as a place in the list.
    pub branch: usize,
    /// The series.
    pub series: &'static str,
    /// Quarters ahead.
    pub horizon: u32,
    /// Last quarter it is of, counted from the base quarter.
    pub period: usize,
    /// Of the model, AR(1) and VAR(1); nothing where a rival has no forecast.
    pub accuracies: [Option<Accuracy>; 3],
}

/// What is known of a series: what the runs forecast, what came, and what the rivals say, by quarter from
/// the base quarter on.
pub struct Paths {
    /// The series.
    pub target: Target,
    /// Base quarter: its number within the year.
    pub number: usize,
    /// What was observed in the four quarters up to the base quarter, in order.
    pub before: [f64; 4],
    /// What came; no number where it is not known.
    pub actual: Vec<f64>,
    /// AR(1) and VAR(1); no number where they cannot be estimated.
    pub rivals: [Vec<f64>; 2],
}

impl Paths {
    /// The forecasts of `branch` by quarter, then by year; nothing if no run came to its end.
    pub fn rows(&self, figures: &Figures, branch: usize) -> Vec<Row> {
        let horizon = self.actual.len();
        let base = self.before[3];
        let first = figures.at(branch, 0);
        let quarters: Vec<Vec<f64>> = (1..=horizon)
            .map(|quarter| {
                let pairs = figures.at(branch, quarter).iter().zip(first);
                pairs
                    .map(|(&now, &first)| self.target.forecast(base, now, first))
                    .collect()
            })
            .collect();
        let mut rows = Vec::new();
        let mut known = (base, base);
        for (place, runs) in quarters.iter().enumerate() {
            let rivals = [&self.rivals[0], &self.rivals[1]].map(|path| path[place]);
            let time = (false, place + 1, place as u32 + 1);
            rows.extend(self.row(branch, time, runs, self.actual[place], rivals, &mut known));
        }
        // The first whole year begins in forecast quarter 5 - q; quarters of a last part of a year are
        // dropped. The year of the base quarter is whole in the data only if it ends with it.
        let mut start = 4 - self.number;
        let before = if self.number == 4 {
            self.target.annual(&self.before)
        } else {
            f64::NAN
        };
        let mut known = (before, before);
        let mut years = 0;
        while start + 4 <= horizon {
            let year = start..start + 4;
            let of = |path: &[f64]| self.target.annual(&path[year.clone()]);
            let runs: Vec<f64> = (0..first.len())
                .map(|run| {
                    let quarters: Vec<f64> = quarters[year.clone()]
                        .iter()
                        .map(|runs| runs[run])
                        .collect();
                    self.target.annual(&quarters)
                })
                .collect();
            years += 1;
            let rivals = [of(&self.rivals[0]), of(&self.rivals[1])];
            let time = (true, start + 4, years);
            rows.extend(self.row(branch, time, &runs, of(&self.actual), rivals, &mut known));
            start += 4;
        }
        rows
    }

    fn row(
        &self,
        branch: usize,
        (annual, period, horizon): (bool, usize, u32),
        runs: &[f64],
        actual: f64,
        rivals: [f64; 2],
        known: &mut (f64, f64),
    ) -> Option<Row> {
        let sorted = sorted(runs);
        let forecast = mean(&sorted)?;
        let growth = |now: f64, before: f64| match self.target.shape {
            observed::Shape::Rate => f64::NAN,
            _ => 100.0 * (now / before - 1.0),
        };
        let rates = (growth(forecast, known.0), growth(actual, known.1));
        *known = (forecast, actual);
        let rival = |forecast: f64| (forecast, self.target.error(forecast, actual));
        Some(Row {
            branch,
            series: self.target.series,
            annual,
            period,
            horizon,
            n: sorted.len(),
            forecast,
            band: (quantile(&sorted, 0.05)?, quantile(&sorted, 0.95)?),
            actual,
            error: self.target.error(forecast, actual),
            growth: rates,
            autoregression: rival(rivals[0]),
            vector: rival(rivals[1]),
        })
    }
}

/// Accuracy at [`HORIZONS`], where it is known what came.
pub fn scores(rows: &[Row]) -> Vec<Score> {
    let compared = rows
        .iter()
        .filter(|row| !row.annual && HORIZONS.contains(&row.horizon) && row.error.is_finite());
    compared
        .map(|row| Score {
            branch: row.branch,
            series: row.series,
            horizon: row.horizon,
            period: row.period,
            accuracies: [row.error, row.autoregression.1, row.vector.1]
                .map(|error| accuracy(&[error]).ok()),
        })
        .collect()
}

/// A quarter as the engine writes it.
pub fn engine_quarter(quarter: crate::scenario::time::Period) -> Option<Quarter> {
    quarter.to_string().parse().ok()
}
