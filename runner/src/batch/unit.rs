//! One run of one branch, from the opening to the horizon.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use engine::accounting::audit::Imbalance;
use engine::accounting::flow_matrix::Watch;
use engine::levers::OutOfRange;
use engine::parameters::Model;
use engine::simulation::{Hooks, Simulation, Stopped};
use engine::strategies::{BadDecision, Unsuitable};

use super::made::Made;
use super::{Batch, Desk, Halt, Kind, Outcome, RunFailure, RunResult, Unit, origin};
use crate::checkpoint::{self, Bad, Start};
use crate::evaluation::facts;
use crate::failure::is_full;
use crate::profile::{Ledger, Stopwatch};
use crate::running::{Course, Fault, Plan};
use crate::scenario::branch::Branch;
use crate::scenario::place::Place;

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
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
    Function(#[from] Box<Fault>),
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

    /// The failure of `unit` in `period` that this is the cause of.
    pub fn failure(&self, unit: Unit, period: u32, printed: Vec<(u32, String)>) -> RunFailure {
        let function = self.function();
        RunFailure {
            unit,
            period,
            printed,
            site: function.map(|fault| fault.site.clone()),
            place: function.map(|fault| fault.problem.place.to_string()),
            cause: self.to_string(),
            kind: self.kind(),
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
        Err(panic) => panicked(&*panic),
    };
    Ok(Err(Box::new(cause.failure(unit, period, printed))))
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
    )?;
    let begin = || {
        let draws = (batch.seed, unit.run);
        open(&batch.opening, draws, batch.start.as_deref(), plan)
    };
    let restored = match &mut keeper {
        Some(keeper) => {
            let warn = |warning| desk.warnings().push(warning);
            keeper.restore(begin, warn)?
        }
        None => None,
    };
    let begins_anew = keeper.is_some() && restored.is_none();
    let mut unsaved = begins_anew.then(|| Unsaved::one_more(&desk.unsaved));
    let (mut simulation, mut made) = if let Some((simulation, made)) = restored {
        let mut made: Made = made;
        course.go_on(std::mem::take(&mut made.past))?;
        printed.clone_from(&made.result.printed);
        let quarters = u64::from(made.quarter());
        desk.quarters.fetch_add(quarters, Ordering::Relaxed);
        (simulation, made)
    } else {
        let simulation = begin()?;
        let mut made = Made::nothing(batch, unit, &simulation);
        made.record(batch, &plan.branch, &simulation, 0);
        (simulation, made)
    };
    if let Some(stopwatch) = &mut stopwatch {
        stopwatch.opened();
    }
    let mut accounts = None;
    let is_paused = || desk.paused.load(Ordering::Relaxed);
    let mut paused = keeper.is_some() && is_paused();
    for quarter in made.quarter() + 1..=batch.horizon {
        if paused || desk.given_up.load(Ordering::Relaxed) {
            return Ok(None);
        }
        *period = quarter;
        course.begin(quarter)?;
        let stepped = if quarter == batch.horizon {
            let mut watch = Watch::new(&mut course);
            let stepped = step(&mut simulation, &mut watch, stopwatch.as_mut());
            accounts = watch.matrix();
            stepped
        } else {
            step(&mut simulation, &mut course, stopwatch.as_mut())
        };
        printed.extend(course.printed());
        let scenario = (&plan.branch, batch.program.before);
        stepped.map_err(|stopped| why(stopped, scenario, &simulation))?;
        made.record(batch, &plan.branch, &simulation, quarter);
        desk.quarters.fetch_add(1, Ordering::Relaxed);
        paused = keeper.is_some() && is_paused();
        if let Some(keeper) = &mut keeper
            && quarter < batch.horizon
            && (keeper.due(quarter) || paused)
        {
            made.past = course.past()?;
            made.result.printed.clone_from(printed);
            match keeper.keep(&simulation, &made) {
                Ok(()) => drop(unsaved.take()),
                Err(warning) => desk.warnings().extend(warning),
            }
        }
    }
    keep_end(batch, unit, plan, &simulation)?;
    let Made {
        mut result, before, ..
    } = made;
    let last = &simulation.economy.firms;
    result.firms = facts::firms::facts(&last.employees, &before, &last.output);
    result.idle = course.idle();
    result.accounts = accounts;
    Ok(Some(result))
}

/// A run in hand that keeps states and has none yet.
struct Unsaved<'a>(&'a AtomicU64);

impl<'a> Unsaved<'a> {
    fn one_more(count: &'a AtomicU64) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Unsaved(count)
    }
}

impl Drop for Unsaved<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Keeps the state at the end of a run, if that was asked for. On a full disk, states of runs that go on
/// make room.
fn keep_end(batch: &Batch, unit: Unit, plan: &Plan, simulation: &Simulation) -> Result<(), Cause> {
    let (true, Some(states)) = (batch.save_state, &batch.states) else {
        return Ok(());
    };
    let folder = states.end(unit.index);
    let origin = origin(states, unit, plan);
    let keep = || {
        fs::create_dir_all(&states.ends)?;
        checkpoint::write(&folder, simulation, origin.clone(), &(), true)
    };
    let kept = match keep() {
        Err(error) if is_full(&error) && checkpoint::spare(&states.going) => keep(),
        kept => kept,
    };
    kept.map_err(|error| Cause::End(folder, error))
}

/// Where a run starts: at the opening of the model or at a state, with the parameters and strategies of
/// the branch.
///
/// # Errors
/// If the opening accounts do not balance, or the state or the strategies cannot be used.
pub fn open(
    opening: &Arc<Model>,
    (seed, run): (u64, u32),
    start: Option<&Start>,
    plan: &Plan,
) -> Result<Simulation, Cause> {
    let simulation = Simulation::new(Arc::clone(opening), seed, u64::from(run));
    let mut simulation = simulation.map_err(Cause::Imbalance)?;
    simulation.parameters = Arc::clone(&plan.parameters);
    if let Some(start) = start {
        start.load(run, &mut simulation).map_err(Cause::Start)?;
        simulation.leave_strategies();
    }
    if let Some(strategies) = &plan.branch.strategies {
        let adopted = simulation.adopt(Arc::clone(strategies));
        adopted.map_err(Cause::Strategies)?;
    }
    Ok(simulation)
}

/// Books that do not balance in a quarter, after one in which output had all but vanished, are its fault.
fn blame(imbalance: Imbalance, simulation: &Simulation) -> Cause {
    let history = &simulation.economy.aggregate.output_history;
    let start = simulation.model().initial().output_history.len();
    // The quarter itself has joined the history.
    let share = history[history.len() - 2] / history[start - 1];
    if share < COLLAPSED {
        let share = 100.0 * share;
        Cause::Collapse { share, imbalance }
    } else {
        Cause::Imbalance(imbalance)
    }
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

/// Why the run `simulation` of `branch` stopped, with the place in the scenario; `before` quarters were
/// simulated before the run.
pub fn why(
    stopped: Stopped<Box<Fault>>,
    (branch, before): (&Branch, u32),
    simulation: &Simulation,
) -> Cause {
    match cause(stopped, branch, before) {
        Cause::Imbalance(imbalance) => blame(imbalance, simulation),
        cause => cause,
    }
}

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

/// What a panic says.
pub fn panicked(panic: &(dyn std::any::Any + Send)) -> Cause {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    Cause::Panic(text.unwrap_or("without a message").to_owned())
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
