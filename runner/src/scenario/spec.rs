//! What was written: the scenario as the file gives it, every setting with its place, nothing checked
//! but its type.

mod branch;
mod sweep;

use std::collections::BTreeMap;

pub use branch::{
    BranchSpec, Chosen, FollowSpec, Given, PathSpec, SeriesSpec, StrategySpec, SwitchingSpec,
};
pub use sweep::{SweepSpec, SweptSpec};

use super::place::{Located, Place};

/// Parameters that are replaced, by name.
pub type Settings = BTreeMap<String, Located<f64>>;

/// A scenario as it was written; `None` where nothing was.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioSpec {
    /// Place of the whole, for problems that have no better one.
    pub place: Place,
    /// `title`.
    pub title: Option<Located<String>>,
    /// `economy`.
    pub economy: EconomySpec,
    /// `horizon`, such as `12q`.
    pub horizon: Option<Located<String>>,
    /// `runs` of every branch.
    pub runs: Option<Located<f64>>,
    /// `seed`.
    pub seed: Option<Located<f64>>,
    /// `start_from`: folder of the states that runs start from.
    pub start_from: Option<Located<String>>,
    /// `set`, in every branch.
    pub set: Settings,
    /// `branches`, in order.
    pub branches: Vec<BranchSpec>,
    /// `sweep`.
    pub sweep: Option<SweepSpec>,
    /// `record`.
    pub record: RecordSpec,
    /// `checks`, in order.
    pub checks: Vec<CheckSpec>,
    /// `output`.
    pub output: OutputSpec,
}

/// `economy`: what is simulated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EconomySpec {
    /// Name or folder of the calibration.
    pub calibration: Option<Located<String>>,
    /// Which businesses are firms.
    pub businesses: Option<Located<String>>,
    /// Length of a period.
    pub frequency: Option<Located<String>>,
    /// Model agents per real one.
    pub scale: Option<Located<f64>>,
    /// Firms of the model, in place of the scale.
    pub firms: Option<Located<f64>>,
    /// Persons of the model, in place of the scale.
    pub persons: Option<Located<f64>>,
    /// The same in another word.
    pub households: Option<Located<f64>>,
    /// How buyers are matched with sellers.
    pub matching: Option<Located<String>>,
    /// What the policy rate responds to.
    pub policy_rule: Option<Located<String>>,
    /// Where the weights of the policy rule are from.
    pub policy_weights: Option<Located<String>>,
    /// Whether the growth extension of the calibration is on.
    pub growth: Option<Located<bool>>,
    /// Whether everything that would make the economy move is taken out.
    pub steady_state: Option<Located<bool>>,
}

impl EconomySpec {
    /// Numbers of agents that stand in place of the scale, with their keys.
    pub fn numbers(&self) -> impl Iterator<Item = (&'static str, &Located<f64>)> {
        let numbers = [
            ("firms", &self.firms),
            ("persons", &self.persons),
            ("households", &self.households),
        ];
        numbers
            .into_iter()
            .filter_map(|(key, number)| Some((key, number.as_ref()?)))
    }
}

/// `record`: what is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordSpec {
    /// National series; all if none is named.
    pub series: Option<Vec<Located<String>>>,
    /// Industry series; all if none is named.
    pub industries: Option<Vec<Located<String>>>,
    /// Columns of firms; none if not asked for.
    pub firms: Option<FirmsSpec>,
}

/// `record.firms`: a panel of firms.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmsSpec {
    /// Place of the whole.
    pub place: Place,
    /// Columns.
    pub columns: Option<Vec<Located<String>>>,
    /// Span between two records.
    pub every: Option<Located<String>>,
    /// Firms that are kept.
    pub sample: Option<Located<f64>>,
}

/// One entry of `checks`.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckSpec {
    /// Place of the entry.
    pub place: Place,
    /// `accounts`, `sign`, `range` or `stylised_facts`.
    pub word: String,
    /// `tolerance` of accounts.
    pub tolerance: Option<Located<f64>>,
    /// `branch` it looks at.
    pub branch: Option<Located<String>>,
    /// `series` it looks at.
    pub series: Option<Located<String>>,
    /// `is`: `+` or `-`.
    pub is: Option<Located<String>>,
    /// `at_least_pct`: smallest size of a difference.
    pub at_least: Option<Located<f64>>,
    /// `fact` that is checked.
    pub fact: Option<Located<String>>,
    /// `low` end of a range.
    pub low: Option<Located<f64>>,
    /// `high` end of a range.
    pub high: Option<Located<f64>>,
    /// First period it looks at.
    pub from: Option<Located<String>>,
    /// Last period it looks at.
    pub to: Option<Located<String>>,
}

/// `output`: where results go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutputSpec {
    /// Folder that result folders are made in.
    pub dir: Option<Located<String>>,
    /// File formats.
    pub formats: Option<Vec<Located<String>>>,
    /// Levels of quantiles over runs.
    pub quantiles: Option<Vec<Located<f64>>>,
    /// Whether the summary tells of forecasts.
    pub forecasts: Option<Located<bool>>,
    /// What effects are split by.
    pub split_effects: Option<Located<String>>,
    /// How often runs keep their states.
    pub checkpoint: Option<Located<String>>,
    /// Whether the states at the ends of runs are kept.
    pub save_state: Option<Located<bool>>,
}
