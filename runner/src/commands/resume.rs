//! `runner resume DIR`: goes on with a batch that was stopped or killed.

use std::path::Path;

use clap::ArgMatches;

use crate::begun::Begun;
use crate::cli::ResumeArguments;
use crate::conduct::{Manner, conduct};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::streams::Streams;

/// Runs the command; the result is made beside the folder. Where it is there already, that is all right.
///
/// # Errors
/// If there is nothing to go on with, and whatever stops it.
pub fn run(
    arguments: &ResumeArguments,
    matches: &ArgMatches,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    let matches = matches.subcommand().map_or(matches, |(_, matches)| matches);
    let manner = Manner::of(&arguments.conduct, matches)?;
    if let Some(result) = Begun::finished(&arguments.folder)? {
        streams.tell(&format!(
            "{}: is finished; there is nothing to go on with",
            result.display()
        ));
        streams.made = Some(result);
        return Ok(Exit::Good);
    }
    let begun = Begun::open(&arguments.folder)?;
    let parent = begun
        .folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let prepared = begun.prepare(parent.unwrap_or(Path::new(".")))?;
    conduct(&prepared, begun, &manner, streams).map_err(|failure| match failure {
        // The place is that of the folder, so there is no other to choose.
        Failure::Unwritable { path, source } => Failure::Stuck { path, source },
        other => other,
    })
}
