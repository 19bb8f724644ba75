//! Checks of a scenario, held against the runs of a batch as they come in.

use std::fmt::Write;

use engine::record::Record;
use serde::Serialize;

use crate::batch::{Kind, RunFailure, RunResult, Unit};
use crate::scenario::time::Quarter;
use crate::scenario::{Check, Demand};
use crate::words;

/// How a check went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// The check, in words.
    pub name: String,
    /// Whether what it demands holds; it does not if there was nothing to measure.
    pub pass: bool,
    /// Figures that were looked at.
    pub measurements: u64,
    /// The figure that is nearest to breaking the check, or breaks it most.
    pub measured: Option<f64>,
    /// What the figure may be, in words.
    pub limit: String,
    /// The first figure that breaks it.
    pub first: Option<Offence>,
}

/// A figure that breaks a check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offence {
    /// Branch.
    pub branch: String,
    /// Run; nothing where the figure is a mean over runs.
    pub run: Option<u32>,
    /// Quarter.
    pub date: String,
    /// The figure; nothing if the run stopped.
    pub value: Option<f64>,
}

/// Holds checks against runs.
pub struct Judge {
    tallies: Vec<Tally>,
    branches: Vec<String>,
    base: Quarter,
    /// Rows of the reference in the run that is being taken.
    reference: Option<(u32, Vec<Vec<f64>>)>,
}

/// What was measured for a check so far.
struct Tally {
    check: Check,
    measurements: u64,
    worst: Option<f64>,
    first: Option<Offence>,
    /// Sums of differences by quarter, for signs.
    sums: Vec<f64>,
    /// Number of differences by quarter.
    counts: Vec<u64>,
}

impl Judge {
    /// A judge who has seen nothing of a batch of `branches`.
    pub fn new(checks: &[Check], branches: Vec<String>, base: Quarter, horizon: u32) -> Self {
        let tally = |check: &Check| Tally {
            check: check.clone(),
            measurements: 0,
            worst: None,
            first: None,
            sums: vec![0.0; horizon as usize + 1],
            counts: vec![0; horizon as usize + 1],
        };
        Judge {
            tallies: checks.iter().map(tally).collect(),
            branches,
            base,
            reference: None,
        }
    }

    /// Looks at a run; runs come in the order of [`Unit::index`].
    pub fn take(&mut self, run: &RunResult) {
        if self.tallies.is_empty() {
            return;
        }
        if run.unit.branch == 0 {
            self.reference = Some((run.unit.run, run.series.clone()));
        }
        let reference = self.reference.as_ref();
        let reference = reference.filter(|(number, _)| *number == run.unit.run);
        for tally in &mut self.tallies {
            tally.take(
                run,
                reference.map(|(_, rows)| rows),
                |unit, quarter, value| Offence {
                    branch: self.branches[unit.branch].clone(),
                    run: Some(unit.run),
                    date: self.base.plus(quarter).to_string(),
                    value: Some(value),
                },
            );
        }
    }

    /// Looks at a run that failed: accounts that do not balance break a check of accounts.
    pub fn take_failure(&mut self, failure: &RunFailure) {
        if failure.kind != Kind::Books {
            return;
        }
        for tally in &mut self.tallies {
            if matches!(tally.check.demand, Demand::Accounts { .. }) && tally.first.is_none() {
                tally.first = Some(Offence {
                    branch: self.branches[failure.unit.branch].clone(),
                    run: Some(failure.unit.run),
                    date: self.base.plus(failure.period).to_string(),
                    value: None,
                });
            }
        }
    }

    /// How every check went, in their order.
    pub fn verdicts(self) -> Vec<Verdict> {
        let (branches, base) = (self.branches, self.base);
        let tallies = self.tallies.into_iter();
        tallies
            .map(|tally| tally.verdict(&branches, base))
            .collect()
    }
}

impl Tally {
    fn take(
        &mut self,
        run: &RunResult,
        reference: Option<&Vec<Vec<f64>>>,
        offence: impl Fn(Unit, u32, f64) -> Offence,
    ) {
        match self.check.demand {
            Demand::NotRun => {}
            Demand::Accounts { tolerance } => {
                for (quarter, row) in (1..).zip(&run.series[1..]) {
                    let residual = residual(row);
                    let good = residual <= tolerance;
                    self.note(residual, residual, good, || {
                        offence(run.unit, quarter, residual)
                    });
                }
            }
            Demand::Range {
                branch,
                series,
                low,
                high,
                first,
                last,
            } => {
                if branch.is_some_and(|branch| branch != run.unit.branch) {
                    return;
                }
                for quarter in first..=last {
                    let value = run.series[quarter as usize][series];
                    let outside = (low - value).max(value - high);
                    let good = (low..=high).contains(&value);
                    self.note(value, outside, good, || offence(run.unit, quarter, value));
                }
            }
            Demand::Sign {
                branch,
                series,
                first,
                last,
                ..
            } => {
                let Some(reference) = reference.filter(|_| branch == run.unit.branch) else {
                    return;
                };
                let rows = run.series.iter().zip(reference).enumerate();
                let (first, last) = (first as usize, last as usize);
                for (quarter, (own, other)) in rows.take(last + 1).skip(first) {
                    self.sums[quarter] += own[series] - other[series];
                    self.counts[quarter] += 1;
                }
            }
        }
    }

    /// Notes a figure and how far it is beyond what is allowed, below 0 if it is not.
    fn note(&mut self, value: f64, beyond: f64, good: bool, offence: impl FnOnce() -> Offence) {
        self.measurements += 1;
        let further = |worst: f64| beyond > self.beyond(worst) || beyond.is_nan();
        if self.worst.is_none_or(further) {
            self.worst = Some(value);
        }
        if !good && self.first.is_none() {
            self.first = Some(offence());
        }
    }

    /// How far a figure is beyond what is allowed.
    fn beyond(&self, value: f64) -> f64 {
        match self.check.demand {
            Demand::Range { low, high, .. } => (low - value).max(value - high),
            Demand::Accounts { .. } | Demand::NotRun => value,
            Demand::Sign { positive, .. } => {
                if positive {
                    -value
                } else {
                    value
                }
            }
        }
    }

    fn verdict(mut self, branches: &[String], base: Quarter) -> Verdict {
        if let Demand::Sign {
            branch,
            first,
            last,
            ..
        } = self.check.demand
        {
            for quarter in first..=last {
                let place = quarter as usize;
                if self.counts[place] == 0 {
                    continue;
                }
                let mean = self.sums[place] / self.counts[place] as f64;
                let beyond = self.beyond(mean);
                self.note(mean, beyond, beyond < 0.0, || Offence {
                    branch: branches[branch].clone(),
                    run: None,
                    date: base.plus(quarter).to_string(),
                    value: Some(mean),
                });
            }
        }
        Verdict {
            pass: self.measurements > 0 && self.first.is_none(),
            measurements: self.measurements,
            measured: self.worst.filter(|worst| worst.is_finite()),
            limit: limit(&self.check.demand),
            first: self.first,
            name: self.check.name,
        }
    }
}

/// Largest difference between GDP by production, income and expenditure, as a share of GDP.
fn residual(row: &[f64]) -> f64 {
    let value = |name: &str| {
        let place = Record::COLUMNS
            .iter()
            .position(|column| column.name == name);
        place.map_or(f64::NAN, |place| row[place])
    };
    let spent = |kind: &str| {
        let of = |what: &str| value(&format!("{kind}_{what}"));
        of("household_consumption")
            + of("government_consumption")
            + of("capitalformation")
            + of("exports")
            - of("imports")
    };
    let income =
        value("compensation_employees") + value("operating_surplus") + value("taxes_production");
    let off = [
        (value("nominal_gva") - income) / value("nominal_gdp"),
        (value("nominal_gdp") - spent("nominal")) / value("nominal_gdp"),
        (value("real_gdp") - spent("real")) / value("real_gdp"),
    ];
    off.into_iter().fold(0.0, |worst: f64, share| {
        if share.is_nan() || worst.is_nan() {
            f64::NAN
        } else {
            worst.max(share.abs())
        }
    })
}

fn limit(demand: &Demand) -> String {
    match demand {
        Demand::Accounts { tolerance } => format!("at most {tolerance:e} of GDP"),
        Demand::Sign { positive: true, .. } => "above 0".into(),
        Demand::Sign { .. } => "below 0".into(),
        Demand::NotRun => "its branch is run".into(),
        Demand::Range { low, high, .. } if low.is_infinite() => {
            format!("at most {}", words::number(*high))
        }
        Demand::Range { low, high, .. } if high.is_infinite() => {
            format!("at least {}", words::number(*low))
        }
        Demand::Range { low, high, .. } => {
            format!("{} to {}", words::number(*low), words::number(*high))
        }
    }
}

impl Verdict {
    /// The check and what was found, on one line.
    pub fn line(&self) -> String {
        let mut text = self.name.clone();
        match (&self.first, self.measured) {
            (Some(offence), _) => {
                let _ = write!(text, ": ");
                let _ = match offence.value {
                    Some(value) => write!(text, "{}", words::rounded(value)),
                    None => write!(text, "the accounts do not balance"),
                };
                let _ = match offence.run {
                    Some(run) => write!(
                        text,
                        " in branch {}, run {run}, {}",
                        offence.branch, offence.date
                    ),
                    None => write!(text, " is the mean difference in {}", offence.date),
                };
            }
            (None, _) if self.measurements == 0 => text.push_str(": nothing was measured"),
            (None, Some(measured)) => {
                let _ = write!(text, " (nearest: {})", words::rounded(measured));
            }
            (None, None) => {}
        }
        text
    }
}

/// The checks as lines of the summary; nothing if there are none.
pub fn summary(verdicts: &[Verdict]) -> String {
    let mut text = String::new();
    for verdict in verdicts {
        let word = if verdict.pass { "holds" } else { "fails" };
        let _ = writeln!(text, "Check {word}: {}", verdict.line());
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The text of `checks.json`.
///
/// # Errors
/// If a figure cannot be written.
pub fn json(verdicts: &[Verdict]) -> serde_json::Result<String> {
    serde_json::to_string_pretty(verdicts).map(|text| text + "\n")
}
