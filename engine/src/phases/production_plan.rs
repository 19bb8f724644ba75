//! Target output: last demand, served or not, grown by expectation.
//!
//! Source: SPEC 4.6 (1). `Q^s_i = Q^d_i (1 + γ^e)`.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;

access! {
    lagged { demand: [f64] = firms.demand }
    reads { expected_growth: f64 = aggregate.expected_growth }
    writes { target_output: [f64] = firms.target_output }
}

pub(crate) fn run(view: View, _context: &Context) {
    (view.target_output, view.demand)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(target, demand)| *target = demand * (1.0 + view.expected_growth));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing::{assert_close, context};

    #[test]
    fn worked_by_hand() {
        let mut economy = Economy::default();
        economy.firms.demand = vec![100.0, 0.0, 40.0];
        economy.firms.target_output = vec![7.0; 3];
        let parameters = Parameters::default();
        economy.aggregate.expected_growth = 0.05;
        run(View::of(&mut economy), &context(&parameters));
        assert_close(&economy.firms.target_output, &[105.0, 0.0, 42.0]);
        economy.aggregate.expected_growth = -0.1;
        run(View::of(&mut economy), &context(&parameters));
        assert_close(&economy.firms.target_output, &[90.0, 0.0, 36.0]);
    }
}
