//! `runner reference`: runs a pair of parameter files in the published format.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use engine::economy::Accounts;
use engine::parameters::{Model, Profile, Switches, UnknownSwitch};
use engine::record::{IndustryRecord, Record};
use engine::simulation::{Simulation, Stopped};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::memory::{Free, Size};
use crate::reference::{self, ReferenceError};
use crate::scenario::time::LONGEST;
use crate::streams::Streams;
use crate::whole_file;
use crate::words::{count, thousands};

/// Names under which the published programs record series that have another name here.
const PUBLISHED_NAMES: [(&str, &str); 3] = [
    ("policy_rate", "euribor"),
    ("foreign_inflation", "gdp_deflator_growth_ea"),
    ("foreign_real_gdp", "real_gdp_ea"),
];

/// Command line of `runner reference`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Parameters, JSON keyed by the symbols of the model
    parameters: PathBuf,
    /// Initial conditions, likewise
    initial: PathBuf,
    /// Quarters to simulate
    #[arg(long, default_value = "12", value_parser = whole, allow_negative_numbers = true)]
    periods: u64,
    /// Variant of the model: reference, `matlab_det` or `julia_compat`
    #[arg(long, default_value = "reference")]
    profile: String,
    /// Replace every draw by a rule
    #[arg(long)]
    deterministic: bool,
    /// One switch on top of the profile; may be repeated
    #[arg(long = "switch", value_name = "NAME=VALUE")]
    switches: Vec<String>,
    /// Seed of all draws
    #[arg(long, default_value = "1", value_parser = whole, allow_negative_numbers = true)]
    seed: u64,
    /// Runs, one after the other, with draws of their own; of more than one a list is written
    #[arg(long, default_value = "1", allow_negative_numbers = true,
          value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Where to write the series
    #[arg(short, long, value_name = "OUT.json")]
    output: PathBuf,
}

/// A whole number of the command line.
fn whole(text: &str) -> Result<u64, &'static str> {
    text.parse().map_err(|_| "give a whole number from 0")
}

/// Why the command failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The command line is wrong.
    #[error("{0}")]
    Switch(#[from] UnknownSwitch),
    /// A switch without a value.
    #[error("`{0}` is no switch; write NAME=VALUE")]
    NoValue(String),
    /// Too many quarters.
    #[error("--periods: {0} quarters are longer than a thousand years; choose fewer")]
    Periods(u64),
    /// The files cannot be used.
    #[error(transparent)]
    Files(#[from] ReferenceError),
    /// The accounts do not balance before anything is simulated.
    #[error("the two files do not belong together: {} is off by {:.3e}; give the initial conditions of these parameters", .0.statement, .0.residual)]
    Apart(engine::accounting::audit::Imbalance),
    /// The memory does not hold the runs.
    #[error("{} of {} agents: about {} MiB of memory are needed, and {} MiB are free; ask for fewer runs or quarters", count((*runs).into(), "run"), thousands(*agents), need >> 20, free >> 20)]
    Memory {
        /// Runs.
        runs: u32,
        /// Agents.
        agents: u64,
        /// What it needs \[bytes\].
        need: u64,
        /// What there is \[bytes\].
        free: u64,
    },
    /// The run does not reach its end.
    #[error(transparent)]
    Stopped(Stopped<Infallible>),
    /// The result cannot be written.
    #[error("{}: cannot be written: {source}; choose another place", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

/// Runs the command; the series are written only when the whole run has succeeded.
///
/// # Errors
/// See [`Failure`].
pub fn run(arguments: &Arguments, streams: &mut Streams) -> Result<(), Failure> {
    let mut switches = Switches::of(arguments.profile.parse::<Profile>()?);
    for switch in &arguments.switches {
        let (name, value) = switch
            .split_once('=')
            .ok_or_else(|| Failure::NoValue(switch.clone()))?;
        switches.set(name, value)?;
    }
    switches.deterministic |= arguments.deterministic;
    let model = reference::read(&arguments.parameters, &arguments.initial, switches)?;
    let periods = arguments
        .periods
        .try_into()
        .ok()
        .filter(|&periods| periods <= LONGEST)
        .ok_or(Failure::Periods(arguments.periods))?;
    fits(&model, periods, arguments.runs)?;
    let model = Arc::new(model);
    let run = |run| simulate(&model, arguments.seed, run, periods);
    let begun = Instant::now();
    // On a thread of the pool, where no loop of a phase has to wake another one to begin.
    let runs = rayon::scope(|_| (0..arguments.runs).map(run).collect::<Result<Vec<_>, _>>());
    let time = begun.elapsed().as_secs_f64();
    let runs = runs.map_err(|stopped| match stopped {
        Stopped::Imbalance(imbalance) if imbalance.period == 0 => Failure::Apart(imbalance),
        stopped => Failure::Stopped(stopped),
    })?;
    whole_file::write(&arguments.output, |file| {
        let mut json = serde_json::Serializer::new(file);
        Ok(match &*runs {
            [run] => series(run, &model).serialize(&mut json),
            runs => json.collect_seq(runs.iter().map(|run| series(run, &model))),
        }?)
    })
    .map_err(|source| Failure::Unwritable {
        path: arguments.output.clone(),
        source,
    })?;
    streams.tell(&format!(
        "{} of {} in {}, simulated in {:.1} ms each",
        count(arguments.runs.into(), "run"),
        count(periods.into(), "quarter"),
        arguments.output.display(),
        1e3 * time / f64::from(arguments.runs),
    ));
    Ok(())
}

/// Whether the memory holds a run of `model`, and the series of all.
fn fits(model: &Model, periods: u32, runs: u32) -> Result<(), Failure> {
    let p = model.parameters();
    let others = u64::from(p.government_entities) + u64::from(p.foreign_consumers);
    let persons = u64::from(p.active_persons) + u64::from(p.inactive_persons);
    let agents = persons + p.firms() as u64 + others;
    let figures = (u64::from(periods) + 1) * columns(model) as u64;
    let size = Size {
        persons: persons + others,
        firms: p.firms() as u64,
        figures,
        summary: figures.saturating_mul(runs.into()),
    };
    let free = Free::now();
    if size.runs_at_once(free, 1) == 0 {
        let (need, free) = (size.of_all(1), free.least());
        return Err(Failure::Memory {
            runs,
            agents,
            need,
            free,
        });
    }
    Ok(())
}

/// The figures of one run: every period, from the opening on, has the national series and then those of
/// industries, one after the other.
///
/// # Errors
/// If the accounts do not balance, at the start or later.
fn simulate(
    model: &Arc<Model>,
    seed: u64,
    run: u32,
    periods: u32,
) -> Result<Vec<f64>, Stopped<Infallible>> {
    let opened = Simulation::new(model.clone(), seed, run.into());
    let mut simulation = opened.map_err(Stopped::Imbalance)?;
    let mut figures = Vec::with_capacity((periods as usize + 1) * columns(model));
    let mut record = |accounts: &Accounts| {
        figures.extend(accounts.national.values());
        figures.extend(accounts.industries.values().concat());
    };
    record(&simulation.economy.accounts);
    for _ in 0..periods {
        simulation.step()?;
        record(&simulation.economy.accounts);
    }
    Ok(figures)
}

/// Figures of a period.
fn columns(model: &Model) -> usize {
    Record::COLUMNS.len() + IndustryRecord::COLUMNS.len() * model.parameters().industries.len()
}

/// All series of one run as `{"series": {name: [x0 ..]}, "sector_series": {name: [[..] ..]}}`.
fn series(figures: &[f64], model: &Model) -> Value {
    let periods = figures.chunks_exact(columns(model));
    let national = Record::COLUMNS.iter().enumerate().map(|(index, column)| {
        let values: Vec<f64> = periods.clone().map(|period| period[index]).collect();
        (published_name(column.name).to_owned(), json!(values))
    });
    let industries = model.parameters().industries.len();
    let firsts = (Record::COLUMNS.len()..).step_by(industries);
    let sectors = IndustryRecord::COLUMNS
        .iter()
        .zip(firsts)
        .map(|(column, first)| {
            let values = periods
                .clone()
                .map(|period| &period[first..first + industries]);
            (column.name.to_owned(), json!(values.collect::<Vec<_>>()))
        });
    let [national, sectors]: [Map<_, _>; 2] = [national.collect(), sectors.collect()];
    json!({ "series": national, "sector_series": sectors })
}

fn published_name(name: &'static str) -> &'static str {
    PUBLISHED_NAMES
        .iter()
        .find(|(ours, _)| *ours == name)
        .map_or(name, |(_, published)| published)
}
