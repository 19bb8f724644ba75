//! Mean, variance and standard deviation.

/// The mean, `sum x / n` [unit of the values]; none without values.
pub fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    Some(values.iter().sum::<f64>() / values.len() as f64)
}

/// The sample variance, `sum (x - mean)^2 / (n - 1)` [unit of the values, squared]; none with fewer
/// than two values.
pub fn variance(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    Some(squares_about_mean(values)? / (values.len() - 1) as f64)
}

/// The sample standard deviation, the square root of [`variance`] [unit of the values]; none with
/// fewer than two values.
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    variance(values).map(f64::sqrt)
}

/// `sum (x - mean)^2`; none without values.
pub(crate) fn squares_about_mean(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    Some(
        values
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_four_values_by_hand() {
        let values = [2.0, 4.0, 6.0, 8.0];
        assert_eq!(mean(&values), Some(5.0));
        assert_eq!(variance(&values), Some(20.0 / 3.0));
        assert_eq!(standard_deviation(&values), Some((20.0_f64 / 3.0).sqrt()));
    }

    #[test]
    fn do_not_exist_without_enough_values() {
        assert_eq!(mean(&[]), None);
        assert_eq!(variance(&[1.0]), None);
        assert_eq!(standard_deviation(&[]), None);
    }
}
