//! Scenarios: what was written ([`spec::ScenarioSpec`]), and what is valid ([`Scenario`]).

pub mod alias;
pub mod branch;
pub mod check;
mod checks;
pub mod data;
pub mod decode;
mod fields;
pub mod overrides;
pub mod place;
pub mod show;
pub mod spec;
pub mod sweep;
pub mod time;

use std::path::PathBuf;

use engine::calibration::{Businesses, PolicyWeights};
use engine::parameters::{BuyerMatching, Frequency, PolicyRule};

use crate::checkpoint::Every;
pub use branch::Branch;
pub use checks::{Check, Demand};
use overrides::Overridden;
use place::Problem;
use sweep::Sweep;

/// A scenario that was checked; only this can be run.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Title.
    pub title: String,
    /// What is simulated.
    pub economy: EconomyChoice,
    /// Periods to simulate.
    pub horizon: u32,
    /// Runs of every branch.
    pub runs: u32,
    /// Seed; run r draws the same numbers in every branch.
    pub seed: u64,
    /// Branches, in order; the first is the reference.
    pub branches: Vec<Branch>,
    /// Points at which all branches are run; only the model's own parameters if nothing.
    pub sweep: Option<Sweep>,
    /// What is kept.
    pub record: Record,
    /// What has to hold of the results, in order.
    pub checks: Vec<Check>,
    /// Folder that result folders are made in.
    pub output: PathBuf,
    /// Levels of quantiles over runs, ascending, above 0 and below 1.
    pub quantiles: Vec<f64>,
    /// Whether the summary tells of forecasts.
    pub forecasts: bool,
    /// Whether effects are also told apart by whether the reference is in recession.
    pub by_recession: bool,
    /// Whether every table is written as CSV too.
    pub csv: bool,
    /// What states are kept, and where runs start.
    pub keeping: Keeping,
    /// What was overridden from outside the file.
    pub overridden: Vec<Overridden>,
    /// What can be done, but is hardly meant.
    pub remarks: Vec<Problem>,
    /// What is good to know.
    pub notes: Vec<Problem>,
}

/// What states are kept, and where runs start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// How often runs keep their states while they go on; never if nothing.
    pub checkpoint: Option<Every>,
    /// Whether the state at the end of every run is part of the result.
    pub save_state: bool,
    /// Folder of the states that runs start from, as written; the opening of the calibration if nothing.
    pub start_from: Option<String>,
}

/// What is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct EconomyChoice {
    /// Name or folder of the calibration.
    pub calibration: String,
    /// Length of a period.
    pub frequency: Frequency,
    /// Model agents per real one, above 0 and at most 1.
    pub scale: f64,
    /// Numbers of agents that the scale was chosen by, with their keys; none if it was given itself.
    pub numbers: Vec<(&'static str, u64)>,
    /// Which businesses are firms; as the calibration says if nothing.
    pub businesses: Option<Businesses>,
    /// How buyers are matched with sellers; by size if nothing.
    pub matching: Option<BuyerMatching>,
    /// What the policy rate responds to; as the calibration says if nothing.
    pub policy_rule: Option<PolicyRule>,
    /// Where the weights of the policy rule are from; as the calibration says if nothing.
    pub policy_weights: Option<PolicyWeights>,
    /// Whether the growth extension is on; as the calibration says if nothing.
    pub growth: Option<bool>,
    /// Whether everything that would make the economy move is taken out.
    pub steady_state: bool,
}

/// Scale from which on users are matched at once, if the size decides: single visits take most of the time
/// there.
const AT_ONCE: f64 = 1.0 / 100.0;

impl EconomyChoice {
    /// How buyers are matched with sellers.
    pub fn matching(&self) -> BuyerMatching {
        self.matching_at(self.scale)
    }

    /// The same at another scale.
    pub fn matching_at(&self, scale: f64) -> BuyerMatching {
        self.matching.unwrap_or(if scale >= AT_ONCE {
            BuyerMatching::Aggregate
        } else {
            BuyerMatching::Exact
        })
    }
}

/// Which series are kept, as places in the lists of the engine, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// National series.
    pub series: Vec<usize>,
    /// Industry series; no industry table if empty.
    pub industries: Vec<usize>,
    /// The panel of firms, if one is asked for.
    pub firms: Option<FirmPanel>,
}

/// Which columns of which firms are kept, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirmPanel {
    /// Columns of the engine's table of firms, as places in its list, in order.
    pub columns: Vec<usize>,
    /// Periods between two records; the first is the base period.
    pub every: u32,
    /// Firms that are kept; all if nothing.
    pub sample: Option<u32>,
}

impl Scenario {
    /// Points at which all branches are run.
    pub fn points(&self) -> usize {
        self.sweep.as_ref().map_or(1, Sweep::points)
    }

    /// Runs of all branches at all points.
    pub fn units(&self) -> u64 {
        u64::from(self.runs) * self.branches.len() as u64 * self.points() as u64
    }

    /// The title as a name of a folder: small letters, digits and dashes.
    pub fn slug(&self) -> String {
        let letters = self.title.chars().map(|c| {
            if c.is_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        });
        let words: String = letters.collect();
        let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
        let mut slug: String = words.join("-").chars().take(48).collect();
        slug.truncate(slug.trim_end_matches('-').len());
        if slug.is_empty() {
            "scenario".into()
        } else {
            slug
        }
    }
}

/// The word for a policy rule in scenarios.
pub fn policy_rule_name(rule: PolicyRule) -> &'static str {
    match rule {
        PolicyRule::Foreign => "foreign",
        PolicyRule::Domestic => "domestic",
        PolicyRule::Fixed => "fixed",
    }
}

/// Names of where the weights of the policy rule are from.
pub const POLICY_WEIGHTS: [(&str, PolicyWeights); 2] = [
    ("estimated", PolicyWeights::Estimated),
    ("imposed", PolicyWeights::Imposed),
];

/// The word for where the weights of the policy rule are from.
pub fn policy_weights_name(weights: PolicyWeights) -> &'static str {
    match weights {
        PolicyWeights::Estimated => "estimated",
        PolicyWeights::Imposed => "imposed",
    }
}
