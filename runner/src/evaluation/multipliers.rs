//! `multipliers.parquet`: what a pound of fiscal policy does to GDP.
//!
//! Of a branch that moves government consumption the multiplier over h quarters is the sum of
//! `ΔY_t` over that of `ΔG_t`, t from 1 to h, of real GDP and real government consumption; of a
//! branch that moves taxes or benefits it is that of nominal GDP over the government's deficit. Both
//! sums are means over paired runs. The peak multiplier is the furthest `ΔY_t` over the furthest
//! `ΔG_t`. Source: Blanchard and Perotti (2002), Quarterly Journal of Economics 117(4).

use super::bands::{Moments, ratio};
use super::figures::Figures;

/// What the multiplier is of: the series it acts on, and the series of its cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// Name in the table.
    pub name: &'static str,
    /// What it acts on.
    pub output: &'static str,
    /// What it costs.
    pub cost: &'static str,
}

/// Spending on goods.
pub const SPENDING: Instrument = Instrument {
    name: "government_consumption",
    output: "real_gdp",
    cost: "real_government_consumption",
};

/// Taxes and benefits.
pub const BUDGET: Instrument = Instrument {
    name: "government_deficit",
    output: "nominal_gdp",
    cost: "government_deficit",
};

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Quarters over which it is summed; of the peak the quarter of the furthest GDP.
    pub period: usize,
    /// Whether it is the peak multiplier.
    pub peak: bool,
    /// The multiplier.
    pub value: f64,
    /// Its band; nothing of one run, or of so few that it has no end.
    pub band: Option<(f64, f64)>,
    /// Paired runs it rests on.
    pub n: usize,
}

/// Standard errors that the mean cost must be away from 0.
const CLEAR: f64 = 3.0;

/// The multipliers of `branch`; none over quarters in which the cost is not clear of 0.
pub fn rows(output: &Figures, cost: &Figures, branch: usize) -> Vec<Row> {
    let (mut outputs, mut costs) = (vec![0.0; output.runs], vec![0.0; output.runs]);
    let mut rows = Vec::new();
    let mut furthest: [Option<(usize, Vec<f64>, f64)>; 2] = [None, None];
    for period in 1..output.quarters {
        let now = [output, cost].map(|figures| figures.differences(branch, period));
        for (sums, now) in [&mut outputs, &mut costs].into_iter().zip(&now) {
            for (sum, value) in sums.iter_mut().zip(now) {
                *sum += value;
            }
        }
        for (furthest, now) in furthest.iter_mut().zip(now) {
            let mean = Moments::of(&now).map_or(0.0, |moments| moments.mean.abs());
            if furthest.as_ref().is_none_or(|(_, _, known)| mean > *known) {
                *furthest = Some((period, now, mean));
            }
        }
        rows.extend(row(period, false, &outputs, &costs));
    }
    if let [Some((period, output, _)), Some((_, cost, _))] = furthest {
        rows.extend(row(period, true, &output, &cost));
    }
    rows
}

fn row(period: usize, peak: bool, output: &[f64], cost: &[f64]) -> Option<Row> {
    let (above, below) = (Moments::of(output)?, Moments::of(cost)?);
    let error = below.sd / (below.n as f64).sqrt();
    if below.mean == 0.0 || below.mean.abs() < CLEAR * error {
        return None;
    }
    Some(Row {
        period,
        peak,
        value: above.mean / below.mean,
        band: ratio(output, cost),
        n: below.n,
    })
}
