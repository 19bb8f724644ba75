//! Morris's trajectories, which move one factor at a time.
//!
//! Source: Morris (1991). Factors take the levels `0, 1/(p-1), ..., 1`; a trajectory starts at a random
//! point and moves every factor once, in random order, by `delta = p / (2 (p - 1))` up or down.

use super::Design;
use crate::Unavailable;
use crate::draws::Draws;
use crate::unavailable::at_least;

/// `trajectories` trajectories of `factors + 1` points each, one after the other, on an even number of
/// `levels`.
///
/// Unlike the other designs, points reach both ends of the unit interval, 0 and 1.
///
/// # Errors
/// Without trajectories or factors, or for a number of levels that is odd or 0.
pub fn morris(
    trajectories: usize,
    factors: usize,
    levels: usize,
    seed: u64,
) -> Result<Design, Unavailable> {
    at_least(1, trajectories)?;
    at_least(1, factors)?;
    if levels == 0 || levels % 2 == 1 {
        return Err(Unavailable::Outside {
            what: "number of levels",
            value: levels as f64,
            range: "the even numbers from 2",
        });
    }
    let half = levels / 2;
    let coordinate = |level: usize| level as f64 / (levels - 1) as f64;
    let mut draws = Draws::new(seed);
    let mut design = Design::empty(factors, trajectories * (factors + 1));
    for _ in 0..trajectories {
        // Each factor moves between a level of the lower half and the one `half` above it.
        let starts: Vec<usize> = (0..factors).map(|_| draws.below(levels)).collect();
        let mut point: Vec<f64> = starts.iter().map(|&level| coordinate(level)).collect();
        design.push(&point);
        for factor in draws.permutation(factors) {
            let start = starts[factor];
            point[factor] = coordinate(if start < half {
                start + half
            } else {
                start - half
            });
            design.push(&point);
        }
    }
    Ok(design)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_factor_moves_once_by_delta() {
        let design = morris(20, 4, 6, 3).unwrap();
        assert_eq!(design.len(), 100);
        let mut ups = 0;
        for start in (0..100).step_by(5) {
            let mut moved = [0; 4];
            for step in start..start + 4 {
                let (before, after) = (design.point(step), design.point(step + 1));
                for factor in 0..4 {
                    let change = after[factor] - before[factor];
                    if change != 0.0 {
                        moved[factor] += 1;
                        ups += usize::from(change > 0.0);
                        assert!((change.abs() - 0.6).abs() < 1e-15);
                    }
                }
            }
            assert_eq!(moved, [1; 4]);
        }
        assert!(ups > 20 && ups < 60);
        let range = design.points().flatten().all(|x| (0.0..=1.0).contains(x));
        assert!(range);
        assert!(morris(1, 1, 5, 0).is_err() && morris(1, 0, 4, 0).is_err());
    }
}
