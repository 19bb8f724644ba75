//! Sobol sequences: points that fill the cube evenly, the more evenly the more there are.
//!
//! Source: Sobol (1967), in the Gray-code order of Antonov and Saleev (1979), with the direction numbers
//! of Joe and Kuo (2008); the same points as those of scipy without scrambling.

use super::Design;
use super::joe_kuo::DIMENSIONS;
use crate::Unavailable;
use crate::unavailable::at_least;

/// The most factors that the sequence has direction numbers for.
pub const MOST_DIMENSIONS: usize = DIMENSIONS.len() + 1;

const BITS: usize = 32;

/// `points` points of the sequence after the first `skip`.
///
/// The first point of the sequence is the origin, and it is a part of the sequence: `2^m` points from
/// there have as many points in every half, quarter and so on of every factor. Leaving it out alone spoils
/// this; leave out none, or a power of two that is at least `points`.
///
/// # Errors
/// Without points or factors, for more than [`MOST_DIMENSIONS`] factors, or beyond 2^32 points.
pub fn sobol(points: usize, factors: usize, skip: usize) -> Result<Design, Unavailable> {
    at_least(1, points)?;
    at_least(1, factors)?;
    let outside = |what, value: usize, range| Unavailable::Outside {
        what,
        value: value as f64,
        range,
    };
    if factors > MOST_DIMENSIONS {
        return Err(outside(
            "number of factors of a Sobol sequence",
            factors,
            "1 to 100",
        ));
    }
    let end = skip.saturating_add(points);
    if end as u64 > 1 << BITS {
        return Err(outside(
            "number of points of a Sobol sequence",
            end,
            "1 to 2^32",
        ));
    }
    let directions: Vec<[u32; BITS]> = (0..factors).map(directions).collect();
    let mut design = Design::empty(factors, points);
    for place in skip..end {
        let gray = place ^ (place >> 1);
        for direction in &directions {
            let chosen = (0..BITS).filter(|bit| gray >> bit & 1 == 1);
            let sum = chosen.fold(0, |sum, bit| sum ^ direction[bit]);
            design
                .coordinates
                .push(f64::from(sum) / (1_u64 << BITS) as f64);
        }
    }
    Ok(design)
}

/// The directions of a dimension, the first bit being the half of the unit interval.
fn directions(dimension: usize) -> [u32; BITS] {
    let Some(row) = dimension.checked_sub(1).map(|place| &DIMENSIONS[place]) else {
        return std::array::from_fn(|bit| 1 << (BITS - 1 - bit));
    };
    let degree = row.start.len();
    let mut directions = [0; BITS];
    for (bit, start) in row.start.iter().enumerate() {
        directions[bit] = start << (BITS - 1 - bit);
    }
    for bit in degree..BITS {
        let oldest = directions[bit - degree];
        let mut next = oldest ^ (oldest >> degree);
        for back in 1..degree {
            if row.inner >> (degree - 1 - back) & 1 == 1 {
                next ^= directions[bit - back];
            }
        }
        directions[bit] = next;
    }
    directions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_points_are_the_published_ones() {
        let expected = [
            [0.0, 0.0, 0.0],
            [0.5, 0.5, 0.5],
            [0.75, 0.25, 0.25],
            [0.25, 0.75, 0.75],
            [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125],
            [0.625, 0.125, 0.875],
            [0.125, 0.625, 0.375],
        ];
        let design = sobol(8, 3, 0).unwrap();
        assert!(design.points().eq(expected.iter().map(|point| &point[..])));
        let later = sobol(4, 3, 4).unwrap();
        assert!(
            later
                .points()
                .eq(expected[4..].iter().map(|point| &point[..]))
        );
    }

    #[test]
    fn every_dimension_is_stratified() {
        let design = sobol(1024, MOST_DIMENSIONS, 1024).unwrap();
        for factor in 0..MOST_DIMENSIONS {
            let mut cells: Vec<usize> = design
                .points()
                .map(|point| (point[factor] * 1024.0) as usize)
                .collect();
            cells.sort_unstable();
            assert!(cells.into_iter().eq(0..1024), "dimension {factor}");
        }
        assert!(sobol(1, MOST_DIMENSIONS + 1, 0).is_err());
        assert!(sobol(2, 1, (1 << BITS) - 1).is_err());
    }
}
