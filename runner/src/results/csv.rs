//! CSV beside every Parquet table, made from it: the same columns, every figure with the fewest
//! digits that give it back exactly, nothing where there is none.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use csv::{Writer, WriterBuilder};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::FILES;
use super::folder::Folder;
use crate::calibrations;
use crate::failure::Failure;

/// Name of the CSV file beside the Parquet file `name`; nothing if it is none.
pub fn of(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".parquet")?;
    Some(format!("{stem}.csv"))
}

/// Writes CSV beside every table that the program has put into `folder`; Parquet files that are data of
/// the scenario stay alone.
///
/// # Errors
/// If a file cannot be written.
pub fn beside(folder: &Folder) -> Result<(), Failure> {
    let mut waiting: Vec<String> = FILES.iter().map(|&file| file.to_owned()).collect();
    while let Some(name) = waiting.pop() {
        let path = folder.path(&name);
        let unwritable = |source| Failure::Unwritable {
            path: folder.target().join(&name),
            source,
        };
        if path.is_dir() && name != calibrations::KEPT {
            for entry in fs::read_dir(path).map_err(unwritable)? {
                let below = entry.map_err(unwritable)?.file_name();
                waiting.push(format!("{name}/{}", below.to_string_lossy()));
            }
        } else if let Some(csv) = of(&name).filter(|_| path.exists()) {
            convert(&path, &folder.path(&csv), &folder.target().join(&csv))?;
        }
    }
    Ok(())
}

/// Writes the table `from` to `to`, which will be `place`.
fn convert(from: &Path, to: &Path, place: &Path) -> Result<(), Failure> {
    let unwritable = |source| Failure::Unwritable {
        path: place.to_owned(),
        source,
    };
    let bug = |error: &dyn std::fmt::Display| Failure::Bug(error.to_string());
    let file = File::open(from).map_err(unwritable)?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| bug(&e))?;
    let schema = reader.schema().clone();
    let file = File::create_new(to).map_err(unwritable)?;
    let mut writer = WriterBuilder::new().from_writer(BufWriter::new(file));
    let head = schema.fields().iter().map(|field| field.name());
    writer
        .write_record(head)
        .map_err(|e| unwritable(e.into()))?;
    for batch in reader.build().map_err(|e| bug(&e))? {
        let batch = batch.map_err(|e| bug(&e))?;
        rows(&mut writer, &batch).map_err(unwritable)?;
    }
    let buffer = writer
        .into_inner()
        .map_err(|e| unwritable(e.into_error()))?;
    let file = buffer
        .into_inner()
        .map_err(|e| unwritable(e.into_error()))?;
    file.sync_all().map_err(unwritable)
}

fn rows(writer: &mut Writer<impl Write>, batch: &RecordBatch) -> io::Result<()> {
    for row in 0..batch.num_rows() {
        for column in batch.columns() {
            writer.write_field(cell(column, row)?)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(())
}

/// A value as text.
fn cell(column: &ArrayRef, row: usize) -> io::Result<String> {
    if column.is_null(row) {
        return Ok(String::new());
    }
    match column.data_type() {
        DataType::Utf8 => Ok(column.as_string::<i32>().value(row).to_owned()),
        DataType::UInt32 => Ok(column.as_primitive::<UInt32Type>().value(row).to_string()),
        // Not `{}`, which writes large numbers with hundreds of zeros.
        DataType::Float64 => Ok(format!(
            "{:?}",
            column.as_primitive::<Float64Type>().value(row)
        )),
        other => Err(io::Error::other(format!("no text for {other}"))),
    }
}
