//! Figures of the statistics crate against implementations that are not ours.
//!
//! `tests/golden/statistics.json` holds what `tests/reference/statistics.py` gets from statsmodels, scipy,
//! `SALib` and numpy.

#![expect(
    clippy::unwrap_used,
    reason = "a figure that is missing fails the test"
)]

mod describing;
mod designs;
mod forecasting;
mod golden;
mod rerun;
mod resampling;
