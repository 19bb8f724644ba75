//! Where results go, and what happens where they cannot.

use super::{Outcome, SMALL, empty, names, scenario, table};

#[test]
fn an_output_folder_that_cannot_be_written_is_named() {
    let case = scenario(SMALL).with(&["-o", "taken"]);
    case.file("taken", "a file");
    case.run()
        .fails(40)
        .says(&["taken", "cannot be written", "-o"]);
    assert_eq!(
        std::fs::read_to_string(case.path("taken")).unwrap(),
        "a file"
    );
    if cfg!(target_os = "linux") {
        scenario(SMALL)
            .with(&["-o", "/proc/results"])
            .run()
            .fails(40)
            .says(&["/proc/results: cannot be written"]);
    }
}

#[test]
fn a_full_disk_is_told_and_leaves_nothing_half_written() {
    let case = scenario(SMALL).with(&["--runs", "20"]);
    let mut command = case.command_after("trap '' XFSZ; ulimit -f 8");
    Outcome::of(command.output().unwrap())
        .fails(40)
        .says(&["cannot be written", "free some space"]);
    assert!(case.results().is_empty());
    assert!(case.leftovers().is_empty());
}

#[test]
fn a_disk_that_is_full_while_shards_are_merged_leaves_them_and_nothing_else() {
    let case = scenario(SMALL).with(&["--runs", "20"]);
    let shards = ["1/2", "2/2"].map(|shard| case.run_with(&["--shard", shard]).good());
    assert_eq!(shards.len(), case.results().len());
    let merge = empty().with(&["merge", "-o", "merged"]);
    let folders: Vec<String> = (case.results().iter())
        .map(|folder| folder.display().to_string())
        .collect();
    let merge = merge.with(&folders.iter().map(String::as_str).collect::<Vec<_>>());
    let mut command = merge.command_after("trap '' XFSZ; ulimit -f 8");
    Outcome::of(command.output().unwrap())
        .fails(40)
        .says(&["cannot be written", "free some space"]);
    let left = std::fs::read_dir(merge.path("merged")).unwrap();
    assert_eq!(left.count(), 0);
    merge.run().good();
}

#[test]
#[cfg(unix)]
fn a_disk_that_is_full_where_a_batch_is_gone_on_with_is_told_what_can_be_done() {
    let case = scenario(SMALL);
    case.run_with(&["--shard", "1/2"]).good();
    let folder = case.results()[0].display().to_string();
    std::fs::write(case.results()[0].join("journal"), "").unwrap();
    let resume = empty().with(&["resume", &folder]);
    let told = Outcome::of(resume.command_after("ulimit -f 1").output().unwrap()).fails(40);
    let told = told.says(&["journal: cannot be written", "make room", "resume it there"]);
    assert!(!told.err.contains(" -o"), "{}", told.err);
}

#[test]
#[cfg(target_os = "linux")]
fn addresses_that_suffice_are_not_refused() {
    let case = scenario(SMALL).with(&["--threads", "2"]);
    let limited = |mebibytes| {
        let mut command = case.command_after(&format!("ulimit -v {}", mebibytes << 10));
        Outcome::of(command.output().unwrap())
    };
    limited(340).good();
    // Without a heap for the thread that reads the scenario, and with one.
    for low in [150, 220] {
        let refused = limited(low)
            .fails(40)
            .says(&["of address space", "(`ulimit -v`) leaves"]);
        let more = refused.err.split("raise it by ").nth(1).unwrap();
        let (more, _) = more.split_once(" MiB").unwrap();
        limited(low + more.parse::<u64>().unwrap()).good();
    }
}

#[test]
fn the_same_scenario_again_replaces_its_result() {
    let case = scenario(SMALL);
    let again = "holds a finished result of the same scenario; it is simulated again and replaced";
    assert!(!case.run().good().err.contains(again));
    let first = std::fs::read(case.result().join("series.parquet")).unwrap();
    std::fs::write(case.result().join("series.parquet"), "spoiled").unwrap();
    case.run().good().says(&["out/small-", again]);
    assert_eq!(
        std::fs::read(case.result().join("series.parquet")).unwrap(),
        first
    );
    assert!(case.leftovers().is_empty());
}

#[test]
fn other_settings_get_a_folder_of_their_own() {
    let case = scenario(SMALL);
    case.run().good();
    let case = case.with(&["--seed", "8"]);
    case.run().good();
    assert_eq!(case.results().len(), 2);
}

#[test]
fn a_folder_that_is_no_result_is_left_alone() {
    let case = scenario(SMALL);
    case.run().good();
    let folder = case.result();
    std::fs::write(folder.join("manifest.json"), "{}").unwrap();
    case.run()
        .fails(40)
        .says(&["is there already", "move it away"]);
    assert_eq!(
        std::fs::read_to_string(folder.join("manifest.json")).unwrap(),
        "{}"
    );
    assert!(names(&folder).contains("series.parquet"));
}

#[test]
fn runs_that_fail_are_named_and_the_others_are_kept() {
    let case = table(
        "  horizon = \"20q\",\n  runs = 2,\n  economy = { scale = 1/5000 },\n  branches = { { name = \"calm\" }, { name = \"wild\", set = { taylor_smoothing = 10 } } },\n  record = { industries = {} },",
    );
    let outcome = case.run().fails(20);
    outcome
        .says(&["failed: branch wild, run ", ": identity A"])
        .shows(&["left out of what follows", "Results in out/scenario-"]);
    let manifest = case.manifest();
    assert_eq!(manifest["exit_code"], 20);
    assert_eq!(manifest["failures"][0]["branch"], "wild");
    assert!(
        manifest["failures"][0]["date"]
            .as_str()
            .unwrap()
            .contains('Q')
    );
    assert!(names(&case.result()).contains("series.parquet"));
}

#[test]
#[cfg(unix)]
fn a_limit_on_the_size_of_files_is_an_error_and_not_the_end() {
    let case = scenario(SMALL).with(&["--runs", "20"]);
    let mut command = case.command_after("ulimit -f 8");
    let outcome = Outcome::of(command.output().unwrap())
        .fails(40)
        .says(&["journal: cannot be written", "free some space"]);
    assert!(!outcome.err.contains("partial"), "{}", outcome.err);
    assert!(case.leftovers().is_empty());
}

#[test]
fn the_files_of_others_in_a_result_are_kept() {
    let case = scenario(SMALL);
    case.run().good();
    let notes = case.result().join("notes.txt");
    std::fs::write(&notes, "mine").unwrap();
    std::fs::create_dir(case.result().join("more")).unwrap();
    std::fs::write(case.result().join("more/a.txt"), "mine too").unwrap();
    case.run().good();
    assert_eq!(std::fs::read_to_string(notes).unwrap(), "mine");
    assert!(case.result().join("more/a.txt").exists());
    assert!(case.leftovers().is_empty());
}

#[test]
#[cfg(target_os = "linux")]
fn a_summary_that_is_lost_is_an_error_and_the_result_stays() {
    let case = scenario(SMALL);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let output = case.command().stdout(full.unwrap()).output().unwrap();
    Outcome::of(output)
        .fails(40)
        .says(&["the output cannot be written"]);
    assert_eq!(case.results().len(), 1);
}

#[test]
#[cfg(target_os = "linux")]
fn memory_that_does_not_suffice_is_told_before_the_run() {
    let case = table("  horizon = \"1q\",\n  runs = 1,\n  economy = { scale = 1/3 },");
    let outcome = Outcome::of(case.command_after("ulimit -v 1500000").output().unwrap()).fails(40);
    assert!(outcome.err.contains("(`ulimit -v`) leaves"));
    let scale = outcome.err.split("a smaller scale: ").nth(1).unwrap();
    let scale = scale.trim().trim_end_matches(" fits");
    let (one, in_many) = scale.split_once('/').unwrap();
    assert!(one == "1" && in_many.parse::<u64>().unwrap() > 3, "{scale}");
    assert!(case.leftovers().is_empty());
    let dry = Outcome::of(
        case.with(&["--dry-run"])
            .command_after("ulimit -v 1500000")
            .output()
            .unwrap(),
    );
    dry.fails(40)
        .shows(&["horizon = \"1q\"", "\n-- Memory: about "])
        .says(&["; raise it by ", "then take, or take a smaller scale: 1/"]);
    let case = table("  runs = 1e6,\n  horizon = \"1000y\",");
    Outcome::of(case.command_after("ulimit -v 4000000").output().unwrap())
        .fails(40)
        .says(&["fewer runs"]);
}
