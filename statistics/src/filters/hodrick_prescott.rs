//! The filter of Hodrick and Prescott.
//!
//! Source: Hodrick and Prescott (1997). The trend minimises
//! `sum (x_t - trend_t)^2 + lambda sum (trend_(t+1) - 2 trend_t + trend_(t-1))^2`, that is
//! `(I + lambda K'K) trend = x` with `K` the second differences; the matrix has five bands.

use super::Parts;
use crate::Unavailable;
use crate::unavailable::{at_least, finite};

/// The usual `lambda` of quarterly series.
pub const HODRICK_PRESCOTT_QUARTERLY: f64 = 1600.0;

/// Trend and cycle of a series; no date is lost.
///
/// # Errors
/// With fewer than three values, values that are not finite, or a `lambda` that is negative or not
/// finite.
pub fn hodrick_prescott(series: &[f64], lambda: f64) -> Result<Parts, Unavailable> {
    at_least(3, series.len())?;
    finite(series)?;
    if !lambda.is_finite() || lambda < 0.0 {
        return Err(Unavailable::Outside {
            what: "lambda",
            value: lambda,
            range: "0 and more",
        });
    }
    let bands = bands(series.len(), lambda);
    let trend = solve(&bands, series);
    let cycle = series
        .iter()
        .zip(&trend)
        .map(|(x, trend)| x - trend)
        .collect();
    Ok(Parts {
        trend,
        cycle,
        lost: 0,
    })
}

/// The diagonal of `I + lambda K'K` and the two bands below it, row by row.
fn bands(length: usize, lambda: f64) -> Vec<[f64; 3]> {
    const DIFFERENCE: [f64; 3] = [1.0, -2.0, 1.0];
    let mut bands = vec![[1.0, 0.0, 0.0]; length];
    for start in 0..length - 2 {
        for (row, left) in DIFFERENCE.iter().enumerate() {
            for (below, right) in DIFFERENCE[..=row].iter().rev().enumerate() {
                bands[start + row][below] += lambda * left * right;
            }
        }
    }
    bands
}

/// Solves the symmetric system by `L D L'`, which keeps the bands.
fn solve(bands: &[[f64; 3]], right: &[f64]) -> Vec<f64> {
    let length = right.len();
    // Row i of L holds 1 and, below, L[i, i - 1] and L[i, i - 2]; first in the row is D[i].
    let mut factor = vec![[0.0; 3]; length];
    let mut solution = right.to_vec();
    for row in 0..length {
        let [mut diagonal, mut one, two] = bands[row];
        let mut two_left = 0.0;
        if row >= 2 {
            let [before, before_one, _] = factor[row - 1];
            let first = factor[row - 2][0];
            two_left = two / first;
            one = (one - two * before_one) / before;
            diagonal -= one * one * before + two_left * two;
        } else if row == 1 {
            one /= factor[0][0];
            diagonal -= one * one * factor[0][0];
        }
        factor[row] = [diagonal, one, two_left];
        for back in 1..=row.min(2) {
            solution[row] -= factor[row][back] * solution[row - back];
        }
    }
    for row in (0..length).rev() {
        solution[row] /= factor[row][0];
        for ahead in 1..=(length - 1 - row).min(2) {
            solution[row] -= factor[row + ahead][ahead] * solution[row + ahead];
        }
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_three_values_by_hand() {
        // K = (1, -2, 1): trend = x - lambda K' (K x) / (1 + 6 lambda); K x = -6, lambda = 1.
        let parts = hodrick_prescott(&[1.0, 5.0, 3.0], 1.0).unwrap();
        let cycle = [-6.0 / 7.0, 12.0 / 7.0, -6.0 / 7.0];
        for (found, expected) in parts.cycle.iter().zip(cycle) {
            assert!((found - expected).abs() < 1e-14);
        }
    }

    #[test]
    fn trend_solves_its_system() {
        let series = [3.0, 8.0, 1.0, 4.0, 9.0, 2.0, 7.0];
        let lambda = 10.0;
        let trend = hodrick_prescott(&series, lambda).unwrap().trend;
        let second: Vec<f64> = trend.windows(3).map(|t| t[0] - 2.0 * t[1] + t[2]).collect();
        for place in 0..series.len() {
            let at = |place: usize| second.get(place).copied().unwrap_or(0.0);
            let pull = if place >= 2 { at(place - 2) } else { 0.0 };
            let push = if place >= 1 { at(place - 1) } else { 0.0 };
            let left = trend[place] + lambda * (pull - 2.0 * push + at(place));
            assert!((left - series[place]).abs() < 1e-12);
        }
    }

    #[test]
    fn straight_lines_have_no_cycle() {
        let line: Vec<f64> = (0..50).map(|t| 100.0 + 2.0 * f64::from(t)).collect();
        let parts = hodrick_prescott(&line, HODRICK_PRESCOTT_QUARTERLY).unwrap();
        assert!(parts.cycle.iter().all(|cycle| cycle.abs() < 1e-9));
        assert_eq!(hodrick_prescott(&line, 0.0).unwrap().trend, line);
        assert!(hodrick_prescott(&line, -1.0).is_err());
        assert!(hodrick_prescott(&line[..2], 1.0).is_err());
    }
}
