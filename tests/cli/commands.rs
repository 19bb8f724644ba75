//! Commands that simulate nothing, and what a run shows.

use engine::parameters::Scalars;
use engine::period::PERIOD;
use engine::record::{IndustryRecord, Record};

use super::{SMALL, empty, scenario, table};

#[test]
fn vars_lists_every_series_and_parameter_with_its_unit() {
    let outcome = empty().with(&["vars"]).run().good();
    for column in Record::COLUMNS.iter().chain(IndustryRecord::COLUMNS) {
        assert!(outcome.out.contains(column.name), "{}", column.name);
    }
    for about in Scalars::DESCRIPTIONS {
        assert!(outcome.out.contains(about.name), "{}", about.name);
    }
    assert!(outcome.out.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn vars_finds_by_name_and_by_meaning() {
    let outcome = empty().with(&["vars", "Unemploy"]).run().good();
    outcome.shows(&["unemployment_rate", "unemployment_replacement"]);
    empty()
        .with(&["vars", "xyzzy"])
        .run()
        .fails(2)
        .says(&["nothing is called or means `xyzzy`"]);
}

/// Entries of `runner vars`: section, name and text.
fn entries(out: &str) -> Vec<(String, String, String)> {
    let (mut section, mut entries) = (String::new(), Vec::<(String, String, String)>::new());
    for line in out.lines() {
        if !line.starts_with(' ') {
            line.clone_into(&mut section);
        } else if line.starts_with("   ") {
            let (_, _, text) = entries.last_mut().unwrap();
            text.push(' ');
            text.push_str(line.trim());
        } else {
            let (name, text) = line.trim().split_once(' ').unwrap();
            entries.push((section.clone(), name.into(), text.trim().into()));
        }
    }
    entries
}

#[test]
fn vars_lists_every_lever_with_unit_phase_and_source() {
    let outcome = empty().with(&["vars"]).run().good();
    let entries = entries(&outcome.out);
    for lever in engine::levers::all() {
        let of = |title: &str| {
            let mut all = entries.iter();
            all.find(|(section, name, _)| section.starts_with(title) && name == lever.name)
        };
        if Scalars::DESCRIPTIONS
            .iter()
            .any(|about| about.name == lever.name)
        {
            let (_, _, text) = of("Parameters").unwrap();
            assert!(text.contains(&format!("[{}, ", lever.unit)), "{text}");
            continue;
        }
        let (_, name, text) = of("Levers").unwrap();
        assert!(text.starts_with(lever.meaning), "{name}: {text}");
        assert!(
            text.contains(&format!("[{}] ", lever.unit)),
            "{name}: {text}"
        );
        let acts = format!("Phase {}, section {}.", lever.phase, lever.source);
        assert!(text.ends_with(&acts), "{name}: {text}");
        assert!(
            PERIOD.iter().any(|phase| phase.name == lever.phase),
            "{name}: {text}"
        );
        assert!(
            lever
                .source
                .starts_with(|first: char| first.is_ascii_digit()),
            "{name}: {text}"
        );
    }
    let levers = entries
        .iter()
        .filter(|(section, _, _)| section.starts_with("Levers"));
    assert!(levers.count() >= 10);
}

#[test]
fn a_word_filters_vars_and_an_unknown_one_is_told_with_the_nearest() {
    let outcome = empty().with(&["vars", "export_demand"]).run().good();
    let found = entries(&outcome.out);
    assert!(!found.is_empty());
    for (_, name, text) in &found {
        assert!(
            format!("{name} {text}")
                .to_lowercase()
                .contains("export_demand"),
            "{name}"
        );
    }
    empty()
        .with(&["vars", "goverment_consumption"])
        .run()
        .fails(2)
        .lines(1)
        .says(&["nothing is called or means `goverment_consumption`; did you mean `government_consumption`?"]);
}

#[test]
fn phases_show_the_period_in_order() {
    let outcome = empty().with(&["phases"]).run().good();
    let places: Vec<_> = PERIOD
        .iter()
        .map(|phase| outcome.out.find(&format!("  {}  (", phase.name)).unwrap())
        .collect();
    assert!(places.is_sorted());
    outcome.shows(&["section 4.14", "writes"]);
}

#[test]
fn calibrations_say_country_date_industries_and_sources() {
    empty().with(&["calibrations"]).run().good().shows(&[
        "uk-2019",
        "United Kingdom",
        "2019Q4",
        "62",
        "Office for National Statistics",
        "part of the program",
    ]);
}

#[test]
fn check_says_good_or_what_is_wrong_and_writes_nothing() {
    let case = scenario(SMALL);
    case.file(
        "bad.lua",
        "local m = require \"macro\" return m.scenario { horizn = \"1q\" }",
    );
    let good = empty_check(&case, "scenario.lua");
    assert!(
        good.contains("good. Small of United Kingdom with"),
        "{good}"
    );
    assert!(case.results().is_empty());
    let bad = std::process::Command::new(env!("CARGO_BIN_EXE_runner"))
        .args(["check", "bad.lua"])
        .current_dir(case.path(""))
        .output()
        .unwrap();
    assert_eq!(bad.status.code(), Some(10));
}

fn empty_check(case: &super::Case, file: &str) -> String {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_runner"));
    let output = command
        .args(["check", file])
        .current_dir(case.path(""))
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_dry_run_prints_a_scenario_that_means_the_same() {
    let entries = "  title = \"A \\\"quoted\\\" title\",\n  economy = { scale = 1/3000, policy_rule = \"fixed\", growth = false },\n  horizon = \"2y\",\n  set = { tax_income = 0.25 },\n  record = { series = { \"real_gdp\" }, industries = {} },";
    let first = table(entries).with(&["--dry-run"]).run().good().out;
    let second = scenario(&first).with(&["--dry-run"]).run().good().out;
    assert_eq!(first, second);
}

#[test]
fn the_summary_has_a_row_a_year_and_fits_the_terminal() {
    let outcome = table("  title = \"Two branches\",\n  economy = { scale = 1/5000 },\n  horizon = \"5q\",\n  runs = 3,\n  branches = { { name = \"a\" }, { name = \"b\", set = { tax_income = 0.3 } } },").run().good();
    assert!(
        outcome.out.lines().all(|line| line.chars().count() <= 100),
        "{}",
        outcome.out
    );
    outcome.shows(&[
        "Two branches",
        "United Kingdom (uk-2019), from 2019Q4",
        "3 runs of each of 2 branches, 5 quarters, seed 1",
        "\n2019Q4 ",
        "\n2020 ",
        "\n2021 to Q1 ",
        "b: difference from a, same draws, percentage points",
        "Results in out/two-branches-",
        " s; open report.html there.",
    ]);
}

#[test]
fn quiet_is_silent() {
    let outcome = scenario(SMALL).with(&["--quiet"]).run().good();
    assert_eq!((outcome.out.as_str(), outcome.err.as_str()), ("", ""));
}

#[test]
fn files_of_reference_that_cannot_be_are_told_with_their_keys() {
    let cases = [
        ("{ \"J\": 1e300 }", "p.json: J: 1e300 is no count"),
        ("{ \"J\": NaN }", "p.json:1:8: expected value; NaN and"),
        ("{ \"J\": ", "the file is cut off"),
        ("{ \"rho\": null }", "p.json: rho: is null; give a number"),
        ("{ \"sigma_E\": -1 }", "p.json: sigma_E: is -1"),
        ("{}", "missing field `T_prime`; every key"),
    ];
    for (text, words) in cases {
        let case = empty().with(&["reference", "p.json", "i.json", "-o", "o.json"]);
        case.file("p.json", text);
        case.run().fails(11).lines(1).says(&[words]);
    }
    empty()
        .with(&["reference", "p", "i", "-o", "o", "--seed", "-1"])
        .run()
        .fails(2)
        .says(&["give a whole number from 0"]);
}

#[test]
fn several_runs_of_reference_files_are_a_list_that_begins_with_the_single_one() {
    let (parameters, initial) = runner::reference::published(&crate::uk::model(2e-4));
    let written = |runs: &str| {
        let case = empty().with(&["reference", "p", "i", "-o", "o", "--periods", "2"]);
        case.file("p", &parameters.to_string());
        case.file("i", &initial.to_string());
        case.run_with(&["--runs", runs]).good();
        std::fs::read_to_string(case.path("o")).unwrap()
    };
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let (one, three) = (read(&written("1")), read(&written("3")));
    let three = three.as_array().unwrap();
    assert_eq!((three.len(), &three[0]), (3, &one));
    assert_eq!(one["series"]["real_gdp"].as_array().unwrap().len(), 3);
    assert_ne!(three[1], one);
    assert_ne!(three[2], three[1]);
}

#[test]
fn vars_and_dry_runs_show_the_values_of_parameters() {
    empty().with(&["vars", "tax_income"]).run().good().shows(&[
        "values of uk-2019",
        "τ^INC",
        "0.1",
        "[rate, -1 to 1]",
    ]);
    empty()
        .with(&["vars", "--calibration", "./nowhere"])
        .run()
        .fails(11)
        .says(&["--calibration: ./nowhere holds no calibration.toml"]);
    scenario(SMALL)
        .with(&["--dry-run"])
        .run()
        .good()
        .shows(&["-- Parameters of \"uk-2019\"", "--   tax_income = 0.1"]);
}

#[test]
fn a_calibration_shows_its_assumptions_and_published_figures() {
    empty()
        .with(&["calibrations", "uk-2019"])
        .run()
        .good()
        .shows(&[
            "  loan_repayment θ = 0.05 [rate/quarter]\n",
            "  policy_rule = \"domestic\"",
            "GDP at market prices",
            "1.000",
        ]);
    let case = empty().with(&["calibrations", "mine"]);
    case.file("calibrations/mine/notes.txt", "");
    case.run()
        .fails(11)
        .says(&["calibrations/mine holds no calibration.toml"]);
}
