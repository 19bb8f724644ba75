//! How much the outcomes of a sweep depend on what it varies.
//!
//! An outcome is a series in the last quarter, or its mean over the simulated quarters; as it is, or
//! as the difference from the first branch in the same run. At every point it is the mean over runs.

mod indices;

use engine::record::Record;

use crate::batch::{RunResult, Unit};
use crate::scenario::Scenario;
use crate::scenario::sweep::Sweep;
use indices::indices;
pub use indices::{Index, Measure};

/// Whether an outcome is a figure as it is, or compared with the first branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// As it is.
    Level,
    /// Difference from the first branch, run by run.
    Difference,
}

impl Figure {
    /// Its word in results.
    pub fn name(self) -> &'static str {
        match self {
            Figure::Level => "level",
            Figure::Difference => "difference",
        }
    }
}

/// What of a path of quarters an outcome is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The last quarter.
    Last,
    /// The mean of all simulated quarters.
    Mean,
}

impl Over {
    /// Its word in results.
    pub fn name(self) -> &'static str {
        match self {
            Over::Last => "last",
            Over::Mean => "mean",
        }
    }
}

/// What is explained by the dimensions of a sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Branch, as a place in the list.
    pub branch: usize,
    /// Series, as a place in the engine's list.
    pub series: usize,
    /// As it is, or compared.
    pub figure: Figure,
    /// When.
    pub over: Over,
}

impl Outcome {
    /// Name of the series.
    pub fn series_name(&self) -> &'static str {
        Record::COLUMNS[self.series].name
    }
}

/// Share of a series below which its outcomes differ by rounding.
const ROUNDING: f64 = 1e-10;

/// Outcomes, and the measures of each.
pub type Measured = Vec<(Outcome, Vec<Index>)>;

/// Outcomes of all points, summed over the runs that were taken.
pub struct Outcomes {
    /// What is kept, in the order of branches.
    pub list: Vec<Outcome>,
    /// Of every point and outcome, the sum over runs and their number.
    sums: Vec<(f64, u32)>,
    /// The first branch in the run that is being taken, and its last quarters and means.
    reference: Option<(Unit, Vec<[f64; 2]>)>,
    series: Vec<usize>,
}

impl Outcomes {
    /// Those of `scenario`, if it has a sweep.
    pub fn of(scenario: &Scenario) -> Option<Self> {
        let sweep = scenario.sweep.as_ref()?;
        let mut list = Vec::new();
        for branch in 0..scenario.branches.len() {
            let figures = [Figure::Level, Figure::Difference];
            for figure in figures.into_iter().take(if branch == 0 { 1 } else { 2 }) {
                for &series in &sweep.of {
                    list.extend([Over::Last, Over::Mean].map(|over| Outcome {
                        branch,
                        series,
                        figure,
                        over,
                    }));
                }
            }
        }
        Some(Outcomes {
            sums: vec![(0.0, 0); list.len() * sweep.points()],
            list,
            reference: None,
            series: sweep.of.clone(),
        })
    }

    /// Takes a run; runs come in the order of [`Unit::index`].
    pub fn take(&mut self, run: &RunResult) {
        let figures: Vec<[f64; 2]> = self
            .series
            .iter()
            .map(|&place| last_and_mean(run, place))
            .collect();
        let unit = run.unit;
        if unit.branch == 0 {
            self.reference = Some((unit, figures.clone()));
        }
        let reference = self.reference.as_ref();
        let reference = reference.filter(|(other, _)| other.beside(unit));
        let row = unit.point as usize * self.list.len();
        for (place, outcome) in self.list.iter().enumerate() {
            if outcome.branch != unit.branch {
                continue;
            }
            let series = self
                .series
                .iter()
                .position(|series| *series == outcome.series);
            let when = usize::from(outcome.over == Over::Mean);
            let of = |figures: &[[f64; 2]]| series.map_or(f64::NAN, |series| figures[series][when]);
            let value = match (outcome.figure, reference) {
                (Figure::Level, _) => of(&figures),
                (Figure::Difference, Some((_, reference))) => of(&figures) - of(reference),
                (Figure::Difference, None) => f64::NAN,
            };
            if value.is_finite() {
                let (sum, runs) = &mut self.sums[row + place];
                *sum += value;
                *runs += 1;
            }
        }
    }

    /// The measures of all outcomes over `sweep`; bands are drawn from `seed`.
    pub fn measured(&self, sweep: &Sweep, seed: u64) -> Measured {
        let outcomes = self.list.iter().enumerate();
        let measure = |(place, outcome): (usize, &Outcome)| {
            let means = self.means(place);
            let measured = if self.varies(outcome, &means) {
                indices(sweep, &means, seed)
            } else {
                Vec::new()
            };
            (*outcome, measured)
        };
        outcomes.map(measure).collect()
    }

    /// Whether the `means` of an outcome differ by more than rounding of its series.
    fn varies(&self, outcome: &Outcome, means: &[f64]) -> bool {
        let level = Outcome {
            figure: Figure::Level,
            ..*outcome
        };
        let level = self.list.iter().position(|other| *other == level);
        let levels = level.map_or_else(Vec::new, |place| self.means(place));
        let size = levels
            .iter()
            .fold(0.0, |size: f64, level| size.max(level.abs()));
        let (low, high) = means
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &mean| {
                (low.min(mean), high.max(mean))
            });
        high - low > ROUNDING * size
    }

    /// The outcome at `place` of the list at every point: mean over runs; no number where none is.
    fn means(&self, place: usize) -> Vec<f64> {
        let points = self.sums.chunks_exact(self.list.len());
        let mean = |row: &[(f64, u32)]| row[place].0 / f64::from(row[place].1);
        points.map(mean).collect()
    }
}

/// The last quarter of a series, and the mean of its simulated quarters.
fn last_and_mean(run: &RunResult, series: usize) -> [f64; 2] {
    let simulated = run.series.iter().skip(1).map(|row| row[series]);
    let last = simulated.clone().next_back().unwrap_or(f64::NAN);
    let count = simulated.len() as f64;
    [last, simulated.sum::<f64>() / count]
}
