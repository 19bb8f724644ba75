//! The published experiments and the gallery: what each shipped scenario says it expects, it gives.

use std::collections::BTreeMap;
use std::path::Path;

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
        Experiment::scaled(file, runs, "1/10000")
    }

    fn scaled(file: &str, runs: usize, scale: &str) -> Self {
        let path = shipped("lua").into_iter().find(|path| path.ends_with(file));
        let path = path.unwrap().display().to_string();
        let runs_asked = runs.to_string();
        let case = empty().with(&[&path, "--scale", scale, "--runs", &runs_asked, "--quiet"]);
        case.run();
        Experiment { case, runs }
    }

    fn paths(&self, series: &str) -> BTreeMap<String, Vec<Vec<f64>>> {
        let batch = read(&self.case.result().join("series.parquet"));
        let branches = batch.column_by_name("branch").unwrap().as_string::<i32>();
        let runs = batch.column_by_name("run").unwrap().as_primitive::<UInt32Type>();
        let values = batch.column_by_name(series).unwrap().as_primitive::<Float64Type>();
        let mut paths = BTreeMap::<String, Vec<Vec<f64>>>::new();
        for row in 0..batch.num_rows() {
            let branch = paths.entry(branches.value(row).to_owned()).or_default();
            branch.resize(self.runs, Vec::new());
            branch[runs.value(row) as usize].push(values.value(row));
        }
        paths
    }

    /// Mean over runs of `figure` of the branch and of the first one, in a quarter.
    fn effect(&self, series: &str, branch: &str, quarter: usize, figure: fn(f64, f64) -> f64) -> f64 {
        let paths = self.paths(series);
        let reference = &paths[&self.reference()];
        let pairs = paths[branch].iter().zip(reference);
        pairs.map(|(own, other)| figure(own[quarter], other[quarter])).sum::<f64>() / self.runs as f64
    }

    fn reference(&self) -> String {
        self.case.manifest()["branches"][0]["name"].as_str().unwrap().to_owned()
    }

    fn per_cent(&self, series: &str, branch: &str, quarter: usize) -> f64 {
        self.effect(series, branch, quarter, |own, other| 100.0 * (own / other - 1.0))
    }

    fn points(&self, series: &str, branch: &str, quarter: usize) -> f64 {
        self.effect(series, branch, quarter, |own, other| 100.0 * (own - other))
    }

    /// Points of the yearly rate.
    fn yearly_points(&self, series: &str, branch: &str, quarter: usize) -> f64 {
        let yearly = |rate: f64| (1.0 + rate) * (1.0 + rate) * (1.0 + rate) * (1.0 + rate);
        let paths = self.paths(series);
        let reference = &paths[&self.reference()];
        let pairs = paths[branch].iter().zip(reference);
        let points = pairs.map(|(own, other)| 100.0 * (yearly(own[quarter]) - yearly(other[quarter])));
        points.sum::<f64>() / self.runs as f64
    }
}
