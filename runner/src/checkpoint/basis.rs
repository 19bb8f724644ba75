//! What a state stands on: the model that it was simulated with, by which another scenario is told
//! whether it can go on from there.

use engine::calibration::{Businesses, Calibration};
use engine::parameters::{BuyerMatching, Model, Scalars};
use serde::{Deserialize, Serialize};

use crate::calibrations::Files;
use crate::scenario::{policy_rule_name, policy_weights_name};
use crate::words::thousands;

/// The model of a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Basis {
    calibration: String,
    calibration_hash: String,
    scale: f64,
    /// What `economy` says beside the scale, or leaves as the calibration has it, by key.
    economy: Vec<(String, String)>,
    persons: u64,
    firms: u64,
    /// BLAKE3 of all parameters and opening values, but for how buyers meet sellers.
    model_hash: String,
    /// Parameters of the branch that scenarios can set.
    parameters: Vec<(String, f64)>,
}

impl Basis {
    /// Of a run of `opening`, which is made from `calibration`, of `files`, at `scale`.
    pub fn new(files: &Files, calibration: &Calibration, opening: &Model, scale: f64) -> Self {
        let mut parameters = opening.parameters().clone();
        parameters.switches.matching = BuyerMatching::default();
        let all = format!("{parameters:?} {:?}", opening.initial());
        Basis {
            calibration: files.name.clone(),
            calibration_hash: files.hash(),
            scale,
            economy: economy(calibration),
            persons: u64::from(parameters.active_persons) + u64::from(parameters.inactive_persons),
            firms: parameters.firms() as u64,
            model_hash: blake3::hash(all.as_bytes()).to_hex().to_string(),
            parameters: listed(&parameters.scalars),
        }
    }

    /// The same with the parameters of a branch.
    #[must_use]
    pub fn with(&self, scalars: &Scalars) -> Self {
        Basis {
            parameters: listed(scalars),
            ..self.clone()
        }
    }

    /// Why a run of this model cannot go on from a state of `other`, and what to do; nothing if it can.
    pub fn differs(&self, other: &Basis) -> Option<(String, String)> {
        if self.calibration_hash != other.calibration_hash {
            let message = if self.calibration == other.calibration {
                format!("the state is of other data of {}", other.calibration)
            } else {
                let (one, other) = (&self.calibration, &other.calibration);
                format!("the state is of the calibration {other}, and the scenario of {one}")
            };
            return Some((message, "start from a state of the same calibration".into()));
        }
        if self.model_hash == other.model_hash {
            return None;
        }
        if let Some([here, there]) = self.choices(other) {
            let message = format!(
                "the state was simulated with economy = {there}, and the scenario has {here}"
            );
            return Some((message, format!("write economy = {there}")));
        }
        if (self.persons, self.firms) != (other.persons, other.firms) {
            let size = |basis: &Basis| {
                let (persons, firms) = (thousands(basis.persons), thousands(basis.firms));
                format!("{persons} persons and {firms} firms")
            };
            let message = format!(
                "the state has {}, and the scenario {}",
                size(other),
                size(self)
            );
            // A scale alone does not tell which firms there are, as a number of them may.
            let all = ("businesses".to_owned(), word(Businesses::All.name()));
            let businesses = if other.economy.contains(&all) {
                "businesses = \"all\", "
            } else {
                ""
            };
            let remedy = format!("write economy = {{ {businesses}scale = {} }}", other.scale);
            return Some((message, remedy));
        }
        let message = "the state was simulated with another `economy`";
        let remedy = "write the same `economy` as the scenario that made it";
        Some((message.to_owned(), remedy.to_owned()))
    }

    /// What of `economy` is not the same here and in `other`, as scenarios write it; nothing if all but
    /// the scale is.
    fn choices(&self, other: &Basis) -> Option<[String; 2]> {
        let pairs = self.economy.iter().filter_map(|(key, here)| {
            let (_, there) = other.economy.iter().find(|(same, _)| same == key)?;
            (here != there).then(|| [here, there].map(|value| format!("{key} = {value}")))
        });
        let mut pairs: Vec<[String; 2]> = pairs.collect();
        if pairs.is_empty() {
            return None;
        }
        if self.scale != other.scale {
            pairs.push([self, other].map(|basis| format!("scale = {}", basis.scale)));
        }
        Some([0, 1].map(|which| {
            let keys: Vec<&str> = pairs.iter().map(|pair| &pair[which][..]).collect();
            format!("{{ {} }}", keys.join(", "))
        }))
    }

    /// Parameters of `other` that are not those of this model, with what they are there and here.
    pub fn changed<'a>(
        &'a self,
        other: &'a Basis,
    ) -> impl Iterator<Item = (&'a str, f64, f64)> + 'a {
        let pairs = other.parameters.iter().zip(&self.parameters);
        pairs
            .filter(|((name, there), (same, here))| name == same && there != here)
            .map(|((name, there), (_, here))| (name.as_str(), *there, *here))
    }
}

/// A word as scenarios write it.
fn word(word: &str) -> String {
    format!("{word:?}")
}

/// The keys of `economy` that say which model is made of `calibration`, as a scenario writes them. A
/// steady state leaves no choice of the last three.
fn economy(calibration: &Calibration) -> Vec<(String, String)> {
    let assumptions = calibration.assumptions();
    let mut keys = vec![
        ("frequency", word(calibration.frequency().name())),
        ("businesses", word(assumptions.businesses.name())),
        ("steady_state", assumptions.is_steady_state().to_string()),
    ];
    if !assumptions.is_steady_state() {
        let rule = policy_rule_name(assumptions.policy_rule);
        let weights = policy_weights_name(assumptions.policy_weights);
        keys.extend([
            ("policy_rule", word(rule)),
            ("policy_weights", word(weights)),
            ("growth", assumptions.growth.enabled.to_string()),
        ]);
    }
    let keys = keys.into_iter();
    keys.map(|(key, value)| (key.to_owned(), value)).collect()
}

fn listed(scalars: &Scalars) -> Vec<(String, f64)> {
    let all = Scalars::DESCRIPTIONS.iter();
    all.filter_map(|about| Some((about.name.to_owned(), scalars.get(about.name)?)))
        .collect()
}
