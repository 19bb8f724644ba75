//! All agents share one forecast of growth and one of inflation.
//!
//! Source: SPEC 4.2.
//! `log Y^e = forecast_next(log Y_1 .. log Y_n)`, `γ^e = Y^e / Y_n - 1`,
//! `π^e = exp(forecast_next(π_1 .. π_n)) - 1`.

use super::Context;
use crate::access::access;
use crate::expectations::forecast_next;

access! {
    lagged {
        output_history: [f64] = aggregate.output_history,
        inflation_history: [f64] = aggregate.inflation_history,
    }
    writes {
        expected_output: f64 = aggregate.expected_output,
        expected_growth: f64 = aggregate.expected_growth,
        expected_inflation: f64 = aggregate.expected_inflation,
    }
}

pub(crate) fn run(view: View, context: &Context) {
    let log_output: Vec<f64> = view.output_history.iter().map(|&y| libm::log(y)).collect();
    let last_output = view.output_history[view.output_history.len() - 1];
    *view.expected_output = libm::exp(forecast_next(
        &log_output,
        context.normal("expected_output"),
    ));
    *view.expected_growth = *view.expected_output / last_output - 1.0;
    let log_inflation = forecast_next(view.inflation_history, context.normal("expected_inflation"));
    *view.expected_inflation = libm::exp(log_inflation) - 1.0;
}
