//! Against the published reference numbers.
//!
//! The data folder is `../shared/validation` beside the project, or where the environment variable
//! `REFERENCE_DATA` says. Tests that need it say that they are skipped where it is absent.

mod audit;
mod data;
mod deterministic;
mod golden;
mod insolvency;
mod julia;
mod opening;
mod steady;
mod stochastic;
mod switches;
