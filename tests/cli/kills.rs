//! SIGKILL in every phase: when the function before it has taken memory, which is seen from outside. Most
//! phases are over in microseconds, so it falls into the phase or the function after it, which takes its
//! time.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use engine::period::PERIOD;

use super::batches::files;
use super::{Case, Outcome, names, scenario};

/// Memory that tells that the function before a phase is called; a part of what it takes \[KiB\].
const SEEN: u64 = 12 << 10;
/// Time in which that function is done.
const DONE: Duration = Duration::from_millis(15);

/// The quarter whose phase at `place` is watched, before which a state is kept. Every other quarter is plain,
/// so that the memory of one that is simulated again is not taken for that of the next.
fn quarter(place: usize) -> u32 {
    2 * place as u32 + 9
}

fn watched() -> Case {
    let phases: Vec<&str> = PERIOD.iter().map(|phase| phase.name).collect();
    let script = format!(
        r#"local m = require "macro"
local on = {{ period_start = function(e)
  e.memory.drawn = (e.memory.drawn or 0) + math.random()
  m.pull(e, "export_demand", {{ pct = e.memory.drawn / 10 }})
end }}
for place, phase in ipairs {{ "{}" }} do
  local quarter = 2 * (place - 1) + 9
  on["before_" .. phase] = function(e)
    if e.period == quarter then local taken = ("x"):rep(24 * 1024 * 1024) end
  end
  on["after_" .. phase] = function(e)
    if e.period == quarter then for _ = 1, 2e7 do end end
  end
end
return m.scenario {{
  economy = {{ scale = 1/10000 }}, horizon = "{}q", runs = 1, seed = 7,
  record = {{ firms = {{ columns = {{ "price" }}, every = "3q", sample = 5 }} }},
  branches = {{ {{ name = "watched", on = on }} }},
  output = {{ checkpoint = "2q" }},
}}
"#,
        phases.join("\", \""),
        quarter(PERIOD.len()),
    );
    // What is freed goes back to the system at once.
    scenario(&script).environment("MALLOC_MMAP_THRESHOLD_", "1000000")
}

fn start(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// The last quarter of which `case` keeps a state.
fn last_state(case: &Case) -> Option<u32> {
    let begun = std::fs::read_dir(case.path("out")).ok()?.next()?.ok()?;
    let states = std::fs::read_dir(begun.path().join("state/0")).ok()?;
    let numbers = states.filter_map(|state| state.ok()?.file_name().to_str()?.parse().ok());
    numbers.max()
}

/// Memory of a process \[KiB\].
fn resident(child: &Child) -> u64 {
    let status = Path::new("/proc").join(child.id().to_string());
    let status = std::fs::read_to_string(status.join("status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    kilobytes.map_or(0, |number| number.parse().unwrap())
}

/// Waits until `reached`, before the program ends.
#[track_caller]
fn wait(child: &mut Child, what: &str, reached: impl Fn(&Child) -> bool) {
    while !reached(child) {
        let ended = child.try_wait().unwrap();
        assert!(ended.is_none(), "{what}: the program has ended: {ended:?}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// What the program said on the way, which was killed.
fn killed(mut child: Child) -> Outcome {
    child.kill().unwrap();
    Outcome::of(child.wait_with_output().unwrap())
}

#[test]
fn a_run_killed_in_every_phase_goes_on_to_the_same_bytes() {
    let undisturbed = watched();
    undisturbed.run().good();
    let case = watched();
    let mut child = start(&mut case.command());
    wait(&mut child, "start", |_| last_state(&case) >= Some(2));
    let plain = resident(&child);
    for (place, phase) in PERIOD.iter().enumerate() {
        let before = Some(quarter(place) - 1);
        wait(&mut child, phase.name, |_| last_state(&case) >= before);
        wait(&mut child, phase.name, |child| {
            resident(child) > plain + SEEN
        });
        std::thread::sleep(DONE);
        let outcome = killed(child);
        assert_eq!(outcome.code, None, "{}", phase.name);
        // The quarter was not over, and the killed process had gone on from a state too.
        assert_eq!(last_state(&case), before, "{}", phase.name);
        if place > 0 {
            outcome.says(&["0 of 1 run are done, 1 more with a checkpoint"]);
        }
        let begun = case.begun();
        assert!(names(&begun.join("state")).contains("0"));
        child = start(&mut case.bare(&["resume", &begun.display().to_string()]));
    }
    let outcome = Outcome::of(child.wait_with_output().unwrap()).good();
    outcome.says(&["0 of 1 run are done, 1 more with a checkpoint"]);
    assert!(files(&case.result()) == files(&undisturbed.result()));
    assert!(case.leftovers().is_empty());
}
