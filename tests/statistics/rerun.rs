//! The committed figures are those that the script prints today.

use std::io::Write;
use std::process::Command;

use serde_json::Value;

use crate::golden::{golden, place};

/// Set to another Python to use one whose environment has statsmodels.
const PYTHON: &str = "STATISTICS_PYTHON";

#[test]
fn the_script_prints_the_committed_figures() {
    let python = std::env::var(PYTHON).unwrap_or_else(|_| "python3".into());
    let modules = "import statsmodels, scipy, SALib, numpy, pandas";
    let present = Command::new(&python).args(["-c", modules]).output();
    if !present.is_ok_and(|output| output.status.success()) {
        // Written past the test's capture, so that it is seen.
        let text = format!(
            "note: {python} lacks statsmodels, scipy, SALib, numpy or pandas; \
             tests/golden/statistics.json is not computed anew (set {PYTHON} to one that has them)\n"
        );
        std::io::stderr().write_all(text.as_bytes()).unwrap();
        return;
    }
    let script = place("tests/reference/statistics.py");
    let output = Command::new(&python).arg(script).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut committed = golden();
    // Other versions may give the same figures.
    committed["origin"] = printed["origin"].clone();
    compare("", &printed, &committed);
}

fn compare(path: &str, printed: &Value, committed: &Value) {
    match (printed, committed) {
        (Value::Object(left), Value::Object(right)) => {
            assert!(left.keys().eq(right.keys()), "{path} holds other figures");
            for (name, value) in left {
                compare(&format!("{path}/{name}"), value, &right[name]);
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            assert_eq!(left.len(), right.len(), "{path}");
            for (place, pair) in left.iter().zip(right).enumerate() {
                compare(&format!("{path}/{place}"), pair.0, pair.1);
            }
        }
        (Value::Number(left), Value::Number(right)) => {
            let (left, right) = (left.as_f64().unwrap(), right.as_f64().unwrap());
            let apart = (left - right).abs();
            assert!(
                apart <= 1e-9 * right.abs().max(1e-3),
                "{path}: {left} is not {right}"
            );
        }
        _ => assert_eq!(printed, committed, "{path}"),
    }
}
