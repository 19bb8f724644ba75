//! `runner SCENARIO.lua`: the main job.

use std::fmt::Write;
use std::path::Path;

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::begun::Begun;
use crate::begun::shard::Shard;
use crate::cli::RunArguments;
use crate::commands::vars::values;
use crate::conduct::{Manner, conduct, fits, memory};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::prepare::{Prepared, Source, prepare};
use crate::results::folder::holds_result;
use crate::scenario::show::first_points;
use crate::streams::Streams;

/// Runs the command.
///
/// # Errors
/// Whatever stops it; failed runs are no error but an exit code.
pub fn run(
    arguments: &RunArguments,
    matches: &ArgMatches,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    let path = arguments.scenario.as_deref().unwrap_or(Path::new(""));
    let manner = Manner::of(&arguments.conduct, matches)?;
    let shard = shard(arguments, matches)?;
    let settings = arguments.settings.noted(matches);
    let prepared = prepare(Source::file(path), &settings.overrides())?;
    for line in &prepared.script.printed {
        streams.tell(line);
    }
    if arguments.dry_run {
        streams.say(&prepared.shown());
        if let Some(sweep) = &prepared.scenario.sweep {
            streams.say(&first_points(sweep));
        }
        streams.say(&parameters(&prepared));
        streams.say(&told(&prepared));
        streams.say(&memory(&prepared, manner.threads));
        for remark in &prepared.scenario.remarks {
            streams.tell(&format!("warning: {remark}"));
        }
        fits(&prepared, manner.threads)?;
        return Ok(Exit::Good);
    }
    if arguments.resume && !Begun::is_left(&prepared, shard)? {
        return Err(Failure::NothingLeft(Begun::folder(&prepared, shard)));
    }
    tell_replaced(arguments, &prepared, shard, streams)?;
    let begun = Begun::begin(&prepared, &settings, shard, arguments.afresh)?;
    conduct(&prepared, begun, &manner, streams)
}

/// Says that a result which is whole is made again, unless a batch is gone on with that was begun to do so.
fn tell_replaced(
    arguments: &RunArguments,
    prepared: &Prepared,
    shard: Shard,
    streams: &mut Streams,
) -> Result<(), Failure> {
    let result = prepared.scenario.output.join(prepared.folder_name());
    let begins = arguments.afresh || !Begun::is_left(prepared, shard)?;
    if shard == Shard::WHOLE && begins && holds_result(&result, &prepared.hash) {
        streams.tell(&format!(
            "{} holds a finished result of the same scenario; it is simulated again and replaced",
            result.display()
        ));
    }
    Ok(())
}

/// The part of the runs that is asked for.
fn shard(arguments: &RunArguments, matches: &ArgMatches) -> Result<Shard, Failure> {
    let Some(text) = &arguments.shard else {
        return Ok(Shard::WHOLE);
    };
    let environment = matches.value_source("shard") == Some(ValueSource::EnvVariable);
    Shard::parse(text, |name| std::env::var(name).ok(), environment)
        .map_err(|problem| Failure::Scenario(vec![problem]))
}

/// How many agents there are, and how buyers meet sellers where that is not the default, as comments below a
/// scenario.
fn told(prepared: &Prepared) -> String {
    let asked = prepared.nearest_to();
    let asked = asked.map_or_else(String::new, |words| format!("; {words}"));
    let agents = format!("{}{asked}", prepared.agents());
    let told = [("Agents", Some(agents)), ("Matching", prepared.matching())];
    let mut text = String::new();
    for (head, words) in told {
        if let Some(words) = words {
            let _ = write!(text, "\n-- {head}: {words}.\n");
        }
    }
    text
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
