//! How firms differ at the end of a run: sizes and growth.

use statistics::tails::{growth_rates, hill};

/// Share of firms in the tail of sizes.
const TAIL: usize = 10;

/// The exponent of the largest tenth by persons employed, and the advantage of Laplace over the normal
/// for the growth of output over a year; no number where one cannot be measured.
pub fn facts(employees: &[u32], before: &[f64], output: &[f64]) -> [f64; 2] {
    let sizes: Vec<f64> = employees.iter().copied().map(f64::from).collect();
    let exponent = hill(&sizes, sizes.len() / TAIL).map_or(f64::NAN, |tail| tail.exponent);
    let pairs = before.iter().zip(output);
    let rates: Vec<f64> = pairs
        .filter(|(before, now)| **before > 0.0 && **now > 0.0)
        .map(|(before, now)| libm::log(now / before))
        .collect();
    let tent = growth_rates(&rates).map_or(f64::NAN, |fits| fits.advantage);
    [exponent, tent]
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
    fn firms_by_hand() {
        // Sizes of Zipf's law from a hundred thousand down: the exponent is near 1.
        let employees: Vec<u32> = (1..=1000).map(|rank| 100_000 / rank).collect();
        let before = vec![1.0; 4];
        let output = [1.0, 1.0, 1.0, 2.0];
        let [exponent, tent] = facts(&employees, &before, &output);
        assert!((exponent - 1.0).abs() < 0.05, "{exponent}");
        assert!(tent > 0.0);
        assert!(facts(&[1; 50], &[], &[]).iter().all(|fact| fact.is_nan()));
    }

    #[test]
    fn bands_of_zipf_have_an_exponent_of_one() {
        // 2500 from ten persons on, 100 from 250 on.
        let bands = [[9e9, 9e9, 1000.0, 1000.0, 300.0, 100.0, 100.0]];
        assert!((exponent_of_bands(&bands) - 1.0).abs() < 1e-12);
    }
}
