//! Random rules on random firms: the kernel must give what Lua gives, bit by bit.
//!
//! `RULES=100000 cargo test -p runner --release --lib fuzz -- --nocapture` is a long run.

use std::cell::Cell;

use engine::kernel::{Column, Inputs, Program};
use engine::numeric;
use mlua::{Function, Lua, Table, Value};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::grammar::{COLUMNS, rule};
use super::{function, sandbox, vocabulary};
use crate::lua::compiler::{behind, compile};

/// Firms per rule.
const FIRMS: usize = 40;
/// Rules where nothing else is asked for.
const RULES: u32 = 1500;

/// What was compared.
#[derive(Default)]
struct Tally {
    values: Cell<u64>,
    /// Rules that are too large.
    large: Cell<u64>,
    /// Values that Lua's integers make differ, see `integers_explain`.
    integers: Cell<u64>,
    /// Firms or rules with an integer divided by zero, which Lua refuses.
    refused: Cell<u64>,
}

fn add(cell: &Cell<u64>) {
    cell.set(cell.get() + 1);
}

/// Numbers of all kinds, the hard ones often.
fn number() -> impl Strategy<Value = f64> {
    let hard = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        2.0,
        0.5,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        5e-324,
        -2e-310,
        f64::MIN_POSITIVE,
        f64::MAX,
        1e18,
        -1e18,
        3.0,
        -7.5,
    ];
    prop_oneof![
        2 => prop::sample::select(hard.to_vec()),
        3 => -10.0..10.0,
        1 => any::<f64>(),
    ]
}

type Case = (bool, Vec<u16>, Vec<f64>);

fn case() -> impl Strategy<Value = Case> {
    let numbers = prop::collection::vec(number(), 64);
    (
        any::<bool>(),
        prop::collection::vec(any::<u16>(), 0..500),
        numbers,
    )
}

#[expect(clippy::print_stdout, reason = "says how much it compared")]
#[test]
fn rules_compute_what_lua_computes() {
    let asked = std::env::var("RULES")
        .ok()
        .and_then(|text| text.parse().ok());
    let config = Config {
        cases: asked.unwrap_or(RULES),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let seed = match std::env::var("SEED")
        .ok()
        .and_then(|text| text.parse().ok())
    {
        Some(seed) => [seed; 32],
        None => [7; 32],
    };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let tally = Tally::default();
    let outcome = TestRunner::new_with_rng(config, random).run(&case(), |case| {
        // A script may run for a minute, so that each rule has a state of its own.
        let lua = sandbox(std::path::Path::new("."));
        prepare(&lua);
        check(&lua, &case, &tally).map_err(TestCaseError::fail)
    });
    println!(
        "{} values compared, {} of them differ by integers; {} errors of Lua; {} rules too large",
        tally.values.get(),
        tally.integers.get(),
        tally.refused.get(),
        tally.large.get(),
    );
    outcome.unwrap();
    assert!(tally.large.get() * 10 < u64::from(asked.unwrap_or(RULES)));
    assert!(tally.integers.get() * 500 < tally.values.get());
}

/// What stands for the powers and categories of the rule.
fn prepare(lua: &Lua) {
    let power = |_: &Lua, (x, y): (f64, f64)| Ok(numeric::pow(x, y));
    let power = lua.create_function(power).unwrap();
    behind(lua.globals()).raw_set("POW", power).unwrap();
}

fn check(lua: &Lua, (integers, choices, numbers): &Case, tally: &Tally) -> Result<(), String> {
    let (compiled, plain) = rule(choices, *integers);
    let compiled_function = function(lua, &compiled);
    let graph = match compile(lua, &compiled_function, &vocabulary()) {
        Ok(compiled) => compiled.graph,
        Err(refusal) if refusal.message.contains("too large") => {
            add(&tally.large);
            return Ok(());
        }
        Err(refusal) if *integers && refusal.message.contains("divided by zero") => {
            add(&tally.refused);
            return Ok(());
        }
        Err(refusal) => return Err(format!("{compiled}\n{}", refusal.render("rule.lua"))),
    };
    let columns: Vec<Vec<f64>> = (0..COLUMNS.len())
        .map(|column| {
            let place = |row| (row * (column * 2 + 1) + column * 17) % numbers.len();
            (0..FIRMS).map(|row| numbers[place(row)]).collect()
        })
        .collect();
    let codes: Vec<u16> = (0..FIRMS).map(|row| row as u16 % 5).collect();
    let got = run(&graph, &columns, &codes, numbers[0]);
    let reference = function(lua, &plain);
    for row in 0..FIRMS {
        let firm = lua.create_table().unwrap();
        for (name, column) in COLUMNS.iter().zip(&columns) {
            firm.raw_set(*name, column[row]).unwrap();
        }
        firm.raw_set("section", (1..=3).contains(&codes[row]))
            .unwrap();
        firm.raw_set("ten", codes[row] == 1).unwrap();
        let economy = lua.create_table().unwrap();
        economy.raw_set("policy_rate", numbers[0]).unwrap();
        let Some(wanted) = call(&reference, &firm, &economy) else {
            if *integers {
                add(&tally.refused);
                continue;
            }
            return Err(format!("{plain}\nfails"));
        };
        for (place, wanted) in wanted.into_iter().enumerate() {
            add(&tally.values);
            let got = got[place][row];
            if got.to_bits() == wanted.to_bits() || got.is_nan() && wanted.is_nan() {
                continue;
            }
            if *integers && integers_explain(lua, &plain, &firm, &economy, place, wanted) {
                add(&tally.integers);
                continue;
            }
            return Err(format!(
                "{compiled}\nfirm {row}, value {place}: Lua {wanted:?}, kernel {got:?}\n{graph}"
            ));
        }
    }
    Ok(())
}

fn call(rule: &Function, firm: &Table, economy: &Table) -> Option<[f64; 2]> {
    let number = |value: Value| match value {
        Value::Integer(value) => value as f64,
        value => value.as_number().unwrap(),
    };
    let (one, other): (Value, Value) = rule.call((firm, economy)).ok()?;
    Some([number(one), number(other)])
}

/// Whether integers explain that the kernel, which has floats, does not give `wanted`: Lua itself
/// gives another value where all numbers are floats, since beyond 2^53 integers wrap; or it rounds
/// what is no integer of 64 bits, which stays a float, with a -0 that integers do not have.
fn integers_explain(
    lua: &Lua,
    plain: &str,
    firm: &Table,
    economy: &Table,
    place: usize,
    wanted: f64,
) -> bool {
    let beyond = lua.create_table().unwrap();
    behind(lua.globals()).raw_set("BEYOND", &beyond).unwrap();
    let floats = "local function float(x)
          if math.type(x) == 'float' then BEYOND.seen = true end
          return x + 0.0
        end
        local function FLOOR(x) return float(math.floor(x)) end
        local function CEIL(x) return float(math.ceil(x)) end\n";
    let text = plain
        .replace("math.floor", "FLOOR")
        .replace("math.ceil", "CEIL");
    let text = with_points(&text);
    let rule = function(lua, &format!("{floats}{text}"));
    let values = call(&rule, firm, economy);
    let seen: bool = beyond.raw_get("seen").unwrap();
    seen || values.is_none_or(|values| {
        values[place].to_bits() != wanted.to_bits() && !(values[place].is_nan() && wanted.is_nan())
    })
}

/// Integers with a point: `7` as `7.0`.
fn with_points(text: &str) -> String {
    let mut result = String::new();
    let mut word = String::new();
    for letter in text.chars().chain(['\n']) {
        let exponent =
            letter == '-' && word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('e');
        if exponent || letter.is_alphanumeric() || letter == '.' || letter == '_' {
            word.push(letter);
            continue;
        }
        result.push_str(&word);
        if !word.is_empty() && word.chars().all(|letter| letter.is_ascii_digit()) {
            result.push_str(".0");
        }
        word.clear();
        result.push(letter);
    }
    result
}

fn run(
    graph: &engine::kernel::Graph,
    columns: &[Vec<f64>],
    codes: &[u16],
    rate: f64,
) -> Vec<Vec<f64>> {
    let of = |name: &String| COLUMNS.iter().position(|column| column == name).unwrap();
    let inputs: Vec<Column<'_>> = graph
        .columns()
        .iter()
        .map(|name| Column::Numbers(&columns[of(name)]))
        .collect();
    let categories = vec![Column::Short(codes); graph.categories().len()];
    let scalars = vec![rate; graph.scalars().len()];
    let inputs = Inputs {
        columns: &inputs,
        categories: &categories,
        scalars: &scalars,
    };
    let mut results = vec![vec![0.0; FIRMS]; graph.outputs().len()];
    let mut outputs: Vec<&mut [f64]> = results.iter_mut().map(Vec::as_mut_slice).collect();
    Program::new(graph).run(&inputs, &mut outputs, None);
    results
}
