//! Calibrations that are damaged, and where they are looked for.

use std::path::Path;

use super::{Case, scenario};

/// A scenario beside a copy of the shipped calibration, in which `file` was changed.
fn damaged(file: &str, change: impl Fn(&str) -> String) -> Case {
    let case = scenario(
        "local m = require \"macro\"\nreturn m.scenario { horizon = \"1q\", runs = 1, economy = { scale = 1/10000 } }\n",
    );
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/calibrations/uk-2019");
    for entry in std::fs::read_dir(shipped).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let text = if name == file { change(&text) } else { text };
        case.file(&format!("calibrations/uk-2019/{name}"), &text);
    }
    case
}

/// `text` with the last cell of line `line` (from 1) replaced.
fn with_last_cell(text: &str, line: usize, cell: &str) -> String {
    let change = |(index, row): (usize, &str)| match row.rsplit_once(',') {
        Some((rest, _)) if index + 1 == line => format!("{rest},{cell}\n"),
        _ => format!("{row}\n"),
    };
    text.lines().enumerate().map(change).collect()
}

#[test]
fn the_calibration_beside_the_scenario_is_used_and_hashed() {
    let untouched = damaged("", str::to_owned);
    untouched.run().good();
    let manifest = untouched.manifest();
    assert_eq!(manifest["calibration"]["origin"], "calibrations/uk-2019");
    assert!(manifest["files"]["uk-2019/accounts.csv"].is_string());
    let title = |text: &str| text.replacen("United Kingdom, 2019Q4", "Another title", 1);
    let changed = damaged("calibration.toml", title);
    changed.run().good();
    assert_ne!(
        manifest["calibration"]["hash"],
        changed.manifest()["calibration"]["hash"]
    );
}

#[test]
fn files_beside_the_scenario_cannot_take_the_names_of_results() {
    for name in ["strategies.parquet", "Series.parquet", "firms/x.csv"] {
        let case = super::table(&format!(
            "branches = {{ {{ name = \"a\", follow = {{ exports = m.series \"{name}\" }} }} }}"
        ));
        case.run().fails(11).says(&[&format!(
            "{name} has the name of a file of the result; rename it"
        )]);
    }
    let case = scenario("require \"scenario\"\nreturn {}\n");
    case.run().fails(10).says(&[
        "scenario.lua:1:",
        "module `scenario` has the name of a file of the result; rename scenario.lua",
    ]);
}

#[test]
fn a_truncated_table_is_named_with_its_line() {
    for file in [
        "industries.csv",
        "input_output.csv",
        "quarterly.csv",
        "accounts.csv",
        "foreign.csv",
    ] {
        let cut = |text: &str| text[..text.len() * 2 / 3].to_owned();
        let outcome = damaged(file, cut).run().fails(11);
        outcome.says(&[&format!("calibrations/uk-2019/{file}")]);
        let empty = damaged(file, |_| String::new()).run().fails(11);
        empty.says(&[&format!("calibrations/uk-2019/{file}")]);
    }
}

#[test]
fn a_figure_that_cannot_be_is_named_with_its_line() {
    for cell in ["NaN", "inf", "x", ""] {
        damaged("quarterly.csv", |text| with_last_cell(text, 5, cell))
            .run()
            .fails(11)
            .says(&["calibrations/uk-2019/quarterly.csv:5: "]);
    }
}

#[test]
fn a_negative_figure_is_named_with_its_line() {
    damaged("regions.csv", |text| with_last_cell(text, 3, "-1"))
        .run()
        .fails(11)
        .says(&["calibrations/uk-2019/regions.csv:3: "]);
}

#[test]
fn a_missing_or_unreadable_table_is_named() {
    let case = damaged("", str::to_owned);
    std::fs::remove_file(case.path("calibrations/uk-2019/foreign.csv")).unwrap();
    case.run()
        .fails(11)
        .says(&["calibrations/uk-2019/foreign.csv: is missing"]);
    std::fs::create_dir(case.path("calibrations/uk-2019/foreign.csv")).unwrap();
    case.run()
        .fails(11)
        .says(&["calibrations/uk-2019/foreign.csv: cannot be read"]);
    let case = damaged("", str::to_owned);
    std::fs::write(
        case.path("calibrations/uk-2019/foreign.csv"),
        [0xff, 0xfe, 0x00],
    )
    .unwrap();
    case.run()
        .fails(11)
        .says(&["foreign.csv: is not UTF-8 text"]);
}

#[test]
fn a_wrong_setting_is_named_with_its_line() {
    damaged("calibration.toml", |text| {
        text.replacen("base_quarter", "base_quater", 1)
    })
    .run()
    .fails(11)
    .says(&["calibrations/uk-2019/calibration.toml:", "base_quater"]);
    damaged("calibration.toml", |text| {
        text.replacen("title = ", "title ", 1)
    })
    .run()
    .fails(11)
    .says(&["calibration.toml:", "is not valid TOML"]);
}

#[test]
fn a_calibration_can_be_a_folder() {
    let case = damaged("", str::to_owned);
    std::fs::rename(case.path("calibrations/uk-2019"), case.path("mine")).unwrap();
    case.file(
        "scenario.lua",
        "local m = require \"macro\"\nreturn m.scenario { horizon = \"1q\", runs = 1, economy = { calibration = \"./mine\", scale = 1/10000 } }\n",
    );
    case.run().good();
    assert_eq!(case.manifest()["calibration"]["origin"], "./mine");
}

#[test]
fn every_policy_rule_runs() {
    for rule in ["domestic", "foreign", "fixed"] {
        let economy = format!(
            "  horizon = \"1q\", runs = 1, economy = {{ policy_rule = \"{rule}\", scale = 1/10000 }},"
        );
        let case = super::table(&economy);
        case.run().good();
        assert_eq!(case.manifest()["policy_rule"], rule);
    }
}

#[test]
fn households_are_matched_as_the_scenario_says() {
    for (matching, scale, found) in [
        ("exact", "1/10000", "exact"),
        ("aggregate", "1/10000", "aggregate"),
        ("auto", "1/10000", "exact"),
        ("auto", "1/100", "aggregate"),
    ] {
        let economy = format!(
            "  horizon = \"1q\", runs = 1, economy = {{ matching = \"{matching}\", scale = {scale} }},"
        );
        let case = super::table(&economy);
        let summary = case.run().good().out;
        assert_eq!(case.manifest()["matching"], found);
        assert_eq!(
            summary.contains("buyers that want little meet sellers all at once"),
            found == "aggregate"
        );
    }
}

#[test]
fn a_policy_rule_that_the_data_do_not_bear_is_refused() {
    // After 2009 the rate hardly moved: its smoothing is estimated above one.
    damaged("calibration.toml", |text| {
        text.replace("\"1997Q3\"", "\"2010Q1\"")
            .replace("\"2009Q1\"", "\"2019Q4\"")
    })
    .run()
    .fails(11)
    .says(&[
        "taylor_smoothing",
        "is not between 0 and 1",
        "choose another sample",
    ]);
}

#[test]
fn weights_of_the_policy_rule_are_estimated_or_imposed() {
    let economy = |weights: &str| {
        super::table(&format!(
            "  horizon = \"1q\", runs = 1, economy = {{ policy_weights = \"{weights}\", scale = 1/10000 }},"
        ))
    };
    let parameter = |weights: &str| {
        let case = economy(weights);
        let outcome = case.run().good();
        outcome.shows(&[&format!("domestic rule, {weights} weights")]);
        let manifest = case.manifest();
        assert_eq!(manifest["policy_weights"], weights);
        manifest["branches"][0]["parameters"]["taylor_inflation"].as_f64()
    };
    let (estimated, imposed) = (parameter("estimated"), parameter("imposed"));
    assert!(estimated.is_some() && imposed.is_some() && estimated != imposed);
    economy("imposd")
        .run()
        .fails(10)
        .says(&["there are no policy weights \"imposd\"; did you mean `imposed`?"]);
}

#[test]
fn a_steady_state_stands_still_and_leaves_no_choice() {
    let economy = |more: &str| {
        super::table(&format!(
            "  horizon = \"1q\", runs = 1, economy = {{ scale = 1/10000, steady_state = true{more} }},"
        ))
    };
    let case = economy("");
    case.run().good().shows(&["steady state"]);
    let manifest = case.manifest();
    assert_eq!(manifest["steady_state"], true);
    assert_eq!(manifest["growth"], false);
    assert_eq!(manifest["policy_rule"], "fixed");
    assert_eq!(manifest["branches"][0]["parameters"]["risk_premium"], 0.0);
    economy(", growth = true, policy_rule = \"domestic\"")
        .run()
        .fails(10)
        .lines(2)
        .says(&[
            "`steady_state` leaves no choice of `growth`; remove `growth` or `steady_state`",
            "`steady_state` leaves no choice of `policy_rule`",
        ]);
}
