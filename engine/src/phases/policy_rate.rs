//! The central bank's rate: a Taylor rule with smoothing.
//!
//! Source: SPEC 4.3. `r̄ = max(0, ρ r̄ + (1-ρ)[r* + π* + ξ^π (π - π*) + ξ^γ γ])`, where `π` and `γ`
//! are inflation and growth of the foreign economy.
//!
//! Differs: under the rule `domestic` they are expected domestic inflation and growth (SPEC
//! 9.12.4), under `fixed` the rate stays. The lower bound is a switch. A scenario may give the rate
//! of a quarter, which the rule then smooths, or pull it, which the rule does not see.

use super::Context;
use crate::access::access;
use crate::levers::{Rule, registry};
use crate::parameters::PolicyRule;

access! {
    reads {
        foreign_inflation: f64 = foreign.inflation,
        foreign_growth: f64 = foreign.growth,
        expected_inflation: f64 = aggregate.expected_inflation,
        expected_growth: f64 = aggregate.expected_growth,
    }
    writes { policy_rate: f64 = central_bank.policy_rate }
    updates { rule_rate: f64 = central_bank.rule_rate }
}

pub(crate) fn run(view: View, context: &Context) {
    let levers = context.levers;
    *view.rule_rate = levers
        .given(Rule::PolicyRate)
        .unwrap_or_else(|| rule(&view, context));
    *view.policy_rate = levers.on(&registry::POLICY_RATE, *view.rule_rate);
}

fn rule(view: &View, context: &Context) -> f64 {
    let p = &context.parameters.scalars;
    let (inflation, growth) = match context.parameters.policy_rule {
        PolicyRule::Foreign => (view.foreign_inflation, view.foreign_growth),
        PolicyRule::Domestic => (view.expected_inflation, view.expected_growth),
        PolicyRule::Fixed => return *view.rule_rate,
    };
    let desired = p.real_equilibrium_rate
        + p.inflation_target
        + p.taylor_inflation * (inflation - p.inflation_target)
        + p.taylor_growth * growth;
    let rate = p.taylor_smoothing * *view.rule_rate + (1.0 - p.taylor_smoothing) * desired;
    if context.parameters.switches.zero_lower_bound {
        rate.max(0.0)
    } else {
        rate
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::levers::{InForce, Size};
    use crate::parameters::Parameters;
    use crate::phases::testing;
    use crate::tables::CentralBank;

    fn rate(change: impl Fn(&mut Parameters, &mut Economy)) -> f64 {
        bank(&InForce::nothing(), change).policy_rate
    }

    fn bank(levers: &InForce, change: impl Fn(&mut Parameters, &mut Economy)) -> CentralBank {
        let mut parameters = Parameters::default();
        let p = &mut parameters.scalars;
        (
            p.taylor_smoothing,
            p.real_equilibrium_rate,
            p.inflation_target,
        ) = (0.8, 0.001, 0.005);
        (p.taylor_inflation, p.taylor_growth) = (1.5, 0.5);
        let mut economy = Economy::default();
        economy.central_bank.rule_rate = 0.01;
        economy.central_bank.policy_rate = 9.0;
        (economy.foreign.inflation, economy.foreign.growth) = (0.015, 0.004);
        (
            economy.aggregate.expected_inflation,
            economy.aggregate.expected_growth,
        ) = (0.0, -0.01);
        change(&mut parameters, &mut economy);
        let context = Context {
            levers,
            ..testing::context(&parameters)
        };
        run(View::of(&mut economy), &context);
        economy.central_bank
    }

    #[test]
    fn worked_by_hand() {
        // 0.8 * 0.01 + 0.2 * (0.006 + 1.5 * 0.01 + 0.5 * 0.004) = 0.0126
        assert!((rate(|_, _| {}) - 0.0126).abs() < 1e-15);
        // 0.008 + 0.2 * (0.006 - 0.0075 - 0.005) = 0.0067
        assert!((rate(|p, _| p.policy_rule = PolicyRule::Domestic) - 0.0067).abs() < 1e-15);
        assert_eq!(rate(|p, _| p.policy_rule = PolicyRule::Fixed), 0.01);
    }

    #[test]
    fn the_rule_remembers_its_own_rate_and_the_bank_charges_the_pulled_one() {
        // The rule says 0.0126, as above.
        let pulled = testing::pulled("policy_rate", None, Size::Add, 0.0024);
        let bank = bank(&pulled, |_, _| {});
        assert!((bank.rule_rate - 0.0126).abs() < 1e-15);
        assert!((bank.policy_rate - 0.015).abs() < 1e-15);
    }

    #[test]
    fn a_given_rate_is_the_rules_own_and_pulled_like_it() {
        let mut levers = testing::pulled("policy_rate", None, Size::Pct, 50.0);
        levers.give(Rule::PolicyRate, 0.03, 1);
        for policy_rule in [PolicyRule::Foreign, PolicyRule::Fixed] {
            let bank = bank(&levers, |p, _| p.policy_rule = policy_rule);
            assert_eq!(bank.rule_rate, 0.03);
            assert!((bank.policy_rate - 0.045).abs() < 1e-15);
        }
    }

    #[test]
    fn the_lower_bound_is_a_switch() {
        let fall = |e: &mut Economy| e.foreign.growth = -1.0;
        assert_eq!(rate(|_, e| fall(e)), 0.0);
        let unbounded = rate(|p, e| {
            p.switches.zero_lower_bound = false;
            fall(e);
        });
        // 0.008 + 0.2 * (0.006 + 0.015 - 0.5) = -0.0878
        assert!((unbounded + 0.0878).abs() < 1e-15);
    }
}
