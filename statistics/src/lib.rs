//! Estimators, tests, designs and sensitivity indices: pure functions of numbers.
//!
//! Nothing here reads files, starts threads or knows of scenarios. What is random is drawn from a
//! seed that the caller gives, and every figure has the same bits on every machine.

pub mod autoregression;
pub mod bootstrap;
pub mod correlation;
pub mod designs;
pub mod distribution;
mod draws;
pub mod evaluation;
pub mod filters;
mod least_squares;
pub mod moments;
pub mod quantile;
pub mod regression;
pub mod sensitivity;
pub mod tails;
mod unavailable;
pub mod vector_autoregression;

pub use unavailable::Unavailable;
