//! The published experiments, and how a scenario is held to what it expects.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};

use super::results::read;
use super::{Case, Outcome, empty, project};

/// Runs of a shipped scenario at a small scale. Differences from its first branch, run by run with the
/// same draws, are those of the full scale to a tenth of their size.
pub struct Experiment {
    /// The program called on it.
    pub case: Case,
    /// What it wrote.
    pub outcome: Outcome,
    runs: usize,
}

impl Experiment {
    /// Runs the scenario `name`.
    pub fn of(name: &str, runs: usize) -> Self {
        let path = project("scenarios").join(name).with_extension("lua");
        Experiment::run(empty(), &path.display().to_string(), runs)
    }

    /// Runs the scenario `name` with another text in place of some of its own.
    pub fn changed(name: &str, runs: usize, from: &str, to: &str) -> Self {
        let path = project("scenarios").join(name).with_extension("lua");
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{name} has no `{from}`");
        let case = empty();
        case.file("scenario.lua", &text.replace(from, to));
        Experiment::run(case, "scenario.lua", runs)
    }

    fn run(case: Case, file: &str, runs: usize) -> Self {
        let asked = runs.to_string();
        let case = case.with(&[file, "--scale", "1/10000", "--runs", &asked]);
        let outcome = case.run().good();
        Experiment {
            case,
            outcome,
            runs,
        }
    }

    /// A series by branch: one path per run, the base quarter first.
    pub fn paths(&self, series: &str) -> BTreeMap<String, Vec<Vec<f64>>> {
        paths(&self.case, series)
    }

    /// Mean over runs of `figure` of the branch and of the first one, in a quarter.
    fn effect(
        &self,
        series: &str,
        branch: &str,
        quarter: usize,
        figure: impl Fn(f64, f64) -> f64,
    ) -> f64 {
        let paths = self.paths(series);
        let reference = &paths[&self.reference()];
        let pairs = paths[branch].iter().zip(reference);
        pairs
            .map(|(own, other)| figure(own[quarter], other[quarter]))
            .sum::<f64>()
            / self.runs as f64
    }

    fn reference(&self) -> String {
        self.case.manifest()["branches"][0]["name"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Per cent of the first branch.
    pub fn per_cent(&self, series: &str, branch: &str, quarter: usize) -> f64 {
        self.effect(series, branch, quarter, |own, other| {
            100.0 * (own / other - 1.0)
        })
    }

    /// Percentage points.
    pub fn points(&self, series: &str, branch: &str, quarter: usize) -> f64 {
        self.effect(series, branch, quarter, |own, other| 100.0 * (own - other))
    }

    /// Points of the yearly rate.
    pub fn yearly_points(&self, series: &str, branch: &str, quarter: usize) -> f64 {
        let yearly = |rate: f64| 100.0 * (1.0 + rate).powi(4);
        self.effect(series, branch, quarter, |own, other| {
            yearly(own) - yearly(other)
        })
    }

    /// Mean over runs of the sum of what a series moves from quarter to quarter.
    pub fn restless(&self, series: &str, branch: &str) -> f64 {
        let paths = &self.paths(series)[branch];
        let moves = paths.iter().flat_map(|path| path[1..].windows(2));
        moves.map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>() / self.runs as f64
    }
}

/// A series of a result: by branch, one path per run, the base quarter first.
pub fn paths(case: &Case, series: &str) -> BTreeMap<String, Vec<Vec<f64>>> {
    let batch = read(&case.result().join("series.parquet"));
    let branches = batch.column_by_name("branch").unwrap().as_string::<i32>();
    let runs = batch.column_by_name("run").unwrap();
    let runs = runs.as_primitive::<UInt32Type>();
    let values = batch.column_by_name(series).unwrap();
    let values = values.as_primitive::<Float64Type>();
    let mut paths = BTreeMap::<String, Vec<Vec<f64>>>::new();
    for row in 0..batch.num_rows() {
        let branch = paths.entry(branches.value(row).to_owned()).or_default();
        let run = runs.value(row) as usize;
        branch.resize(branch.len().max(run + 1), Vec::new());
        branch[run].push(values.value(row));
    }
    paths
}

/// `found` is in `range`.
#[track_caller]
pub fn within(found: f64, range: std::ops::RangeInclusive<f64>) {
    assert!(range.contains(&found), "{found} is not in {range:?}");
}

#[test]
fn a_rate_rise_is_one_point_of_the_yearly_rate_for_a_year() {
    let experiment = Experiment::of("rate_rise_and_cut", 6);
    let moved = |branch, quarter| experiment.yearly_points("policy_rate", branch, quarter);
    for (branch, size) in [("rate rise", 1.0), ("rate cut", -0.5)] {
        within(moved(branch, 1) - size, -1e-9..=1e-9);
        for quarter in 2..=4 {
            within(moved(branch, quarter) - size, -0.01..=0.01);
        }
        for quarter in 5..=12 {
            within(moved(branch, quarter), -0.01..=0.01);
            within(experiment.per_cent("real_gdp", branch, quarter), -0.1..=0.1);
            within(
                experiment.per_cent("gdp_deflator", branch, quarter),
                -0.01..=0.01,
            );
        }
    }
}

#[test]
fn a_rate_that_was_held_is_remembered_by_the_weight_of_smoothing() {
    let experiment = Experiment::of("interest_rate_held", 6);
    for path in &experiment.paths("policy_rate")["held"] {
        assert_eq!(path[1..=4], [0.005; 4]);
    }
    let parameters = &experiment.case.manifest()["branches"][0]["parameters"];
    let smoothing = parameters["taylor_smoothing"].as_f64().unwrap();
    within(smoothing, 0.905..=0.915);
    let moved = |quarter| experiment.points("policy_rate", "held", quarter);
    for quarter in 5..=12 {
        within(
            moved(quarter) / moved(quarter - 1) - smoothing,
            -0.005..=0.005,
        );
    }
}

#[test]
fn productivity_costs_jobs_once_or_again_and_again() {
    let experiment = Experiment::of("productivity", 8);
    let unemployment = |branch, quarter| experiment.points("unemployment_rate", branch, quarter);
    let gdp = |branch, quarter| experiment.per_cent("real_gdp", branch, quarter);
    for quarter in [2, 4, 8, 12] {
        within(unemployment("once", quarter), 0.35..=0.65);
        within(gdp("once", quarter), -0.15..=0.3);
    }
    within(
        unemployment("compounding", 1) - unemployment("once", 1),
        -1e-9..=1e-9,
    );
    for year in 1..=3_u32 {
        let found = unemployment("compounding", 4 * year as usize);
        within(found / f64::from(year), 2.3..=2.9);
    }
    within(gdp("once", 12), 0.15..=0.3);
    within(gdp("compounding", 12), 1.2..=1.6);
}

#[test]
fn consumers_who_spend_more_raise_output() {
    let experiment = Experiment::of("consumption", 8);
    let consumption =
        |quarter| experiment.per_cent("real_household_consumption", "spending", quarter);
    let gdp = |quarter| experiment.per_cent("real_gdp", "spending", quarter);
    within(consumption(1), 1.0..=1.6);
    for quarter in 2..=4 {
        within(consumption(quarter), 3.8..=6.2);
    }
    within(gdp(4), 3.0..=4.0);
    within(gdp(12) / gdp(4), 0.4..=0.6);
}

#[test]
fn demand_pull_makes_prices_restless() {
    let experiment = Experiment::of("canvas_pricing", 8);
    let restless = |branch| experiment.restless("inflation", branch);
    within(restless("demand pull") / restless("cost push"), 1.4..=2.6);
    within(
        experiment.per_cent("real_gdp", "demand pull", 12),
        -1.0..=1.0,
    );
}

#[test]
fn a_conditional_forecast_follows_what_was_observed() {
    let experiment = Experiment::of("conditional_forecast", 8);
    // Volumes of 2020Q2 and 2020Q4 over 2019Q4: Office for National Statistics, in scenarios/data.
    // Where goods run short, or find no buyer, less is traded than was asked for or offered.
    for (series, base, [second, fourth], short) in [
        (
            "real_exports",
            184_277.0,
            [146_526.0, 154_879.0],
            [0.06, 0.001],
        ),
        (
            "real_government_consumption",
            107_732.0,
            [85_179.0, 104_530.0],
            [0.002, 0.002],
        ),
        (
            "real_imports",
            176_744.0,
            [127_693.0, 172_402.0],
            [0.01, 0.15],
        ),
    ] {
        for path in &experiment.paths(series)["observed"] {
            within(path[2] / path[0] - second / base, -short[0]..=0.001);
            within(path[4] / path[0] - fourth / base, -short[1]..=0.001);
        }
    }
    let gdp = |quarter| experiment.per_cent("real_gdp", "observed", quarter);
    within(gdp(4), -3.7..=-2.9);
    for quarter in 5..=11 {
        within(gdp(quarter), -4.2..=-1.8);
    }
}
