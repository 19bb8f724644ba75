//! Figures over runs, read back from the tables of a result: quantiles, effects, multipliers.
//!
//! One series is in memory at a time, so that the number of runs is bounded by the disk alone.

pub mod bands;
pub mod common;
#[cfg(test)]
mod coverage;
pub mod effects;
pub mod facts;
pub mod figures;
pub mod forecasts;
pub mod multipliers;
pub mod quantiles;
pub mod states;
