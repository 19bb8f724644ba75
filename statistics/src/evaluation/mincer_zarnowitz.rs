//! Mincer and Zarnowitz's test that forecasts are unbiased and efficient.
//!
//! Source: Mincer and Zarnowitz (1969). `actual = a + b forecast + e`, least squares; with
//! `V = s^2 (X'X)^-1` and `q = (a, b - 1)`, the Wald statistic `q' V^-1 q` is compared with the
//! chi-squared distribution with two degrees of freedom.

use crate::Unavailable;
use crate::distribution::chi_squared_2_above;
use crate::regression::line;

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MincerZarnowitz {
    /// The constant; 0 for good forecasts [unit of the series].
    pub intercept: f64,
    /// The slope; 1 for good forecasts.
    pub slope: f64,
    /// Standard error of the constant [unit of the series].
    pub intercept_error: f64,
    /// Standard error of the slope.
    pub slope_error: f64,
    /// The Wald statistic of a constant of 0 and a slope of 1.
    pub wald: f64,
    /// Chance of a larger statistic under these.
    pub p_value: f64,
    /// Forecasts compared.
    pub forecasts: usize,
}

/// Tests forecasts against what happened.
///
/// # Errors
/// As for [`line`], and if the line goes through every point, so that errors have no variance.
pub fn mincer_zarnowitz(forecasts: &[f64], actual: &[f64]) -> Result<MincerZarnowitz, Unavailable> {
    let line = line(forecasts, actual)?;
    if line.residual_deviation == 0.0 {
        return Err(Unavailable::Constant);
    }
    // q'X'X q is the sum of squares of what the line says beyond the forecast itself.
    let beyond = |forecast: &f64| {
        let gap = line.intercept + (line.slope - 1.0) * forecast;
        gap * gap
    };
    let squares: f64 = forecasts.iter().map(beyond).sum();
    let wald = squares / (line.residual_deviation * line.residual_deviation);
    Ok(MincerZarnowitz {
        intercept: line.intercept,
        slope: line.slope,
        intercept_error: line.intercept_error,
        slope_error: line.slope_error,
        wald,
        p_value: chi_squared_2_above(wald),
        forecasts: forecasts.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_three_forecasts_by_hand() {
        // The line through (0, 1), (1, 3), (2, 4) is 7/6 + 3/2 x with s^2 = 1/6.
        // Beyond the forecast: 7/6, 10/6, 13/6; squares (49 + 100 + 169) / 36; over 1/6: 53.
        let test = mincer_zarnowitz(&[0.0, 1.0, 2.0], &[1.0, 3.0, 4.0]).unwrap();
        assert!((test.wald - 53.0).abs() < 1e-10);
        assert!((test.slope - 1.5).abs() < 1e-12);
        assert!((test.p_value - chi_squared_2_above(53.0)).abs() < 1e-15);
    }

    #[test]
    fn does_not_exist_for_forecasts_that_do_not_vary_or_are_exact() {
        assert!(mincer_zarnowitz(&[1.0; 3], &[1.0, 3.0, 4.0]).is_err());
        assert!(mincer_zarnowitz(&[0.0, 1.0, 2.0], &[0.0, 1.0, 2.0]).is_err());
        assert!(mincer_zarnowitz(&[0.0, 1.0], &[1.0, 2.0]).is_err());
    }
}
