//! What the summary says beside its tables: runs that means do not show, and failures, each once.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::report::measures::{Path, Runs, common_runs};
use crate::results::manifest::FailureFacts;
use crate::words::count;

/// Unemployment below which a run is told apart \[%\].
const FEW: f64 = 0.5;

/// How many runs failed, and which are left.
pub fn failed(branches: &[(String, Runs)], failed: usize) -> String {
    let mut text = format!("{}; left out of what follows", count(failed as u64, "run"));
    let common = common_runs(branches);
    let good = common.iter().filter(|common| **common).count();
    if branches.len() > 1 && good < common.len() {
        let _ = write!(
            text,
            "; levels are of {} good in all branches",
            count(good as u64, "run")
        );
    }
    text
}

/// How many runs end where nearly nobody is unemployed, which means do not show.
pub fn full_employment(branches: &[(String, Runs)], horizon: u32) -> String {
    let last = horizon as usize;
    let rates = branches.iter().flat_map(|(_, runs)| runs.iter());
    let rates = rates.flatten().filter_map(|path| path.unemployment(last));
    let (mut all, mut few) = (0, 0);
    for rate in rates {
        all += 1;
        few += u64::from(rate < FEW);
    }
    match few {
        0 => String::new(),
        few => format!(
            "Note: {few} of {} end with unemployment below {FEW} %.\n",
            count(all, "run")
        ),
    }
}

/// How many runs do what no economy does, by branch; periods are called `period`.
pub fn implausible(branches: &[(String, Runs)], period: &str) -> String {
    let growth = format!("real GDP changes by more than half in a {period}");
    let mut text = String::new();
    for (name, runs) in branches {
        let found: Vec<[bool; 3]> = (runs.iter().flatten()).map(Path::implausible).collect();
        let number = |which: usize| found.iter().filter(|found| found[which]).count();
        let kinds = [
            "prices more than double within a year",
            "unemployment exceeds 50 %",
            &growth,
        ];
        let told = kinds
            .iter()
            .enumerate()
            .map(|(which, kind)| (number(which), kind));
        let told = told.filter(|(runs, _)| *runs > 0);
        let told: Vec<String> = told
            .map(|(runs, kind)| format!("{kind} in {runs}"))
            .collect();
        if !told.is_empty() {
            let all = count(found.len() as u64, "run");
            let _ = writeln!(
                text,
                "Note: implausible, of {all} of {name}: {}.",
                told.join(", ")
            );
        }
    }
    text
}

/// The first of all failures that are told in the same words, and how many there are.
pub fn alike(failures: Vec<FailureFacts>) -> Vec<(FailureFacts, u64)> {
    let mut told: Vec<(FailureFacts, u64)> = Vec::new();
    let mut places = BTreeMap::new();
    for failure in failures {
        let words = [&failure.branch, &failure.date, &failure.cause].map(String::clone);
        let place = *places.entry(words).or_insert(told.len());
        match told.get_mut(place) {
            Some((_, runs)) => *runs += 1,
            None => told.push((failure, 1)),
        }
    }
    told
}
