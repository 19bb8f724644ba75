//! Autoregressions of one series: vector autoregressions with one equation.
//!
//! Source: the specification, section 10.4. `x_t = c + a_1 x_(t-1) + ... + a_k x_(t-k) + e_t`.

use crate::Unavailable;
use crate::vector_autoregression::{self, VectorAutoregression};

/// An estimated autoregression.
#[derive(Clone, Debug, PartialEq)]
pub struct Autoregression {
    /// The constant [unit of the series].
    pub intercept: f64,
    /// The coefficients from lag one.
    pub lags: Vec<f64>,
    /// Variance of the residuals [unit squared]; none without degrees of freedom.
    pub residual_variance: Option<f64>,
    /// Observations that it rests on.
    pub observations: usize,
}

impl Autoregression {
    /// Estimates with `lags` lags; the first `presample` observations are only looked back on.
    ///
    /// # Errors
    /// As for [`VectorAutoregression::fit`].
    pub fn fit(series: &[f64], lags: usize, presample: usize) -> Result<Self, Unavailable> {
        let one = VectorAutoregression::fit(&[series], &[], lags, presample)?;
        Ok(Autoregression {
            intercept: one.intercepts[0],
            lags: one.lags.iter().map(|lag| lag[0][0]).collect(),
            residual_variance: one.residual_variances.map(|variances| variances[0]),
            observations: one.observations,
        })
    }
}

/// Forecasts of levels by an autoregression of their first differences, with the presample of the
/// literature; levels are logs where logs are given.
///
/// # Errors
/// As for [`vector_autoregression::forecast_levels`].
pub fn forecast_levels(
    levels: &[f64],
    lags: usize,
    horizon: usize,
) -> Result<Vec<f64>, Unavailable> {
    let mut paths = vector_autoregression::forecast_levels(&[levels], lags, horizon)?;
    Ok(paths.swap_remove(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_law_that_made_the_series() {
        // x_t = 3 - x_(t-1) / 2 from 0: 3, 1.5, 2.25, 1.875, ...
        let mut series = vec![0.0];
        for t in 1..8 {
            series.push(3.0 - 0.5 * series[t - 1]);
        }
        let fit = Autoregression::fit(&series, 1, 1).unwrap();
        assert!((fit.intercept - 3.0).abs() < 1e-12 && (fit.lags[0] + 0.5).abs() < 1e-12);
        assert_eq!(fit.observations, 7);
    }
}
