//! The way of variables and returns through branches and functions.

use std::path::Path;

use engine::kernel::{Column, Inputs, Program};

use super::{function, rule, sandbox};

/// What the rule with this body gives for prices of 1, 2 and 3, after Lua has agreed.
fn values(body: &str) -> Vec<f64> {
    let script = format!("return function(f, e)\n{body}\nend");
    let compiled = rule(&script).unwrap_or_else(|refusal| panic!("{}", refusal.render("rule.lua")));
    let prices = [1.0, 2.0, 3.0];
    let columns = vec![Column::Numbers(&prices); compiled.graph.columns().len()];
    let inputs = Inputs {
        columns: &columns,
        categories: &[],
        scalars: &[],
    };
    let mut result = [0.0; 3];
    Program::new(&compiled.graph).run(&inputs, &mut [&mut result], None);
    let lua = sandbox(Path::new("."));
    let plain = function(&lua, &script);
    for (price, result) in prices.iter().zip(result) {
        let firm = lua.create_table().unwrap();
        firm.raw_set("price", *price).unwrap();
        assert_eq!(plain.call::<f64>(firm).unwrap(), result, "{body}");
    }
    result.to_vec()
}

#[test]
fn what_a_nested_function_assigns_stays_where_it_returned_early() {
    let set = "local seen = 0
               local function note(x)
                 if x > 2 then return x end
                 seen = seen + x
                 if x > 1 then seen = seen * 10; return seen end
                 seen = seen + 100
                 return seen
               end\n";
    assert_eq!(
        values(&format!("{set} note(f.price) return seen")),
        [101.0, 20.0, 0.0]
    );
    assert_eq!(
        values(&format!(
            "{set} if f.price > 1 then note(f.price) else note(-1) end return seen"
        )),
        [99.0, 20.0, 0.0]
    );
    assert_eq!(
        values(&format!(
            "{set} local r = f.price > 1 and note(f.price) or note(1) return r + seen"
        )),
        [202.0, 40.0, 3.0]
    );
}

#[test]
fn an_assignment_in_an_arm_that_returns_outlives_the_arm() {
    let body = "local x = 1
                local function f2(p)
                  if p > 1 then x = p; return 0 end
                  x = -p
                  return 5
                end
                local r = f2(f.price)
                return x + r";
    assert_eq!(values(body), [4.0, 2.0, 3.0]);
}

#[test]
fn firms_that_have_left_a_function_take_no_part_in_its_calls() {
    let body = "local x = 0
                local function add(v) x = x + v end
                local function work(p)
                  if p > 2 then return end
                  add(p)
                  if p > 1 then return end
                  add(10)
                end
                work(f.price)
                return x";
    assert_eq!(values(body), [11.0, 2.0, 0.0]);
}

#[test]
fn a_function_made_in_an_arm_that_goes_on_alone_keeps_its_variables() {
    let body = "local g
                if f.price > 2 then return -1 else local k = f.price * 2; g = function() return k end end
                local other = 7
                return g() + other";
    assert_eq!(values(body), [9.0, 11.0, -1.0]);
}

#[test]
fn a_local_on_the_left_is_read_after_the_right_side() {
    let set = "local x = 1; local function set(v) x = v; return v end\n";
    assert_eq!(
        values(&format!("{set} return x + set(f.price)")),
        [2.0, 4.0, 6.0]
    );
    assert_eq!(
        values(&format!("{set} return x * 1 + set(f.price)")),
        [2.0, 3.0, 4.0]
    );
    assert_eq!(
        values(&format!("{set} return x ^ set(f.price)")),
        [1.0, 4.0, 27.0]
    );
}

#[test]
fn results_are_named_or_in_order() {
    let names = |script: &str| -> Vec<String> {
        let compiled = rule(script).unwrap();
        compiled
            .results
            .into_iter()
            .map(|result| result.name)
            .collect()
    };
    assert_eq!(
        names("return function(f) return 1, f.price end"),
        ["1", "2"]
    );
    let record = "return function(f)
        if f.price > 1 then return { quantity = 2, price = 1 } end
        return { price = f.price, quantity = 1 }
    end";
    assert_eq!(names(record), ["price", "quantity"]);
}

#[test]
fn powers_are_those_of_lua_within_the_last_bits() {
    let lua = sandbox(Path::new("."));
    let plain = function(&lua, "return function(x, y) return x ^ y end");
    for step in 1..2000 {
        let (x, y) = (f64::from(step) * 0.37, f64::from(step % 41) * 0.31 - 6.0);
        let ours = engine::numeric::pow(x, y);
        let theirs: f64 = plain.call((x, y)).unwrap();
        assert!(
            (ours - theirs).abs() <= 4.0 * f64::EPSILON * theirs.abs(),
            "{x} ^ {y}"
        );
    }
}
