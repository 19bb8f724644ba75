//! What comes of a run, in words and figures that can be kept.

use std::io;
use std::path::PathBuf;

use engine::accounting::flow_matrix::Matrix;
use serde::{Deserialize, Serialize};

use super::Unit;
use crate::failure::Failure;
use crate::running::panel::Panel;

/// What came of a run.
pub type Outcome = Result<RunResult, Box<RunFailure>>;

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
