//! Elementary functions that give the same bits on every platform.
//!
//! The platform's own differ in the last bits from one C library to another. Rules of firms, the
//! folding of their constants and the `math` table of scripts all call these.

/// `e^x`.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Natural logarithm; NaN for a negative `x`.
pub fn log(x: f64) -> f64 {
    libm::log(x)
}

/// Logarithm to base 2; NaN for a negative `x`.
pub fn log2(x: f64) -> f64 {
    libm::log2(x)
}

/// Logarithm to base 10; NaN for a negative `x`.
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// `x` to the power `y`; a square is the product, as in Lua 5.4.
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 2.0 { x * x } else { libm::pow(x, y) }
}

/// Sine of an angle in radians.
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine of an angle in radians.
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_is_a_product() {
        for x in [1.1, -0.3, 1e-200, f64::INFINITY] {
            assert_eq!(pow(x, 2.0).to_bits(), (x * x).to_bits());
        }
        assert_eq!(pow(-8.0, 3.0), -512.0);
    }

    #[test]
    fn known_values() {
        assert_eq!(
            (exp(0.0), log(1.0), sin(0.0), cos(0.0)),
            (1.0, 0.0, 0.0, 1.0)
        );
        assert_eq!((log2(8.0), log10(1000.0)), (3.0, 3.0));
    }
}
