//! Saltelli's design, from which first-order and total Sobol indices are computed.
//!
//! Source: Saltelli et al. (2010). Two matrices `A` and `B` of `base` points each, and for every factor
//! `i` the matrix `A_B^i`, which is `A` with column `i` from `B`.

use super::{Design, sobol};
use crate::Unavailable;

/// Saltelli's design of `base * (factors + 2)` points. In blocks of `factors + 2`: the point of `A`,
/// those of `A_B^1` to `A_B^factors`, the point of `B`.
///
/// `A` and `B` are the two halves of one Sobol sequence with twice as many dimensions, after as many
/// points are left out as the power of two that is not below `base`: the origin and the start, where
/// factors move together, are not among them. Take a power of two for `base`.
///
/// # Errors
/// As for [`sobol`], with at most half of its dimensions.
pub fn saltelli(base: usize, factors: usize) -> Result<Design, Unavailable> {
    let skip = base.checked_next_power_of_two().unwrap_or(usize::MAX);
    let halves = sobol(base, factors.saturating_mul(2), skip)?;
    let mut design = Design::empty(factors, base * (factors + 2));
    for pair in halves.points() {
        let (a, b) = pair.split_at(factors);
        design.push(a);
        let mut mixed = a.to_vec();
        for factor in 0..factors {
            mixed[factor] = b[factor];
            design.push(&mixed);
            mixed[factor] = a[factor];
        }
        design.push(b);
    }
    Ok(design)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_points_take_one_factor_from_the_other_matrix() {
        let design = saltelli(8, 3).unwrap();
        assert_eq!(design.len(), 8 * 5);
        for block in 0..8 {
            let (a, b) = (design.point(block * 5), design.point(block * 5 + 4));
            for factor in 0..3 {
                let mixed = design.point(block * 5 + 1 + factor);
                for other in 0..3 {
                    let from = if other == factor { b } else { a };
                    assert_eq!(mixed[other], from[other]);
                }
            }
        }
        assert!(saltelli(8, 51).is_err() && saltelli(0, 2).is_err() && saltelli(2, 0).is_err());
    }
}
