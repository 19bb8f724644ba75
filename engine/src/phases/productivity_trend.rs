//! Labour productivity and wage rates grow by a common trend.
//!
//! Differs: the published model has no such trend; with `productivity_trend` 0 nothing happens.
//! Source: growth extension; labour-augmenting (Harrod-neutral) technical progress, Uzawa (1961).

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;

access! {
    updates { labour_productivity: [f64] = firms.labour_productivity, wage_rate: [f64] = firms.wage_rate }
}

pub(crate) fn run(view: View, context: &Context) {
    let trend = context.parameters.scalars.productivity_trend;
    if trend == 0.0 {
        return;
    }
    (view.labour_productivity, view.wage_rate)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(productivity, wage)| {
            *productivity *= 1.0 + trend;
            *wage *= 1.0 + trend;
        });
}
