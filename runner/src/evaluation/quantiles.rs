//! `quantiles.parquet`: quantiles over runs of every recorded series, by branch and quarter.

use statistics::quantile::quantiles;

use super::bands::sorted;
use super::figures::{Figures, SeriesFile};

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Branch, as a place in the list.
    pub branch: usize,
    /// Quarters after the base quarter.
    pub period: usize,
    /// Level, from 0 to 1.
    pub level: f64,
    /// The quantile, linear between neighbours.
    pub value: f64,
    /// Runs it rests on.
    pub n: usize,
}

/// The quantiles of a series at `levels`, over the runs that are common to all branches.
pub fn rows(file: &SeriesFile, figures: &Figures, levels: &[f64]) -> Vec<Row> {
    let mut rows = Vec::new();
    for branch in 0..file.branches.len() {
        for period in 0..file.quarters {
            let pairs = figures.at(branch, period).iter().zip(&file.common);
            let common: Vec<f64> = pairs
                .filter(|(_, common)| **common)
                .map(|(x, _)| *x)
                .collect();
            let sorted = sorted(&common);
            let values = quantiles(&sorted, levels).unwrap_or_default();
            rows.extend(levels.iter().zip(values).map(|(&level, value)| Row {
                branch,
                period,
                level,
                value,
                n: sorted.len(),
            }));
        }
    }
    rows
}
