//! `runner check`: everything but the simulation.

use clap::ArgMatches;

use crate::cli::CheckArguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::prepare::{Source, prepare};
use crate::streams::Streams;
use crate::words::{count, thousands};

/// Runs the command.
///
/// # Errors
/// Everything that is wrong with the scenario or its data.
pub fn run(
    arguments: &CheckArguments,
    matches: &ArgMatches,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    let overrides = arguments.settings.noted(matches).overrides();
    let prepared = prepare(Source::file(&arguments.scenario), &overrides)?;
    for line in &prepared.script.printed {
        streams.tell(line);
    }
    let scenario = &prepared.scenario;
    streams.say(&format!(
        "{}: good. {} of {} with {} persons and {}, {} of {}.\n",
        arguments.scenario.display(),
        scenario.title,
        prepared.calibration.about().country,
        thousands(prepared.persons()),
        prepared.firms_in_words(),
        count(scenario.units(), "run"),
        count(
            u64::from(scenario.horizon),
            scenario.economy.frequency.name()
        ),
    ));
    for remark in &scenario.remarks {
        streams.tell(&format!("warning: {remark}"));
    }
    for note in &scenario.notes {
        streams.tell(&format!("note: {note}"));
    }
    for note in prepared.calibration.warnings(scenario.economy.scale) {
        streams.tell(&format!("note: {note}"));
    }
    Ok(Exit::Good)
}
