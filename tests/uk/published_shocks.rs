//! The shocks of the published programs, as levers, given rules and hooks.
//!
//! Source: SPEC 8.2, 8.3, 8.4.

use std::convert::Infallible;
use std::sync::Arc;

use engine::levers::{Pull, Rule, Size};
use engine::parameters::{Model, PolicyRule};
use engine::simulation::{Simulation, Site};

use super::{pull, step_looking};

const SCALE: f64 = 1.0 / 5000.0;

/// The published rule for the policy rate, which answers to the foreign economy.
fn model() -> Arc<Model> {
    let (mut parameters, initial) = super::calibration().model(SCALE).unwrap();
    parameters.policy_rule = PolicyRule::Foreign;
    parameters.switches.zero_lower_bound = false;
    Arc::new(Model::new(parameters, initial).unwrap())
}

fn rate(simulation: &Simulation) -> f64 {
    simulation.economy.central_bank.policy_rate
}

/// SPEC 8.2: `r̄ = r̃` while `t <= t_f`; the stored rate goes on with weight `ρ` a quarter.
#[test]
fn a_rate_held_is_remembered_with_the_weight_of_smoothing() {
    let (held, last) = (0.02, 4);
    let mut plain = super::run(&model(), 1, 0);
    let mut shocked = plain.clone();
    let smoothing = plain.parameters.scalars.taylor_smoothing;
    assert!(smoothing > 0.5 && smoothing < 1.0);
    let mut gap = f64::NAN;
    for quarter in 1..=10 {
        if quarter <= last {
            shocked.give(Rule::PolicyRate, held);
        }
        plain.step().unwrap();
        shocked.step().unwrap();
        let lending = shocked.economy.bank.lending_rate - rate(&shocked);
        assert!((lending - shocked.parameters.scalars.risk_premium).abs() < 1e-15);
        if quarter <= last {
            assert_eq!(rate(&shocked), held);
        } else {
            let expected = smoothing * gap;
            let found = rate(&shocked) - rate(&plain);
            assert!((found - expected).abs() < 1e-15, "{found} {expected}");
        }
        gap = rate(&shocked) - rate(&plain);
    }
}

/// The same path as a wedge leaves the rule as it was.
#[test]
fn a_rate_pulled_is_not_remembered() {
    let mut plain = super::run(&model(), 1, 0);
    let mut shocked = plain.clone();
    for quarter in 1..=6 {
        if quarter <= 4 {
            shocked.pull(&[pull("policy_rate", Size::Level, 0.02)]);
        }
        plain.step().unwrap();
        shocked.step().unwrap();
        let expected = if quarter <= 4 { 0.02 } else { rate(&plain) };
        assert_eq!(rate(&shocked), expected);
    }
}

/// Output per employee of the first firm in force this quarter, relative to `plain`.
fn productivity(simulation: &mut Simulation, plain: &mut Simulation) -> f64 {
    let first = |s: &Simulation| s.economy.firms.labour_productivity[0];
    step_looking(simulation, "firm_levers_on", first) / step_looking(plain, "firm_levers_on", first)
}

/// SPEC 8.3: once, `ᾱ_i = m ᾱ_i` in all quarters; every quarter, `m^n` after `n` of them.
#[test]
fn productivity_rises_once_or_every_quarter() {
    let m: f64 = 1.02;
    let mut plain = [0; 2].map(|_| super::run(&model(), 1, 0));
    let mut once = plain[0].clone();
    let mut again = plain[0].clone();
    for quarter in 1..=5 {
        once.pull(&[pull("labour_productivity", Size::Pct, 2.0)]);
        let found = productivity(&mut once, &mut plain[0]);
        assert!((found - m).abs() < 1e-14, "{found}");

        let compounded = 100.0 * (m.powi(quarter) - 1.0);
        again.pull(&[pull("labour_productivity", Size::Pct, compounded)]);
        let found = productivity(&mut again, &mut plain[1]);
        assert!((found - m.powi(quarter)).abs() < 1e-14, "{found}");
    }
    let kept = |s: &Simulation| s.economy.firms.labour_productivity.clone();
    assert_eq!(kept(&once), kept(&plain[0]));
    assert_eq!(kept(&again), kept(&plain[0]));
}

/// The same with what the published hook does: it overwrites, and what it overwrites stays.
#[test]
fn a_hook_that_changes_productivity_every_quarter_compounds() {
    let m: f64 = 1.02;
    let mut plain = super::run(&model(), 1, 0);
    let mut shocked = plain.clone();
    for quarter in 1..=5 {
        shocked
            .step_with(&mut |site: &Site, simulation: &mut Simulation| {
                if site.is_before("firm_levers_on") {
                    for productivity in &mut simulation.economy.firms.labour_productivity {
                        *productivity *= m;
                    }
                }
                Ok::<(), Infallible>(())
            })
            .unwrap();
        plain.step().unwrap();
        let first = |s: &Simulation| s.economy.firms.labour_productivity[0];
        let found = first(&shocked) / first(&plain);
        assert!((found - m.powi(quarter)).abs() < 1e-13, "{found}");
    }
}

/// SPEC 8.4: `ψ = m ψ` at `t = 1`, back at `t = t_f`: in force for `t_f - 1` quarters.
#[test]
fn consumption_is_higher_for_one_quarter_less_than_the_last() {
    let last = 5;
    let model = model();
    let mut plain = super::run(&model, 1, 0);
    let mut shocked = plain.clone();
    let own = plain.parameters.scalars.propensity_to_consume;
    let budgets = |s: &Simulation| {
        let propensity = s.in_force().scalars.propensity_to_consume;
        (propensity, s.economy.households.consumption_budget.clone())
    };
    let mut quarters = 0;
    for quarter in 1..=8 {
        let pulls: Vec<Pull> = (quarter < last)
            .then(|| pull("propensity_to_consume", Size::Pct, 1.0))
            .into_iter()
            .collect();
        shocked.pull(&pulls);
        let (propensity, wanted) = step_looking(&mut shocked, "household_budgets", budgets);
        let (_, plainly_wanted) = step_looking(&mut plain, "household_budgets", budgets);
        if quarter < last {
            assert!((propensity - 1.01 * own).abs() < 1e-15);
            quarters += 1;
        } else {
            assert_eq!(propensity.to_bits(), own.to_bits());
        }
        if quarter == 1 {
            for (wanted, plain) in wanted.iter().zip(&plainly_wanted) {
                assert!((wanted - 1.01 * plain).abs() <= 1e-12 * plain);
            }
            let consumption = |s: &Simulation| s.record().real_household_consumption;
            assert!(consumption(&shocked) > consumption(&plain));
        }
    }
    assert_eq!(quarters, last - 1);
    // Runs share the model, not the shock.
    assert_eq!(model.parameters().scalars.propensity_to_consume, own);
    assert_eq!(plain.parameters, shocked.parameters);
}
