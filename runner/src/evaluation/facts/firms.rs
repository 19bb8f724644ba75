//! How firms differ at the end of a run.
//!
//! Growth of firms is no fact: a firm that sold all it had plans the growth that all expect, so that in
//! most quarters the same rate is that of most firms, and a density such as Laplace's cannot be held
//! against a distribution with most of its mass on a point.

use statistics::tails::hill;

/// Share of firms in the tail of sizes.
const TAIL: usize = 10;

/// The exponent of the largest tenth by persons employed; no number where it cannot be measured.
pub fn exponent(employees: &[u32]) -> f64 {
    let sizes: Vec<f64> = employees.iter().copied().map(f64::from).collect();
    hill(&sizes, sizes.len() / TAIL).map_or(f64::NAN, |tail| tail.exponent)
}

/// The exponent that numbers of enterprises from ten and from 250 persons on mean:
/// `ln(N_10 / N_250) / ln 25`; bands are those of the calibration's industries.
pub fn exponent_of_bands(bands: &[[f64; 7]]) -> f64 {
    let from = |first: usize| -> f64 { bands.iter().flat_map(|bands| &bands[first..]).sum() };
    let exponent = libm::log(from(2) / from(6)) / libm::log(25.0);
    if exponent.is_finite() {
        exponent
    } else {
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_zipf_have_an_exponent_of_one() {
        let employees: Vec<u32> = (1..=1000).map(|rank| 100_000 / rank).collect();
        let found = exponent(&employees);
        assert!((found - 1.0).abs() < 0.05, "{found}");
        assert!(exponent(&[1; 50]).is_nan());
    }

    #[test]
    fn bands_of_zipf_have_an_exponent_of_one() {
        // 2500 from ten persons on, 100 from 250 on.
        let bands = [[9e9, 9e9, 1000.0, 1000.0, 300.0, 100.0, 100.0]];
        assert!((exponent_of_bands(&bands) - 1.0).abs() < 1e-12);
    }
}
