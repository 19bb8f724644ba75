//! What a run holds, as tables.

use std::sync::Arc;

use arrow_array::{Array, Float64Array, StringArray, UInt32Array};
use arrow_schema::{DataType, Field};
use engine::record::{IndustryRecord, Record};
use engine::tables::Column;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PySlice};
use runner::session::Session;
use runner::words::{count, instead, one_in, thousands};

use crate::columns;
use crate::errors::of_stop;
use crate::table::Columns;

/// Series under the short names that people know them by.
const SHORT: [(&str, &str); 2] = [("gdp", "real_gdp"), ("unemployment", "unemployment_rate")];

/// National series: one row per period.
pub fn series(session: &Session) -> Columns {
    let rows = session.series();
    let (dates, periods) = dates(session);
    let mut columns = vec![
        key("period", Arc::new(UInt32Array::from(periods))),
        key("date", Arc::new(StringArray::from(dates))),
    ];
    for (place, column) in Record::COLUMNS.iter().enumerate() {
        let values = rows.iter().map(|row| row[place]);
        columns.push(numbers(session, column, values.collect()));
    }
    columns
}

/// Series by industry from period `from` on: one row per period and industry.
pub fn industries(session: &Session, from: usize) -> Columns {
    let records = &session.industries()[from..];
    let (dates, periods) = dates(session);
    let industries = &session.opening().parameters().industries;
    let of_period = |place: usize| std::iter::repeat_n(place, industries.len());
    let places: Vec<usize> = (from..dates.len()).flat_map(of_period).collect();
    let periods: Vec<u32> = places.iter().map(|&place| periods[place]).collect();
    let dates: Vec<&str> = places.iter().map(|&place| dates[place].as_str()).collect();
    let all = || records.iter().flat_map(|_| industries);
    let codes: Vec<&str> = all().map(|it| it.code.as_str()).collect();
    let names: Vec<&str> = all().map(|it| it.name.as_str()).collect();
    let mut columns = vec![
        key("period", Arc::new(UInt32Array::from(periods))),
        key("date", Arc::new(StringArray::from(dates))),
        key("industry", Arc::new(StringArray::from(codes))),
        key("name", Arc::new(StringArray::from(names))),
    ];
    for (place, column) in IndustryRecord::COLUMNS.iter().enumerate() {
        let values = records
            .iter()
            .flat_map(|record| record[place].iter().copied());
        columns.push(numbers(session, column, values.collect()));
    }
    columns
}

/// The columns of a table that have `rows`, or those that are wanted.
///
/// # Errors
/// If one that is wanted is not there, or the run has failed.
pub fn columns(
    session: &Session,
    known: &'static [Column],
    rows: usize,
    wanted: Option<Vec<String>>,
) -> PyResult<Columns> {
    if wanted.as_ref().is_some_and(Vec::is_empty) {
        let text = "columns: there are none; name one, or leave them out for all";
        return Err(PyValueError::new_err(text));
    }
    if session.failed().is_some() {
        // Its state is one in the middle of a period.
        session.snapshot().map_err(of_stop)?;
    }
    let simulation = session.simulation();
    let found: Columns = known
        .iter()
        .filter(|column| {
            let name = column.name;
            wanted
                .as_ref()
                .is_none_or(|wanted| wanted.iter().any(|it| it == name))
        })
        .filter_map(|column| columns::array(simulation, column, rows))
        .collect();
    for name in wanted.iter().flatten() {
        if !found.iter().any(|(field, _)| field.name() == name) {
            let remedy = instead(name, known.iter().map(|column| column.name));
            return Err(PyKeyError::new_err(format!(
                "there is no column `{name}`; {remedy}"
            )));
        }
    }
    Ok(found)
}

/// The last period: its number, its date, and its national accounts.
pub struct Last {
    period: u32,
    date: String,
    accounts: Vec<f64>,
}

/// The last period.
pub fn last(session: &Session) -> Last {
    Last {
        period: session.period(),
        date: session.date().to_string(),
        accounts: session
            .series()
            .last()
            .into_iter()
            .flatten()
            .copied()
            .collect(),
    }
}

/// The national accounts of the last period, by name.
pub fn of_nation(py: Python, last: Last) -> PyResult<Bound<PyDict>> {
    let state = PyDict::new(py);
    state.set_item("period", last.period)?;
    state.set_item("date", last.date)?;
    for (column, value) in Record::COLUMNS.iter().zip(last.accounts) {
        state.set_item(column.name, value)?;
        if let Some((short, _)) = SHORT.iter().find(|(_, name)| *name == column.name) {
            state.set_item(short, value)?;
        }
    }
    Ok(state)
}

/// Values of national series from the base period on, one list for each of `names`.
///
/// # Errors
/// If there is none of a name.
pub fn values(session: &Session, names: &[String]) -> PyResult<Vec<Vec<f64>>> {
    let series = |name: &String| {
        let place = Record::COLUMNS.iter().position(|it| it.name == *name);
        let place = place.ok_or_else(|| {
            let remedy = instead(name, Record::COLUMNS.iter().map(|it| it.name));
            PyKeyError::new_err(format!("there is no series `{name}`; {remedy}"))
        })?;
        Ok(session.series().iter().map(|row| row[place]).collect())
    };
    names.iter().map(series).collect()
}

/// Each kind of household, and the row after its last.
pub type Ends = [(&'static str, isize); 4];

/// Where the rows of each kind of household end.
pub fn ends_of_kinds(session: &Session) -> Ends {
    let economy = &session.simulation().economy;
    let workers = economy.population.workers as isize;
    let inactive = workers + economy.population.inactive as isize;
    let investors = inactive + economy.firms.price.len() as isize;
    let all = economy.households.deposits.len() as isize;
    [
        ("worker", workers),
        ("inactive", inactive),
        ("investor", investors),
        ("banker", all),
    ]
}

/// Rows of the households of each kind.
pub fn household_kinds(py: Python, ends: Ends) -> PyResult<Bound<PyDict>> {
    let kinds = PyDict::new(py);
    let mut from = 0;
    for (kind, to) in ends {
        kinds.set_item(kind, PySlice::new(py, from, to, 1))?;
        from = to;
    }
    Ok(kinds)
}

/// Its size, and how far it is.
pub fn in_words(session: &Session) -> String {
    let economy = &session.simulation().economy;
    format!(
        "<uk_econ_abm.Simulation of {} firms and {} households ({}), {} after {}{}>",
        thousands(economy.firms.price.len() as u64),
        thousands(economy.households.deposits.len() as u64),
        one_in(session.prepared().scenario.economy.scale),
        session.date(),
        count(session.period().into(), "period"),
        if session.failed().is_some() {
            ", failed"
        } else {
            ""
        },
    )
}

/// Dates and periods so far.
fn dates(session: &Session) -> (Vec<String>, Vec<u32>) {
    let periods = 0..=session.period();
    let base = session.prepared().base;
    let dates = periods.clone().map(|period| base.plus(period).to_string());
    (dates.collect(), periods.collect())
}

fn key(name: &str, values: Arc<dyn Array>) -> (Field, Arc<dyn Array>) {
    (Field::new(name, values.data_type().clone(), false), values)
}

fn numbers(session: &Session, column: &Column, values: Vec<f64>) -> (Field, Arc<dyn Array>) {
    let frequency = session.simulation().parameters.frequency;
    (
        columns::field(column, DataType::Float64, false, frequency),
        Arc::new(Float64Array::from(values)),
    )
}
