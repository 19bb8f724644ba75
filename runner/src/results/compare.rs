//! A run beside what a result has of it, bit by bit.

use std::fs::File;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_array::{Array, RecordBatch};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder, RowSelection,
};

use super::table::Rows;
use super::{Layout, schema};
use crate::batch::RunResult;
use crate::failure::Failure;
use crate::prepare::Prepared;

/// What the rows of a run say of themselves.
#[derive(Clone, Copy)]
struct Key<'a> {
    branch: &'a str,
    run: u32,
    /// Point, of a sweep.
    point: Option<u32>,
}

/// What `run` has in common with the result in `folder`, or the first difference.
///
/// # Errors
/// If the result cannot be read.
pub fn run(
    folder: &Path,
    prepared: &Prepared,
    run: &RunResult,
) -> Result<Result<String, String>, Failure> {
    let layout = Layout::of(prepared);
    let record = &layout.record;
    let mut tables = vec![(
        "series.parquet",
        schema::series(record, layout.sweeps),
        layout.series(run),
    )];
    if !record.industries.is_empty() {
        let schema = schema::industries(record, layout.sweeps);
        tables.push(("industries.parquet", schema, layout.industries(run)));
    }
    if !layout.strategies[run.unit.branch].is_empty() {
        let rows = layout.strategies(run);
        tables.push((
            "strategies.parquet",
            schema::strategies(layout.sweeps),
            rows,
        ));
    }
    let mut figures = 0;
    for (file, schema, rows) in tables {
        let names = schema.fields().iter().skip(rows.keys.len());
        let names: Vec<&str> = names.map(|field| field.name().as_str()).collect();
        let dates = (0..run.series.len() as u32).map(|quarter| prepared.base.plus(quarter));
        let dates: Vec<String> = dates.map(|date| date.to_string()).collect();
        let key = Key {
            branch: &layout.branches[run.unit.branch],
            run: run.unit.run,
            point: layout.sweeps.then_some(run.unit.point),
        };
        let kept = read(&folder.join(file), &names, key)?;
        match difference(&kept, &rows, &names, &dates) {
            Some(words) => return Ok(Err(format!("{file}: {words}"))),
            None => figures += rows.values.iter().map(Vec::len).sum::<usize>(),
        }
    }
    Ok(Ok(format!("{figures} figures bit by bit")))
}

/// The first figure, in the order of the rows, that differs.
fn difference(
    kept: &[Vec<Option<f64>>],
    rows: &Rows,
    names: &[&str],
    dates: &[String],
) -> Option<String> {
    let count = rows.values.first().map_or(0, Vec::len);
    let held = kept.first().map_or(0, Vec::len);
    if held != count {
        return Some(format!("has {held} rows of it instead of {count}"));
    }
    let shown =
        |value: Option<f64>| value.map_or("nothing".to_owned(), |value| format!("{value:?}"));
    let each = count / dates.len().max(1);
    for row in 0..count {
        for (column, name) in names.iter().enumerate() {
            let now = rows.values[column][row];
            let now = now.is_finite().then_some(now);
            let then = kept[column][row];
            if then.map(f64::to_bits) != now.map(f64::to_bits) {
                let date = &dates[row / each.max(1)];
                let place = match each {
                    1 => String::new(),
                    each => format!(", row {} of {each}", row % each + 1),
                };
                let (then, now) = (shown(then), shown(now));
                return Some(format!(
                    "{name} in {date}{place} was {then} and is now {now}"
                ));
            }
        }
    }
    None
}

/// Columns `names` of the rows of a run of a branch.
fn read(path: &Path, names: &[&str], key: Key) -> Result<Vec<Vec<Option<f64>>>, Failure> {
    let unusable = |message: String| Failure::Unusable {
        path: path.to_owned(),
        message,
    };
    let failed = |error: &dyn std::fmt::Display| unusable(error.to_string());
    let file = File::open(path).map_err(|error| failed(&error))?;
    let about =
        ArrowReaderMetadata::load(&file, ArrowReaderOptions::default()).map_err(|e| failed(&e))?;
    let open = |columns: &[&str]| {
        let file = file.try_clone().map_err(|error| failed(&error))?;
        let missing = |name: &&&str| about.schema().index_of(name).is_err();
        if let Some(name) = columns.iter().find(missing) {
            return Err(unusable(format!("it has no column {name}")));
        }
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, about.clone());
        let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
        Ok(builder.with_projection(mask))
    };
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    let mut first = 0;
    for batch in open(if key.point.is_some() {
        &["point", "branch", "run"]
    } else {
        &["branch", "run"]
    })?
    .build()
    .map_err(|e| failed(&e))?
    {
        let batch = batch.map_err(|error| failed(&error))?;
        for row in 0..batch.num_rows() {
            if is(&batch, row, key) {
                let row = first + row;
                match ranges.last_mut() {
                    Some(range) if range.end == row => range.end += 1,
                    _ => ranges.push(row..row + 1),
                }
            }
        }
        first += batch.num_rows();
    }
    let rows = RowSelection::from_consecutive_ranges(ranges.into_iter(), first);
    let reader = open(names)?.with_row_selection(rows).build();
    let mut columns = vec![Vec::new(); names.len()];
    for batch in reader.map_err(|error| failed(&error))? {
        let batch = batch.map_err(|error| failed(&error))?;
        for (column, name) in columns.iter_mut().zip(names) {
            let array = batch.column_by_name(name);
            let array = array.and_then(|array| array.as_primitive_opt::<Float64Type>());
            let array = array.ok_or_else(|| unusable(format!("{name} holds no figures")))?;
            column.extend(array.iter());
        }
    }
    Ok(columns)
}

/// Whether a row is of the run of the branch.
fn is(batch: &RecordBatch, row: usize, key: Key) -> bool {
    let number = |name| {
        let column = batch.column_by_name(name)?;
        let column = column.as_primitive_opt::<UInt32Type>()?;
        column.is_valid(row).then(|| column.value(row))
    };
    let branch = batch.column_by_name("branch");
    let branch = branch.and_then(|column| column.as_string_opt::<i32>());
    branch.is_some_and(|column| column.is_valid(row) && column.value(row) == key.branch)
        && number("run") == Some(key.run)
        && (key.point.is_none() || number("point") == key.point)
}
