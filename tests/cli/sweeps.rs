//! Sweeps: all branches at every point of a design, with the same draws.

use std::collections::BTreeMap;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};

use super::results::read;
use super::{Case, Outcome, scenario};

fn swept(sweep: &str) -> Case {
    scenario(&format!(
        r#"
local m = require "macro"
return m.scenario {{
  title = "Sweep",
  economy = {{ scale = 1/10000 }},
  horizon = "2q",
  runs = 2,
  seed = 7,
  branches = {{
    {{ name = "baseline" }},
    {{ name = "rise", shocks = {{ policy_rate = m.path {{ pp = 1, from = "2020Q1", permanent = true }} }} }},
  }},
  sweep = {sweep},
}}
"#
    ))
}

const GRID: &str = "m.grid { propensity_to_consume = { 0.85, 0.95 }, tax_income = { 0.1, 0.2, 0.3 }, size_of = { rise = { 1, 2 } }, of = { \"real_gdp\", \"policy_rate\" } }";

fn texts(batch: &RecordBatch, column: &str) -> Vec<String> {
    let texts = batch.column_by_name(column).unwrap().as_string::<i32>();
    texts.iter().map(|text| text.unwrap().to_owned()).collect()
}

fn numbers(batch: &RecordBatch, column: &str) -> Vec<u32> {
    let numbers = batch.column_by_name(column).unwrap();
    numbers.as_primitive::<UInt32Type>().values().to_vec()
}

fn figures(batch: &RecordBatch, column: &str) -> Vec<f64> {
    let figures = batch
        .column_by_name(column)
        .unwrap()
        .as_primitive::<Float64Type>();
    figures
        .iter()
        .map(|figure| figure.unwrap_or(f64::NAN))
        .collect()
}

/// A measure of a series by parameter.
pub fn measure(
    case: &Case,
    [branch, output, figure, at, measure]: [&str; 5],
) -> Vec<(String, f64)> {
    let table = read(&case.result().join("sensitivity.parquet"));
    let wanted = [
        ("branch", branch),
        ("output", output),
        ("figure", figure),
        ("at", at),
        ("measure", measure),
    ];
    let columns = wanted.map(|(column, word)| (texts(&table, column), word));
    let parameters = texts(&table, "parameter")
        .into_iter()
        .zip(figures(&table, "value"));
    let rows = parameters
        .enumerate()
        .filter(|(row, _)| columns.iter().all(|(column, word)| column[*row] == *word));
    rows.map(|(_, found)| found).collect()
}

#[test]
fn every_point_is_the_scenario_with_its_values_set() {
    let case = swept(GRID);
    let outcome = case.run().good();
    outcome.shows(&[
        "sweep       grid over propensity_to_consume, tax_income, size_of.rise",
        "2 runs at each of 12 points of each of 2 branches",
        "Sensitivity: share of the variance",
    ]);
    let design = read(&case.result().join("design.parquet"));
    assert_eq!(design.num_rows(), 36);
    let of_point = |point: usize| figures(&design, "value")[3 * point..3 * point + 3].to_vec();
    assert_eq!(of_point(0), [0.85, 0.1, 1.0]);
    assert_eq!(of_point(11), [0.95, 0.3, 2.0]);
    assert_eq!(of_point(3), [0.85, 0.2, 2.0]);
    let series = read(&case.result().join("series.parquet"));
    let keys = numbers(&series, "point")
        .into_iter()
        .zip(texts(&series, "branch"))
        .zip(numbers(&series, "run"));
    let gdp: Vec<f64> = keys
        .zip(figures(&series, "real_gdp"))
        .filter(|(((point, branch), run), _)| (*point, &branch[..], *run) == (3, "rise", 1))
        .map(|(_, figure)| figure)
        .collect();
    let alone = scenario(
        r#"
local m = require "macro"
return m.scenario {
  economy = { scale = 1/10000 }, horizon = "2q", runs = 2, seed = 7,
  set = { propensity_to_consume = 0.85, tax_income = 0.2 },
  branches = { { name = "rise", shocks = { policy_rate = m.path { pp = 2, from = "2020Q1", permanent = true } } } },
}"#,
    );
    alone.run().good();
    let series = read(&alone.result().join("series.parquet"));
    assert_eq!(gdp, figures(&series, "real_gdp")[3..]);
}

#[test]
fn a_size_moves_its_branch_and_not_the_first() {
    let case = swept(GRID);
    case.run().good();
    let level = measure(&case, ["baseline", "real_gdp", "level", "last", "total"]);
    let (parameter, share) = &level[2];
    assert_eq!(parameter, "size_of.rise");
    assert!(share.abs() < 1e-9, "{level:?}");
    let moved = measure(
        &case,
        ["rise", "policy_rate", "difference", "last", "first_order"],
    );
    assert!(moved[2].1 > 0.99, "{moved:?}");
    let manifest = case.manifest();
    assert_eq!(manifest["sweep"]["points"], 12);
    assert_eq!(manifest["sweep"]["over"]["tax_income"][2], 0.3);
    assert!(
        manifest["branches"][0]["parameters"]
            .get("tax_income")
            .is_none()
    );
}

#[test]
fn every_kind_of_design_has_its_measures() {
    let over = "over = { propensity_to_consume = { 0.85, 0.95 }, tax_income = { 0.1, 0.3 } }";
    for (sweep, points, measures) in [
        (
            format!("m.sobol {{ n = 4, {over} }}"),
            16,
            vec!["first_order", "total"],
        ),
        (
            format!("m.morris {{ trajectories = 3, {over} }}"),
            9,
            vec!["mu", "mu_star", "sigma"],
        ),
        (
            format!("m.latin_hypercube {{ n = 7, {over} }}"),
            7,
            vec!["correlation"],
        ),
    ] {
        let case = swept(&sweep).with(&["--runs", "1"]);
        case.run().good();
        assert_eq!(
            read(&case.result().join("design.parquet")).num_rows(),
            2 * points
        );
        for name in measures {
            let found = measure(&case, ["baseline", "real_gdp", "level", "last", name]);
            assert_eq!(found.len(), 2, "{sweep} {name}");
        }
    }
}

#[test]
fn a_sweep_is_cut_into_shards_merged_and_written_back_like_any_batch() {
    let case = swept(GRID);
    case.run().good();
    let tables = ["series.parquet", "sensitivity.parquet", "design.parquet"];
    let bytes =
        |folder: std::path::PathBuf| tables.map(|name| std::fs::read(folder.join(name)).unwrap());
    let whole = bytes(case.result());
    let cut = swept(GRID);
    for shard in ["1/3", "2/3", "3/3"] {
        cut.run_with(&["--shard", shard, "--threads", "1"])
            .good()
            .shows(&["16 runs"]);
    }
    let shards = cut.results();
    let mut merge = cut.bare(&["merge", "-o", "merged"]);
    Outcome::of(merge.args(&shards).output().unwrap()).good();
    let merged = std::fs::read_dir(cut.path("merged")).unwrap().next();
    assert!(bytes(merged.unwrap().unwrap().path()) == whole);
    let shown = swept(GRID).run_with(&["--dry-run"]).good().shows(&[
        "-- The sweep has 12 points:",
        "--   0: propensity_to_consume = 0.85, tax_income = 0.1, size_of.rise = 1",
        "--   and 7 more",
    ]);
    let again = scenario(&shown.out);
    again.run().good();
    let series = |case: &Case| figures(&read(&case.result().join("series.parquet")), "real_gdp");
    assert_eq!(series(&again), series(&case));
}

#[test]
fn the_sizes_of_an_entry_are_multiplied_in_all_its_branches_and_in_no_other() {
    let path = "shocks = { policy_rate = m.path { pp = 1, from = \"2020Q1\", permanent = true } }";
    let case = scenario(&format!(
        r#"
local m = require "macro"
return m.scenario {{
  economy = {{ scale = 1/10000 }}, horizon = "1q", runs = 1,
  branches = {{
    {{ name = "rise", sizes = {{ 1, 2 }}, {path} }},
    {{ name = "rise xylophone", {path} }},
    {{ name = "heir", parent = "rise" }},
  }},
  sweep = m.grid {{ size_of = {{ rise = {{ 1, 2 }}, heir = {{ 1, 3 }} }} }},
}}"#
    ));
    let rates = |case: &Case| {
        let table = read(&case.result().join("series.parquet"));
        let mut rates: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        let rows = texts(&table, "branch").into_iter();
        for ((branch, period), rate) in rows
            .zip(numbers(&table, "period"))
            .zip(figures(&table, "policy_rate"))
        {
            if period == 1 {
                rates.entry(branch).or_default().push(rate);
            }
        }
        rates
    };
    case.run().good();
    let found = rates(&case);
    let [still, rise, heir] = ["rise xylophone", "rise x1", "heir x2"].map(|name| &found[name]);
    assert!(still.iter().all(|rate| rate == &still[0]), "{still:?}");
    assert!(rise.iter().any(|rate| rate > &rise[0]), "{rise:?}");
    assert!(heir.iter().any(|rate| rate > &heir[0]), "{heir:?}");
    let again = scenario(&case.run_with(&["--dry-run"]).good().out);
    again.run().good();
    assert_eq!(rates(&again), found);
}

#[test]
fn a_failed_run_is_told_with_its_point_and_left_out() {
    let script = r#"
local m = require "macro"
return m.scenario {
  economy = { scale = 1/10000 }, horizon = "2q", runs = 2, seed = 7,
  branches = { { name = "fragile", on = { period_start = function(e)
    if e.parameters.tax_income > 0.25 and e.run == 1 then error("too much") end
  end } } },
  sweep = m.latin_hypercube { n = 4, over = { tax_income = { 0.2, 0.3 } } },
}"#;
    let case = scenario(script);
    case.run()
        .fails(20)
        .says(&["failed: branch fragile, 2 runs, "]);
    let failures = case.manifest()["failures"].as_array().unwrap().clone();
    assert_eq!(failures.len(), 2);
    assert!(failures[0]["point"].is_number());
}
