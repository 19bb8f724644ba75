//! Sobol indices: shares of the variance of an outcome that factors account for.
//!
//! Source: Saltelli et al. (2010), table 2, (b) and (f, after Jansen 1999). With outcomes less their mean
//! and `V` the variance of those of `A` and `B` together,
//! `first_i = mean f(B) (f(A_B^i) - f(A)) / V`, `total_i = mean (f(A) - f(A_B^i))^2 / 2 V`.

use crate::Unavailable;
use crate::bootstrap::{Band, Resampling};
use crate::moments::{mean, squares_about_mean};
use crate::unavailable::at_least;

/// The indices of one factor; bands come from drawing blocks of the design anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FactorIndices {
    /// Share of the variance that goes away, on average, once the factor is known.
    pub first: Band,
    /// Share of the variance that is left, on average, if all but the factor are known.
    pub total: Band,
}

/// The indices of all factors of one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct SobolIndices {
    /// In the order of the design.
    pub factors: Vec<FactorIndices>,
    /// Variance of the outcome over the design [unit squared].
    pub variance: f64,
    /// Blocks of the design that the indices rest on.
    pub blocks: usize,
    /// Blocks left out because an outcome was not finite, as for runs that failed.
    pub left_out: usize,
}

/// The indices from the `outcomes` of [`saltelli`](crate::designs::saltelli)'s design, in its order.
///
/// # Errors
/// If the outcomes do not fill blocks of `factors + 2`, fewer than two blocks are whole, or the outcome
/// does not vary; as for [`Resampling::bands`].
pub fn sobol_indices(
    outcomes: &[f64],
    factors: usize,
    resampling: &Resampling,
) -> Result<SobolIndices, Unavailable> {
    at_least(1, factors)?;
    let width = factors + 2;
    if !outcomes.len().is_multiple_of(width) {
        return Err(Unavailable::Lengths {
            left: outcomes.len(),
            right: outcomes.len().next_multiple_of(width),
        });
    }
    let whole = |block: &&[f64]| block.iter().all(|outcome| outcome.is_finite());
    let kept: Vec<f64> = outcomes
        .chunks_exact(width)
        .filter(whole)
        .flatten()
        .copied()
        .collect();
    let count = kept.len() / width;
    at_least(2, count)?;
    let centre = mean(&kept).unwrap_or_default();
    let centred: Vec<f64> = kept.iter().map(|outcome| outcome - centre).collect();
    let blocks: Vec<&[f64]> = centred.chunks_exact(width).collect();

    let bands = resampling.bands(count, 2 * factors, |drawn, figures| {
        let chosen: Vec<&[f64]> = drawn.iter().map(|&block| blocks[block]).collect();
        let variance = variance_of_ends(&chosen);
        if variance > 0.0 {
            indices(&chosen, variance, figures);
        }
    })?;
    let bands: Option<Vec<Band>> = bands.into_iter().collect();
    let bands = bands.ok_or(Unavailable::Constant)?;
    let (first, total) = bands.split_at(factors);
    let pairs = first.iter().zip(total);
    Ok(SobolIndices {
        factors: pairs
            .map(|(&first, &total)| FactorIndices { first, total })
            .collect(),
        variance: variance_of_ends(&blocks),
        blocks: count,
        left_out: outcomes.len() / width - count,
    })
}

/// The variance of the outcomes of `A` and `B`, the ends of the blocks, with divisor n.
fn variance_of_ends(blocks: &[&[f64]]) -> f64 {
    let ends: Vec<f64> = blocks
        .iter()
        .flat_map(|block| [block[0], block[block.len() - 1]])
        .collect();
    squares_about_mean(&ends).unwrap_or_default() / ends.len() as f64
}

/// First-order indices, then total ones.
fn indices(blocks: &[&[f64]], variance: f64, figures: &mut [f64]) {
    let factors = figures.len() / 2;
    let count = blocks.len() as f64;
    let (first, total) = figures.split_at_mut(factors);
    for factor in 0..factors {
        let (mut shared, mut apart) = (0.0, 0.0);
        for block in blocks {
            let (a, b, mixed) = (block[0], block[factors + 1], block[factor + 1]);
            shared += b * (mixed - a);
            apart += (a - mixed) * (a - mixed);
        }
        first[factor] = shared / count / variance;
        total[factor] = apart / count / (2.0 * variance);
    }
}

#[cfg(test)]
mod tests {
    use super::super::ishigami::ishigami;
    use super::*;
    use crate::designs::saltelli;

    const RESAMPLING: Resampling = Resampling {
        resamples: 200,
        coverage: 0.95,
        seed: 4,
    };

    #[test]
    fn of_the_function_of_ishigami_are_the_known_ones() {
        let design = saltelli(4096, 3).unwrap();
        let outcomes: Vec<f64> = design.points().map(ishigami).collect();
        let found = sobol_indices(&outcomes, 3, &RESAMPLING).unwrap();
        let known = [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)];
        for (factor, (first, total)) in found.factors.iter().zip(known) {
            assert!((factor.first.estimate - first).abs() < 0.005, "{factor:?}");
            assert!((factor.total.estimate - total).abs() < 0.005, "{factor:?}");
            assert!(
                factor.first.low < first && first < factor.first.high,
                "{factor:?}"
            );
            assert!(
                factor.total.low < total && total < factor.total.high,
                "{factor:?}"
            );
        }
        assert!((found.variance - 13.8446).abs() < 0.1);
        assert_eq!((found.blocks, found.left_out), (4096, 0));
    }

    #[test]
    fn of_a_sum_are_shares_of_its_variance() {
        // 3 x1 + 4 x2: 9/25 and 16/25, first and total alike; a level far from 0 changes nothing.
        let design = saltelli(1024, 2).unwrap();
        let mut outcomes: Vec<f64> = design
            .points()
            .map(|x| 1e6 + 3.0 * x[0] + 4.0 * x[1])
            .collect();
        outcomes[5] = f64::NAN;
        let found = sobol_indices(&outcomes, 2, &RESAMPLING).unwrap();
        for (factor, share) in found.factors.iter().zip([0.36, 0.64]) {
            assert!((factor.first.estimate - share).abs() < 0.01, "{factor:?}");
            assert!((factor.total.estimate - share).abs() < 0.01, "{factor:?}");
        }
        assert_eq!((found.blocks, found.left_out), (1023, 1));
    }

    #[test]
    fn do_not_exist_for_an_outcome_that_does_not_vary() {
        let constant = sobol_indices(&[1.0; 40], 2, &RESAMPLING);
        assert_eq!(constant, Err(Unavailable::Constant));
        assert!(sobol_indices(&[1.0; 41], 2, &RESAMPLING).is_err());
        assert!(sobol_indices(&[1.0; 4], 2, &RESAMPLING).is_err());
    }
}
