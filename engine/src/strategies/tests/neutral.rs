//! Strategies change nothing but what they decide.

use super::*;
use crate::economy::Economy;

/// Everything but who follows what.
fn without_strategies(mut economy: Economy) -> Economy {
    economy.firms.strategy.fill(0);
    economy.firms.payout_ratio.clear();
    economy
}

fn after(mut simulation: Simulation, quarters: u32) -> Economy {
    for _ in 0..quarters {
        simulation.step().unwrap();
    }
    simulation.economy
}

#[test]
fn the_models_own_rules_as_a_strategy_leave_every_bit() {
    let same = Decision::ALL.map(|decision| (decision, graph(|g| g.column("rule"))));
    let list = vec![
        strategy("one", 0.3, same.to_vec()),
        strategy("two", 0.5, same.to_vec()),
    ];
    let model = model();
    let with = after(adopted(&model, &together(list)), 6);
    assert_eq!(
        with.firms.payout_ratio.len(),
        with.firms.strategy.len(),
        "dividends were decided"
    );
    let without = after(Simulation::new(model, 3, 0).unwrap(), 6);
    assert!(without_strategies(with) == without);
}

#[test]
fn adopting_strategies_without_decisions_shifts_no_draw() {
    let model = model();
    let with = after(
        adopted(&model, &together(vec![strategy("idle", 0.5, vec![])])),
        4,
    );
    assert!(with.firms.strategy.contains(&1));
    let without = after(Simulation::new(model, 3, 0).unwrap(), 4);
    assert!(without_strategies(with) == without);
}

#[test]
fn every_decision_shows_where_it_is_made() {
    for decision in Decision::ALL {
        let half = strategy("half", 0.5, vec![(decision, rule_times(0.5))]);
        let mut simulation = adopted(&model(), &together(vec![half]));
        let mut own = Vec::new();
        let site = format!("after_{}", decision.phase());
        let numbers = |simulation: &Simulation| -> Vec<f64> {
            let values = simulation.economy.firms.values_of(decision.column());
            let values = values.unwrap();
            (0..values.rows())
                .map(|row| values.number(row).unwrap())
                .collect()
        };
        let mut plain = Simulation::new(model(), 3, 0).unwrap();
        watch(&mut plain, 1, |at, simulation| {
            if at == site {
                own = numbers(simulation);
                if own.is_empty() {
                    let payout = simulation.parameters.scalars.dividend_payout;
                    own = vec![payout; simulation.economy.firms.output.len()];
                }
            }
        });
        watch(&mut simulation, 1, |at, simulation| {
            if at == site {
                let decided = numbers(simulation);
                for firm in 0..own.len() {
                    let follows = simulation.economy.firms.strategy[firm] == 1;
                    let expected = match decision {
                        Decision::Employment if follows => (0.5 * own[firm]).round().max(1.0),
                        _ if follows => 0.5 * own[firm],
                        _ => own[firm],
                    };
                    assert_eq!(decided[firm], expected, "{decision:?} of firm {firm}");
                }
            }
        });
        // Dividends, wages and the rest keep the books to the end of a year.
        watch(&mut simulation, 3, |_, _| {});
    }
}

#[test]
fn firms_keep_what_strategies_do_not_pay_out() {
    let model = model();
    let thrift = strategy(
        "thrift",
        1.0,
        vec![(Decision::Dividend, graph(|g| g.constant(0.0)))],
    );
    let with = after(adopted(&model, &together(vec![thrift])), 4);
    let without = after(Simulation::new(model, 3, 0).unwrap(), 4);
    let deposits = |economy: &Economy| economy.accounts.national.firm_deposits;
    assert!(deposits(&with) > deposits(&without));
    let income = |economy: &Economy| economy.accounts.national.household_income;
    assert!(income(&with) < income(&without));
}

#[test]
fn rules_see_categories_draws_and_figures() {
    // 1 + draw in section C, the policy rate elsewhere.
    let model = model();
    let words = firm_fields(model.parameters(), model.initial());
    let FieldKind::Category(words) = &words[0].kind else {
        panic!("industry is a category");
    };
    let (_, manufacturing) = words.iter().find(|(word, _)| word == "C").unwrap();
    let price = graph(|g| {
        let (one, draw) = (g.constant(1.0), g.column("draw"));
        let drawn = g.binary(Binary::Add, one, draw);
        let among = g.category_in("industry", manufacturing);
        let rate = g.scalar("policy_rate");
        g.select(among, drawn, rate)
    });
    let strategies = together(vec![strategy("odd", 1.0, vec![(Decision::Price, price)])]);
    let mut simulation = adopted(&model, &strategies);
    let mut quarters = Vec::new();
    watch(&mut simulation, 2, |site, simulation| {
        if site == "after_pricing" {
            quarters.push(simulation.economy.firms.price.clone());
            let firms = &simulation.economy.firms;
            for (firm, &price) in firms.price.iter().enumerate() {
                let industry = u32::from(firms.industry[firm]);
                if manufacturing.contains(&industry) {
                    assert!((1.0..2.0).contains(&price));
                } else {
                    assert_eq!(price, simulation.economy.central_bank.policy_rate);
                }
            }
        }
    });
    assert_ne!(quarters[0], quarters[1]);
}

#[test]
fn fields_have_names_of_their_own_and_all_can_be_read() {
    let model = model();
    let firm = firm_fields(model.parameters(), model.initial());
    let economy = economy_fields();
    for fields in [&firm, &economy] {
        let mut names: Vec<&str> = fields.iter().map(|field| &field.name[..]).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), fields.len());
        assert!(fields.iter().all(|field| !field.unit.is_empty()));
    }
    // The sum of all, so that each is read and none is NaN; the infinite are left out.
    let all = graph(|g| {
        let mut sum = g.constant(1.0);
        let numbers = firm.iter().filter(|field| field.kind == FieldKind::Number);
        for field in numbers.filter(|field| field.name != "intermediate_productivity") {
            let (column, zero) = (g.column(&field.name), g.constant(0.0));
            let part = g.binary(Binary::Multiply, column, zero);
            sum = g.binary(Binary::Add, sum, part);
        }
        for field in &economy {
            let (figure, zero) = (g.scalar(&field.name), g.constant(0.0));
            let part = g.binary(Binary::Multiply, figure, zero);
            sum = g.binary(Binary::Add, sum, part);
        }
        sum
    });
    let decisions = [Decision::Price, Decision::Quantity].map(|decision| (decision, all.clone()));
    let all = strategy("all", 1.0, decisions.to_vec());
    watch(
        &mut adopted(&model, &together(vec![all])),
        1,
        |site, now| {
            if site == "after_pricing" {
                assert!(now.economy.firms.price.iter().all(|&price| price == 1.0));
            }
        },
    );
}
