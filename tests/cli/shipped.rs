//! Every scenario that is shipped says what it asks, is valid, and runs.

use super::{empty, shipped};

#[test]
fn every_shipped_scenario_runs() {
    for path in shipped("lua") {
        let file = path.display().to_string();
        let case = empty().with(&[&file, "--scale", "1/10000", "--runs", "1", "--quiet"]);
        let outcome = case.run();
        // Checks of signs need a second run, and nothing else may be wrong.
        let failed = outcome
            .err
            .lines()
            .filter(|line| line.starts_with("check failed: "));
        let unsure = failed
            .clone()
            .all(|line| line.contains("; one run cannot tell"));
        let expected = if failed.count() > 0 { 30 } else { 0 };
        assert!(unsure, "{file}: {}", outcome.err);
        outcome.fails(expected);
        assert_eq!(case.manifest()["exit_code"], expected, "{file}");
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

/// The page of the README that is the whole language, written into a file and run.
#[test]
fn the_scenario_of_the_readme_runs_as_it_is_printed() {
    let project = super::project("");
    let readme = std::fs::read_to_string(project.join("README.md")).unwrap();
    let (_, rest) = readme.split_once("```lua\n").unwrap();
    let (script, _) = rest.split_once("```").unwrap();
    let case = empty().with(&["page.lua", "--scale", "1/10000", "--runs", "2", "--quiet"]);
    case.file("page.lua", script);
    let data = std::fs::read_to_string(project.join("scenarios/data/uk_2020_2022.csv")).unwrap();
    case.file("data/uk_2020_2022.csv", &data);
    case.run().good();
}
