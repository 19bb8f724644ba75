//! What functions of a scenario may not do, and what they are told to do instead.

use super::hooks::{branches, hook};
use super::scenario;

#[test]
#[expect(clippy::too_many_lines, reason = "one line a refusal")]
fn what_cannot_be_done_is_refused_with_what_to_do() {
    let start = [
        (
            "e.bank.equity = 0",
            "`e.bank.equity` cannot be assigned; a stock changes with its counterpart: m.write_off",
        ),
        (
            "e.policy_rate = 0",
            "pull its lever: m.pull(e, \"policy_rate\"",
        ),
        (
            "e.parameters.tax_income = 0",
            "pull its lever at period_start: m.pull(e, \"tax_income\"",
        ),
        ("e.firms.price = 1", "write e.firms:set(\"price\", ...)"),
        (
            "e.shocked = true",
            "keep what you want to remember in e.memory",
        ),
        ("e.memory = 3", "e.memory is a table"),
        (
            "e.firms:scale(\"loans\", 0.5)",
            "`loans` of firms cannot be changed; a stock changes with its counterpart: m.write_off",
        ),
        (
            "e.firms:scale(\"output\", 2)",
            "what can be changed is `price`, `wage_rate`",
        ),
        (
            "e.firms:scale(\"target_output\", 2)",
            "would be lost; change it from after_production_plan on",
        ),
        ("e.firms:scale(\"price\", -1)", "`price` would be -"),
        ("e.firms:set(\"price\", 0/0)", "`price` would be"),
        (
            "local x = e.firms:sum(\"prize\")",
            "firms have no column `prize`; did you mean `price`?",
        ),
        (
            "local x = e.firms:where { industri = \"C\" }",
            "there is no condition `industri`; did you mean `industry`?",
        ),
        (
            "local x = e.firms:where { industry = \"C99\" }",
            "there is no industry or product `C99`; near are",
        ),
        (
            "local x = e.firms:where { kind = \"worker\" }",
            "there is no condition `kind`",
        ),
        (
            "local x = e.firms:where { min_price = 99 }:mean(\"price\")",
            "there are no such firms; look at :count() before",
        ),
        (
            "local x = e.firms:quantile(\"price\", 50)",
            "write a share from 0 to 1",
        ),
        ("local x = e.firms.price", "write e.firms:sum(\"price\")"),
        ("local x = e.households:sum(\"wage\")", "kind = \"worker\""),
        (
            "local x = e[\"product_price\"]",
            "write e.industries:get(\"C20\", \"product_price\")",
        ),
        (
            "local bank = e.bank local x = bank.equty",
            "`e.bank` has no `equty`; did you mean `equity`?",
        ),
        (
            "local x = e.industries:get(\"C20\", \"outputs\")",
            "did you mean `output`?",
        ),
        ("local x = e[1]", "the economy has names"),
        (
            "m.write_off(e.bank, { pct = 10 })",
            "write of = \"equity\" or \"loans\"",
        ),
        (
            "m.write_off(e.bank, { pct = 10, amount = 3, of = \"equity\" })",
            "needs one of `pct` and `amount`",
        ),
        (
            "m.write_off(e.bank, { amount = e.bank.equity + 1 }) m.write_off(e.bank, { pct = 10, of = \"equity\" })",
            "there is no share of it to write off; give an `amount`",
        ),
        (
            "m.write_off(e.bank, { pct = 150, of = \"equity\" })",
            "m.write_off cannot take 150 % of a stock; write a `pct` from 0 to 100",
        ),
        ("m.write_off(e.bank, { amount = 1e12 })", "ask for less"),
        (
            "e.firms[1].price = 99",
            "`e.firms` is no list that can be counted through; choose some: e.firms:where",
        ),
        (
            "m.write_off(e.government, { amount = 1 })",
            "m.write_off takes e.bank or firms",
        ),
        (
            "m.write_off(e, { amount = 1 })",
            "m.write_off needs somebody with an account",
        ),
        (
            "m.transfer { from = e.bank, to = e.bank, amount = 1 }",
            "cannot pay to itself; name two",
        ),
        (
            "m.transfer { from = e.bank, to = e.firms, amount = 0/0 }",
            "an amount must be a number",
        ),
        (
            "m.transfer { from = e.government, to = e.households, amount = 1e300 }",
            "1e300 million are more than a thousand quarters of GDP, ",
        ),
        (
            "m.transfer { from = e.bank, too = e.firms, amount = 1 }",
            "m.transfer has no `too`; did you mean `to`?",
        ),
        (
            "m.inject(e.foreign, { amount = 1 })",
            "write m.transfer { from = e.government",
        ),
        (
            "m.destroy(e.firms, { pct = 101, of = \"capital\" })",
            "a share must be from 0 to 1",
        ),
        (
            "m.destroy(e.firms, { pct = 1, of = \"loans\" })",
            "write of = \"capital\", \"materials\" or \"inventories\"",
        ),
        (
            "m.pull(e, \"policy_rat\", { pp = 1 })",
            "there is no lever `policy_rat`; did you mean `policy_rate`?",
        ),
        (
            "m.pull(e, \"policy_rate\", { pp = 1, pct = 1 })",
            "m.pull needs one size",
        ),
        (
            "m.pull(e, \"policy_rate\", { pp = 1, products = { \"C\" } })",
            "m.pull of `policy_rate` has no `products`",
        ),
        (
            "m.pull(e, \"import_price\", { pp = 1 })",
            "`import_price` cannot be changed by `pp`; write `pct`",
        ),
        (
            "m.pull(\"policy_rate\", { pp = 1 })",
            "write m.pull(e, \"policy_rate\", { pp = 1 })",
        ),
    ];
    let late = [
        (
            "before_pricing",
            "m.pull(e, \"tax_income\", { pp = 1 })",
            "`tax_income` holds for a whole period and cannot change at before_pricing; pull it at period_start",
        ),
        (
            "after_pricing",
            "m.pull(e, \"policy_rate\", { pp = 1 })",
            "which is over at after_pricing; pull it up to before_policy_rate",
        ),
        (
            "period_end",
            "m.inject(e.bank, { amount = 1 })",
            "act at an earlier site",
        ),
        (
            "after_production",
            "m.destroy(e.firms, { pct = 1, of = \"capital\" })",
            "act at an earlier site",
        ),
        (
            "after_goods_market",
            "e.firms:scale(\"price\", 2)",
            "`price` has been used at after_goods_market; change it up to before_goods_market",
        ),
        (
            "before_pricing",
            "e.firms:scale(\"wage_rate\", 2)",
            "change it up to before_firm_levers_on",
        ),
    ];
    let start = start.map(|(body, message)| ("period_start", body, message));
    let wrong = start
        .into_iter()
        .chain(late)
        .filter_map(|(site, body, message)| {
            // What is plain to see is refused before anything runs; this is not.
            let hidden = format!("local e, m = e.memory and e, e.memory and m {body}");
            let outcome = hook(site, &hidden).run().fails(20);
            let placed = outcome.err.contains("scenario.lua:4: ");
            let good = outcome.err.contains(message) && placed;
            (!good).then(|| format!("{body}: {}", outcome.err))
        });
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
    hook("period_start", "m.pull(e, \"tax_income\", { pp = 90 })")
        .run()
        .fails(20)
        .says(&["2020Q1: tax_income would be", "ask for a smaller change"]);
}

#[test]
fn a_rule_or_a_path_that_gives_no_number_stops_its_run() {
    for (result, what) in [
        ("", "nothing"),
        ("return nil", "nothing"),
        ("return 0/0", "NaN"),
        ("return 1/0", "inf"),
        ("return \"1\"", "a text"),
        ("return true", "a boolean"),
        ("return {}", "a table"),
    ] {
        for entry in [
            format!("rules = {{ policy_rate = function(e)\n{result}\nend }}"),
            format!(
                "shocks = {{ policy_rate = m.path {{ from = \"2020Q1\", permanent = true, add = function(date, e)\n{result}\nend }} }}"
            ),
        ] {
            let outcome = branches(&format!("{{ name = \"x\", {entry} }}"))
                .run()
                .fails(20);
            let says = "the function returned ";
            assert!(outcome.err.contains(says), "{}", outcome.err);
            assert!(outcome.err.contains(what), "{what}: {}", outcome.err);
            assert!(outcome.err.contains("scenario.lua:3:"), "{}", outcome.err);
        }
    }
    branches("{ name = \"x\", rules = { policy_rate = function(e)\nm.inject(e.bank, { amount = 1 })\nend } }")
        .run()
        .fails(20)
        .says(&["scenario.lua:4: m.inject changes the economy, and this function only gives a value; act in a function under `on`"]);
}

#[test]
fn what_is_out_of_range_is_told_with_the_line_that_asks_for_it() {
    let branch = |entries: &str| {
        scenario(&format!(
            "local m = require \"macro\"\nreturn m.scenario {{ economy = {{ scale = 1/10000 }}, horizon = \"2q\", runs = 1, branches = {{ {{ name = \"b\",\n{entries}\n}} }} }}\n"
        ))
    };
    branch("rules = {\npolicy_rate = function(e) return 1e9 end }")
        .run()
        .fails(20)
        .says(&["scenario.lua:4:", ": policy_rate would be "]);
    branch("shocks = { policy_rate = m.path {\npp = function(date, e) return 1e9 end, from = \"2020Q1\", permanent = true } }")
        .run()
        .fails(20)
        .says(&["scenario.lua:3:", ": policy_rate would be "]);
    branch("strategies = { { name = \"s\",\nprice = function(f, e) return -1 end } }")
        .run()
        .fails(20)
        .says(&[
            "scenario.lua:4:",
            ": strategy `s`: price of the firm in row ",
        ]);
}

#[test]
fn what_is_far_beyond_the_base_quarter_is_refused_before_the_books_break() {
    let branch = |entries: &str| {
        scenario(&format!(
            "local m = require \"macro\"\nreturn m.scenario {{ economy = {{ scale = 1/10000 }}, horizon = \"2q\", runs = 3, branches = {{ {{ name = \"b\",\n{entries}\n}} }} }}\n"
        ))
    };
    branch("rules = {\nexport_demand = function(e) return 1e15 end }")
        .run()
        .fails(20)
        .says(&[
            "failed: branch b, 3 runs, 2020Q1: scenario.lua:4:",
            ": export_demand would be 1e15 (goods/quarter) in period 1, not above 0 and at most ",
        ]);
    for (decision, value) in [("price", "1e200"), ("quantity", "1e30"), ("wage", "1e30")] {
        branch(&format!(
            "strategies = {{ {{ name = \"s\",\n{decision} = function(f, e) return {value} end }} }}"
        ))
        .run()
        .fails(20)
        .says(&[
            "scenario.lua:4:",
            &format!(": strategy `s`: {decision} of the firm in row "),
            &format!("would be {value} in period 1; it must be a number "),
        ]);
    }
}

#[test]
fn runs_that_no_economy_has_are_noted_with_numbers_that_can_be_read() {
    let case = scenario(
        "local m = require \"macro\"\nreturn m.scenario { economy = { scale = 1/10000 }, horizon = \"3q\", runs = 2, branches = { { name = \"b\",\nstrategies = { { name = \"s\", price = function(f, e) return 1.6 * f.rule end } } } } }\n",
    );
    let told = case.run().good();
    let note = "Note: implausible, of 2 runs of b: prices more than double within a year in 2";
    assert!(told.out.contains(note), "{}", told.out);
    let longest = told.out.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(220), "{}", told.out);
}

#[test]
fn what_is_hardly_meant_is_remarked_on() {
    let case = scenario(
        "local m = require \"macro\"\nreturn m.scenario { economy = { scale = 1/10000 }, horizon = \"2q\", runs = 1, set = { tax_income = 0.2 },\nbranches = { { name = \"b\", shocks = { tax_income = m.path { pp = 1, from = \"2020\", permanent = true } },\nstrategies = { { name = \"s\", share = 0.5, price = function(f, e) return f.rule end } },\nswitching = m.switching { every = \"40q\", by = \"profit\", intensity = 2 } } } }\n",
    );
    let remarks = [
        "warning: scenario.lua:3:",
        ": `tax_income` is set to 0.2 and shocked too; the shock acts on the value that is set",
        "warning: scenario.lua:5:",
        ": every = \"40q\" is no shorter than the horizon, so nobody switches; ",
    ];
    case.run().good().says(&remarks);
    let output = case.bare(&["check", "scenario.lua"]).output().unwrap();
    super::Outcome::of(output).good().says(&remarks);
}

#[test]
fn a_run_that_cannot_go_on_because_nothing_is_made_says_so() {
    let case = scenario(
        "local m = require \"macro\"\nreturn m.scenario { economy = { scale = 1/10000 }, horizon = \"4q\", runs = 1,\n\
         branches = { { name = \"b\", on = { period_start = function(e)\n\
         if e.date == \"2020Q2\" then m.destroy(e.firms, { pct = 100, of = \"capital\" }) end end } } } }\n",
    );
    case.run().fails(20).says(&[
        "2020Q3: in the quarter before, firms made 0.00 % of what they made at the start",
        "let the scenario take less away from them (identity 7.3",
    ]);
}

#[test]
fn a_decision_out_of_range_is_told_with_its_line_where_strategies_are_inherited() {
    let strategy = |name: &str, price: &str| {
        format!("{{ name = \"{name}\", share = 0.3,\nprice = function(f, e) return {price} end }}")
    };
    scenario(&format!(
        "local m = require \"macro\"\nreturn m.scenario {{ economy = {{ scale = 1/10000 }}, horizon = \"1q\", \
         runs = 1, branches = {{\n{{ name = \"a\", strategies = {{ {}, {} }} }},\n{{ name = \"b\", parent = \"a\", \
         strategies = {{ {} }} }} }} }}\n",
        strategy("first", "1"),
        strategy("second", "-1"),
        strategy("first", "2"),
    ))
    .with(&["--branch", "b"])
    .run()
    .fails(20)
    .says(&["scenario.lua:5:", ": strategy `second`: price of the firm in row "]);
}
