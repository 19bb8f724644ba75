//! `runner slurm`: the job file it prints, and the page that explains it.

use super::{SMALL, project, scenario};

/// The lines that Slurm reads, without their values.
fn options(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| line.starts_with("#SBATCH"));
    lines
        .map(|line| line.split_once('=').map_or(line, |(option, _)| option))
        .collect()
}

/// What is run, without the line that names program and scenario.
fn script(text: &str) -> Vec<&str> {
    let lines = text
        .lines()
        .skip_while(|line| !line.starts_with("# The same command"));
    lines.filter(|line| !line.contains("--shard")).collect()
}

/// The line that runs a shard, from the shard on.
fn shard(text: &str) -> &str {
    let line = text.lines().find(|line| line.contains("--shard")).unwrap();
    line.split_once("--shard").unwrap().1
}

#[test]
fn the_job_file_is_that_of_the_page() {
    let case = scenario(SMALL);
    let outcome = case
        .bare(&["slurm", "scenario.lua", "--runs", "400", "--shards", "40"])
        .output();
    let outcome = super::Outcome::of(outcome.unwrap()).good();
    let outcome = outcome.says(&["measured here: a run of one branch takes ", "40 shards"]);
    let page = std::fs::read_to_string(project("docs/clusters/slurm.md")).unwrap();
    let (_, block) = page.split_once("```bash\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    assert_eq!(options(&outcome.out), options(block));
    assert_eq!(script(&outcome.out), script(block));
    assert_eq!(shard(&outcome.out), shard(block));
    for line in [
        "# Small: 400 runs in 40 shards.",
        "#SBATCH --array=1-40",
        "#SBATCH --job-name=small",
        " scenario.lua --runs 400 --shard \"$SLURM_ARRAY_TASK_ID/40\" --threads \"$SLURM_CPUS_PER_TASK\" &",
        " merge out/small-",
        ".shard-*-of-40 -o DIR",
    ] {
        assert!(outcome.out.contains(line), "{line}: {}", outcome.out);
    }
    assert!(!outcome.out.contains("{{") && case.results().is_empty());
}

#[test]
fn the_job_file_runs_the_shard_it_says() {
    let case = scenario(SMALL);
    let printed = case
        .bare(&["slurm", "scenario.lua", "--shards", "3"])
        .output()
        .unwrap();
    case.file("batch.sbatch", &String::from_utf8(printed.stdout).unwrap());
    for number in ["1", "2", "3"] {
        let mut job = std::process::Command::new("bash");
        let job = job.arg("batch.sbatch").current_dir(case.path(""));
        let job = job
            .env("SLURM_ARRAY_TASK_ID", number)
            .env("SLURM_CPUS_PER_TASK", "1");
        assert!(job.output().unwrap().status.success());
    }
    assert_eq!(case.results().len(), 3);
}

#[test]
fn a_single_job_makes_the_result_itself() {
    let case = scenario(SMALL);
    let printed = case.bare(&["slurm", "scenario.lua"]).output().unwrap();
    let printed = super::Outcome::of(printed).good().shows(&[
        "# Small: 3 runs in 1 shard.",
        "The result will be out/small-",
        "#SBATCH --array=1-1",
    ]);
    assert!(!printed.out.contains("merge"), "{}", printed.out);
}

#[test]
fn what_cannot_be_is_refused() {
    let case = scenario(SMALL);
    for (arguments, words) in [
        (["--shards", "4"], "4 shards are more than the 3 runs"),
        (["--time", "soon"], "`soon` is no time of a job"),
    ] {
        let arguments = [&["slurm", "scenario.lua"], &arguments[..]].concat();
        let outcome = case.bare(&arguments).output().unwrap();
        super::Outcome::of(outcome).fails(2).says(&[words]);
    }
}
