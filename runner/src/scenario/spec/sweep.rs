//! What was written of a sweep.

use crate::scenario::place::{Located, Place};

/// `m.grid`, `m.latin_hypercube`, `m.sobol` or `m.morris`.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepSpec {
    /// Place of the whole.
    pub place: Place,
    /// The word, without `m.`.
    pub word: String,
    /// Whether every entry could be read, so that what is missing was not written.
    pub whole: bool,
    /// Parameters and their values, or lowest and highest value.
    pub over: Vec<SweptSpec>,
    /// Branches and what their sizes are multiplied by.
    pub size_of: Vec<SweptSpec>,
    /// `n`.
    pub n: Option<Located<f64>>,
    /// `trajectories`.
    pub trajectories: Option<Located<f64>>,
    /// `levels`.
    pub levels: Option<Located<f64>>,
    /// `of`: series whose sensitivity is told.
    pub of: Option<Vec<Located<String>>>,
}

/// A parameter or a branch, and the figures it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct SweptSpec {
    /// The name.
    pub name: Located<String>,
    /// Whether every figure could be read, so that what is missing was not written.
    pub whole: bool,
    /// The figures.
    pub values: Vec<Located<f64>>,
}
