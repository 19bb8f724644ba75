//! Estimators, tests, designs and sensitivity indices: pure functions of numbers.
//!
//! Nothing here reads files, starts threads or knows of scenarios. What is random is drawn from a
//! seed that the caller gives, and every figure has the same bits on every machine.

pub mod autoregression;
pub mod bootstrap;
pub mod distribution;
mod draws;
pub mod evaluation;
mod least_squares;
pub mod moments;
pub mod quantile;
pub mod regression;
mod unavailable;
pub mod vector_autoregression;

pub use unavailable::Unavailable;
