//! `runner slurm SCENARIO.lua`: a job file for Slurm, sized by runs that are measured here.

use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

use clap::ArgMatches;

use crate::cli::{Settings, SlurmArguments};
use crate::conduct::batch;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::few;
use crate::memory::Size;
use crate::prepare::{Prepared, Source, prepare};
use crate::progress::span;
use crate::scenario::place::{Place, Problem};
use crate::streams::Streams;
use crate::words::count;
use size::{Job, Wanted, Work};

mod size;

/// The job file; words in double braces are filled in.
const TEXT: &str = include_str!("slurm.sbatch");
/// Quarters of a run that are measured.
const QUARTERS: u32 = 4;
/// Seconds after which no other branch is measured.
const ENOUGH: f64 = 10.0;

/// Runs the command.
///
/// # Errors
/// Everything that is wrong with the scenario, or with what is asked for.
pub fn run(
    arguments: &SlurmArguments,
    matches: &ArgMatches,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    let matches = matches.subcommand().map_or(matches, |(_, matches)| matches);
    let refuse = |flag, message: String, remedy: &str| {
        Failure::Scenario(vec![Problem::new(&Place::Flag(flag), message, remedy)])
    };
    let time = arguments.time.as_deref().map(|text| {
        size::seconds(text).ok_or_else(|| {
            let message = format!("`{text}` is no time of a job");
            refuse("--time", message, "write minutes, or hours as 2:00:00")
        })
    });
    let time = time.transpose()?;
    let settings = arguments.settings.noted(matches);
    let prepared = prepare(Source::file(&arguments.scenario), &settings.overrides())?;
    let runs = prepared
        .scenario
        .runs
        .saturating_mul(prepared.scenario.points() as u32);
    if let Some(shards) = arguments.shards.filter(|&shards| shards > runs) {
        let message = format!(
            "{shards} shards are more than the {}",
            count(runs.into(), "run")
        );
        return Err(refuse(
            "--shards",
            message,
            "ask for at most one shard a run",
        ));
    }
    let seconds = match measured(&prepared)? {
        Ok(seconds) => seconds,
        Err(cause) => {
            streams.tell(&format!("the run that was to be measured failed: {cause}"));
            return Ok(Exit::Runs);
        }
    };
    let work = Work {
        runs,
        branches: prepared.scenario.branches.len() as u32,
        seconds,
        memory: Size::of(&prepared).of_run(),
    };
    let wanted = Wanted {
        shards: arguments.shards,
        cpus: arguments.cpus,
        time,
    };
    let job = Job::of(&work, wanted);
    streams.say(&filled(&prepared, &arguments.scenario, &settings, &job));
    streams.tell(&format!(
        "measured here: a run of one branch takes {} on one thread; {} of about {} each{}",
        span(work.seconds),
        count(job.shards.into(), "shard"),
        span(job.lasts),
        if job.fits() {
            ""
        } else {
            ", longer than a job may last, so they will be queued again and go on"
        }
    ));
    Ok(Exit::Good)
}

/// Seconds that a run of one branch takes on one thread, the mean of the branches; or why it fails.
fn measured(prepared: &Prepared) -> Result<Result<f64, String>, Failure> {
    let mut batch = batch(prepared, 1)?;
    let horizon = batch.horizon;
    batch.horizon = horizon.min(QUARTERS);
    let (start, mut measured) = (Instant::now(), 0);
    for branch in 0..prepared.scenario.branches.len() {
        for outcome in few::simulate(&batch, &[branch])? {
            if let Err(failure) = outcome {
                return Ok(Err(failure.cause));
            }
        }
        measured += 1;
        if start.elapsed().as_secs_f64() > ENOUGH {
            break;
        }
    }
    let quarters = f64::from(measured) * f64::from(batch.horizon.max(1));
    Ok(Ok(
        start.elapsed().as_secs_f64() / quarters * f64::from(horizon)
    ))
}

/// The text of the job file.
fn filled(prepared: &Prepared, scenario: &Path, settings: &Settings, job: &Job) -> String {
    let program = std::env::current_exe().map_or_else(|_| "runner".into(), |path| shown(&path));
    let plain = |text: &str| text.replace(char::is_control, " ");
    let result = prepared.scenario.output.join(prepared.folder_name());
    let result = plain(&quoted(&shown(&result)));
    let after = match job.shards {
        1 => format!("The result will be {result}."),
        of => format!(
            "When all shards are done:\n#   {} merge {result}.shard-*-of-{of} -o DIR",
            plain(&quoted(&program))
        ),
    };
    let name = prepared.scenario.slug();
    let values = [
        ("TITLE", plain(&prepared.scenario.title)),
        ("RUNS", count(prepared.scenario.units(), "run")),
        ("SHARDS", job.shards.to_string()),
        ("RUNNER", quoted(&program)),
        ("PARTS", count(job.shards.into(), "shard")),
        ("AFTER", after),
        ("NAME", name),
        ("CPUS", job.cpus.to_string()),
        ("MEMORY", format!("{}M", job.memory)),
        ("TIME", size::clock(job.limit)),
        ("STOP", job.stop.to_string()),
        ("SCENARIO", command(scenario, settings)),
    ];
    // In one pass, so that no value is taken for a word to be filled in.
    let mut text = String::new();
    let mut rest = TEXT;
    while let Some((before, after)) = rest.split_once("{{") {
        let (word, after) = after.split_once("}}").unwrap_or((after, ""));
        let value = values.iter().find(|(known, _)| *known == word);
        text.push_str(before);
        text.push_str(value.map_or(word, |(_, value)| value));
        rest = after;
    }
    text + rest
}

/// The scenario and the settings that replace its own, as words of a shell.
fn command(scenario: &Path, settings: &Settings) -> String {
    let single = [
        ("--runs", &settings.runs),
        ("--seed", &settings.seed),
        ("--scale", &settings.scale),
        ("-o", &settings.output),
    ];
    let single = single
        .into_iter()
        .filter_map(|(flag, value)| Some((flag, value.as_ref()?)));
    let sets = settings.set.iter().map(|value| ("--set", value));
    let branches = settings.branches.iter().map(|value| ("--branch", value));
    let mut text = quoted(&shown(scenario));
    for (flag, value) in single.chain(sets).chain(branches) {
        let _ = write!(text, " {flag} {}", quoted(value));
    }
    text
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// `text` as one word of a shell.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=+,:@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_special_to_a_shell_is_quoted() {
        let settings = Settings {
            runs: Some("20".into()),
            set: vec!["a=1".into()],
            branches: vec!["it's two".into()],
            ..Settings::default()
        };
        assert_eq!(
            command(Path::new("my scenario.lua"), &settings),
            r"'my scenario.lua' --runs 20 --set a=1 --branch 'it'\''s two'"
        );
    }
}
