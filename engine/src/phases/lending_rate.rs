//! The rate on loans and overdrafts.
//!
//! Source: SPEC 4.5. `r = r̄ + μ`.
//!
//! Differs: a scenario may give the rate of a quarter, or pull it.

use super::Context;
use crate::access::access;
use crate::levers::{Rule, registry};

access! {
    reads { policy_rate: f64 = central_bank.policy_rate }
    writes { lending_rate: f64 = bank.lending_rate }
}

pub(crate) fn run(view: View, context: &Context) {
    let levers = context.levers;
    let rate = levers
        .given(Rule::LendingRate)
        .unwrap_or(view.policy_rate + context.parameters.scalars.risk_premium);
    *view.lending_rate = levers.on(&registry::LENDING_RATE, rate);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::levers::Size;
    use crate::parameters::Scalars;
    use crate::phases::testing::{assert_close, context, pulled, with_scalars};

    #[test]
    fn worked_by_hand() {
        let parameters = with_scalars(Scalars {
            risk_premium: 0.015,
            ..Scalars::default()
        });
        // 0.02 + 0.015; the rate may lie below the premium.
        for (policy_rate, expected) in [(0.02, 0.035), (0.0, 0.015), (-0.005, 0.01)] {
            let mut economy = Economy::default();
            economy.central_bank.policy_rate = policy_rate;
            economy.bank.lending_rate = 9.0;
            run(View::of(&mut economy), &context(&parameters));
            assert_close(&[economy.bank.lending_rate], &[expected]);
        }
    }

    #[test]
    fn a_given_rate_takes_the_place_of_the_sum_and_is_pulled_like_it() {
        let parameters = with_scalars(Scalars {
            risk_premium: 0.015,
            ..Scalars::default()
        });
        let mut levers = pulled("lending_rate", None, Size::Add, 0.005);
        for (given, expected) in [(None, 0.04), (Some(0.1), 0.105)] {
            if let Some(rate) = given {
                levers.give(Rule::LendingRate, rate, 1);
            }
            let mut economy = Economy::default();
            economy.central_bank.policy_rate = 0.02;
            let context = Context {
                levers: &levers,
                ..context(&parameters)
            };
            run(View::of(&mut economy), &context);
            assert_close(&[economy.bank.lending_rate], &[expected]);
        }
    }
}
