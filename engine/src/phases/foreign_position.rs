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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Scalars;
    use crate::phases::testing::{assert_close, context, with_scalars};

    #[test]
    fn worked_by_hand() {
        let parameters = with_scalars(Scalars {
            tax_export: 0.1,
            ..Scalars::default()
        });
        let mut economy = Economy::default();
        economy.foreign.price = vec![1.1, 0.9, 5.0];
        economy.foreign.sales = vec![10.0, 20.0, 0.0];
        economy.foreign.consumption = 20.0;
        economy.foreign.position = 5.0;
        run(View::of(&mut economy), &context(&parameters));
        // 5 + 11 + 18 - 1.1 * 20.
        assert_close(&[economy.foreign.position], &[12.0]);
    }
}
