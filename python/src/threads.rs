//! Work of the engine, beside threads of Python.

use pyo3::prelude::*;
use runner::Failure;
use runner::session::on_own_threads;

use crate::errors::of_failure;

/// Lets other threads of Python go on, and works on threads of its own.
pub fn own_threads<T: Send>(
    py: Python,
    act: impl FnOnce() -> Result<T, Failure> + Send,
) -> PyResult<T> {
    py.detach(|| on_own_threads(act).and_then(|done| done))
        .map_err(of_failure)
}
