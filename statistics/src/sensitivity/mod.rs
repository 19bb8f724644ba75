//! Which factors matter for an outcome.

mod elementary_effects;
mod sobol_indices;

pub use elementary_effects::{ElementaryEffects, elementary_effects};
pub use sobol_indices::{FactorIndices, SobolIndices, sobol_indices};

#[cfg(test)]
mod ishigami {
    //! The function of Ishigami and Homma (1990), whose indices are known.

    use std::f64::consts::PI;

    /// `sin x1 + 7 sin^2 x2 + x3^4 sin(x1) / 10`, with factors from -pi to pi.
    pub fn ishigami(point: &[f64]) -> f64 {
        let [x1, x2, x3] = [0, 1, 2].map(|factor| PI * (2.0 * point[factor] - 1.0));
        let (first, second) = (libm::sin(x1), libm::sin(x2));
        first + 7.0 * second * second + 0.1 * x3 * x3 * x3 * x3 * first
    }
}
