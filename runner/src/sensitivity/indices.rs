//! Measures of sensitivity, as the design of a sweep allows them.

use statistics::Unavailable;
use statistics::bootstrap::Resampling;
use statistics::correlation::cross_correlation;
use statistics::sensitivity::{elementary_effects, sobol_indices};

use crate::scenario::sweep::{Method, Sweep};

/// Times that points are drawn anew for a band.
const RESAMPLES: usize = 1000;
/// Share of the draws that a band holds.
const COVERAGE: f64 = 0.9;

/// A measure of sensitivity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Share of the variance that is due to a parameter alone.
    FirstOrder,
    /// Share of the variance that is due to a parameter alone and together with others.
    Total,
    /// Mean of elementary effects.
    Mu,
    /// Mean of the sizes of elementary effects.
    MuStar,
    /// Standard deviation of elementary effects.
    Sigma,
    /// Correlation of outcome and parameter.
    Correlation,
}

impl Measure {
    /// Its word in results.
    pub fn name(self) -> &'static str {
        match self {
            Measure::FirstOrder => "first_order",
            Measure::Total => "total",
            Measure::Mu => "mu",
            Measure::MuStar => "mu_star",
            Measure::Sigma => "sigma",
            Measure::Correlation => "correlation",
        }
    }
}

/// A measure of one dimension.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// Dimension, as a place in the list of the sweep.
    pub dimension: usize,
    /// What it measures.
    pub measure: Measure,
    /// The measure; no number if it does not exist.
    pub value: f64,
    /// Its 90 % bootstrap band; no numbers if it has none.
    pub band: (f64, f64),
    /// Points of the first sample, trajectories or points that it rests on.
    pub n: usize,
}

/// The measures of all dimensions for an outcome, one figure a point, no number where all runs failed.
/// What does not vary has none.
pub fn indices(sweep: &Sweep, outcomes: &[f64], seed: u64) -> Vec<Index> {
    let resampling = Resampling {
        resamples: RESAMPLES,
        coverage: COVERAGE,
        seed,
    };
    let found = match sweep.method {
        Method::Sobol { .. } => of_variance(sweep, outcomes, &resampling),
        Method::Morris { .. } => of_effects(sweep, outcomes, &resampling),
        Method::LatinHypercube { .. } => of_correlation(sweep, outcomes, &resampling),
        Method::Grid => Ok(of_grid(sweep, outcomes)),
    };
    found.unwrap_or_default()
}

const NO_BAND: (f64, f64) = (f64::NAN, f64::NAN);

fn of_variance(
    sweep: &Sweep,
    outcomes: &[f64],
    resampling: &Resampling,
) -> Result<Vec<Index>, Unavailable> {
    let found = sobol_indices(outcomes, sweep.dimensions.len(), resampling)?;
    let factors = found.factors.iter().enumerate();
    let each = factors.flat_map(|(dimension, factor)| {
        let pairs = [
            (Measure::FirstOrder, factor.first),
            (Measure::Total, factor.total),
        ];
        pairs.map(|(measure, band)| Index {
            dimension,
            measure,
            value: band.estimate,
            band: (band.low, band.high),
            n: found.blocks,
        })
    });
    Ok(each.collect())
}

fn of_effects(
    sweep: &Sweep,
    outcomes: &[f64],
    resampling: &Resampling,
) -> Result<Vec<Index>, Unavailable> {
    let found = elementary_effects(&sweep.design, outcomes, resampling)?;
    let factors = found.iter().enumerate();
    let each = factors.filter_map(|(dimension, factor)| Some((dimension, factor.as_ref()?)));
    let each = each.flat_map(|(dimension, factor)| {
        let star = factor.mu_star;
        let of = |measure, value, band| Index {
            dimension,
            measure,
            value,
            band,
            n: factor.effects,
        };
        [
            of(Measure::Mu, factor.mu, NO_BAND),
            of(Measure::MuStar, star.estimate, (star.low, star.high)),
            of(Measure::Sigma, factor.sigma.unwrap_or(f64::NAN), NO_BAND),
        ]
    });
    Ok(each.collect())
}

fn of_correlation(
    sweep: &Sweep,
    outcomes: &[f64],
    resampling: &Resampling,
) -> Result<Vec<Index>, Unavailable> {
    let good = outcomes
        .iter()
        .enumerate()
        .filter(|(_, outcome)| outcome.is_finite());
    let (points, outcomes): (Vec<usize>, Vec<f64>) = good.unzip();
    let mut found = Vec::new();
    for dimension in 0..sweep.dimensions.len() {
        let place = |&point: &usize| sweep.design.point(point)[dimension];
        let places: Vec<f64> = points.iter().map(place).collect();
        let band = resampling.paired(&places, &outcomes, |x, y| cross_correlation(x, y, 0))?;
        found.push(Index {
            dimension,
            measure: Measure::Correlation,
            value: band.estimate,
            band: (band.low, band.high),
            n: points.len(),
        });
    }
    Ok(found)
}

/// Shares of the variance over a grid, every value as likely as the others; none unless all points
/// have an outcome.
fn of_grid(sweep: &Sweep, outcomes: &[f64]) -> Vec<Index> {
    let all = |_: usize| 0;
    let variance = within(outcomes, &all, 1);
    if variance.is_nan() || variance <= 0.0 {
        return Vec::new();
    }
    let lengths: Vec<usize> = sweep
        .dimensions
        .iter()
        .map(|dimension| dimension.values.len())
        .collect();
    let mut found = Vec::new();
    for (dimension, &length) in lengths.iter().enumerate() {
        // The last dimension varies fastest.
        let stride: usize = lengths[dimension + 1..].iter().product();
        let level = |point: usize| point / stride % length;
        let others = |point: usize| point / stride / length * stride + point % stride;
        // Rounding may leave a little less than nothing.
        let first = (1.0 - within(outcomes, &level, length) / variance).max(0.0);
        let total = within(outcomes, &others, outcomes.len() / length) / variance;
        found.extend([(Measure::FirstOrder, first), (Measure::Total, total)].map(
            |(measure, value)| Index {
                dimension,
                measure,
                value,
                band: NO_BAND,
                n: outcomes.len(),
            },
        ));
    }
    found
}

/// Variance of outcomes about the means of their groups.
fn within(outcomes: &[f64], group: &dyn Fn(usize) -> usize, groups: usize) -> f64 {
    let mut sums = vec![(0.0, 0.0); groups];
    for (point, outcome) in outcomes.iter().enumerate() {
        let (sum, count) = &mut sums[group(point)];
        *sum += outcome;
        *count += 1.0;
    }
    let squares = outcomes.iter().enumerate().map(|(point, outcome)| {
        let (sum, count) = sums[group(point)];
        let off = outcome - sum / count;
        off * off
    });
    squares.sum::<f64>() / outcomes.len() as f64
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use statistics::designs;

    use super::*;
    use crate::scenario::sweep::{Dimension, Varied};

    fn sweep(method: Method, ranges: &[&[f64]], design: designs::Design) -> Sweep {
        let dimension = |values: &&[f64]| Dimension {
            varied: Varied::Parameter(String::new()),
            values: values.to_vec(),
        };
        Sweep {
            method,
            dimensions: ranges.iter().map(dimension).collect(),
            design,
            of: Vec::new(),
        }
    }

    fn outcomes(sweep: &Sweep, function: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let points = 0..sweep.points();
        points
            .map(|point| function(&sweep.values(point).collect::<Vec<_>>()))
            .collect()
    }

    /// The function of Ishigami and Homma (1990) with a = 7, b = 0.1.
    fn ishigami(x: &[f64]) -> f64 {
        let (first, second) = (libm::sin(x[0]), libm::sin(x[1]));
        first + 7.0 * second * second + 0.1 * x[2] * x[2] * x[2] * x[2] * first
    }

    #[test]
    fn of_the_function_of_ishigami_are_the_known_ones() {
        let range = [&[-PI, PI][..]; 3];
        let n = 4096;
        let design = designs::saltelli(n, 3).unwrap();
        let sweep = sweep(Method::Sobol { n }, &range, design);
        let found = indices(&sweep, &outcomes(&sweep, ishigami), 1);
        let known = [0.3139, 0.5576, 0.4424, 0.4424, 0.0, 0.2437];
        assert_eq!(found.len(), known.len());
        for (index, known) in found.iter().zip(known) {
            assert!((index.value - known).abs() < 0.005, "{index:?} {known}");
            assert!(index.band.0 <= known + 0.005 && known - 0.005 <= index.band.1);
            assert_eq!(index.n, n);
        }
    }

    #[test]
    fn of_a_grid_are_shares_of_its_variance() {
        // x + 2 y + x y over -1, 1: variances 1, 4 and 1 of the product, 6 in all.
        let levels = [&[-1.0, 1.0][..]; 2];
        let sweep = sweep(Method::Grid, &levels, designs::grid(&[2, 2]).unwrap());
        let found = indices(
            &sweep,
            &outcomes(&sweep, |x| x[0] + 2.0 * x[1] + x[0] * x[1]),
            1,
        );
        let known = [1.0, 2.0, 4.0, 5.0].map(|part| part / 6.0);
        for (index, known) in found.iter().zip(known) {
            assert!((index.value - known).abs() < 1e-12, "{index:?} {known}");
        }
        assert!(indices(&sweep, &[1.0; 4], 1).is_empty());
        assert!(indices(&sweep, &[1.0, f64::NAN, 2.0, 3.0], 1).is_empty());
    }

    #[test]
    fn of_a_line_are_its_slopes_and_signs() {
        let ranges = [&[2.0, 4.0][..], &[0.0, 1.0]];
        let line = |x: &[f64]| 3.0 * x[0] - x[1];
        let method = Method::Morris {
            trajectories: 5,
            levels: 4,
        };
        let of_morris = sweep(method, &ranges, designs::morris(5, 2, 4, 1).unwrap());
        let found = indices(&of_morris, &outcomes(&of_morris, line), 1);
        let known = [6.0, 6.0, 0.0, -1.0, 1.0, 0.0];
        for (index, known) in found.iter().zip(known) {
            assert!((index.value - known).abs() < 1e-12, "{index:?} {known}");
        }
        let method = Method::LatinHypercube { n: 40 };
        let of_cube = sweep(method, &ranges, designs::latin_hypercube(40, 2, 1).unwrap());
        let mut figures = outcomes(&of_cube, line);
        figures[7] = f64::NAN;
        let found = indices(&of_cube, &figures, 1);
        assert!(found[0].value > 0.9 && found[1].value.abs() < 0.5 && found[0].n == 39);
    }
}
