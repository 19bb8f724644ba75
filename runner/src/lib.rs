//! Runs scenarios: Lua, command line, batches, files, progress, reports.
//!
//! [`run`] is the program. A scenario file goes through [`prepare`] (script, settings, calibration,
//! models), [`batch`] (all runs, in order), [`results`] (Parquet) and [`report`] (summary, plot).

pub mod annotations;
pub mod batch;
pub mod begun;
pub mod calibrations;
pub mod checkpoint;
pub mod cli;
mod clock;
pub mod commands;
mod conduct;
pub mod evaluation;
pub mod events;
pub mod exit;
pub mod failure;
mod few;
mod finish;
mod gather;
pub mod lua;
mod memory;
pub mod prepare;
mod profile;
pub mod progress;
pub mod reference;
mod related;
pub mod report;
pub mod results;
pub mod running;
pub mod scenario;
pub mod sensitivity;
pub mod session;
mod signals;
pub mod streams;
mod verdicts;
mod whole_file;
pub mod words;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};

use cli::{Cli, Command};
use clock::Clock;
use events::Event;
pub use exit::Exit;
pub use failure::Failure;
pub use streams::Streams;

/// The program: arguments in, text to the streams, exit code out.
pub fn run(arguments: impl IntoIterator<Item = OsString>, streams: &mut Streams) -> Exit {
    if streams.stop.is_none() {
        signals::files_that_may_not_grow_are_errors();
        signals::aborts_are_want_of_memory();
    }
    let clock = Clock::start();
    let outcome = catch_unwind(AssertUnwindSafe(|| dispatch(arguments, streams)));
    let (exit, message) = told(outcome, streams);
    streams.event(&Event::End {
        exit_code: exit.code(),
        folder: streams.made.as_deref().map(events::path),
        seconds: clock.seconds(),
        message: message.as_deref(),
    });
    exit
}

/// The exit code, and why it is not good, which is told.
fn told(
    outcome: std::thread::Result<Result<Exit, Failure>>,
    streams: &mut Streams,
) -> (Exit, Option<String>) {
    let (exit, message) = match outcome {
        Ok(Ok(exit)) => match streams.lost.take() {
            Some(error) if exit == Exit::Good => {
                (Exit::Disk, format!("the output cannot be written: {error}"))
            }
            _ => return (exit, None),
        },
        Ok(Err(failure)) => (failure.exit(), failure.to_string()),
        Err(_) => {
            let message = "this is an error of the program, not of the scenario; please report the lines above";
            (Exit::Bug, message.into())
        }
    };
    streams.tell(&message);
    (exit, Some(message))
}

fn dispatch(
    arguments: impl IntoIterator<Item = OsString>,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let parsed = Cli::command()
        .try_get_matches_from(&arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches).map(|cli| (cli, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return Ok(explain(&error, &arguments, streams)),
    };
    streams.events = cli.events();
    match cli.command {
        None => commands::run::run(&cli.run, &matches, streams),
        Some(Command::Check(arguments)) => {
            let matches = matches
                .subcommand()
                .map_or(&matches, |(_, matches)| matches);
            commands::check::run(&arguments, matches, streams)
        }
        Some(Command::Vars { word, calibration }) => {
            commands::vars::run(word.as_deref(), &calibration, streams)
        }
        Some(Command::New { name }) => commands::new::run(&name, streams),
        Some(Command::Phases) => Ok(commands::phases::run(streams)),
        Some(Command::Calibrations { name, beside }) => {
            let folder = beside.strip_prefix(".").unwrap_or(&beside);
            match name {
                Some(name) => commands::calibration::run(&name, folder, streams),
                None => commands::calibrations::run(folder, streams),
            }
        }
        Some(Command::Resume(arguments)) => commands::resume::run(&arguments, &matches, streams),
        Some(Command::Merge(arguments)) => commands::merge::run(&arguments, streams),
        Some(Command::Report(arguments)) => commands::report::run(&arguments, streams),
        Some(Command::Replay(arguments)) => commands::replay::run(&arguments, streams),
        Some(Command::Slurm(arguments)) => commands::slurm::run(&arguments, &matches, streams),
        Some(Command::Reference(arguments)) => {
            commands::reference::run(&arguments, streams)?;
            Ok(Exit::Good)
        }
    }
}

/// What the parser of the command line says: help on one stream, errors on the other.
fn explain(error: &clap::Error, arguments: &[OsString], streams: &mut Streams) -> Exit {
    let text = error.render().to_string();
    let first = arguments.get(1).and_then(|first| first.to_str());
    if let Some(first) = first
        && matches!(
            error.kind(),
            ErrorKind::UnknownArgument | ErrorKind::ArgumentConflict
        )
        && !first.starts_with('-')
        && !lua::COMMANDS.contains(&first)
        && !std::path::Path::new(first).exists()
        && let Some(near) = words::nearest(first, lua::COMMANDS)
    {
        streams.tell(&format!(
            "there is no command `{first}`; did you mean `{near}`?"
        ));
        return Exit::CommandLine;
    }
    let text = match (
        error.kind(),
        arguments.iter().find(|word| word.to_str().is_none()),
    ) {
        (ErrorKind::InvalidUtf8, Some(word)) => format!(
            "`{}` is no text in UTF-8; give a name in UTF-8",
            word.display()
        ),
        _ => text,
    };
    if error.use_stderr() {
        streams.tell(text.trim_end());
        Exit::CommandLine
    } else {
        streams.say(&text);
        Exit::Good
    }
}
