//! A batch: all runs of all branches, spread over threads, handed back in order.
//!
//! A run of one branch is the unit of work. With at least as many units as threads every unit has
//! one thread, which wastes nothing; with fewer, the threads are shared out among the units and the
//! phases inside run in parallel. No number depends on it.

mod unit;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use engine::parameters::Model;

use crate::running::{Plan, Program};
use crate::scenario::FirmPanel;
pub use unit::{Cause, RunFailure, RunResult};

/// What is run.
pub struct Batch {
    /// The model all runs start from.
    pub opening: Arc<Model>,
    /// What happens in every branch, in order.
    pub plans: Vec<Plan>,
    /// What the functions of the scenario need.
    pub program: Program,
    /// Runs of every branch.
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
}

/// One run of one branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Place in the batch.
    pub index: usize,
    /// Branch, as a place in the list.
    pub branch: usize,
    /// Run.
    pub run: u32,
}

/// How far the batch is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Units done.
    pub units: u64,
    /// Quarters simulated, over all units.
    pub quarters: u64,
}

/// Who takes what the batch makes.
pub trait Receiver {
    /// Why it stops the batch.
    type Error;

    /// Takes the next run; called in the order of [`Unit::index`].
    ///
    /// # Errors
    /// If the batch cannot go on.
    fn take(&mut self, result: Result<RunResult, RunFailure>) -> Result<(), Self::Error>;

    /// Called several times a second.
    ///
    /// # Errors
    /// If the batch is to stop.
    fn progress(&mut self, progress: Progress) -> Result<(), Self::Error>;
}

/// Runs that may be finished ahead of the oldest unfinished one, per worker: bounds the memory.
pub const AHEAD: usize = 4;
/// Time between two calls of [`Receiver::progress`].
const TICK: Duration = Duration::from_millis(200);

impl Batch {
    /// Number of units.
    pub fn units(&self) -> usize {
        self.plans.len() * self.runs as usize
    }

    /// All branches of a run follow each other.
    fn unit(&self, index: usize) -> Unit {
        let branches = self.plans.len();
        Unit {
            index,
            branch: index % branches,
            run: (index / branches) as u32,
        }
    }

    /// Runs everything.
    ///
    /// # Errors
    /// What the receiver says; then no new run is started.
    pub fn run<R: Receiver>(&self, receiver: &mut R) -> Result<(), R::Error> {
        let workers = self.threads.min(self.at_once).min(self.units()).max(1);
        let desk = Desk::new(self.units(), workers * AHEAD);
        std::thread::scope(|scope| {
            let (sender, results) = channel();
            for worker in 0..workers {
                let threads = self.threads / workers + usize::from(worker < self.threads % workers);
                let (sender, desk) = (sender.clone(), &desk);
                scope.spawn(move || self.work(threads, desk, &sender));
            }
            drop(sender);
            let mut waiting = BTreeMap::new();
            let mut next = 0;
            loop {
                match results.recv_timeout(TICK) {
                    Ok((unit, result)) => {
                        waiting.insert(unit, result);
                        while let Some(result) = waiting.remove(&next) {
                            receiver.take(result).inspect_err(|_| desk.close())?;
                            next += 1;
                            desk.written(next);
                        }
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return Ok(()),
                }
                let quarters = desk.quarters.load(Ordering::Relaxed);
                receiver
                    .progress(Progress {
                        units: next as u64,
                        quarters,
                    })
                    .inspect_err(|_| desk.close())?;
            }
        })
    }

    fn work(
        &self,
        threads: usize,
        desk: &Desk,
        results: &Sender<(usize, Result<RunResult, RunFailure>)>,
    ) {
        while let Some(index) = desk.next() {
            let result = unit::simulate(
                self,
                self.unit(index),
                threads,
                &desk.quarters,
                &desk.closed,
            );
            if results.send((index, result)).is_err() {
                return;
            }
        }
    }
}

/// Hands out units in order, but not too far ahead of what was written.
struct Desk {
    units: usize,
    ahead: usize,
    next: AtomicUsize,
    written: Mutex<usize>,
    moved: Condvar,
    quarters: AtomicU64,
    closed: std::sync::atomic::AtomicBool,
}

impl Desk {
    fn new(units: usize, ahead: usize) -> Self {
        Desk {
            units,
            ahead,
            next: AtomicUsize::new(0),
            written: Mutex::new(0),
            moved: Condvar::new(),
            quarters: AtomicU64::new(0),
            closed: std::sync::atomic::AtomicBool::new(false),
        }
    }

    fn next(&self) -> Option<usize> {
        let index = self.next.fetch_add(1, Ordering::Relaxed);
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        while index >= *written + self.ahead && !self.closed.load(Ordering::Relaxed) {
            written = self
                .moved
                .wait(written)
                .unwrap_or_else(PoisonError::into_inner);
        }
        (index < self.units && !self.closed.load(Ordering::Relaxed)).then_some(index)
    }

    fn written(&self, units: usize) {
        *self.written.lock().unwrap_or_else(PoisonError::into_inner) = units;
        self.moved.notify_all();
    }

    fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        self.written(usize::MAX / 2);
    }
}
