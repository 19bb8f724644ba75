//! The rate on loans and overdrafts.
//!
//! Source: SPEC 4.5. `r = r̄ + μ`.

use super::Context;
use crate::access::access;

access! {
    reads { policy_rate: f64 = central_bank.policy_rate }
    writes { lending_rate: f64 = bank.lending_rate }
}

pub(crate) fn run(view: View, context: &Context) {
    *view.lending_rate = view.policy_rate + context.parameters.scalars.risk_premium;
}
