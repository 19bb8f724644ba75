//! The calibration of a scenario, and the model of its base quarter.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::calibration::{Businesses, Calibration};
use engine::parameters::Model;

use super::{start, trouble};
use crate::calibrations::{self, Files};
use crate::checkpoint::Start;
use crate::failure::Failure;
use crate::scenario::EconomyChoice;
use crate::scenario::check::Ground;
use crate::scenario::place::Problem;
use crate::scenario::spec::ScenarioSpec;
use crate::scenario::time::Period;
use crate::words::thousands;

/// A calibration that was read.
pub struct Found {
    /// Its files.
    pub files: Files,
    /// What they say, with what the scenario chooses in place of assumptions.
    pub calibration: Calibration,
    /// Base period: the last of the base quarter of the calibration, or of the states that runs start from.
    pub base: Period,
    /// The states that runs start from.
    pub start: Option<Arc<Start>>,
    /// The scale, as the scenario gives it or as its numbers of agents mean.
    pub scale: f64,
    /// Which businesses are firms, as the scenario gives it or as its number of firms means; as the
    /// calibration says if nothing.
    pub businesses: Option<Businesses>,
    /// The model at that scale, or why there is none.
    pub opening: Result<Arc<Model>, Failure>,
}

impl Found {
    /// Reads the calibration that `economy` chooses for a scenario in `folder`, and the states that it
    /// starts from, from `files` and from the folder `states` if they are given. `firms` are asked for
    /// in the file, whatever takes their place.
    ///
    /// # Errors
    /// If there is none, or if it cannot be used.
    pub fn read(
        economy: &EconomyChoice,
        firms: Option<f64>,
        spec: &ScenarioSpec,
        folder: &Path,
        (files, states): (Option<Files>, Option<PathBuf>),
    ) -> Result<Self, Failure> {
        let asked = spec.economy.calibration.as_ref();
        let asked = asked.map_or(spec.place.clone(), |name| name.place.clone());
        let files = match files {
            Some(files) => files,
            None => calibrations::find(&economy.calibration, folder, &asked)?,
        };
        let calibration =
            Calibration::read(&files.texts).map_err(|problems| trouble::data(&files, problems))?;
        let asked = economy.businesses;
        let businesses = asked.or_else(|| meant(&calibration, firms?));
        let calibration = chosen(&calibration, economy, businesses);
        let base = calibration.about().base_quarter.to_string();
        let base = Period::parse(&base)
            .map(|quarter| quarter.in_periods_of(economy.frequency).last)
            .ok_or_else(|| Failure::Bug(format!("base quarter {base}")))?;
        let start = start::find(spec, folder, states)?;
        let base = base.plus(start.as_ref().map_or(0, |start| start.period()));
        let scale = scale(&calibration, economy, spec);
        let opening = scale
            .as_ref()
            .map_err(|problems| Failure::Scenario(problems.clone()));
        let opening = opening.and_then(|scale| {
            let model = calibration.model(*scale);
            model
                .and_then(|(mut parameters, initial)| {
                    parameters.switches.matching = economy.matching_at(*scale);
                    Model::new(parameters, initial)
                })
                .map(Arc::new)
                .map_err(|problems| trouble::sort_out(problems, spec, &files))
        });
        Ok(Found {
            files,
            calibration,
            base,
            start,
            scale: scale.unwrap_or(economy.scale),
            businesses,
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

/// The scale that `economy` gives or means. Where firms and persons ask for different scales it lies
/// between, as far from the one as from the other in per cent.
fn scale(
    calibration: &Calibration,
    economy: &EconomyChoice,
    spec: &ScenarioSpec,
) -> Result<f64, Vec<Problem>> {
    let (firms, persons) = calibration.agents(1.0);
    let (mut scales, mut problems) = (Vec::new(), Vec::new());
    for (key, number) in &economy.numbers {
        let wanted = u32::try_from(*number).unwrap_or(u32::MAX);
        let at_most = |most: u32| {
            if is_within(wanted.into(), most) {
                wanted.min(most)
            } else {
                wanted
            }
        };
        let (found, most) = match *key {
            "firms" => (calibration.scale_of_firms(at_most(firms)), firms),
            _ => (calibration.scale_of_persons(at_most(persons)), persons),
        };
        if let Some(scale) = found {
            scales.push(scale);
            continue;
        }
        let place = spec.economy.numbers().find(|(known, _)| known == key);
        let place = place.map_or(&spec.place, |(_, number)| &number.place);
        let message = format!(
            "{key} is {}, and at a scale of 1 there are {}{}",
            thousands(*number),
            thousands(u64::from(most)),
            if *key == "firms" {
                of_what(calibration)
            } else {
                ""
            }
        );
        let all = all_businesses(calibration)
            .filter(|all| *key == "firms" && is_within(wanted.into(), *all));
        let remedy = match all {
            Some(_) => format!(
                "write businesses = \"all\" for those that are not registered too, or give at most \
                 {most}"
            ),
            None if calibration.assumptions().businesses == Businesses::All => {
                format!("give at most {most}, or scale = 1 and businesses = \"all\"")
            }
            None => format!("give at most {most}, or scale = 1"),
        };
        problems.push(Problem::new(place, message, remedy));
    }
    match scales[..] {
        _ if !problems.is_empty() => Err(problems),
        [] => Ok(economy.scale),
        [one, other] => Ok((one * other).sqrt()),
        [scale, ..] => Ok(scale),
    }
}

/// Whether a `number` is none above `most` but for rounding, as published numbers are rounded.
fn is_within(number: f64, most: u32) -> bool {
    number <= 1.01 * f64::from(most)
}

/// What the firms of `calibration` are.
fn of_what(calibration: &Calibration) -> &'static str {
    match calibration.assumptions().businesses {
        Businesses::Registered => ": the registered enterprises",
        Businesses::All => ": all businesses, registered or not",
    }
}

/// Firms at a scale of 1 if all businesses are firms; nothing if they are already.
fn all_businesses(calibration: &Calibration) -> Option<u32> {
    if calibration.assumptions().businesses == Businesses::All {
        return None;
    }
    let all = calibration.with_assumptions(|it| it.businesses = Businesses::All);
    Some(all.agents(1.0).0)
}

/// All businesses where `firms` are more than those that the calibration would take.
fn meant(calibration: &Calibration, firms: f64) -> Option<Businesses> {
    let most = calibration.agents(1.0).0;
    let beyond = !is_within(firms, most) && all_businesses(calibration)? > most;
    beyond.then_some(Businesses::All)
}

/// The calibration with what the scenario chooses in place of its assumptions, and with `businesses`.
fn chosen(
    calibration: &Calibration,
    economy: &EconomyChoice,
    businesses: Option<Businesses>,
) -> Calibration {
    let calibration = calibration.with_frequency(economy.frequency);
    calibration.with_assumptions(|assumptions| {
        if let Some(rule) = economy.policy_rule {
            assumptions.policy_rule = rule;
        }
        if let Some(weights) = economy.policy_weights {
            assumptions.policy_weights = weights;
        }
        if let Some(businesses) = businesses {
            assumptions.businesses = businesses;
        }
        if let Some(growth) = economy.growth {
            assumptions.growth.enabled = growth;
        }
        if economy.steady_state {
            assumptions.rest();
        }
    })
}
