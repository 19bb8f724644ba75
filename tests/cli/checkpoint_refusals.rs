//! What a scenario may not ask of checkpoints, and what they would not hold.

use super::{scenario, table};

#[test]
fn spans_that_are_none_are_refused_where_they_stand() {
    for (checkpoint, words) in [
        ("\"often\"", "checkpoint \"often\" is no span of time"),
        ("\"0min\"", "no time after which a state is worth keeping"),
        ("12", "`output.checkpoint` is 12 without a unit"),
        ("\"1m\"", "no whole number of quarters"),
    ] {
        table(&format!("  output = {{ checkpoint = {checkpoint} }},"))
            .run()
            .fails(10)
            .says(&["scenario.lua:3:", words]);
    }
    table("  output = { checkpoints = \"4q\" },")
        .run()
        .fails(10)
        .says(&["scenario.lua:3:", "did you mean `checkpoint`?"]);
    table("  horizon = \"1q\", output = { checkpoint = \"10min\" },")
        .run_with(&["--dry-run"])
        .good()
        .shows(&["checkpoint = \"10min\""])
        .lines(0);
    table("  horizon = \"4q\", output = { checkpoint = \"10y\" },")
        .run_with(&["--dry-run"])
        .good()
        .lines(1)
        .says(&[
            "warning: scenario.lua:3:",
            "runs end after 4 quarters, before a checkpoint of \"40q\" is due: only a run that is stopped keeps its state",
        ]);
}

#[test]
fn what_functions_keep_outside_of_memory_is_refused_where_it_is_changed() {
    let says = |script: &str, places: &[&str]| {
        scenario(script).run().fails(10).says(places);
    };
    says(
        r#"local m = require "macro"
local count, list = 0, {}
local function more() table.insert(list, 1) end
return m.scenario {
  branches = { { name = "a", on = {
    period_start = function(e) count = count + 1 end,
    period_end = function(e) more() end,
  } } },
  output = { checkpoint = "4q" },
}
"#,
        &[
            "scenario.lua:6:32: `count` lasts from call to call, and no checkpoint holds it; keep it in e.memory",
            "scenario.lua:3:",
            "`list` lasts",
        ],
    );
    // What is made while the file is read, and what is remembered, is no matter.
    let case = scenario(
        r#"local m = require "macro"
local sizes = {}
for i = 1, 3 do sizes[i] = i end
local function size(i) return sizes[i] end
return m.scenario {
  economy = { scale = 1/10000 }, horizon = "2q", runs = 1,
  branches = { { name = "a", on = {
    period_start = function(e) local n = 0; n = n + size(2); e.memory.n = n end,
  } } },
  output = { checkpoint = "1q" },
}
"#,
    );
    case.run().good();
}
