//! Correlated shocks to foreign output, exports and imports; foreign output and inflation.
//!
//! Source: SPEC 2.4, 4.3. `(ε^{Y,EA}, ε^E, ε^I) = Λ z` with `C = Λ Λ'`;
//! `Y^EA = exp(α log Y^EA + β + ε^{Y,EA})`, `π^EA = exp(α log(1 + π^EA) + β + ε^{π,EA}) - 1`.
//!
//! Differs: a scenario may give output and inflation of a quarter, from which the processes go on, or
//! pull them, which the processes do not see. Growth is that of output in force.

use super::Context;
use crate::access::access;
use crate::levers::{Rule, registry};
use crate::numeric::cholesky;
use crate::parameters::ShockTest;
use crate::random;

access! {
    writes {
        growth: f64 = foreign.growth,
        inflation: f64 = foreign.inflation,
        shock_foreign_output: f64 = aggregate.shock_foreign_output,
        shock_exports: f64 = aggregate.shock_exports,
        shock_imports: f64 = aggregate.shock_imports,
    }
    updates {
        output: f64 = foreign.output,
        rule_output: f64 = foreign.rule_output,
        rule_inflation: f64 = foreign.rule_inflation,
    }
}

pub(crate) fn run(view: View, context: &Context) {
    let parameters = context.parameters;
    let shocks = correlated_shocks(context);
    [
        *view.shock_foreign_output,
        *view.shock_exports,
        *view.shock_imports,
    ] = shocks;

    let levers = context.levers;
    let process = &parameters.foreign_output;
    *view.rule_output = levers.given(Rule::ForeignOutput).unwrap_or_else(|| {
        libm::exp(process.ar * libm::log(*view.rule_output) + process.constant + shocks[0])
    });
    let output = levers.on(&registry::FOREIGN_OUTPUT, *view.rule_output);
    *view.growth = output / *view.output - 1.0;
    *view.output = output;

    let process = &parameters.foreign_inflation;
    let shock = process.std * context.normal("foreign_inflation");
    *view.rule_inflation = levers.given(Rule::ForeignInflation).unwrap_or_else(|| {
        libm::exp(process.ar * libm::log(1.0 + *view.rule_inflation) + process.constant + shock)
            - 1.0
    });
    *view.inflation = levers.on(&registry::FOREIGN_INFLATION, *view.rule_inflation);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::levers::Size;
    use crate::parameters::{Parameters, Process};
    use crate::phases::testing::{assert_close, at, context, mean_product, pulled};

    /// Log output 3, inflation 0.21; log output halves and gains 1, inflation halves and gains 0.01.
    fn economy() -> (Economy, Parameters) {
        let mut economy = Economy::default();
        economy.foreign.output = 20.085_536_923_187_668;
        economy.foreign.rule_output = economy.foreign.output;
        economy.foreign.rule_inflation = 0.21;
        let mut parameters = Parameters {
            foreign_output: Process {
                ar: 0.5,
                constant: 1.0,
                std: 7.0,
            },
            foreign_inflation: Process {
                ar: 0.5,
                constant: 0.01,
                std: 7.0,
            },
            shock_covariance: [[2.0, 0.5, 0.3], [0.5, 1.5, 0.2], [0.3, 0.2, 1.0]],
            ..Parameters::default()
        };
        parameters.switches.deterministic = true;
        (economy, parameters)
    }

    #[test]
    fn worked_by_hand_without_draws() {
        let (mut economy, parameters) = economy();
        run(View::of(&mut economy), &context(&parameters));
        // exp(2.5); exp(-0.5) - 1; sqrt(1.21) exp(0.01) - 1.
        assert_close(
            &[
                economy.foreign.output,
                economy.foreign.growth,
                economy.foreign.inflation,
            ],
            &[
                12.182_493_960_703_473,
                -0.393_469_340_287_366_6,
                0.111_055_183_792_584_83,
            ],
        );
        let seen = &economy.aggregate;
        assert_eq!(
            [
                seen.shock_foreign_output,
                seen.shock_exports,
                seen.shock_imports
            ],
            [0.0; 3]
        );
    }

    #[test]
    fn what_is_pulled_is_in_force_and_not_remembered() {
        let (mut economy, parameters) = economy();
        let levers = pulled("foreign_output", None, Size::Pct, 10.0);
        let context = Context {
            levers: &levers,
            ..context(&parameters)
        };
        run(View::of(&mut economy), &context);
        let foreign = &economy.foreign;
        // exp(2.5), a tenth more of it, and growth from exp(3) to that.
        assert_close(
            &[foreign.rule_output, foreign.output, foreign.growth],
            &[
                12.182_493_960_703_473,
                13.400_743_356_773_82,
                -0.332_816_274_316_103_3,
            ],
        );
        assert_eq!(foreign.inflation, foreign.rule_inflation);
    }

    #[test]
    fn what_is_given_is_remembered() {
        let (mut economy, parameters) = economy();
        let mut levers = pulled("foreign_inflation", None, Size::Add, 0.01);
        levers.give(Rule::ForeignInflation, 0.02, 1);
        levers.give(Rule::ForeignOutput, 10.0, 1);
        let context = Context {
            levers: &levers,
            ..context(&parameters)
        };
        run(View::of(&mut economy), &context);
        let foreign = &economy.foreign;
        assert_eq!([foreign.output, foreign.rule_output], [10.0, 10.0]);
        assert_close(&[foreign.rule_inflation, foreign.inflation], &[0.02, 0.03]);
    }

    /// The three shocks and that of inflation in each of many quarters.
    fn shocks(quarters: u32, change: impl Fn(&mut Parameters)) -> [Vec<f64>; 4] {
        let (mut economy, mut parameters) = economy();
        parameters.switches.deterministic = false;
        parameters.foreign_inflation.std = 0.5;
        change(&mut parameters);
        let mut found: [Vec<f64>; 4] = Default::default();
        for period in 1..=quarters {
            (economy.foreign.output, economy.foreign.rule_output) = (1.0, 1.0);
            economy.foreign.rule_inflation = 0.0;
            run(View::of(&mut economy), &at(period, &parameters));
            let (seen, foreign) = (&economy.aggregate, &economy.foreign);
            // From log output 0 and log inflation 0 to the constant and the shock.
            let shock = libm::log(foreign.output) - 1.0;
            assert!((shock - seen.shock_foreign_output).abs() < 1e-12);
            assert!((foreign.growth - foreign.output + 1.0).abs() < 1e-12);
            found[0].push(seen.shock_foreign_output);
            found[1].push(seen.shock_exports);
            found[2].push(seen.shock_imports);
            found[3].push(libm::log(1.0 + foreign.inflation) - 0.01);
        }
        found
    }

    #[test]
    fn shocks_have_the_covariance_and_inflation_is_apart() {
        let found = shocks(20_000, |_| {});
        let expected = [
            [2.0, 0.5, 0.3, 0.0],
            [0.5, 1.5, 0.2, 0.0],
            [0.3, 0.2, 1.0, 0.0],
            [0.0, 0.0, 0.0, 0.25],
        ];
        for (x, row) in found.iter().zip(expected) {
            assert!(x.iter().sum::<f64>().abs() / 20_000.0 < 0.05);
            for (y, expected) in found.iter().zip(row) {
                // Five standard deviations of the largest entry are 0.1.
                let covariance = mean_product(x, y);
                assert!((covariance - expected).abs() < 0.1, "{covariance}");
            }
        }
    }

    #[test]
    fn shocks_are_left_out_as_the_switch_says() {
        let drawn = |variance: f64, test: ShockTest| {
            let found = shocks(3, |p| {
                p.shock_covariance = [[0.0; 3]; 3];
                for i in 0..3 {
                    p.shock_covariance[i][i] = variance;
                }
                p.switches.shock_covariance_test = test;
            });
            let some = found[..3].iter().flatten().any(|&shock| shock != 0.0);
            assert!(found[3].iter().all(|&shock| shock.abs() > 1e-6));
            some
        };
        // Entries add up to 3e-9 and 3e-8; the bound is 1e-8.
        assert!(drawn(1e-9, ShockTest::ExactZero));
        assert!(!drawn(1e-9, ShockTest::SmallSum));
        assert!(drawn(1e-8, ShockTest::SmallSum));
        assert!(!drawn(0.0, ShockTest::ExactZero));
    }
}
