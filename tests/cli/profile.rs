//! Where time goes: told in the terminal and nowhere else.

use engine::period::PERIOD;

use super::batches::files;
use super::{Outcome, SMALL, scenario};

/// The last lines of what a run with `--profile` says.
fn table(outcome: &Outcome) -> String {
    let (_, table) = outcome.out.split_once("Where time went").unwrap();
    table.to_owned()
}

#[test]
fn a_profile_names_every_phase_and_changes_no_file() {
    let (plain, timed) = (scenario(SMALL), scenario(SMALL));
    let without = plain.run().good();
    assert!(!without.out.contains("Where time went"));
    let outcome = timed.run_with(&["--profile"]).good();
    let table = table(&outcome);
    assert!(
        table.starts_with(", 3 runs with 6 quarters in all"),
        "{table}"
    );
    let share = |name: &str| -> f64 {
        let mut lines = table.lines();
        let line = lines.find(|line| line.trim_start().starts_with(&format!("{name} ")));
        let last = line.unwrap().split_whitespace().next_back();
        last.unwrap().parse().unwrap()
    };
    let phases: f64 = PERIOD.iter().map(|phase| share(phase.name)).sum();
    let sum = phases + share("opening") + share("between phases");
    assert!((sum - 100.0).abs() < 2.5, "{sum}: {table}");
    assert!(table.contains("firms and persons"), "{table}");
    assert_eq!(files(&plain.result()), files(&timed.result()));
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
