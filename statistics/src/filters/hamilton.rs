//! The regression filter of Hamilton.
//!
//! Source: Hamilton (2018). `x_(t+h) = b_0 + b_1 x_t + ... + b_p x_(t-p+1) + e_(t+h)`, least squares;
//! the trend is what the line says, the cycle what is left.

use super::Parts;
use crate::Unavailable;
use crate::least_squares::{column, fit, with_intercept};
use crate::unavailable::at_least;

/// How far the filter looks ahead, and from how many values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hamilton {
    /// Dates ahead, `h`; at least one.
    pub ahead: usize,
    /// Values that the line is drawn from, `p`.
    pub lags: usize,
}

/// What Hamilton advises for quarterly series: two years ahead, from one year.
pub const HAMILTON_QUARTERLY: Hamilton = Hamilton { ahead: 8, lags: 4 };

/// Trend and cycle of a series; the first `ahead + lags - 1` dates are lost.
///
/// # Errors
/// With an `ahead` of 0, fewer dates with parts than coefficients, values that are not finite, or past
/// values that are linearly dependent, as on a straight line.
pub fn hamilton(series: &[f64], filter: Hamilton) -> Result<Parts, Unavailable> {
    let Hamilton { ahead, lags } = filter;
    at_least(1, ahead)?;
    let lost = (ahead + lags).saturating_sub(1);
    at_least(lost + lags + 1, series.len())?;
    let count = series.len() - lost;
    let past: Vec<&[f64]> = (0..lags)
        .map(|lag| &series[lags - 1 - lag..][..count])
        .collect();
    let present = &series[lost..];
    let regressors = if lags == 0 {
        nalgebra::DMatrix::from_element(count, 1, 1.0)
    } else {
        with_intercept(&past)
    };
    let cycle: Vec<f64> = fit(&regressors, &column(present))?
        .residuals
        .iter()
        .copied()
        .collect();
    let trend = present
        .iter()
        .zip(&cycle)
        .map(|(x, cycle)| x - cycle)
        .collect();
    Ok(Parts { trend, cycle, lost })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_one_lag_is_a_line_by_hand() {
        // x_(t+1) on x_t, the points (0, 1), (1, 2), (2, 4): slope 3/2, constant 5/6, residuals 1/6, -1/3, 1/6.
        let filter = Hamilton { ahead: 1, lags: 1 };
        let parts = hamilton(&[0.0, 1.0, 2.0, 4.0], filter).unwrap();
        assert_eq!(parts.lost, 1);
        for (found, expected) in parts.cycle.iter().zip([1.0 / 6.0, -1.0 / 3.0, 1.0 / 6.0]) {
            assert!((found - expected).abs() < 1e-14);
        }
        assert!((parts.trend[2] + parts.cycle[2] - 4.0).abs() < 1e-14);
    }

    #[test]
    fn needs_enough_dates_and_values_that_are_not_a_line() {
        let line: Vec<f64> = (0..40).map(f64::from).collect();
        assert_eq!(
            hamilton(&line, HAMILTON_QUARTERLY),
            Err(Unavailable::Collinear)
        );
        let short = hamilton(&line[..15], HAMILTON_QUARTERLY);
        assert_eq!(
            short,
            Err(Unavailable::TooFew {
                needed: 16,
                given: 15
            })
        );
    }
}
