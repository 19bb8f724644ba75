//! One run, period by period.

use std::path::PathBuf;
use std::sync::Arc;

use engine::record::Record;
use engine::tables::{Firms, Households};
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PySlice, PyType};
use runner::cli::Settings;
use runner::prepare::{Source, prepare};
use runner::reference;
use runner::session::{self, Asked, Choice, Session, config};
use runner::words::{instead, one_in, thousands};

use crate::arguments::{count, text_of, warn};
use crate::columns;
use crate::errors::{of_failure, of_problem, of_stop, of_unusable};
use crate::state;

/// Series under the short names that people know them by.
const SHORT: [(&str, &str); 2] = [("gdp", "real_gdp"), ("unemployment", "unemployment_rate")];

/// A function and its arguments.
type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyBytes>, u32));

/// One run of the model, period by period.
///
/// config: a dict or a JSON object; every key may be left out.
///
/// - ``n_firms``, ``n_households``: how many there are about; the nearest scale at which both can be had
///   is chosen, and a warning says so where it is off by more than one per cent.
/// - ``scale``: model agents per real one instead, above 0 and at most 1; 1/1000 by default.
/// - ``n_steps``: periods that `run` goes up to; 12 by default.
/// - ``random_seed``: seed of all draws.
/// - ``frequency``: ``"quarter"`` or ``"month"``.
/// - ``parameters``: values of parameters by name, see `parameters()`.
/// - ``calibration``, ``businesses``, ``matching``, ``policy_rule``, ``growth``, ``steady_state``: as
///   ``economy`` in a scenario.
/// - ``threads``: threads to use; numbers do not depend on it.
/// - ``deterministic``: every draw is replaced by a rule, for tests.
///
/// Raises ScenarioError, a ValueError, that names every key that is wrong and what to do, and MemoryError
/// where the machine cannot hold it.
#[pyclass(module = "uk_econ_abm")]
pub struct Simulation {
    session: Session,
    periods: u32,
}

/// A state of a simulation; costs nothing until the simulation goes on.
#[pyclass(frozen, module = "uk_econ_abm")]
pub struct Snapshot {
    snapshot: session::Snapshot,
    /// The simulation it is of.
    of: String,
}

#[pymethods]
impl Snapshot {
    /// Periods simulated.
    #[getter]
    fn period(&self) -> u32 {
        self.snapshot.period()
    }
}

#[pymethods]
impl Simulation {
    #[new]
    #[pyo3(signature = (config=None))]
    fn new(py: Python, config: Option<Bound<PyAny>>) -> PyResult<Self> {
        let json = text_of(py, config)?;
        let configured = py.detach(|| config::read(&json)).map_err(of_failure)?;
        let config::Configured {
            prepared,
            choice,
            periods,
        } = configured;
        warn(py, &prepared)?;
        let session = py
            .detach(|| Session::new(Arc::new(prepared), Settings::default(), choice))
            .map_err(of_failure)?;
        Ok(Simulation { session, periods })
    }

    /// One run of a branch of a scenario file, the first branch if none is named.
    ///
    /// Its numbers are those of the run in a batch with checkpoints: functions of the scenario find
    /// nothing of earlier periods but what they put into ``e.memory``.
    #[classmethod]
    #[pyo3(signature = (path, *, branch=None, run=0, seed=None, scale=None, parameters=None, threads=None))]
    #[expect(clippy::too_many_arguments, reason = "they are keywords of Python")]
    fn from_scenario(
        _class: &Bound<PyType>,
        py: Python,
        path: PathBuf,
        branch: Option<String>,
        run: u32,
        seed: Option<u64>,
        scale: Option<f64>,
        parameters: Option<std::collections::BTreeMap<String, f64>>,
        threads: Option<usize>,
    ) -> PyResult<Self> {
        if threads == Some(0) {
            return Err(PyValueError::new_err(
                "threads: 0 threads can do nothing; give at least 1",
            ));
        }
        let set = parameters.into_iter().flatten();
        let settings = Settings {
            seed: seed.map(|seed| seed.to_string()),
            scale: scale.map(|scale| scale.to_string()),
            set: set.map(|(name, value)| format!("{name}={value}")).collect(),
            ..Settings::default()
        };
        let choice = Choice {
            branch,
            run,
            threads,
            bounded: true,
            ..Choice::default()
        };
        let session = py.detach(|| {
            let prepared = prepare(Source::file(&path), &settings.overrides())?;
            Session::new(Arc::new(prepared), settings, choice)
        });
        let session = session.map_err(of_failure)?;
        let periods = session.prepared().scenario.horizon;
        Ok(Simulation { session, periods })
    }

    /// Simulates ``n`` periods; up to ``n_steps`` if nothing. Ctrl-C stops between two periods.
    #[pyo3(signature = (n=None))]
    fn run(&mut self, py: Python, n: Option<&Bound<PyAny>>) -> PyResult<()> {
        let periods = match n {
            None => self.periods.saturating_sub(self.session.period()),
            Some(n) => count(n)?,
        };
        for _ in 0..periods {
            py.check_signals()?;
            self.step(py)?;
        }
        py.check_signals()
    }

    /// Simulates one period.
    fn step(&mut self, py: Python) -> PyResult<()> {
        py.detach(|| self.session.step()).map_err(of_stop)
    }

    /// The national accounts of the last period: ``period``, ``date``, every series by name, and
    /// ``gdp`` (``real_gdp``) and ``unemployment`` (``unemployment_rate``) under their short names.
    /// ``inflation`` is the growth of the GDP deflator per period. `series()` has units.
    fn get_macro_state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let state = PyDict::new(py);
        state.set_item("period", self.session.period())?;
        state.set_item("date", self.session.date().to_string())?;
        let values = self.session.series().last().into_iter().flatten();
        for (column, value) in Record::COLUMNS.iter().zip(values) {
            state.set_item(column.name, value)?;
            if let Some((short, _)) = SHORT.iter().find(|(_, name)| *name == column.name) {
                state.set_item(short, value)?;
            }
        }
        Ok(state)
    }

    /// National series, one row per period, the base period first.
    fn get_series<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        state::series(py, &self.session)
    }

    /// Values of national series from the base period on, one list for each name.
    fn get_values(&self, names: Vec<String>) -> PyResult<Vec<Vec<f64>>> {
        let series = |name: &String| {
            let place = Record::COLUMNS.iter().position(|it| it.name == *name);
            let place = place.ok_or_else(|| {
                let remedy = instead(name, Record::COLUMNS.iter().map(|it| it.name));
                PyKeyError::new_err(format!("there is no series `{name}`; {remedy}"))
            })?;
            Ok(self.session.series().iter().map(|row| row[place]).collect())
        };
        names.iter().map(series).collect()
    }

    /// Series by industry, one row per period and industry.
    fn get_industry_series<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        state::industries(py, &self.session, 0)
    }

    /// Series by industry in the last period, one row per industry.
    fn get_industry_data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        state::industries(py, &self.session, self.session.period() as usize)
    }

    /// One row per firm, in the memory of the engine; all columns if none are named. It does not change
    /// while it, or what was made of it without a copy, is alive: a step copies the state first.
    ///
    /// ``industry`` is a place in `industry_names`.
    #[pyo3(signature = (columns=None))]
    fn get_firm_data<'py>(
        &self,
        py: Python<'py>,
        columns: Option<Vec<String>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let rows = self.session.simulation().economy.firms.price.len();
        state::columns(py, &self.session, Firms::COLUMNS, rows, columns)
    }

    /// One row per household, in the memory of the engine, in the order of `household_kinds`.
    #[pyo3(signature = (columns=None))]
    fn get_household_data<'py>(
        &self,
        py: Python<'py>,
        columns: Option<Vec<String>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let rows = self.session.simulation().economy.households.deposits.len();
        state::columns(py, &self.session, Households::COLUMNS, rows, columns)
    }

    /// One row per worker, the first rows of the households: ``employer``, a row of the firms or null
    /// (a copy), and ``wage``, the last wage.
    fn get_worker_data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let rows = self.session.simulation().economy.households.employer.len();
        let known = ["employer", "wage"].map(str::to_owned);
        state::columns(
            py,
            &self.session,
            Households::COLUMNS,
            rows,
            Some(known.to_vec()),
        )
    }

    /// Rows of the households of each kind.
    #[getter]
    fn household_kinds<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let economy = &self.session.simulation().economy;
        let workers = economy.population.workers as isize;
        let inactive = workers + economy.population.inactive as isize;
        let investors = inactive + economy.firms.price.len() as isize;
        let all = economy.households.deposits.len() as isize;
        let kinds = PyDict::new(py);
        let mut from = 0;
        for (kind, to) in [
            ("worker", workers),
            ("inactive", inactive),
            ("investor", investors),
            ("banker", all),
        ] {
            kinds.set_item(kind, PySlice::new(py, from, to, 1))?;
            from = to;
        }
        Ok(kinds)
    }

    /// A parameter as it is in this run.
    fn get(&self, parameter: &str) -> PyResult<f64> {
        self.session.parameter(parameter).map_err(of_problem)
    }

    /// Sets a parameter for the rest of the run.
    fn set(&mut self, parameter: &str, value: f64) -> PyResult<()> {
        self.session.set(parameter, value).map_err(of_problem)
    }

    /// Pulls a lever in the next period, at the end of which it springs back.
    ///
    /// size: one of ``pp`` (percentage points), ``pct`` (per cent), ``level`` and ``add``.
    /// industries, products: codes of those that are picked, such as ``["C20"]``; all if nothing.
    #[pyo3(signature = (lever, *, industries=None, products=None, **size))]
    fn pull(
        &mut self,
        lever: String,
        industries: Option<Vec<String>>,
        products: Option<Vec<String>>,
        size: Option<&Bound<PyDict>>,
    ) -> PyResult<()> {
        let sizes: Vec<(String, f64)> = match size {
            Some(size) => size
                .iter()
                .map(|(name, value)| Ok((name.extract()?, value.extract()?)))
                .collect::<PyResult<_>>()?,
            None => Vec::new(),
        };
        let [(size, value)] = <[_; 1]>::try_from(sizes).map_err(|_| {
            PyTypeError::new_err(
                "pull() takes one size, such as pp=1; the sizes are pp, pct, level, add",
            )
        })?;
        let asked = Asked {
            lever,
            size,
            value,
            codes: industries.or(products).unwrap_or_default(),
        };
        self.session.pull(asked).map_err(of_problem)
    }

    /// The state as it is now.
    fn snapshot(&self) -> PyResult<Snapshot> {
        let snapshot = self.session.snapshot().map_err(of_stop)?;
        Ok(Snapshot {
            snapshot,
            of: self.identity(),
        })
    }

    /// Goes back to a snapshot of this simulation; also after a failed period.
    fn restore(&mut self, snapshot: &Snapshot) -> PyResult<()> {
        if snapshot.of != self.identity() {
            return Err(PyValueError::new_err(
                "the snapshot is of another simulation; restore it in one of the same config, branch and run",
            ));
        }
        self.session.restore(&snapshot.snapshot);
        Ok(())
    }

    /// Parameters and initial conditions in the format of the published model.
    fn published<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (parameters, initial) = reference::published(self.session.opening());
        let loads = py.import("json")?.getattr("loads")?;
        Ok((
            loads.call1((parameters.to_string(),))?,
            loads.call1((initial.to_string(),))?,
        ))
    }

    /// What functions of the scenario printed: period and line.
    #[getter]
    fn printed(&self) -> Vec<(u32, String)> {
        self.session.printed().to_vec()
    }

    /// Periods simulated.
    #[getter]
    fn period(&self) -> u32 {
        self.session.period()
    }

    /// The last simulated period, such as ``2020Q1`` or ``2020-01``.
    #[getter]
    fn date(&self) -> String {
        self.session.date().to_string()
    }

    /// Periods that `run` goes up to.
    #[getter]
    fn n_steps(&self) -> u32 {
        self.periods
    }

    /// Model agents per real one.
    #[getter]
    fn scale(&self) -> f64 {
        self.session.prepared().scenario.economy.scale
    }

    /// Firms.
    #[getter]
    fn n_firms(&self) -> usize {
        self.session.simulation().economy.firms.price.len()
    }

    /// Households, one for each person.
    #[getter]
    fn n_households(&self) -> usize {
        self.session.simulation().economy.households.deposits.len()
    }

    /// Seed of all draws.
    #[getter]
    fn random_seed(&self) -> u64 {
        self.session.prepared().scenario.seed
    }

    /// The branch.
    #[getter]
    fn branch(&self) -> &str {
        self.session.branch()
    }

    /// Code and name of each industry, in order.
    #[getter]
    fn industry_names(&self) -> Vec<(String, String)> {
        let industries = self.session.opening().parameters().industries.iter();
        industries
            .map(|it| (it.code.clone(), it.name.clone()))
            .collect()
    }

    /// Address of a column of the engine, for tests of what is shared.
    fn _address(&self, table: &str, column: &str) -> PyResult<usize> {
        let all = [Firms::COLUMNS, Households::COLUMNS].concat();
        let found = all.iter().find(|it| it.table == table && it.name == column);
        let found = found.ok_or_else(|| PyKeyError::new_err(column.to_owned()))?;
        Ok(columns::bytes(self.session.simulation(), found).as_ptr() as usize)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let packed = py.detach(|| self.session.pack()).map_err(of_unusable)?;
        let unpack = py.get_type::<Simulation>().getattr("_unpack")?;
        Ok((unpack, (PyBytes::new(py, &packed), self.periods)))
    }

    #[classmethod]
    fn _unpack(_class: &Bound<PyType>, py: Python, packed: &[u8], periods: u32) -> PyResult<Self> {
        let session = py.detach(|| Session::unpack(packed)).map_err(of_unusable)?;
        Ok(Simulation { session, periods })
    }

    fn __repr__(&self) -> String {
        format!(
            "<uk_econ_abm.Simulation of {} firms and {} households ({}), {} after {} periods{}>",
            thousands(self.n_firms() as u64),
            thousands(self.n_households() as u64),
            one_in(self.scale()),
            self.date(),
            self.period(),
            if self.session.failed().is_some() {
                ", failed"
            } else {
                ""
            },
        )
    }
}

impl Simulation {
    /// What its snapshots belong to.
    fn identity(&self) -> String {
        let session = &self.session;
        format!(
            "{} {} {}",
            session.prepared().hash,
            session.branch(),
            session.run()
        )
    }
}
