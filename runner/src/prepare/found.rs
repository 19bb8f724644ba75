//! The calibration of a scenario, and the model of its base quarter.

use std::path::Path;
use std::sync::Arc;

use engine::calibration::Calibration;
use engine::parameters::Model;

use super::trouble;
use crate::calibrations::{self, Files};
use crate::failure::Failure;
use crate::scenario::EconomyChoice;
use crate::scenario::check::Ground;
use crate::scenario::spec::ScenarioSpec;
use crate::scenario::time::Quarter;

/// A calibration that was read.
pub struct Found {
    /// Its files.
    pub files: Files,
    /// What they say, with what the scenario chooses in place of assumptions.
    pub calibration: Calibration,
    /// Base quarter.
    pub base: Quarter,
    /// The model at the scale of the scenario, or why there is none.
    pub opening: Result<Arc<Model>, Failure>,
}

impl Found {
    /// Reads the calibration that `economy` chooses for a scenario in `folder`, from `files` if they
    /// are given.
    ///
    /// # Errors
    /// If there is none, or if it cannot be used.
    pub fn read(
        economy: &EconomyChoice,
        spec: &ScenarioSpec,
        folder: &Path,
        files: Option<Files>,
    ) -> Result<Self, Failure> {
        let asked = spec.economy.calibration.as_ref();
        let asked = asked.map_or(spec.place.clone(), |name| name.place.clone());
        let files = match files {
            Some(files) => files,
            None => calibrations::find(&economy.calibration, folder, &asked)?,
        };
        let calibration =
            Calibration::read(&files.texts).map_err(|problems| trouble::data(&files, problems))?;
        let calibration = chosen(&calibration, economy);
        let base = calibration.about().base_quarter.to_string();
        let base =
            Quarter::parse(&base).ok_or_else(|| Failure::Bug(format!("base quarter {base}")))?;
        let opening = calibration
            .model(economy.scale)
            .and_then(|(parameters, initial)| Model::new(parameters, initial))
            .map(Arc::new)
            .map_err(|problems| trouble::sort_out(problems, spec, &files));
        Ok(Found {
            files,
            calibration,
            base,
            opening,
        })
    }

    /// What the check of a scenario needs of it.
    pub fn ground(&self) -> Ground {
        let industries = self.calibration.tables().industries.iter();
        Ground {
            base: self.base,
            industries: industries.map(|figures| figures.industry.clone()).collect(),
            opening: self.opening.as_ref().ok().map(Arc::clone),
        }
    }
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
