//! What the manifest says of a batch.

use super::Finished;
use crate::batch::RunFailure;
use crate::begun::ENGINE_HASH;
use crate::clock::Clock;
use crate::commands::vars::values;
use crate::exit::Exit;
use crate::results::engine_version;
use crate::results::manifest::{BranchFacts, CalibrationFacts, FailureFacts, Manifest, SweepFacts};
use crate::scenario::place::told;
use crate::scenario::{policy_rule_name, policy_weights_name};

impl Finished<'_> {
    /// The runs that failed.
    pub(super) fn failures(&self) -> Vec<FailureFacts> {
        let facts = |failure: &RunFailure| self.prepared.failure(failure);
        self.gathered.failures.iter().map(facts).collect()
    }

    /// The manifest.
    pub(super) fn manifest(&self, clock: &Clock, exit: Exit, warnings: &[String]) -> Manifest {
        let prepared = self.prepared;
        let scenario = &prepared.scenario;
        let about = prepared.calibration.about();
        let assumptions = prepared.calibration.assumptions();
        let sweep = scenario.sweep.as_ref();
        let varies = |name: &str| sweep.is_some_and(|sweep| sweep.varies(name));
        let branches = scenario.branches.iter().zip(&prepared.branches);
        let branches = branches.map(|(branch, parameters)| BranchFacts {
            name: branch.name.clone(),
            set: branch.set.iter().cloned().collect(),
            parameters: values(&parameters.scalars)
                .map(|(about, value)| (about.name.to_owned(), value))
                .filter(|(name, _)| !varies(name))
                .collect(),
        });
        Manifest {
            engine: engine_version(),
            engine_hash: ENGINE_HASH.to_owned(),
            file: prepared.script.file.clone(),
            title: scenario.title.clone(),
            scenario_hash: prepared.hash.clone(),
            calibration: CalibrationFacts {
                name: prepared.files.name.clone(),
                country: about.country.clone(),
                origin: prepared.files.origin.clone(),
                hash: prepared.files.hash(),
                attribution: about.attribution.clone(),
            },
            matching: scenario.economy.matching().name().into(),
            businesses: (scenario.economy.businesses).map(|it| it.name().to_owned()),
            policy_rule: policy_rule_name(assumptions.policy_rule).into(),
            policy_weights: policy_weights_name(assumptions.policy_weights).into(),
            growth: assumptions.growth.enabled,
            steady_state: assumptions.is_steady_state(),
            scale: scenario.economy.scale,
            persons: prepared.persons(),
            firms: prepared.firms(),
            base_quarter: prepared.base.to_string(),
            frequency: prepared.base.frequency().name().into(),
            horizon: scenario.horizon,
            seed: scenario.seed,
            runs: scenario.runs,
            sweep: sweep.map(SweepFacts::of),
            branches: branches.collect(),
            threads: self.threads,
            settings: self.settings.clone(),
            overridden: scenario.overridden.clone(),
            files: prepared.file_hashes(),
            start: clock.start_stamp(),
            end: Clock::start().start_stamp(),
            wall_seconds: clock.seconds(),
            exit_code: exit.code(),
            failures: self.failures(),
            warnings: warnings.to_vec(),
            notes: told(&scenario.notes)
                .chain(prepared.calibration.warnings(scenario.economy.scale))
                .collect(),
        }
    }
}
