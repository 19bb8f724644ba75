//! `runner SCENARIO.lua`: the main job.

use std::fmt::Write;
use std::sync::Arc;

use clap::ArgMatches;
use clap::parser::ValueSource;
use engine::record::{IndustryRecord, Record};

use crate::batch::{Batch, Cause, Progress, Receiver, RunFailure, RunResult, Unit};
use crate::cli::RunArguments;
use crate::clock::Clock;
use crate::commands::vars::values;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::finish::Finished;
use crate::memory::{Free, Size};
use crate::prepare::{Prepared, prepare};
use crate::progress::Meter;
use crate::report::measures::{Path, Runs};
use crate::results::Results;
use crate::scenario::overrides;
use crate::scenario::place::Problem;
use crate::signals;
use crate::streams::Streams;
use crate::verdicts::Judge;

/// Runs the command.
///
/// # Errors
/// Whatever stops it; failed runs are no error but an exit code.
pub fn run(
    arguments: &RunArguments,
    matches: &ArgMatches,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    let clock = Clock::start();
    let path = arguments
        .scenario
        .as_deref()
        .unwrap_or(std::path::Path::new(""));
    let threads = threads(arguments, matches)?;
    let prepared = prepare(path, &arguments.settings.overrides(matches))?;
    for line in &prepared.script.printed {
        streams.tell(line);
    }
    if arguments.dry_run {
        streams.say(&prepared.shown());
        streams.say(&parameters(&prepared));
        return Ok(Exit::Good);
    }
    let scenario = &prepared.scenario;
    let (at_once, threads) = at_once(&prepared, threads)?;
    let batch = Batch {
        opening: Arc::clone(&prepared.opening),
        plans: prepared.plans(),
        program: prepared.program(),
        runs: scenario.runs,
        horizon: scenario.horizon,
        seed: scenario.seed,
        threads,
        at_once,
        industries: !scenario.record.industries.is_empty(),
        panel: scenario.record.firms.clone(),
    };
    signals::watch();
    let results = Results::create(&prepared)?;
    let meter = Meter::new(
        streams,
        arguments.quiet,
        batch.units() as u64,
        batch.horizon,
    );
    let names = scenario.branches.iter().map(|branch| branch.name.clone());
    let names: Vec<String> = names.collect();
    let checks = &scenario.checks;
    let mut desk = Desk {
        judge: Judge::new(checks, names.clone(), prepared.base, scenario.horizon),
        results,
        meter,
        runs: vec![Vec::new(); batch.plans.len()],
        idle: vec![None; batch.plans.len()],
        failures: Vec::new(),
        printed: None,
        streams,
    };
    let outcome = batch.run(&mut desk);
    desk.meter.finish();
    outcome?;
    let Desk {
        results,
        runs,
        failures,
        judge,
        idle,
        printed,
        ..
    } = desk;
    let finished = Finished {
        prepared: &prepared,
        branches: names.into_iter().zip(runs).collect(),
        failures,
        verdicts: judge.verdicts(),
        idle,
        printed,
        threads,
    };
    finished.finish(results, &clock, arguments.quiet, streams)
}

/// The parameters that branches can set, as comments below a scenario.
fn parameters(prepared: &Prepared) -> String {
    let name = &prepared.scenario.economy.calibration;
    let mut text = format!("\n-- Parameters of {name:?}, where a branch does not set them:\n");
    for (about, value) in values(&prepared.opening.parameters().scalars) {
        let _ = writeln!(text, "--   {} = {value}", about.name);
    }
    text
}

/// Threads to use.
fn threads(arguments: &RunArguments, matches: &ArgMatches) -> Result<usize, Failure> {
    let Some(text) = &arguments.threads else {
        return Ok(std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
    };
    let variable = matches.value_source("threads") == Some(ValueSource::EnvVariable);
    let refuse = |message: String| {
        let place = overrides::place("--threads", "RUNNER_THREADS", variable);
        let remedy = "give a whole number from 1, or leave it out";
        Failure::Scenario(vec![Problem::new(&place, message, remedy)])
    };
    match text.trim().parse::<u64>() {
        Ok(0) => Err(refuse("0 threads can do nothing".into())),
        Ok(threads) => Ok(threads.min(1024) as usize),
        Err(_) => Err(refuse(format!("`{text}` is no number of threads"))),
    }
}

/// Runs at once: one a thread, or fewer where the memory holds no more; and threads, fewer than
/// wanted where this process may not have the addresses for them.
fn at_once(prepared: &Prepared, threads: usize) -> Result<(usize, usize), Failure> {
    let scenario = &prepared.scenario;
    let rows = u64::from(scenario.horizon) + 1;
    let industries = prepared.opening.parameters().industries.len();
    let columns = scenario.record.industries.len().min(1) * IndustryRecord::COLUMNS.len();
    let units = u64::from(scenario.runs) * scenario.branches.len() as u64;
    let size = Size {
        persons: prepared.persons(),
        figures: rows * (Record::COLUMNS.len() + columns * industries) as u64 + panel(prepared),
        summary: units * Path::figures(rows),
    };
    let free = Free::now();
    match size.runs_at_once(free, threads) {
        0 => Err(Failure::Memory {
            fits: fitting(prepared, size.persons_that_fit(free)),
            persons: size.persons,
            need: size.of_run().saturating_add(size.of_summary()),
            free: free.least(),
        }),
        runs => Ok((runs, size.threads(free, threads))),
    }
}

/// Figures of the panel of firms in a run.
fn panel(prepared: &Prepared) -> u64 {
    let scenario = &prepared.scenario;
    scenario.record.firms.as_ref().map_or(0, |panel| {
        let firms = panel
            .sample
            .map_or(u64::MAX, u64::from)
            .min(prepared.firms());
        let quarters = u64::from(scenario.horizon / panel.every) + 1;
        firms * quarters * panel.columns.len() as u64
    })
}

/// The largest scale 1/N at which a run has at most `persons`, if that is a sensible number.
fn fitting(prepared: &Prepared, persons: u64) -> Option<u64> {
    let real = prepared.persons() as f64 / prepared.scenario.economy.scale;
    // A little less, because numbers of persons are rounded.
    (persons > 1000).then(|| (1.01 * real / persons as f64).ceil() as u64)
}

/// Takes runs from the batch: to disk, and to what the report needs.
struct Desk<'a, 's> {
    results: Results,
    judge: Judge,
    meter: Meter,
    runs: Vec<Runs>,
    failures: Vec<RunFailure>,
    /// By branch, what never changed anything in any run so far.
    idle: Vec<Option<Vec<String>>>,
    /// The first run whose functions printed something, and what.
    printed: Option<(Unit, Vec<(u32, String)>)>,
    streams: &'a mut Streams<'s>,
}

impl Receiver for Desk<'_, '_> {
    type Error = Failure;

    fn take(&mut self, result: Result<RunResult, RunFailure>) -> Result<(), Failure> {
        let (unit, printed) = match &result {
            Ok(run) => (run.unit, &run.printed),
            Err(failure) => (failure.unit, &failure.printed),
        };
        if self.printed.is_none() && !printed.is_empty() {
            self.printed = Some((unit, printed.clone()));
        }
        match result {
            Ok(run) => {
                self.results.write(&run)?;
                self.judge.take(&run);
                let idle = &mut self.idle[run.unit.branch];
                match idle {
                    Some(idle) => idle.retain(|thing| run.idle.contains(thing)),
                    None => *idle = Some(run.idle.clone()),
                }
                self.runs[run.unit.branch].push(Some(Path::of(&run.series)));
            }
            Err(RunFailure {
                cause: Cause::Thread(problem),
                ..
            }) => return Err(Failure::Threads(problem)),
            Err(failure) => {
                self.runs[failure.unit.branch].push(None);
                self.judge.take_failure(&failure);
                self.failures.push(failure);
            }
        }
        Ok(())
    }

    fn progress(&mut self, progress: Progress) -> Result<(), Failure> {
        self.meter.show(progress, self.streams);
        match signals::asked() {
            Some(signal) => Err(Failure::Stopped(signal)),
            None => Ok(()),
        }
    }
}
