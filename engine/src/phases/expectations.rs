//! All agents share one forecast of growth and one of inflation.
//!
//! Source: SPEC 4.2.
//! `log Y^e = forecast_next(log Y_1 .. log Y_n)`, `γ^e = Y^e / Y_n - 1`,
//! `π^e = exp(forecast_next(π_1 .. π_n)) - 1`.
//!
//! Where a period is a month the autoregressions are estimated on whole quarters and converted.
//!
//! Differs: a scenario may give or pull `γ^e` and `π^e`; then `Y^e = Y_n (1 + γ^e)`.

use super::Context;
use crate::access::access;
use crate::expectations::{forecast_next, forecast_output_of_month, forecast_rate_of_month};
use crate::levers::{Rule, registry};
use crate::parameters::Frequency;

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
    let (output, inflation) = (view.output_history, view.inflation_history);
    let draws = ["expected_output", "expected_inflation"].map(|name| context.normal(name));
    let [log_output, log_inflation] = match context.parameters.frequency {
        Frequency::Quarter => {
            let log_output: Vec<f64> = output.iter().map(|&y| libm::log(y)).collect();
            [
                forecast_next(&log_output, draws[0]),
                forecast_next(inflation, draws[1]),
            ]
        }
        Frequency::Month => [
            forecast_output_of_month(output, draws[0]),
            forecast_rate_of_month(inflation, draws[1]),
        ],
    };
    let last_output = output[output.len() - 1];
    *view.expected_output = libm::exp(log_output);
    let forecast_growth = *view.expected_output / last_output - 1.0;
    let forecast_inflation = libm::exp(log_inflation) - 1.0;

    let levers = context.levers;
    let growth = levers.given(Rule::ExpectedGrowth);
    *view.expected_growth = levers.on(
        &registry::EXPECTED_GROWTH,
        growth.unwrap_or(forecast_growth),
    );
    if *view.expected_growth != forecast_growth {
        *view.expected_output = last_output * (1.0 + *view.expected_growth);
    }
    let inflation = levers.given(Rule::ExpectedInflation);
    *view.expected_inflation = levers.on(
        &registry::EXPECTED_INFLATION,
        inflation.unwrap_or(forecast_inflation),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::levers::Size;
    use crate::parameters::{Parameters, Scalars};
    use crate::phases::testing::{assert_close, at, context, mean_product, pulled, with_scalars};

    /// Log output of the estimation check in SPEC A.8.
    const LOG_OUTPUT: [f64; 12] = [
        9.567_778_424_837_963,
        9.574_191_416_943_812,
        9.580_605_059_126_121,
        9.588_931_171_444_848,
        9.600_311_304_740_346,
        9.604_640_931_220_233,
        9.613_107_726_219_265,
        9.618_230_372_010_803,
        9.626_726_085_704_139,
        9.642_208_926_006_326,
        9.641_763_844_732_605,
        9.649_690_917_106_85,
    ];

    fn economy(log_output: &[f64], inflation: &[f64]) -> Economy {
        let mut economy = Economy::default();
        economy.aggregate.output_history = log_output.iter().map(|&y| libm::exp(y)).collect();
        economy.aggregate.inflation_history = inflation.to_vec();
        economy
    }

    #[test]
    fn exact_autoregressions_are_continued() {
        // Log output 0.5 y + 1: next 1.875. Log inflation -0.5 y + 0.025: next 0.01625.
        let mut economy = economy(&[0.0, 1.0, 1.5, 1.75], &[0.01, 0.02, 0.015, 0.0175]);
        let parameters = with_scalars(Scalars::default());
        run(View::of(&mut economy), &context(&parameters));
        let seen = &economy.aggregate;
        // exp(1.875), exp(0.125) - 1, exp(0.01625) - 1.
        assert_close(
            &[
                seen.expected_output,
                seen.expected_growth,
                seen.expected_inflation,
            ],
            &[
                6.520_819_120_330_112,
                0.133_148_453_066_826_3,
                0.016_382_749_334_113_99,
            ],
        );
        assert_eq!(seen.output_history.len(), 4);
    }

    #[test]
    fn what_is_given_or_pulled_is_expected_and_nothing_is_remembered() {
        // Forecasts as above: growth exp(0.125) - 1, inflation exp(0.01625) - 1; last output exp(1.75).
        let mut economy = economy(&[0.0, 1.0, 1.5, 1.75], &[0.01, 0.02, 0.015, 0.0175]);
        let (before, parameters) = (economy.aggregate.clone(), with_scalars(Scalars::default()));
        let mut levers = pulled("expected_growth", None, Size::Add, 0.01);
        levers.give(Rule::ExpectedInflation, 0.05, 1);
        let context = Context {
            levers: &levers,
            ..context(&parameters)
        };
        run(View::of(&mut economy), &context);
        let seen = &economy.aggregate;
        assert_close(
            &[
                seen.expected_output,
                seen.expected_growth,
                seen.expected_inflation,
            ],
            &[6.578_365_147_090_169, 0.143_148_453_066_826_3, 0.05],
        );
        assert_eq!(seen.output_history, before.output_history);
        assert_eq!(seen.inflation_history, before.inflation_history);
    }

    #[test]
    fn each_forecast_has_a_draw_of_its_own_with_the_deviation_of_the_residuals() {
        let mut economy = economy(&LOG_OUTPUT, &[0.01, 0.02, 0.012, 0.018, 0.011]);
        let parameters = Parameters::default();
        let (mut output, mut inflation) = (Vec::new(), Vec::new());
        for period in 1..=4000 {
            run(View::of(&mut economy), &at(period, &parameters));
            let seen = &economy.aggregate;
            // 0.984009645632709 * 9.649690917106851 + 0.161039024858073 without the draw.
            output.push(libm::log(seen.expected_output) - 9.656_427_964_665_555);
            inflation.push(libm::log(1.0 + seen.expected_inflation));
        }
        let mean = output.iter().sum::<f64>() / 4000.0;
        assert!(mean.abs() < 3e-4, "{mean}");
        let deviation = mean_product(&output, &output).sqrt();
        assert!((deviation / 0.004_012_824_377_165 - 1.0).abs() < 0.05);
        let mean = inflation.iter().sum::<f64>() / 4000.0;
        for inflation in &mut inflation {
            *inflation -= mean;
        }
        let spread = mean_product(&inflation, &inflation).sqrt();
        let correlation = mean_product(&output, &inflation) / (deviation * spread);
        assert!(spread > 1e-4 && correlation.abs() < 0.08, "{correlation}");
    }
}
