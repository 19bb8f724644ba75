//! The line through two series, as for Okun's law and the Phillips curve.
//!
//! `y = a + b x + e`, least squares; standard errors from `s^2 (X'X)^-1` with `s^2 = e'e / (n - 2)`.

use crate::Unavailable;
use crate::distribution::student_two_sided;
use crate::least_squares::{column, fit, with_intercept};
use crate::moments::squares_about_mean;
use crate::unavailable::{at_least, same_length};

/// An estimated line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The constant [unit of y].
    pub intercept: f64,
    /// The slope [unit of y per unit of x].
    pub slope: f64,
    /// Standard error of the constant [unit of y].
    pub intercept_error: f64,
    /// Standard error of the slope [unit of y per unit of x].
    pub slope_error: f64,
    /// Two-sided chance of so large a slope if there were none, from Student's t with `n - 2` degrees
    /// of freedom.
    pub slope_p_value: f64,
    /// Share of the variance of y that the line explains; none if y does not vary.
    pub r_squared: Option<f64>,
    /// Standard deviation `s` of the residuals [unit of y]; 0 where they are only rounding.
    pub residual_deviation: f64,
    /// Pairs that the line rests on.
    pub observations: usize,
}

/// The line of `y` on `x`.
///
/// # Errors
/// If the two differ in length, with fewer than three pairs, values that are not finite, or an `x` that
/// does not vary.
pub fn line(x: &[f64], y: &[f64]) -> Result<Line, Unavailable> {
    // Residuals below this share of the values are rounding.
    const ROUNDING: f64 = 1e-14;
    same_length(x, y)?;
    at_least(3, x.len())?;
    let fit = fit(&with_intercept(&[x]), &column(y))?;
    let count = x.len() as f64;
    let squares: f64 = y.iter().map(|value| value * value).sum();
    let mut unexplained = fit.squared_residuals(0);
    if unexplained <= ROUNDING * ROUNDING * count * squares {
        unexplained = 0.0;
    }
    let residual_variance = unexplained / (count - 2.0);
    let error = |place: usize| (residual_variance * fit.unscaled_covariance[(place, place)]).sqrt();
    let (slope, slope_error) = (fit.coefficients[(1, 0)], error(1));
    let total = squares_about_mean(y).filter(|total| *total > 0.0);
    Ok(Line {
        intercept: fit.coefficients[(0, 0)],
        slope,
        intercept_error: error(0),
        slope_error,
        slope_p_value: student_two_sided(slope / slope_error, count - 2.0).unwrap_or(1.0),
        r_squared: total.map(|total| 1.0 - unexplained / total),
        residual_deviation: residual_variance.sqrt(),
        observations: x.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn through_three_points_by_hand() {
        // Slope 3/2, s^2 = 1/6; (X'X)^-1 has 5/6 and 1/2 on its diagonal.
        let line = line(&[0.0, 1.0, 2.0], &[1.0, 3.0, 4.0]).unwrap();
        let near = |left: f64, right: f64| assert!((left - right).abs() < 1e-12, "{left} {right}");
        near(line.intercept, 7.0 / 6.0);
        near(line.slope, 1.5);
        near(line.intercept_error, (5.0_f64 / 36.0).sqrt());
        near(line.slope_error, (1.0_f64 / 12.0).sqrt());
        near(line.r_squared.unwrap(), 27.0 / 28.0);
        near(line.residual_deviation, (1.0_f64 / 6.0).sqrt());
    }

    #[test]
    fn through_all_points_has_no_error() {
        let line = line(&[0.0, 1.0, 2.0, 3.0], &[0.1, 0.3, 0.5, 0.7]).unwrap();
        assert_eq!((line.slope_error, line.slope_p_value), (0.0, 0.0));
        let flat = super::line(&[0.0, 1.0, 2.0], &[0.0; 3]).unwrap();
        assert_eq!(
            (flat.slope, flat.slope_p_value, flat.r_squared),
            (0.0, 1.0, None)
        );
    }
}
