//! Tables of Arrow go to Python by the PyCapsule interface of Arrow, without a copy.

use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, to_ffi};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array, RecordBatch, RecordBatchReader, StructArray};
use arrow_schema::{ArrowError, Field, Schema};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

/// Columns of a table.
pub type Columns = Vec<(Field, Arc<dyn Array>)>;

type Pair<'py> = (Bound<'py, PyCapsule>, Bound<'py, PyCapsule>);

/// A record batch on its way to Python.
#[pyclass(frozen, module = "uk_econ_abm")]
struct Table {
    batch: RecordBatch,
}

#[pymethods]
impl Table {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Pair<'py>> {
        // Consumers may ask for other types, and producers may leave it at their own.
        let _ = requested_schema;
        let array = StructArray::from(self.batch.clone());
        let (array, _) = to_ffi(&array.to_data()).map_err(broken)?;
        let array = capsule::<FFI_ArrowArray>(py, array, c"arrow_array")?;
        Ok((schema(py, &self.batch.schema())?, array))
    }
}

fn schema<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema).map_err(broken)?;
    capsule(py, schema, c"arrow_schema")
}

/// Batches, one after the other.
pub fn stream(
    py: Python<'_>,
    batches: Box<dyn RecordBatchReader + Send>,
) -> PyResult<Bound<'_, PyCapsule>> {
    capsule(
        py,
        FFI_ArrowArrayStream::new(batches),
        c"arrow_array_stream",
    )
}

fn capsule<'py, T: Send + 'static>(
    py: Python<'py>,
    content: T,
    name: &'static std::ffi::CStr,
) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, content, name)
}

fn broken(error: ArrowError) -> PyErr {
    PyRuntimeError::new_err(format!(
        "this is an error of the program: {error}; please report it"
    ))
}

/// A record batch of pyarrow of `columns`, which have the same number of rows; no buffer is copied.
///
/// # Errors
/// If they do not, or there is no pyarrow.
pub fn of_columns(py: Python<'_>, columns: Columns) -> PyResult<Bound<'_, PyAny>> {
    let (fields, arrays): (Vec<Field>, Vec<Arc<dyn Array>>) = columns.into_iter().unzip();
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(broken)?;
    py.import("pyarrow")?
        .call_method1("record_batch", (Table { batch },))
}
