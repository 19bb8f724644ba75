//! `manifest.json`: what was run, with what, by what, and how it ended.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::batch::RunFailure;
use crate::cli::Settings;
use crate::failure::Failure;
use crate::prepare::Prepared;
use crate::scenario::overrides::Overridden;
use crate::scenario::sweep::Sweep;
use crate::scenario::time::Period;

/// The manifest of a result folder.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Name and version of the program.
    pub engine: String,
    /// BLAKE3 of the texts of the program.
    pub engine_hash: String,
    /// The scenario file, as it was named.
    pub file: String,
    /// Title of the scenario.
    pub title: String,
    /// BLAKE3 of everything that decides the numbers: script, modules, calibration, settings.
    pub scenario_hash: String,
    /// What is simulated.
    pub calibration: CalibrationFacts,
    /// How buyers are matched with sellers: `exact` or `aggregate`.
    pub matching: String,
    /// Which businesses are firms, where the scenario says so: `registered` or `all`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub businesses: Option<String>,
    /// What the policy rate responds to.
    pub policy_rule: String,
    /// Where the weights of the policy rule are from.
    pub policy_weights: String,
    /// Whether the growth extension is on.
    pub growth: bool,
    /// Whether everything that would make the economy move is taken out.
    pub steady_state: bool,
    /// Model agents per real one.
    pub scale: f64,
    /// Persons in a run.
    pub persons: u64,
    /// Firms in a run.
    pub firms: u64,
    /// First period, t = 0, such as `2019Q4`, or `2019-12` of months.
    pub base_quarter: String,
    /// Length of a period: `quarter` or `month`.
    #[serde(default)]
    pub frequency: String,
    /// Periods simulated.
    pub horizon: u32,
    /// Seed.
    pub seed: u64,
    /// Runs of every branch.
    pub runs: u32,
    /// Points at which all branches were run, if there is more than one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sweep: Option<SweepFacts>,
    /// Branches, with the parameters each replaces.
    pub branches: Vec<BranchFacts>,
    /// Threads used; no number depends on it.
    pub threads: usize,
    /// Settings from the command line and the environment, as they were given.
    pub settings: Settings,
    /// Settings that were overridden.
    pub overridden: Vec<Overridden>,
    /// BLAKE3 of every file that was read, by name.
    pub files: BTreeMap<String, String>,
    /// Start, UTC.
    pub start: String,
    /// End, UTC.
    pub end: String,
    /// Seconds from start to end.
    pub wall_seconds: f64,
    /// Exit code of the program.
    pub exit_code: u8,
    /// Runs that failed.
    pub failures: Vec<FailureFacts>,
    /// What a reader of the numbers should know.
    pub warnings: Vec<String>,
    /// What the calibration says of itself at this scale.
    pub notes: Vec<String>,
}

/// Which calibration.
#[derive(Debug, Serialize, Deserialize)]
pub struct CalibrationFacts {
    /// Name.
    pub name: String,
    /// Country.
    pub country: String,
    /// Where its files are.
    pub origin: String,
    /// BLAKE3 of its files.
    pub hash: String,
    /// Text to print with results.
    pub attribution: String,
}

/// A branch.
#[derive(Debug, Serialize, Deserialize)]
pub struct BranchFacts {
    /// Name.
    pub name: String,
    /// Parameters it replaces.
    pub set: BTreeMap<String, f64>,
    /// All parameters that can be set and do not vary over the points of a sweep, as they are from the first simulated quarter on.
    pub parameters: BTreeMap<String, f64>,
}

/// A sweep.
#[derive(Debug, Serialize, Deserialize)]
pub struct SweepFacts {
    /// How points were chosen, such as `sobol`.
    pub method: String,
    /// Points; their values are in `design.parquet`.
    pub points: u32,
    /// The values of a grid, or lowest and highest value, by parameter.
    pub over: BTreeMap<String, Vec<f64>>,
}

impl SweepFacts {
    /// Those of `sweep`.
    pub fn of(sweep: &Sweep) -> Self {
        let dimensions = sweep.dimensions.iter();
        SweepFacts {
            method: sweep.method.word().to_owned(),
            points: sweep.points() as u32,
            over: dimensions
                .map(|dimension| (dimension.name(), dimension.values.clone()))
                .collect(),
        }
    }
}

/// A run that failed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FailureFacts {
    /// Branch.
    pub branch: String,
    /// Point of the sweep, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<u32>,
    /// Run.
    pub run: u32,
    /// Period.
    pub date: String,
    /// What the scenario was doing, where one of its functions failed, such as `on.period_start`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Where in the scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Why.
    pub cause: String,
}

impl Manifest {
    /// The manifest of the result `folder`.
    ///
    /// # Errors
    /// If there is none, or it is not one.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join("manifest.json");
        let text = fs::read_to_string(&path).map_err(|_| Failure::no_result(folder))?;
        let unusable = |message: String| Failure::Unusable { path, message };
        let manifest: Manifest = match serde_json::from_str(&text) {
            Ok(manifest) => manifest,
            Err(error) => return Err(unusable(error.to_string())),
        };
        if Period::parse(&manifest.base_quarter).is_none() || manifest.branches.is_empty() {
            return Err(unusable("it has no base quarter or no branches".into()));
        }
        Ok(manifest)
    }
}

impl Prepared {
    /// What a manifest says of a run that failed.
    pub fn failure(&self, failure: &RunFailure) -> FailureFacts {
        FailureFacts {
            branch: self.scenario.branches[failure.unit.branch].name.clone(),
            point: (self.scenario.sweep.is_some()).then_some(failure.unit.point),
            run: failure.unit.run,
            date: self.base.plus(failure.period).to_string(),
            site: failure.site.clone(),
            place: failure.place.clone(),
            cause: failure.cause.clone(),
        }
    }
}
