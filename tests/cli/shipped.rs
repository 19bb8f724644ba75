//! Every scenario that is shipped says what it asks, is valid, and runs.

use super::{empty, shipped};

#[test]
fn every_shipped_scenario_runs() {
    for path in shipped("lua") {
        let file = path.display().to_string();
        let case = empty().with(&[&file, "--scale", "1/10000", "--runs", "2", "--quiet"]);
        case.run().good();
        assert_eq!(case.manifest()["exit_code"], 0, "{file}");
    }
}

#[test]
fn every_shipped_scenario_states_question_and_expected_result() {
    let scenarios = shipped("lua");
    assert!(
        scenarios
            .iter()
            .any(|path| path.ends_with("uk_baseline.lua"))
    );
    for path in scenarios {
        let text = std::fs::read_to_string(&path).unwrap();
        for word in ["-- Question:", "-- Source:", "-- Expected:"] {
            assert!(text.contains(word), "{} has no `{word}`", path.display());
        }
    }
}

#[test]
fn specs_of_the_library_hold() {
    let specs = super::below("scripts/spec", "lua");
    assert!(specs.len() > 1);
    for path in specs {
        empty()
            .with(&["check", &path.display().to_string()])
            .run()
            .good();
    }
}
