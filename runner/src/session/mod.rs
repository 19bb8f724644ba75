//! One run of one branch, period by period, for a program that looks on and acts in between: the
//! Python package.
//!
//! Its numbers are those of the same run in a batch with checkpoints: functions of the scenario find
//! nothing of earlier periods but what they put into `e.memory`.

mod acts;
pub mod config;
mod packed;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use engine::levers::Pull;
use engine::parameters::Model;
use engine::simulation::{Hooks, Simulation, Site};
use rayon::ThreadPool;
use serde::{Deserialize, Serialize};

use crate::batch::{RunFailure, Unit, unit};
use crate::cli::Settings;
use crate::conduct::{fits, processors};
use crate::failure::Failure;
use crate::prepare::Prepared;
use crate::running::{Course, Fault, Past, Plan, Program};
use crate::scenario::place::{Place, Problem};
use crate::scenario::time::Period;
use crate::words;
pub use acts::Asked;
pub use packed::Unusable;

/// Which run of a scenario is simulated, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Choice {
    /// Name of the branch; the first if nothing.
    pub branch: Option<String>,
    /// Run; the same number draws the same in every branch, and as in a batch.
    pub run: u32,
    /// Whether every draw is replaced by a rule, for tests.
    pub deterministic: bool,
    /// Threads to use; all if nothing.
    pub threads: Option<usize>,
    /// Whether periods end with the horizon of the scenario.
    pub bounded: bool,
}

/// Why a period was not simulated.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// The run failed in this period.
    #[error("{}", told(.0))]
    Run(Box<RunFailure>),
    /// The run failed before.
    #[error("the simulation stopped in period {} and cannot go on: {}; restore a snapshot or begin a new one", .0.period, .0.cause)]
    Before(Box<RunFailure>),
    /// The scenario says nothing of later periods.
    #[error("the scenario ends after {0} periods; give it a longer horizon")]
    Horizon(u32),
    /// No thread can be started.
    #[error("the threads cannot be started: {0}; ask for fewer")]
    Threads(String),
    /// A snapshot is not of this run.
    #[error(
        "the snapshot is of another simulation; restore it in one of the same config, branch and run"
    )]
    Other,
}

fn told(failure: &RunFailure) -> String {
    format!("in period {}: {}", failure.period, failure.cause)
}

/// A state to come back to; costs nothing until the simulation goes on.
#[derive(Clone)]
pub struct Snapshot {
    /// What it is of: scenario, branch, run, and whether without draws.
    of: Arc<str>,
    simulation: Arc<Simulation>,
    /// Nothing before the first period.
    past: Option<Past>,
    pulls: Vec<Asked>,
    series: Vec<Vec<f64>>,
    industries: Vec<Vec<Vec<f64>>>,
}

/// A run that is simulated period by period.
pub struct Session {
    prepared: Arc<Prepared>,
    opening: Arc<Model>,
    plan: Plan,
    program: Program,
    settings: Settings,
    choice: Choice,
    now: Snapshot,
    printed: Vec<(u32, String)>,
    failed: Option<Box<RunFailure>>,
    pool: Pool,
}

/// Threads of its own, and the process that they are in: a child of it has none of them, nor of those that
/// all of a process shares.
struct Pool {
    threads: Arc<ThreadPool>,
    process: u32,
}

impl Session {
    /// The opening of a run of `prepared`, which was read with `settings`.
    ///
    /// # Errors
    /// If there is no such branch or run, the memory does not hold it, or it cannot begin.
    pub fn new(
        prepared: Arc<Prepared>,
        settings: Settings,
        choice: Choice,
    ) -> Result<Self, Failure> {
        let scenario = &prepared.scenario;
        let place = branch(&prepared, choice.branch.as_deref())?;
        if choice.bounded && choice.run >= scenario.runs {
            let message = format!("{} is no run of the scenario", choice.run);
            let remedy = format!("give 0 to {}", scenario.runs - 1);
            return Err(wrong("run", message, remedy));
        }
        if scenario.sweep.is_some() {
            let message = "the scenario has a sweep, and a simulation is of one point";
            let remedy = "take the sweep out, and give the values of a point as parameters";
            return Err(wrong("sweep", message, remedy));
        }
        fits(&prepared, choice.threads.unwrap_or_else(processors))?;
        let mut plan = prepared.plans().swap_remove(place);
        let mut opening = Arc::clone(&prepared.opening);
        if choice.deterministic {
            Arc::make_mut(&mut plan.parameters).switches.deterministic = true;
            let mut parameters = opening.parameters().clone();
            parameters.switches.deterministic = true;
            let model = Model::new(parameters, opening.initial().clone());
            opening = Arc::new(model.map_err(|_| Failure::Bug("a checked model".into()))?);
        }
        let start = prepared.start.as_deref();
        let (seed, run) = (scenario.seed, choice.run);
        let pool = Pool::new(choice.threads).map_err(Failure::Threads)?;
        let open = || unit::open(&opening, (seed, run), start, &plan);
        let simulation = pool.threads.install(open).map_err(|cause| {
            let place = Place::Default;
            Failure::Scenario(vec![Problem::new(
                &place,
                cause.to_string(),
                "choose another opening",
            )])
        })?;
        let branch = &plan.branch.name;
        let of = format!("{} {branch} {run} {}", prepared.hash, choice.deterministic);
        let mut session = Session {
            program: prepared.program(),
            prepared,
            opening,
            plan,
            settings,
            choice,
            now: Snapshot {
                of: of.into(),
                simulation: Arc::new(simulation),
                past: None,
                pulls: Vec::new(),
                series: Vec::new(),
                industries: Vec::new(),
            },
            printed: Vec::new(),
            failed: None,
            pool,
        };
        session.now.record();
        Ok(session)
    }

    /// Simulates one period. The state that others hold stays as it is: it is copied first.
    ///
    /// # Errors
    /// See [`Stop`]; after a failed period nothing more can be simulated until a snapshot is restored.
    pub fn step(&mut self) -> Result<(), Stop> {
        if let Some(failed) = &self.failed {
            return Err(Stop::Before(failed.clone()));
        }
        let period = self.period() + 1;
        let horizon = self.prepared.scenario.horizon;
        if self.choice.bounded && period > horizon {
            return Err(Stop::Horizon(horizon));
        }
        let threads = self.threads().map_err(Stop::Threads)?;
        let stepped = threads.install(|| {
            catch_unwind(AssertUnwindSafe(|| self.simulate(period)))
                .unwrap_or_else(|panic| Err(unit::panicked(&*panic)))
        });
        stepped.map_err(|cause| {
            let failure = Box::new(cause.failure(self.unit(), period, self.printed.clone()));
            self.failed = Some(failure.clone());
            Stop::Run(failure)
        })
    }

    /// The threads of the run, in this process.
    fn threads(&mut self) -> Result<Arc<ThreadPool>, String> {
        if self.pool.process != std::process::id() {
            let own = Pool::new(self.choice.threads)?;
            // Threads of another process cannot be waited for.
            std::mem::forget(std::mem::replace(&mut self.pool, own));
        }
        Ok(Arc::clone(&self.pool.threads))
    }

    fn simulate(&mut self, period: u32) -> Result<(), unit::Cause> {
        let (plan, run) = (&self.plan, self.choice.run);
        let mut course = Course::new(plan, &self.program, &self.opening, run, true)?;
        if let Some(past) = self.now.past.take() {
            course.go_on(past)?;
        }
        course.begin(period)?;
        let pulls = self.now.pulls.iter().map(|asked| self.pull_of(asked));
        // What cannot be pulled was refused before.
        let pulls = pulls.flatten().collect();
        self.now.pulls.clear();
        let simulation = Arc::make_mut(&mut self.now.simulation);
        let mut hooks = Pulled {
            course: &mut course,
            pulls,
        };
        let stepped = simulation.step_with(&mut hooks);
        self.printed.extend(course.printed());
        let scenario = (&plan.branch, self.program.before);
        stepped.map_err(|stopped| unit::why(stopped, scenario, simulation))?;
        self.now.past = Some(course.past()?);
        self.now.record();
        Ok(())
    }

    fn unit(&self) -> Unit {
        Unit {
            index: 0,
            point: 0,
            branch: 0,
            run: self.choice.run,
        }
    }

    /// Periods simulated since the run began.
    pub fn period(&self) -> u32 {
        self.now.series.len() as u32 - 1
    }

    /// The last simulated period, in the calendar.
    pub fn date(&self) -> Period {
        self.prepared.base.plus(self.period())
    }

    /// The state, to share: it does not change while it is held.
    pub fn simulation(&self) -> &Arc<Simulation> {
        &self.now.simulation
    }

    /// What is simulated.
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// The model that the run started from.
    pub fn opening(&self) -> &Model {
        &self.opening
    }

    /// Name of the branch.
    pub fn branch(&self) -> &str {
        &self.plan.branch.name
    }

    /// One row per period, the base period first, in the order of the engine's series.
    pub fn series(&self) -> &[Vec<f64>] {
        &self.now.series
    }

    /// One entry per period: one column per industry series, one value per industry.
    pub fn industries(&self) -> &[Vec<Vec<f64>>] {
        &self.now.industries
    }

    /// The first lines that functions of the scenario printed, with their periods.
    pub fn printed(&self) -> &[(u32, String)] {
        &self.printed
    }

    /// Why the run cannot go on, if it cannot.
    pub fn failed(&self) -> Option<&RunFailure> {
        self.failed.as_deref()
    }

    /// The state as it is now.
    ///
    /// # Errors
    /// If the run has failed: its state is one in the middle of a period.
    pub fn snapshot(&self) -> Result<Snapshot, Stop> {
        match &self.failed {
            Some(failed) => Err(Stop::Before(failed.clone())),
            None => Ok(self.now.clone()),
        }
    }

    /// Goes back to `snapshot`.
    ///
    /// # Errors
    /// If it is of another run.
    pub fn restore(&mut self, snapshot: &Snapshot) -> Result<(), Stop> {
        if snapshot.of != self.now.of {
            return Err(Stop::Other);
        }
        self.now.clone_from(snapshot);
        self.failed = None;
        let period = self.period();
        self.printed.retain(|(printed, _)| *printed <= period);
        Ok(())
    }
}

impl Snapshot {
    /// Periods simulated since the run began.
    pub fn period(&self) -> u32 {
        self.series.len() as u32 - 1
    }

    fn record(&mut self) {
        self.series.push(self.simulation.record().values());
        let industries = self.simulation.industry_record().values();
        self.industries.push(industries);
    }
}

impl Pool {
    fn new(threads: Option<usize>) -> Result<Self, String> {
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.unwrap_or_else(processors))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Pool {
            threads: Arc::new(threads),
            process: std::process::id(),
        })
    }
}

/// What a scenario does in a period, and then what is pulled from outside.
struct Pulled<'a, 'c> {
    course: &'a mut Course<'c>,
    pulls: Vec<Pull>,
}

impl Hooks for Pulled<'_, '_> {
    type Error = Box<Fault>;

    fn at(&mut self, site: &Site, simulation: &mut Simulation) -> Result<(), Box<Fault>> {
        self.course.at(site, simulation)?;
        if *site == Site::PeriodStart && !self.pulls.is_empty() {
            let pulls = [simulation.pulled(), &self.pulls].concat();
            simulation.pull(&pulls);
        }
        Ok(())
    }
}

/// The place of the branch called `name`; of the first if nothing.
fn branch(prepared: &Prepared, name: Option<&str>) -> Result<usize, Failure> {
    let Some(name) = name else { return Ok(0) };
    let names = || {
        let branches = prepared.scenario.branches.iter();
        branches.map(|branch| branch.name.as_str())
    };
    names().position(|known| known == name).ok_or_else(|| {
        let message = format!("there is no branch \"{name}\"");
        wrong("branch", message, words::instead(name, names()))
    })
}

/// What is wrong with the argument called `key`.
fn wrong(key: &str, message: impl Into<String>, remedy: impl Into<String>) -> Failure {
    Failure::Scenario(vec![Problem::new(&argument(key), message, remedy)])
}

/// The place of the argument or setting called `key`.
fn argument(key: &str) -> Place {
    Place::File {
        file: key.to_owned(),
        line: 0,
        column: 0,
    }
}
