//! Quantiles, distributions, filters, correlations, tails and lines against numpy, scipy and statsmodels.

use serde_json::Value;
use statistics::correlation::{autocorrelations, cross_correlations, relative_standard_deviation};
use statistics::distribution::{chi_squared_2_above, normal_two_sided, student_two_sided};
use statistics::filters::{
    HAMILTON_QUARTERLY, HODRICK_PRESCOTT_QUARTERLY, hamilton, hodrick_prescott,
};
use statistics::moments::{mean, standard_deviation, variance};
use statistics::quantile::{quantiles, sorted};
use statistics::regression::line;
use statistics::tails::{Fitted, growth_rates, hill};
use statistics::vector_autoregression::differences;

use crate::golden::{all_near, golden, near, number, numbers, table};

#[test]
fn quantiles_and_moments_are_those_of_numpy() {
    let golden = golden();
    let theirs = &golden["quantile"];
    let series = numbers(&golden["series"]["unemp"]);
    let found = quantiles(&sorted(&series), &numbers(&theirs["levels"])).unwrap();
    all_near(&found, &theirs["values"]);
    near(mean(&series).unwrap(), &theirs["mean"]);
    near(variance(&series).unwrap(), &theirs["variance"]);
    near(
        standard_deviation(&series).unwrap(),
        &theirs["standard_deviation"],
    );
}

#[test]
fn probabilities_are_those_of_scipy() {
    let golden = golden();
    let theirs = &golden["distribution"];
    let same = |ours: f64, theirs: f64| {
        assert!(
            (ours / theirs - 1.0).abs() < 1e-11,
            "{ours} is not {theirs}"
        );
    };
    for case in table(&theirs["normal"]) {
        same(normal_two_sided(case[0]), case[1]);
    }
    for case in table(&theirs["chi_squared_2"]) {
        same(chi_squared_2_above(case[0]), case[1]);
    }
    for case in table(&theirs["student"]) {
        same(student_two_sided(case[0], case[1]).unwrap(), case[2]);
    }
}

#[test]
fn filters_are_those_of_statsmodels() {
    let golden = golden();
    let theirs = &golden["filters"];
    let output = numbers(&golden["log_levels"][0]);
    let parts = hodrick_prescott(&output, HODRICK_PRESCOTT_QUARTERLY).unwrap();
    all_near(&parts.trend, &theirs["hodrick_prescott_trend"]);
    all_close(&parts.cycle, &theirs["hodrick_prescott_cycle"]);
    let parts = hamilton(&output, HAMILTON_QUARTERLY).unwrap();
    all_close(&parts.cycle, &theirs["hamilton_cycle"]);
    assert_eq!(parts.lost, output.len() - parts.cycle.len());
}

/// Cycles are small differences of levels near nine, which leaves them fewer digits.
#[track_caller]
fn all_close(ours: &[f64], theirs: &Value) {
    let theirs = numbers(theirs);
    assert_eq!(ours.len(), theirs.len());
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert!((ours - theirs).abs() < 1e-10, "{ours} is not {theirs}");
    }
}

#[test]
fn correlations_are_those_of_statsmodels() {
    let golden = golden();
    let theirs = &golden["correlation"];
    let levels = table(&golden["log_levels"]);
    let (investment, output) = (differences(&levels[2]), differences(&levels[0]));
    let own = autocorrelations(&investment, 8).unwrap();
    all_near(&own, &theirs["autocorrelations"]);
    let both = cross_correlations(&investment, &output, 8).unwrap();
    all_near(&both, &theirs["cross_correlations"]);
    near(
        relative_standard_deviation(&investment, &output).unwrap(),
        &theirs["relative_standard_deviation"],
    );
}

#[test]
fn tails_and_growth_rates_are_those_of_scipy() {
    let golden = golden();
    let theirs = &golden["tails"];
    let count = theirs["hill"]["count"].as_u64().unwrap() as usize;
    let tail = hill(&numbers(&theirs["sizes"]), count).unwrap();
    near(tail.exponent, &theirs["hill"]["exponent"]);
    near(tail.threshold, &theirs["hill"]["threshold"]);
    near(tail.error, &theirs["hill"]["error"]);

    let found = growth_rates(&numbers(&theirs["rates"])).unwrap();
    let listed = |fit: Fitted| [fit.location, fit.scale, fit.log_likelihood];
    all_near(&listed(found.laplace), &theirs["laplace"]);
    all_near(&listed(found.normal), &theirs["normal"]);
    let difference = number(&theirs["laplace"][2]) - number(&theirs["normal"][2]);
    assert!((found.advantage * found.count as f64 - difference).abs() < 1e-8);
}

#[test]
fn okuns_line_is_that_of_statsmodels() {
    let golden = golden();
    let theirs = &golden["okun"];
    let growth = differences(&numbers(&golden["log_levels"][0]));
    let unemployment = differences(&numbers(&golden["series"]["unemp"]));
    let found = line(&growth, &unemployment).unwrap();
    all_near(&[found.intercept, found.slope], &theirs["parameters"]);
    all_near(
        &[found.intercept_error, found.slope_error],
        &theirs["errors"],
    );
    near(found.r_squared.unwrap(), &theirs["r_squared"]);
    near(found.residual_deviation, &theirs["residual_deviation"]);
    let ratio = found.slope_p_value / number(&theirs["slope_p_value"]);
    assert!((ratio - 1.0).abs() < 1e-9);
}
