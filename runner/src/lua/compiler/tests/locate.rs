//! Functions are found whatever stands on their line, with the values that they themselves captured.

use std::path::Path;

use super::{function, returned, sandbox, vocabulary};
use crate::lua::compiler::{Compiled, compile};

/// The rules that `script` returns in a list, compiled.
fn rules(script: &str) -> Vec<Compiled> {
    let lua = sandbox(Path::new("."));
    let list: Vec<mlua::Function> = returned(&lua, script);
    list.iter()
        .map(|rule| compile(&lua, rule, &vocabulary()).unwrap())
        .collect()
}

/// The constant that a rule returns.
fn constant(rule: &Compiled) -> f64 {
    let (_, node) = rule.graph.outputs()[0];
    rule.graph.constant_of(node).unwrap()
}

#[test]
fn several_functions_on_one_line() {
    let rules = rules(
        "local k = 4; return { function(f) return 1 end, function(f) return 2 end, \
         function(f) return k end, function(f) return k + 1 end }",
    );
    let values: Vec<f64> = rules.iter().map(constant).collect();
    assert_eq!(values, [1.0, 2.0, 4.0, 5.0]);
}

#[test]
fn functions_of_a_factory_share_text_but_not_values() {
    let rules = rules(
        "local function make(k, g) k = k or 7; return function(f, e) return g(k) end end
         local function double(x) return 2 * x end
         return { make(1, double), make(nil, function(x) return x end), make(3, double) }",
    );
    let values: Vec<f64> = rules.iter().map(constant).collect();
    assert_eq!(values, [2.0, 7.0, 6.0]);
}

#[test]
fn constants_and_shadowed_names_are_the_ones_that_lua_sees() {
    let rules = rules(
        "local k <const> = 0.25; local j = 1
         local function one(f) local k = k * 2; do local k = 9 end; return k + j end
         local j = 10
         return { one, function(f) return k + j end, function(k) return j end }",
    );
    let values: Vec<f64> = rules.iter().map(constant).collect();
    assert_eq!(values, [1.5, 10.25, 10.0]);
}

#[test]
fn what_the_file_assigns_before_it_returns_is_settled() {
    let rules = rules(
        "local k = 1; local P = {}; local late
         k = k + 1; P.markup = 0.5; P[1] = 8; P.inner = { deep = 3 }
         local function rule(f) return k + P.markup + P[1] + P['inner'].deep + late() end
         function late() return 100 end
         return { rule }",
    );
    assert_eq!(constant(&rules[0]), 113.5);
}

#[test]
fn members_of_math_are_known_by_identity() {
    let rules = rules(
        "local largest, m = math.max, math; local exp = function(x) return x end
         return { function(f) return largest(1, 3) end, function(f) return m.min(1, 3) end,
                  function(f) return exp(5) end, function(f) return math.pi end }",
    );
    let values: Vec<f64> = rules.iter().map(constant).collect();
    assert_eq!(values, [3.0, 1.0, 5.0, std::f64::consts::PI]);
}

#[test]
fn helpers_of_other_files_are_followed_there() {
    let folder = tempfile::tempdir().unwrap();
    let helper = "local M = { markup = 2 }\nfunction M.scale(x)\n  return x * M.markup\nend\n\
                  function M.wrong(f) return f.pirce end\nreturn M\n";
    std::fs::write(folder.path().join("helper.lua"), helper).unwrap();
    let lua = sandbox(folder.path());
    let script = "local h = require 'helper'\nreturn { function(f) return h.scale(4) end, \
                  function(f) return h.wrong(f) end }";
    let list: Vec<mlua::Function> = returned(&lua, script);
    let rule = compile(&lua, &list[0], &vocabulary()).unwrap();
    assert_eq!(constant(&rule), 8.0);
    let refused = compile(&lua, &list[1], &vocabulary()).unwrap_err();
    assert_eq!(
        refused.render("dir/firm.lua"),
        "dir/helper.lua:5:30: error: the firm has no field `pirce`
    5 | function M.wrong(f) return f.pirce end
      |                              ^^^^^
      : dir/firm.lua:2:64
    2 | return { function(f) return h.scale(4) end, function(f) return h.wrong(f) end }
      |                                                                ---------- called from here
      = help: did you mean `price`?
"
    );
}

#[test]
fn scripts_neither_see_the_question_nor_answer_it() {
    let lua = sandbox(Path::new("."));
    let script = "local probe, probe_ = 1, 2; return function(f) return probe + probe_ end";
    let rule = function(&lua, script);
    assert_eq!(rule.call::<f64>(()).unwrap(), 3.0);
    assert_eq!(constant(&compile(&lua, &rule, &vocabulary()).unwrap()), 3.0);
    assert_eq!(rule.call::<f64>(()).unwrap(), 3.0);
}
