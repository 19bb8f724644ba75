//! Latin hypercubes: every factor is spread evenly, whatever the others do.
//!
//! Source: McKay, Beckman and Conover (1979). Coordinate `i` of a factor is `(order_i + u) / n`, with a
//! random order of 0 to n - 1 per factor and `u` uniform on [0, 1).

use super::Design;
use crate::Unavailable;
use crate::draws::Draws;
use crate::unavailable::at_least;

/// A Latin hypercube of `points` points, in each of whose factors every of `points` equal cells holds
/// one.
///
/// # Errors
/// Without points or factors.
pub fn latin_hypercube(points: usize, factors: usize, seed: u64) -> Result<Design, Unavailable> {
    // The largest number below one: a cell's end may round to one.
    const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;
    at_least(1, points)?;
    at_least(1, factors)?;
    let mut draws = Draws::new(seed);
    let mut coordinates = vec![0.0; points * factors];
    for factor in 0..factors {
        for (point, cell) in draws.permutation(points).into_iter().enumerate() {
            let place = cell as f64 + draws.uniform();
            coordinates[point * factors + factor] = (place / points as f64).min(BELOW_ONE);
        }
    }
    Ok(Design {
        factors,
        coordinates,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_of_every_factor_holds_one_point() {
        let design = latin_hypercube(50, 3, 9).unwrap();
        for factor in 0..3 {
            let mut cells: Vec<usize> = design
                .points()
                .map(|point| (point[factor] * 50.0) as usize)
                .collect();
            cells.sort_unstable();
            assert!(cells.into_iter().eq(0..50));
        }
        assert_eq!(design, latin_hypercube(50, 3, 9).unwrap());
        assert_ne!(design, latin_hypercube(50, 3, 10).unwrap());
        assert!(latin_hypercube(0, 3, 9).is_err() && latin_hypercube(3, 0, 9).is_err());
    }
}
