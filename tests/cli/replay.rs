//! `runner replay`: a run of a result, simulated again.

use std::path::Path;

use super::effects::Table;
use super::{Case, Outcome, SMALL, project, scenario};

fn replay(case: &Case, folder: &Path, arguments: &[&str]) -> Outcome {
    let folder = folder.display().to_string();
    let arguments = [&["replay", &folder], arguments].concat();
    Outcome::of(case.bare(&arguments).output().unwrap())
}

/// Two branches, the second with functions, strategies, a module and data.
const RICH: &str = r#"
local m = require "macro"
local size = require "size"
return m.scenario {
  title = "Rich",
  economy = { scale = 1/10000 },
  horizon = "3q",
  runs = 3,
  branches = {
    { name = "baseline" },
    { name = "rise", shocks = { policy_rate = m.path { pp = size, from = "2020Q1", lasting = "2q" } },
      on = { period_start = function(e) if e.run == 2 then error("no more") end end },
      follow = { export_demand = m.series { file = "data.csv", column = "x", as = "index" } },
      strategies = { { name = "slow", share = 0.3, price = function(f, e) return f.price end } } },
  },
}
"#;

#[test]
fn a_run_is_the_same_with_nothing_but_the_result() {
    let case = scenario(RICH);
    case.file("size.lua", "return 1.0\n");
    case.file(
        "data.csv",
        "date,x\n2019Q4,100\n2020Q1,101\n2020Q2,99\n2020Q3,98\n",
    );
    case.run_with(&["--set", "propensity_to_consume=0.93"])
        .fails(20);
    let result = case.path("elsewhere");
    std::fs::rename(case.result(), &result).unwrap();
    for file in ["scenario.lua", "size.lua", "data.csv"] {
        std::fs::remove_file(case.path(file)).unwrap();
    }
    replay(&case, &result, &["--run", "1"]).good().shows(&[
        "branch baseline, run 1: the same, ",
        "branch rise, run 1: the same, ",
        " figures bit by bit",
    ]);
    // As it is called where it lies.
    replay(&case, Path::new("elsewhere"), &["--run", "1"]).good();
    let rise = ["--run", "2", "--branch", "rise", "--threads", "1"];
    replay(&case, &result, &rise)
        .good()
        .shows(&["branch rise, run 2: the same, fails in 2020Q1: ", "no more"]);
    replay(&case, &result, &["--run", "3", "--branch", "ris"])
        .fails(2)
        .says(&[
            "there is no run 3",
            "runs are 0 to 2",
            "did you mean `rise`",
        ]);
}

#[test]
fn a_point_of_a_sweep_is_named() {
    let sweep = "sweep = m.grid { propensity_to_consume = { 0.85, 0.95 } } }";
    let script = SMALL.trim_end().strip_suffix('}').unwrap().to_owned() + sweep;
    let case = scenario(&script);
    case.run().good();
    let point = ["--run", "2", "--point", "1"];
    replay(&case, &case.result(), &point)
        .good()
        .shows(&["branch baseline, point 1, run 2: the same, "]);
    for (point, words) in [(&["--point", "2"][..], "no point 2"), (&[], "is a sweep")] {
        replay(&case, &case.result(), &[&["--run", "0"], point].concat())
            .fails(2)
            .says(&[words, "name a point from 0 to 1"]);
    }
}

#[test]
fn the_first_difference_is_told() {
    let case = scenario(SMALL);
    case.run().good();
    let (result, other) = (case.result(), case.path("other"));
    case.run_with(&["--seed", "8", "-o", "other"]).good();
    let other = std::fs::read_dir(other).unwrap().next().unwrap().unwrap();
    let series = [result.clone(), other.path()].map(|folder| folder.join("series.parquet"));
    let tables = [0, 1].map(|which| Table::of_file(&series[which]));
    // The first of run 1.
    let row = (0..100).find(|&row| tables[0].count("run", row) == 1);
    let row = row.unwrap();
    let first = tables[0].figures().find_map(|name| {
        let [now, was] = [0, 1].map(|which| tables[which].figure(&name, row));
        (now != was).then(|| [name, was.unwrap().to_string(), now.unwrap().to_string()])
    });
    let [name, was, now] = first.unwrap();
    std::fs::copy(&series[1], &series[0]).unwrap();
    replay(&case, &result, &["--run", "1"]).fails(30).shows(&[
        "branch baseline, run 1: series.parquet: ",
        &format!("{name} in 2019Q4 was {was} and is now {now}"),
    ]);
}

#[test]
fn a_calibration_of_ones_own_is_kept() {
    let case = scenario(&SMALL.replace("economy = {", "economy = { calibration = \"mine\","));
    for entry in std::fs::read_dir(project("scenarios/calibrations/uk-2019")).unwrap() {
        let entry = entry.unwrap();
        let text = std::fs::read_to_string(entry.path()).unwrap();
        case.file(
            &format!("calibrations/mine/{}", entry.file_name().display()),
            &text,
        );
    }
    case.run().good();
    std::fs::remove_dir_all(case.path("calibrations")).unwrap();
    replay(&case, &case.result(), &["--run", "0"])
        .good()
        .shows(&["the same"]);
    let table = case.result().join("calibration/accounts.csv");
    let text = std::fs::read_to_string(&table).unwrap();
    std::fs::write(&table, text + "\n").unwrap();
    replay(&case, &case.result(), &["--run", "0"])
        .fails(11)
        .says(&["was altered since it was made"]);
}

#[test]
fn a_folder_without_a_result_is_named() {
    let case = scenario(SMALL);
    replay(&case, &case.path(""), &["--run", "0"])
        .fails(11)
        .says(&["holds no result"]);
}
