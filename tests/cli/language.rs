//! Scenario files that say what cannot be: each problem with its place, what, and the right word.

use super::{Outcome, empty, scenario, table};

#[test]
fn an_unknown_key_is_named_with_the_nearest_word() {
    table("  horzion = \"2q\",")
        .run()
        .fails(10)
        .lines(1)
        .says(&["scenario.lua:3:3: there is no `horzion`; did you mean `horizon`?"]);
}

#[test]
fn an_unknown_key_is_found_inside_tables_and_behind_locals() {
    let script = "local m = require \"macro\"\nlocal economy = { scal = 0.001 }\nreturn m.scenario { economy = economy }\n";
    scenario(script)
        .run()
        .fails(10)
        .says(&["scenario.lua:2:19: there is no `scal` in `economy`; did you mean `scale`?"]);
}

#[test]
fn an_unknown_parameter_is_named_with_the_nearest_word() {
    table("  set = { propensity_to_consum = 0.9 },").run().fails(10).lines(1).says(&[
        "scenario.lua:3:11: there is no parameter `propensity_to_consum`; did you mean `propensity_to_consume`?",
    ]);
}

#[test]
fn a_parameter_outside_its_range_is_refused() {
    table("  set = { tax_income = 7 },")
        .run()
        .fails(10)
        .says(&["3:11: tax_income = 7 is outside -1 to 1"]);
}

#[test]
fn a_wrong_type_says_what_is_wanted() {
    let cases = [
        (
            "runs = \"many\"",
            "`runs` must be a number, not a text; write it without quotes",
        ),
        (
            "title = 3",
            "`title` must be a text, not a number; put it in quotes",
        ),
        (
            "economy = \"uk-2019\"",
            "`economy` must be a table, not a text",
        ),
        (
            "economy = { growth = \"yes\" }",
            "`economy.growth` must be true or false, not a text",
        ),
        (
            "set = { tax_income = \"a\" }",
            "`set.tax_income` must be a number, not a text",
        ),
        (
            "seed = function() end",
            "`seed` must be a number, not a function",
        ),
        (
            "branches = { \"a\" }",
            "`branches[1]` must be a table, not a text",
        ),
        (
            "branches = { a = {} }",
            "`branches` must be a list, not a table",
        ),
        (
            "record = { series = \"real_gdp\" }",
            "`record.series` must be a list, not a text",
        ),
        ("\"stray\"", "the scenario has entries without a name"),
    ];
    for (entry, words) in cases {
        table(&format!("  {entry},"))
            .run()
            .fails(10)
            .lines(1)
            .says(&["scenario.lua:3:", words]);
    }
}

#[test]
fn all_problems_of_a_file_are_told_at_once() {
    let entries = "  titel = \"x\",\n  runs = 0,\n  economy = { scale = -1, policy_rule = \"taylor\" },\n  set = { nothing = 1 },";
    table(entries)
        .run()
        .fails(10)
        .lines(5)
        .says(&[":3:3:", ":4:3:", ":5:15:", ":5:27:", ":6:11:"]);
}

#[test]
fn what_comes_later_is_refused_by_name_and_line() {
    table("  record = { households = {} },")
        .run()
        .fails(10)
        .lines(1)
        .says(&["scenario.lua:3:14: `households` in `record` is not yet available"]);
}

#[test]
fn a_horizon_is_a_span_of_quarters_or_years() {
    for (horizon, words) in [
        ("\"0q\"", "is no time at all"),
        ("\"40m\"", "write \"14q\""),
        ("\"soon\"", "is no span of time"),
        ("\"-4q\"", "is no span of time"),
        ("\"1.5y\"", "is no span of time"),
        ("\"\"", "is no span of time"),
        ("\"9999y\"", "is longer than a thousand years"),
        ("12", "write \"12q\" for quarters"),
        ("0", "`horizon` is 0 without a unit"),
    ] {
        table(&format!("  horizon = {horizon},"))
            .run()
            .fails(10)
            .lines(1)
            .says(&["scenario.lua:3:3:", words]);
    }
}

#[test]
fn a_scale_is_above_zero_and_at_most_one() {
    for scale in ["0", "-0.001", "0/0", "1/0", "2"] {
        table(&format!("  economy = {{ scale = {scale} }},"))
            .run()
            .fails(10)
            .says(&["scenario.lua:3:15: scale is ", "1/1000 is a good start"]);
    }
}

#[test]
fn numbers_of_agents_that_cannot_be_are_refused_where_they_stand() {
    let cases: [(&str, &[&str]); 11] = [
        ("firms = 0", &[":3:15: firms is 0, which is no number"]),
        ("firms = -5", &[":3:15: firms is -5, which is no number"]),
        ("persons = 2.5", &[":3:15: persons is 2.5, which is no"]),
        ("households = 0/0", &[":3:15: households is NaN"]),
        (
            "scale = 1/1000, firms = 3000",
            &[":3:31: `firms` is another way to give `scale`; remove"],
        ),
        (
            "persons = 50000, households = 50000",
            &[":3:32: `households` is another word for `persons`"],
        ),
        (
            "firms = 5e6, businesses = \"registered\"",
            &[
                ":3:15: firms is 5 000 000, and at a scale of 1 there are 2 749 ",
                ": the registered enterprises; write businesses = \"all\" for those that are not",
                "or give at most 2749",
            ],
        ),
        (
            "firms = 6e6",
            &[
                ":3:15: firms is 6 000 000, and at a scale of 1 there are 5 ",
                ": all businesses, registered or not; give at most 5",
                ", or scale = 1 and businesses = \"all\"",
            ],
        ),
        (
            "businesses = \"al\"",
            &[":3:15: there are no businesses \"al\"; did you mean `all`?"],
        ),
        (
            "households = 1e300",
            &[":3:15: households is ", " at a scale of 1 there are 53 41"],
        ),
        (
            "firms = 5",
            &[":3:15: firms = 5 means a scale of 1/", "choose a scale of"],
        ),
    ];
    for (entry, words) in cases {
        table(&format!("  economy = {{ {entry} }},"))
            .run()
            .fails(10)
            .lines(1)
            .says(words);
    }
}

#[test]
fn a_scale_is_chosen_by_numbers_of_agents() {
    let all = "1 in 1 000: 53 416 persons, 2 753 firms";
    for (entry, agents, nearest_to) in [
        ("firms = 2753", all, "the nearest to 2 753 firms"),
        ("persons = 53416", all, "the nearest to 53 416 persons"),
        (
            "firms = 5000, households = 30000, businesses = \"all\"",
            "firms, registered or not",
            "the nearest to 5 000 firms and 30 000 households",
        ),
        (
            "firms = 1000, households = 10000",
            "1 in 3 842: 13 907 persons, 719 firms",
            "the nearest to 1 000 firms and 10 000 households",
        ),
    ] {
        let entries = format!("  economy = {{ {entry} }},\n  horizon = \"1q\",\n  runs = 1,");
        table(&entries).run().good().shows(&[agents, nearest_to]);
    }
    table("  economy = { firms = 3000 },\n  horizon = \"1q\",\n  runs = 1,")
        .run_with(&["--scale", "1/5000"])
        .good()
        .shows(&["1 in 5 000", "instead of the scenario's firms = 3000"]);
}

#[test]
fn more_firms_than_are_registered_are_all_businesses() {
    let entries = |businesses: &str| {
        format!(
            "  economy = {{ {businesses}firms = 5e6, households = 30e6 }},\n  horizon = \"1q\",\n  \
             runs = 1,\n  output = {{ formats = {{ \"parquet\", \"csv\" }} }},"
        )
    };
    let case = table(&entries(""));
    let counts = "36 851 284 persons and 4 070 410 firms";
    let check = case.bare(&["check", "scenario.lua"]).output().unwrap();
    let note =
        ":3:15: firms is 5 000 000, more than are registered: all businesses are firms; write";
    Outcome::of(check).good().shows(&[counts]).says(&[note]);
    let written = table(&entries("businesses = \"all\", "));
    let [series, same] = [case, written].map(|case| {
        let run = case.run_with(&["--scale", "1/5000"]).good();
        run.shows(&["1 in 5 000: ", " firms, registered or not"]);
        assert_eq!(case.manifest()["businesses"], "all");
        std::fs::read_to_string(case.result().join("series.csv")).unwrap()
    });
    assert_eq!(series, same);
}

#[test]
fn numbers_of_agents_that_do_not_go_together_are_told() {
    let shown = |entry: &str| {
        table(&format!("  economy = {{ {entry} }},"))
            .run_with(&["--dry-run"])
            .good()
    };
    shown("firms = 100000, households = 10000")
        .says(&[
            ":3:15: 100 000 firms and 10 000 households do not go together: the nearest are ",
            " times off; give one of the two, or a scale",
        ])
        .shows(&[
            "-- Agents: 1 in ",
            " firms; the nearest to 100 000 firms and 10 000 households.",
        ]);
    let near = shown("firms = 5000, households = 30000, businesses = \"all\"");
    assert_eq!(near.err, "");
}

#[test]
fn a_matching_that_the_size_decides_is_told() {
    let entries =
        "  economy = { scale = 1/10000, matching = \"auto\" },\n  horizon = \"1q\",\n  runs = 1,";
    let case = table(entries);
    let words = "exact: every purchase is drawn singly, as \"auto\" has it at this scale";
    case.run_with(&["--dry-run"])
        .good()
        .shows(&[&format!("-- Matching: {words}.")]);
    case.run().good().shows(&["matching", words]);
    assert_eq!(case.manifest()["matching"], "exact");
    let report = std::fs::read_to_string(case.result().join("report.html")).unwrap();
    assert!(report.contains("<dt>Matching</dt><dd>exact</dd>"));
}

#[test]
fn a_scale_that_leaves_industries_without_a_firm_names_them_and_a_better_one() {
    table("  economy = { scale = 1/1e6 },")
        .run()
        .fails(10)
        .says(&[
            "scenario.lua:3:15: a scale of 1/1000000 leaves ",
            "without a firm",
            "choose a scale of at least 1/",
        ]);
}

#[test]
fn runs_and_seeds_are_whole_numbers() {
    for (entry, words) in [
        ("runs = 0", "runs is 0"),
        ("runs = 1.5", "runs is 1.5"),
        ("runs = 1e12", "whole number from 1 to 1000000"),
        ("runs = 0/0", "runs is NaN"),
        ("seed = -1", "seed is -1"),
    ] {
        table(&format!("  {entry},"))
            .run()
            .fails(10)
            .lines(1)
            .says(&["scenario.lua:3:3: ", words]);
    }
}

#[test]
fn branches_have_names_of_their_own() {
    table("  branches = {\n    { name = \"a\" },\n    { name = \"a\" },\n    { set = {} },\n    { name = \"\" },\n  },")
        .run()
        .fails(10)
        .lines(3)
        .says(&["5:7: there are two branches called \"a\"", "6:5: the branch has no name", "7:7: \"\" is no name"]);
}

#[test]
fn series_and_formats_are_known() {
    table("  record = { series = { \"gdp\" }, industries = { \"outptu\" } },\n  output = { formats = { \"xlsx\" } },")
        .run()
        .fails(10)
        .lines(3)
        .says(&["there is no series `gdp`; did you mean `real_gdp` or `nominal_gdp`?", "did you mean `output`?", "there is no format \"xlsx\""]);
}

#[test]
fn a_missing_scenario_is_named() {
    let missing = empty().with(&["nowhere.lua"]).run().fails(10);
    missing.says(&["nowhere.lua: the scenario cannot be read", "check the path"]);
    empty()
        .with(&["vras"])
        .run()
        .fails(10)
        .says(&["did you mean the command `vars`?"]);
    empty().with(&["."]).run().fails(10).says(&["is a folder"]);
}

#[test]
fn an_unknown_calibration_is_named() {
    table("  economy = { calibration = \"uk-2018\" },")
        .run()
        .fails(11)
        .says(&["3:15: there is no calibration \"uk-2018\"; did you mean `uk-2019`?"]);
    table("  economy = { calibration = \"./nowhere\" },")
        .run()
        .fails(11)
        .says(&["holds no calibration.toml"]);
}

#[test]
fn odd_keys_do_not_hide_other_problems() {
    table("  set = { [7] = 1, tax_incom = 0.1 },\n  runs = -1,\n  [3] = 1,\n  branches = { { name = 1 } },")
        .run()
        .fails(10)
        .lines(5)
        .says(&[
            "`set` has the key 7",
            "the scenario has the key 3",
            "there is no parameter `tax_incom`",
            "runs is -1",
            "`branches[1].name` must be a text",
        ]);
}

#[test]
fn what_is_not_available_yet_is_not_proposed() {
    let outcome = table("  record = { househods = {} },").run().fails(10);
    assert!(!outcome.err.contains("households"), "{}", outcome.err);
}

#[test]
fn titles_paths_and_numbers_of_any_kind_are_refused_in_words() {
    table("  title = \"a\\27[31mb\",\n  output = { dir = \"a\\0b\" },\n  horizon = 0/0,\n  economy = { scale = 1e300 },")
        .run()
        .fails(10)
        .lines(4)
        .says(&["is no title", "is no path", "write \"12q\"", "scale is 1e300"]);
    table("  branches = (function() local b = {} for i = 1, 1001 do b[i] = { name = \"\" .. i } end return b end)(),")
        .run()
        .fails(10)
        .says(&["has 1 001 branches; it can have 1000"]);
}
