//! Which businesses are firms, by industry and size.
//!
//! Registered enterprises have published bands of persons employed, owners among them. Unregistered
//! businesses are those that the business population estimates have beyond these: people who work
//! for themselves and employ nobody. A firm of the model has an owner, who does not work in it, and
//! at least one worker; so they are firms of one worker, and owner and worker are two of the
//! employed.
//!
//! Source: none in the published model, whose firms are the enterprises of business statistics.

use std::ops::RangeInclusive;

use super::Businesses;
use super::tables::{SIZE_BANDS, Tables};
use crate::numeric::nz;
use crate::parameters::SizeBands;

/// Bands of sizes: the unregistered, then those of the table.
pub const BANDS: usize = SIZE_BANDS.len() + 1;

/// Businesses by industry in every band; none where firms are registered enterprises.
///
/// Unregistered ones are split by self-employment jobs:
/// `(businesses - Σ enterprises) jobs_s/Σ jobs`.
pub fn bands(tables: &Tables, businesses: Businesses) -> Vec<[f64; BANDS]> {
    if businesses == Businesses::Registered {
        return Vec::new();
    }
    let sum = |figure: fn(&super::tables::IndustryFigures) -> f64| -> f64 {
        tables.industries.iter().map(figure).sum()
    };
    let registered = sum(|industry| industry.enterprises);
    let jobs = nz(sum(|industry| industry.self_employment_jobs));
    let unregistered = (1000.0 * tables.accounts.businesses - registered).max(0.0);
    let of = |industry: &super::tables::IndustryFigures| {
        let mut bands = [0.0; BANDS];
        bands[0] = unregistered * industry.self_employment_jobs / jobs;
        bands[1..].copy_from_slice(&industry.size_bands);
        bands
    };
    tables.industries.iter().map(of).collect()
}

/// `firms` firms over the bands in proportion to `real`, by largest remainders.
pub fn rounded(real: &[f64; BANDS], firms: u32) -> [u32; BANDS] {
    let total = nz(real.iter().sum());
    let exact = real.map(|count| f64::from(firms) * count / total);
    let mut counts = exact.map(|count| count.floor() as u32);
    let mut order: Vec<usize> = (0..BANDS).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()));
    let missing = firms.saturating_sub(counts.iter().sum());
    for &band in order.iter().cycle().take(missing as usize) {
        counts[band] += 1;
    }
    counts
}

/// Workers of a firm in every band: one in an unregistered business, one less than the persons
/// employed of the table, and one at least, in an enterprise.
pub fn workers() -> [RangeInclusive<u32>; BANDS] {
    let mut ranges = [const { 1..=1 }; BANDS];
    for (range, name) in ranges[1..].iter_mut().zip(SIZE_BANDS) {
        let mut bounds = name.split('_').skip(1).map(|part| part.parse::<u32>().ok());
        let low = bounds.next().flatten().unwrap_or(0);
        let high = bounds.next().flatten().unwrap_or(u32::MAX);
        *range = low.saturating_sub(1).max(1)..=high.saturating_sub(1).max(1);
    }
    ranges
}

/// What the model needs of the bands of every industry.
pub fn size_bands(counts: &[[u32; BANDS]]) -> Vec<SizeBands> {
    let of = |counts: &[u32; BANDS]| workers().into_iter().zip(*counts).collect();
    counts.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_those_of_the_table_less_the_owner() {
        let workers = workers();
        assert_eq!(workers[0], 1..=1);
        assert_eq!(workers[1], 1..=3);
        assert_eq!(workers[2], 4..=8);
        assert_eq!(workers[6], 99..=248);
        assert_eq!(workers[7], 249..=u32::MAX - 1);
    }

    #[test]
    fn counts_add_up_and_keep_their_proportions() {
        let real = [50.0, 30.0, 10.0, 4.0, 3.0, 2.0, 0.6, 0.4];
        assert_eq!(rounded(&real, 100), [50, 30, 10, 4, 3, 2, 1, 0]);
        // 1.5, 0.9, 0.3, 0.12 …
        assert_eq!(rounded(&real, 3), [2, 1, 0, 0, 0, 0, 0, 0]);
        for firms in 0..200 {
            assert_eq!(rounded(&real, firms).iter().sum::<u32>(), firms);
        }
    }
}
