//! Diebold and Mariano's test that two forecasts are equally good.
//!
//! Source: Diebold and Mariano (1995); Harvey, Leybourne and Newbold (1997).
//! With `d = e1^2 - e2^2`, `g_j = sum (d_t - mean d)(d_(t-j) - mean d) / n`,
//! `V = g_0 + 2 (g_1 + ... + g_(h-1))` and `V = g_0` where that is not positive,
//! `statistic = mean d / sqrt(V / n) * sqrt((n + 1 - 2h + h(h - 1) / n) / n)`.
//!
//! Differs: the published routine divides the autocovariances by `n` twice for `h > 1`, which
//! inflates the statistic by `sqrt n`.

use crate::Unavailable;
use crate::distribution::{normal_two_sided, student_two_sided};
use crate::moments::mean;
use crate::unavailable::{at_least, finite, same_length};

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DieboldMariano {
    /// Mean of the squared errors of the first less that of the second [unit squared]: positive where
    /// the second is better.
    pub loss_difference: f64,
    /// The statistic; positive where the second is better.
    pub statistic: f64,
    /// Two-sided chance under equal accuracy, from the normal distribution as in the literature.
    pub p_value: f64,
    /// The same from Student's t with `n - 1` degrees of freedom, as Harvey, Leybourne and Newbold
    /// advise.
    pub p_value_student: f64,
    /// Whether the long-run variance was not positive, so that the plain variance took its place.
    pub plain_variance: bool,
    /// Pairs of forecasts compared.
    pub forecasts: usize,
}

/// Compares the errors that two forecasts made on the same dates, in order of date, `horizon` quarters
/// ahead.
///
/// # Errors
/// If the two differ in length or hold values that are not finite, if there are not more pairs than the
/// horizon, for a horizon of 0, or if the difference of squared errors does not vary.
pub fn diebold_mariano(
    first: &[f64],
    second: &[f64],
    horizon: usize,
) -> Result<DieboldMariano, Unavailable> {
    same_length(first, second)?;
    finite(first)?;
    finite(second)?;
    at_least(horizon.max(1) + 1, first.len())?;
    if horizon == 0 {
        return Err(Unavailable::Outside {
            what: "horizon",
            value: 0.0,
            range: "1 and more",
        });
    }
    let losses: Vec<f64> = first
        .iter()
        .zip(second)
        .map(|(a, b)| a * a - b * b)
        .collect();
    let count = losses.len() as f64;
    let loss_difference = mean(&losses).unwrap_or_default();
    let autocovariance = |lag: usize| {
        let pairs = losses[lag..].iter().zip(&losses);
        let products = pairs.map(|(a, b)| (a - loss_difference) * (b - loss_difference));
        products.sum::<f64>() / count
    };
    let plain = autocovariance(0);
    let long_run = plain + 2.0 * (1..horizon).map(autocovariance).sum::<f64>();
    let plain_variance = long_run <= 0.0;
    let variance = if plain_variance { plain } else { long_run };
    if variance <= 0.0 {
        return Err(Unavailable::Constant);
    }
    let ahead = horizon as f64;
    let small_sample = (count + 1.0 - 2.0 * ahead + ahead * (ahead - 1.0) / count) / count;
    let statistic = loss_difference / (variance / count).sqrt() * small_sample.sqrt();
    Ok(DieboldMariano {
        loss_difference,
        statistic,
        p_value: normal_two_sided(statistic),
        p_value_student: student_two_sided(statistic, count - 1.0).unwrap_or(f64::NAN),
        plain_variance,
        forecasts: losses.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_three_forecasts_by_hand() {
        // d = 1, 4, 7: mean 4, g_0 = 6, V / n = 2, factor sqrt(2 / 3): 4 / sqrt 3.
        let second = [0.0; 3];
        let first = [1.0, 2.0, 7.0_f64.sqrt()];
        let test = diebold_mariano(&first, &second, 1).unwrap();
        assert!((test.statistic - 4.0 / 3.0_f64.sqrt()).abs() < 1e-12);
        assert!((test.loss_difference - 4.0).abs() < 1e-12);
        assert!(!test.plain_variance);
        // g_1 = ((0)(-3) + (3)(0)) / 3 = 0: the factor alone changes, n + 1 - 4 + 2 / 3 over n.
        let two = diebold_mariano(&first, &second, 2).unwrap();
        assert!((two.statistic - 4.0 / 2.0_f64.sqrt() * (2.0_f64 / 9.0).sqrt()).abs() < 1e-12);
        let reverse = diebold_mariano(&second, &first, 1).unwrap();
        assert_eq!(reverse.statistic, -test.statistic);
    }

    #[test]
    fn negative_long_run_variance_gives_way_to_the_plain_one() {
        // d alternates between 9 and 1: g_0 = 16, g_1 = -16 * 5 / 6, so V < 0.
        let first = [3.0, 1.0, 3.0, 1.0, 3.0, 1.0];
        let test = diebold_mariano(&first, &[0.0; 6], 2).unwrap();
        assert!(test.plain_variance);
        let factor = (6.0 + 1.0 - 4.0 + 2.0 / 6.0) / 6.0_f64;
        assert!((test.statistic - 5.0 / (16.0_f64 / 6.0).sqrt() * factor.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn does_not_exist_where_nothing_differs() {
        let errors = [1.0, 2.0, 3.0];
        assert_eq!(
            diebold_mariano(&errors, &errors, 1),
            Err(Unavailable::Constant)
        );
        assert!(diebold_mariano(&errors, &[0.0; 3], 3).is_err());
        assert!(diebold_mariano(&errors, &[0.0; 3], 0).is_err());
        assert!(diebold_mariano(&errors, &[0.0; 2], 1).is_err());
    }
}
