//! States to come back to.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use runner::session::{self, Session};
use runner::words::count;

use crate::errors::of_stop;

/// A state of a simulation; costs nothing until the simulation goes on.
#[pyclass(frozen, module = "uk_econ_abm")]
pub struct Snapshot {
    snapshot: session::Snapshot,
    /// The simulation it is of.
    of: String,
}

#[pymethods]
impl Snapshot {
    /// Periods simulated.
    #[getter]
    fn period(&self) -> u32 {
        self.snapshot.period()
    }

    fn __repr__(&self) -> String {
        let after = count(self.snapshot.period().into(), "period");
        format!("<uk_econ_abm.Snapshot after {after}>")
    }
}

impl Snapshot {
    /// The state of `session` as it is now.
    ///
    /// # Errors
    /// If the run has failed.
    pub fn of(session: &Session) -> PyResult<Self> {
        Ok(Snapshot {
            snapshot: session.snapshot().map_err(of_stop)?,
            of: identity(session),
        })
    }

    /// Puts it back into `session`.
    ///
    /// # Errors
    /// If it is of another simulation.
    pub fn put_back(&self, session: &mut Session) -> PyResult<()> {
        if self.of != identity(session) {
            return Err(PyValueError::new_err(
                "the snapshot is of another simulation; restore it in one of the same config, branch and run",
            ));
        }
        session.restore(&self.snapshot);
        Ok(())
    }
}

/// What a snapshot of `session` belongs to.
fn identity(session: &Session) -> String {
    format!(
        "{} {} {}",
        session.prepared().hash,
        session.branch(),
        session.run()
    )
}
