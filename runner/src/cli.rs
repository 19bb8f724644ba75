//! The command line.

use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Parser, Subcommand};
use serde::{Deserialize, Serialize};

use crate::commands::reference;
use crate::scenario::overrides::{Overrides, fraction, place};
use crate::scenario::place::{Located, Place, Problem};

const EXIT_CODES: &str = "\
Exit codes: 0 good, 2 command line, 10 scenario invalid, 11 data missing or unusable,
20 some runs failed, 30 a check failed, 40 disk or memory,
75 stopped by a signal, to be gone on with; 101 an error of the program;
130 and 143 stopped at once by a second Ctrl-C or SIGTERM";

/// Simulates a whole economy, agent by agent, as a scenario file describes it.
#[derive(Debug, Parser)]
#[command(
    name = "runner",
    version,
    after_help = EXIT_CODES,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// What to do; without a command the scenario is run.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The main job.
    #[command(flatten)]
    pub run: RunArguments,
}

/// Everything but running a scenario.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a scenario and its data; simulate nothing
    Check(CheckArguments),
    /// Write a scenario to start from, and what an editor needs to complete every name
    New {
        /// Name of the scenario
        #[arg(default_value = "scenario")]
        name: String,
    },
    /// List series and parameters with unit and meaning
    Vars {
        /// Only those whose name or meaning holds this word
        word: Option<String>,
        /// The calibration whose values of the parameters are shown; a folder if it has a slash
        #[arg(long, value_name = "NAME", default_value = crate::scenario::check::CALIBRATION)]
        calibration: String,
    },
    /// Show the period: every phase, what it reads and what it writes
    Phases,
    /// List the economies that can be simulated, or show one: assumptions, and the model beside
    /// published figures
    Calibrations {
        /// The one to show; a folder if it has a slash
        name: Option<String>,
        /// Folder of a scenario, whose calibrations are found too
        #[arg(long, value_name = "DIR", default_value = ".")]
        beside: PathBuf,
    },
    /// Go on with a batch that was stopped or killed
    Resume(ResumeArguments),
    /// Make one result of all shards of a batch
    Merge(MergeArguments),
    /// Make report.html of a result again, from its files
    Report(ReportArguments),
    /// Simulate a run of a result again and compare it, bit by bit
    Replay(ReplayArguments),
    /// Print a job file for Slurm, sized by a run that is measured
    Slurm(SlurmArguments),
    /// Run a pair of parameter files in the published format
    Reference(reference::Arguments),
}

/// `runner SCENARIO.lua ...`
#[derive(Debug, Args)]
pub struct RunArguments {
    /// The scenario file
    #[arg(required = true, value_name = "SCENARIO.lua")]
    pub scenario: Option<PathBuf>,
    /// Settings that replace those of the scenario.
    #[command(flatten)]
    pub settings: Settings,
    /// How the runs are carried out.
    #[command(flatten)]
    pub conduct: Conduct,
    /// Only the I-th of N equal parts of the runs, such as 2/4; auto: as the scheduler of this job
    /// says
    #[arg(long, value_name = "I/N", env = "RUNNER_SHARD")]
    pub shard: Option<String>,
    /// Only go on with what an earlier start left, which is done anyway where it left something
    #[arg(long, conflicts_with = "afresh")]
    pub resume: bool,
    /// Throw away what an earlier start left
    #[arg(long)]
    pub afresh: bool,
    /// Print the scenario with every default filled in, and the memory it needs, and stop
    #[arg(long, conflicts_with = "json")]
    pub dry_run: bool,
}

/// How the runs of a batch are carried out; no number depends on it.
#[derive(Debug, Args)]
pub struct Conduct {
    /// Threads to use, at most 1024; results do not depend on it [default: all]
    #[arg(
        long,
        value_name = "N",
        env = "RUNNER_THREADS",
        allow_negative_numbers = true
    )]
    pub threads: Option<String>,
    /// Stop when this many runs have failed
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub max_failures: Option<u64>,
    /// No progress, no summary
    #[arg(long, short, conflicts_with = "json")]
    pub quiet: bool,
    /// Events instead of the summary, one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// After the summary, say where time and memory went: a table of the phases of a period
    #[arg(long, conflicts_with_all = ["quiet", "json"])]
    pub profile: bool,
}

/// `runner resume DIR`
#[derive(Debug, Args)]
pub struct ResumeArguments {
    /// What the earlier start left: a folder that ends in .unfinished or names a shard
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// How the runs are carried out.
    #[command(flatten)]
    pub conduct: Conduct,
}

/// `runner merge DIR...`
#[derive(Debug, Args)]
pub struct MergeArguments {
    /// The folders of all shards of the batch
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
    /// Folder in which the result folder is made
    #[arg(long, short, value_name = "DIR")]
    pub output: PathBuf,
    /// No summary
    #[arg(long, short, conflicts_with = "json")]
    pub quiet: bool,
    /// Events instead of the summary, one JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// `runner replay DIR --run K`
#[derive(Debug, Args)]
pub struct ReplayArguments {
    /// A result folder
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The run
    #[arg(long, value_name = "K")]
    pub run: u32,
    /// The point, of a sweep
    #[arg(long, value_name = "P")]
    pub point: Option<u32>,
    /// Only this branch; may be repeated
    #[arg(long = "branch", value_name = "NAME")]
    pub branches: Vec<String>,
    /// Threads to use, at most 1024; results do not depend on it [default: all]
    #[arg(long, value_name = "N", env = "RUNNER_THREADS", value_parser = clap::value_parser!(u64).range(1..))]
    pub threads: Option<u64>,
}

/// `runner slurm SCENARIO.lua ...`
#[derive(Debug, Args)]
pub struct SlurmArguments {
    /// The scenario file
    #[arg(value_name = "SCENARIO.lua")]
    pub scenario: PathBuf,
    /// Settings that replace those of the scenario.
    #[command(flatten)]
    pub settings: Settings,
    /// Jobs of the array [default: as many as take about an hour each]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub shards: Option<u32>,
    /// Processors of a job [default: 8, or fewer where a job has fewer runs]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub cpus: Option<u32>,
    /// Time of a job, in minutes or as [DAYS-]HOURS:MINUTES:SECONDS [default: with a margin what it needs]
    #[arg(long, value_name = "TIME")]
    pub time: Option<String>,
}

/// `runner report DIR`
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// The result folder that a batch has made
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// A template of your own, in the language of Jinja
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
}

/// `runner check SCENARIO.lua ...`
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// The scenario file
    #[arg(value_name = "SCENARIO.lua")]
    pub scenario: PathBuf,
    /// Settings that replace those of the scenario.
    #[command(flatten)]
    pub settings: Settings,
}

/// Settings that replace those of the scenario.
#[derive(Clone, Debug, Default, PartialEq, Args, Serialize, Deserialize)]
pub struct Settings {
    /// Monte Carlo runs of every branch
    #[arg(
        long,
        value_name = "N",
        env = "RUNNER_RUNS",
        allow_negative_numbers = true
    )]
    pub runs: Option<String>,
    /// Seed of all draws
    #[arg(
        long,
        value_name = "S",
        env = "RUNNER_SEED",
        allow_negative_numbers = true
    )]
    pub seed: Option<String>,
    /// Model persons per real person, such as 1/1000
    #[arg(
        long,
        value_name = "X",
        env = "RUNNER_SCALE",
        allow_hyphen_values = true
    )]
    pub scale: Option<String>,
    /// A parameter in every branch that does not set it itself; may be repeated
    #[arg(long, value_name = "NAME=NUMBER")]
    pub set: Vec<String>,
    /// Only this branch and the first, which it is compared with; may be repeated
    #[arg(long = "branch", value_name = "NAME")]
    pub branches: Vec<String>,
    /// Folder in which the result folder is made
    #[arg(long, short, value_name = "DIR", env = "RUNNER_OUTPUT")]
    pub output: Option<String>,
    /// Those that came from variables of the environment.
    #[arg(skip)]
    pub from_environment: Vec<String>,
}

impl Cli {
    /// Whether events are wanted.
    pub fn events(&self) -> bool {
        match &self.command {
            None => self.run.conduct.json,
            Some(Command::Resume(arguments)) => arguments.conduct.json,
            Some(Command::Merge(arguments)) => arguments.json,
            Some(_) => false,
        }
    }
}

impl Settings {
    /// Notes which came from the environment, which `matches` knows.
    #[must_use]
    pub fn noted(&self, matches: &ArgMatches) -> Self {
        let source = |id: &&str| matches.value_source(id) == Some(ValueSource::EnvVariable);
        let names = ["runs", "seed", "scale", "output"].into_iter();
        Settings {
            from_environment: names.filter(source).map(str::to_owned).collect(),
            ..self.clone()
        }
    }

    /// The settings with their places.
    pub fn overrides(&self) -> Overrides {
        let from = |id: &str, flag, variable| {
            let noted = self.from_environment.iter().any(|known| known == id);
            place(flag, variable, noted)
        };
        let all = |values: &[String], flag| {
            values
                .iter()
                .map(|value| Located::new(value.clone(), Place::Flag(flag)))
                .collect()
        };
        let mut problems = Vec::new();
        let mut number = |text: Option<&String>, place: Place, remedy: &str| {
            let text = text?;
            match fraction(text) {
                Ok(value) => Some(Located::new(value, place)),
                Err(problem) => {
                    problems.push(Problem::new(&place, problem, remedy));
                    None
                }
            }
        };
        let whole = "give a whole number";
        Overrides {
            runs: number(
                self.runs.as_ref(),
                from("runs", "--runs", "RUNNER_RUNS"),
                whole,
            ),
            seed: number(
                self.seed.as_ref(),
                from("seed", "--seed", "RUNNER_SEED"),
                whole,
            ),
            scale: number(
                self.scale.as_ref(),
                from("scale", "--scale", "RUNNER_SCALE"),
                "give a number such as 1/1000",
            ),
            output: (self.output.clone())
                .map(|output| Located::new(output, from("output", "--output", "RUNNER_OUTPUT"))),
            set: all(&self.set, "--set"),
            branches: all(&self.branches, "--branch"),
            problems,
        }
    }
}
