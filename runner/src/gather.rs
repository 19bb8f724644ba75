//! From journals to a result: all runs are read in the order of their units, so that the result does
//! not depend on when, where and in how many parts they were simulated.

use engine::parameters::Frequency;

use crate::batch::{RunFailure, RunResult, Unit};
use crate::begun::Begun;
use crate::failure::Failure;
use crate::prepare::Prepared;
use crate::report::measures::{Path, Runs};
use crate::results::Results;
use crate::results::accounts::Accounts;
use crate::sensitivity::{Measured, Outcomes};
use crate::verdicts::{Judge, Verdict};

/// What the report needs of all runs, which are in the tables.
pub struct Gathered {
    frequency: Frequency,
    /// Names of the branches, and their runs.
    pub branches: Vec<(String, Runs)>,
    /// Runs that failed.
    pub failures: Vec<RunFailure>,
    /// What a sweep says.
    pub measured: Measured,
    /// Facts of the firms at the end of every run of the first branch that came to its end.
    pub firms: Vec<[f64; 3]>,
    /// How the checks went.
    pub verdicts: Vec<Verdict>,
    /// By branch, what the scenario asks for and never changed anything.
    pub idle: Vec<Option<Vec<String>>>,
    /// By branch, the transactions-flow matrices of the last period.
    pub accounts: Vec<Accounts>,
    /// The first run whose functions printed something, and the first lines with their periods.
    pub printed: Option<(Unit, Vec<(u32, String)>)>,
}

/// Reads the runs of `shards`, which are all of the batch in the order of their numbers, into tables.
///
/// # Errors
/// If they cannot be read, or the tables cannot be written.
pub fn gather(prepared: &Prepared, shards: &mut [Begun]) -> Result<(Results, Gathered), Failure> {
    let scenario = &prepared.scenario;
    let names: Vec<String> = (scenario.branches.iter())
        .map(|branch| branch.name.clone())
        .collect();
    let mut results = Results::create(prepared)?;
    let mut judge = Judge::new(
        &scenario.checks,
        names.clone(),
        (prepared.base, scenario.horizon),
        scenario.sweep.is_some(),
    );
    let branches = names.into_iter().map(|name| (name, Vec::new()));
    let mut gathered = Gathered {
        frequency: scenario.economy.frequency,
        idle: vec![None; scenario.branches.len()],
        accounts: vec![Accounts::default(); scenario.branches.len()],
        branches: branches.collect(),
        failures: Vec::new(),
        measured: Measured::new(),
        firms: Vec::new(),
        verdicts: Vec::new(),
        printed: None,
    };
    let mut outcomes = Outcomes::of(scenario);
    let mut open = 0;
    for unit in 0..shards[0].order.units() {
        let holder = shards[0].order.holder(unit);
        if holder != open {
            shards[open].journal.rest();
            open = holder;
        }
        let outcome = shards[holder].journal.read(unit)?;
        match outcome.ok_or_else(|| Failure::Bug(format!("no unit {unit}")))? {
            Ok(run) => {
                results.write(&run)?;
                if scenario.keeping.save_state {
                    let end = shards[holder].ends().join(unit.to_string());
                    results.keep_state(&end, run.unit)?;
                }
                judge.take(&run);
                if let Some(outcomes) = &mut outcomes {
                    outcomes.take(&run);
                }
                gathered.take(&run);
            }
            Err(failure) => {
                judge.take_failure(&failure);
                gathered.take_failure(*failure);
            }
        }
    }
    gathered.verdicts = judge.verdicts();
    if let (Some(outcomes), Some(sweep)) = (&outcomes, &scenario.sweep) {
        gathered.measured = outcomes.measured(sweep, scenario.seed);
    }
    Ok((results, gathered))
}

impl Gathered {
    fn take(&mut self, run: &RunResult) {
        self.note_printed(run.unit, &run.printed);
        if run.unit.branch == 0 {
            self.firms.push(run.firms);
        }
        let idle = &mut self.idle[run.unit.branch];
        match idle {
            Some(idle) => idle.retain(|thing| run.idle.contains(thing)),
            None => *idle = Some(run.idle.clone()),
        }
        if let Some(matrix) = &run.accounts {
            self.accounts[run.unit.branch].add(matrix);
        }
        let (_, runs) = &mut self.branches[run.unit.branch];
        runs.push(Some(Path::of(&run.series, self.frequency)));
    }

    fn take_failure(&mut self, failure: RunFailure) {
        self.note_printed(failure.unit, &failure.printed);
        let (_, runs) = &mut self.branches[failure.unit.branch];
        runs.push(None);
        self.failures.push(failure);
    }

    fn note_printed(&mut self, unit: Unit, printed: &[(u32, String)]) {
        if self.printed.is_none() && !printed.is_empty() {
            self.printed = Some((unit, printed.to_vec()));
        }
    }
}
