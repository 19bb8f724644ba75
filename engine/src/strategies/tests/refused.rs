//! What cannot be adopted, and decisions that stop a run.

use super::*;
use crate::simulation::Stopped;

fn refusal(strategies: Strategies) -> String {
    let mut simulation = Simulation::new(model(), 3, 0).unwrap();
    let before = simulation.economy.firms.clone();
    let refused = simulation.adopt(Arc::new(strategies)).unwrap_err();
    assert!(simulation.economy.firms == before);
    refused.to_string()
}

#[test]
fn strategies_that_cannot_be_are_refused_in_words() {
    let of = |list: Vec<Strategy>| {
        refusal(Strategies {
            list,
            switching: None,
        })
    };
    let price = |graph: Graph| of(vec![strategy("s", 1.0, vec![(Decision::Price, graph)])]);
    assert_eq!(
        of(vec![strategy("s", 1.5, vec![])]),
        "strategy `s`: a share is from 0 to 1, not 1.5"
    );
    assert_eq!(
        price(graph(|g| g.column("prize"))),
        "strategy `s`: price reads `prize`, which does not exist"
    );
    assert_eq!(
        price(graph(|g| g.scalar("weather"))),
        "strategy `s`: price reads `weather`, which does not exist"
    );
    assert_eq!(
        price(Graph::new()),
        "strategy `s`: price must have one result, not 0"
    );
    let twice = [1.0, 2.0].map(|factor| (Decision::Wage, rule_times(factor)));
    assert_eq!(
        of(vec![strategy("s", 1.0, twice.to_vec())]),
        "strategy `s` has two rules for wage"
    );
    assert!(
        of(vec![strategy("s", 0.8, vec![]), strategy("t", 0.4, vec![])])
            .contains("`t` and those before it want 1.200 of some firms")
    );
    let switching = |by, every, intensity, memory| {
        refusal(Strategies {
            list: vec![strategy("s", 0.5, vec![])],
            switching: Some(Switching {
                every,
                by,
                intensity,
                memory,
            }),
        })
    };
    assert_eq!(
        switching("luck", 4, 1.0, 0.0),
        "switching: firms have no number `luck`"
    );
    assert_eq!(
        switching("profit", 0, 1.0, 0.0),
        "switching: firms choose every 1 or more quarters, not every 0"
    );
    assert_eq!(
        switching("profit", 4, f64::NAN, 0.0),
        "switching: the intensity must be a number of at least 0, not NaN"
    );
    assert_eq!(
        switching("profit", 4, 1.0, 1.0),
        "switching: memory is at least 0 and below 1, not 1"
    );
}

/// The message of a run in which every second firm's `decision` is `value`.
fn stopped(decision: Decision, value: f64) -> String {
    let bad = strategy(
        "reckless",
        0.5,
        vec![(decision, graph(|g| g.constant(value)))],
    );
    let mut simulation = adopted(&model(), &together(vec![bad]));
    let first = simulation
        .economy
        .firms
        .strategy
        .iter()
        .position(|&c| c == 1);
    match simulation.step() {
        Err(Stopped::Decision(bad)) => {
            assert_eq!(Some(bad.firm), first);
            assert_eq!(bad.period, 1);
            bad.to_string()
        }
        other => panic!("{decision:?} {value}: {other:?}"),
    }
}

#[test]
fn results_that_break_the_books_name_strategy_decision_firm_and_value() {
    let message = stopped(Decision::Price, f64::NAN);
    assert!(
        message.starts_with("strategy `reckless`: price of the firm in row ")
            && message.contains(" would be NaN in period 1; it must be a number above 0"),
        "{message}"
    );
    for decision in Decision::ALL {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0] {
            let message = stopped(decision, value);
            assert!(message.contains(&format!("{} of the firm", decision.name())));
        }
    }
    stopped(Decision::Price, 0.0);
    stopped(Decision::Dividend, 11.0);
    stopped(Decision::Employment, 1e10);
}
