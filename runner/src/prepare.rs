//! From a scenario file to models that can be run: script, settings, calibration, parameters.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use engine::calibration::Calibration;
use engine::parameters::{self, Model, Parameters};

use crate::calibrations::{self, Files};
use crate::failure::Failure;
use crate::lua::{self, Script};
use crate::scenario::overrides::Overrides;
use crate::scenario::place::{Place, Problem};
use crate::scenario::spec::ScenarioSpec;
use crate::scenario::time::Quarter;
use crate::scenario::{EconomyChoice, Scenario, check, decode, show};

/// A scenario that is ready to run.
pub struct Prepared {
    /// The script, as it ran.
    pub script: Script,
    /// What it asks for.
    pub scenario: Scenario,
    /// Files of the calibration.
    pub files: Files,
    /// The calibration.
    pub calibration: Calibration,
    /// The model all runs start from: the calibration, whose accounts are those of the base quarter.
    pub opening: Arc<Model>,
    /// The parameters of every branch from the first simulated quarter on.
    pub branches: Vec<Parameters>,
    /// Base quarter.
    pub base: Quarter,
    /// BLAKE3 of everything that decides the numbers.
    pub hash: String,
}

impl Prepared {
    /// Persons in a run.
    pub fn persons(&self) -> u64 {
        let parameters = self.opening.parameters();
        u64::from(parameters.active_persons) + u64::from(parameters.inactive_persons)
    }

    /// Firms in a run.
    pub fn firms(&self) -> u64 {
        self.opening.parameters().firms() as u64
    }

    /// BLAKE3 of every file that was read, by name.
    pub fn file_hashes(&self) -> BTreeMap<String, String> {
        let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
        let mut hashes = BTreeMap::from([("scenario.lua".to_owned(), hash(&self.script.text))]);
        hashes.extend(
            self.script
                .modules
                .iter()
                .map(|(name, text)| (format!("{name}.lua"), hash(text))),
        );
        let tables = self.files.texts.iter();
        hashes
            .extend(tables.map(|(name, text)| (format!("{}/{name}", self.files.name), hash(text))));
        hashes
    }
}

/// Reads and checks the scenario at `path` and what it needs.
///
/// # Errors
/// Everything that is wrong with the scenario, or with the calibration.
pub fn prepare(path: &Path, overrides: &Overrides) -> Result<Prepared, Failure> {
    let script = lua::run(path).map_err(|problem| Failure::Scenario(vec![problem]))?;
    let (mut spec, problems) = decode::decode(&script);
    let scenario = check::check(&mut spec, problems, overrides).map_err(Failure::Scenario)?;
    let asked = spec
        .economy
        .calibration
        .as_ref()
        .map_or(spec.place.clone(), |name| name.place.clone());
    let folder = path.parent().unwrap_or(Path::new(""));
    let files = calibrations::find(&scenario.economy.calibration, folder, &asked)?;
    let calibration = Calibration::read(&files.texts).map_err(|problems| data(&files, problems))?;
    let calibration = chosen(&calibration, &scenario.economy);
    let (opening, branches) = models(&scenario, &spec, &files, &calibration)?;
    let base = calibration.about().base_quarter.to_string();
    let base = Quarter::parse(&base).ok_or_else(|| Failure::Bug(format!("base quarter {base}")))?;
    let hash = hash(&script, &scenario, &files);
    Ok(Prepared {
        script,
        scenario,
        files,
        calibration,
        opening,
        branches,
        base,
        hash,
    })
}

/// The calibration with what the scenario chooses in place of its assumptions.
fn chosen(calibration: &Calibration, economy: &EconomyChoice) -> Calibration {
    calibration.with_assumptions(|assumptions| {
        if let Some(rule) = economy.policy_rule {
            assumptions.policy_rule = rule;
        }
        if let Some(weights) = economy.policy_weights {
            assumptions.policy_weights = weights;
        }
        if let Some(growth) = economy.growth {
            assumptions.growth.enabled = growth;
        }
        if economy.steady_state {
            assumptions.rest();
        }
    })
}

/// The model of the base quarter, and the parameters of every branch, checked.
fn models(
    scenario: &Scenario,
    spec: &ScenarioSpec,
    files: &Files,
    calibration: &Calibration,
) -> Result<(Arc<Model>, Vec<Parameters>), Failure> {
    let refuse = |problems| sort_out(problems, spec, files);
    let (base, initial) = calibration.model(scenario.economy.scale).map_err(refuse)?;
    let opening = Model::new(base, initial).map_err(refuse)?;
    let mut branches = Vec::new();
    for branch in &scenario.branches {
        let mut parameters = opening.parameters().clone();
        for (name, value) in &branch.set {
            if let Some(parameter) = parameters.scalars.get_mut(name) {
                *parameter = *value;
            }
        }
        let checked = Model::new(parameters, opening.initial().clone()).map_err(refuse)?;
        branches.push(checked.parameters().clone());
    }
    Ok((Arc::new(opening), branches))
}

/// Problems of the engine with what the scenario chose, or with the data.
fn sort_out(problems: Vec<parameters::Problem>, spec: &ScenarioSpec, files: &Files) -> Failure {
    let chosen: Vec<Problem> = problems
        .iter()
        .filter_map(|problem| {
            let place = chosen_at(problem, spec)?;
            let message = match problem.key.as_str() {
                "scale" => format!("a scale of {}", problem.message),
                key => format!("{key}: {}", problem.message),
            };
            Some(Problem::new(&place, message, &problem.remedy))
        })
        .collect();
    if chosen.is_empty() {
        data(files, problems)
    } else {
        Failure::Scenario(chosen)
    }
}

/// Where the scenario chose what `problem` is about, if it did.
fn chosen_at(problem: &parameters::Problem, spec: &ScenarioSpec) -> Option<Place> {
    let key = problem.key.split('[').next().unwrap_or_default();
    let counts = [
        "scale",
        "firms_per_industry",
        "active_persons",
        "inactive_persons",
        "government_entities",
        "foreign_consumers",
    ];
    if counts.contains(&key) {
        return Some(
            spec.economy
                .scale
                .as_ref()
                .map_or(spec.place.clone(), |scale| scale.place.clone()),
        );
    }
    let economy = &spec.economy;
    let rule = economy
        .policy_rule
        .as_ref()
        .or(economy.policy_weights.as_ref());
    if key.starts_with("taylor_")
        && let Some(rule) = rule
    {
        return Some(rule.place.clone());
    }
    let settings = spec
        .branches
        .iter()
        .map(|branch| &branch.set)
        .chain([&spec.set]);
    settings
        .filter_map(|set| set.get(key))
        .map(|value| value.place.clone())
        .next()
}

/// Problems of the data, with the file they are in.
pub fn data(files: &Files, problems: Vec<parameters::Problem>) -> Failure {
    let located = problems.iter().map(|problem| {
        let (file, line) = problem.key.split_once(':').unwrap_or((&problem.key, ""));
        if Path::new(file).extension().is_some() {
            let place = files.place(file, line.parse().unwrap_or(0));
            let inside = if line.is_empty() || line.parse::<usize>().is_ok() {
                String::new()
            } else {
                format!("{line}: ")
            };
            Problem::new(
                &place,
                format!("{inside}{}", problem.message),
                &problem.remedy,
            )
        } else {
            let place = Place::File {
                file: files.origin.clone(),
                line: 0,
                column: 0,
            };
            Problem::new(
                &place,
                format!("{}: {}", problem.key, problem.message),
                &problem.remedy,
            )
        }
    });
    Failure::Data(located.collect())
}

/// BLAKE3 of everything that decides the numbers, and of nothing else but the script's text.
fn hash(script: &Script, scenario: &Scenario, files: &Files) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    part(&script.text);
    for (name, text) in &script.modules {
        part(name);
        part(text);
    }
    let settings = Scenario {
        output: "out".into(),
        ..scenario.clone()
    };
    part(&show::lua(&settings));
    part(&files.hash());
    hasher.finalize().to_hex().to_string()
}
