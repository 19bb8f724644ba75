//! What a person reads at the end: a summary in words and figures, a plot, and a page.

mod axis;
mod band;
pub mod effects;
pub mod forecasts;
pub mod html;
pub mod measures;
pub mod plot;
pub mod sensitivity;
pub mod summary;
mod svg;

pub use band::Band;
