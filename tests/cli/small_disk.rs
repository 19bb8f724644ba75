//! A disk that is full, for real: a file system of a few MiB, mounted where nobody else sees it, that
//! ends at every stage of a batch.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::batches::files;
use super::{Case, scenario};

/// Two branches with states that are larger than what is made of their runs.
const BATCH: &str = r#"
local m = require "macro"
return m.scenario {
  title = "Small disk",
  economy = { scale = 1/10000 }, horizon = "6q", runs = 2, seed = 7,
  record = { firms = { columns = { "price" }, sample = 50 } },
  branches = {
    { name = "baseline" },
    { name = "busy", on = { period_start = function(e)
      e.memory.drawn = (e.memory.drawn or 0) + math.random()
      m.pull(e, "export_demand", { pct = e.memory.drawn })
    end } },
  },
  output = { checkpoint = "1q" },
}
"#;

/// Room on the disk beside an earlier result: too little for anything, for a state, for what came of a
/// run, for the result, and enough \[KiB\].
const ROOMS: [u32; 14] = [
    4, 12, 48, 100, 200, 300, 400, 500, 600, 700, 800, 1000, 1200, 4000,
];

/// Mounts the disk, keeps a result there, and runs the batch with every room, and what is left of it to
/// the end when there is more.
const SCRIPT: &str = r#"
mkdir disk && mount -t tmpfs -o size=64m tmpfs disk || exit 77
"$0" scenario.lua -o disk --seed 1 --quiet || exit 1
earlier=$(echo disk/*)
cp -a $earlier earlier
used=$(df -k --output=used disk | tail -1)
for room in $ROOMS; do
  mount -o remount,size=$((used + room))k disk
  "$0" scenario.lua -o disk --threads 1 --quiet 2> told-$room
  echo $? > code-$room
  mount -o remount,size=64m disk
  diff -r $earlier earlier || exit 2
  begun=$(ls -d disk/*.unfinished 2> none)
  if [ -n "$begun" ]; then
    cp -a $begun begun-$room
    "$0" resume $begun --quiet 2> resumed-$room || exit 3
  elif [ $(cat code-$room) != 0 ]; then
    [ "$(ls -A disk)" = "$(basename $earlier)" ] || exit 4
    "$0" scenario.lua -o disk --quiet || exit 5
  fi
  for made in disk/*; do
    [ $made = $earlier ] || mv $made result-$room
  done
done
"#;

/// Whether the system lets this user mount a file system of his own.
fn may_mount() -> bool {
    let mount = "mount -t tmpfs -o size=1m tmpfs /tmp";
    let tried = Command::new("unshare")
        .args(["-Urm", "sh", "-c", mount])
        .output();
    tried.is_ok_and(|output| output.status.success())
}

fn read(case: &Case, name: &str, room: u32) -> Option<String> {
    fs::read_to_string(case.path(&format!("{name}-{room}"))).ok()
}

/// The folder in which `batch` was run with each of `rooms`.
fn on_small_disks(batch: &str, rooms: &[u32]) -> Case {
    let case = scenario(batch);
    let rooms: Vec<String> = rooms.iter().map(u32::to_string).collect();
    let mut command = Command::new("unshare");
    command.args(["-Urm", "bash", "-c", SCRIPT, env!("CARGO_BIN_EXE_runner")]);
    command
        .current_dir(case.path(""))
        .env("ROOMS", rooms.join(" "));
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {told}", output.status);
    case
}

#[test]
fn a_disk_that_is_full_at_any_stage_loses_nothing() {
    if !may_mount() {
        println!("left out: `unshare -Urm` may not mount a file system here");
        return;
    }
    let undisturbed = scenario(BATCH);
    undisturbed.run().good();
    let whole = files(&undisturbed.result());
    let case = on_small_disks(BATCH, &ROOMS);

    let mut stages = [false; 6];
    for room in ROOMS {
        let result = files(&case.path(&format!("result-{room}")));
        assert!(result == whole, "with room for {room} KiB");
        let told = read(&case, "told", room).unwrap();
        let code = read(&case, "code", room).unwrap();
        let warned = told.contains("/state/");
        if code.trim() == "0" {
            stages[4] |= warned;
            stages[5] |= told.is_empty();
            continue;
        }
        assert_eq!(code.trim(), "40", "{room}: {told}");
        let last = told.lines().last().unwrap();
        let words = [
            ": cannot be written: No space left on device",
            "; free some space",
        ];
        assert!(
            words.iter().all(|words| last.contains(words)),
            "{room}: {told}"
        );
        let begun = case.path(&format!("begun-{room}"));
        if !begun.exists() {
            stages[0] = true;
            continue;
        }
        assert!(told.contains("`runner resume disk/"), "{room}: {told}");
        let resumed = read(&case, "resumed", room).unwrap();
        assert!(resumed.contains("going on with"), "{room}: {resumed}");
        assert!(!resumed.contains("is not used"), "{room}: {resumed}");
        let states = states(&begun);
        // Those before the last have made room.
        assert!(states <= 1, "{room}: {states} states");
        stages[1] |= warned && last.contains("/journal: ");
        stages[2] |= told.contains("and the states of 1 more") && states == 1;
        stages[3] |= told.contains("all runs are kept");
    }
    // Nothing begun, a state refused, one kept, the result refused, done without room for states, with it.
    assert_eq!(stages, [true; 6]);
}

#[test]
fn states_of_runs_that_go_on_make_room_for_those_at_the_ends() {
    if !may_mount() {
        println!("left out: `unshare -Urm` may not mount a file system here");
        return;
    }
    let batch = BATCH.replace("checkpoint", "save_state = true, checkpoint");
    let undisturbed = scenario(&batch);
    undisturbed.run().good();
    let whole = files(&undisturbed.result());
    let rooms = [500, 900, 1300, 1500, 1700, 2100, 2500, 4000];
    let case = on_small_disks(&batch, &rooms);
    let (mut refused, mut done) = (false, false);
    for room in rooms {
        let result = files(&case.path(&format!("result-{room}")));
        assert!(result == whole, "with room for {room} KiB");
        let told = read(&case, "told", room).unwrap();
        let code = read(&case, "code", room).unwrap();
        if code.trim() == "0" {
            done = true;
            continue;
        }
        assert_eq!(code.trim(), "40", "{room}: {told}");
        if told
            .lines()
            .last()
            .is_some_and(|last| last.contains("/ends/"))
        {
            refused = true;
            let states = states(&case.path(&format!("begun-{room}")));
            // Those before the last have made room.
            assert!(states <= 1, "{room}: {states} states");
        }
    }
    assert!(refused && done, "{refused} {done}");
}

/// States of runs that go on.
fn states(begun: &Path) -> usize {
    let below = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    below(&begun.join("state"))
        .flat_map(|unit| below(&unit.path()))
        .count()
}
