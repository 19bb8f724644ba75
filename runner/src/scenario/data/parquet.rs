//! A column of a Parquet file over time.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowTimestampType, Date32Type, Float64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use engine::parameters::Frequency;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::rows::{self, Row, Unreadable, in_order, places};

/// Rows of `column`; lines are counted from 1.
///
/// # Errors
/// The first thing that is wrong.
pub fn rows(
    bytes: &[u8],
    column: Option<&str>,
    frequency: Frequency,
) -> Result<Vec<Row>, Unreadable> {
    let damaged = |error: &dyn std::fmt::Display| {
        let message = format!("cannot be read as Parquet: {error}");
        Unreadable::whole(
            message,
            "write it again, uncompressed or compressed with snappy or zstd",
        )
    };
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::copy_from_slice(bytes))
        .and_then(ParquetRecordBatchReaderBuilder::build)
        .map_err(|error| damaged(&error))?;
    let mut rows = Vec::new();
    for batch in reader {
        let batch = batch.map_err(|error| damaged(&error))?;
        read(&batch, column, frequency, &mut rows)?;
    }
    in_order(rows, frequency)
}

fn read(
    batch: &RecordBatch,
    column: Option<&str>,
    frequency: Frequency,
    rows: &mut Vec<Row>,
) -> Result<(), Unreadable> {
    let schema = batch.schema();
    let headings: Vec<&str> = schema
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    let places = places(&headings, column)?;
    let (dates, values) = (batch.column(places.date), batch.column(places.value));
    let start = rows.len();
    let dates = texts(dates, start)?;
    let values = numbers(values, headings[places.value])?;
    for (index, (date, value)) in dates.into_iter().zip(values).enumerate() {
        let line = start + index + 1;
        rows.push(Row {
            period: rows::period(&date, line, frequency)?,
            month: rows::month(&date),
            value,
            line,
        });
    }
    Ok(())
}

/// Dates as text, whatever they are.
fn texts(column: &dyn Array, start: usize) -> Result<Vec<String>, Unreadable> {
    let row = |index: usize| start + index + 1;
    let missing = |index| Unreadable::at(row(index), "has no date", "give every row a date");
    let from = |text: &dyn Fn(usize) -> Option<String>| {
        (0..column.len())
            .map(|index| {
                if column.is_null(index) {
                    None
                } else {
                    text(index)
                }
                .ok_or_else(|| missing(index))
            })
            .collect()
    };
    match column.data_type() {
        DataType::Utf8 => from(&|index| Some(column.as_string::<i32>().value(index).to_owned())),
        DataType::LargeUtf8 => {
            from(&|index| Some(column.as_string::<i64>().value(index).to_owned()))
        }
        DataType::Date32 => {
            from(&|index| day(i64::from(column.as_primitive::<Date32Type>().value(index)) * 86_400))
        }
        DataType::Timestamp(unit, _) => from(&|index| {
            day(match unit {
                TimeUnit::Second => instant::<TimestampSecondType>(column, index),
                TimeUnit::Millisecond => {
                    instant::<TimestampMillisecondType>(column, index).div_euclid(1_000)
                }
                TimeUnit::Microsecond => {
                    instant::<TimestampMicrosecondType>(column, index).div_euclid(1_000_000)
                }
                TimeUnit::Nanosecond => {
                    instant::<TimestampNanosecondType>(column, index).div_euclid(1_000_000_000)
                }
            })
        }),
        other => Err(Unreadable::whole(
            format!("has dates of the type {other}"),
            "write them as text, such as 2020Q3, or as dates",
        )),
    }
}

/// The date of so many seconds after 1970.
fn day(seconds: i64) -> Option<String> {
    let date = chrono::DateTime::from_timestamp(seconds, 0)?;
    Some(date.format("%Y-%m-%d").to_string())
}

fn instant<T: ArrowTimestampType>(column: &dyn Array, row: usize) -> i64 {
    column.as_primitive::<T>().value(row)
}

/// Values of any type of number.
fn numbers(column: &dyn Array, name: &str) -> Result<Vec<Option<f64>>, Unreadable> {
    use arrow_array::types::{Float32Type, Int32Type, Int64Type};
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    Ok(match column.data_type() {
        DataType::Float64 => column
            .as_primitive::<Float64Type>()
            .iter()
            .map(finite)
            .collect(),
        DataType::Float32 => {
            let values = column.as_primitive::<Float32Type>().iter();
            values.map(|value| finite(value.map(f64::from))).collect()
        }
        DataType::Int64 => {
            let values = column.as_primitive::<Int64Type>().iter();
            values
                .map(|value| value.map(|value| value as f64))
                .collect()
        }
        DataType::Int32 => {
            let values = column.as_primitive::<Int32Type>().iter();
            values.map(|value| value.map(f64::from)).collect()
        }
        other => {
            let message = format!("has the type {other} in column `{name}`");
            return Err(Unreadable::whole(message, "write numbers"));
        }
    })
}
