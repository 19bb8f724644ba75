//! Checkpoints: a run that was killed, stopped or damaged goes on to the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use super::batches::files;
use super::{Case, Outcome, names, scenario};

/// One run of two branches, one with a shock, a memory, draws, and strategies that spread.
const LONG: &str = r#"
local m = require "macro"
return m.scenario {
  title = "Long",
  economy = { scale = 1/10000 },
  horizon = "24q",
  runs = 1,
  seed = 7,
  record = { firms = { columns = { "price" }, every = "3q", sample = 5 } },
  branches = {
    { name = "baseline" },
    { name = "busy",
      shocks = { policy_rate = m.path { pp = 1, from = "2020Q1", lasting = "30q" } },
      on = {
        period_start = function(e)
          e.memory.draws = e.memory.draws or {}
          e.memory.draws[#e.memory.draws + 1] = math.random()
          if #e.memory.draws % 7 == 0 then print(#e.memory.draws, e.memory.draws[3]) end
        end,
        before_policy_rate = function(e)
          m.pull(e, "policy_rate", { pp = e.memory.draws[#e.memory.draws] })
        end,
      },
      strategies = {
        { name = "slow", share = 0.3, price = function(f, e) return f.price end },
      },
      switching = m.switching { every = "2q", by = "profit", intensity = 1 } },
  },
  output = { checkpoint = "1q" },
}
"#;

/// What nothing disturbs.
fn undisturbed() -> &'static BTreeMap<PathBuf, Vec<u8>> {
    static FILES: OnceLock<BTreeMap<PathBuf, Vec<u8>>> = OnceLock::new();
    FILES.get_or_init(|| {
        let case = scenario(LONG);
        case.run().good();
        files(&case.result())
    })
}

/// Starts the program on so many threads.
pub fn start(case: &Case, threads: &str) -> Child {
    let mut command = case.command();
    command.args(["--threads", threads]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Waits until the unit at `place` has a state of at least `quarters`, or the program has ended.
pub fn wait_for(case: &Case, child: &mut Child, place: u32, quarters: u32) {
    let reached = || {
        let begun = fs::read_dir(case.path("out")).ok()?.next()?.ok()?;
        let states = fs::read_dir(begun.path().join(format!("state/{place}"))).ok()?;
        let mut numbers = states.filter_map(|state| state.ok()?.file_name().to_str()?.parse().ok());
        numbers.find(|&number: &u32| number >= quarters)
    };
    while reached().is_none() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Ends the program as a failure of power would.
pub fn kill(child: Child) {
    let mut child = child;
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The begun batch of `case`, killed when its first run had simulated `quarters`.
fn killed(case: &Case, quarters: u32) -> PathBuf {
    let mut child = start(case, "1");
    wait_for(case, &mut child, 0, quarters);
    kill(child);
    case.begun()
}

/// Goes on with the batch in `begun`.
pub fn resume(case: &Case, begun: &Path) -> Outcome {
    let begun = begun.display().to_string();
    let resumed = case.bare(&["resume", &begun]).output();
    Outcome::of(resumed.unwrap())
}

/// Alters a bit in the middle of a file.
pub fn flip(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(file, bytes).unwrap();
}

/// The last state of the unit at place 0.
fn last_state(begun: &Path) -> PathBuf {
    last_state_of(&begun.join("state/0"))
}

/// The last state of the unit whose states are in `unit`.
pub fn last_state_of(unit: &Path) -> PathBuf {
    let states = fs::read_dir(unit).unwrap();
    let numbers = states.filter_map(|state| state.unwrap().file_name().to_str()?.parse().ok());
    let last: u32 = numbers.max().unwrap();
    unit.join(last.to_string())
}

#[test]
fn a_run_killed_at_any_moment_goes_on_to_the_same_bytes() {
    let mut gone_on = 0;
    for moment in 0..24 {
        let case = scenario(LONG);
        let mut child = start(&case, if moment % 2 == 0 { "1" } else { "3" });
        let (unit, quarters) = (moment % 2, 1 + 2 * (moment / 2));
        if moment % 2 == 0 || moment > 20 {
            wait_for(&case, &mut child, unit, quarters);
        }
        std::thread::sleep(Duration::from_millis(u64::from(5 * moment)));
        kill(child);
        // Killed again while it goes on, with another number of threads.
        let child = start(&case, "2");
        std::thread::sleep(Duration::from_millis(u64::from(100 + 11 * moment)));
        kill(child);
        let outcome = case.run().good();
        gone_on += u32::from(outcome.err.contains("with a checkpoint"));
        assert!(
            files(&case.result()) == *undisturbed(),
            "killed at {moment}"
        );
        assert!(case.leftovers().is_empty());
    }
    assert!(gone_on >= 8, "{gone_on} of 24 went on from a state");
}

/// Stops the second run of `long` by `signal` after its 80th quarter, goes on, and says whether a state
/// of a later quarter was kept; there is none if the signal came while that of the 80th was.
#[cfg(unix)]
fn later_state(long: &str, signal: &str, undisturbed: &Case) -> bool {
    let case = scenario(long);
    let mut child = start(&case, "1");
    wait_for(&case, &mut child, 1, 80);
    super::signal(&child, signal);
    Outcome::of(child.wait_with_output().unwrap())
        .fails(75)
        .says(&[
            "asked to stop: the runs in hand end with the quarter they are in, and the program leaves within 10 s",
            "1 of 2 runs are kept, and the states of 1 more",
            "go on with `runner resume",
        ]);
    assert!(case.results().is_empty());
    let begun = case.begun();
    let states = names(&begun.join("state/1"));
    resume(&case, &begun)
        .good()
        .says(&["1 more with a checkpoint"]);
    assert!(files(&case.result()) == files(&undisturbed.result()));
    assert!(!begun.exists());
    let later = |state: &String| state.parse::<u32>().is_ok_and(|quarter| quarter > 80);
    states.iter().any(later)
}

#[test]
#[cfg(unix)]
fn a_signal_keeps_the_state_at_the_end_of_the_quarter() {
    // After the 80th quarter nothing is kept without the signal.
    let long = LONG.replace("checkpoint = \"1q\"", "checkpoint = \"80q\"");
    let long = long.replace("horizon = \"24q\"", "horizon = \"159q\"");
    let undisturbed = scenario(&long);
    undisturbed.run().good();
    for signal in ["-INT", "-TERM"] {
        let mut tries = 0..6;
        assert!(tries.any(|_| later_state(&long, signal, &undisturbed)));
    }
}

/// A run whose third quarter takes long, which keeps its state as often as `every` says.
fn with_a_long_quarter(every: &str) -> Case {
    let sites = engine::simulation::Site::names().join("\", \"");
    scenario(&format!(
        r#"local m = require "macro"
local on = {{}}
for _, site in ipairs {{ "{sites}" }} do
  on[site] = function(e)
    if e.period == 3 then
      local x = 0
      for i = 1, 3e7 do x = x + i end
    end
  end
end
return m.scenario {{
  economy = {{ scale = 1/10000 }}, horizon = "9q", runs = 1,
  branches = {{ {{ name = "slow", on = on }} }},
  output = {{ checkpoint = "{every}" }},
}}
"#
    ))
}

#[test]
#[cfg(unix)]
fn a_long_quarter_is_left_in_the_middle_when_a_signal_has_waited() {
    let case = with_a_long_quarter("1q");
    let mut child = start(&case, "1");
    wait_for(&case, &mut child, 0, 2);
    let asked = std::time::Instant::now();
    super::signal(&child, "-TERM");
    let outcome = Outcome::of(child.wait_with_output().unwrap());
    let waited = asked.elapsed();
    outcome.fails(75).says(&["in the middle of a quarter"]);
    assert!(waited < Duration::from_secs(11), "{waited:?}");
    assert!(last_state(&case.begun()).ends_with("state/0/2"));
}

#[test]
#[cfg(unix)]
fn a_run_without_a_state_is_left_too_and_begins_anew() {
    let case = with_a_long_quarter("8q");
    let mut command = case.command();
    command.args(["--threads", "1", "--json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let events = BufReader::new(child.stdout.take().unwrap());
    let mut events = events.lines().map(Result::unwrap);
    let simulates = |event: &String| {
        let event: serde_json::Value = serde_json::from_str(event).unwrap();
        event["periods_per_second"].as_f64() > Some(0.0)
    };
    assert!(events.any(|event| simulates(&event)));
    let asked = std::time::Instant::now();
    super::signal(&child, "-TERM");
    let last = events.last().unwrap();
    let outcome = Outcome::of(child.wait_with_output().unwrap());
    let waited = asked.elapsed();
    outcome.fails(75).says(&[
        "the program leaves within 10 s, even in the middle of it; 1 run without a state yet would then begin anew",
        "stopped in the middle of a quarter; 1 run without a state yet will begin anew (a shorter `output.checkpoint` keeps one sooner); go on with `runner resume",
    ]);
    assert!(last.contains(r#""exit_code":75"#), "{last}");
    assert!(waited < Duration::from_secs(11), "{waited:?}");
    // What there is now is what is left of a run that was killed before its first state.
    assert!(!case.begun().join("state/0").exists());
    assert!(case.begun().join("batch.json").exists());
}

#[test]
fn damaged_states_are_named_and_the_one_before_is_used_or_none() {
    let case = scenario(LONG);
    let begun = killed(&case, 9);
    let last = last_state(&begun);
    flip(&last.join("firms.price.arrow"));
    resume(&case, &begun).good().says(&[
        "state/0/",
        "is not used: firms.price.arrow is not as it was written",
        "goes on from the one before",
    ]);
    assert!(files(&case.result()) == *undisturbed());

    let case = scenario(LONG);
    let begun = killed(&case, 5);
    for state in fs::read_dir(begun.join("state/0")).unwrap() {
        let _ = fs::remove_file(state.unwrap().path().join("head"));
    }
    resume(&case, &begun).good().says(&["head is missing"]);
    assert!(files(&case.result()) == *undisturbed());
}

#[test]
fn a_full_disk_is_told_and_the_run_goes_on() {
    let case = scenario(LONG);
    // Room for all files but what the run has made, which grows.
    let mut command = case.command_after("trap '' XFSZ; ulimit -f 12");
    let outcome = Outcome::of(command.output().unwrap());
    let outcome = outcome.says(&["warning: the checkpoint ", "the run goes on"]);
    let told = outcome.err.matches("the run goes on").count();
    assert!(told <= 2, "told more than once a run: {}", outcome.err);
    let outcome = case.run().good();
    assert!(!outcome.err.contains("is not used"), "{}", outcome.err);
    assert!(files(&case.result()) == *undisturbed());
}

#[test]
fn states_are_removed_when_their_runs_are_done() {
    let case = scenario(LONG);
    let mut child = start(&case, "1");
    wait_for(&case, &mut child, 1, 2);
    kill(child);
    let begun = case.begun();
    assert!(!begun.join("state/0").exists() && begun.join("state/1").exists());
    resume(&case, &begun)
        .good()
        .says(&["1 of 2 runs are done, 1 more with a checkpoint"]);
    assert!(!begun.exists());
}

#[test]
fn an_economy_in_months_goes_on_too() {
    let months = LONG
        .replace("scale = 1/10000", "scale = 1/10000, frequency = \"month\"")
        .replace("\"24q\"", "\"30m\"")
        .replace("\"1q\"", "\"2m\"")
        .replace("lasting = \"30q\"", "lasting = \"24m\"");
    let undisturbed = scenario(&months);
    undisturbed.run().good();
    let case = scenario(&months);
    let begun = killed(&case, 8);
    resume(&case, &begun).good().says(&["with a checkpoint"]);
    assert!(files(&case.result()) == files(&undisturbed.result()));
}

#[test]
fn to_begin_afresh_uses_no_state() {
    let case = scenario(LONG);
    killed(&case, 3);
    let outcome = case.run_with(&["--afresh"]).good();
    assert!(!outcome.err.contains("going on"), "{}", outcome.err);
    assert!(files(&case.result()) == *undisturbed());
}
