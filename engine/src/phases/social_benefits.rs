//! Benefits grow with expected output.
//!
//! Source: SPEC 4.10. `sb^other *= 1 + γ^e`, `sb^inact *= 1 + γ^e`.

use super::Context;
use crate::access::access;

access! {
    reads { expected_growth: f64 = aggregate.expected_growth }
    updates { other: f64 = government.benefit_other, inactive: f64 = government.benefit_inactive }
}

pub(crate) fn run(view: View, _context: &Context) {
    *view.other *= 1.0 + view.expected_growth;
    *view.inactive *= 1.0 + view.expected_growth;
}
