//! The profit the bank expects, from which the banker plans.
//!
//! Source: SPEC 4.10. `Π^e_k = Π_k (1+π^e)(1+γ^e)`.

use super::Context;
use crate::access::access;

access! {
    lagged { profit: f64 = bank.profit }
    reads {
        expected_growth: f64 = aggregate.expected_growth,
        expected_inflation: f64 = aggregate.expected_inflation,
    }
    writes { expected_profit: f64 = bank.expected_profit }
}

pub(crate) fn run(view: View, _context: &Context) {
    *view.expected_profit =
        view.profit * (1.0 + view.expected_inflation) * (1.0 + view.expected_growth);
}
