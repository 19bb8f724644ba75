//! The reference folder, and comparison with what it holds.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::parameters::{Model, Switches};
use engine::simulation::Simulation;
use serde_json::Value;

/// The reference folder, or none with a word on why the test is skipped.
pub fn folder() -> Option<PathBuf> {
    let place = std::env::var_os("REFERENCE_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/validation"),
        PathBuf::from,
    );
    if place.join("austria_2010Q1_parameters.json").is_file() {
        return Some(place);
    }
    println!(
        "skipped: no reference data in {}; set REFERENCE_DATA to its folder",
        place.display()
    );
    None
}

/// One file of the folder.
pub fn file(folder: &Path, name: &str) -> Value {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The model of a pair of parameter files, such as `austria_2010Q1`.
pub fn model(folder: &Path, name: &str, switches: Switches) -> Arc<Model> {
    let parameters = folder.join(format!("{name}_parameters.json"));
    let initial = folder.join(format!("{name}_initial_conditions.json"));
    Arc::new(runner::reference::read(&parameters, &initial, switches).unwrap())
}

/// A run of Austria 2010Q1.
pub fn austria(folder: &Path, switches: Switches, seed: u64) -> Simulation {
    Simulation::new(model(folder, "austria_2010Q1", switches), seed, 0).unwrap()
}

/// Numbers of a scalar, a vector, or a matrix with one row.
pub fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        other => vec![other.as_f64().unwrap_or(f64::NAN)],
    }
}

/// Collects comparisons and remembers the worst.
#[derive(Default)]
pub struct Comparison {
    worst: f64,
    worst_key: String,
    compared: usize,
    failures: Vec<String>,
}

impl Comparison {
    /// `found` and `expected` must agree to `tolerance`, relative to the larger of the value and
    /// `floor`.
    pub fn close(
        &mut self,
        key: &str,
        found: &[f64],
        expected: &[f64],
        tolerance: f64,
        floor: f64,
    ) {
        assert_eq!(found.len(), expected.len(), "{key}: length");
        for (row, (&found, &expected)) in found.iter().zip(expected).enumerate() {
            let deviation = (found - expected).abs() / expected.abs().max(floor);
            self.compared += 1;
            if deviation > self.worst || deviation.is_nan() {
                self.worst = deviation;
                self.worst_key = format!("{key}[{row}]");
            }
            if deviation.is_nan() || deviation > tolerance {
                self.failures.push(format!(
                    "{key}[{row}]: {found} instead of {expected}, off by {deviation:.1e}"
                ));
            }
        }
    }

    /// The same for counts, which must be equal.
    pub fn equal(&mut self, key: &str, found: &[f64], expected: &[f64]) {
        self.close(key, found, expected, 0.0, 1.0);
    }

    /// Prints the worst deviation and fails if any was too large.
    pub fn finish(self, title: &str) {
        println!(
            "{title}: {} values, largest relative deviation {:.1e} at {}",
            self.compared, self.worst, self.worst_key
        );
        let shown = self
            .failures
            .iter()
            .take(12)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n");
        assert!(
            self.failures.is_empty(),
            "{title}: {} values differ\n{shown}",
            self.failures.len()
        );
        assert!(self.compared > 0, "{title}: nothing was compared");
    }
}

/// The series called `name` in a record.
pub fn value(record: &engine::record::Record, name: &str) -> f64 {
    let column = engine::record::Record::COLUMNS
        .iter()
        .position(|column| column.name == published(name))
        .unwrap();
    record.values()[column]
}

/// Our name of a series of the published programs.
fn published(name: &str) -> &str {
    match name {
        "euribor" => "policy_rate",
        "gdp_deflator_growth_ea" => "foreign_inflation",
        "real_gdp_ea" => "foreign_real_gdp",
        same => same,
    }
}
