//! What Python hands over: a config and numbers of periods.

use pyo3::exceptions::{PyTypeError, PyUserWarning, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use runner::prepare::Prepared;
use runner::words::{one_in, thousands};

/// How far numbers of agents may be from those asked for before that is said.
const NEAR: f64 = 0.01;

/// The config as JSON: it is a text, or anything that `json.dumps` takes.
pub fn text_of(py: Python, config: Option<Bound<PyAny>>) -> PyResult<String> {
    let Some(config) = config else {
        return Ok("{}".into());
    };
    if let Ok(text) = config.cast::<PyString>() {
        return text.extract();
    }
    if config.is_instance_of::<PyDict>() {
        let dumped = py.import("json")?.call_method1("dumps", (&config,));
        return dumped
            .map_err(|error| {
                let error = error.value(py);
                PyValueError::new_err(format!(
                    "config: {error}; give numbers, texts, true or false"
                ))
            })?
            .extract();
    }
    let kind = config.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "config: a {kind} is neither a dict nor JSON; give one of them"
    )))
}

/// Says which numbers of agents were chosen, where they are not those asked for.
pub fn warn(py: Python, prepared: &Prepared) -> PyResult<()> {
    let economy = &prepared.scenario.economy;
    let far = economy.numbers.iter().any(|(key, wanted)| {
        let found = if *key == "firms" {
            prepared.firms()
        } else {
            prepared.persons()
        };
        (found as f64 / *wanted as f64 - 1.0).abs() > NEAR
    });
    if !far {
        return Ok(());
    }
    let asked: Vec<String> = (economy.numbers.iter())
        .map(|(key, number)| format!("n_{key} = {}", thousands(*number)))
        .collect();
    let text = format!(
        "{} cannot be had at one scale; the nearest, {}, has {} firms and {} households",
        asked.join(" and "),
        one_in(economy.scale),
        thousands(prepared.firms()),
        thousands(prepared.persons()),
    );
    let text = std::ffi::CString::new(text)?;
    PyErr::warn(py, &py.get_type::<PyUserWarning>(), &text, 1)
}

/// A number of periods.
pub fn count(n: &Bound<PyAny>) -> PyResult<u32> {
    let refuse = || {
        let shown = n
            .repr()
            .map_or_else(|_| "it".to_owned(), |text| text.to_string());
        PyValueError::new_err(format!(
            "n: {shown} is no number of periods; give a whole number from 0"
        ))
    };
    match n.extract::<i64>() {
        Ok(n) => u32::try_from(n).map_err(|_| refuse()),
        Err(_) => Err(PyTypeError::new_err(refuse().value(n.py()).to_string())),
    }
}
