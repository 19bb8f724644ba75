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
