//! One run of one branch, from the opening to the horizon.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use engine::accounting::audit::Imbalance;
use engine::accounting::flow_matrix::{Matrix, Watch};
use engine::levers::OutOfRange;
use engine::simulation::{Hooks, Simulation, Stopped};
use engine::strategies::{BadDecision, Unsuitable};

use serde::{Deserialize, Serialize};

use super::made::{Made, output};
use super::{Batch, Desk, Unit, origin};
use crate::checkpoint::{self, Bad};
use crate::evaluation::facts;
use crate::failure::Failure;
use crate::profile::{Ledger, Stopwatch};
use crate::running::panel::Panel;
use crate::running::{Course, Fault, Plan};
use crate::scenario::branch::Branch;
use crate::scenario::place::Place;

/// Series of one run; the first row is the base quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunResult {
    /// Which run.
    pub unit: Unit,
    /// One row per quarter, in the order of the engine's series.
    pub series: Vec<Vec<f64>>,
    /// One entry per quarter: one column per industry series, one value per industry.
    pub industries: Vec<Vec<Vec<f64>>>,
    /// One entry per quarter: the share of firms that follow each strategy of the branch, the model's
    /// own rules first; empty without strategies.
    pub strategies: Vec<Vec<f64>>,
    /// The transactions-flow matrix of the last quarter.
    pub accounts: Option<Matrix>,
    /// The panel of firms, if one is kept.
    pub panel: Option<Panel>,
    /// How its firms differ at the end.
    pub firms: [f64; 3],
    /// What the scenario asks for and never changed anything, in words.
    pub idle: Vec<String>,
    /// The first lines that functions of the scenario printed, with their quarters.
    pub printed: Vec<(u32, String)>,
}

/// A run that failed, in words that can be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunFailure {
    /// Which run.
    pub unit: Unit,
    /// Quarters after the base quarter.
    pub period: u32,
    /// The first lines that functions of the scenario printed, with their quarters.
    pub printed: Vec<(u32, String)>,
    /// What the scenario was doing, where one of its functions failed, such as `on.period_start`.
    pub site: Option<String>,
    /// Where in the scenario that is.
    pub place: Option<String>,
    /// Why.
    pub cause: String,
    /// What kind of failure it is.
    pub kind: Kind,
}

/// What kind of failure stops a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// What the scenario asks for cannot be done.
    Scenario,
    /// The books do not balance.
    Books,
    /// The program is to blame.
    Program,
}

/// Why there is neither a result nor a failure of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Halt {
    /// The batch was stopped.
    Stopped,
    /// No thread could be started.
    Thread(String),
    /// The state at the end of the run cannot be kept: where, and what the system says.
    State(PathBuf, io::ErrorKind, String),
}

impl Halt {
    /// What stops the batch, if it was not asked to stop.
    pub fn failure(self) -> Option<Failure> {
        match self {
            Halt::Stopped => None,
            Halt::Thread(problem) => Some(Failure::Threads(problem)),
            Halt::State(path, kind, problem) => Some(Failure::Unwritable {
                path,
                source: io::Error::new(kind, problem),
            }),
        }
    }
}

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
enum Cause {
    /// The books do not balance.
    #[error("{0}")]
    Imbalance(Imbalance),
    /// The books do not balance after output has all but vanished.
    #[error(
        "in the quarter before, firms made {share:.2} % of what they made at the start, and the model cannot go on from there; \
         let the scenario take less away from them ({imbalance})"
    )]
    Collapse {
        /// Output of the quarter before \[% of that at the start\].
        share: f64,
        /// What was found.
        imbalance: Imbalance,
    },
    /// A lever has left its range.
    #[error("{at}{0}", at = before(.1.as_ref()))]
    OutOfRange(Box<OutOfRange>, Option<Place>),
    /// The strategies of the branch do not fit its firms.
    #[error("{0}")]
    Strategies(Unsuitable),
    /// A strategy decided what the books cannot bear.
    #[error("{at}{0}", at = before(.1.as_ref()))]
    Decision(Box<BadDecision>, Option<Place>),
    /// A function of the scenario failed.
    #[error("{0}")]
    Function(Box<Fault>),
    /// A verb of the program, called by a function of the scenario, broke the books.
    #[error("{0}")]
    Books(Box<Fault>),
    /// The state that the run starts from cannot be read any more.
    #[error("the state that the run starts from cannot be used: {0}")]
    Start(Bad),
    /// The state at the end of the run cannot be kept.
    #[error("{1}")]
    End(PathBuf, io::Error),
    /// The program failed.
    #[error("the program failed: {0}")]
    Panic(String),
}

impl Cause {
    fn kind(&self) -> Kind {
        match self {
            Cause::Panic(_) | Cause::Books(_) => Kind::Program,
            Cause::Imbalance(_) | Cause::Collapse { .. } => Kind::Books,
            _ => Kind::Scenario,
        }
    }

    /// The function of the scenario that failed.
    fn function(&self) -> Option<&Fault> {
        match self {
            Cause::Function(fault) | Cause::Books(fault) => Some(fault),
            _ => None,
        }
    }
}

/// What came of a run.
pub type Outcome = Result<RunResult, Box<RunFailure>>;

/// Simulates `unit` on `threads` threads of its own.
///
/// # Errors
/// If the batch was stopped, or no thread can be started.
pub(super) fn simulate(
    batch: &Batch,
    unit: Unit,
    threads: usize,
    desk: &Desk,
) -> Result<Outcome, Halt> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Halt::Thread(error.to_string()))?;
    let (mut period, mut printed) = (0, Vec::new());
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        pool.install(|| run(batch, unit, desk, &mut period, &mut printed))
    }));
    let cause = match outcome {
        Ok(Ok(Some(result))) => return Ok(Ok(RunResult { printed, ..result })),
        Ok(Ok(None)) => return Err(Halt::Stopped),
        Ok(Err(Cause::End(path, error))) => {
            return Err(Halt::State(path, error.kind(), error.to_string()));
        }
        Ok(Err(cause)) => cause,
        Err(panic) => Cause::Panic(words_of(&*panic)),
    };
    let function = cause.function();
    Ok(Err(Box::new(RunFailure {
        unit,
        period,
        printed,
        site: function.map(|fault| fault.site.clone()),
        place: function.map(|fault| fault.problem.place.to_string()),
        cause: cause.to_string(),
        kind: cause.kind(),
    })))
}

/// Output, as a part of that at the start, below which it is what is to blame.
const COLLAPSED: f64 = 0.1;

/// Nothing if the batch was stopped.
fn run(
    batch: &Batch,
    unit: Unit,
    desk: &Desk,
    period: &mut u32,
    printed: &mut Vec<(u32, String)>,
) -> Result<Option<RunResult>, Cause> {
    let mut stopwatch = batch.ledger.as_deref().map(Ledger::start);
    let plan = &*batch.plan(unit);
    let mut keeper = batch.keeper(unit, plan);
    let mut course = Course::new(
        plan,
        &batch.program,
        &batch.opening,
        unit.run,
        batch.checkpoint.is_some(),
    )
    .map_err(Cause::Function)?;
    let restored = match &mut keeper {
        Some(keeper) => keeper.restore(
            || open(batch, unit, plan),
            |warning| desk.warnings().push(warning),
        )?,
        None => None,
    };
    let (mut simulation, mut made) = if let Some((simulation, made)) = restored {
        let mut made: Made = made;
        course
            .go_on(std::mem::take(&mut made.past))
            .map_err(Cause::Function)?;
        printed.clone_from(&made.result.printed);
        let quarters = u64::from(made.quarter());
        desk.quarters.fetch_add(quarters, Ordering::Relaxed);
        (simulation, made)
    } else {
        let simulation = open(batch, unit, plan)?;
        let mut made = Made::nothing(batch, unit, &simulation);
        made.record(batch, &plan.branch, &simulation, 0);
        (simulation, made)
    };
    if let Some(stopwatch) = &mut stopwatch {
        stopwatch.opened();
    }
    let mut accounts = None;
    for quarter in made.quarter() + 1..=batch.horizon {
        let paused = desk.paused.load(Ordering::Relaxed) && keeper.is_some();
        if paused || desk.given_up.load(Ordering::Relaxed) {
            return Ok(None);
        }
        *period = quarter;
        let last = output(&simulation);
        course.begin(quarter).map_err(Cause::Function)?;
        let stepped = if quarter == batch.horizon {
            let mut watch = Watch::new(&mut course);
            let stepped = step(&mut simulation, &mut watch, stopwatch.as_mut());
            accounts = watch.matrix();
            stepped
        } else {
            step(&mut simulation, &mut course, stopwatch.as_mut())
        };
        printed.extend(course.printed());
        stepped.map_err(
            |stopped| match cause(stopped, &plan.branch, batch.program.before) {
                Cause::Imbalance(imbalance) if last < COLLAPSED * made.opening => Cause::Collapse {
                    share: 100.0 * last / made.opening,
                    imbalance,
                },
                cause => cause,
            },
        )?;
        made.record(batch, &plan.branch, &simulation, quarter);
        desk.quarters.fetch_add(1, Ordering::Relaxed);
        if let Some(keeper) = &mut keeper
            && quarter < batch.horizon
            && (keeper.due(quarter) || desk.paused.load(Ordering::Relaxed))
        {
            made.past = course.past().map_err(Cause::Function)?;
            made.result.printed.clone_from(printed);
            desk.warnings().extend(keeper.keep(&simulation, &made));
        }
    }
    if let (true, Some(states)) = (batch.save_state, &batch.states) {
        let folder = states.ends.join(unit.index.to_string());
        fs::create_dir_all(&states.ends)
            .and_then(|()| {
                let origin = origin(states, unit, plan);
                checkpoint::write(&folder, &simulation, origin, &(), true)
            })
            .map_err(|error| Cause::End(folder, error))?;
    }
    let Made {
        mut result, before, ..
    } = made;
    let last = &simulation.economy.firms;
    result.firms = facts::firms::facts(&last.employees, &before, &last.output);
    result.idle = course.idle();
    result.accounts = accounts;
    Ok(Some(result))
}

/// Where a run starts: at the opening of the model or at a state, with the parameters and strategies of
/// the branch.
fn open(batch: &Batch, unit: Unit, plan: &Plan) -> Result<Simulation, Cause> {
    let model = Arc::clone(&batch.opening);
    let simulation = Simulation::new(model, batch.seed, u64::from(unit.run));
    let mut simulation = simulation.map_err(Cause::Imbalance)?;
    simulation.parameters = Arc::clone(&plan.parameters);
    if let Some(start) = &batch.start {
        start
            .load(unit.run, &mut simulation)
            .map_err(Cause::Start)?;
        simulation.leave_strategies();
    }
    if let Some(strategies) = &plan.branch.strategies {
        let adopted = simulation.adopt(Arc::clone(strategies));
        adopted.map_err(Cause::Strategies)?;
    }
    Ok(simulation)
}

/// Simulates a quarter, with a clock around its phases where there is one.
fn step<H: Hooks>(
    simulation: &mut Simulation,
    hooks: &mut H,
    stopwatch: Option<&mut Stopwatch>,
) -> Result<(), Stopped<H::Error>> {
    match stopwatch {
        Some(stopwatch) => stopwatch.quarter(hooks, |timed| simulation.step_with(timed)),
        None => simulation.step_with(hooks),
    }
}

/// The place of what failed, before the words for it.
fn before(place: Option<&Place>) -> String {
    place.map_or(String::new(), |place| format!("{place}: "))
}

/// Why a run stopped, with the place in the scenario; `before` quarters were simulated before the run.
fn cause(stopped: Stopped<Box<Fault>>, branch: &Branch, before: u32) -> Cause {
    match stopped {
        Stopped::Imbalance(imbalance) => Cause::Imbalance(imbalance),
        Stopped::OutOfRange(outside) => {
            let place = branch.place_of(outside.name, outside.period - before);
            Cause::OutOfRange(Box::new(outside), place.cloned())
        }
        Stopped::Decision(bad) => {
            let place = branch.place_of_decision(&bad.strategy, bad.decision.name());
            Cause::Decision(Box::new(bad), place.cloned())
        }
        Stopped::Hook(fault) if fault.program => Cause::Books(fault),
        Stopped::Hook(fault) => Cause::Function(fault),
    }
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a message")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::place::Problem;

    #[test]
    fn books_that_a_verb_has_broken_are_an_error_of_the_program() {
        let fault = |program| {
            let problem = Problem::new(&Place::Default, "A5 is off", "please report it");
            let site = "on.period_start".to_owned();
            Stopped::Hook(Box::new(Fault {
                site,
                problem,
                program,
            }))
        };
        let branch = Branch::plain("b", Vec::new());
        assert_eq!(cause(fault(true), &branch, 0).kind(), Kind::Program);
        assert_eq!(cause(fault(false), &branch, 0).kind(), Kind::Scenario);
    }
}
