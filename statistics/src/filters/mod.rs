//! Filters that part a series into its trend and its cycle.

mod hamilton;
mod hodrick_prescott;

pub use hamilton::{HAMILTON_QUARTERLY, Hamilton, hamilton};
pub use hodrick_prescott::{HODRICK_PRESCOTT_QUARTERLY, hodrick_prescott};

/// A series in two parts that add up to it [unit of the series].
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// The slow part.
    pub trend: Vec<f64>,
    /// What is left.
    pub cycle: Vec<f64>,
    /// How many dates at the start of the series have no parts.
    pub lost: usize,
}
