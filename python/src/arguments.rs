//! What Python hands over: a config and numbers of periods.

use pyo3::exceptions::{PyTypeError, PyUserWarning};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyMapping, PyString};
use runner::prepare::Prepared;
use runner::words::{one_in, thousands};
use serde_json::{Map, Value};

use crate::errors::ScenarioError;

/// How far numbers of agents may be from those asked for before that is said.
const NEAR: f64 = 0.01;

/// Largest seed: beyond it not every whole number is one of Lua.
pub const SEEDS: u64 = 1 << 53;
/// Most threads.
pub const THREADS: u64 = 1024;

/// The config as JSON: it is a text, or a mapping of numbers, texts and mappings.
pub fn text_of(config: Option<Bound<PyAny>>) -> PyResult<String> {
    let Some(config) = config else {
        return Ok("{}".into());
    };
    if let Ok(text) = config.cast::<PyString>() {
        return text.extract();
    }
    if let Ok(settings) = config.cast::<PyMapping>() {
        return Ok(object("", settings)?.to_string());
    }
    let kind = config.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "config: a {kind} is neither a dict nor JSON; give one of them"
    )))
}

fn object(within: &str, settings: &Bound<PyMapping>) -> PyResult<Value> {
    let mut object = Map::new();
    for item in settings.items()?.iter() {
        let (key, value): (Bound<PyAny>, Bound<PyAny>) = item.extract()?;
        let Ok(key) = key.extract::<String>() else {
            let key = key.repr()?;
            let text = format!("config: the key {key} is no text; name a setting");
            return Err(ScenarioError::new_err(text));
        };
        let path = format!("{within}{key}");
        object.insert(key, value_of(&path, &value)?);
    }
    Ok(object.into())
}

/// A value of the setting `key`, also where it is a number of another library.
fn value_of(key: &str, value: &Bound<PyAny>) -> PyResult<Value> {
    let refuse = |what: &str, remedy: &str| {
        Err(ScenarioError::new_err(format!(
            "{key}: it is {what}; {remedy}"
        )))
    };
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(flag.is_true().into());
    }
    if let Ok(text) = value.cast::<PyString>() {
        return match text.extract::<String>() {
            Ok(text) => Ok(text.into()),
            Err(_) => refuse("no text in UTF-8", "give a word"),
        };
    }
    if let Ok(settings) = value.cast::<PyMapping>() {
        return object(&format!("{key}."), settings);
    }
    if let Ok(whole) = value.extract::<i64>() {
        return Ok(whole.into());
    }
    match value.extract::<f64>() {
        Ok(number) if number.is_finite() => Ok(number.into()),
        Ok(number) => refuse(&number.to_string(), "give a finite number"),
        Err(_) => {
            let kind = value.get_type().name()?;
            refuse(
                &format!("of the type {kind}"),
                "give a number, a text, true or false",
            )
        }
    }
}

/// The argument called `name`, a whole number.
///
/// # Errors
/// If it is none, or not from `least` to `most`.
pub fn whole(
    name: &str,
    value: Option<&Bound<PyAny>>,
    least: u64,
    most: u64,
) -> PyResult<Option<u64>> {
    let Some(value) = value else { return Ok(None) };
    let found = value.extract::<u64>().ok();
    match found.filter(|found| (least..=most).contains(found)) {
        Some(found) => Ok(Some(found)),
        None => Err(ScenarioError::new_err(format!(
            "{name}: it is {}; give a whole number from {least} to {most}",
            value.repr()?
        ))),
    }
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
    if n.is_instance_of::<PyFloat>() || n.is_instance_of::<PyString>() {
        let text = format!(
            "n: {} is no number of periods; give a whole number from 0",
            n.repr()?
        );
        return Err(PyTypeError::new_err(text));
    }
    Ok(whole("n", Some(n), 0, u32::MAX.into())?.unwrap_or(0) as u32)
}

/// The one size of a pull, and by how much.
///
/// # Errors
/// If there is none, or more than one.
pub fn one_size(size: Option<&Bound<PyDict>>) -> PyResult<(String, f64)> {
    let sizes: Vec<(String, f64)> = match size {
        Some(size) => size
            .iter()
            .map(|(name, value)| Ok((name.extract()?, value.extract()?)))
            .collect::<PyResult<_>>()?,
        None => Vec::new(),
    };
    let [size] = <[_; 1]>::try_from(sizes).map_err(|_| {
        PyTypeError::new_err(
            "pull() takes one size, such as pp=1; the sizes are pp, pct, level, add",
        )
    })?;
    Ok(size)
}
