//! Functions of a scenario while the economy is simulated: rules, hooks, what they see and do.

use super::results::read;
use super::{Case, scenario};

/// A small scenario with these branches after the baseline.
pub fn branches(branches: &str) -> Case {
    scenario(&format!(
        "local m = require \"macro\"
return m.scenario {{ title = \"Hooks\", economy = {{ scale = 1/10000 }}, horizon = \"8q\", runs = 4, seed = 7, branches = {{ {{ name = \"baseline\" }},
{branches}
}} }}
"
    ))
}

/// A branch whose only hook has `body`, on line 4 of the file.
pub fn hook(site: &str, body: &str) -> Case {
    branches(&format!(
        "{{ name = \"hooked\", on = {{ {site} = function(e)\n{body}\nend }} }}"
    ))
    .with(&["--runs", "1"])
}

#[test]
fn every_site_is_visited_once_a_quarter_in_order() {
    let sites = engine::simulation::Site::names();
    let script = format!(
        "local m = require \"macro\"
local sites, on = {{ \"{}\" }}, {{}}
for place, site in ipairs(sites) do
  on[site] = function(e)
    local m = e.memory
    assert((m.place or 0) == place - 1, site)
    m.place = place
    if site == \"period_end\" then
      m.quarters, m.place = (m.quarters or 0) + 1, 0
      assert(m.quarters == e.period)
    end
  end
end
return m.scenario {{ economy = {{ scale = 1/10000 }}, horizon = \"3q\", runs = 2, branches = {{ {{ name = \"visited\", on = on }} }} }}
",
        sites.join("\", \"")
    );
    scenario(&script).run().good();
}

#[test]
fn a_hook_that_fails_stops_its_run_only_and_is_named() {
    let case = branches(
        "{ name = \"bad\", on = { before_pricing = function(e)
  if e.period == 7 and e.run == 3 then local rate = e[\"policy_rat\"] end
end } }",
    );
    case.run().fails(20).says(&[
        "failed: branch bad, run 3, 2021Q3: in `on.before_pricing`: scenario.lua:4: there is no `e.policy_rat`; did you mean `policy_rate`?",
    ]);
    let failures = &case.manifest()["failures"];
    assert_eq!(failures.as_array().unwrap().len(), 1);
    let failure = &failures[0];
    assert_eq!(failure["branch"], "bad");
    assert_eq!(failure["run"], 3);
    assert_eq!(failure["date"], "2021Q3");
    assert_eq!(failure["site"], "on.before_pricing");
    assert_eq!(failure["place"], "scenario.lua:4");
    let rows = read(&case.result().join("series.parquet")).num_rows();
    assert_eq!(rows, (4 + 3) * 9);
}

#[test]
fn a_branch_that_only_looks_has_the_same_figures_to_the_last_bit() {
    let case = branches(
        "{ name = \"looks\", on = { before_pricing = function(e)
  local firms = e.firms:where { industry = { \"C\", \"F\" }, min_employees = 2, price_above = 0.5 }
  e.memory.seen = firms:count() + firms:sum(\"output\") + firms:mean(\"price\") + firms:quantile(\"price\", 0.5)
    + firms:weighted_mean(\"price\", \"output\") + e.households:where { kind = \"unemployed\" }:count()
    + e.industries:get(\"C20\", \"output\") + e.policy_rate + e.bank.equity + e.parameters.tax_income + math.random(6)
end } }",
    );
    case.run()
        .good()
        .says(&["warning: branch looks has the same figures as baseline"]);
    let rows = read(&case.result().join("series.parquet"));
    let (runs, quarters) = (4, 9);
    for run in 0..runs {
        let first = rows.slice(2 * run * quarters, quarters);
        let second = rows.slice((2 * run + 1) * quarters, quarters);
        for column in 1..rows.num_columns() {
            assert_eq!(first.column(column), second.column(column));
        }
    }
}

/// Every verb at several sites, in every quarter.
const ACTS: &str = "{ name = \"acts\", on = {
  period_start = function(e)
    m.write_off(e.bank, { pct = 1, of = \"equity\" })
    m.inject(e.bank, { amount = 50 })
    m.destroy(e.firms:where { industry = \"F\" }, { pct = 1, of = \"capital\" })
    m.pull(e, \"tax_income\", { pp = 1 })
    m.pull(e, \"export_demand\", { pct = math.random(5), products = { \"C\" } })
    e.firms:scale(\"wage_rate\", 1.001)
  end,
  before_pricing = function(e)
    m.transfer { from = e.government, to = e.households:where { kind = \"unemployed\" }, amount = 10 }
    m.transfer { from = e.firms, to = e.government, pct = 0.1, of = \"deposits\" }
    m.write_off(e.firms:where { industry = \"G\" }, { pct = 1, of = \"loans\" })
    e.firms:where { price_above = 1.2 }:set(\"price\", 1.2)
  end,
  after_household_budgets = function(e)
    e.households:where { kind = { \"worker\", \"inactive\" } }:scale(\"consumption_budget\", 1.01)
  end,
  after_goods_market = function(e) m.inject(e.firms, { amount = 5 }) end,
} }";

#[test]
fn verbs_keep_the_books_and_threads_change_nothing() {
    let case = branches(ACTS);
    let series = |threads: &str| {
        let outcome = case.command().args(["--threads", threads]).output();
        super::Outcome::of(outcome.unwrap()).good();
        std::fs::read(case.result().join("series.parquet")).unwrap()
    };
    let one = series("1");
    assert!(one == series("3"));
    assert!(one == series("1"));
}

#[test]
fn chance_is_the_same_in_every_branch_and_not_in_every_run() {
    let pull = "before_policy_rate = function(e)
  local x = math.random()
  assert(not e.memory.x or e.memory.x ~= x)
  e.memory.x = x
  m.pull(e, \"policy_rate\", { add = x / 100 })
end";
    let case = branches(&format!(
        "{{ name = \"a\", on = {{ {pull} }} }},
{{ name = \"b\", on = {{ {pull}, period_start = function(e) return math.random(3, 9) end }} }},
{{ name = \"c\", on = {{ period_start = function(e) return assert(math.random(3, 9) >= 3) end }} }}"
    ));
    case.run()
        .good()
        .says(&["branch c has the same figures as baseline"]);
    let rows = read(&case.result().join("series.parquet"));
    let quarters = 9;
    let of = |run: usize, branch: usize| rows.slice((4 * run + branch) * quarters, quarters);
    let rate = rows.schema().index_of("policy_rate").unwrap();
    assert_eq!(of(2, 1).column(rate), of(2, 2).column(rate));
    assert_ne!(of(2, 1).column(rate), of(1, 1).column(rate));
    assert_ne!(of(2, 1).column(rate), of(2, 0).column(rate));
}

#[test]
fn functions_of_dates_and_rules_act() {
    let case = branches(
        "{ name = \"pushed\", shocks = { policy_rate = m.path { from = \"2020Q2\", to = \"2020Q3\", add = function(date, e)
  assert(date == e.date and (date == \"2020Q2\" or date == \"2020Q3\"))
  return 0.01
end } } },
{ name = \"ruled\", rules = { policy_rate = function(e) return 0.02 end } },
{ name = \"idle\", shocks = { policy_rate = m.path { pp = 0, from = \"2020Q1\", permanent = true } } }",
    );
    case.run().good().says(&[
        "branch idle: the shock `policy_rate` (scenario.lua:8:",
        "never acted",
    ]);
    let rows = read(&case.result().join("series.parquet"));
    let rate = rows.schema().index_of("policy_rate").unwrap();
    let rates = rows.column(rate);
    let rates = rates
        .as_any()
        .downcast_ref::<arrow_array::Float64Array>()
        .unwrap();
    for quarter in 1..9 {
        assert_eq!(rates.value(2 * 9 + quarter), 0.02);
        let pushed = rates.value(9 + quarter) - rates.value(quarter);
        // The rule answers to what the push has changed from the quarter after the first on.
        let (expected, answer) = match quarter {
            1 => (0.0, 0.0),
            2 => (0.01, 1e-15),
            3 => (0.01, 2e-5),
            _ => (0.0, 2e-5),
        };
        assert!((pushed - expected).abs() <= answer, "{quarter}: {pushed}");
    }
}

#[test]
fn memory_is_plain_data_and_kept() {
    hook(
        "period_start",
        "e.memory.n = (e.memory.n or 0) + 1; assert(e.memory.n == e.period)",
    )
    .run()
    .good();
    for (body, message) in [
        (
            "e.memory.f = print",
            "`e.memory.f` is a function; memory is plain data",
        ),
        ("e.memory.t = e.memory", "`e.memory.t` holds itself"),
        (
            "e.memory.e = { e }",
            "`e.memory.e[1]` is a part of the economy",
        ),
        ("e.memory[e] = 1", "`e.memory` has a key that is a userdata"),
    ] {
        hook("period_start", body).run().fails(20).says(&[message]);
    }
}

#[test]
fn the_panel_keeps_the_same_firms_in_every_branch() {
    let case = scenario(
        "local m = require \"macro\"
return m.scenario { economy = { scale = 1/10000 }, horizon = \"8q\", runs = 2,
  branches = { { name = \"baseline\" }, { name = \"rate rise\", shocks = { policy_rate = m.path { pp = 1, from = \"2020Q1\", permanent = true } } } },
  record = { firms = { columns = { \"output\", \"price\" }, every = \"4q\", sample = 20 } } }
",
    );
    case.run().good();
    let panel = |branch: &str, run: u32| {
        read(
            &case
                .result()
                .join(format!("firms/branch={branch}/run={run}/firms.parquet")),
        )
    };
    let (base, risen, other) = (
        panel("baseline", 1),
        panel("rate%20rise", 1),
        panel("baseline", 0),
    );
    assert_eq!((base.num_rows(), base.num_columns()), (3 * 20, 7));
    let firms = base.schema().index_of("firm").unwrap();
    assert_eq!(base.column(firms), risen.column(firms));
    assert_ne!(base.column(firms), other.column(firms));
    let schema = base.schema();
    assert_eq!(
        schema.field_with_name("price").unwrap().metadata()["unit"],
        "index, base quarter = 1"
    );
}
