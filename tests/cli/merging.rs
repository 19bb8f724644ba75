//! Merging of more shards than a process may hold files.

use super::batches::{files, name};
use super::{Outcome, SMALL, empty, scenario};

#[test]
#[cfg(unix)]
fn more_shards_than_files_may_be_open_are_merged() {
    let whole = scenario(SMALL).with(&["--runs", "80"]);
    whole.run().good();
    let case = scenario(SMALL).with(&["--runs", "80"]);
    for shard in 1..=80 {
        case.run_with(&["--shard", &format!("{shard}/80")]).good();
    }
    let shards = case.results();
    let merge = empty().with(&["merge", "-o", "merged"]);
    let folders: Vec<String> = shards.iter().map(|shard| name(shard)).collect();
    let merge = merge.with(&folders.iter().map(String::as_str).collect::<Vec<_>>());
    let merged = || Outcome::of(merge.command_after("ulimit -n 64").output().unwrap()).good();
    let first = merged();
    assert!(!first.err.contains("replaced"), "{}", first.err);
    merged().says(&["note: an earlier result in merged/small-", " was replaced"]);
    let result = std::fs::read_dir(merge.path("merged")).unwrap().next();
    assert!(files(&result.unwrap().unwrap().path()) == files(&whole.result()));
}
