//! `runner replay DIR --run K`: simulates a run of a result again and compares it, bit by bit.

use std::path::Path;

use crate::batch::{RunFailure, RunResult, Unit};
use crate::begun::ENGINE_HASH;
use crate::cli::ReplayArguments;
use crate::conduct::{batch, processors};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::few;
use crate::prepare::Prepared;
use crate::prepare::kept::Kept;
use crate::results::compare;
use crate::results::manifest::{FailureFacts, Manifest};
use crate::scenario::place::{Place, Problem};
use crate::streams::Streams;
use crate::words::{at_point, instead};

/// Runs the command.
///
/// # Errors
/// If the folder holds no result that could be made again.
pub fn run(arguments: &ReplayArguments, streams: &mut Streams) -> Result<Exit, Failure> {
    let folder = &arguments.folder;
    let manifest = Manifest::read(folder)?;
    let prepared = again(folder, &manifest)?;
    if manifest.engine_hash != ENGINE_HASH {
        streams.tell("note: the result was made by another version of the program");
    }
    let (point, branches) = chosen(&prepared, arguments)?;
    let asked = arguments.threads.map(|asked| asked.min(1024) as usize);
    let threads = asked.unwrap_or_else(processors);
    let batch = batch(&prepared, threads)?;
    let (all, runs) = (
        prepared.scenario.branches.len(),
        prepared.scenario.runs as usize,
    );
    let units: Vec<usize> = (branches.iter())
        .map(|branch| (point * runs + arguments.run as usize) * all + branch)
        .collect();
    let mut same = true;
    for outcome in few::simulate(&batch, &units)? {
        let (branch, difference) = match outcome {
            Ok(run) => (run.unit.branch, of_run(folder, &prepared, &manifest, &run)?),
            Err(failure) => (
                failure.unit.branch,
                of_failure(&prepared, &manifest, &failure),
            ),
        };
        let name = &prepared.scenario.branches[branch].name;
        let (run, point) = (arguments.run, at_point(arguments.point));
        let words = match &difference {
            Ok(words) => format!("the same, {words}"),
            Err(words) => words.clone(),
        };
        streams.say(&format!("branch {name}{point}, run {run}: {words}\n"));
        same &= difference.is_ok();
    }
    Ok(if same { Exit::Good } else { Exit::Check })
}

/// The scenario of the result, read again from what is kept there.
fn again(folder: &Path, manifest: &Manifest) -> Result<Prepared, Failure> {
    let kept = Kept {
        file: &manifest.file,
        calibration: (&manifest.calibration.name, &manifest.calibration.origin),
        settings: &manifest.settings,
    };
    let above = folder
        .parent()
        .filter(|above| !above.as_os_str().is_empty());
    let prepared = kept.prepare(folder, above.unwrap_or(Path::new(".")))?;
    if prepared.hash == manifest.scenario_hash {
        Ok(prepared)
    } else if manifest.engine_hash == ENGINE_HASH {
        Err(Failure::ResultAltered(folder.to_owned()))
    } else {
        Err(Failure::ResultOfOther(folder.to_owned()))
    }
}

/// The point and the places of the branches that are asked for.
fn chosen(
    prepared: &Prepared,
    arguments: &ReplayArguments,
) -> Result<(usize, Vec<usize>), Failure> {
    let scenario = &prepared.scenario;
    let names = || scenario.branches.iter().map(|branch| branch.name.as_str());
    let mut problems = Vec::new();
    if arguments.run >= scenario.runs {
        let message = format!("there is no run {}", arguments.run);
        let remedy = format!("runs are 0 to {}", scenario.runs - 1);
        problems.push(Problem::new(&Place::Flag("--run"), message, &remedy));
    }
    let (point, points) = (arguments.point.unwrap_or(0) as usize, scenario.points());
    let refused = match (&scenario.sweep, arguments.point) {
        (Some(_), None) => Some("the result is a sweep".to_owned()),
        (None, Some(_)) => Some("the result is no sweep".to_owned()),
        _ if point >= points => Some(format!("there is no point {point}")),
        _ => None,
    };
    if let Some(message) = refused {
        let remedy = match scenario.sweep {
            Some(_) => format!("name a point from 0 to {}", points - 1),
            None => "leave it out".into(),
        };
        problems.push(Problem::new(&Place::Flag("--point"), message, &remedy));
    }
    let mut chosen = Vec::new();
    for wanted in &arguments.branches {
        match names().position(|name| name == wanted) {
            Some(place) => chosen.push(place),
            None => problems.push(Problem::new(
                &Place::Flag("--branch"),
                format!("there is no branch \"{wanted}\""),
                instead(wanted, names()),
            )),
        }
    }
    if !problems.is_empty() {
        return Err(Failure::Scenario(problems));
    }
    if chosen.is_empty() {
        chosen.extend(0..scenario.branches.len());
    }
    chosen.sort_unstable();
    chosen.dedup();
    Ok((point, chosen))
}

/// What `run` has in common with the result, or the first difference.
fn of_run(
    folder: &Path,
    prepared: &Prepared,
    manifest: &Manifest,
    run: &RunResult,
) -> Result<Result<String, String>, Failure> {
    if let Some(failed) = recorded(prepared, manifest, run.unit) {
        let FailureFacts { date, cause, .. } = failed;
        return Ok(Err(format!(
            "failed in {date} then ({cause}), and does not now"
        )));
    }
    compare::run(folder, prepared, run)
}

/// What a run that fails has in common with the result, or the difference.
fn of_failure(
    prepared: &Prepared,
    manifest: &Manifest,
    failure: &RunFailure,
) -> Result<String, String> {
    let FailureFacts { date, cause, .. } = prepared.failure(failure);
    match recorded(prepared, manifest, failure.unit) {
        Some(known) if known.date == date && known.cause == cause => {
            Ok(format!("fails in {date}: {cause}"))
        }
        Some(known) => Err(format!(
            "failed in {} then ({}), and in {date} now ({cause})",
            known.date, known.cause
        )),
        None => Err(format!(
            "did not fail then, and fails in {date} now ({cause})"
        )),
    }
}

/// The failure of `unit` that the result knows.
fn recorded<'a>(
    prepared: &Prepared,
    manifest: &'a Manifest,
    unit: Unit,
) -> Option<&'a FailureFacts> {
    let name = &prepared.scenario.branches[unit.branch].name;
    let point = prepared.scenario.sweep.is_some().then_some(unit.point);
    manifest.failures.iter().find(|failure| {
        (failure.run, failure.point) == (unit.run, point) && &failure.branch == name
    })
}
