//! `uk_econ_abm._native`: the engine and the runner for Python. Nothing is computed here: arguments go
//! in, Arrow comes out.

#![allow(
    clippy::doc_markdown,
    reason = "what is said of classes and functions is read by users of Python"
)]

mod arguments;
mod batch;
mod columns;
mod described;
mod errors;
mod result;
mod simulation;
mod snapshot;
mod state;
mod table;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::batch::run_scenario;
    #[pymodule_export]
    use super::described::{levers, parameters, series};
    #[pymodule_export]
    use super::errors::{ScenarioError, SimulationError};
    #[pymodule_export]
    use super::result::{Result, open};
    #[pymodule_export]
    use super::simulation::Simulation;
    #[pymodule_export]
    use super::snapshot::Snapshot;

    #[pymodule_export]
    const __VERSION__: &str = env!("CARGO_PKG_VERSION");
}
