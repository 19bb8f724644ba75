//! Batches: stopped, killed, gone on with, cut into shards and merged, always to the same bytes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use runner::begun::journal::Journal;

use super::{Case, Outcome, SMALL, empty, scenario};

/// Two branches, one with a function, strategies and a panel of firms.
const BATCH: &str = r#"
local m = require "macro"
return m.scenario {
  title = "Batch",
  economy = { scale = 1/10000 },
  horizon = "3q",
  runs = 12,
  seed = 7,
  record = { firms = { columns = { "price" }, sample = 5 } },
  branches = {
    { name = "baseline" },
    { name = "rise", shocks = { policy_rate = m.path { pp = 1, from = "2020Q1", lasting = "2q" } },
      on = { period_start = function(e) print("run", e.run) end },
      strategies = { { name = "slow", share = 0.3, price = function(f, e) return f.price end } } },
  },
  output = { split_effects = "recession" },
}
"#;

/// The files of a result by name, apart from the manifest, which holds times.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("manifest.json") {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    assert!(found.len() >= 5, "{:?}", found.keys());
    found
}

/// What a batch that nothing disturbs writes.
fn undisturbed() -> BTreeMap<PathBuf, Vec<u8>> {
    let case = scenario(BATCH);
    case.run().good();
    files(&case.result())
}

fn start(case: &Case, arguments: &[&str]) -> Child {
    let mut command = case.command();
    let command = command.args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Waits until the first run is in the journal of the only batch.
pub fn wait_for_a_run(case: &Case) {
    let journal = || {
        let begun = std::fs::read_dir(case.path("out")).ok()?.next()?.ok()?;
        let journal = std::fs::metadata(begun.path().join("journal")).ok()?;
        Some(journal.len())
    };
    while journal().unwrap_or(0) == 0 {
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The program with `arguments` in the folder of `case`, to its end.
fn call(case: &Case, arguments: &[&str]) -> Outcome {
    Outcome::of(case.bare(arguments).output().unwrap())
}

/// A path as text.
pub fn name(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn a_batch_killed_at_any_moment_is_gone_on_with_to_the_same_bytes() {
    let whole = undisturbed();
    let mut gone_on_with = 0;
    for moment in 0..30 {
        let case = scenario(BATCH);
        // From before anything is written to the time a result is made.
        let mut child = start(&case, &["--quiet"]);
        std::thread::sleep(Duration::from_millis(20 + 37 * moment));
        child.kill().unwrap();
        child.wait().unwrap();
        if moment % 3 == 0 {
            let mut child = start(&case, &["--quiet"]);
            std::thread::sleep(Duration::from_millis(150 + 20 * moment));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let outcome = case.run().good();
        gone_on_with += u32::from(outcome.err.contains("going on with"));
        assert!(files(&case.result()) == whole, "killed at {moment}");
        assert!(case.leftovers().is_empty());
    }
    assert!(gone_on_with > 0, "no batch was killed while it ran");
}

#[test]
#[cfg(unix)]
fn a_signal_finishes_the_current_runs_and_resume_goes_on() {
    let whole = undisturbed();
    for signal in ["-INT", "-TERM"] {
        let case = scenario(BATCH);
        let child = start(&case, &["--threads", "1"]);
        wait_for_a_run(&case);
        super::signal(&child, signal);
        Outcome::of(child.wait_with_output().unwrap())
            .fails(75)
            .says(&[
                "asked to stop: the runs in hand are finished, as they keep no states",
                "stopped; ",
                " of 24 runs are kept; go on with `runner resume out/batch-",
            ]);
        assert!(case.results().is_empty());
        let begun = case.begun();
        call(&case, &["resume", &name(&begun)])
            .good()
            .says(&["going on with", "of 24 runs are done"])
            .shows(&["12 runs of each of 2 branches"]);
        assert!(files(&case.result()) == whole);
        assert!(!begun.exists());
    }
}

#[test]
fn shards_merged_are_the_whole_and_need_nothing_but_their_folders() {
    let whole = undisturbed();
    let case = scenario(BATCH);
    for shard in ["1/3", "3/3", "2/3"] {
        case.run_with(&["--shard", shard])
            .good()
            .shows(&["shard ", "8 runs", "Merge all shards"]);
    }
    let shards = case.results();
    assert_eq!(shards.len(), 3);
    let names: Vec<String> = shards.iter().map(|shard| name(shard)).collect();
    std::fs::remove_file(case.path("scenario.lua")).unwrap();
    let merge = |folders: &[&str]| call(&case, &[&["merge", "-o", "merged"], folders].concat());
    merge(&[&names[0], &names[2]])
        .fails(11)
        .says(&["shard 2 of 3 is missing"]);
    merge(&[&names[0], &names[0], &names[1], &names[2]])
        .fails(11)
        .says(&["is named twice"]);
    assert!(!case.path("merged").exists());
    merge(&[&names[2], &names[0], &names[1]]).good();
    let merged = std::fs::read_dir(case.path("merged")).unwrap().next();
    assert!(files(&merged.unwrap().unwrap().path()) == whole);
}

#[test]
fn one_run_alone_has_the_numbers_it_has_in_the_batch() {
    let case = scenario(BATCH);
    case.run_with(&["--shard", "12/12"]).good();
    case.run_with(&["--shard", "2/2", "--threads", "3"]).good();
    let outcomes = case.results().into_iter().map(|folder| {
        let mut journal = Journal::open(&folder.join("journal"), 24).unwrap();
        let alone = (0..24).filter(|&unit| journal.holds(unit)).count();
        (
            alone,
            [22, 23].map(|unit| bits(&journal.read(unit).unwrap().unwrap())),
        )
    });
    let outcomes: Vec<_> = outcomes.collect();
    assert_eq!([outcomes[0].0, outcomes[1].0], [2, 12]);
    assert_eq!(outcomes[0].1, outcomes[1].1);
}

/// Every figure of a run, bit by bit.
fn bits(outcome: &runner::batch::Outcome) -> Vec<u64> {
    let run = outcome.as_ref().unwrap();
    let industries = run.industries.iter().flatten().flatten();
    let figures = run.series.iter().flatten().chain(industries);
    figures.map(|figure| figure.to_bits()).collect()
}

#[test]
fn schedulers_choose_the_shard() {
    let case = scenario(SMALL)
        .with(&["--shard", "auto"])
        .environment("OMPI_COMM_WORLD_RANK", "1")
        .environment("OMPI_COMM_WORLD_SIZE", "3");
    case.run().good().shows(&["shard 2 of 3, 1 run"]);
    let lost = scenario(SMALL).with(&["--shard", "auto"]);
    lost.run().fails(2).says(&["--shard", "no scheduler says"]);
    let odd = scenario(SMALL).with(&["--shard", "4/3"]);
    odd.run().fails(2).says(&["`4/3` is no shard"]);
}

#[test]
fn what_is_altered_or_of_another_program_is_refused() {
    let case = scenario(BATCH);
    case.run_with(&["--shard", "1/2"]).good();
    let folder = case.results()[0].clone();
    let shard = name(&folder);
    let order = std::fs::read_to_string(folder.join("batch.json")).unwrap();
    let other = order.replace("\"engine_hash\": \"", "\"engine_hash\": \"0");
    std::fs::write(folder.join("batch.json"), other).unwrap();
    call(&case, &["resume", &shard])
        .fails(11)
        .says(&["another version of the program", "--afresh"]);
    case.run_with(&["--shard", "1/2"]).fails(11);
    std::fs::write(folder.join("batch.json"), "{").unwrap();
    call(&case, &["resume", &shard])
        .fails(11)
        .says(&["batch.json: cannot be read"]);
    std::fs::write(folder.join("batch.json"), &order).unwrap();
    let script = std::fs::read_to_string(folder.join("source/scenario.lua")).unwrap();
    let script = script.replace("seed = 7", "seed = 8");
    std::fs::write(folder.join("source/scenario.lua"), script).unwrap();
    call(&case, &["resume", &shard])
        .fails(11)
        .says(&["was altered"]);
    case.run_with(&["--shard", "1/2", "--afresh"]).good();
    call(&case, &["resume", &shard]).good();
    call(&case, &["resume", "nowhere"])
        .fails(11)
        .says(&["nowhere: holds no batch"]);
}

#[test]
fn resume_goes_on_with_what_is_there_and_with_nothing_else() {
    let case = scenario(BATCH);
    case.run_with(&["--shard", "2/3", "--resume"])
        .fails(11)
        .says(&["nothing to go on with", "leave out --resume"]);
    assert!(case.results().is_empty());
    case.run_with(&["--shard", "2/3"]).good();
    let folder = case.results()[0].clone();
    case.run_with(&["--shard", "2/3", "--resume"])
        .good()
        .says(&["8 of 8 runs are done"]);
    let text = std::fs::read_to_string(folder.join("batch.json")).unwrap();
    let write = |text: &str| std::fs::write(folder.join("batch.json"), text).unwrap();
    write(&text.replace("\"engine_hash\": \"", "\"engine_hash\": \"0"));
    case.run_with(&["--shard", "2/3", "--resume"])
        .fails(11)
        .says(&["another version of the program"]);
    for (runs, words) in [(6, "is of a batch of more runs"), (24, "was altered")] {
        write(&text.replace("\"runs\": 12", &format!("\"runs\": {runs}")));
        call(&case, &["resume", &name(&folder)])
            .fails(11)
            .says(&[words]);
    }
    write(&text);
    call(&case, &["resume", &name(&folder)])
        .good()
        .says(&["8 of 8 runs are done"]);
}

#[test]
fn runs_of_nobody_knows_which_program_are_not_taken_up() {
    let case = scenario(BATCH);
    case.run_with(&["--shard", "1/3"]).good();
    std::fs::remove_file(case.results()[0].join("batch.json")).unwrap();
    let outcome = case.run_with(&["--shard", "1/3"]).good();
    assert!(!outcome.err.contains("going on"), "{}", outcome.err);
}

#[test]
#[cfg(unix)]
fn a_second_signal_of_the_other_kind_stops_at_once() {
    let case = scenario(&BATCH.replace("\"3q\"", "\"300q\"")).with(&["--threads", "1"]);
    let child = start(&case, &["--quiet"]);
    wait_for_a_run(&case);
    for signal in ["-INT", "-TERM"] {
        super::signal(&child, signal);
    }
    // The system may hand over the second one first.
    let code = Outcome::of(child.wait_with_output().unwrap()).code;
    assert!([Some(128 + 2), Some(128 + 15)].contains(&code), "{code:?}");
}

#[test]
fn what_others_put_beside_a_journal_stays() {
    let case = scenario(BATCH);
    case.run().good();
    let folder = name(&case.result()) + ".unfinished";
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(Path::new(&folder).join("notes.txt"), "mine").unwrap();
    case.run().good();
    let kept = super::names(Path::new(&folder));
    assert_eq!(kept.into_iter().collect::<Vec<_>>(), ["notes.txt"]);
}

#[test]
fn a_batch_that_was_killed_when_its_result_was_in_place_is_finished() {
    let case = scenario(BATCH);
    case.run().good();
    let result = name(&case.result());
    let left = result.clone() + ".unfinished";
    // What there is of it after each step of its removal.
    for files in [&["source/scenario.lua", "journal"][..], &["journal"], &[]] {
        std::fs::create_dir(&left).unwrap();
        for file in files {
            case.file(&format!("{left}/{file}"), "left");
        }
        call(&case, &["resume", &left])
            .good()
            .says(&[": is finished; there is nothing to go on with"]);
        assert!(!Path::new(&left).exists(), "{files:?}");
    }
    for folder in [&left, &result, &(result.clone() + "/")] {
        call(&case, &["resume", folder])
            .good()
            .says(&["is finished"]);
    }
    assert_eq!(files(&case.result()), undisturbed());
}

#[test]
fn runs_that_fail_are_counted_and_the_batch_stops_at_the_limit() {
    let case = scenario(
        r#"local m = require "macro"
return m.scenario { economy = { scale = 1/10000 }, horizon = "2q", runs = 20,
  branches = { { name = "b", on = { period_start = function(e) error("no") end } } } }"#,
    )
    .with(&["--threads", "1"]);
    // A run or two may have begun before the failures are counted.
    let stopped = case.run_with(&["--max-failures", "3"]).fails(20);
    let stopped = stopped.says(&["stopped, because ", " runs failed", "of 20 runs are kept"]);
    let failed = stopped
        .err
        .split("because ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next());
    let failed: u32 = failed.unwrap().parse().unwrap();
    assert!((3..20).contains(&failed), "{}", stopped.err);
    assert!(case.results().is_empty());
    let told = case.run().fails(20);
    let told = told.says(&["failed: branch b, 20 runs, 2020Q1: "]);
    assert_eq!(told.err.matches("failed: ").count(), 1, "{}", told.err);
    assert_eq!(case.manifest()["failures"].as_array().unwrap().len(), 20);
}

#[test]
fn two_processes_do_not_work_on_one_batch() {
    let case = scenario(BATCH).with(&["--runs", "1000"]);
    let mut child = start(&case, &["--quiet"]);
    while !case.path("out").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(200));
    case.run().fails(40).says(&["another process is at work"]);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn resume_needs_neither_the_scenario_nor_its_calibration() {
    let case = empty();
    case.file("scenario.lua", BATCH);
    let case = case.with(&["scenario.lua", "--seed", "9"]);
    let mut child = start(&case, &["--threads", "1"]);
    wait_for_a_run(&case);
    child.kill().unwrap();
    child.wait().unwrap();
    std::fs::remove_file(case.path("scenario.lua")).unwrap();
    let begun = case.begun();
    // The name of the result that it will be is as good.
    let target = name(&begun).replace(".unfinished", "");
    call(&case, &["resume", &target]).good();
    assert_eq!(case.manifest()["seed"], 9);
}
