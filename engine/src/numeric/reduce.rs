//! Sums that do not depend on the number of threads: fixed chunks, added in order.

use std::ops::Range;

use rayon::prelude::*;

/// Rows per chunk; a property of the result, never of the machine.
const CHUNK: usize = 8192;
/// Rows added up side by side: an addition waits for the last one of its own lane only.
const LANES: usize = 4;

/// Sum of `term` over the rows `0..rows`.
pub fn sum(rows: usize, term: impl Fn(usize) -> f64 + Sync) -> f64 {
    let [sum] = sums(rows, |row| [term(row)]);
    sum
}

/// Sums of several terms over the rows `0..rows`.
pub fn sums<const N: usize>(rows: usize, terms: impl Fn(usize) -> [f64; N] + Sync) -> [f64; N] {
    let chunk_sums = |chunk: usize| {
        let rows = chunk * CHUNK..rows.min((chunk + 1) * CHUNK);
        let last = rows.end - rows.len() % LANES;
        let mut lanes = [[0.0; N]; LANES];
        for first in (rows.start..last).step_by(LANES) {
            for (lane, sums) in lanes.iter_mut().enumerate() {
                *sums = add(*sums, terms(first + lane));
            }
        }
        for (row, sums) in (last..rows.end).zip(&mut lanes) {
            *sums = add(*sums, terms(row));
        }
        lanes.into_iter().fold([0.0; N], add)
    };
    let chunks = rows.div_ceil(CHUNK);
    if chunks <= 1 {
        return chunk_sums(0);
    }
    let partial: Vec<[f64; N]> = (0..chunks).into_par_iter().map(chunk_sums).collect();
    partial.into_iter().fold([0.0; N], add)
}

fn add<const N: usize>(mut sums: [f64; N], terms: [f64; N]) -> [f64; N] {
    for (sum, term) in sums.iter_mut().zip(terms) {
        *sum += term;
    }
    sums
}

/// Sum of a column.
pub fn total(column: &[f64]) -> f64 {
    sum(column.len(), |row| column[row])
}

/// Sums of columns of the same length: an addition of one need not wait for another's.
pub fn totals<const N: usize>(columns: [&[f64]; N]) -> [f64; N] {
    let rows = columns.first().map_or(0, |column| column.len());
    sums(rows, |row| columns.map(|column| column[row]))
}

/// Number of rows for which `holds`.
pub fn count(rows: usize, holds: impl Fn(usize) -> bool + Sync) -> usize {
    counted(rows, |rows| rows.filter(|&row| holds(row)).count())
}

/// Number of rows that are `counted` in parts of the rows `0..rows`.
pub fn counted(rows: usize, counted: impl Fn(Range<usize>) -> usize + Sync) -> usize {
    let chunk = |chunk: usize| counted(chunk * CHUNK..rows.min((chunk + 1) * CHUNK));
    let chunks = (0..rows.div_ceil(CHUNK)).into_par_iter();
    let counts: Vec<usize> = chunks.map(chunk).collect();
    counts.into_iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_has_the_same_bits_on_any_number_of_threads() {
        let column: Vec<f64> = (0..100_000).map(|i| 1.0 / f64::from(i + 1)).collect();
        let with_threads = |threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| total(&column)).to_bits()
        };
        assert_eq!(with_threads(1), with_threads(2));
        assert_eq!(with_threads(1), with_threads(7));
    }

    #[test]
    fn empty_columns_add_up_to_zero() {
        assert_eq!(total(&[]), 0.0);
        assert_eq!(count(0, |_| true), 0);
    }
}
