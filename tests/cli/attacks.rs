//! What a script must not do, tried while it is read and again while the economy is simulated.

use super::hook_sandbox::tries;
use super::sandbox::line;
use super::{Outcome, scenario};

/// Words of Lua that would open a way out.
const OUT_OF_REACH: [&str; 19] = [
    "io",
    "os",
    "debug",
    "package",
    "coroutine",
    "load",
    "loadstring",
    "loadfile",
    "dofile",
    "pcall",
    "xpcall",
    "collectgarbage",
    "setmetatable",
    "getmetatable",
    "rawset",
    "rawget",
    "rawequal",
    "rawlen",
    "next",
];

const TOO_MUCH: &str = "more than 100 million instructions";
const TOO_BIG: &str = "64 MiB of memory";

/// What a script may not do and what it is told, while it is read and in a hook.
const ATTACKS: [(&str, &str); 21] = [
    ("while true do end", TOO_MUCH),
    (
        "string.gsub(\"abc\", \"%w\", function() while true do end end)",
        TOO_MUCH,
    ),
    (
        "table.sort({ 1, 2 }, function() while true do end end)",
        TOO_MUCH,
    ),
    (
        "local t = {}; for i = 1, 1e9 do t[i] = \"x\" .. i end",
        TOO_BIG,
    ),
    ("local s = string.rep(\"x\", 1e9)", TOO_BIG),
    ("local s = (\"x\"):rep(1e9)", TOO_BIG),
    ("local function f() return 1 + f() end f()", TOO_BIG),
    (
        "local s = string.find(string.rep(\"a\", 30000), \".-.-.-b\")",
        "string.find: too much work for one pattern",
    ),
    (
        "table.move({}, 1, 1e15, 2)",
        "table.move: more than a million entries",
    ),
    (
        "while true do print(\"all work and no play\") end",
        "the script prints more than 1 MiB; print less",
    ),
    ("x = 3", "`x` would be a global; write `local x = ...`"),
    ("_G.x = 3", "`x` would be a global"),
    ("local x = _G.os", "`os` is not defined"),
    (
        "local x = _G[\"get\" .. \"metatable\"](\"\")",
        "`getmetatable` is not defined",
    ),
    (
        "math.randomseed(1)",
        "math.randomseed is not part of the scenario language; write `seed = ...`",
    ),
    (
        "local x = string.dump(function() end)",
        "string.dump is not part of the scenario language",
    ),
    (
        "local x = (\"\").dump(function() end)",
        "string.dump is not part of the scenario language",
    ),
    ("local x = (\"\"):dump()", "string.dump is not part"),
    (
        "local x = string.format(\"%p\", {})",
        "%p prints an address",
    ),
    ("local x = (\"%p\"):format({})", "%p prints an address"),
    (
        "local x = (\"%-20p\"):format(print)",
        "%p prints an address",
    ),
];

/// Tries everything that is out of reach; `run` puts a body into a script and runs it, `place` is its line.
fn attack(run: impl Fn(&str) -> Outcome, code: i32, place: &str) {
    for word in OUT_OF_REACH {
        run(&format!("local x = {word}"))
            .fails(code)
            .says(&[&format!("{place} `{word}` is not defined")]);
    }
    for (body, told) in ATTACKS {
        let outcome = run(body).fails(code);
        // One call that fills the memory leaves no line behind.
        let place = if body.ends_with("1e9)") {
            "scenario.lua:"
        } else {
            place
        };
        assert!(outcome.err.contains(place), "{body}: {}", outcome.err);
        assert!(outcome.err.contains(told), "{body}: {}", outcome.err);
    }
}

#[test]
fn what_a_script_must_not_do_it_cannot_while_it_is_read() {
    attack(line, 10, "scenario.lua:2:");
}

/// Compiled Lua can do what no text can: a whole program is refused, and so is what begins like one.
#[test]
fn compiled_lua_is_refused_as_scenario_and_as_module() {
    let text = "local m = require \"macro\" return m.scenario { horizon = \"1q\" }";
    let lua = mlua::Lua::new();
    let compiled = lua.load(text).into_function().unwrap().dump(true);
    for (program, told) in [
        (compiled.as_slice(), "not its compiled form"),
        (b"\x1bLua", "not its compiled form"),
    ] {
        let case = scenario("");
        std::fs::write(case.path("scenario.lua"), program).unwrap();
        case.run().fails(10).says(&["scenario.lua", told]);
        let case = scenario("return require \"part\"");
        std::fs::write(case.path("part.lua"), program).unwrap();
        case.run().fails(10).says(&[told]);
    }
    scenario(text).with(&["--dry-run"]).run().good();
}

#[test]
fn what_a_script_must_not_do_it_cannot_in_a_hook() {
    attack(|body| tries(body).run(), 20, "scenario.lua:3:");
    tries("local x = math.random(2, 1)")
        .run()
        .fails(20)
        .says(&["in `on.period_start`: scenario.lua:3: there is no whole number from 2 to 1"]);
}
