//! What a script must not do, tried while the economy is simulated.

use super::scenario;

/// A scenario with a hook that holds `body` on line 3.
pub fn tries(body: &str) -> super::Case {
    scenario(&format!(
        "local m = require \"macro\"
return m.scenario {{ economy = {{ scale = 1/10000 }}, horizon = \"2q\", runs = 1, branches = {{ {{ name = \"b\", on = {{ period_start = function(e)
{body}
end }} }} }} }}
"
    ))
}

#[test]
fn groups_that_are_kept_are_bounded_and_others_are_freed() {
    tries("local kept = {} for i = 1, 1e6 do kept[i] = e.households:where {} end")
        .run()
        .fails(20)
        .says(&["scenario.lua:3: groups hold more than 16777216 rows; keep numbers"]);
    tries("for i = 1, 5000 do local unused = e.households:where {} end")
        .run()
        .good();
}

#[test]
fn every_call_has_its_own_share_of_instructions() {
    tries("for i = 1, 4e7 do end").run().good();
}

#[test]
fn hooks_read_no_files() {
    let case = tries("local x = require \"beside\"");
    case.file("beside.lua", "return 1");
    case.run().fails(20).says(&[
        "scenario.lua:3: module `beside` was not there when the scenario was read; `require` it at the top",
    ]);
    let case = scenario(
        "local m = require \"macro\"
local beside = require \"beside\"
return m.scenario { economy = { scale = 1/10000 }, horizon = \"2q\", runs = 1, branches = { { name = \"b\", on = { period_start = function(e)
assert(require \"beside\" == beside and beside.n == 3)
end } } } }",
    );
    case.file("beside.lua", "return { n = 3 }");
    case.run().good();
}

#[test]
fn nothing_shows_an_address_and_three_launches_give_the_same_bytes() {
    let case = tries(
        "local parts = { e, e.bank, e.firms, e.industries, e.parameters, {}, print }
local text = \"\"
for _, part in ipairs(parts) do text = text .. tostring(part) .. string.format(\"%s\", part) end
assert(not text:find(\"0x\"), text)
local t = { z = 1, [3] = 2, a = 3, [1] = 4 }
local order = \"\"
for k, v in pairs(t) do order = order .. k .. v end
assert(order == \"1432a3z1\", order)
local list = {}
for i = 1, 1000 do list[i] = { math.random(10), i } end
table.sort(list, function(a, b) return a[1] < b[1] end)
m.pull(e, \"export_demand\", { pct = list[500][2] / 100 })
e.firms:scale(\"price\", 1 + list[1][2] / 1e5)",
    );
    let launch = || {
        case.run().good();
        std::fs::read(case.result().join("series.parquet")).unwrap()
    };
    let first = launch();
    assert!(first == launch());
    assert!(first == launch());
}

#[test]
fn a_run_keeps_nothing_from_another() {
    scenario(
        "local m = require \"macro\"
local calls, kept = 0, {}
return m.scenario { economy = { scale = 1/10000 }, horizon = \"3q\", runs = 4, branches = { { name = \"a\", on = { period_start = function(e)
calls = calls + 1
assert(calls == e.period)
kept.calls = (kept.calls or 0) + 1
assert(kept.calls == e.period)
end } } } }",
    )
    .with(&["--threads", "1"])
    .run()
    .good();
}

#[test]
fn what_hooks_print_is_told_for_the_first_run() {
    let script = "local m = require \"macro\"
return m.scenario { economy = { scale = 1/10000 }, horizon = \"2q\", runs = 2, branches = { { name = \"a\" }, { name = \"b\", on = { period_start = function(e)
for line = 1, 15 do print(\"line \" .. line, e.date) end
end } } } }
";
    let outcome = scenario(script).run().good();
    let printed = || {
        outcome
            .err
            .lines()
            .filter(|line| line.starts_with("printed: "))
    };
    assert_eq!(printed().count(), 21, "{}", outcome.err);
    let first = printed().next().unwrap();
    assert!(
        first.starts_with("printed: branch b, run ") && first.contains("line 1"),
        "{first}"
    );
    assert!(
        printed()
            .next_back()
            .unwrap()
            .contains("more lines were printed")
    );
}
