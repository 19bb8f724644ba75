//! Checks of a scenario: what holds, what fails, what measures nothing.

use super::effects::{Table, near};
use super::table;

/// A small scenario of two branches with `checks`.
fn with(checks: &str) -> super::Case {
    table(&format!(
        "  economy = {{ scale = 1/10000 }},\n  horizon = \"2q\",\n  runs = 2,\n  seed = 7,\n  branches = {{\n\
         {{ name = \"baseline\" }},\n{{ name = \"taxed\", set = {{ tax_value_added = 0.2 }} }},\n\
         }},\n  checks = {{ {checks} }},\n"
    ))
}

fn verdicts(case: &super::Case) -> serde_json::Value {
    let text = std::fs::read_to_string(case.result().join("checks.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn checks_that_hold_are_told_and_kept() {
    let case = with(
        "m.accounts {}, m.sign { branch = \"taxed\", series = \"real_gdp\", is = \"-\", from = \"2020Q2\" },\n\
         m.range { series = \"unemployment_rate\", low = 0, high = 0.9, branch = \"taxed\" }",
    );
    case.run().good().shows(&[
        "Check holds: accounts balance to 1e-9 of GDP",
        "Check holds: real_gdp of taxed below baseline from 2020Q2",
        "Check holds: unemployment_rate of taxed from 0 to 0.9",
    ]);
    let verdicts = verdicts(&case);
    // Two runs of two quarters: of both branches, one quarter of differences, one branch.
    for (place, measurements) in [(0, 8), (1, 1), (2, 4)] {
        assert_eq!(verdicts[place]["pass"], true);
        assert_eq!(verdicts[place]["measurements"], measurements);
        assert!(verdicts[place]["first"].is_null());
    }
}

#[test]
fn checks_that_fail_name_the_first_figure_and_have_a_code_of_their_own() {
    let case = with(
        "m.sign { branch = \"taxed\", series = \"real_gdp\", is = \"+\" },\n\
         m.range { series = \"unemployment_rate\", high = 0.001 }",
    );
    case.run().fails(30).says(&[
        "check failed: real_gdp of taxed above baseline: ",
        " is the mean difference in 2020Q1",
        "check failed: unemployment_rate at most 0.001: ",
        " in branch baseline, run 0, 2020Q1",
    ]);
    let verdicts = verdicts(&case);
    assert_eq!(verdicts[1]["pass"], false);
    assert_eq!(verdicts[1]["first"]["run"], 0);
    assert_eq!(verdicts[1]["first"]["date"], "2020Q1");
    assert_eq!(verdicts[1]["limit"], "at most 0.001");
    assert_eq!(case.manifest()["exit_code"], 30);
}

#[test]
fn a_sign_must_stand_out_from_the_draws_and_may_have_a_least_size() {
    let sign = |series: &str, more: &str| {
        format!("m.sign {{ branch = \"taxed\", series = \"{series}\", is = \"-\"{more} }}")
    };
    let told = with(&sign("real_gdp", ", from = \"2020Q2\", at_least_pct = 50"));
    let told = told.with(&["--runs", "5"]).run().fails(30).says(&[
        "real_gdp of taxed below baseline by at least 50 % from 2020Q2: -",
        " is the mean difference in 2020Q2",
    ]);
    for word in [
        " million/quarter, base prices (-",
        " % of the reference, 90 % band -",
    ] {
        assert!(told.err.contains(word), "{}", told.err);
    }
    with(&sign("real_gdp", ", at_least_pct = -1"))
        .run()
        .fails(10)
        .says(&["at_least_pct is -1; it is a size above 0"]);
}

#[test]
fn one_run_cannot_tell_a_sign() {
    let case =
        with("m.sign { branch = \"taxed\", series = \"real_gdp\", is = \"-\", from = \"2020Q2\" }");
    let case = case.with(&["--runs", "1"]);
    case.run().fails(30).says(&[
        " % of the reference) is the mean difference in 2020Q2",
        "one run cannot tell, as it has no band: run two or more",
    ]);
    let verdicts = verdicts(&case);
    assert_eq!(verdicts[0]["pass"], false);
    assert!(verdicts[0]["low"].is_null() && verdicts[0]["high"].is_null());
}

#[test]
fn a_sign_is_judged_by_the_band_that_the_effects_have() {
    let case =
        with("m.sign { branch = \"taxed\", series = \"real_gdp\", is = \"-\", from = \"2020Q2\" }");
    let case = case.with(&["--runs", "5"]);
    case.run().good();
    let effects = Table::of(&case, "effects.parquet");
    let rows = effects.rows(&[("series", "real_gdp"), ("measure", "difference")]);
    let verdicts = verdicts(&case);
    for (own, column) in [("low", "mean_low"), ("high", "mean_high")] {
        near(
            verdicts[0][own].as_f64().unwrap(),
            effects.figure(column, rows[1]).unwrap(),
        );
    }
}

#[test]
fn a_branch_that_is_not_run_leaves_nothing_to_measure() {
    let case = with("m.range { series = \"real_gdp\", low = 0, branch = \"taxed\" }");
    let case = case.with(&["--branch", "baseline"]);
    case.run()
        .fails(30)
        .says(&["real_gdp of taxed at least 0: nothing was measured"]);
}
