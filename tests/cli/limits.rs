//! Threads and memory: as many as there are, and what becomes of a batch where they end.

use super::batches::{files, wait_for_a_run};
use super::{Outcome, SMALL, scenario};

#[test]
fn more_threads_than_are_of_use_are_bounded_and_change_nothing() {
    let script = SMALL.replace("runs = 3", "runs = 1");
    let [one, many] = ["1", "10000"].map(|threads| {
        let case = scenario(&script).with(&["--threads", threads]);
        let told = case.run().good().err;
        (case, told)
    });
    let ((one, nothing), (many, warning)) = (one, many);
    assert_eq!(nothing, "");
    let few = std::thread::available_parallelism().unwrap().get() < 64;
    assert_eq!(warning.contains("warning: 1 024 threads on "), few);
    assert_eq!(one.manifest()["threads"], 1);
    assert_eq!(many.manifest()["threads"], 1024);
    assert!(files(&one.result()) == files(&many.result()));
}

#[test]
fn variables_of_the_library_of_threads_change_nothing() {
    let script = SMALL.replace(
        "seed = 7,",
        "seed = 7,\n  output = { checkpoint = \"1q\" },",
    );
    let plain = scenario(&script);
    plain.run().good();
    for value in ["0", "10000", "many"] {
        let case = scenario(&script).environment("RAYON_NUM_THREADS", value);
        case.run().good();
        assert_eq!(case.manifest()["threads"], plain.manifest()["threads"]);
        assert!(files(&case.result()) == files(&plain.result()));
    }
}

#[test]
#[cfg(unix)]
fn threads_that_cannot_be_started_are_told() {
    // No machine has the room for such a stack.
    scenario(SMALL)
        .environment("RUST_MIN_STACK", "1000000000000000")
        .run()
        .fails(40)
        .says(&["the threads cannot be started: ", "--threads"]);
}

#[test]
#[cfg(target_os = "linux")]
fn no_thread_to_read_the_scenario_on_is_told_as_a_lack_of_memory() {
    let case = scenario(SMALL).with(&["--threads", "1"]);
    // Room for the program, and from some limit on for the thread that reads: 16 MiB, and 36 MiB with its heap.
    let mut told = 0;
    for mebibytes in (30..130).step_by(5) {
        let mut command = case.command_after(&format!("ulimit -v {}", mebibytes << 10));
        let outcome = Outcome::of(command.output().unwrap());
        if outcome.err.contains("the threads cannot be started: ") {
            told += 1;
            let remedy = "; free some memory, or raise the limits of the process";
            outcome.fails(40).says(&[remedy]);
        }
    }
    assert!(told > 0);
}

#[test]
#[cfg(target_os = "linux")]
fn memory_that_ends_in_the_middle_is_told_and_earlier_runs_are_kept() {
    use std::process::{Command, Stdio};

    let script = SMALL.replace("1/10000", "1/2000").replace("2q", "30q");
    let undisturbed = scenario(&script);
    undisturbed.run().good();
    let case = scenario(&script);
    let mut command = case.command();
    // Rust's own backtrace asks for memory while it tells that there is none, and may wait forever.
    command
        .args(["--threads", "1"])
        .env_remove("RUST_BACKTRACE");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    wait_for_a_run(&case);
    let mut limit = Command::new("prlimit");
    limit.args(["--data=1", "--pid", &child.id().to_string()]);
    assert!(limit.status().unwrap().success());
    let outcome = Outcome::of(child.wait_with_output().unwrap()).fails(40);
    // As a rule, memory is what is asked for next; it may be a thread.
    let words = ["memory allocation of ", "Cannot allocate memory", "threads"];
    let told = words.iter().any(|words| outcome.err.contains(words));
    assert!(told, "{}", outcome.err);
    assert!(case.results().is_empty() && case.begun().exists());
    case.run().good().says(&["going on with"]);
    assert!(files(&case.result()) == files(&undisturbed.result()));
}
