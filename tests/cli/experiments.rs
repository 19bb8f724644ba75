//! The published experiments and the gallery: what each shipped scenario says it expects, it gives.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};

use super::results::read;
use super::{Case, empty, shipped};

/// Series of a shipped scenario: by branch, one path per run, the base quarter first.
struct Experiment {
    case: Case,
    runs: usize,
}

impl Experiment {
    /// Runs `file` at a small scale.
    fn of(file: &str, runs: usize) -> Self {
        let path = shipped("lua").into_iter().find(|path| path.ends_with(file));
        let path = path.unwrap().display().to_string();
        let runs_asked = runs.to_string();
        let case = empty().with(&[
            &path,
            "--scale",
            "1/10000",
            "--runs",
            &runs_asked,
            "--quiet",
        ]);
        case.run().good();
        Experiment { case, runs }
    }

    fn paths(&self, series: &str) -> BTreeMap<String, Vec<Vec<f64>>> {
        paths(&self.case, series)
    }

    /// Mean over runs of `figure` of the branch and of the first one, in a quarter.
    fn effect(
        &self,
        series: &str,
        branch: &str,
        quarter: usize,
        figure: fn(f64, f64) -> f64,
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

    fn per_cent(&self, series: &str, branch: &str, quarter: usize) -> f64 {
        self.effect(series, branch, quarter, |own, other| {
            100.0 * (own / other - 1.0)
        })
    }

    fn points(&self, series: &str, branch: &str, quarter: usize) -> f64 {
        self.effect(series, branch, quarter, |own, other| 100.0 * (own - other))
    }

    /// Points of the yearly rate.
    fn yearly_points(&self, series: &str, branch: &str, quarter: usize) -> f64 {
        fn yearly(rate: f64) -> f64 {
            let two = (1.0 + rate) * (1.0 + rate);
            100.0 * two * two
        }
        self.effect(series, branch, quarter, |own, other| {
            yearly(own) - yearly(other)
        })
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

#[track_caller]
fn within(found: f64, range: std::ops::RangeInclusive<f64>) {
    assert!(range.contains(&found), "{found} is not in {range:?}");
}

#[test]
fn a_rate_rise_is_one_point_of_the_yearly_rate_for_a_year() {
    let experiment = Experiment::of("rate_rise_and_cut.lua", 3);
    let moved = |branch, quarter| experiment.yearly_points("policy_rate", branch, quarter);
    for (branch, size) in [("rate rise", 1.0), ("rate cut", -0.5)] {
        within(moved(branch, 1) - size, -1e-9..=1e-9);
        for quarter in 2..=4 {
            within(moved(branch, quarter) - size, -0.05..=0.05);
        }
        for quarter in 5..=12 {
            within(moved(branch, quarter), -0.05..=0.05);
        }
        within(experiment.per_cent("real_gdp", branch, 8), -0.5..=0.5);
    }
}

#[test]
fn a_rate_that_was_held_is_remembered_by_the_weight_of_smoothing() {
    let experiment = Experiment::of("interest_rate_held.lua", 3);
    for path in &experiment.paths("policy_rate")["held"] {
        assert_eq!(path[1..=4], [0.005; 4]);
    }
    let parameters = &experiment.case.manifest()["branches"][0]["parameters"];
    let smoothing = parameters["taylor_smoothing"].as_f64().unwrap();
    let moved = |quarter| experiment.points("policy_rate", "held", quarter);
    within(moved(5) / moved(4) - smoothing, -0.02..=0.02);
}

#[test]
fn productivity_costs_jobs_once_or_again_and_again() {
    let experiment = Experiment::of("productivity.lua", 3);
    let unemployment = |branch, quarter| experiment.points("unemployment_rate", branch, quarter);
    within(unemployment("once", 1), 0.2..=0.9);
    within(unemployment("once", 12), 0.0..=1.2);
    within(
        unemployment("compounding", 1) - unemployment("once", 1),
        -1e-9..=1e-9,
    );
    within(unemployment("compounding", 12), 5.0..=10.0);
    within(experiment.per_cent("real_gdp", "once", 4), -0.5..=0.5);
}

#[test]
fn consumers_who_spend_more_raise_output() {
    let experiment = Experiment::of("consumption.lua", 3);
    let consumption =
        |quarter| experiment.per_cent("real_household_consumption", "spending", quarter);
    within(consumption(1), 0.3..=5.5);
    within(consumption(4), 4.0..=8.0);
    within(consumption(12), -1.0..=3.5);
    within(experiment.per_cent("real_gdp", "spending", 4), 2.0..=5.0);
}

#[test]
fn demand_pull_makes_prices_restless() {
    let experiment = Experiment::of("canvas_pricing.lua", 3);
    let restless = |branch: &str| -> f64 {
        let paths = &experiment.paths("inflation")[branch];
        let moves = paths.iter().flat_map(|path| path[1..].windows(2));
        moves.map(|pair| (pair[1] - pair[0]).abs()).sum()
    };
    assert!(restless("demand pull") > restless("cost push"));
    within(
        experiment.per_cent("real_gdp", "demand pull", 12),
        -3.0..=4.0,
    );
}

#[test]
fn a_conditional_forecast_follows_what_was_observed() {
    let experiment = Experiment::of("conditional_forecast.lua", 3);
    // Volumes of 2020Q2 over 2019Q4: Office for National Statistics, in scenarios/data.
    // Where goods run short, or find no buyer, less is traded than was asked for or offered.
    for (series, observed, short) in [
        ("real_exports", 146_526.0 / 184_277.0, 0.1),
        ("real_government_consumption", 85_179.0 / 107_732.0, 0.03),
        ("real_imports", 127_693.0 / 176_744.0, 0.1),
    ] {
        for path in &experiment.paths(series)["observed"] {
            within(path[2] / path[0] - observed, -short..=0.01);
        }
    }
    within(experiment.per_cent("real_gdp", "observed", 4), -6.0..=-1.5);
}

#[test]
fn the_gallery_moves_what_it_says() {
    let stimulus = Experiment::of("fiscal_stimulus.lua", 2);
    for branch in [
        "public purchases",
        "income tax",
        "value added tax",
        "benefits",
    ] {
        within(stimulus.per_cent("real_gdp", branch, 8), 1.0..=3.5);
        within(stimulus.per_cent("government_debt", branch, 8), 0.2..=3.0);
    }
    let cut = Experiment::of("vat_cut.lua", 2);
    let gdp = |branch| cut.per_cent("real_gdp", branch, 4);
    within(gdp("cut x2") / gdp("cut x1"), 1.7..=2.3);
    within(gdp("cut x1") / gdp("cut x0.5"), 1.7..=2.3);
    let energy = Experiment::of("energy_import_prices.lua", 2);
    within(energy.per_cent("consumer_price", "energy", 4), 0.6..=2.0);
    within(energy.per_cent("real_gdp", "energy", 8), -2.0..=-0.4);
    let exports = Experiment::of("export_collapse.lua", 2);
    within(
        exports.per_cent("real_exports", "collapse", 1),
        -20.5..=-19.0,
    );
    within(exports.per_cent("real_gdp", "collapse", 4), -5.0..=-1.5);
    let slowdown = Experiment::of("productivity_slowdown.lua", 2);
    within(
        slowdown.points("unemployment_rate", "slowdown", 12),
        -4.0..=-0.8,
    );
    let crunch = Experiment::of("credit_crunch.lua", 2);
    within(crunch.per_cent("new_loans", "crunch", 4), -100.0..=-99.0);
    within(crunch.per_cent("firm_loans", "crunch", 8), -30.0..=-12.0);
    let losses = Experiment::of("bank_losses.lua", 2);
    within(losses.per_cent("bank_equity", "losses", 5), -10.5..=-9.5);
    within(losses.per_cent("bank_equity", "rescue", 6), -0.2..=0.2);
    within(losses.per_cent("government_debt", "rescue", 6), 0.2..=0.6);
    let outage = Experiment::of("central_industry_outage.lua", 2);
    let (most, least) = ("most central", "least central");
    assert!(outage.per_cent("real_gdp", most, 3) < outage.per_cent("real_gdp", least, 3) - 0.5);
    let rules = Experiment::of("own_policy_rules.lua", 2);
    within(
        rules.yearly_points("policy_rate", "price level", 1),
        1.5..=2.7,
    );
}

#[test]
fn shares_of_strategies_are_recorded_and_move() {
    let experiment = Experiment::of("switching_strategies.lua", 2);
    let batch = read(&experiment.case.result().join("strategies.parquet"));
    let share = batch.column_by_name("share").unwrap();
    let shares = share.as_primitive::<Float64Type>().values();
    let names = batch.column_by_name("strategy").unwrap().as_string::<i32>();
    let first: Vec<&str> = (0..3).map(|row| names.value(row)).collect();
    assert_eq!(first, ["model", "demand pull", "cautious"]);
    for quarter in shares.chunks(3) {
        within(quarter.iter().sum::<f64>() - 1.0, -1e-12..=1e-12);
    }
    let opening = &shares[..3];
    within(opening[1], 0.25..=0.35);
    within(opening[2], 0.25..=0.35);
    assert_ne!(opening, &shares[3 * 20..3 * 21]);
}
