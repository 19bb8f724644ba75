//! Every combination of levels.

use super::Design;
use crate::Unavailable;
use crate::unavailable::at_least;

/// Every combination, the last factor changing fastest. Factor `i` takes `levels[i]` values, the centres
/// `(place + 1/2) / levels[i]` of equal cells, so that `floor(coordinate * levels[i])` is the place of
/// the level in a list.
///
/// # Errors
/// Without factors, for a factor without levels, or for more combinations than can be counted.
pub fn grid(levels: &[usize]) -> Result<Design, Unavailable> {
    at_least(1, levels.len())?;
    let combinations = levels
        .iter()
        .try_fold(1_usize, |all, &count| all.checked_mul(count));
    let points = combinations.filter(|&points| points > 0 && points < 1 << 40);
    let points = points.ok_or(Unavailable::Outside {
        what: "number of combinations",
        value: levels.iter().map(|&count| count as f64).product(),
        range: "1 to 2^40",
    })?;
    let mut design = Design::empty(levels.len(), points);
    let mut point = vec![0.0; levels.len()];
    for combination in 0..points {
        let mut rest = combination;
        for (coordinate, &count) in point.iter_mut().zip(levels).rev() {
            *coordinate = ((rest % count) as f64 + 0.5) / count as f64;
            rest /= count;
        }
        design.push(&point);
    }
    Ok(design)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_by_three_by_hand() {
        let design = grid(&[2, 3]).unwrap();
        let sixth = [1.0 / 6.0, 0.5, 2.5 / 3.0];
        let expected: Vec<[f64; 2]> = [0.25, 0.75]
            .iter()
            .flat_map(|&first| sixth.map(|second| [first, second]))
            .collect();
        assert_eq!(design.len(), 6);
        assert!(design.points().eq(expected.iter().map(|point| &point[..])));
    }

    #[test]
    fn levels_are_found_again() {
        let design = grid(&[97]).unwrap();
        let places = design.points().map(|point| (point[0] * 97.0) as usize);
        assert!(places.eq(0..97));
        assert!(grid(&[]).is_err() && grid(&[3, 0]).is_err() && grid(&[1 << 30; 3]).is_err());
    }
}
