//! States to come back to.

use pyo3::prelude::*;
use runner::session;
use runner::words::count;

/// A state of a simulation; costs nothing until the simulation goes on.
#[pyclass(frozen, module = "uk_econ_abm")]
pub struct Snapshot(pub session::Snapshot);

#[pymethods]
impl Snapshot {
    /// Periods simulated.
    #[getter]
    fn period(&self) -> u32 {
        self.0.period()
    }

    fn __repr__(&self) -> String {
        let after = count(self.0.period().into(), "period");
        format!("<uk_econ_abm.Snapshot after {after}>")
    }
}
