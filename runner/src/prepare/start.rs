//! `start_from`: the states that the runs of a scenario start from, and whether they suit it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::parameters::Parameters;

use crate::checkpoint::{Basis, Start};
use crate::failure::Failure;
use crate::scenario::Scenario;
use crate::scenario::place::{Place, Problem};
use crate::scenario::spec::ScenarioSpec;
use crate::words;

/// The states that `spec`, in `folder`, starts from: below `states` if that is given.
///
/// # Errors
/// If there are none that could be used.
pub fn find(
    spec: &ScenarioSpec,
    folder: &Path,
    states: Option<PathBuf>,
) -> Result<Option<Arc<Start>>, Failure> {
    let Some(written) = &spec.start_from else {
        return Ok(None);
    };
    let folder = states.unwrap_or_else(|| folder.join(&written.value));
    let start = Start::find(&folder);
    let start =
        start.map_err(|(message, remedy)| Failure::data(&written.place, message, remedy))?;
    Ok(Some(Arc::new(start)))
}

/// The `remedy` where a setting was taken from the file; otherwise first to leave out what took its place.
fn without(place: Option<&Place>, remedy: String) -> String {
    match place {
        Some(place) if place.overrides() => format!("leave out {place}, or {remedy}"),
        _ => remedy,
    }
}

/// Whether runs of `scenario`, whose model is `basis`, can go on from `start`: it must be the same model
/// and size, have a state for every run, and a parameter that was another must be set.
///
/// # Errors
/// Everything that does not suit.
pub fn check(
    start: &Start,
    basis: &Basis,
    scenario: &Scenario,
    branches: &[Parameters],
    spec: &ScenarioSpec,
) -> Result<(), Failure> {
    let place = spec.start_from.as_ref();
    let place = place.map_or(Place::Default, |written| written.place.clone());
    let mut problems = Vec::new();
    let mut refuse = |message: String, remedy: String| {
        problems.push(Problem::new(&place, message, remedy));
    };
    if let Some(runs) = start.runs().filter(|&runs| runs < scenario.runs) {
        let remedy = format!("write runs = {runs}, or name one state for all");
        refuse(
            format!("there are {} runs, and states of {runs}", scenario.runs),
            without(spec.runs.as_ref().map(|runs| &runs.place), remedy),
        );
    }
    for state in start.bases() {
        if let Some((message, remedy)) = basis.differs(state) {
            let scale = spec.economy.scale.as_ref().map(|scale| &scale.place);
            refuse(message, without(scale, remedy));
            continue;
        }
        for (branch, parameters) in scenario.branches.iter().zip(branches) {
            let here = basis.with(&parameters.scalars);
            for (name, there, here) in here.changed(state) {
                let swept = scenario
                    .sweep
                    .as_ref()
                    .is_some_and(|sweep| sweep.varies(name));
                if swept || branch.set.iter().any(|(set, _)| set == name) {
                    continue;
                }
                let (there, here) = (words::number(there), words::number(here));
                refuse(
                    format!(
                        "the state was simulated with {name} = {there}, and branch \"{}\" has {here}",
                        branch.name
                    ),
                    format!("write set = {{ {name} = {there} }}, or another value that is meant"),
                );
            }
        }
    }
    problems.sort();
    problems.dedup();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::Scenario(problems))
    }
}
