//! Arithmetic that gives the same bits on every machine and with any number of threads.

mod elementary;
mod least_squares;
pub mod reduce;

pub use elementary::{cos, exp, log, log2, log10, pow, sin};
pub use least_squares::{Autoregression, autoregression, least_squares};

/// `x` if positive, else 0; 0 for NaN.
#[inline]
pub fn pos(x: f64) -> f64 {
    if x > 0.0 { x } else { 0.0 }
}

/// `x` if negative, else 0; 0 for NaN.
#[inline]
pub fn neg(x: f64) -> f64 {
    if x < 0.0 { x } else { 0.0 }
}

/// 1 if `x` is 0, else `x`: for denominators whose numerator is then 0 as well.
#[inline]
pub fn nz(x: f64) -> f64 {
    if x == 0.0 { 1.0 } else { x }
}

/// `a / b`; 0 where `b` is 0.
#[inline]
pub fn ratio(a: f64, b: f64) -> f64 {
    if b == 0.0 { 0.0 } else { a / b }
}

/// Cholesky factor (lower triangular) of a covariance; none if it is not positive semi-definite.
///
/// A variance of zero, or one that is all explained by earlier rows, gives a zero on the diagonal.
pub fn cholesky(matrix: &[[f64; 3]; 3]) -> Option<[[f64; 3]; 3]> {
    const ROUNDING: f64 = 1e-12;
    let mut factor = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = matrix[i][j] - known;
            let rounding = ROUNDING * (matrix[i][i] * matrix[j][j]).abs().sqrt();
            if i == j {
                if rest.is_nan() || rest == f64::INFINITY || rest < -rounding {
                    return None;
                }
                factor[i][i] = if rest > rounding { rest.sqrt() } else { 0.0 };
            } else if factor[j][j] > 0.0 {
                factor[i][j] = rest / factor[j][j];
            } else if rest.abs() > rounding || rest.is_nan() {
                return None;
            }
        }
    }
    Some(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_map_nan_to_zero() {
        assert_eq!((pos(2.0), pos(-2.0), pos(f64::NAN)), (2.0, 0.0, 0.0));
        assert_eq!((neg(2.0), neg(-2.0), neg(f64::NAN)), (0.0, -2.0, 0.0));
        assert_eq!((nz(0.0), nz(3.0)), (1.0, 3.0));
        assert_eq!((ratio(5.0, 0.0), ratio(6.0, 3.0)), (0.0, 2.0));
    }

    #[test]
    fn cholesky_reproduces_the_check_value_of_the_specification() {
        let factor = cholesky(&[[2.0, 0.5, 0.3], [0.5, 1.5, 0.2], [0.3, 0.2, 1.0]]).unwrap();
        let innovations: Vec<f64> = factor.iter().map(|row| row.iter().sum()).collect();
        let expected = [
            std::f64::consts::SQRT_2,
            1.526_157_330_549_13,
            1.290_141_865_226_09,
        ];
        for (found, expected) in innovations.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-13);
        }
    }

    #[test]
    fn cholesky_refuses_what_is_no_covariance() {
        assert!(cholesky(&[[1.0, 2.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).is_none());
        assert!(cholesky(&[[0.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).is_none());
        assert!(cholesky(&[[f64::NAN; 3]; 3]).is_none());
        assert!(cholesky(&[[-1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).is_none());
    }

    #[test]
    fn an_innovation_can_be_switched_off() {
        let factor = cholesky(&[[4.0, 0.0, 2.0], [0.0, 0.0, 0.0], [2.0, 0.0, 2.0]]).unwrap();
        assert_eq!(factor, [[2.0, 0.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 1.0]]);
        assert_eq!(cholesky(&[[0.0; 3]; 3]), Some([[0.0; 3]; 3]));
    }
}
