//! Scenario files that say what cannot be: each problem with its place, what, and the right word.

use super::{empty, scenario, table};

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
        ("12", "write \"12m\" for months, \"12q\" for quarters"),
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
fn a_scale_below_zero_is_refused_in_words_on_the_command_line_too() {
    table("")
        .run_with(&["--scale", "-1/100"])
        .fails(2)
        .says(&["--scale: scale is -0.01, which is not above 0"]);
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
        .says(&["is no title", "is no path", "write \"12m\" for months, \"12q\"", "scale is 1e300"]);
    table("  branches = (function() local b = {} for i = 1, 1001 do b[i] = { name = \"\" .. i } end return b end)(),")
        .run()
        .fails(10)
        .says(&["has 1 001 branches; it can have 1000"]);
}
