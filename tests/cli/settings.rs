//! Flags and the environment: what they replace, and what they cannot be.

use super::{SMALL, empty, scenario, table};

#[test]
fn flags_come_before_the_environment_and_that_before_the_scenario() {
    let case = |arguments: &[&str]| {
        scenario(SMALL)
            .environment("RUNNER_RUNS", "2")
            .environment("RUNNER_SEED", "5")
            .with(arguments)
    };
    let runs = case(&["--dry-run"]).run().good();
    runs.shows(&["runs = 2,", "seed = 5,", "horizon = \"2q\""]);
    case(&["--dry-run", "--runs", "4"])
        .run()
        .good()
        .shows(&["runs = 4,", "seed = 5,"]);
}

#[test]
fn the_summary_and_the_manifest_say_what_was_overridden() {
    let case = scenario(SMALL)
        .with(&["--runs", "1", "--set", "tax_income=0.2"])
        .environment("RUNNER_SEED", "5");
    case.run().good().shows(&[
        "runs = 1 by --runs, instead of the scenario's 3",
        "seed = 5 by RUNNER_SEED, instead of the scenario's 7",
        "set.tax_income = 0.2 by --set, instead of its default",
    ]);
    let overridden = case.manifest()["overridden"].clone();
    assert_eq!(overridden.as_array().unwrap().len(), 3);
    assert_eq!(case.manifest()["branches"][0]["set"]["tax_income"], 0.2);
}

#[test]
fn a_bad_flag_is_named() {
    let cases: [(&[&str], &str); 19] = [
        (&["--scale", "0"], "--scale: scale is 0"),
        (&["--scale", "-1"], "--scale: scale is -1"),
        (&["--scale", "NaN"], "--scale: scale is NaN"),
        (&["--scale", "1/0"], "--scale: scale is inf"),
        (&["--scale", "tiny"], "`tiny` is no number"),
        (
            &["--scale", "1/1000000"],
            "--scale: a scale of 1/1000000 leaves",
        ),
        (&["--runs", "0"], "--runs: runs is 0"),
        (
            &["--runs", "many"],
            "--runs: `many` is no number; give a whole number",
        ),
        (
            &["--threads", "-1"],
            "--threads: `-1` is no number of threads",
        ),
        (&["--runs", "1e300"], "--runs: runs is 1e300"),
        (&["--seed", "-3"], "--seed: seed is -3"),
        (
            &["--set", "tax_incom=0.2"],
            "--set: there is no parameter `tax_incom`; did you mean `tax_income`?",
        ),
        (
            &["--set", "tax_income"],
            "--set: `tax_income` sets nothing; write NAME=NUMBER",
        ),
        (&["--set", "tax_income=high"], "`high` is no number"),
        (
            &["--set", "tax_income=9"],
            "--set: tax_income = 9 is outside -1 to 1",
        ),
        (
            &["--branch", "basline"],
            "--branch: there is no branch \"basline\"; did you mean `baseline`?",
        ),
        (&["--threads", "0"], "--threads: 0 threads can do nothing"),
        (&["--frobnicate"], "--frobnicate"),
        (&["--set"], "--set"),
    ];
    for (arguments, words) in cases {
        scenario(SMALL)
            .with(arguments)
            .run()
            .fails(2)
            .says(&[words]);
    }
    scenario(SMALL)
        .environment("RUNNER_RUNS", "0")
        .run()
        .fails(2)
        .says(&["RUNNER_RUNS: runs is 0"]);
    for (variable, value) in [("RUNNER_RUNS", "abc"), ("RUNNER_THREADS", "-1")] {
        scenario(SMALL)
            .environment(variable, value)
            .run()
            .fails(2)
            .says(&[variable, value, "whole number"]);
    }
    empty()
        .with(&["chekc", "scenario.lua"])
        .run()
        .fails(2)
        .says(&["there is no command `chekc`; did you mean `check`?"]);
}

#[test]
#[cfg(unix)]
fn an_argument_that_is_no_text_is_named() {
    use std::os::unix::ffi::OsStrExt;
    let case = empty();
    let mut command = case.bare(&["--seed"]);
    command.arg(std::ffi::OsStr::from_bytes(b"\xff7"));
    super::Outcome::of(command.output().unwrap())
        .fails(2)
        .says(&["`\u{fffd}7` is no text in UTF-8"]);
}

#[test]
fn problems_of_file_and_flags_are_told_together() {
    table("  titel = \"x\",")
        .with(&["--runs", "0"])
        .run()
        .fails(10)
        .lines(2)
        .says(&["scenario.lua:3:3:", "--runs:"]);
}

#[test]
fn branches_are_chosen_by_name() {
    let case = table("  branches = { { name = \"a\" }, { name = \"b\" }, { name = \"c\" } },");
    let shown = case
        .with(&["--dry-run", "--branch", "c", "--branch", "a"])
        .run()
        .good();
    assert!(!shown.out.contains("\"b\""));
    assert!(shown.out.find("\"a\"") < shown.out.find("\"c\""));
}

#[test]
fn the_reference_stays_whatever_branches_are_chosen() {
    let case = table(
        "  economy = { scale = 1/10000 }, horizon = \"2q\", runs = 2,\n  branches = { { name = \"base\" }, { name = \"b\" },\n\
         { name = \"c\", set = { tax_income = 0.3 } } },\n  output = { split_effects = \"recession\" },\n\
         checks = { m.sign { branch = \"c\", series = \"real_household_consumption\", is = \"-\", from = \"2020Q2\" } },",
    );
    case.run_with(&["--branch", "c"]).good().shows(&[
        "of each of 2 branches",
        "c: difference from base",
        "of c below base",
    ]);
    case.run_with(&["--branch", "base"]).fails(2).says(&[
        "--branch: only the first branch is run, so there is no effect to split; name another",
    ]);
}

#[test]
fn a_branch_keeps_what_it_sets_itself() {
    let case = table(
        "  set = { tax_income = 0.1, tax_corporate = 0.1 },\n  branches = { { name = \"a\" }, { name = \"b\", set = { tax_income = 0.3 } } },",
    );
    case.with(&["--dry-run", "--set", "tax_income=0.2"])
        .run()
        .good()
        .shows(&[
            "{ name = \"a\", set = { tax_corporate = 0.1, tax_income = 0.2 } }",
            "{ name = \"b\", set = { tax_corporate = 0.1, tax_income = 0.3 } }",
        ]);
}

#[test]
fn without_arguments_help_is_shown() {
    empty()
        .run()
        .fails(2)
        .says(&["Usage: runner", "Exit codes"]);
    empty()
        .with(&["--help"])
        .run()
        .good()
        .shows(&["Usage: runner", "Exit codes"]);
    empty()
        .with(&["--version"])
        .run()
        .good()
        .shows(&["runner 0."]);
}
