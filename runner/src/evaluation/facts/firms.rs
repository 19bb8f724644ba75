//! How firms differ at the end of a run: sizes and growth.

use std::ops::Range;

use statistics::tails::{growth_rates, hill};

/// Share of firms in the tail of sizes.
const TAIL: usize = 10;

/// Difference below which two growth rates are one, far above rounding and far below any that matters.
const SAME: f64 = 1e-9;

/// The exponent of the largest tenth by persons employed; of the growth of output over a year, the advantage
/// of Laplace over the normal among the firms that do not grow at the commonest rate, and the share of those
/// that do. No number where one cannot be measured.
///
/// Firms that sold all they had plan the growth that all expect, so that most of the distribution can lie on
/// one point, where every density fits without end; the fit is of the others.
pub fn facts(employees: &[u32], before: &[f64], output: &[f64]) -> [f64; 3] {
    let sizes: Vec<f64> = employees.iter().copied().map(f64::from).collect();
    let exponent = hill(&sizes, sizes.len() / TAIL).map_or(f64::NAN, |tail| tail.exponent);
    let pairs = before.iter().zip(output);
    let mut rates: Vec<f64> = pairs
        .filter(|(before, now)| **before > 0.0 && **now > 0.0)
        .map(|(before, now)| libm::log(now / before))
        .collect();
    rates.sort_unstable_by(f64::total_cmp);
    let all = rates.len() as f64;
    let tied = commonest(&rates);
    let share = tied.len() as f64 / all;
    rates.drain(tied);
    let tent = growth_rates(&rates).map_or(f64::NAN, |fits| fits.advantage);
    [exponent, tent, share]
}

/// Where the commonest of sorted rates lies; nowhere if all differ.
fn commonest(rates: &[f64]) -> Range<usize> {
    let (mut longest, mut first) = (0..0, 0);
    for (place, pair) in rates.windows(2).enumerate() {
        if pair[1] - pair[0] > SAME {
            first = place + 1;
        } else if place + 2 - first > longest.len() {
            longest = first..place + 2;
        }
    }
    longest
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
        // Three firms of six grow at one rate; the others are a tent rather than a bell.
        let output = [1.0, 3.0, 1.1, 1.1, 1.1, 1.05];
        let [exponent, tent, tied] = facts(&employees, &[1.0; 6], &output);
        assert!((exponent - 1.0).abs() < 0.05, "{exponent}");
        let others = [1.0_f64, 3.0, 1.05].map(libm::log);
        let alone = growth_rates(&others).unwrap().advantage;
        assert!((tent - alone).abs() < 1e-14, "{tent} {alone}");
        assert_eq!(tied, 0.5);
        assert!(facts(&[1; 50], &[], &[]).iter().all(|fact| fact.is_nan()));
    }

    #[test]
    fn commonest_of_sorted_rates() {
        assert_eq!(commonest(&[0.0, 0.1, 0.1, 0.2, 0.2, 0.2, 0.3]), 3..6);
        assert_eq!(commonest(&[0.0, 0.1, 0.1 + 1e-12]), 1..3);
        assert_eq!(commonest(&[0.0, 0.1]), 0..0);
    }

    #[test]
    fn bands_of_zipf_have_an_exponent_of_one() {
        // 2500 from ten persons on, 100 from 250 on.
        let bands = [[9e9, 9e9, 1000.0, 1000.0, 300.0, 100.0, 100.0]];
        assert!((exponent_of_bands(&bands) - 1.0).abs() < 1e-12);
    }
}
