//! How good forecasts are, and whether they are better than others.

mod accuracy;
mod diebold_mariano;
mod mincer_zarnowitz;

pub use accuracy::{Accuracy, accuracy, errors};
pub use diebold_mariano::{DieboldMariano, diebold_mariano};
pub use mincer_zarnowitz::{MincerZarnowitz, mincer_zarnowitz};
