//! Strategies spread by how well they do.

use super::*;

/// Two halves: one makes what the model would, one half of it and so earns less.
fn rivals(intensity: f64, memory: f64, every: u32) -> Arc<Strategies> {
    Arc::new(Strategies {
        list: vec![
            strategy("able", 0.5, vec![]),
            strategy("idle", 0.5, vec![(Decision::Quantity, rule_times(0.5))]),
        ],
        switching: Some(Switching {
            every,
            by: "return_on_capital",
            intensity,
            memory,
        }),
    })
}

/// Shares of the model's own rules, `able` and `idle` after every quarter.
fn paths(strategies: &Arc<Strategies>, quarters: u32) -> Vec<Vec<f64>> {
    let mut simulation = adopted(&uk_model(1.0 / 1000.0), strategies);
    (0..quarters)
        .map(|_| {
            simulation.step().unwrap();
            simulation.strategy_shares()
        })
        .collect()
}

#[test]
fn firms_go_where_more_is_earned() {
    let shares = paths(&rivals(3.0, 0.5, 2), 7);
    for quarter in &shares[..2] {
        assert!((quarter[1] - 0.5).abs() < 1e-3, "{quarter:?}");
    }
    // Choices before the third, fifth and seventh quarter.
    assert!(shares[2][1] > 0.6, "{:?}", shares[2]);
    assert_eq!(shares[2], shares[3]);
    assert_ne!(shares[3], shares[4]);
    assert!(shares[6][1] > 0.6, "{:?}", shares[6]);
    // Nobody follows the model's own rules, so nobody can learn of them.
    assert!(shares.iter().all(|shares| shares[0] == 0.0));
    assert!(
        shares
            .iter()
            .all(|s| (s.iter().sum::<f64>() - 1.0).abs() < 1e-12)
    );
}

#[test]
fn without_intensity_halves_stay_halves_but_not_the_same_firms() {
    let strategies = rivals(0.0, 0.0, 1);
    for shares in paths(&strategies, 5) {
        // Standard deviation of a share of 3,000 firms is below 0.01.
        assert!((shares[1] - 0.5).abs() < 0.04, "{shares:?}");
    }
    let mut simulation = adopted(&model(), &strategies);
    simulation.step().unwrap();
    let first = simulation.economy.firms.strategy.clone();
    simulation.step().unwrap();
    assert_ne!(first, simulation.economy.firms.strategy);
}

/// Mean return on capital of the firms that follow the strategy called by `code`.
fn mean_return(simulation: &Simulation, code: u16) -> f64 {
    let (firms, aggregate) = (&simulation.economy.firms, &simulation.economy.aggregate);
    let returns: Vec<f64> = (0..firms.strategy.len())
        .filter(|&firm| firms.strategy[firm] == code)
        .map(|firm| firms.profit[firm] / (aggregate.capital_price * firms.capital[firm]))
        .collect();
    returns.iter().sum::<f64>() / returns.len() as f64
}

#[test]
fn the_models_own_rules_compete_and_performance_is_remembered() {
    let mut strategies = (*rivals(3.0, 0.9, 1)).clone();
    strategies.list.remove(0);
    let mut simulation = adopted(&model(), &Arc::new(strategies));
    simulation.step().unwrap();
    let (own, idle) = (mean_return(&simulation, 0), mean_return(&simulation, 1));
    simulation.step().unwrap();
    let performance = simulation.economy.aggregate.strategy_performance.clone();
    // The first measure is the mean itself, in units of the mean absolute value.
    assert!((performance[0] / performance[1] - own / idle).abs() < 1e-9);
    assert!(simulation.strategy_shares()[0] > 0.6);
    simulation.step().unwrap();
    let next = &simulation.economy.aggregate.strategy_performance;
    assert!((next[1] - performance[1]).abs() < 0.5 * performance[1].abs());
}

#[test]
fn firms_outside_every_audience_keep_their_rules() {
    let mut strategies = (*rivals(3.0, 0.0, 1)).clone();
    for strategy in &mut strategies.list {
        strategy.industries = Some([4, 5].into());
    }
    let mut simulation = adopted(&model(), &Arc::new(strategies));
    for _ in 0..3 {
        simulation.step().unwrap();
    }
    let firms = &simulation.economy.firms;
    for (&industry, &code) in firms.industry.iter().zip(&firms.strategy) {
        assert_eq!(code != 0, [4, 5].contains(&industry));
    }
}

#[test]
fn switching_draws_nothing_that_others_draw() {
    let idle = |switching| {
        Arc::new(Strategies {
            list: vec![strategy("idle", 0.5, vec![])],
            switching,
        })
    };
    let switching = Switching {
        every: 1,
        by: "profit",
        intensity: 1.0,
        memory: 0.0,
    };
    let after = |strategies: &Arc<Strategies>| {
        let mut simulation = adopted(&model(), strategies);
        watch(&mut simulation, 4, |_, _| {});
        let mut economy = simulation.economy;
        economy.firms.strategy.clear();
        economy.aggregate.strategy_performance.clear();
        economy
    };
    assert!(after(&idle(None)) == after(&idle(Some(switching))));
}

#[test]
fn without_draws_every_firm_keeps_its_position() {
    let after = |seed, quarters| {
        let mut simulation = Simulation::new(model(), seed, 0).unwrap();
        Arc::make_mut(&mut simulation.parameters)
            .switches
            .deterministic = true;
        simulation.adopt(rivals(0.0, 0.0, 1)).unwrap();
        watch(&mut simulation, quarters, |_, _| {});
        (
            simulation.strategy_shares(),
            simulation.economy.firms.strategy,
        )
    };
    let (shares, strategy) = after(3, 2);
    assert!((shares[1] - 0.5).abs() < 0.01, "{shares:?}");
    assert_eq!(strategy, after(3, 4).1);
    assert_eq!(strategy, after(4, 2).1);
}

#[test]
fn a_firm_that_has_grown_may_choose_what_it_could_at_adoption() {
    let mut strategies = (*rivals(0.0, 0.0, 1)).clone();
    for strategy in &mut strategies.list {
        strategy.max_employees = 2;
        strategy.decisions = vec![(Decision::Employment, rule_times(2.0))];
    }
    let mut simulation = adopted(&model(), &Arc::new(strategies));
    let small = |simulation: &Simulation| -> Vec<bool> {
        let employees = &simulation.economy.firms.employees;
        employees.iter().map(|&persons| persons <= 2).collect()
    };
    let at_adoption = small(&simulation);
    watch(&mut simulation, 3, |_, _| {});
    assert!(small(&simulation) != at_adoption);
    for (&code, &was_small) in simulation.economy.firms.strategy.iter().zip(&at_adoption) {
        assert_eq!(code != 0, was_small);
    }
}
