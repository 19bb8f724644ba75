//! How series move with themselves and with others, at leads and lags.
//!
//! Source: Box and Jenkins (1976), sections 2.1 and 11.1: autocovariances are divided by the full
//! length, so that figures stay between -1 and 1 whatever the lag.

use crate::moments::{mean, squares_about_mean, standard_deviation};

/// `sum (x_t - mean)(x_(t-lag) - mean) / sum (x_t - mean)^2` for the lags 0 to `lags`; none for a series
/// that does not vary or is not longer than `lags`.
pub fn autocorrelations(series: &[f64], lags: usize) -> Option<Vec<f64>> {
    (0..=lags)
        .map(|lag| cross_correlation(series, series, lag as isize))
        .collect()
}

/// The correlation of `x` `lead` dates later with `y`,
/// `sum (x_(t+lead) - mean x)(y_t - mean y) / sqrt(sum (x - mean x)^2 sum (y - mean y)^2)`.
///
/// With a negative lead, of an earlier `x`: a series that leads output is most correlated there. None
/// if the two differ in length, one does not vary, or they are not longer than the lead.
pub fn cross_correlation(x: &[f64], y: &[f64], lead: isize) -> Option<f64> {
    let shift = lead.unsigned_abs();
    if x.len() != y.len() || shift >= x.len() {
        return None;
    }
    let scale = (squares_about_mean(x)? * squares_about_mean(y)?).sqrt();
    if !(scale > 0.0 && scale.is_finite()) {
        return None;
    }
    let (mean_x, mean_y) = (mean(x)?, mean(y)?);
    let (later, earlier) = if lead >= 0 { (shift, 0) } else { (0, shift) };
    let pairs = x[later..].iter().zip(&y[earlier..]);
    let products = pairs.map(|(x, y)| (x - mean_x) * (y - mean_y));
    Some(products.sum::<f64>() / scale)
}

/// The correlations of `x` with `y` from `-reach` to `reach` dates later, in this order; none where one
/// does not exist.
pub fn cross_correlations(x: &[f64], y: &[f64], reach: usize) -> Option<Vec<f64>> {
    let reach = reach as isize;
    (-reach..=reach)
        .map(|lead| cross_correlation(x, y, lead))
        .collect()
}

/// The standard deviation of `x` over that of `y`; none if `y` does not vary or one has fewer than two
/// values.
pub fn relative_standard_deviation(x: &[f64], y: &[f64]) -> Option<f64> {
    let base = standard_deviation(y)?;
    (base > 0.0).then_some(standard_deviation(x)? / base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_four_values_by_hand() {
        // About the mean: -1.5, -0.5, 0.5, 1.5; squares 5; products one apart 0.75 - 0.25 + 0.75.
        let series = [1.0, 2.0, 3.0, 4.0];
        let found = autocorrelations(&series, 3).unwrap();
        for (found, expected) in found.iter().zip([1.0, 0.25, -0.3, -0.45]) {
            assert!((found - expected).abs() < 1e-14);
        }
        assert_eq!(
            relative_standard_deviation(&[2.0, 4.0, 6.0, 8.0], &series),
            Some(2.0)
        );
    }

    #[test]
    fn a_series_that_leads_is_seen_on_the_side_of_earlier_dates() {
        let output = [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
        let orders = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let found = cross_correlations(&orders, &output, 3).unwrap();
        let strongest = (0..7)
            .max_by(|a, b| found[*a].total_cmp(&found[*b]))
            .unwrap();
        assert_eq!(strongest as isize - 3, -2);
        assert_eq!(
            cross_correlation(&output, &orders, 2),
            cross_correlation(&orders, &output, -2)
        );
    }

    #[test]
    fn do_not_exist_for_series_that_do_not_vary_or_are_short() {
        assert_eq!(autocorrelations(&[1.0, 1.0, 1.0], 1), None);
        assert_eq!(autocorrelations(&[1.0, 2.0], 2), None);
        assert_eq!(cross_correlation(&[1.0, 2.0], &[1.0], 0), None);
        assert_eq!(relative_standard_deviation(&[1.0, 2.0], &[3.0, 3.0]), None);
    }
}
