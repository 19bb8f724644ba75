//! Correlated shocks to foreign output, exports and imports; foreign output and inflation.
//!
//! Source: SPEC 2.4, 4.3. `(ε^{Y,EA}, ε^E, ε^I) = Λ z` with `C = Λ Λ'`;
//! `Y^EA = exp(α log Y^EA + β + ε^{Y,EA})`, `π^EA = exp(α log(1 + π^EA) + β + ε^{π,EA}) - 1`.

use super::Context;
use crate::access::access;
use crate::numeric::cholesky;
use crate::parameters::ShockTest;
use crate::random;

access! {
    writes {
        growth: f64 = foreign.growth,
        shock_foreign_output: f64 = aggregate.shock_foreign_output,
        shock_exports: f64 = aggregate.shock_exports,
        shock_imports: f64 = aggregate.shock_imports,
    }
    updates { output: f64 = foreign.output, inflation: f64 = foreign.inflation }
}

pub(crate) fn run(view: View, context: &Context) {
    let parameters = context.parameters;
    let shocks = correlated_shocks(context);
    [
        *view.shock_foreign_output,
        *view.shock_exports,
        *view.shock_imports,
    ] = shocks;

    let process = &parameters.foreign_output;
    let output = libm::exp(process.ar * libm::log(*view.output) + process.constant + shocks[0]);
    *view.growth = output / *view.output - 1.0;
    *view.output = output;

    let process = &parameters.foreign_inflation;
    let shock = process.std * context.normal("foreign_inflation");
    *view.inflation =
        libm::exp(process.ar * libm::log(1.0 + *view.inflation) + process.constant + shock) - 1.0;
}

fn correlated_shocks(context: &Context) -> [f64; 3] {
    let covariance = &context.parameters.shock_covariance;
    let left_out = match context.parameters.switches.shock_covariance_test {
        ShockTest::ExactZero => covariance.iter().flatten().all(|&entry| entry == 0.0),
        ShockTest::SmallSum => covariance.iter().flatten().sum::<f64>().abs() <= 1e-8,
    };
    let factor = if left_out || context.deterministic() {
        None
    } else {
        cholesky(covariance)
    };
    let Some(factor) = factor else {
        return [0.0; 3];
    };
    let mut stream = context.stream("correlated_shocks", 0);
    let z = [0; 3].map(|_| random::normal(&mut stream));
    factor.map(|row| row.iter().zip(z).map(|(weight, z)| weight * z).sum())
}
