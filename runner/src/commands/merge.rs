//! `runner merge DIR... -o DIR`: makes one result of all shards of a batch.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::begun::Begun;
use crate::cli::MergeArguments;
use crate::clock::Clock;
use crate::conduct::{Manner, again, processors, publish};
use crate::events::Event;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::streams::Streams;
use crate::words::count;

/// Runs the command; the shards stay as they are.
///
/// # Errors
/// If the shards do not make up a batch, or the result cannot be written.
pub fn run(arguments: &MergeArguments, streams: &mut Streams) -> Result<Exit, Failure> {
    let manner = Manner {
        threads: processors(),
        max_failures: None,
        quiet: arguments.quiet || arguments.json,
        profile: false,
        clock: Clock::start(),
    };
    if let Some(folder) = twice(&arguments.folders) {
        let folder = folder.display();
        return Err(Failure::Shards(vec![format!("{folder}: is named twice")]));
    }
    let mut shards = Vec::new();
    for folder in &arguments.folders {
        let mut shard = Begun::open(folder)?;
        again::tell_dropped(&shard, streams);
        shard.journal.rest();
        shards.push(shard);
    }
    fit(&shards)?;
    shards.sort_by_key(|begun| begun.order.shard.number);
    let prepared = shards[0].prepare(&arguments.output)?;
    for shard in &mut shards {
        again::check_ends(&prepared, shard, streams)?;
        shard.journal.rest();
    }
    fit(&shards)?;
    let units = shards[0].order.units();
    let result = arguments.output.join(prepared.folder_name());
    let earlier = result.exists();
    let folder = &shards[0].folder;
    streams.event(&Event::start(&prepared, folder, None, (units, units)));
    let exit = publish(&prepared, &mut shards, &manner, streams)?;
    if earlier {
        let result = result.display();
        streams.tell(&format!("note: an earlier result in {result} was replaced"));
    }
    Ok(exit)
}

/// A folder that is named twice, if one is.
fn twice(folders: &[PathBuf]) -> Option<&PathBuf> {
    let mut seen = BTreeSet::new();
    let place = |folder: &PathBuf| folder.canonicalize().unwrap_or_else(|_| folder.clone());
    folders.iter().find(|folder| !seen.insert(place(folder)))
}

/// Whether the shards make up a batch.
fn fit(shards: &[Begun]) -> Result<(), Failure> {
    match problems(shards) {
        problems if problems.is_empty() => Ok(()),
        problems => Err(Failure::Shards(problems)),
    }
}

/// Why the shards do not make up a batch.
fn problems(shards: &[Begun]) -> Vec<String> {
    let first = &shards[0];
    let mut problems = Vec::new();
    for other in &shards[1..] {
        if !first.order.same_batch(&other.order) {
            problems.push(format!(
                "{}: is no shard of the same batch as {}; merge shards of one scenario, with the same data and program, cut in the same way",
                other.folder.display(),
                first.folder.display()
            ));
        }
    }
    if !problems.is_empty() {
        return problems;
    }
    let of = first.order.shard.of;
    for number in 1..=of {
        let mut same = shards
            .iter()
            .filter(|begun| begun.order.shard.number == number);
        match (same.next(), same.next()) {
            (None, _) => problems.push(format!(
                "shard {number} of {of} is missing; name its folder too"
            )),
            (Some(one), Some(other)) => problems.push(format!(
                "{} and {} are both shard {number} of {of}; name one of them",
                one.folder.display(),
                other.folder.display()
            )),
            (Some(one), None) => match one.missing().len() as u64 {
                0 => {}
                missing => problems.push(format!(
                    "{}: {} not done; finish it with `runner resume {}`",
                    one.folder.display(),
                    count(missing, "run"),
                    one.folder.display()
                )),
            },
        }
    }
    problems
}
