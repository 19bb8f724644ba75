//! What `docs/strategies.md` says a strategy can decide, decided.

use engine::strategies::Decision;

use super::table;

/// A branch `name` whose firms decide all seven things with `rule`, which sees `own`, what is decided.
fn branch(name: &str, rule: impl Fn(&str) -> String) -> String {
    let decisions = Decision::ALL.map(|decision| {
        let rule = rule(decision.column());
        format!("{} = function(f, e) return {rule} end", decision.name())
    });
    let decisions = decisions.join(", ");
    format!("{{ name = \"{name}\", strategies = {{ {{ name = \"own\", {decisions} }} }} }}")
}

#[test]
fn a_strategy_decides_all_seven_things_from_the_rule_and_what_was_decided_before() {
    let kept = branch("kept", |_| "f.rule".into());
    let blend = branch("blend", |own| format!("0.9 * f.rule + 0.1 * f.{own}"));
    let case = table(&format!(
        "economy = {{ scale = 1/10000 }}, horizon = \"4q\", runs = 2, branches = {{ {{ name = \"model\" }}, {kept}, {blend} }}"
    ));
    let outcome = case.run().good();
    outcome.says(&["branch kept has the same figures as model"]);
    let gdp = super::experiments::paths(&case, "real_gdp");
    for (blend, model) in gdp["blend"].iter().zip(&gdp["model"]) {
        assert_ne!(blend[1..], model[1..]);
        assert!(
            blend[1..]
                .iter()
                .all(|gdp| (gdp / blend[0] - 1.0).abs() < 0.2),
            "{blend:?}"
        );
    }
}

/// A price that is kept is 1 for ever, whatever the rule gives; a quantity that is, the first one.
#[test]
fn what_is_decided_has_the_value_of_last_quarter_under_its_own_name() {
    let case = table(
        "economy = { scale = 1/10000 }, horizon = \"4q\", runs = 1, branches = { { name = \"held\",
strategies = { { name = \"still\", price = function(f) return f.price end,
  quantity = function(f, e) if e.period == 1 then return f.rule end return f.target_output end } },
on = { period_end = function(e)
  assert(e.firms:quantile(\"price\", 0) == 1 and e.firms:quantile(\"price\", 1) == 1)
  local planned = e.firms:sum(\"target_output\")
  assert(planned == (e.memory.planned or planned), planned)
  e.memory.planned = planned
end } } }",
    );
    case.run().good();
}
