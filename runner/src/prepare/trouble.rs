//! What is wrong with a scenario, its data and its calibration, told together.

use std::path::Path;

use engine::parameters;

use crate::calibrations::Files;
use crate::failure::Failure;
use crate::scenario::check::Wrong;
use crate::scenario::place::{Located, Place, Problem};
use crate::scenario::spec::ScenarioSpec;

/// Everything that is wrong, as one failure: of the scenario if any of it is there.
pub fn together(wrong: Option<Wrong>, failure: Option<Failure>) -> Failure {
    let wrong = wrong.unwrap_or_default();
    let (mut scenario, mut data) = (wrong.scenario, wrong.data);
    match failure {
        Some(Failure::Scenario(problems)) => scenario.extend(problems),
        Some(Failure::Data(problems)) => data.extend(problems),
        Some(failure) if scenario.is_empty() && data.is_empty() => return failure,
        _ => {}
    }
    let of_scenario = !scenario.is_empty();
    scenario.extend(data);
    scenario.sort();
    scenario.dedup();
    if of_scenario {
        Failure::Scenario(scenario)
    } else {
        Failure::Data(scenario)
    }
}

/// Problems of the engine with what the scenario chose, or with the data.
pub fn sort_out(problems: Vec<parameters::Problem>, spec: &ScenarioSpec, files: &Files) -> Failure {
    let chosen: Vec<Problem> = problems
        .iter()
        .filter_map(|problem| {
            let place = chosen_at(problem, spec)?;
            let message = match problem.key.as_str() {
                "scale" => format!("{}a scale of {}", numbers(spec), problem.message),
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

/// The numbers of agents that stand in place of a scale, before the words for it.
fn numbers(spec: &ScenarioSpec) -> String {
    let number = |(key, number): (_, &Located<f64>)| format!("{key} = {}", number.value);
    let numbers: Vec<String> = spec.economy.numbers().map(number).collect();
    match numbers.join(", ") {
        none if none.is_empty() => none,
        numbers => format!("for {numbers} "),
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
        let number = spec.economy.numbers().next().map(|(_, number)| number);
        let given = spec.economy.scale.as_ref().or(number);
        return Some(given.map_or(spec.place.clone(), |given| given.place.clone()));
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
