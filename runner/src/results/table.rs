//! A Parquet file that grows run by run; its bytes depend on nothing but what is written.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{DataType, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use super::folder::Folder;
use super::schema;
use crate::failure::Failure;

/// Bytes that are held in memory before they are written, so that it does not grow with the runs.
const GROUP: usize = 1 << 23;

/// A Parquet file that is being written.
pub struct Table {
    /// Where it will be.
    path: PathBuf,
    schema: SchemaRef,
    writer: ArrowWriter<BufWriter<File>>,
}

/// Rows of one run, column by column.
#[derive(Default)]
pub struct Rows {
    /// Columns of text or whole numbers that say what a row is, in the order of the schema.
    pub keys: Vec<Key>,
    /// Columns of figures, in the order of the schema.
    pub values: Vec<Vec<f64>>,
}

/// One key column.
pub enum Key {
    /// Text.
    Text(Vec<String>),
    /// Whole numbers.
    Number(Vec<u32>),
}

impl Table {
    /// Opens `name` in `folder`; `facts` become metadata of the file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn create(
        folder: &Folder,
        name: &str,
        schema: SchemaRef,
        facts: &[(String, String)],
    ) -> Result<Self, Failure> {
        let place = folder.target().join(name);
        let unwritable = |source| Failure::Unwritable {
            path: place.clone(),
            source,
        };
        let file = File::create_new(folder.path(name)).map_err(unwritable)?;
        // Some programs read the metadata of the file, some that of the Arrow schema.
        let schema = schema::in_periods(&schema, facts);
        let schema = Arc::new(schema.with_metadata(facts.iter().cloned().collect()));
        let facts = facts.iter().cloned();
        let facts = facts.map(|(key, value)| KeyValue::new(key, value));
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_dictionary_enabled(false)
            .set_max_row_group_row_count(Some(GROUP / (8 * schema.fields().len())))
            .set_key_value_metadata(Some(facts.collect()));
        for field in schema
            .fields()
            .iter()
            .filter(|field| field.data_type() == &DataType::Utf8)
        {
            properties = properties
                .set_column_dictionary_enabled(ColumnPath::from(field.name().as_str()), true);
        }
        let writer = ArrowWriter::try_new(
            BufWriter::new(file),
            Arc::clone(&schema),
            Some(properties.build()),
        )
        .map_err(|error| failed(&place, error))?;
        Ok(Table {
            path: place,
            schema,
            writer,
        })
    }

    /// Appends the rows of one run.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn write(&mut self, rows: Rows) -> Result<(), Failure> {
        let keys = rows.keys.into_iter().map(|key| match key {
            Key::Text(texts) => Arc::new(StringArray::from(texts)) as ArrayRef,
            Key::Number(numbers) => Arc::new(UInt32Array::from(numbers)) as ArrayRef,
        });
        let values = rows
            .values
            .into_iter()
            .map(|values| Arc::new(figures(values)) as ArrayRef);
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), keys.chain(values).collect())
            .map_err(|error| Failure::Bug(error.to_string()))?;
        self.writer
            .write(&batch)
            .map_err(|error| failed(&self.path, error))
    }

    /// Writes what is left and makes sure that it is on the disk.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<(), Failure> {
        let Table { path, writer, .. } = self;
        let unwritable = |source| Failure::Unwritable {
            path: path.clone(),
            source,
        };
        let buffer = writer.into_inner().map_err(|error| failed(&path, error))?;
        let file = buffer
            .into_inner()
            .map_err(|error| unwritable(error.into_error()))?;
        file.sync_all().map_err(unwritable)
    }
}

/// Figures that do not exist are no numbers; in the file they are nulls.
fn figures(values: Vec<f64>) -> Float64Array {
    values
        .into_iter()
        .map(|value| value.is_finite().then_some(value))
        .collect()
}

/// An error of the writer: mostly one of the disk.
fn failed(path: &Path, error: ParquetError) -> Failure {
    match error {
        ParquetError::External(cause) => match cause.downcast::<std::io::Error>() {
            Ok(source) => Failure::Unwritable {
                path: path.to_owned(),
                source: *source,
            },
            Err(cause) => Failure::Bug(cause.to_string()),
        },
        other => Failure::Bug(other.to_string()),
    }
}
