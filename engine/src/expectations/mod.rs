//! How agents form expectations: a first-order autoregression, estimated anew every period.

use crate::numeric::{Autoregression, autoregression};
use crate::parameters::Process;

/// Forecast of the next entry of `history`, with `z` standard deviations of the residual added.
///
/// Source: SPEC 2.3, `forecast_next`.   `y_{n+1} = ar y_n + constant + std z`
pub fn forecast_next(history: &[f64], z: f64) -> f64 {
    let estimate = autoregression(history);
    estimate.ar * history[history.len() - 1] + estimate.constant + estimate.std * z
}

/// Forecast of log output a month after the last of `output`, whose months make whole quarters
/// but for the last few.
///
/// The autoregression is estimated on quarters, as statistics have them, and converted to a month.
pub fn forecast_output_of_month(output: &[f64], z: f64) -> f64 {
    let quarters: Vec<f64> = quarters(output).map(libm::log).collect();
    let monthly = process(autoregression(&quarters)).of_monthly_flow();
    next(monthly, libm::log(output[output.len() - 1]), z)
}

/// The same of the log rate after the last of `rates`.
pub fn forecast_rate_of_month(rates: &[f64], z: f64) -> f64 {
    let quarters: Vec<f64> = quarters(rates).collect();
    let monthly = process(autoregression(&quarters)).of_monthly_rate();
    next(monthly, rates[rates.len() - 1], z)
}

/// Sums of whole quarters.
fn quarters(months: &[f64]) -> impl Iterator<Item = f64> {
    months.chunks_exact(3).map(|quarter| quarter.iter().sum())
}

fn process(estimate: Autoregression) -> Process {
    Process {
        ar: estimate.ar,
        constant: estimate.constant,
        std: estimate.std,
    }
}

fn next(process: Process, last: f64, z: f64) -> f64 {
    process.ar * last + process.constant + process.std * z
}

#[cfg(test)]
mod tests {
    use super::{forecast_next, forecast_output_of_month, forecast_rate_of_month};

    #[test]
    fn an_exact_autoregression_is_continued() {
        // y = 0.5 y + 1 from 0: 0, 1, 1.5, 1.75 and next 1.875, without residual.
        assert!((forecast_next(&[0.0, 1.0, 1.5, 1.75], 3.0) - 1.875).abs() < 1e-12);
    }

    #[test]
    fn months_are_forecast_by_whole_quarters() {
        // Log output of quarters: 0.512 y + 1 from 0, so 0.8 of the way is left after a month.
        let quarters = [0.0, 1.0, 1.512, 1.774_144];
        let thirds = |y: &f64| [libm::exp(*y) / 3.0; 3];
        let mut months: Vec<f64> = quarters.iter().flat_map(thirds).collect();
        let resting = 1.0 / 0.488;
        for _ in 0..2 {
            let last = libm::log(3.0 * months[months.len() - 1]);
            let found = forecast_output_of_month(&months, 3.0) + libm::log(3.0);
            let expected = resting + 0.8 * (last - resting);
            assert!((found - expected).abs() < 1e-9, "{found}");
            // A month that makes no quarter is where the forecast starts, and is not estimated on.
            months.push(0.9);
        }
    }

    #[test]
    fn a_rate_is_forecast_by_quarters_too() {
        // Quarters without a pattern but a mean of 0.009: a month is a third of it.
        let quarters = [0.012, 0.006, 0.012, 0.006, 0.012];
        let months: Vec<f64> = quarters.iter().flat_map(|q| [q / 3.0; 3]).collect();
        let found = forecast_rate_of_month(&months, 0.0);
        assert!((found - 0.003).abs() < 1e-12, "{found}");
    }

    #[test]
    fn the_draw_is_scaled_by_the_residual_deviation() {
        let history = [1.0, 2.0, 1.5, 2.5, 1.0];
        let spread = forecast_next(&history, 1.0) - forecast_next(&history, 0.0);
        let estimate = crate::numeric::autoregression(&history);
        assert!((spread - estimate.std).abs() < 1e-14 && estimate.std > 0.0);
    }
}
