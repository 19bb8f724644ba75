//! Quantiles with linear interpolation.
//!
//! Source: Hyndman and Fan (1996), definition 7, the default of R, numpy and pandas, in the form of R:
//! with `h = (n - 1) p`, `w = h - floor h` and values sorted from `x[0]`,
//! `quantile(p) = (1 - w) x[floor h] + w x[floor h + 1]`.

/// The values from small to large, as [`quantile`] and [`quantiles`] want them; what is not a number
/// comes last.
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// The quantile at `level` of values sorted from small to large [unit of the values]; none without
/// values or for a level outside 0 to 1.
pub fn quantile(sorted: &[f64], level: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&level) {
        return None;
    }
    let last = sorted.len().checked_sub(1)?;
    let place = last as f64 * level;
    let below = (place as usize).min(last);
    let fraction = place - below as f64;
    let low = sorted[below];
    if fraction == 0.0 {
        return Some(low);
    }
    let high = sorted[below + 1];
    // Values that agree are kept to the last bit, infinite or not.
    Some(if low == high {
        low
    } else {
        low * (1.0 - fraction) + high * fraction
    })
}

/// The quantiles at several levels of one sorted slice; none if one of them does not exist.
pub fn quantiles(sorted: &[f64], levels: &[f64]) -> Option<Vec<f64>> {
    levels
        .iter()
        .map(|&level| quantile(sorted, level))
        .collect()
}

/// The median of values in any order [unit of the values]; none without values.
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(&sorted(values), 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_four_values_by_hand() {
        let values = sorted(&[30.0, 10.0, 20.0, 40.0]);
        // h = 3 p: 0.3 lies at 0.9, one tenth below the second value.
        let levels = [0.0, 0.25, 0.5, 1.0];
        assert_eq!(
            quantiles(&values, &levels),
            Some(vec![10.0, 17.5, 25.0, 40.0])
        );
        assert!((quantile(&values, 0.3).unwrap() - 19.0).abs() < 1e-12);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
    }

    #[test]
    fn do_not_exist_without_values_or_outside_zero_to_one() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[1.0], 1.1), None);
        assert_eq!(quantile(&[1.0], f64::NAN), None);
        assert_eq!(quantiles(&[1.0], &[0.5, -0.1]), None);
    }

    #[test]
    fn of_values_that_agree_are_the_value() {
        for value in [0.1, 1.0 / 3.0, 5.7] {
            let all = (0..=100).map(|level| quantile(&[value; 7], f64::from(level) / 100.0));
            assert!(all.flatten().eq([value; 101]));
        }
    }

    #[test]
    fn keep_infinite_values_that_agree() {
        assert_eq!(quantile(&[f64::INFINITY; 3], 0.3), Some(f64::INFINITY));
        assert_eq!(quantile(&[1.0, f64::INFINITY], 1.0), Some(f64::INFINITY));
    }
}
