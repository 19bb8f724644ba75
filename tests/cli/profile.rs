//! Where time and memory go: told in the terminal and nowhere else.

use engine::period::PERIOD;

use super::batches::files;
use super::{Outcome, SMALL, scenario};

/// The last lines of what a run with `--profile` says.
fn table(outcome: &Outcome) -> String {
    let (_, table) = outcome
        .out
        .split_once("Where time and memory went")
        .unwrap();
    table.to_owned()
}

/// The figure of the part `name` in the column that ends where `head` does.
fn cell(table: &str, name: &str, head: &str) -> f64 {
    figure(table, name, head).parse().unwrap()
}

/// The same as it is written.
fn figure<'a>(table: &'a str, name: &str, head: &str) -> &'a str {
    let heads = table.lines().find(|line| line.contains(head)).unwrap();
    let end = heads.find(head).unwrap() + head.len();
    let name = format!("  {name} ");
    let line = table.lines().find(|line| line.starts_with(&name)).unwrap();
    let last = line[..end].split_whitespace().next_back();
    last.unwrap()
}

#[test]
fn a_profile_names_every_phase_and_changes_no_file() {
    let (plain, timed) = (scenario(SMALL), scenario(SMALL));
    let without = plain.run().good();
    assert!(!without.out.contains("Where time and memory went"));
    let outcome = timed.run_with(&["--profile"]).good();
    let table = table(&outcome);
    assert!(
        table.starts_with(", 3 runs with 6 quarters in all"),
        "{table}"
    );
    let share = |name: &str| cell(&table, name, "share, %");
    let phases: f64 = PERIOD.iter().map(|phase| share(phase.name)).sum();
    let sum = phases + share("opening") + share("between phases");
    assert!((sum - 100.0).abs() < 2.5, "{sum}: {table}");
    assert!(table.contains("firms and persons"), "{table}");
    assert_eq!(files(&plain.result()), files(&timed.result()));
}

/// 53 thousand persons at 1/1000: their deposits come in and go out, and income and what was bought come in.
#[test]
fn a_profile_tells_what_memory_moves_for_a_phase() {
    let script =
        r#"return require("macro").scenario { economy = { scale = 1/1000 }, horizon = "2q" }"#;
    let case = scenario(script);
    let table = table(&case.run_with(&["--profile"]).good());
    let persons = case.manifest()["persons"].as_f64().unwrap();
    let moved = cell(&table, "household_deposits", "MB a quarter");
    let bytes = persons * 5.0 * 8.0;
    assert!((moved - bytes / 1e6).abs() < 0.051, "{persons}: {table}");
    let rate = cell(&table, "household_deposits", "GB/s");
    let time = cell(&table, "household_deposits", "ms a quarter");
    assert!(
        (rate - bytes / 1e6 / time).abs() < 0.051 + 0.01 * rate,
        "{table}"
    );
    for without in ["opening", "lending_rate", "between phases", "all"] {
        assert_eq!(figure(&table, without, "MB a quarter"), "-", "{table}");
        assert_eq!(figure(&table, without, "GB/s"), "-", "{table}");
    }
}

#[test]
fn what_is_gone_on_with_and_a_shard_are_profiled_too() {
    let shard = scenario(SMALL).run_with(&["--profile", "--shard", "1/3"]);
    assert!(table(&shard.good()).starts_with(", 1 run with 2 quarters in all"));
    scenario(SMALL)
        .run_with(&["--profile", "--json"])
        .fails(2)
        .says(&["--profile", "--json"]);
}

/// A function takes 24 MiB at the end of the first of two runs: what the second holds in its phases is
/// less again, and the peak of the program is still that of the function.
#[test]
#[cfg(target_os = "linux")]
fn memory_is_told_by_phase_and_the_peak_stays() {
    let script = r#"local m = require "macro"
return m.scenario {
  economy = { scale = 1/10000 }, horizon = "2q", runs = 2,
  branches = { { name = "large", on = { period_end = function(e)
    if e.run == 0 and e.period == 2 then local kept = ("x"):rep(24 * 1024 * 1024) end
  end } } },
}
"#;
    let case = scenario(script).with(&["--profile", "--threads", "1"]);
    // What is freed goes back to the system at once.
    let case = case.environment("MALLOC_MMAP_THRESHOLD_", "1000000");
    let table = table(&case.run().good());
    let most = |name: &str| cell(&table, name, "MiB at most");
    let (phases, between) = (PERIOD.iter(), most("between phases"));
    for phase in phases {
        let held = most(phase.name);
        assert!(
            held > 0.0 && held + 20.0 < between,
            "{}: {table}",
            phase.name
        );
    }
    assert!(most("opening") + 20.0 < between, "{table}");
    assert!(most("all") >= between, "{table}");
    assert!(
        table.contains(&format!("; peak memory {} MiB.", most("all"))),
        "{table}"
    );
}
