//! Autoregressions of what the model does not explain, and the covariance of their innovations.
//!
//! Source: SPEC 9.9.
//!
//! Differs: under the growth extension government consumption, exports and imports are estimated
//! on logs less a trend through zero in the base quarter, `log x_q - d (q - q*)`, as they are then
//! simulated. Trade may be taken without valuables.

use super::flows::{Flows, total};
use super::tables::{Quarter, QuarterlyTable};
use crate::numeric::{Autoregression, autoregression};
use crate::parameters::Process;

/// The estimated processes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Processes {
    /// Log real foreign output.
    pub foreign_output: Process,
    /// Foreign log inflation.
    pub foreign_inflation: Process,
    /// Log real government consumption.
    pub government_consumption: Process,
    /// Log real exports.
    pub exports: Process,
    /// Log real imports.
    pub imports: Process,
    /// Covariance of the innovations to foreign output, exports, imports.
    pub covariance: [[f64; 3]; 3],
}

/// What is estimated, and how.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// First quarter.
    pub first: Quarter,
    /// Base quarter, the last of the sample.
    pub last: Quarter,
    /// Trend of demand \[log points/quarter\].
    pub trend: f64,
    /// Whether trade is taken without valuables.
    pub without_valuables: bool,
}

/// Estimates all processes on the sample.
pub fn processes(
    flows: &Flows,
    domestic: &QuarterlyTable,
    foreign: &QuarterlyTable,
    sample: Sample,
) -> Processes {
    let Sample { first, last, .. } = sample;
    let estimate =
        |level: f64, series: &[f64]| autoregression(&detrended_logs(level, series, sample.trend));
    let foreign_gdp = foreign.window("gdp_real", first, last);
    let foreign_output = autoregression(&detrended_logs(
        foreign_gdp[foreign_gdp.len() - 1],
        foreign_gdp,
        0.0,
    ));
    let foreign_inflation = autoregression(&log_inflation(foreign, first, last));
    let government_consumption = estimate(
        flows.quarterly(&flows.government),
        domestic.window("government_consumption_real", first, last),
    );
    let traded = |name, sign| {
        if sample.without_valuables {
            without_valuables(domestic, name, sign, first, last)
        } else {
            domestic.window(name, first, last).to_vec()
        }
    };
    let exports = estimate(
        flows.quarterly(&flows.exports),
        &traded("exports_real", -1.0),
    );
    let imports = estimate(
        flows.quarterly(&flows.imports),
        &traded("imports_real", 1.0),
    );
    Processes {
        covariance: covariance([&foreign_output, &exports, &imports].map(|e| &e.residuals[..])),
        foreign_output: process(&foreign_output),
        foreign_inflation: process(&foreign_inflation),
        government_consumption: process(&government_consumption),
        exports: process(&exports),
        imports: process(&imports),
    }
}

fn process(estimate: &Autoregression) -> Process {
    Process {
        ar: estimate.ar,
        constant: estimate.constant,
        std: estimate.std,
    }
}

/// `log(level x_q/x_{q*}) - trend (q - q*)` for a series that ends in the base quarter.
fn detrended_logs(level: f64, series: &[f64], trend: f64) -> Vec<f64> {
    let last = series.len() - 1;
    let elapsed = |position: usize| position as f64 - last as f64;
    (series.iter().enumerate())
        .map(|(position, value)| {
            libm::log(level * value / series[last]) - trend * elapsed(position)
        })
        .collect()
}

/// `log(d_q/d_{q-1})` of the deflator, nominal over real GDP; needs one quarter before `first`.
pub fn log_inflation(table: &QuarterlyTable, first: Quarter, last: Quarter) -> Vec<f64> {
    deflator(table, first.plus(-1), last)
        .windows(2)
        .map(|pair| libm::log(pair[1] / pair[0]))
        .collect()
}

/// Nominal over real GDP \[ratio\].
pub fn deflator(table: &QuarterlyTable, first: Quarter, last: Quarter) -> Vec<f64> {
    let nominal = table.window("gdp_nominal", first, last);
    let real = table.window("gdp_real", first, last);
    nominal.iter().zip(real).map(|(n, r)| n / r).collect()
}

/// Exports (`sign` -1) less valuables given up, imports (`sign` 1) less valuables acquired.
fn without_valuables(
    table: &QuarterlyTable,
    name: &str,
    sign: f64,
    first: Quarter,
    last: Quarter,
) -> Vec<f64> {
    let valuables = table.window("valuables_real", first, last);
    (table.window(name, first, last).iter().zip(valuables))
        .map(|(trade, valuables)| trade - (sign * valuables).max(0.0))
        .collect()
}

/// Sample covariance of series of equal length, with divisor length - 1.
fn covariance(series: [&[f64]; 3]) -> [[f64; 3]; 3] {
    let length = series[0].len() as f64;
    let means = series.map(|values| total(values) / length);
    let entry = |i: usize, j: usize| {
        let products = series[i].iter().zip(series[j]);
        products
            .map(|(a, b)| (a - means[i]) * (b - means[j]))
            .sum::<f64>()
            / (length - 1.0)
    };
    [0, 1, 2].map(|i| [0, 1, 2].map(|j| entry(i, j)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_end_at_the_level_and_lose_the_trend() {
        let growing: Vec<f64> = (0..5).map(|t| libm::exp(0.1 * f64::from(t))).collect();
        let found = detrended_logs(2.0, &growing, 0.1);
        assert!(found.iter().all(|x| (x - libm::log(2.0)).abs() < 1e-14));
        let found = detrended_logs(2.0, &growing, 0.0);
        assert!((found[0] - (libm::log(2.0) - 0.4)).abs() < 1e-14);
    }

    #[test]
    fn covariance_worked_by_hand() {
        // Deviations -1, 0, 1 and -2, 1, 1: products 2, 0, 1; divisor 2.
        let found = covariance([&[1.0, 2.0, 3.0], &[0.0, 3.0, 3.0], &[5.0, 5.0, 5.0]]);
        assert_eq!(found, [[1.0, 1.5, 0.0], [1.5, 3.0, 0.0], [0.0; 3]]);
    }
}
