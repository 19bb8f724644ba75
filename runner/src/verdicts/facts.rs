//! Checks of stylised facts: the mean over the runs is held against a band.

use super::{Offence, Tally, between};
use crate::batch::RunResult;
use crate::evaluation::facts::Facts;
use crate::evaluation::facts::bands::{CHECKED, of_run, value};
use crate::scenario::Demand;
use crate::scenario::time::Period;
use crate::words;

/// The facts of a run, if one of `tallies` is about its branch.
pub(super) fn needed(tallies: &[Tally], run: &RunResult) -> Facts {
    let about = |tally: &Tally| match tally.check.demand {
        Demand::Fact { branch, .. } => branch == run.unit.branch,
        _ => false,
    };
    if tallies.iter().any(about) {
        of_run(run)
    } else {
        Facts::new()
    }
}

/// What the mean may be, in words.
pub(super) fn limit(bounds: Option<(f64, f64)>) -> String {
    match bounds {
        Some((low, high)) if low.is_finite() || high.is_finite() => {
            between(low, high, words::rounded)
        }
        _ => "anything, as the calibration has no data of it".into(),
    }
}

/// How far a mean is beyond its band, below 0 if it is not.
pub(super) fn beyond(bounds: Option<(f64, f64)>, mean: f64) -> f64 {
    bounds.map_or(0.0, |(low, high)| (low - mean).max(mean - high))
}

/// What a figure without a run is the mean of.
pub(super) fn mean_of(demand: &Demand) -> &'static str {
    match demand {
        Demand::Fact { .. } => "of the runs up to",
        _ => "difference in",
    }
}

impl Tally {
    /// One run more, if it has the fact.
    pub(super) fn take_fact(&mut self, run: &RunResult, facts: &Facts) {
        let Demand::Fact { branch, fact, .. } = self.check.demand else {
            return;
        };
        let value = value(facts, CHECKED[fact].1);
        if branch == run.unit.branch && value.is_finite() {
            self.differences[0].add(value, 0.0);
            self.measurements += 1;
        }
    }

    /// Holds the mean of a fact against its band, when all runs are there.
    pub(super) fn fact(&mut self, branches: &[String], base: Period) {
        let Demand::Fact { branch, .. } = self.check.demand else {
            return;
        };
        let Some(effect) = self.differences[0].effect() else {
            return;
        };
        let (mean, runs) = (effect.mean, self.measurements);
        let last = base.plus(self.differences.len() as u32 - 1);
        let beyond = self.beyond(mean);
        self.note(mean, beyond, beyond <= 0.0, || Offence {
            branch: branches[branch].clone(),
            point: None,
            run: None,
            date: last.to_string(),
            value: Some(mean),
        });
        self.measurements = runs;
    }
}

#[cfg(test)]
mod tests {
    use super::limit;

    #[test]
    fn bounds_that_are_not_there_are_not_told() {
        let limits = [(5.0, f64::INFINITY), (f64::NEG_INFINITY, 0.25), (-1.0, 1.0)];
        let limits = limits.map(|bounds| limit(Some(bounds)));
        assert_eq!(limits, ["at least 5", "at most 0.25", "-1 to 1"]);
        assert!(limit(None).contains("no data"));
    }
}
