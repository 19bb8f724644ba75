//! `--json`: what happens, as one JSON object a line on standard output, for programs that look on.

use std::path::Path;

use serde::Serialize;

use crate::begun::shard::Shard;
use crate::prepare::Prepared;
use crate::results::engine_version;
use crate::results::manifest::FailureFacts;
use crate::verdicts::Verdict;

/// Something that happened; `docs/results.md` describes each.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event<'a> {
    /// The batch begins, or is gone on with.
    Start {
        /// Name and version of the program.
        engine: String,
        /// Title of the scenario.
        title: &'a str,
        /// BLAKE3 of everything that decides the numbers.
        scenario_hash: &'a str,
        /// Where what is done is kept while the batch runs.
        folder: String,
        /// Names of the branches.
        branches: Vec<&'a str>,
        /// Runs of every branch.
        runs: u32,
        /// Seed.
        seed: u64,
        /// First period, t = 0, such as `2019Q4`, or `2019-12` of months.
        base_quarter: String,
        /// Length of a period: `quarter` or `month`.
        frequency: &'static str,
        /// Periods simulated.
        horizon: u32,
        /// Which shard, such as `2 of 4`; nothing if all runs are simulated here.
        shard: Option<String>,
        /// Runs of branches that were done before.
        done: u64,
        /// Runs of branches in all.
        of: u64,
    },
    /// How far it is.
    Progress {
        /// Runs of branches that are done.
        done: u64,
        /// Runs of branches in all.
        of: u64,
        /// Periods simulated in a second, over all threads.
        periods_per_second: f64,
        /// Seconds that are left; nothing as long as no period is done.
        seconds_left: Option<f64>,
    },
    /// A run failed; the others go on.
    RunFailed(FailureFacts),
    /// How a check went.
    Check(&'a Verdict),
    /// What a reader of the numbers should know.
    Warning {
        /// In words.
        message: &'a str,
    },
    /// The last event.
    End {
        /// Exit code of the program.
        exit_code: u8,
        /// The result, or what can be gone on with; nothing if there is neither.
        folder: Option<String>,
        /// Seconds since the program started.
        seconds: f64,
        /// Why the program stopped, if it could not do what was asked.
        message: Option<&'a str>,
    },
}

impl<'a> Event<'a> {
    /// The beginning of a batch in `folder`, or of a `shard` of it, of which `done` runs are done, of
    /// `of` that are to be done here.
    pub fn start(
        prepared: &'a Prepared,
        folder: &Path,
        shard: Option<Shard>,
        (done, of): (usize, usize),
    ) -> Self {
        let scenario = &prepared.scenario;
        Event::Start {
            engine: engine_version(),
            title: &scenario.title,
            scenario_hash: &prepared.hash,
            folder: path(folder),
            branches: (scenario.branches.iter())
                .map(|branch| branch.name.as_str())
                .collect(),
            runs: scenario.runs,
            seed: scenario.seed,
            base_quarter: prepared.base.to_string(),
            frequency: prepared.base.frequency().name(),
            horizon: scenario.horizon,
            shard: shard.map(|shard| shard.to_string()),
            done: done as u64,
            of: of as u64,
        }
    }
}

/// A path as text.
pub fn path(path: &Path) -> String {
    path.display().to_string()
}
