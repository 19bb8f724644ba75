//! Probabilities of the normal, Student's t and chi-squared distributions.

/// The chance that a standard normal figure is further from 0 than `statistic`,
/// `erfc(|z| / sqrt 2)`.
pub fn normal_two_sided(statistic: f64) -> f64 {
    libm::erfc(statistic.abs() / std::f64::consts::SQRT_2)
}

/// The chance that a chi-squared figure with two degrees of freedom exceeds `statistic`,
/// `exp(-x / 2)`.
pub fn chi_squared_2_above(statistic: f64) -> f64 {
    libm::exp(-0.5 * statistic.max(0.0))
}

/// The chance that a figure of Student's t with `freedom` degrees of freedom is further from 0 than
/// `statistic`; none if `freedom` is not positive.
///
/// Source: Abramowitz and Stegun (1964), 26.5.27: `I_x(v / 2, 1 / 2)` with `x = v / (v + t^2)`.
pub fn student_two_sided(statistic: f64, freedom: f64) -> Option<f64> {
    if statistic.is_nan() || freedom.is_nan() || freedom <= 0.0 {
        return None;
    }
    let square = statistic * statistic;
    let (x, y) = (freedom / (freedom + square), square / (freedom + square));
    if statistic.is_infinite() {
        return Some(0.0);
    }
    Some(incomplete_beta(0.5 * freedom, 0.5, x, y))
}

/// The regularised incomplete beta function `I_x(a, b)`, `y` being `1 - x` without its rounding.
///
/// Source: Press et al. (2007), section 6.4; the fraction converges fast for `x < (a + 1) / (a + b + 2)`.
fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 || y <= 0.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    let beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    let front = libm::exp(a * libm::log(x) + b * libm::log(y) - beta);
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, y) / b
    }
}

/// The continued fraction of the incomplete beta function, by the method of Lentz.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    const TERMS: u32 = 10_000;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut upper = 1.0;
    let mut lower = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = lower;
    for term in (1..TERMS).map(f64::from) {
        let next = a + 2.0 * term;
        let even = term * (b - term) * x / ((next - 1.0) * next);
        let odd = -(a + term) * (a + b + term) * x / (next * (next + 1.0));
        let mut step = 1.0;
        for coefficient in [even, odd] {
            lower = 1.0 / away_from_zero(1.0 + coefficient * lower);
            upper = away_from_zero(1.0 + coefficient / upper);
            step = upper * lower;
            fraction *= step;
        }
        if (step - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!(normal_two_sided(0.0), 1.0);
        assert!((normal_two_sided(-1.959_963_984_540_054) - 0.05).abs() < 1e-15);
        assert_eq!(chi_squared_2_above(-1.0), 1.0);
        assert!((chi_squared_2_above(5.991_464_547_107_98) - 0.05).abs() < 1e-15);
        // One degree of freedom is Cauchy: half of it lies beyond 1.
        assert!((student_two_sided(1.0, 1.0).unwrap() - 0.5).abs() < 1e-14);
        // Two degrees of freedom: 1 - t / sqrt(2 + t^2).
        let exact = 1.0 - 3.0 / 11.0_f64.sqrt();
        assert!((student_two_sided(3.0, 2.0).unwrap() - exact).abs() < 1e-14);
        assert_eq!(student_two_sided(f64::INFINITY, 5.0), Some(0.0));
        assert_eq!(student_two_sided(0.0, 5.0), Some(1.0));
        assert_eq!(student_two_sided(1.0, 0.0), None);
    }
}
