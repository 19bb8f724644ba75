//! A batch: runs of branches, spread over threads, handed back as they are done.
//!
//! A run of one branch is the unit of work. With at least as many units as threads every unit has
//! one thread, which wastes nothing; with fewer, the threads are shared out among the units and the
//! phases inside run in parallel. No number depends on it.

mod made;
mod outcome;
pub(crate) mod unit;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use engine::parameters::{Model, Parameters};

use serde::{Deserialize, Serialize};

use crate::checkpoint::{self, Bad, Every, Keeper, Origin, Start, States};
use crate::profile::Ledger;
use crate::running::{Plan, Program};
use crate::scenario::FirmPanel;
use crate::scenario::sweep::Sweep;
pub use outcome::{Halt, Kind, Outcome, RunFailure, RunResult};

/// What is run.
pub struct Batch {
    /// The model all runs start from.
    pub opening: Arc<Model>,
    /// What happens in every branch, in order.
    pub plans: Vec<Plan>,
    /// Points at which all branches are run, if there are several.
    pub sweep: Option<Sweep>,
    /// What the functions of the scenario need.
    pub program: Program,
    /// Runs of every branch at every point.
    pub runs: u32,
    /// Quarters of every run.
    pub horizon: u32,
    /// Seed; run r draws the same numbers in every branch.
    pub seed: u64,
    /// Threads in all, at least one.
    pub threads: usize,
    /// Runs that may be in memory at once, at least one.
    pub at_once: usize,
    /// Whether industry series are kept.
    pub industries: bool,
    /// The panel of firms that is kept.
    pub panel: Option<FirmPanel>,
    /// Where the runs note what their phases take; no clock is read without.
    pub ledger: Option<Arc<Ledger>>,
    /// How often runs keep their states, if they do; what functions find of earlier quarters depends on
    /// whether they do, not on how often or where.
    pub checkpoint: Option<Every>,
    /// Whether runs keep the state at their end.
    pub save_state: bool,
    /// Where they keep them; nowhere if nothing.
    pub states: Option<States>,
    /// Where runs start; at the opening of the model if nothing.
    pub start: Option<Arc<Start>>,
}

/// One run of one branch at one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Place in the batch.
    pub index: usize,
    /// Point of the sweep; 0 without one.
    pub point: u32,
    /// Branch, as a place in the list.
    pub branch: usize,
    /// Run.
    pub run: u32,
}

impl Unit {
    /// Whether `other` is of the same run at the same point.
    pub fn beside(self, other: Unit) -> bool {
        (self.point, self.run) == (other.point, other.run)
    }
}

/// How far the batch is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Units done.
    pub units: u64,
    /// Quarters simulated, over all units.
    pub quarters: u64,
    /// Units in hand that keep states and have none yet.
    pub unsaved: u64,
}

/// Whether a batch goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It does.
    GoOn,
    /// What has begun is finished; nothing new is begun.
    Finish,
    /// What has begun ends with its quarter where its state can be kept, and is finished where not;
    /// nothing new is begun.
    Pause,
}

/// Who takes what the batch makes.
pub trait Receiver {
    /// Why it stops the batch.
    type Error;

    /// Takes what came of a run; runs come as they are done.
    ///
    /// # Errors
    /// If the batch cannot go on; runs that have begun are given up.
    fn take(&mut self, unit: Unit, outcome: Result<Outcome, Halt>) -> Result<(), Self::Error>;

    /// Takes a word about a run that goes on.
    fn warn(&mut self, warning: &str);

    /// Called several times a second.
    fn progress(&mut self, progress: Progress) -> Next;
}

/// Time between two calls of [`Receiver::progress`].
const TICK: Duration = Duration::from_millis(200);

impl Batch {
    /// Number of units.
    pub fn units(&self) -> usize {
        let points = self.sweep.as_ref().map_or(1, Sweep::points);
        points * self.plans.len() * self.runs as usize
    }

    /// All runs of a point follow each other, and all branches of a run.
    fn unit(&self, index: usize) -> Unit {
        let (branches, runs) = (self.plans.len(), self.runs as usize);
        Unit {
            index,
            point: (index / branches / runs) as u32,
            branch: index % branches,
            run: (index / branches % runs) as u32,
        }
    }

    /// What happens in `unit`; made only while it runs where it depends on the point.
    fn plan(&self, unit: Unit) -> Cow<'_, Plan> {
        let plan = &self.plans[unit.branch];
        let Some(sweep) = &self.sweep else {
            return Cow::Borrowed(plan);
        };
        let point = unit.point as usize;
        let mut parameters = Parameters::clone(&plan.parameters);
        sweep.set(point, &mut parameters.scalars);
        Cow::Owned(Plan {
            parameters: Arc::new(parameters),
            branch: sweep.at(point, &plan.branch),
        })
    }

    /// The states that `unit` keeps while it goes on, if it does.
    fn keeper(&self, unit: Unit, plan: &Plan) -> Option<Keeper> {
        let (states, every) = (self.states.as_ref()?, self.checkpoint?);
        let folder = states.going.join(unit.index.to_string());
        Some(Keeper::new(folder, every, origin(states, unit, plan)))
    }

    /// Whether the state that the unit at `index` kept at its end is as it was written, where one is kept.
    ///
    /// # Errors
    /// The folder, and what is wrong with it.
    pub fn check_end(&self, index: usize) -> Result<(), (PathBuf, Bad)> {
        let (true, Some(states)) = (self.save_state, &self.states) else {
            return Ok(());
        };
        let (unit, folder) = (self.unit(index), states.end(index));
        let origin = origin(states, unit, &self.plan(unit));
        let period = self.program.before + self.horizon;
        checkpoint::check_end(&folder, &origin, period).map_err(|bad| (folder, bad))
    }

    /// Runs the units at the places `missing`.
    ///
    /// # Errors
    /// What the receiver says; then no new run is started.
    pub fn run<R: Receiver>(&self, missing: &[usize], receiver: &mut R) -> Result<(), R::Error> {
        let workers = self.threads.min(self.at_once).min(missing.len()).max(1);
        let desk = Desk::default();
        std::thread::scope(|scope| {
            // Workers wait for the receiver, so that results do not pile up.
            let (sender, outcomes) = sync_channel(workers);
            for worker in 0..workers {
                let threads = self.threads / workers + usize::from(worker < self.threads % workers);
                let (sender, desk) = (sender.clone(), &desk);
                let work = move || self.work(missing, threads, desk, &sender);
                if let Err(error) = std::thread::Builder::new().spawn_scoped(scope, work) {
                    let halt = Halt::Thread(error.to_string());
                    receiver
                        .take(self.unit(worker), Err(halt))
                        .inspect_err(|_| desk.given_up.store(true, Ordering::Relaxed))?;
                }
            }
            drop(sender);
            let mut units = 0;
            loop {
                let outcome = outcomes.recv_timeout(TICK);
                // Before what came of a run stops the batch.
                desk.warnings()
                    .drain(..)
                    .for_each(|warning| receiver.warn(&warning));
                match outcome {
                    Ok((unit, outcome)) => {
                        units += 1;
                        receiver
                            .take(unit, outcome)
                            .inspect_err(|_| desk.given_up.store(true, Ordering::Relaxed))?;
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return Ok(()),
                }
                let quarters = desk.quarters.load(Ordering::Relaxed);
                let unsaved = desk.unsaved.load(Ordering::Relaxed);
                let next = receiver.progress(Progress {
                    units,
                    quarters,
                    unsaved,
                });
                if next != Next::GoOn {
                    desk.next.store(missing.len(), Ordering::Relaxed);
                }
                if next == Next::Pause {
                    desk.paused.store(true, Ordering::Relaxed);
                }
            }
        })
    }

    fn work(
        &self,
        missing: &[usize],
        threads: usize,
        desk: &Desk,
        outcomes: &SyncSender<(Unit, Result<Outcome, Halt>)>,
    ) {
        while let Some(&index) = missing.get(desk.next.fetch_add(1, Ordering::Relaxed)) {
            let unit = self.unit(index);
            let outcome = unit::simulate(self, unit, threads, desk);
            if outcomes.send((unit, outcome)).is_err() {
                return;
            }
        }
    }
}

/// What the states of `unit` are of.
fn origin(states: &States, unit: Unit, plan: &Plan) -> Origin {
    Origin {
        scenario_hash: states.scenario_hash.clone(),
        branch: plan.branch.name.clone(),
        point: unit.point,
        run: unit.run,
        basis: states.basis.with(&plan.parameters.scalars),
    }
}

/// Where workers find the next unit, and leave word.
#[derive(Default)]
struct Desk {
    next: AtomicUsize,
    quarters: AtomicU64,
    unsaved: AtomicU64,
    given_up: AtomicBool,
    paused: AtomicBool,
    warnings: Mutex<Vec<String>>,
}

impl Desk {
    fn warnings(&self) -> MutexGuard<'_, Vec<String>> {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
