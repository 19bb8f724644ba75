//! What a person reads at the end: a summary in words and figures, and a plot.

pub mod effects;
pub mod measures;
pub mod plot;
pub mod statistics;
pub mod summary;
mod svg;

pub use statistics::Band;
