//! Arithmetic that gives the same bits on every machine and with any number of threads.

mod least_squares;
pub mod reduce;

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

/// Cholesky factor (lower triangular) of a positive definite matrix.
pub fn cholesky(matrix: &[[f64; 3]; 3]) -> Option<[[f64; 3]; 3]> {
    let mut factor = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = matrix[i][j] - known;
            if i == j {
                if !(rest > 0.0 && rest.is_finite()) {
                    return None;
                }
                factor[i][i] = rest.sqrt();
            } else {
                factor[i][j] = rest / factor[j][j];
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
    fn cholesky_refuses_what_is_not_positive_definite() {
        assert!(cholesky(&[[1.0, 2.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).is_none());
        assert!(cholesky(&[[0.0; 3]; 3]).is_none());
    }
}
