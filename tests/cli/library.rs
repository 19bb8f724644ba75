//! The Lua library in whole runs: its rules beside shocks, its strategies compiled.

use engine::strategies::Decision;

use super::{project, table};

const SMALL: &str = "economy = { scale = 1/10000 }, horizon = \"8q\", runs = 2, seed = 3,";

#[test]
fn cost_push_is_the_published_behaviour_to_the_last_bit() {
    let case = table(&format!(
        "{SMALL} branches = {{ {{ name = \"model\" }}, {{ name = \"lua\", strategies = {{ {{ name = \"own\", \
         quantity = m.strategies.cost_push().quantity, price = m.strategies.cost_push().price }} }} }} }}"
    ));
    let outcome = case.run().good();
    outcome.says(&["branch lua has the same figures as model"]);
}

#[test]
fn every_strategy_compiles_and_changes_something() {
    for strategy in ["demand_pull", "markup_adjustment", "inventory_targeting"] {
        let case = table(&format!(
            "{SMALL} branches = {{ {{ name = \"model\" }}, {{ name = \"lua\", strategies = {{ {{ name = \"own\", \
             share = 0.5, {} }} }} }} }}",
            match strategy {
                "markup_adjustment" => "price = m.strategies.markup_adjustment().price".to_owned(),
                "inventory_targeting" =>
                    "quantity = m.strategies.inventory_targeting().quantity".to_owned(),
                _ => "quantity = m.strategies.demand_pull { cap = 0.2 }.quantity, \
                      price = m.strategies.demand_pull { cap = 0.2 }.price"
                    .to_owned(),
            }
        ));
        let outcome = case.run().good();
        assert!(!outcome.err.contains("same figures"), "{strategy}");
    }
}

#[test]
fn rules_of_the_library_do_not_remember_a_shock() {
    for rule in ["taylor_1993 { smoothing = 0.9 }", "first_difference()"] {
        let case = table(&format!(
            "{SMALL} branches = {{ {{ name = \"rule\", rules = {{ policy_rate = m.rules.{rule} }} }}, \
             {{ name = \"shocked\", parent = \"rule\", shocks = {{ \
               policy_rate = m.path {{ pp = 1, from = \"2020Q1\", lasting = \"4q\" }} }} }} }}"
        ));
        case.run().good();
        let paths = super::experiments::paths(&case, "policy_rate");
        for (own, shocked) in paths["rule"].iter().zip(&paths["shocked"]) {
            let yearly = |rate: f64| (1.0 + rate) * (1.0 + rate) * (1.0 + rate) * (1.0 + rate);
            let moved = |quarter: usize| 100.0 * (yearly(shocked[quarter]) - yearly(own[quarter]));
            assert!((moved(1) - 1.0).abs() < 1e-9, "{rule}: {}", moved(1));
            assert!((moved(4) - 1.0).abs() < 0.002, "{rule}: {}", moved(4));
            assert!(moved(5).abs() < 0.002, "{rule}: {}", moved(5));
        }
    }
}

#[test]
fn the_guide_lists_every_decision_with_its_column_and_phase() {
    let guide = std::fs::read_to_string(project("docs/strategies.md")).unwrap();
    for decision in Decision::ALL {
        let start = format!("| `{}` | `f.{}` |", decision.name(), decision.column());
        let end = format!("| `{}` |", decision.phase());
        let mut lines = guide.lines();
        let listed = lines.any(|line| line.starts_with(&start) && line.ends_with(&end));
        assert!(listed, "{}", decision.name());
    }
}
