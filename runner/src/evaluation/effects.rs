//! `effects.parquet`: what a branch changes, run by run against the reference with the same draws.

use engine::tables::Kind;
use statistics::quantile::quantiles;

use super::bands::{Moments, sorted};
use super::figures::{Figures, SeriesFile};

/// What is measured of an effect, for `x` in the branch and `x0` in the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// `x_t - x0_t` \[units of the series\].
    Difference,
    /// `100 (x_t / x0_t - 1)` \[%\]; not of rates.
    Percent,
    /// Sum of `x_s - x0_s` over s from 1 to t \[units of the series\]; of flows.
    Cumulative,
    /// The difference in the quarter in which its mean is furthest from 0.
    Peak,
}

impl Measure {
    /// Name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Difference => "difference",
            Measure::Percent => "pct",
            Measure::Cumulative => "cumulative",
            Measure::Peak => "peak",
        }
    }
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Branch, as a place in the list.
    pub branch: usize,
    /// Quarters after the base quarter.
    pub period: usize,
    /// What is measured.
    pub measure: Measure,
    /// Mean and standard deviation over runs.
    pub moments: Moments,
    /// Standard deviation that the difference of two independent runs would have.
    pub sd_unpaired: f64,
    /// Band of the mean; nothing of one run.
    pub mean_band: Option<(f64, f64)>,
    /// Quantiles over runs.
    pub quantiles: Vec<f64>,
}

/// The effects of all branches but the first on a series of `kind`.
pub fn rows(file: &SeriesFile, figures: &Figures, kind: Kind, levels: &[f64]) -> Vec<Row> {
    let branches = 1..file.branches.len();
    let rows = branches.map(|branch| of_branch(figures, branch, kind, levels));
    rows.flatten().collect()
}

/// The effects of one branch.
pub fn of_branch(figures: &Figures, branch: usize, kind: Kind, levels: &[f64]) -> Vec<Row> {
    let mut rows = Vec::new();
    let row = |period, measure, values: &[f64], sd_unpaired| {
        let moments = Moments::of(values)?;
        Some(Row {
            branch,
            period,
            measure,
            moments,
            sd_unpaired,
            mean_band: moments.band(),
            quantiles: quantiles(&sorted(values), levels)?,
        })
    };
    let mut sums = vec![0.0; figures.runs];
    let mut peak: Option<Row> = None;
    for period in 1..figures.quarters {
        let values = figures.differences(branch, period);
        let unpaired = unpaired(figures, branch, period);
        let Some(difference) = row(period, Measure::Difference, &values, unpaired) else {
            continue;
        };
        let further = |peak: &Row| difference.moments.mean.abs() > peak.moments.mean.abs();
        if peak.as_ref().is_none_or(further) {
            peak = Some(Row {
                measure: Measure::Peak,
                ..difference.clone()
            });
        }
        rows.push(difference);
        if kind != Kind::Rate {
            let pairs = figures.at(branch, period).iter().zip(figures.at(0, period));
            let ratios: Vec<f64> = pairs
                .map(|(own, other)| 100.0 * (own / other - 1.0))
                .collect();
            rows.extend(row(period, Measure::Percent, &ratios, f64::NAN));
        }
        if kind == Kind::Flow {
            for (sum, value) in sums.iter_mut().zip(&values) {
                *sum += value;
            }
            rows.extend(row(period, Measure::Cumulative, &sums, f64::NAN));
        }
    }
    rows.extend(peak);
    rows
}

/// Standard deviation of the difference of two independent runs, from those that have a pair.
fn unpaired(figures: &Figures, branch: usize, period: usize) -> f64 {
    let pairs = figures.at(branch, period).iter().zip(figures.at(0, period));
    let pairs = pairs.filter(|(own, reference)| own.is_finite() && reference.is_finite());
    let (own, reference): (Vec<f64>, Vec<f64>) = pairs.unzip();
    let sd = |figures: &[f64]| Moments::of(figures).map_or(f64::NAN, |moments| moments.sd);
    let (own, reference) = (sd(&own), sd(&reference));
    (own * own + reference * reference).sqrt()
}
