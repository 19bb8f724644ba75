//! Scenarios: what was written ([`spec::ScenarioSpec`]), and what is valid ([`Scenario`]).

pub mod check;
pub mod decode;
mod fields;
pub mod overrides;
pub mod place;
pub mod show;
pub mod spec;
pub mod time;

use std::path::PathBuf;

use engine::calibration::PolicyWeights;
use engine::parameters::PolicyRule;

use overrides::Overridden;

/// A scenario that was checked; only this can be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Title.
    pub title: String,
    /// What is simulated.
    pub economy: EconomyChoice,
    /// Quarters to simulate.
    pub horizon: u32,
    /// Runs of every branch.
    pub runs: u32,
    /// Seed; run r draws the same numbers in every branch.
    pub seed: u64,
    /// Branches, in order; the first is the reference.
    pub branches: Vec<Branch>,
    /// What is kept.
    pub record: Record,
    /// Folder that result folders are made in.
    pub output: PathBuf,
    /// What was overridden from outside the file.
    pub overridden: Vec<Overridden>,
}

/// What is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct EconomyChoice {
    /// Name or folder of the calibration.
    pub calibration: String,
    /// Model agents per real one, above 0 and at most 1.
    pub scale: f64,
    /// What the policy rate responds to; as the calibration says if nothing.
    pub policy_rule: Option<PolicyRule>,
    /// Where the weights of the policy rule are from; as the calibration says if nothing.
    pub policy_weights: Option<PolicyWeights>,
    /// Whether the growth extension is on; as the calibration says if nothing.
    pub growth: Option<bool>,
    /// Whether everything that would make the economy move is taken out.
    pub steady_state: bool,
}

/// A branch.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Name, unique.
    pub name: String,
    /// Parameters that are replaced, those of the scenario included, by name.
    pub set: Vec<(String, f64)>,
}

/// Which series are kept, as places in the lists of the engine, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// National series.
    pub series: Vec<usize>,
    /// Industry series; no industry table if empty.
    pub industries: Vec<usize>,
}

impl Scenario {
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
