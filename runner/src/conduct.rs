//! Carrying out a batch that has begun: the runs that are missing go to its journal; when none is
//! missing the result is made from it.

pub mod again;
mod desk;

use std::sync::Arc;

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::batch::Batch;
use crate::begun::Begun;
use crate::begun::shard::Shard;
use crate::checkpoint::States;
use crate::cli::Conduct;
use crate::clock::Clock;
use crate::events::Event;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::finish::Finished;
use crate::gather::gather;
use crate::memory::{Free, PROGRAM, Size};
use crate::prepare::Prepared;
use crate::profile::Ledger;
use crate::progress::Meter;
use crate::scenario::overrides;
use crate::scenario::place::Problem;
use crate::signals;
use crate::streams::Streams;
use crate::words::{count, thousands};
use desk::Desk;

/// Threads for each processor beyond which runs take much longer.
const THREADS_EACH: usize = 16;

/// How a batch is carried out, as asked.
pub struct Manner {
    /// Threads to use.
    pub threads: usize,
    /// Failed runs after which it stops.
    pub max_failures: Option<u64>,
    /// Whether progress and summary are left out.
    pub quiet: bool,
    /// Whether the summary is followed by where time and memory went.
    pub profile: bool,
    /// When the program started.
    pub clock: Clock,
}

impl Manner {
    /// As the command line says; `matches` knows what came from the environment.
    ///
    /// # Errors
    /// If it cannot be understood.
    pub fn of(arguments: &Conduct, matches: &ArgMatches) -> Result<Self, Failure> {
        Ok(Manner {
            threads: threads(arguments, matches)?,
            max_failures: arguments.max_failures,
            quiet: arguments.quiet || arguments.json,
            profile: arguments.profile,
            clock: Clock::start(),
        })
    }
}

/// Simulates what is missing of `begun`, and makes the result if it is whole.
///
/// # Errors
/// Whatever stops it; what was simulated is kept.
pub fn conduct(
    prepared: &Prepared,
    mut begun: Begun,
    manner: &Manner,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    let (threads, processors) = (manner.threads, processors());
    if threads > THREADS_EACH * processors {
        streams.warn(&format!(
            "{} on {}: the numbers are the same on any, and so many take longer",
            count(threads as u64, "thread"),
            count(processors as u64, "processor")
        ));
    }
    again::tell_dropped(&begun, streams);
    again::check_ends(prepared, &mut begun, streams)?;
    let own = begun.order.own().count();
    let missing = begun.missing();
    let before = own - missing.len();
    if begun.is_worth_keeping() {
        streams.tell(&format!(
            "going on with {}: {before} of {} are done{}",
            begun.folder.display(),
            count(own as u64, "run"),
            match begun.going(&missing) {
                0 => String::new(),
                states => format!(", {states} more with a checkpoint"),
            }
        ));
    }
    streams.made = Some(begun.folder.clone());
    let part = Some(begun.order.shard).filter(|&shard| shard != Shard::WHOLE);
    streams.event(&Event::start(prepared, &begun.folder, part, (before, own)));
    if streams.stop.is_none() {
        signals::watch();
    }
    let ledger = manner.profile.then(Arc::default);
    let (outcome, failed) = simulate(
        prepared,
        &mut begun,
        &missing,
        (manner, ledger.clone()),
        streams,
    );
    let done = own - begun.missing().len();
    let kept = format!(
        "{done} of {} are kept{}; go on with `runner resume {}`",
        count(own as u64, "run"),
        match begun.going(&begun.missing()) {
            0 => String::new(),
            states => format!(", and the states of {states} more"),
        },
        begun.folder.display()
    );
    if let Err(failure) = outcome {
        if begun.is_worth_keeping() {
            streams.tell(&kept);
        } else {
            streams.made = None;
            // What stopped it is what is told.
            let _ = begun.remove();
        }
        return Err(failure);
    }
    if done < own && manner.max_failures.is_some_and(|most| failed >= most) {
        streams.tell(&format!(
            "stopped, because {} failed; {kept}",
            count(failed, "run")
        ));
        return Ok(Exit::Runs);
    }
    if done < own {
        streams.tell(&format!("stopped; {kept}"));
        return Ok(Exit::Stopped);
    }
    if let Some(shard) = part {
        if !manner.quiet {
            streams.say(&format!(
                "{}: shard {shard}, {}, in {} after {}.\nMerge all shards with `runner merge {}.shard-*-of-{} -o DIR`.\n",
                begun.order.title,
                count(own as u64, "run"),
                begun.folder.display(),
                crate::progress::span(manner.clock.seconds()),
                prepared.scenario.output.join(&begun.order.name).display(),
                shard.of,
            ));
        }
        say_profile(ledger.as_deref(), prepared, streams);
        return Ok(if failed > 0 { Exit::Runs } else { Exit::Good });
    }
    let folder = begun.folder.clone();
    let mut begun = vec![begun];
    let exit = publish(prepared, &mut begun, manner, streams).inspect_err(|_| {
        streams.tell(&format!(
            "all runs are kept; make the result with `runner resume {}`",
            folder.display()
        ));
    })?;
    for begun in begun {
        begun.remove()?;
    }
    say_profile(ledger.as_deref(), prepared, streams);
    Ok(exit)
}

/// Says where time and memory of what was simulated now went, if that was asked for.
fn say_profile(ledger: Option<&Ledger>, prepared: &Prepared, streams: &mut Streams) {
    if let Some(ledger) = ledger {
        let agents = prepared.persons() + prepared.firms();
        streams.say(&ledger.table(agents, prepared.base.frequency().name()));
    }
}

/// Makes the result of `shards`, which are all of the batch in the order of their numbers.
///
/// # Errors
/// If they cannot be read, or the result cannot be written.
pub fn publish(
    prepared: &Prepared,
    shards: &mut [Begun],
    manner: &Manner,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    let (results, gathered) = gather(prepared, shards)?;
    let finished = Finished {
        prepared,
        gathered,
        threads: Size::of(prepared)
            .threads(Free::now(), manner.threads)
            .max(1),
        settings: shards[0].order.settings.clone(),
    };
    finished.finish(results, &manner.clock, manner.quiet, streams)
}

/// Simulates the units `missing` into the journal; also says how many runs have failed.
fn simulate(
    prepared: &Prepared,
    begun: &mut Begun,
    missing: &[usize],
    (manner, ledger): (&Manner, Option<Arc<Ledger>>),
    streams: &mut Streams,
) -> (Result<(), Failure>, u64) {
    let batch = match batch(prepared, manner.threads) {
        Ok(batch) => Batch {
            ledger,
            states: Some(states(prepared, begun)),
            ..batch
        },
        Err(failure) => return (Err(failure), 0),
    };
    let before = begun.order.own().count() - missing.len();
    let meter = Meter::new(
        streams,
        manner.quiet,
        (before as u64, missing.len() as u64),
        (batch.horizon, prepared.base.frequency()),
    );
    let mut desk = Desk {
        prepared,
        begun,
        meter,
        failed: 0,
        max_failures: manner.max_failures,
        streams,
        clock: &manner.clock,
        asked: None,
    };
    let outcome = batch.run(missing, &mut desk);
    desk.meter.finish();
    (outcome, desk.failed)
}

/// Where the runs of `begun` keep their states.
fn states(prepared: &Prepared, begun: &Begun) -> States {
    States {
        going: begun.states(),
        ends: begun.ends(),
        scenario_hash: prepared.hash.clone(),
        basis: prepared.basis(),
    }
}

/// Threads where nothing else is asked for.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Threads to use.
fn threads(arguments: &Conduct, matches: &ArgMatches) -> Result<usize, Failure> {
    let Some(text) = &arguments.threads else {
        return Ok(processors());
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

/// The batch of `prepared`: with one run a thread, or fewer where the memory holds no more, and with
/// fewer threads than wanted where this process may not have the addresses for them.
///
/// # Errors
/// If the memory does not hold a single run.
pub fn batch(prepared: &Prepared, threads: usize) -> Result<Batch, Failure> {
    let (size, free) = (Size::of(prepared), Free::now());
    let at_once = runs_at_once(prepared, (size, free), threads)?;
    Ok(of(prepared, size.threads(free, threads), at_once))
}

/// The batch of `prepared` with so many threads and runs at once, whatever the memory holds.
fn of(prepared: &Prepared, threads: usize, at_once: usize) -> Batch {
    let scenario = &prepared.scenario;
    Batch {
        opening: Arc::clone(&prepared.opening),
        plans: prepared.plans(),
        sweep: scenario.sweep.clone(),
        program: prepared.program(),
        runs: scenario.runs,
        horizon: scenario.horizon,
        seed: scenario.seed,
        threads,
        at_once,
        industries: !scenario.record.industries.is_empty(),
        panel: scenario.record.firms.clone(),
        ledger: None,
        checkpoint: scenario.keeping.checkpoint,
        save_state: scenario.keeping.save_state,
        start: prepared.start.clone(),
        states: None,
    }
}

/// Runs that fit into the memory at once.
///
/// # Errors
/// If not a single one does.
fn runs_at_once(
    prepared: &Prepared,
    (size, free): (Size, Free),
    threads: usize,
) -> Result<usize, Failure> {
    let fits = fitting(prepared, size.persons_that_fit(free, threads));
    let (persons, need) = (size.persons, size.of_addresses());
    match (size.runs_at_once(free, threads), free.addresses) {
        (0, Some(free)) if free < need => Err(Failure::Addresses {
            fits,
            persons,
            need,
            free,
            more: size.further_addresses(free),
        }),
        (0, _) => Err(Failure::Memory {
            fits,
            persons,
            need: size.of_all(threads),
            free: free.least(),
        }),
        (runs, _) => Ok(runs),
    }
}

/// What memory a run will need, as a comment below a scenario.
pub fn memory(prepared: &Prepared, threads: usize) -> String {
    format!(
        "\n-- Memory: about {} MiB, for one run of {} persons and {} firms at a time on {}.\n",
        (PROGRAM + Size::of(prepared).of_all(threads)) >> 20,
        thousands(prepared.persons()),
        thousands(prepared.firms()),
        count(threads as u64, "thread"),
    )
}

/// Whether the memory holds a run.
///
/// # Errors
/// If it does not.
pub fn fits(prepared: &Prepared, threads: usize) -> Result<(), Failure> {
    runs_at_once(prepared, (Size::of(prepared), Free::now()), threads).map(|_| ())
}

/// The largest scale 1/N at which a run has at most `persons`, if that is a sensible number.
fn fitting(prepared: &Prepared, persons: u64) -> Option<u64> {
    let real = prepared.persons() as f64 / prepared.scenario.economy.scale;
    // A little less, because numbers of persons are rounded.
    (persons > 1000).then(|| (1.01 * real / persons as f64).ceil() as u64)
}
