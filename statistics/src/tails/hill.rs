//! The exponent of a heavy tail.
//!
//! Source: Hill (1975). With sizes from large to small and a tail of `k`,
//! `exponent = k / sum_(i <= k) ln(size_i / size_(k+1))`, its standard error `exponent / sqrt k`.
//!
//! Differs: sizes in whole numbers with many ties, such as employees, bias the exponent downwards for
//! small thresholds; take a tail whose threshold is large against one.

use crate::Unavailable;
use crate::quantile::sorted;
use crate::unavailable::finite;

/// A tail in which the share above a size falls with `size^-exponent`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    /// The exponent; about 1 where sizes follow Zipf's law.
    pub exponent: f64,
    /// Its standard error.
    pub error: f64,
    /// The largest size that is not in the tail [unit of the sizes].
    pub threshold: f64,
    /// Sizes in the tail, `k`.
    pub count: usize,
}

/// The exponent of the largest `count` of `sizes`, which may come in any order.
///
/// # Errors
/// For a tail of no size, or as large as all sizes; for values that are not finite, a threshold that is
/// not positive, or a tail whose sizes are all the threshold.
pub fn hill(sizes: &[f64], count: usize) -> Result<Tail, Unavailable> {
    finite(sizes)?;
    if count == 0 || count >= sizes.len() {
        return Err(Unavailable::Outside {
            what: "count of the tail",
            value: count as f64,
            range: "1 to one less than the sizes",
        });
    }
    let sorted = sorted(sizes);
    let (rest, tail) = sorted.split_at(sorted.len() - count);
    let threshold = rest[rest.len() - 1];
    if threshold <= 0.0 {
        return Err(Unavailable::Outside {
            what: "threshold of the tail",
            value: threshold,
            range: "above 0",
        });
    }
    let logs: f64 = tail.iter().map(|size| libm::log(size / threshold)).sum();
    if logs <= 0.0 {
        return Err(Unavailable::Constant);
    }
    let exponent = count as f64 / logs;
    Ok(Tail {
        exponent,
        error: exponent / (count as f64).sqrt(),
        threshold,
        count,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_powers_of_two_by_hand() {
        // Above 1: ln 2 + ln 4 + ln 8 = 6 ln 2, so 3 / (6 ln 2).
        let tail = hill(&[8.0, 0.5, 1.0, 4.0, 2.0], 3).unwrap();
        assert!((tail.exponent - 0.5 / std::f64::consts::LN_2).abs() < 1e-14);
        assert!((tail.error - tail.exponent / 3.0_f64.sqrt()).abs() < 1e-14);
        assert_eq!((tail.threshold, tail.count), (1.0, 3));
    }

    #[test]
    fn finds_the_exponent_of_exact_quantiles() {
        // size = (i / (n + 1))^(-1 / 1.5), the quantiles of a tail with exponent 3/2.
        let sizes: Vec<f64> = (1..=20_000)
            .map(|i| libm::pow(f64::from(i) / 20_001.0, -1.0 / 1.5))
            .collect();
        let tail = hill(&sizes, 10_000).unwrap();
        assert!((tail.exponent - 1.5).abs() < 0.002);
    }

    #[test]
    fn does_not_exist_without_a_tail() {
        assert!(hill(&[1.0, 2.0], 2).is_err());
        assert!(hill(&[1.0, 2.0], 0).is_err());
        assert!(hill(&[0.0, 2.0], 1).is_err());
        assert_eq!(hill(&[2.0, 2.0], 1), Err(Unavailable::Constant));
    }
}
