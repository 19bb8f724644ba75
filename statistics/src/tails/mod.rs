//! The shape of distributions: how heavy tails are, and how peaked growth rates.

mod growth_rates;
mod hill;

pub use growth_rates::{Fitted, GrowthRates, growth_rates};
pub use hill::{Tail, hill};
