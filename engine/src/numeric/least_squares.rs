//! Least squares by singular values, with the minimum-norm solution where columns are collinear.
//!
//! One-sided Jacobi rotations make the columns of `X` orthogonal; their lengths are then the
//! singular values. It is as accurate as any method, has no machine-dependent kernels, and the
//! matrices here have a few columns only. Collinear data occur: in a steady state the history
//! is constant and `X` has rank one.

/// Singular values at or below this absolute threshold count as zero.
const SINGULAR_THRESHOLD: f64 = 100.0 * f64::EPSILON;

/// Coefficients `b` that minimise `|X b - z|`, of smallest norm; `columns` are those of `X`.
///
/// Source: SPEC 2.3.
pub fn least_squares(columns: &[Vec<f64>], z: &[f64]) -> Vec<f64> {
    let width = columns.len();
    let mut u: Vec<Vec<f64>> = columns.to_vec();
    let mut v: Vec<Vec<f64>> = (0..width)
        .map(|i| (0..width).map(|j| f64::from(u8::from(i == j))).collect())
        .collect();
    for _sweep in 0..60 {
        let mut rotated = false;
        for p in 0..width {
            for q in p + 1..width {
                rotated |= orthogonalise(&mut u, &mut v, p, q);
            }
        }
        if !rotated {
            break;
        }
    }
    let mut coefficients = vec![0.0; width];
    for (direction, axis) in u.iter().zip(&v) {
        let singular = dot(direction, direction).sqrt();
        if singular > SINGULAR_THRESHOLD {
            let weight = dot(direction, z) / (singular * singular);
            for (coefficient, component) in coefficients.iter_mut().zip(axis) {
                *coefficient += weight * component;
            }
        }
    }
    coefficients
}

/// Rotates columns `p` and `q` until they are orthogonal; whether anything was done.
fn orthogonalise(u: &mut [Vec<f64>], v: &mut [Vec<f64>], p: usize, q: usize) -> bool {
    let (pp, qq, pq) = (dot(&u[p], &u[p]), dot(&u[q], &u[q]), dot(&u[p], &u[q]));
    if pq == 0.0 || pq.abs() <= f64::EPSILON * (pp * qq).sqrt() {
        return false;
    }
    let zeta = (qq - pp) / (2.0 * pq);
    let tangent = zeta.signum() / (zeta.abs() + (1.0 + zeta * zeta).sqrt());
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    let sine = cosine * tangent;
    for columns in [u, v] {
        let (left, right) = columns.split_at_mut(q);
        for (a, b) in left[p].iter_mut().zip(&mut right[0]) {
            (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
        }
    }
    true
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// An estimated first-order autoregression.
#[derive(Clone, Debug, PartialEq)]
pub struct Autoregression {
    /// Slope.
    pub ar: f64,
    /// Constant.
    pub constant: f64,
    /// Standard deviation of the residuals, with two degrees of freedom lost.
    pub std: f64,
    /// Residuals, from the second observation on.
    pub residuals: Vec<f64>,
}

/// Estimates `y_k = ar y_{k-1} + constant` on at least three observations.
///
/// Source: SPEC 2.3.
///
/// # Panics
/// With fewer than three observations; a checked model has more.
pub fn autoregression(y: &[f64]) -> Autoregression {
    let n = y.len();
    assert!(n >= 3, "an autoregression needs three observations");
    let (lagged, z) = (y[..n - 1].to_vec(), &y[1..]);
    let coefficients = least_squares(&[lagged, vec![1.0; n - 1]], z);
    let (ar, constant) = (coefficients[0], coefficients[1]);
    let residuals: Vec<f64> = y
        .windows(2)
        .map(|pair| pair[1] - (ar * pair[0] + constant))
        .collect();
    let mean = residuals.iter().sum::<f64>() / residuals.len() as f64;
    let squares: f64 = residuals.iter().map(|u| (u - mean) * (u - mean)).sum();
    Autoregression {
        ar,
        constant,
        std: (squares / (n - 2) as f64).sqrt(),
        residuals,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reproduces_the_estimation_check_of_the_specification() {
        let y = [
            9.567_778_424_837_963,
            9.574_191_416_943_812,
            9.580_605_059_126_121,
            9.588_931_171_444_848,
            9.600_311_304_740_346,
            9.604_640_931_220_233,
            9.613_107_726_219_265,
            9.618_230_372_010_803,
            9.626_726_085_704_139,
            9.642_208_926_006_326,
            9.641_763_844_732_605,
            9.649_690_917_106_85,
        ];
        let found = autoregression(&y);
        assert!((found.ar - 0.984_009_645_632_709).abs() < 1e-12);
        assert!((found.constant - 0.161_039_024_858_073).abs() < 1e-11);
        assert!((found.std - 0.004_012_824_377_165).abs() < 1e-14);
        assert!((found.residuals[0] + 0.001_633_865_231_344).abs() < 1e-14);
        assert!((found.residuals[10] - 0.001_063_268_119_18).abs() < 1e-14);
    }

    #[test]
    fn a_constant_series_is_forecast_exactly() {
        for c in [0.0, 1.0, 11.8] {
            let found = autoregression(&[c; 54]);
            assert!((found.ar - c * c / (c * c + 1.0)).abs() < 1e-12);
            assert!((found.constant - c / (c * c + 1.0)).abs() < 1e-12);
            assert!((found.ar * c + found.constant - c).abs() < 1e-12);
        }
    }

    #[test]
    fn collinear_columns_give_the_minimum_norm() {
        // Taylor-rule check of SPEC 9.10: r = 1.., pi = 5.., gamma = 10..
        let series = |first: i32| (0..10).map(|k| f64::from(first + k)).collect::<Vec<_>>();
        let (rate, inflation, growth) = (series(1), series(5), series(10));
        let found = least_squares(
            &[
                rate[..9].to_vec(),
                inflation[1..].to_vec(),
                growth[1..].to_vec(),
            ],
            &rate[1..],
        );
        assert!((found[0] - 0.733_333_333_333_333).abs() < 1e-12);
        assert!((found[1] / (1.0 - found[0]) - 1.25).abs() < 1e-11);
        assert!((found[2] / (1.0 - found[0]) + 0.25).abs() < 1e-11);
    }
}
