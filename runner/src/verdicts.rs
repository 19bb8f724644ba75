//! Checks of a scenario, held against the runs of a batch as they come in.

mod accounts;
mod differences;
mod facts;
mod told;

use std::borrow::Cow;
use std::fmt::Write;

use engine::record::Record;
use serde::Serialize;

use crate::batch::{Kind, RunFailure, RunResult, Unit};
use crate::evaluation::facts::Facts;
use crate::scenario::time::Period;
use crate::scenario::{Check, Demand};
use crate::words;
use accounts::residual;
use differences::{Differences, Effect};

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
    /// Unit of the figure.
    pub unit: Option<Cow<'static, str>>,
    /// For signs: the figure in per cent of the mean of the reference.
    pub pct: Option<f64>,
    /// For signs: lower end of the 90 % band of the figure, which is a mean over runs; nothing of one run.
    pub low: Option<f64>,
    /// For signs: upper end of the 90 % band of the figure.
    pub high: Option<f64>,
    /// What the figure may be, in words.
    pub limit: String,
    /// The first figure that breaks it.
    pub first: Option<Offence>,
    /// What a figure without a run is the mean of.
    #[serde(skip)]
    mean: &'static str,
}

/// A figure that breaks a check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offence {
    /// Branch.
    pub branch: String,
    /// Point of the sweep, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<u32>,
    /// Run; nothing where the figure is a mean over runs.
    pub run: Option<u32>,
    /// Period.
    pub date: String,
    /// The figure; nothing if the run stopped.
    pub value: Option<f64>,
}

/// Holds checks against runs.
pub struct Judge {
    tallies: Vec<Tally>,
    branches: Vec<String>,
    base: Period,
    /// Rows of the reference in the run that is being taken.
    reference: Option<(Unit, Vec<Vec<f64>>)>,
    /// Whether offences say which point of a sweep they are of.
    sweeps: bool,
}

/// What was measured for a check so far.
struct Tally {
    check: Check,
    measurements: u64,
    worst: Option<f64>,
    first: Option<Offence>,
    /// Differences by quarter, for signs.
    differences: Vec<Differences>,
}

impl Judge {
    /// A judge who has seen nothing of a batch of `branches`.
    pub fn new(
        checks: &[Check],
        branches: Vec<String>,
        (base, horizon): (Period, u32),
        sweeps: bool,
    ) -> Self {
        let tally = |check: &Check| Tally {
            check: check.clone(),
            measurements: 0,
            worst: None,
            first: None,
            differences: vec![Differences::default(); horizon as usize + 1],
        };
        Judge {
            tallies: checks.iter().map(tally).collect(),
            branches,
            base,
            reference: None,
            sweeps,
        }
    }

    /// Looks at a run; runs come in the order of [`Unit::index`].
    pub fn take(&mut self, run: &RunResult) {
        if self.tallies.is_empty() {
            return;
        }
        if run.unit.branch == 0 {
            self.reference = Some((run.unit, run.series.clone()));
        }
        let reference = self.reference.as_ref();
        let reference = reference.filter(|(unit, _)| unit.beside(run.unit));
        let facts = facts::needed(&self.tallies, run);
        for tally in &mut self.tallies {
            tally.take(
                run,
                &facts,
                reference.map(|(_, rows)| rows),
                |unit, quarter, value| Offence {
                    branch: self.branches[unit.branch].clone(),
                    point: self.sweeps.then_some(unit.point),
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
                    point: self.sweeps.then_some(failure.unit.point),
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
        facts: &Facts,
        reference: Option<&Vec<Vec<f64>>>,
        offence: impl Fn(Unit, u32, f64) -> Offence,
    ) {
        match self.check.demand {
            Demand::NotRun => {}
            Demand::Fact { .. } => self.take_fact(run, facts),
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
                    self.differences[quarter].add(own[series], other[series]);
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
            Demand::Fact { bounds, .. } => facts::beyond(bounds, value),
            Demand::Accounts { .. } | Demand::NotRun | Demand::Sign { .. } => value,
        }
    }

    fn verdict(mut self, branches: &[String], base: Period) -> Verdict {
        self.fact(branches, base);
        let effect = self.sign(branches, base);
        let unit = match self.check.demand {
            Demand::Range { series, .. } | Demand::Sign { series, .. } => {
                Some(base.frequency().unit(Record::COLUMNS[series].unit))
            }
            Demand::Accounts { .. } | Demand::NotRun | Demand::Fact { .. } => None,
        };
        let measured = effect.map_or(self.worst, |effect| Some(effect.mean));
        let band = effect.and_then(|effect| effect.band);
        let mut limit = limit(&self.check.demand);
        if effect.is_some() && band.is_none() {
            limit.push_str("; one run cannot tell, as it has no band: run two or more");
        }
        Verdict {
            pass: self.measurements > 0 && self.first.is_none(),
            measurements: self.measurements,
            measured: measured.filter(|worst| worst.is_finite()),
            unit,
            pct: effect.and_then(|effect| effect.pct),
            low: band.map(|(low, _)| low),
            high: band.map(|(_, high)| high),
            limit,
            first: self.first,
            mean: facts::mean_of(&self.check.demand),
            name: self.check.name,
        }
    }

    /// Looks at the differences that a sign is demanded of; the one that is told: the first that
    /// breaks the check, or the one that is nearest to it.
    fn sign(&mut self, branches: &[String], base: Period) -> Option<Effect> {
        let Demand::Sign {
            branch,
            positive,
            at_least,
            first,
            last,
            ..
        } = self.check.demand
        else {
            return None;
        };
        let mut told: Option<(f64, Effect)> = None;
        for quarter in first..=last {
            let Some(effect) = self.differences[quarter as usize].effect() else {
                continue;
            };
            let sure = effect.band.map_or(
                f64::NEG_INFINITY,
                |(low, high)| {
                    if positive { low } else { -high }
                },
            );
            let large = effect
                .pct
                .map_or(at_least == 0.0, |pct| pct.abs() >= at_least);
            let good = sure > 0.0 && large;
            self.measurements += 1;
            if !good && self.first.is_none() {
                self.first = Some(Offence {
                    branch: branches[branch].clone(),
                    point: None,
                    run: None,
                    date: base.plus(quarter).to_string(),
                    value: Some(effect.mean),
                });
                told = Some((f64::NEG_INFINITY, effect));
            }
            if told.is_none_or(|(least, _)| sure < least) {
                told = Some((sure, effect));
            }
        }
        told.map(|(_, effect)| effect)
    }
}

fn limit(demand: &Demand) -> String {
    match demand {
        Demand::Accounts { tolerance } => format!("at most {tolerance:e} of GDP"),
        Demand::Sign {
            positive, at_least, ..
        } => {
            let side = if *positive { "above" } else { "below" };
            match *at_least {
                0.0 => format!("{side} 0, its 90 % band too"),
                size => format!(
                    "{side} 0, its 90 % band too, by at least {} % of the reference",
                    words::number(size)
                ),
            }
        }
        Demand::NotRun => "its branch is run".into(),
        Demand::Fact { bounds, .. } => facts::limit(*bounds),
        Demand::Range { low, high, .. } => between(*low, *high, words::number),
    }
}

/// The figures from `low` to `high`, in words that `shown` makes of numbers.
fn between(low: f64, high: f64, shown: fn(f64) -> String) -> String {
    if low.is_infinite() {
        format!("at most {}", shown(high))
    } else if high.is_infinite() {
        format!("at least {}", shown(low))
    } else {
        format!("{} to {}", shown(low), shown(high))
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
