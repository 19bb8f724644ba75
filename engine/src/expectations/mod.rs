//! How agents form expectations: a first-order autoregression, estimated anew every period.

use crate::numeric::autoregression;

/// Forecast of the next entry of `history`, with `z` standard deviations of the residual added.
///
/// Source: SPEC 2.3, `forecast_next`.   `y_{n+1} = ar y_n + constant + std z`
pub fn forecast_next(history: &[f64], z: f64) -> f64 {
    let estimate = autoregression(history);
    estimate.ar * history[history.len() - 1] + estimate.constant + estimate.std * z
}

#[cfg(test)]
mod tests {
    use super::forecast_next;

    #[test]
    fn an_exact_autoregression_is_continued() {
        // y = 0.5 y + 1 from 0: 0, 1, 1.5, 1.75 and next 1.875, without residual.
        assert!((forecast_next(&[0.0, 1.0, 1.5, 1.75], 3.0) - 1.875).abs() < 1e-12);
    }

    #[test]
    fn the_draw_is_scaled_by_the_residual_deviation() {
        let history = [1.0, 2.0, 1.5, 2.5, 1.0];
        let spread = forecast_next(&history, 1.0) - forecast_next(&history, 0.0);
        let estimate = crate::numeric::autoregression(&history);
        assert!((spread - estimate.std).abs() < 1e-14 && estimate.std > 0.0);
    }
}
