//! The deposits of the rest of the world: it is paid for imports and pays for exports.
//!
//! Source: SPEC 4.24. `D^RoW = D^RoW + Σ P^m_g Q^m_g - (1+τ^EXP) C_l`.

use super::Context;
use crate::access::access;

access! {
    reads { price: [f64] = foreign.price, sales: [f64] = foreign.sales, exports: f64 = foreign.consumption }
    updates { position: f64 = foreign.position }
}

pub(crate) fn run(view: View, context: &Context) {
    let in_imports: f64 = view
        .price
        .iter()
        .zip(view.sales)
        .map(|(price, sales)| price * sales)
        .sum();
    let out_exports = (1.0 + context.parameters.scalars.tax_export) * view.exports;
    *view.position += in_imports - out_exports;
}
