//! Rivals of the forecasts: AR(1) and VAR(1), estimated on the same data up to the base quarter.
//!
//! Source: the specification, section 10.4: least squares with an intercept, after a presample of four.
//! Levels are taken as differences of logs, interest and inflation as logs of their quarterly factor,
//! the unemployment rate as differences. The vector autoregression is that of real GDP, the deflator,
//! real household consumption, real fixed investment and the policy rate; every other series joins it as
//! a sixth, except nominal GDP, which is real GDP times the deflator.

use engine::calibration::tables::{Quarter, Tables};
use statistics::vector_autoregression::{PRESAMPLE, VectorAutoregression};

use super::observed::{Path, Shape, Target};

/// The series of the vector autoregression.
const CORE: [&str; 5] = [
    "real_gdp",
    "inflation",
    "real_household_consumption",
    "real_fixed_capitalformation",
    "policy_rate",
];

/// Estimates rivals on the quarters from `first` to `base`.
pub struct Rivals<'a> {
    tables: &'a Tables,
    first: Quarter,
    base: Quarter,
    horizon: usize,
    core: Option<Vec<Vec<f64>>>,
}

impl<'a> Rivals<'a> {
    /// Rivals whose first difference is that of `first`.
    pub fn new(tables: &'a Tables, (first, base): (Quarter, Quarter), horizon: usize) -> Self {
        let mut rivals = Rivals {
            tables,
            first,
            base,
            horizon,
            core: None,
        };
        let core = CORE
            .iter()
            .map(|series| rivals.stationary(&Target::find(series)?));
        rivals.core = core.collect();
        rivals
    }

    /// The path of an AR(1) in the units of the data, if it can be estimated.
    pub fn autoregression(&self, target: &Target) -> Option<Vec<f64>> {
        let changes = self.changes(&[&self.stationary(target)?])?;
        self.path(target, &changes[0])
    }

    /// The path of a VAR(1) in the units of the data, if it can be estimated.
    pub fn vector_autoregression(&self, target: &Target) -> Option<Vec<f64>> {
        let core = self.core.as_ref()?;
        let mut series: Vec<&[f64]> = core.iter().map(Vec::as_slice).collect();
        let name = match target.series {
            "gdp_deflator" => "inflation",
            name => name,
        };
        if name == "nominal_gdp" {
            let changes = self.changes(&series)?;
            let sum = changes[0].iter().zip(&changes[1]);
            let sum: Vec<f64> = sum.map(|(real, price)| real + price).collect();
            return self.path(target, &sum);
        }
        if let Some(place) = CORE.iter().position(|series| *series == name) {
            return self.path(target, &self.changes(&series)?[place]);
        }
        let own = self.stationary(target)?;
        series.push(&own);
        self.path(target, &self.changes(&series)?[CORE.len()])
    }

    /// Forecasts of stationary series.
    fn changes(&self, series: &[&[f64]]) -> Option<Vec<Vec<f64>>> {
        let fit = VectorAutoregression::fit(series, &[], 1, PRESAMPLE).ok()?;
        fit.forecast(series, &[], self.horizon).ok()
    }

    /// What is estimated of a series.
    fn stationary(&self, target: &Target) -> Option<Vec<f64>> {
        let count = self.base.since(self.first);
        let value = |step: i32| target.observed(self.tables, self.first.plus(step));
        let figure = |step: i32| {
            let now = value(step)?;
            Some(match (target.path, target.shape) {
                (Path::PerCent, _) => libm::log1p(now / 100.0),
                (Path::PerCentAYear, _) => libm::log1p(now / 100.0) / 4.0,
                (_, Shape::Rate) => now - value(step - 1)?,
                _ => libm::log(now) - libm::log(value(step - 1)?),
            })
        };
        let series: Option<Vec<f64>> = (0..=count).map(figure).collect();
        series.filter(|series| series.iter().all(|figure| figure.is_finite()))
    }

    /// From forecasts of what is estimated to those of the series.
    fn path(&self, target: &Target, changes: &[f64]) -> Option<Vec<f64>> {
        let base = target.observed(self.tables, self.base)?;
        let mut sum = 0.0;
        let step = |&change: &f64| {
            sum += change;
            match (target.path, target.shape) {
                (Path::PerCent, _) => 100.0 * libm::expm1(change),
                (Path::PerCentAYear, _) => 100.0 * libm::expm1(4.0 * change),
                (_, Shape::Rate) => base + sum,
                _ => base * libm::exp(sum),
            }
        };
        Some(changes.iter().map(step).collect())
    }
}
