//! Checkpoints: the states that a run keeps while it goes on, from which it goes on again when the
//! program was stopped or killed. Every run has a folder, in which the last two states bear the number
//! of quarters simulated: should the last be damaged, there is the one before.

mod basis;
mod columns;
mod start;
mod state;
#[cfg(test)]
mod tests;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use engine::parameters::Frequency;
use engine::simulation::Simulation;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::is_full;
use crate::scenario::time::letter;
pub use basis::Basis;
pub use start::Start;
pub use state::{Bad, Origin, check_end, remove, write};

/// How often a run keeps its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Whenever it has simulated so many periods more.
    Periods(u32, Frequency),
    /// At the end of a period, if so much time has passed.
    Time(Duration),
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Every::Periods(periods, frequency) => write!(f, "{periods}{}", letter(*frequency)),
            Every::Time(time) if time.as_secs().is_multiple_of(60) => {
                write!(f, "{}min", time.as_secs() / 60)
            }
            Every::Time(time) => write!(f, "{}s", time.as_secs()),
        }
    }
}

/// Where the runs of a batch keep their states.
#[derive(Clone, Debug)]
pub struct States {
    /// Folder of the states that runs keep while they go on, by unit.
    pub going: PathBuf,
    /// Folder of those at their ends, by unit.
    pub ends: PathBuf,
    /// BLAKE3 of everything that decides the numbers, apart from the program.
    pub scenario_hash: String,
    /// The model.
    pub basis: Basis,
}

impl States {
    /// Folder of the state at the end of the unit at `index`.
    pub fn end(&self, index: usize) -> PathBuf {
        self.ends.join(index.to_string())
    }
}

/// The states of one run.
pub struct Keeper {
    folder: PathBuf,
    every: Every,
    origin: Origin,
    /// Quarters of the last good state.
    last: Option<u32>,
    since: Instant,
    /// Quarters of the last state that is on the disk whatever happens to the machine, and since when.
    safe: Option<(u32, Instant)>,
    /// Whether the last state could not be written.
    failed: bool,
}

/// Time after which a state is made safe from what may happen to the machine; the end of the program
/// harms none.
const SAFE: Duration = Duration::from_secs(5);

impl Keeper {
    /// Of the run that `origin` names, in `folder`.
    pub fn new(folder: PathBuf, every: Every, origin: Origin) -> Self {
        Keeper {
            folder,
            every,
            origin,
            last: None,
            since: Instant::now(),
            safe: None,
            failed: false,
        }
    }

    /// Puts the last good state into a simulation that `open` makes, and returns both with what the run
    /// had made; nothing if there is no state. What cannot be used is told to `warn`.
    ///
    /// # Errors
    /// What `open` says.
    pub fn restore<T: DeserializeOwned, E>(
        &mut self,
        open: impl Fn() -> Result<Simulation, E>,
        warn: impl Fn(String),
    ) -> Result<Option<(Simulation, T)>, E> {
        for period in self.kept() {
            let folder = self.state(period);
            let mut simulation = open()?;
            match self.read(&folder, &mut simulation) {
                Ok(made) => {
                    self.last = Some(period);
                    return Ok(Some((simulation, made)));
                }
                Err(bad) => warn(format!(
                    "the checkpoint {} is not used: {bad}; the run goes on from the one before, or from its beginning",
                    folder.display()
                )),
            }
        }
        Ok(None)
    }

    fn read<T: DeserializeOwned>(
        &self,
        folder: &Path,
        simulation: &mut Simulation,
    ) -> Result<T, Bad> {
        let head = state::check(folder)?;
        if head.origin != self.origin {
            return Err(Bad::OtherRun);
        }
        state::load(folder, &head, simulation)?;
        state::made(folder)
    }

    /// Whether a state is to be kept after so many quarters of the run.
    pub fn due(&self, quarter: u32) -> bool {
        match self.every {
            Every::Periods(every, _) => quarter.is_multiple_of(every),
            Every::Time(every) => self.since.elapsed() >= every,
        }
    }

    /// Keeps the state of `simulation`, with what the run has `made`, beside the one before.
    ///
    /// # Errors
    /// What the system says, in words, but only the first time; the states that were kept are as they
    /// were.
    pub fn keep(
        &mut self,
        simulation: &Simulation,
        made: &impl Serialize,
    ) -> Result<(), Option<String>> {
        let period = simulation.period();
        let folder = self.state(period);
        let safe = self.safe.is_none_or(|(_, since)| since.elapsed() >= SAFE);
        let written = fs::create_dir_all(&self.folder).and_then(|()| {
            let origin = self.origin.clone();
            write(&folder, simulation, origin, made, safe)
        });
        // A disk that is full is not asked again at once.
        self.since = Instant::now();
        if let Err(error) = written {
            let told = std::mem::replace(&mut self.failed, true);
            let next = if is_full(&error) {
                "make room for the next"
            } else {
                "see that the next can be written there"
            };
            return Err((!told).then(|| {
                format!(
                    "the checkpoint {} cannot be written: {error}; those before are kept, and the run goes on; {next}",
                    folder.display()
                )
            }));
        }
        self.failed = false;
        if safe {
            self.safe = Some((period, Instant::now()));
        }
        let before = [self.last, self.safe.map(|(safe, _)| safe)];
        for other in self.kept() {
            if other != period && !before.contains(&Some(other)) {
                let _ = remove(&self.state(other));
            }
        }
        self.last = Some(period);
        Ok(())
    }

    fn state(&self, period: u32) -> PathBuf {
        self.folder.join(period.to_string())
    }

    fn kept(&self) -> Vec<u32> {
        kept(&self.folder)
    }
}

/// Puts the state in `folder` into `simulation`.
///
/// # Errors
/// If it is not as it was written, or not of this program; the simulation is then of no use.
pub fn load(folder: &Path, simulation: &mut Simulation) -> Result<(), Bad> {
    let head = state::check(folder)?;
    state::load(folder, &head, simulation)
}

/// Whether the run whose states are in `folder` has kept one.
pub fn any(folder: &Path) -> bool {
    !kept(folder).is_empty()
}

/// Removes the states of all runs in `going` but the last of each; whether there were any.
pub fn spare(going: &Path) -> bool {
    let mut spared = false;
    for run in fs::read_dir(going).into_iter().flatten().flatten() {
        let folder = run.path();
        for earlier in kept(&folder).iter().skip(1) {
            spared |= remove(&folder.join(earlier.to_string())).is_ok();
        }
    }
    spared
}

/// Quarters of the states that are in `folder`, the last first.
fn kept(folder: &Path) -> Vec<u32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut kept: Vec<u32> = entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    kept.sort_unstable_by(|one, two| two.cmp(one));
    kept
}
