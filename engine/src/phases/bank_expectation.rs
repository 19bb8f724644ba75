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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing::{assert_close, context};

    #[test]
    fn worked_by_hand() {
        let parameters = Parameters::default();
        // 1.02 * 1.05 = 1.071; losses are expected to grow as well.
        for (profit, expected) in [(100.0, 107.1), (0.0, 0.0), (-10.0, -10.71)] {
            let mut economy = Economy::default();
            economy.bank.profit = profit;
            economy.aggregate.expected_inflation = 0.02;
            economy.aggregate.expected_growth = 0.05;
            run(View::of(&mut economy), &context(&parameters));
            assert_close(&[economy.bank.expected_profit], &[expected]);
            assert_close(&[economy.bank.profit], &[profit]);
        }
    }
}
