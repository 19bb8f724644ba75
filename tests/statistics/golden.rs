//! The committed figures, and how near to them ours have to be.

use std::path::PathBuf;

use serde_json::Value;

/// A path below the root of the project.
pub fn place(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(path)
}

/// The committed figures.
pub fn golden() -> Value {
    let text = std::fs::read_to_string(place("tests/golden/statistics.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The number that `value` is.
pub fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is not a number"))
}

/// The numbers that `value` lists.
pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// The lists of numbers that `value` lists.
pub fn table(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

/// Fails unless the two are as near as rounding leaves them.
#[track_caller]
pub fn near(ours: f64, theirs: &Value) {
    let theirs = number(theirs);
    let apart = (ours - theirs).abs();
    assert!(
        apart <= 1e-9 * theirs.abs().max(1e-3),
        "{ours} is not {theirs}"
    );
}

/// The same for lists.
#[track_caller]
pub fn all_near(ours: &[f64], theirs: &Value) {
    let list = theirs.as_array().unwrap();
    assert_eq!(ours.len(), list.len());
    for (ours, theirs) in ours.iter().zip(list) {
        near(*ours, theirs);
    }
}
