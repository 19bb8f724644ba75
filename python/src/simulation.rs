//! One run, period by period.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};

use engine::economy::Economy;
use engine::tables::{Column, Firms, Households};
use pyo3::exceptions::{PyKeyError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyType};
use runner::cli::Settings;
use runner::prepare::{Source, prepare};
use runner::reference;
use runner::session::{Asked, Choice, Session, config};

use crate::arguments::{SEEDS, THREADS, count, one_size, text_of, warn, whole};
use crate::columns;
use crate::errors::{of_failure, of_problem, of_stop, of_unusable};
use crate::snapshot::Snapshot;
use crate::state;
use crate::table::of_columns;

/// A function and its arguments.
type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyBytes>, u32));

/// One run of the model, period by period.
///
/// config: a dict or a JSON object; every key may be left out.
///
/// - ``n_firms``, ``n_households``: how many there are about; the nearest scale at which both can be had
///   is chosen, and a warning says so where it is off by more than one per cent. More firms than are
///   registered are all businesses, registered or not.
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
#[pyclass(frozen, module = "uk_econ_abm")]
pub struct Simulation {
    session: Mutex<Session>,
    periods: u32,
}

#[pymethods]
impl Simulation {
    #[new]
    #[pyo3(signature = (config=None))]
    fn new(py: Python, config: Option<Bound<PyAny>>) -> PyResult<Self> {
        let json = text_of(config)?;
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
        Ok(Simulation::of(session, periods))
    }

    /// One run of a branch of a scenario file, the first branch if none is named.
    ///
    /// Its numbers are those of the run in a batch with checkpoints: functions of the scenario find
    /// nothing of earlier periods but what they put into ``e.memory``.
    #[classmethod]
    #[pyo3(signature = (path, *, branch=None, run=None, seed=None, scale=None, parameters=None, threads=None))]
    #[expect(clippy::too_many_arguments, reason = "they are keywords of Python")]
    fn from_scenario(
        _class: &Bound<PyType>,
        py: Python,
        path: PathBuf,
        branch: Option<String>,
        run: Option<&Bound<PyAny>>,
        seed: Option<&Bound<PyAny>>,
        scale: Option<f64>,
        parameters: Option<std::collections::BTreeMap<String, f64>>,
        threads: Option<&Bound<PyAny>>,
    ) -> PyResult<Self> {
        let run = whole("run", run, 0, u32::MAX.into())?.unwrap_or(0) as u32;
        let seed = whole("seed", seed, 0, SEEDS)?;
        let threads = whole("threads", threads, 1, THREADS)?.map(|threads| threads as usize);
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
        Ok(Simulation::of(session, periods))
    }

    /// Simulates ``n`` periods; up to ``n_steps`` if nothing. Ctrl-C stops between two periods.
    ///
    /// Meanwhile another thread that looks at the simulation, or runs it, gets a RuntimeError.
    #[pyo3(signature = (n=None))]
    fn run(&self, py: Python, n: Option<&Bound<PyAny>>) -> PyResult<()> {
        let periods = match n {
            None => self.periods.saturating_sub(self.session()?.period()),
            Some(n) => count(n)?,
        };
        for _ in 0..periods {
            py.check_signals()?;
            self.step(py)?;
        }
        py.check_signals()
    }

    /// Simulates one period.
    fn step(&self, py: Python) -> PyResult<()> {
        let mut session = self.session()?;
        let session = &mut *session;
        py.detach(move || session.step()).map_err(of_stop)
    }

    /// The national accounts of the last period: ``period``, ``date``, every series by name, and
    /// ``gdp`` (``real_gdp``) and ``unemployment`` (``unemployment_rate``) under their short names.
    /// ``inflation`` is the growth of the GDP deflator per period. `series()` has units.
    fn get_macro_state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        state::of_nation(py, self.read(state::last)?)
    }

    /// National series, one row per period, the base period first.
    fn get_series<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        of_columns(py, self.read(state::series)?)
    }

    /// Values of national series from the base period on, one list for each name.
    fn get_values(&self, names: Vec<String>) -> PyResult<Vec<Vec<f64>>> {
        self.read(|session| state::values(session, &names))?
    }

    /// Series by industry, one row per period and industry.
    fn get_industry_series<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        of_columns(py, self.read(|session| state::industries(session, 0))?)
    }

    /// Series by industry in the last period, one row per industry.
    fn get_industry_data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let last = |session: &Session| state::industries(session, session.period() as usize);
        of_columns(py, self.read(last)?)
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
        let rows = |economy: &Economy| economy.firms.price.len();
        self.table(py, Firms::COLUMNS, rows, columns)
    }

    /// One row per household, in the memory of the engine, in the order of `household_kinds`.
    #[pyo3(signature = (columns=None))]
    fn get_household_data<'py>(
        &self,
        py: Python<'py>,
        columns: Option<Vec<String>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let rows = |economy: &Economy| economy.households.deposits.len();
        self.table(py, Households::COLUMNS, rows, columns)
    }

    /// One row per worker, the first rows of the households: ``employer``, a row of the firms or null
    /// (a copy), and ``wage``, the last wage.
    fn get_worker_data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let known = ["employer", "wage"].map(str::to_owned).to_vec();
        let rows = |economy: &Economy| economy.households.employer.len();
        self.table(py, Households::COLUMNS, rows, Some(known))
    }

    /// Rows of the households of each kind.
    #[getter]
    fn household_kinds<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        state::household_kinds(py, self.read(state::ends_of_kinds)?)
    }

    /// A parameter as it is in this run.
    fn get(&self, parameter: &str) -> PyResult<f64> {
        self.session()?.parameter(parameter).map_err(of_problem)
    }

    /// Sets a parameter for the rest of the run.
    fn set(&self, parameter: &str, value: f64) -> PyResult<()> {
        self.session()?.set(parameter, value).map_err(of_problem)
    }

    /// Pulls a lever in the next period, at the end of which it springs back.
    ///
    /// size: one of ``pp`` (percentage points; of the yearly rate where the value is a rate per period),
    /// ``pct`` (per cent), ``level`` and ``add`` (in the unit of the lever). Pulls of one lever add up.
    /// industries, products: codes of those that are picked, such as ``["C20"]``; all if nothing.
    #[pyo3(signature = (lever, *, industries=None, products=None, **size))]
    fn pull(
        &self,
        lever: String,
        industries: Option<Vec<String>>,
        products: Option<Vec<String>>,
        size: Option<&Bound<PyDict>>,
    ) -> PyResult<()> {
        let (size, value) = one_size(size)?;
        let asked = Asked {
            lever,
            size,
            value,
            codes: industries.or(products).unwrap_or_default(),
        };
        self.session()?.pull(asked).map_err(of_problem)
    }

    /// The state as it is now.
    fn snapshot(&self) -> PyResult<Snapshot> {
        self.session()?.snapshot().map(Snapshot).map_err(of_stop)
    }

    /// Goes back to a snapshot of this simulation; also after a failed period.
    fn restore(&self, snapshot: &Snapshot) -> PyResult<()> {
        self.session()?.restore(&snapshot.0).map_err(of_stop)
    }

    /// Parameters and initial conditions in the format of the published model.
    fn published<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (parameters, initial) = self.read(|it| reference::published(it.opening()))?;
        let loads = py.import("json")?.getattr("loads")?;
        Ok((
            loads.call1((parameters.to_string(),))?,
            loads.call1((initial.to_string(),))?,
        ))
    }

    /// What functions of the scenario printed: period and line.
    #[getter]
    fn printed(&self) -> PyResult<Vec<(u32, String)>> {
        Ok(self.session()?.printed().to_vec())
    }

    /// Periods simulated.
    #[getter]
    fn period(&self) -> PyResult<u32> {
        Ok(self.session()?.period())
    }

    /// The last simulated period, such as ``2020Q1`` or ``2020-01``.
    #[getter]
    fn date(&self) -> PyResult<String> {
        Ok(self.session()?.date().to_string())
    }

    /// Periods that `run` goes up to.
    #[getter]
    fn n_steps(&self) -> u32 {
        self.periods
    }

    /// Model agents per real one.
    #[getter]
    fn scale(&self) -> PyResult<f64> {
        Ok(self.session()?.prepared().scenario.economy.scale)
    }

    /// Firms.
    #[getter]
    fn n_firms(&self) -> PyResult<usize> {
        Ok(self.session()?.simulation().economy.firms.price.len())
    }

    /// Households, one for each person.
    #[getter]
    fn n_households(&self) -> PyResult<usize> {
        Ok(self
            .session()?
            .simulation()
            .economy
            .households
            .deposits
            .len())
    }

    /// Seed of all draws.
    #[getter]
    fn random_seed(&self) -> PyResult<u64> {
        Ok(self.session()?.prepared().scenario.seed)
    }

    /// The branch.
    #[getter]
    fn branch(&self) -> PyResult<String> {
        Ok(self.session()?.branch().to_owned())
    }

    /// Code and name of each industry, in order.
    #[getter]
    fn industry_names(&self) -> PyResult<Vec<(String, String)>> {
        let session = self.session()?;
        let industries = session.opening().parameters().industries.iter();
        let named = industries.map(|it| (it.code.clone(), it.name.clone()));
        Ok(named.collect())
    }

    /// Address of a column of the engine, for tests of what is shared.
    fn _address(&self, table: &str, column: &str) -> PyResult<usize> {
        let all = [Firms::COLUMNS, Households::COLUMNS].concat();
        let found = all.iter().find(|it| it.table == table && it.name == column);
        let found = found.ok_or_else(|| PyKeyError::new_err(column.to_owned()))?;
        Ok(columns::bytes(self.session()?.simulation(), found).as_ptr() as usize)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let mut session = self.session()?;
        let taken = &mut *session;
        let packed = py.detach(move || taken.pack()).map_err(of_unusable)?;
        drop(session);
        let unpack = py.get_type::<Simulation>().getattr("_unpack")?;
        Ok((unpack, (PyBytes::new(py, &packed), self.periods)))
    }

    #[classmethod]
    fn _unpack(_class: &Bound<PyType>, py: Python, packed: &[u8], periods: u32) -> PyResult<Self> {
        let session = py.detach(|| Session::unpack(packed)).map_err(of_unusable)?;
        Ok(Simulation::of(session, periods))
    }

    fn __repr__(&self) -> String {
        self.read(state::in_words)
            .unwrap_or_else(|_| "<uk_econ_abm.Simulation at work in another thread>".into())
    }
}

impl Simulation {
    fn of(session: Session, periods: u32) -> Self {
        Simulation {
            session: Mutex::new(session),
            periods,
        }
    }

    /// The columns of `known` that have as many `rows`, or those of them that are `wanted`.
    fn table<'py>(
        &self,
        py: Python<'py>,
        known: &'static [Column],
        rows: fn(&Economy) -> usize,
        wanted: Option<Vec<String>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let found = self.read(|session| {
            let rows = rows(&session.simulation().economy);
            state::columns(session, known, rows, wanted)
        })?;
        of_columns(py, found?)
    }

    /// What `read` finds in the run, which is free again before Python gets to see it.
    fn read<T>(&self, read: impl FnOnce(&Session) -> T) -> PyResult<T> {
        Ok(read(&*self.session()?))
    }

    /// The run, if nobody else is at it.
    ///
    /// It is taken by a thread that is attached to Python, and given up in the middle of nothing but a
    /// period or a packing. So a look, however often it is taken, is in the way of no other thread's run.
    fn session(&self) -> PyResult<MutexGuard<'_, Session>> {
        match self.session.try_lock() {
            Ok(session) => Ok(session),
            Err(TryLockError::Poisoned(session)) => Ok(session.into_inner()),
            Err(TryLockError::WouldBlock) => Err(PyRuntimeError::new_err(
                "the simulation is at work in another thread; wait for it, or give each thread its own",
            )),
        }
    }
}
