//! `--json`: events, one object a line, and nothing else.

use serde_json::Value;

use super::{Outcome, SMALL, scenario};

fn events(outcome: &Outcome) -> Vec<Value> {
    let lines = outcome.out.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn kinds(events: &[Value]) -> Vec<&str> {
    let kinds = events.iter().map(|event| event["event"].as_str().unwrap());
    kinds.filter(|&kind| kind != "progress").collect()
}

const EVENTFUL: &str = r#"
local m = require "macro"
return m.scenario {
  title = "Eventful",
  economy = { scale = 1/10000 },
  horizon = "2q",
  runs = 2,
  branches = {
    { name = "baseline" },
    { name = "fragile", on = { period_start = function(e)
        print("hello") if e.run == 1 then error("no more") end end } },
    { name = "idle", rules = {} },
  },
  checks = { m.range { series = "unemployment_rate", low = 0.9, high = 1 } },
}
"#;

#[test]
fn everything_that_happens_is_one_event() {
    let case = scenario(EVENTFUL).with(&["--json"]);
    let outcome = case
        .run()
        .fails(20)
        .says(&["failed: branch fragile, run 1", "check failed"]);
    let all = events(&outcome);
    assert_eq!(
        kinds(&all),
        ["start", "run_failed", "check", "warning", "end"]
    );
    let start = &all[0];
    assert_eq!(
        start["branches"],
        serde_json::json!(["baseline", "fragile", "idle"])
    );
    assert_eq!([&start["of"], &start["done"], &start["runs"]], [6, 0, 2]);
    assert_eq!(start["shard"], Value::Null);
    assert_eq!(
        [&start["base_quarter"], &start["frequency"]],
        ["2019Q4", "quarter"]
    );
    let of = |kind| all.iter().find(|event| event["event"] == kind).unwrap();
    assert_eq!(of("run_failed")["branch"], "fragile");
    assert_eq!(of("run_failed")["date"], "2020Q1");
    assert!(of("progress")["periods_per_second"].is_f64());
    assert_eq!(of("check")["pass"], false);
    assert!(
        of("warning")["message"]
            .as_str()
            .unwrap()
            .contains("same figures")
    );
    assert_eq!(of("end")["exit_code"], 20);
    let folder = of("end")["folder"].as_str().unwrap();
    assert_eq!(case.path(folder), case.result());
    let manifest = case.manifest();
    assert_eq!(manifest["failures"][0]["cause"], of("run_failed")["cause"]);
}

#[test]
fn shards_and_merges_tell_events_too() {
    let case = scenario(SMALL);
    for shard in ["1/2", "2/2"] {
        let all = events(&case.run_with(&["--json", "--shard", shard]).good());
        assert_eq!(kinds(&all), ["start", "end"]);
        assert_eq!(all[0]["shard"], shard.replace('/', " of "));
    }
    // All runs of a batch may be in one shard.
    let only = scenario(SMALL).with(&["--runs", "1", "--json", "--shard", "1/2"]);
    assert_eq!(events(&only.run().good())[0]["shard"], "1 of 2");
    let shards = case.results();
    let shards: Vec<String> = shards
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let merge = ["merge", "--json", "-o", "merged", &shards[0], &shards[1]];
    let all = events(&Outcome::of(case.bare(&merge).output().unwrap()).good());
    assert_eq!(kinds(&all), ["start", "end"]);
    assert_eq!([&all[0]["done"], &all[0]["of"]], [3, 3]);
    assert!(
        case.path(all.last().unwrap()["folder"].as_str().unwrap())
            .join("series.parquet")
            .exists()
    );
}

#[test]
fn what_stops_the_program_is_the_last_event() {
    let case = scenario("return 1").with(&["--json"]);
    let outcome = case.run().fails(10);
    let all = events(&outcome);
    assert_eq!(kinds(&all), ["end"]);
    assert_eq!(all[0]["exit_code"], 10);
    assert_eq!(all[0]["message"].as_str().unwrap(), outcome.err.trim_end());
    scenario(SMALL).with(&["--json", "--quiet"]).run().fails(2);
}
