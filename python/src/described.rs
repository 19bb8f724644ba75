//! What there is: parameters, levers and series.

use engine::levers::all;
use engine::parameters::Scalars;
use engine::record::Record;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Parameters of the model: name, unit, symbol, range and meaning.
#[pyfunction]
pub fn parameters(py: Python<'_>) -> PyResult<Vec<Bound<'_, PyDict>>> {
    let described = Scalars::DESCRIPTIONS.iter().map(|about| {
        let facts = PyDict::new(py);
        facts.set_item("name", about.name)?;
        facts.set_item("unit", about.unit)?;
        facts.set_item("symbol", about.symbol)?;
        facts.set_item("low", about.low)?;
        facts.set_item("high", about.high)?;
        facts.set_item("meaning", about.meaning)?;
        Ok(facts)
    });
    described.collect()
}

/// Levers that `Simulation.pull` pulls: name, unit, sizes that have a meaning, and meaning.
#[pyfunction]
pub fn levers(py: Python<'_>) -> PyResult<Vec<Bound<'_, PyDict>>> {
    let described = all().map(|lever| {
        let facts = PyDict::new(py);
        let sizes: Vec<&str> = lever.sizes.iter().map(|size| size.name()).collect();
        facts.set_item("name", lever.name)?;
        facts.set_item("unit", lever.unit)?;
        facts.set_item("sizes", sizes)?;
        facts.set_item("meaning", lever.meaning)?;
        Ok(facts)
    });
    described.collect()
}

/// National series: name, unit, symbol and meaning.
#[pyfunction]
pub fn series(py: Python<'_>) -> PyResult<Vec<Bound<'_, PyDict>>> {
    let described = Record::COLUMNS.iter().map(|column| {
        let facts = PyDict::new(py);
        facts.set_item("name", column.name)?;
        facts.set_item("unit", column.unit)?;
        facts.set_item("symbol", column.symbol)?;
        facts.set_item("meaning", column.meaning)?;
        Ok(facts)
    });
    described.collect()
}
