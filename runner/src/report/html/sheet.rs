//! A Parquet table of a result folder, read piece by piece.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::{Float64Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{DataType, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::failure::Failure;

/// A table that can be read, and whose key columns are as they should be.
pub struct Sheet {
    path: PathBuf,
    schema: SchemaRef,
}

impl Sheet {
    /// The table `name` of `folder`, which must be of the scenario `hash` and have `columns`; nothing
    /// if there is no such file.
    ///
    /// # Errors
    /// If it cannot be read, or is something else.
    pub fn open(
        folder: &Path,
        name: &str,
        hash: &str,
        columns: &[(&str, DataType)],
    ) -> Result<Option<Self>, Failure> {
        let path = folder.join(name);
        if std::fs::symlink_metadata(&path).is_err() {
            return Ok(None);
        }
        let sheet = Sheet {
            schema: schema(&path)?,
            path,
        };
        if sheet.fact("scenario_hash") != hash {
            return Err(sheet.unusable("it is not of the scenario that manifest.json tells of"));
        }
        for (column, kind) in columns {
            let field = sheet.schema.field_with_name(column);
            if !field.is_ok_and(|field| field.data_type() == kind) {
                return Err(sheet.unusable(&format!("it has no column `{column}` of {kind}")));
            }
        }
        Ok(Some(sheet))
    }

    /// Its columns.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// A fact of the file; empty if it is not there.
    pub fn fact(&self, name: &str) -> &str {
        self.schema.metadata().get(name).map_or("", String::as_str)
    }

    /// Hands `columns` piece by piece to `take`, in which they stand in the order of the file.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn read(
        &self,
        columns: &[&str],
        mut take: impl FnMut(&RecordBatch),
    ) -> Result<(), Failure> {
        let damaged = |error: &dyn std::fmt::Display| self.unusable(&error.to_string());
        let file = File::open(&self.path).map_err(|error| damaged(&error))?;
        let builder =
            ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(&error))?;
        // By place, as a name with a point in it, such as q0.05, reads as a path.
        let places = columns
            .iter()
            .filter_map(|name| builder.schema().index_of(name).ok());
        let mask = ProjectionMask::roots(builder.parquet_schema(), places);
        let reader = builder
            .with_projection(mask)
            .with_batch_size(1 << 14)
            .build()
            .map_err(|error| damaged(&error))?;
        for batch in reader {
            take(&batch.map_err(|error| damaged(&error))?);
        }
        Ok(())
    }

    /// What is wrong with the file.
    pub fn unusable(&self, message: &str) -> Failure {
        unusable(&self.path, message)
    }
}

/// A column of texts that was read.
pub fn texts<'a>(batch: &'a RecordBatch, name: &str) -> Option<&'a StringArray> {
    batch.column_by_name(name)?.as_string_opt()
}

/// A column of figures that was read.
pub fn figures<'a>(batch: &'a RecordBatch, name: &str) -> Option<&'a Float64Array> {
    batch.column_by_name(name)?.as_primitive_opt()
}

/// A column of whole numbers that was read.
pub fn whole<'a>(batch: &'a RecordBatch, name: &str) -> Option<&'a UInt32Array> {
    batch.column_by_name(name)?.as_primitive_opt()
}

fn schema(path: &Path) -> Result<SchemaRef, Failure> {
    let damaged = |error: &dyn std::fmt::Display| unusable(path, &error.to_string());
    let file = File::open(path).map_err(|error| damaged(&error))?;
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(&error))?;
    Ok(builder.schema().clone())
}

/// A file of a result that is no use.
pub fn unusable(path: &Path, message: &str) -> Failure {
    Failure::Unusable {
        path: path.to_owned(),
        message: message.to_owned(),
    }
}
