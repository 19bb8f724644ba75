//! Vector autoregressions, the rivals that forecasts are measured against.
//!
//! Source: the specification, section 10.4; Luetkepohl (2005), chapter 3.
//! `x_t = c + A_1 x_(t-1) + ... + A_k x_(t-k) + B z_t + e_t`, least squares equation by equation;
//! `z` are exogenous series dated as `x`, whose future is known.

use nalgebra::DMatrix;

use crate::Unavailable;
use crate::least_squares::{self, Fit};
use crate::unavailable::{at_least, same_length};

/// First observations that are only looked back on, whatever the number of lags, so that rivals with
/// one to four lags rest on the same observations.
pub const PRESAMPLE: usize = 4;

/// An estimated vector autoregression.
#[derive(Clone, Debug, PartialEq)]
pub struct VectorAutoregression {
    /// The constant of each equation [unit of its series].
    pub intercepts: Vec<f64>,
    /// By lag, from one; by equation; by explaining series.
    pub lags: Vec<Vec<Vec<f64>>>,
    /// By equation; by exogenous series.
    pub exogenous: Vec<Vec<f64>>,
    /// Variance of each equation's residuals, `e'e / (n - coefficients)` [unit squared]; none without
    /// degrees of freedom.
    pub residual_variances: Option<Vec<f64>>,
    /// Observations that each equation rests on.
    pub observations: usize,
}

impl VectorAutoregression {
    /// Estimates with `lags` lags from series of equal length. The first `presample` observations, at
    /// least as many as lags, are only looked back on.
    ///
    /// # Errors
    /// Without series, for series of different length, a presample shorter than the lags, fewer
    /// observations than coefficients, series that are linearly dependent, or values not finite.
    pub fn fit(
        series: &[&[f64]],
        exogenous: &[&[f64]],
        lags: usize,
        presample: usize,
    ) -> Result<Self, Unavailable> {
        at_least(1, series.len())?;
        at_least(lags, presample)?;
        let length = series[0].len();
        for other in series.iter().chain(exogenous) {
            same_length(series[0], other)?;
        }
        let count = series.len();
        let coefficients = 1 + count * lags + exogenous.len();
        at_least(presample + coefficients, length)?;

        let observations = length - presample;
        let regressors = DMatrix::from_fn(observations, coefficients, |row, column| {
            let date = presample + row;
            match column {
                0 => 1.0,
                _ if column <= count * lags => {
                    series[(column - 1) % count][date - 1 - (column - 1) / count]
                }
                _ => exogenous[column - 1 - count * lags][date],
            }
        });
        let dependent = DMatrix::from_fn(observations, count, |row, equation| {
            series[equation][presample + row]
        });
        let fit = least_squares::fit(&regressors, &dependent)?;
        Ok(Self::named(&fit, count, lags))
    }

    fn named(fit: &Fit, count: usize, lags: usize) -> Self {
        let coefficient = |place: usize, equation: usize| fit.coefficients[(place, equation)];
        let lag = |lag: usize, equation: usize| {
            (0..count)
                .map(|series| coefficient(1 + lag * count + series, equation))
                .collect()
        };
        let after_lags = 1 + lags * count..fit.coefficients.nrows();
        VectorAutoregression {
            intercepts: (0..count)
                .map(|equation| coefficient(0, equation))
                .collect(),
            lags: (0..lags)
                .map(|back| (0..count).map(|equation| lag(back, equation)).collect())
                .collect(),
            exogenous: (0..count)
                .map(|equation| {
                    let places = after_lags.clone();
                    places.map(|place| coefficient(place, equation)).collect()
                })
                .collect(),
            residual_variances: (0..count)
                .map(|equation| fit.residual_variance(equation))
                .collect(),
            observations: fit.residuals.nrows(),
        }
    }

    /// Forecasts without shocks of the `horizon` dates after `history`, each fed by those before it: by
    /// series, by date. `future` holds the exogenous series on these dates.
    ///
    /// # Errors
    /// If `history` is shorter than the lags, or does not hold the estimated series, or `future` not
    /// the exogenous ones up to the horizon.
    pub fn forecast(
        &self,
        history: &[&[f64]],
        future: &[&[f64]],
        horizon: usize,
    ) -> Result<Vec<Vec<f64>>, Unavailable> {
        let count = self.intercepts.len();
        let exogenous = self.exogenous.first().map_or(0, Vec::len);
        for (left, right) in [(count, history.len()), (exogenous, future.len())] {
            if left != right {
                return Err(Unavailable::Lengths { left, right });
            }
        }
        for series in history {
            same_length(history[0], series)?;
            at_least(self.lags.len(), series.len())?;
        }
        for series in future {
            at_least(horizon, series.len())?;
        }
        let mut paths: Vec<Vec<f64>> = history.iter().map(|series| series.to_vec()).collect();
        for step in 0..horizon {
            let next: Vec<f64> = (0..count)
                .map(|equation| self.next(equation, &paths, future, step))
                .collect();
            for (path, value) in paths.iter_mut().zip(next) {
                path.push(value);
            }
        }
        let known = history[0].len();
        Ok(paths.iter().map(|path| path[known..].to_vec()).collect())
    }

    fn next(&self, equation: usize, paths: &[Vec<f64>], future: &[&[f64]], step: usize) -> f64 {
        let mut value = self.intercepts[equation];
        for (back, lag) in self.lags.iter().enumerate() {
            for (path, coefficient) in paths.iter().zip(&lag[equation]) {
                value += coefficient * path[path.len() - 1 - back];
            }
        }
        for (series, coefficient) in future.iter().zip(&self.exogenous[equation]) {
            value += coefficient * series[step];
        }
        value
    }
}

/// Forecasts of levels by a vector autoregression of their first differences, with the [`PRESAMPLE`]
/// of the literature: `level_(T+h) = level_T +` the sum of the forecast differences up to `h`. By
/// series, by date; levels are logs where logs are given.
///
/// # Errors
/// As for [`VectorAutoregression::fit`], with more than [`PRESAMPLE`] lags refused too.
pub fn forecast_levels(
    levels: &[&[f64]],
    lags: usize,
    horizon: usize,
) -> Result<Vec<Vec<f64>>, Unavailable> {
    let differences: Vec<Vec<f64>> = levels.iter().map(|series| differences(series)).collect();
    let differences: Vec<&[f64]> = differences.iter().map(Vec::as_slice).collect();
    let fitted = VectorAutoregression::fit(&differences, &[], lags, PRESAMPLE)?;
    let changes = fitted.forecast(&differences, &[], horizon)?;
    let paths = levels.iter().zip(changes);
    Ok(paths
        .map(|(series, changes)| cumulate(series[series.len() - 1], &changes))
        .collect())
}

/// First differences, `x_t - x_(t-1)`; one value fewer than given.
pub fn differences(series: &[f64]) -> Vec<f64> {
    series.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// The levels after `last` that follow from its changes.
fn cumulate(last: f64, changes: &[f64]) -> Vec<f64> {
    let mut level = last;
    let next = |change: &f64| {
        level += change;
        level
    };
    changes.iter().map(next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_law_that_made_the_series() {
        // x_t = 1 + 0.5 x_(t-1) - 0.25 y_(t-1), y_t = 2 + 0.5 y_(t-1) + z_t.
        let z = [0.0, 1.0, -1.0, 0.5, 2.0, -0.5, 1.5, 0.25, -2.0, 1.0];
        let (mut x, mut y) = (vec![0.0], vec![1.0]);
        for t in 1..z.len() {
            x.push(1.0 + 0.5 * x[t - 1] - 0.25 * y[t - 1]);
            y.push(2.0 + 0.5 * y[t - 1] + z[t]);
        }
        let fit = VectorAutoregression::fit(&[&x, &y], &[&z], 1, 1).unwrap();
        let near = |left: f64, right: f64| assert!((left - right).abs() < 1e-12, "{left} {right}");
        near(fit.intercepts[0], 1.0);
        near(fit.lags[0][0][1], -0.25);
        near(fit.lags[0][1][0], 0.0);
        near(fit.exogenous[1][0], 1.0);
        assert_eq!(fit.observations, 9);

        let ahead = fit.forecast(&[&x, &y], &[&[3.0, 0.0]], 2).unwrap();
        let first = 1.0 + 0.5 * x[9] - 0.25 * y[9];
        let second = 2.0 + 0.5 * y[9] + 3.0;
        near(ahead[0][0], first);
        near(ahead[0][1], 1.0 + 0.5 * first - 0.25 * second);
        assert!(fit.forecast(&[&x, &y], &[], 2).is_err());
    }

    #[test]
    fn levels_go_on_from_the_last() {
        // A random walk with drift: without lags the forecast difference is the mean one after the presample.
        let level = [0.0, 9.0, 9.0, 9.0, 9.0, 10.0, 12.0, 15.0];
        let ahead = forecast_levels(&[&level], 0, 2).unwrap();
        assert!((ahead[0][0] - 17.0).abs() < 1e-12 && (ahead[0][1] - 19.0).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_estimated_is_refused() {
        let series = [1.0, 2.0, 4.0, 3.0, 5.0, 4.0, 6.0];
        let fit = |lags, presample| VectorAutoregression::fit(&[&series], &[], lags, presample);
        assert_eq!(
            fit(2, 1),
            Err(Unavailable::TooFew {
                needed: 2,
                given: 1
            })
        );
        assert_eq!(
            fit(3, 4),
            Err(Unavailable::TooFew {
                needed: 8,
                given: 7
            })
        );
        let twice = VectorAutoregression::fit(&[&series, &series], &[], 1, 1);
        assert_eq!(twice, Err(Unavailable::Collinear));
        assert!(VectorAutoregression::fit(&[], &[], 1, 1).is_err());
    }
}
