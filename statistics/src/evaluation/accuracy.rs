//! Errors of forecasts: bias, root mean squared error, mean absolute error.

use crate::Unavailable;
use crate::unavailable::{at_least, finite, same_length};

/// How far forecasts were from what happened [unit of the series].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accuracy {
    /// `mean e`: positive where forecasts were too high.
    pub bias: f64,
    /// `sqrt(mean e^2)`.
    pub root_mean_squared_error: f64,
    /// `mean |e|`.
    pub mean_absolute_error: f64,
    /// Forecasts compared.
    pub forecasts: usize,
}

/// The errors `e = forecast - actual` [unit of the series].
///
/// # Errors
/// If the two differ in length or hold values that are not finite.
pub fn errors(forecasts: &[f64], actual: &[f64]) -> Result<Vec<f64>, Unavailable> {
    same_length(forecasts, actual)?;
    let errors: Vec<f64> = forecasts.iter().zip(actual).map(|(f, a)| f - a).collect();
    finite(&errors)?;
    Ok(errors)
}

/// Bias and size of forecast errors.
///
/// # Errors
/// Without errors, or if one of them is not finite.
pub fn accuracy(errors: &[f64]) -> Result<Accuracy, Unavailable> {
    at_least(1, errors.len())?;
    finite(errors)?;
    let mean = |of: fn(f64) -> f64| {
        errors.iter().map(|&error| of(error)).sum::<f64>() / errors.len() as f64
    };
    Ok(Accuracy {
        bias: mean(|error| error),
        root_mean_squared_error: mean(|error| error * error).sqrt(),
        mean_absolute_error: mean(f64::abs),
        forecasts: errors.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_three_forecasts_by_hand() {
        let errors = errors(&[3.0, 2.0, 7.0], &[1.0, 3.0, 5.0]).unwrap();
        assert_eq!(errors, [2.0, -1.0, 2.0]);
        let found = accuracy(&errors).unwrap();
        assert_eq!(found.bias, 1.0);
        assert_eq!(found.root_mean_squared_error, 3.0_f64.sqrt());
        assert_eq!(found.mean_absolute_error, 5.0 / 3.0);
        assert_eq!(found.forecasts, 3);
    }

    #[test]
    fn missing_forecasts_are_refused() {
        assert!(errors(&[1.0], &[1.0, 2.0]).is_err());
        assert_eq!(
            errors(&[1.0, 2.0], &[1.0, f64::NAN]),
            Err(Unavailable::NotFinite { place: 1 })
        );
        assert!(accuracy(&[]).is_err());
    }
}
