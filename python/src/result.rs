//! The result of a batch: its folder, read table by table.

use std::fs;
use std::path::PathBuf;

use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use pyo3::exceptions::{PyFileNotFoundError, PyOSError};
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyCapsule, PyList};
use runner::batch::Unit;

use crate::arguments::whole;
use crate::errors::of_failure;
use crate::table;

/// The result of a batch, as the program writes it.
#[pyclass(frozen, module = "uk_econ_abm")]
pub struct Result {
    folder: PathBuf,
}

/// A file of Parquet on its way to Python.
#[pyclass(frozen, module = "uk_econ_abm")]
struct File {
    path: PathBuf,
}

/// Opens the result of a batch.
#[pyfunction]
pub fn open(folder: PathBuf) -> PyResult<Result> {
    if !folder.join("manifest.json").is_file() {
        return Err(of_failure(runner::Failure::no_result(&folder)));
    }
    let folder = std::path::absolute(&folder)?;
    Ok(Result { folder })
}

/// Why a table may be missing that every result has.
const NONE_GOOD: &str = "no run was good, or the file was taken away";

/// The table in the file at `path`.
fn taken(py: Python<'_>, path: PathBuf) -> PyResult<Bound<'_, PyAny>> {
    py.import("pyarrow")?
        .call_method1("table", (File { path },))
}

impl Result {
    fn file(&self, name: &str, without: &str) -> PyResult<PathBuf> {
        let path = self.folder.join(name);
        if path.is_file() {
            return Ok(path);
        }
        let path = path.display();
        Err(PyFileNotFoundError::new_err(format!(
            "{path} is not there: {without}"
        )))
    }

    /// The table in the file called `name`; `without` is why there may be none.
    fn read<'py>(&self, py: Python<'py>, name: &str, without: &str) -> PyResult<Bound<'py, PyAny>> {
        taken(py, self.file(name, without)?)
    }

    fn json<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let path = self.folder.join(name);
        let text = fs::read_to_string(&path)
            .map_err(|error| PyOSError::new_err(format!("{}: {error}", path.display())))?;
        py.import("json")?.call_method1("loads", (text,))
    }
}

#[pymethods]
impl Result {
    /// The folder.
    #[getter]
    fn folder(&self) -> PathBuf {
        self.folder.clone()
    }

    /// What made it: program, hashes, settings, runs that failed, warnings.
    #[getter]
    fn manifest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.json(py, "manifest.json")
    }

    /// How the checks of the scenario went; empty without any.
    #[getter]
    fn checks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        if self.folder.join("checks.json").is_file() {
            self.json(py, "checks.json")
        } else {
            Ok(PyList::empty(py).into_any())
        }
    }

    /// The report, one page of HTML.
    #[getter]
    fn report(&self) -> PathBuf {
        self.folder.join("report.html")
    }

    /// National series: one row per branch, run and period.
    fn series<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.read(py, "series.parquet", NONE_GOOD)
    }

    /// Series by industry: one row per branch, run, period and industry.
    fn industries<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let without = "the scenario records none; leave out `record.industries`";
        self.read(py, "industries.parquet", without)
    }

    /// Quantiles of series over runs.
    fn quantiles<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.read(py, "quantiles.parquet", NONE_GOOD)
    }

    /// Effects of branches: paired differences from the first branch, with bands.
    fn effects<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.read(py, "effects.parquet", "effects need a second branch")
    }

    /// Forecasts beside what came.
    fn forecasts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.read(
            py,
            "forecasts.parquet",
            "there are no data to hold forecasts against",
        )
    }

    /// Fiscal multipliers of branches.
    fn multipliers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.read(py, "multipliers.parquet", "no branch is fiscal policy")
    }

    /// The panel of firms of one run, where the scenario records one.
    #[pyo3(signature = (branch=None, run=None, point=None))]
    fn firms<'py>(
        &self,
        py: Python<'py>,
        branch: Option<&str>,
        run: Option<&Bound<PyAny>>,
        point: Option<&Bound<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let without = "the scenario records no firms, or there is no such run; write `record = { firms = { ... } }`";
        let branch = match branch {
            Some(branch) => branch.to_owned(),
            None => self
                .manifest(py)?
                .get_item("branches")?
                .get_item(0)?
                .get_item("name")?
                .extract()?,
        };
        let number = |name, value| {
            let found = whole(name, value, 0, u32::MAX.into())?;
            PyResult::Ok(found.map(|found| found as u32))
        };
        let (run, point) = (number("run", run)?.unwrap_or(0), number("point", point)?);
        let unit = Unit {
            index: 0,
            point: point.unwrap_or(0),
            branch: 0,
            run,
        };
        let below = runner::results::firms::below(&branch, unit, point.is_some());
        self.read(py, &format!("firms/{below}/firms.parquet"), without)
    }

    /// Any table by the name of its file, such as ``"network"``.
    fn table<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        taken(py, self.path(name)?)
    }

    /// The file of a table by its name, such as ``"series"``, for polars.scan_parquet and the like.
    fn path(&self, name: &str) -> PyResult<PathBuf> {
        let mut known: Vec<String> = fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                name.strip_suffix(".parquet").map(str::to_owned)
            })
            .collect();
        known.sort();
        let remedy = runner::words::instead(name, known.iter().map(String::as_str));
        self.file(&format!("{name}.parquet"), &remedy)
    }

    fn __repr__(&self) -> String {
        format!("<uk_econ_abm.Result {}>", self.folder.display())
    }
}

impl File {
    fn reader(&self) -> PyResult<ParquetRecordBatchReader> {
        let unusable = |error: String| {
            PyOSError::new_err(format!(
                "{}: cannot be read: {error}; restore it, or run the scenario again",
                self.path.display()
            ))
        };
        let file = fs::File::open(&self.path).map_err(|error| unusable(error.to_string()))?;
        ParquetRecordBatchReaderBuilder::try_new(file)
            .and_then(ParquetRecordBatchReaderBuilder::build)
            .map_err(|error| unusable(error.to_string()))
    }
}

#[pymethods]
impl File {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Consumers may ask for other types, and producers may leave it at their own.
        let _ = requested_schema;
        table::stream(py, Box::new(self.reader()?))
    }
}
