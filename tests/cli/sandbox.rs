//! Scripts that are no Lua, fail, or try what they must not.

use super::{SMALL, scenario};

/// A script whose second line is `line`.
pub fn line(line: &str) -> super::Outcome {
    scenario(&format!(
        "local m = require \"macro\"\n{line}\nreturn m.scenario {{ horizon = \"1q\" }}\n"
    ))
    .run()
}

#[test]
fn a_syntax_error_has_file_line_and_hint() {
    scenario("local m = require \"macro\"\nreturn m.scenario {\n  title = \"x\"\n  runs = 2,\n}\n")
        .run()
        .fails(10)
        .says(&[
            "scenario.lua:4: this is no Lua: '}' expected",
            "is a comma missing",
        ]);
    line("if true then")
        .fails(10)
        .says(&["scenario.lua:4: this is no Lua"]);
}

#[test]
fn a_run_time_error_has_file_and_line() {
    line("local a = nil; local b = a.field")
        .fails(10)
        .says(&["scenario.lua:2: attempt to index a nil value"]);
    line("error(\"no such thing\")")
        .fails(10)
        .says(&["scenario.lua:2: no such thing"]);
    line("local a = {} + 1")
        .fails(10)
        .says(&["scenario.lua:2: attempt to perform arithmetic"]);
    line("local s = string.find(nil, \"a\")")
        .fails(10)
        .says(&["scenario.lua:2: bad argument #1 to `string.find`"]);
}

#[test]
fn a_wrong_word_of_the_library_is_named_with_the_right_one() {
    scenario("local m = require \"macro\"\nreturn m.scenarioo { horizon = \"1q\" }\n")
        .run()
        .fails(10)
        .says(&["scenario.lua:2: `macro` has no word `scenarioo`; did you mean `scenario`?"]);
}

#[test]
fn a_file_that_returns_no_scenario_is_told_how() {
    for script in [
        "local m = require \"macro\"\n",
        "return { horizon = \"1q\" }",
        "return 3",
        "",
    ] {
        scenario(script)
            .run()
            .fails(10)
            .says(&["scenario.lua", "return m.scenario { ... }"]);
    }
    scenario("local m = require \"macro\"\nreturn m.scenario(nil)\n")
        .run()
        .fails(10)
        .says(&["scenario.lua:2:8: m.scenario needs a table"]);
}

#[test]
fn a_name_that_was_never_set_is_told_with_the_nearest() {
    line("local y = tostirng(3)")
        .fails(10)
        .says(&["scenario.lua:2: `tostirng` is not defined; did you mean `tostring`?"]);
}

#[test]
fn what_is_no_data_is_refused() {
    let case = |table: &str| {
        scenario(&format!("local m = require \"macro\"\nlocal t = {{}}\nt.t = t\nreturn m.scenario {{ {table} }}\n")).run()
    };
    case("economy = t")
        .fails(10)
        .says(&["scenario.lua:4:", "nested more than 32 deep"]);
    case("economy = { [1.5] = 2 }")
        .fails(10)
        .says(&["has the key 1.5"]);
    case("title = \"\\xff\"")
        .fails(10)
        .says(&["`title` is no readable text"]);
}

#[test]
fn pairs_go_in_sorted_order_and_tables_have_no_address() {
    let script = "local m = require \"macro\"\nlocal t = { z = 1, a = 2, m = 3, 10, 20 }\nlocal s = \"\"\nfor k, v in pairs(t) do s = s .. k .. v .. \" \" end\nprint(s, t, string.format(\"%s\", t))\nreturn m.scenario { horizon = \"1q\" }\n";
    scenario(script)
        .with(&["--dry-run"])
        .run()
        .good()
        .says(&["110 220 a2 m3 z1 \ttable\ttable"]);
}

#[test]
fn what_has_no_order_has_no_pairs_and_equal_entries_stay_in_theirs() {
    line("for k in pairs { [{}] = 1, [{}] = 2 } do print(k) end")
        .fails(10)
        .says(&["scenario.lua:2: pairs has no order for a key that is a table; use texts"]);
    line("for k in pairs { [print] = 1 } do print(k) end")
        .fails(10)
        .says(&["scenario.lua:2: pairs has no order for a key that is a function"]);
    line("local s = \"\"; for k in pairs { [true] = 1, [2] = 2, [false] = 3, a = 4 } do s = s .. tostring(k) end assert(s == \"falsetrue2a\", s)").good();
    // Thousands of equal keys in an awkward order: Lua's own sort would ask the clock for pivots.
    let script = "local m = require \"macro\"
local t = {}
for i = 1, 5000 do t[i] = { key = (i * 7919) % 3, i = i } end
table.sort(t, function(a, b) return a.key < b.key end)
for i = 2, #t do
  local a, b = t[i - 1], t[i]
  assert(a.key < b.key or a.key == b.key and a.i < b.i)
end
local words = { \"b\", \"c\", \"a\" }
table.sort(words)
assert(table.concat(words) == \"abc\")
table.sort {}
return m.scenario { horizon = \"1q\" }";
    scenario(script).with(&["--dry-run"]).run().good();
    line("table.sort({ 1, \"a\" })")
        .fails(10)
        .says(&["scenario.lua:2: attempt to compare"]);
    line("table.sort(3)")
        .fails(10)
        .says(&["scenario.lua:2: bad argument #1 to `table.sort`"]);
}

#[test]
fn nothing_is_random_while_a_scenario_is_read() {
    line("local x = math.random(6)")
        .fails(10)
        .says(&["scenario.lua:2: nothing is random while a scenario is read; call math.random in a rule or a hook"]);
}

#[test]
fn verbs_act_only_while_the_economy_is_simulated() {
    for verb in ["write_off", "transfer", "inject", "destroy", "pull"] {
        line(&format!("m.{verb}()")).fails(10).says(&[&format!(
            "scenario.lua:2: m.{verb} acts while the economy is simulated; call it in a function under `on`"
        )]);
    }
}

#[test]
fn files_beside_the_scenario_are_modules_and_are_kept() {
    let script = "local shared = require \"parts.shared\"\nlocal m = require \"macro\"\nreturn m.scenario { horizon = shared.horizon, runs = 1, economy = { scale = 1/10000 } }\n";
    let case = scenario(script);
    case.file("parts/shared.lua", "return { horizon = \"1q\" }\n");
    case.run().good();
    let kept = case.result().join("parts/shared.lua");
    assert_eq!(
        std::fs::read_to_string(kept).unwrap(),
        "return { horizon = \"1q\" }\n"
    );
    assert!(case.manifest()["files"]["parts.shared.lua"].is_string());

    case.file("parts/shared.lua", "return { horizon = nil + 1 }\n");
    case.run()
        .fails(10)
        .says(&["parts/shared.lua:1: attempt to perform arithmetic on a nil value"]);
    case.file("parts/shared.lua", "return {\n");
    case.run()
        .fails(10)
        .says(&["parts/shared.lua:2: this is no Lua"]);
    for name in ["makro", "../secret", "/etc/passwd", ""] {
        line(&format!("local x = require \"{name}\""))
            .fails(10)
            .says(&["scenario.lua:2: "]);
    }
    let _ = SMALL;
}

#[test]
fn what_is_nested_too_deep_is_told_with_its_line() {
    let many = |text: &str| text.repeat(100_000);
    for deep in [
        many("("),
        many("{"),
        many("not "),
        many("- "),
        many("function() return "),
        format!("1{}", many(" .. 1")),
    ] {
        scenario(&format!("local m = 1\n\nreturn {deep}"))
            .run()
            .fails(10)
            .says(&["scenario.lua:3: this is nested too deep; at most 200"]);
    }
    for block in ["do ", "if true then ", "while true do "] {
        scenario(&format!("local m = 1\n{}", many(block)))
            .run()
            .fails(10)
            .says(&["scenario.lua:2: this is nested too deep"]);
    }
    let case = scenario("require \"deep\"");
    case.file("deep.lua", &format!("\nreturn {}", many("{")));
    case.run()
        .fails(10)
        .says(&["deep.lua:2: this is nested too deep"]);
}

#[test]
fn long_chains_are_no_problem() {
    let sum = "+ 0 ".repeat(100_000);
    let script = format!(
        "local m = require \"macro\"\nlocal one = 1 {sum}\nreturn m.scenario {{ runs = one,\n rnus = 1 }}"
    );
    scenario(&script)
        .run()
        .fails(10)
        .says(&["scenario.lua:4:2: there is no `rnus`"]);
    let table = "x[1]".to_owned() + &"[1]".repeat(100_000);
    scenario(&format!("local x = {{}}\nreturn {table}"))
        .run()
        .fails(10)
        .says(&["scenario.lua:2: "]);
}

#[test]
fn a_pattern_cannot_work_for_ever() {
    for call in [
        "string.find(s, p)",
        "string.match(s, p)",
        "string.gmatch(s, p)",
        "string.gsub(s, p, \"\")",
        "s:find(p)",
        "s:gsub(p, \"\")",
    ] {
        line(&format!(
            "local s, p = string.rep(\"a\", 60), string.rep(\"a?\", 60) .. string.rep(\"a\", 60)\nlocal x = {call}"
        ))
        .fails(10)
        .says(&["scenario.lua:3: string.", "too much work for one pattern"]);
    }
    line("string.find(string.rep(\"a\", 2e6), string.rep(\"a\", 1e6) .. \"b\", 1, true)")
        .fails(10)
        .says(&["scenario.lua:2: string.find: too much work"]);
    line("local key, value = (\"a_long_name = another_long_value\"):match(\"^%s*([%w_]+)%s*=%s*(.-)%s*$\")\nassert(key == \"a_long_name\" and value == \"another_long_value\")").good();
}

#[test]
fn an_error_without_words_is_told_without_an_address() {
    for call in [
        "error({1})",
        "error()",
        "error(nil, 2)",
        "assert(false, {})",
    ] {
        line(call)
            .fails(10)
            .says(&["scenario.lua:2: the script gives up without a message"]);
    }
    line("assert(false)")
        .fails(10)
        .says(&["scenario.lua:2: assertion failed!"]);
    line("assert(1 == 2, \"why\")")
        .fails(10)
        .says(&["scenario.lua:2: why"]);
}

#[test]
fn marks_of_editors_and_shells_are_skipped_and_lines_keep_their_numbers() {
    let body = "local m = require \"macro\"\r\nreturn m.scenario {\r\n  horzion = \"1q\" }\r\n";
    for before in ["\u{feff}", "#!/usr/bin/env runner\r\n", "\u{feff}# mine\n"] {
        let line = before.matches('\n').count() + 3;
        scenario(&format!("{before}{body}"))
            .run()
            .fails(10)
            .says(&[&format!("scenario.lua:{line}:3: there is no `horzion`")]);
    }
}

#[test]
#[cfg(unix)]
fn only_files_below_the_folder_are_read() {
    let case = scenario("local x = require \"elsewhere\"");
    std::os::unix::fs::symlink("/etc/passwd", case.path("elsewhere.lua")).unwrap();
    case.run().fails(10).says(&["`elsewhere` is a link"]);
    std::fs::remove_file(case.path("elsewhere.lua")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(case.path("elsewhere.lua"))
        .status();
    assert!(made.unwrap().success());
    case.run()
        .fails(10)
        .says(&["no file but a device or a pipe"]);
}
