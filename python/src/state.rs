//! What a run holds, as tables.

use std::sync::Arc;

use arrow_array::{Array, Float64Array, StringArray, UInt32Array};
use arrow_schema::{DataType, Field};
use engine::record::{IndustryRecord, Record};
use engine::tables::Column;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use runner::session::Session;
use runner::words::instead;

use crate::columns;
use crate::errors::of_stop;
use crate::table::of_columns;

/// National series: one row per period.
pub fn series<'py>(py: Python<'py>, session: &Session) -> PyResult<Bound<'py, PyAny>> {
    let rows = session.series();
    let (dates, periods) = dates(session);
    let mut columns = vec![
        key("period", Arc::new(UInt32Array::from(periods))),
        key("date", Arc::new(StringArray::from(dates))),
    ];
    for (place, column) in Record::COLUMNS.iter().enumerate() {
        let values = rows.iter().map(|row| row[place]);
        columns.push(numbers(column, values.collect()));
    }
    of_columns(py, columns)
}

/// Series by industry from period `from` on: one row per period and industry.
pub fn industries<'py>(
    py: Python<'py>,
    session: &Session,
    from: usize,
) -> PyResult<Bound<'py, PyAny>> {
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
        columns.push(numbers(column, values.collect()));
    }
    of_columns(py, columns)
}

/// The columns of a table that have `rows`, or those that are wanted.
///
/// # Errors
/// If one that is wanted is not there, or the run has failed.
pub fn columns<'py>(
    py: Python<'py>,
    session: &Session,
    known: &'static [Column],
    rows: usize,
    wanted: Option<Vec<String>>,
) -> PyResult<Bound<'py, PyAny>> {
    if session.failed().is_some() {
        // Its state is one in the middle of a period.
        session.snapshot().map_err(of_stop)?;
    }
    let simulation = session.simulation();
    let found: Vec<(Field, Arc<dyn Array>)> = known
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
    of_columns(py, found)
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

fn numbers(column: &Column, values: Vec<f64>) -> (Field, Arc<dyn Array>) {
    (
        columns::field(column, DataType::Float64, false),
        Arc::new(Float64Array::from(values)),
    )
}
