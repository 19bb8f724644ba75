//! States at the ends of runs in a batch that is taken up again, and whatever else of it may be damaged.

use std::fs;
use std::path::{Path, PathBuf};

use super::batches::files;
use super::checkpoints::{flip, kill, last_state_of, resume, start, wait_for};
use super::{Case, Outcome, scenario};

/// Two runs that keep the states at their ends.
const ENDS: &str = r#"
local m = require "macro"
return m.scenario {
  title = "Ends", economy = { scale = 1/10000 }, horizon = "16q", runs = 2, seed = 7,
  output = { save_state = true, checkpoint = "1q" },
}
"#;

/// A batch that was killed when its first run was done, and the second was not.
fn killed_in_the_second(script: &str) -> (Case, PathBuf) {
    let case = scenario(script);
    let mut child = start(&case, "1");
    wait_for(&case, &mut child, 1, 3);
    kill(child);
    let begun = case.begun();
    assert!(begun.join("ends/0/head").exists());
    (case, begun)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// What is done to the end of the first run, and what is said of it.
type Damage = (fn(&Path), &'static str);

#[test]
fn an_end_that_is_not_as_it_was_written_is_named_and_its_run_is_simulated_again() {
    let undisturbed = scenario(ENDS);
    undisturbed.run().good();
    let whole = files(&undisturbed.result());
    let damages: [Damage; 8] = [
        (
            |end| flip(&end.join("firms.price.arrow")),
            "firms.price.arrow is not as it was written",
        ),
        (
            |end| flip(&end.join("head")),
            "head is not as it was written",
        ),
        (
            |end| fs::write(end.join("made"), "").unwrap(),
            "made is not as it was written",
        ),
        (
            |end| fs::remove_file(end.join("firms.price.arrow")).unwrap(),
            "firms.price.arrow is missing",
        ),
        (
            |end| fs::write(end.join("notes.txt"), "mine").unwrap(),
            "notes.txt is no part of it",
        ),
        (|end| fs::remove_dir_all(end).unwrap(), "head is missing"),
        (
            |end| {
                fs::remove_dir_all(end).unwrap();
                fs::write(end, "a file").unwrap();
            },
            "head cannot be read: ",
        ),
        (
            |end| {
                // Of the other run, and not of its end.
                let state = last_state_of(&end.join("../../state/1"));
                fs::remove_dir_all(end).unwrap();
                copy(&state, end);
            },
            "it is of another run",
        ),
    ];
    for (damage, words) in damages {
        let (case, begun) = killed_in_the_second(ENDS);
        damage(&begun.join("ends/0"));
        resume(&case, &begun).good().says(&[
            "ends/0 is not used: ",
            words,
            "its run is to be simulated again",
            "0 of 2 runs are done",
        ]);
        assert!(files(&case.result()) == whole, "{words}");
        assert!(!begun.exists());
    }
    let (case, begun) = killed_in_the_second(ENDS);
    let outcome = resume(&case, &begun).good().says(&["1 of 2 runs are done"]);
    assert!(!outcome.err.contains("is not used"), "{}", outcome.err);
    assert!(files(&case.result()) == whole);
}

#[test]
fn what_is_dropped_of_a_journal_and_files_that_are_gone_are_told() {
    let undisturbed = scenario(ENDS);
    undisturbed.run().good();
    let whole = files(&undisturbed.result());
    let (case, begun) = killed_in_the_second(ENDS);
    let source = begun.join("source/scenario.lua");
    let script = fs::read(&source).unwrap();
    fs::remove_file(&source).unwrap();
    resume(&case, &begun)
        .fails(11)
        .says(&["source/scenario.lua: cannot be used: No such file"]);
    fs::write(&source, script).unwrap();
    let order = begun.join("batch.json");
    let text = fs::read_to_string(&order).unwrap();
    for (bad, words) in [
        ("[]", "it is not as it was written, in line 1"),
        (&text[..40], "it was cut short in line "),
    ] {
        fs::write(&order, bad).unwrap();
        resume(&case, &begun).fails(11).says(&[
            "batch.json: cannot be read: ",
            words,
            "restore it, or begin again with `runner SCENARIO.lua --afresh` and the same `-o`",
        ]);
    }
    fs::write(&order, text).unwrap();
    fs::remove_dir_all(begun.join("state")).unwrap();
    fs::write(begun.join("state"), "a file").unwrap();
    flip(&begun.join("journal"));
    resume(&case, &begun).good().says(&[
        "journal: ",
        " bytes beside its 0 whole runs were cut short or altered and are dropped",
    ]);
    assert!(files(&case.result()) == whole);
    assert!(!begun.exists());
}

#[test]
fn an_end_that_is_damaged_in_a_shard_is_not_merged() {
    let undisturbed = scenario(ENDS);
    undisturbed.run().good();
    let whole = files(&undisturbed.result());
    let case = scenario(ENDS);
    for shard in ["1/2", "2/2"] {
        case.run_with(&["--shard", shard]).good();
    }
    let shards: Vec<PathBuf> = case.results();
    fs::remove_file(shards[1].join("ends/1/firms.price.arrow")).unwrap();
    let merge = || {
        let mut merge = case.bare(&["merge", "-o", "merged"]);
        Outcome::of(merge.args(&shards).output().unwrap())
    };
    merge().fails(11).says(&[
        "ends/1 is not used: firms.price.arrow is missing",
        "1 run not done; finish it with `runner resume",
    ]);
    resume(&case, &shards[1]).good();
    merge().good();
    let merged = fs::read_dir(case.path("merged")).unwrap().next();
    assert!(files(&merged.unwrap().unwrap().path()) == whole);
}
