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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing::{assert_close, context};

    #[test]
    fn worked_by_hand() {
        let parameters = Parameters::default();
        for (growth, expected) in [(0.05, [2.1, 4.2]), (0.0, [2.0, 4.0]), (-0.1, [1.8, 3.6])] {
            let mut economy = Economy::default();
            economy.aggregate.expected_growth = growth;
            economy.aggregate.expected_inflation = 0.5;
            economy.government.benefit_other = 2.0;
            economy.government.benefit_inactive = 4.0;
            run(View::of(&mut economy), &context(&parameters));
            let government = &economy.government;
            assert_close(
                &[government.benefit_other, government.benefit_inactive],
                &expected,
            );
        }
    }
}
