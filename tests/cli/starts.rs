//! States at the ends of runs, and scenarios that start from them.

use std::fs;
use std::path::Path;

use engine::record::Record;

use super::batches::files;
use super::effects::{Table, by_run};
use super::{Case, scenario};

/// A scenario with `entries` whose second branch has a rise of the policy rate from `date` on.
fn small(date: &str, entries: &str) -> String {
    format!(
        r#"local m = require "macro"
return m.scenario {{
  title = "Small", economy = {{ scale = 1/10000 }}, runs = 2, seed = 7,
  branches = {{
    {{ name = "base", on = {{ period_start = function(e)
        m.pull(e, "tax_income", {{ pp = math.random() }})
      end }} }},
    {{ name = "rise", shocks = {{ policy_rate = m.path {{ pp = 1, from = "{date}", lasting = "2q" }} }} }},
  }},
{entries}
}}
"#
    )
}

/// Runs of a year, with the states at their ends.
fn first() -> Case {
    let case = scenario(&small(
        "2020Q2",
        r#"  horizon = "4q", output = { save_state = true, checkpoint = "1q" },"#,
    ));
    case.run().good();
    case
}

/// A scenario with `entries` in the folder of `case`, which starts from states of `case`.
fn after(case: &Case, from: &str, date: &str, entries: &str) -> Case {
    let from = case.result().join("state").join(from);
    let start = format!("  start_from = \"{}\",\n{entries}", from.display());
    scenario(&small(date, &start))
}

#[test]
fn a_run_in_two_halves_is_the_whole_run() {
    let whole = scenario(&small("2020Q2", "  horizon = \"8q\","));
    whole.run().good();
    let first = first();
    let second = after(&first, "branch=base", "2021Q2", "  horizon = \"4q\",");
    second
        .run()
        .good()
        .shows(&["from 2020Q4", "starts from", "state/branch=base"]);
    let whole = Table::of(&whole, "series.parquet");
    let half = Table::of(&second, "series.parquet");
    for column in Record::COLUMNS {
        for quarter in 0..=4 {
            let bits =
                |figures: Vec<f64>| figures.into_iter().map(f64::to_bits).collect::<Vec<_>>();
            let later = bits(by_run(&half, "base", column.name, quarter));
            let earlier = bits(by_run(&whole, "base", column.name, quarter + 4));
            assert_eq!(later, earlier, "{} {quarter}", column.name);
        }
    }
    let dates: Vec<&str> = half
        .rows(&[("branch", "base")])
        .into_iter()
        .map(|row| half.text("date", row))
        .collect();
    assert_eq!(
        dates[..5],
        ["2020Q4", "2021Q1", "2021Q2", "2021Q3", "2021Q4"]
    );
    let rise = |quarter| by_run(&half, "rise", "policy_rate", quarter);
    let base = |quarter| by_run(&half, "base", "policy_rate", quarter);
    assert_eq!(rise(1), base(1));
    assert_ne!(rise(2), base(2), "the shock of 2021Q2");
}

#[test]
fn a_result_that_starts_from_a_state_is_resumed_and_replayed() {
    let first = first();
    let second = after(&first, "branch=rise/run=1", "2021Q2", "  horizon = \"3q\",");
    second.run().good();
    let result = second.result();
    let whole = files(&result);
    let replayed = second.bare(&["replay", &result.display().to_string(), "--run", "1"]);
    super::Outcome::of({ replayed }.output().unwrap())
        .good()
        .shows(&["branch base, run 1: the same"]);
    let shards = ["1/2", "2/2"].map(|shard| second.run_with(&["--shard", shard, "-o", "cut"]));
    let [one, other] = shards.map(|outcome| outcome.good().code);
    assert_eq!(one, other);
    let cut = fs::read_dir(second.path("cut")).unwrap();
    let mut merge = second.bare(&["merge", "-o", "merged"]);
    merge.args(cut.map(|folder| folder.unwrap().path()));
    super::Outcome::of(merge.output().unwrap()).good();
    let merged = fs::read_dir(second.path("merged")).unwrap().next();
    assert!(files(&merged.unwrap().unwrap().path()) == whole);
}

#[test]
fn states_do_not_depend_on_threads_and_are_part_of_a_merged_result() {
    let states = |arguments: &[&str]| {
        let case = scenario(&small(
            "2020Q2",
            r#"  horizon = "2q", output = { save_state = true },"#,
        ));
        case.run_with(arguments).good();
        files(&case.result().join("state"))
    };
    let one = states(&["--threads", "1"]);
    assert!(one.contains_key(Path::new("branch=rise/run=1/households.employer.arrow")));
    assert!(states(&["--threads", "3"]) == one);
}

#[test]
fn what_does_not_suit_is_refused_where_it_stands() {
    let first = first();
    let case = |from: &str, entries: &str| {
        after(
            &first,
            from,
            "2021Q2",
            &format!("  horizon = \"4q\", {entries}"),
        )
    };
    let refused = |case: Case, code: i32, words: &[&str]| {
        case.run()
            .fails(code)
            .says(words)
            .says(&["scenario.lua:10:3: "]);
    };
    refused(
        case("", ""),
        11,
        &["holds the states of several branches", "state/branch=base"],
    );
    refused(case("branch=bas", ""), 11, &["branch=bas: cannot be read"]);
    let more = case("branch=base", "").with(&["--runs", "3"]);
    refused(more, 10, &["there are 3 runs, and states of 2"]);
    let larger = case("branch=base", "").with(&["--scale", "1/5000"]);
    refused(
        larger,
        10,
        &["persons and", "write economy = { scale = 0.0001 }"],
    );
    let set = r#"horizon = "1q", runs = 1, set = { propensity_to_consume = 0.8 }, output = { save_state = true },"#;
    let other = scenario(&small("2020Q1", set).replace("runs = 2, ", ""));
    other.run().good();
    let from = other.result().join("state/branch=base");
    let from = from.display();
    let start = |set: &str| {
        let entries = format!("  start_from = \"{from}\", horizon = \"2q\", {set}");
        scenario(&small("2020Q2", &entries).replace("runs = 2", "runs = 1"))
    };
    start("").run().fails(10).says(&[
        "simulated with propensity_to_consume = 0.8, and branch \"base\" has 0.9",
        "write set = { propensity_to_consume = 0.8 }, or another value that is meant",
    ]);
    start("set = { propensity_to_consume = 0.8 }").run().good();
    start("set = { propensity_to_consume = 0.85 }").run().good();
    let economy = |horizon: &str, date: &str, keys: &str| {
        let entries = format!("  start_from = \"{from}\", horizon = \"{horizon}\",");
        let text = small(date, &entries).replace("runs = 2", "runs = 1");
        let keys = format!("economy = {{ {keys}");
        scenario(&text.replace("economy = { scale = 1/10000", &keys))
            .run()
            .fails(10)
    };
    economy("2q", "2020Q2", "growth = false, businesses = \"all\", scale = 1/5000").says(&[
        "the state was simulated with economy = { businesses = \"registered\", growth = true, scale = 0.0001 }, \
         and the scenario has { businesses = \"all\", growth = false, scale = 0.0002 }; \
         write economy = { businesses = \"registered\", growth = true, scale = 0.0001 }",
    ]);
    economy("2q", "2020Q2", "policy_weights = \"imposed\", scale = 1/10000").says(&[
        "with economy = { policy_weights = \"estimated\" }, and the scenario has { policy_weights = \"imposed\" }",
    ]);
    economy("2q", "2020Q2", "steady_state = true, scale = 1/10000").says(&[
        "with economy = { steady_state = false }, and the scenario has { steady_state = true }",
    ]);
    economy("7m", "2020-03", "frequency = \"month\", scale = 1/10000").says(&[
        "with economy = { frequency = \"quarter\" }, and the scenario has { frequency = \"month\" }",
    ]);

    let price = first
        .result()
        .join("state/branch=base/run=1/firms.price.arrow");
    let mut bytes = fs::read(&price).unwrap();
    bytes[100] ^= 1;
    fs::write(&price, bytes).unwrap();
    refused(
        case("branch=base", ""),
        11,
        &["run=1: firms.price.arrow is not as it was written; restore it, or make it again"],
    );
    fs::remove_file(first.result().join("state/branch=base/run=0/head")).unwrap();
    refused(
        case("branch=base/run=0", ""),
        11,
        &["is no state, as it has no file `head`"],
    );
}

#[test]
fn a_state_of_all_businesses_is_told_with_the_economy_to_write() {
    let start = |economy: &str, entries: &str| {
        scenario(&format!(
            "local m = require \"macro\"\nreturn m.scenario {{ runs = 1, horizon = \"1q\", \
             economy = {{ {economy} }}, {entries} }}"
        ))
    };
    let numbers = "firms = 5e6, households = 30e6";
    let first = start(numbers, "output = { save_state = true }");
    first.run_with(&["--scale", "1/5000"]).good();
    let from = format!(
        "start_from = \"{}\"",
        first.result().join("state").display()
    );
    let advice = "businesses = \"all\", scale = 0.0002";
    start(numbers, &from)
        .run()
        .fails(10)
        .says(&["persons and", &format!("write economy = {{ {advice} }}")]);
    let again = start(advice, &from);
    again
        .run_with(&["--scale", "1/4000"])
        .fails(10)
        .says(&[&format!(
            "leave out --scale, or write economy = {{ {advice} }}"
        )]);
    again.run().good();
}
