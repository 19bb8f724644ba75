//! Rivals and tests of forecasts against statsmodels and scipy.

use serde_json::Value;
use statistics::autoregression::{self, Autoregression};
use statistics::evaluation::{accuracy, diebold_mariano, errors, mincer_zarnowitz};
use statistics::vector_autoregression::{self, PRESAMPLE, VectorAutoregression, differences};

use crate::golden::{all_near, golden, near, numbers, table};

fn slices(series: &[Vec<f64>]) -> Vec<&[f64]> {
    series.iter().map(Vec::as_slice).collect()
}

fn lags(case: &Value) -> usize {
    case["lags"].as_u64().unwrap() as usize
}

#[test]
fn autoregressions_are_those_of_statsmodels() {
    let golden = golden();
    let output = numbers(&golden["log_levels"][0]);
    for case in golden["autoregression"].as_array().unwrap() {
        let fit = Autoregression::fit(&differences(&output), lags(case), PRESAMPLE).unwrap();
        let coefficients = [&[fit.intercept], &fit.lags[..]].concat();
        all_near(&coefficients, &case["coefficients"]);
        near(fit.residual_variance.unwrap(), &case["residual_variance"]);
        let ahead = autoregression::forecast_levels(&output, lags(case), 12).unwrap();
        all_near(&ahead, &case["levels"]);
    }
}

#[test]
fn vector_autoregressions_are_those_of_statsmodels() {
    let golden = golden();
    let levels = table(&golden["log_levels"]);
    let changes: Vec<Vec<f64>> = levels.iter().map(|series| differences(series)).collect();
    for case in golden["vector_autoregression"].as_array().unwrap() {
        let series = slices(&changes);
        let fit = VectorAutoregression::fit(&series, &[], lags(case), PRESAMPLE).unwrap();
        all_near(&fit.intercepts, &case["intercepts"]);
        for (lag, matrix) in fit.lags.iter().enumerate() {
            for (equation, row) in matrix.iter().enumerate() {
                all_near(row, &case["coefficients"][lag][equation]);
            }
        }
        all_near(
            &fit.residual_variances.unwrap(),
            &case["residual_variances"],
        );
        let paths =
            vector_autoregression::forecast_levels(&slices(&levels), lags(case), 12).unwrap();
        for (path, theirs) in paths.iter().zip(case["levels"].as_array().unwrap()) {
            all_near(path, theirs);
        }
    }
}

#[test]
fn exogenous_series_enter_as_in_statsmodels() {
    let golden = golden();
    let levels = table(&golden["log_levels"]);
    let changes: Vec<Vec<f64>> = levels.iter().map(|series| differences(series)).collect();
    let end = changes[0].len() - 4;
    let inside = [&changes[0][..end], &changes[1][..end]];
    let fit = VectorAutoregression::fit(&inside, &[&changes[2][..end]], 2, PRESAMPLE).unwrap();
    let theirs = &golden["vector_autoregression_exogenous"];
    // Rows of statsmodels: the constant, the exogenous series, the lags.
    let rows = &theirs["coefficients"];
    all_near(&fit.intercepts, &rows[0]);
    for equation in 0..2 {
        near(fit.exogenous[equation][0], &rows[1][equation]);
        for (lag, matrix) in fit.lags.iter().enumerate() {
            near(matrix[equation][0], &rows[2 + 2 * lag][equation]);
            near(matrix[equation][1], &rows[3 + 2 * lag][equation]);
        }
    }
    let ahead = fit.forecast(&inside, &[&changes[2][end..]], 4).unwrap();
    all_near(&ahead[0], &theirs["forecast"][0]);
    all_near(&ahead[1], &theirs["forecast"][1]);
}

#[test]
fn tests_of_forecasts_are_those_of_statsmodels_and_scipy() {
    let golden = golden();
    let theirs = &golden["evaluation"];
    let (actual, forecast) = (numbers(&theirs["actual"]), numbers(&theirs["forecast"]));
    let first = errors(&forecast, &actual).unwrap();
    all_near(&first, &theirs["first"]);
    let found = accuracy(&first).unwrap();
    near(found.bias, &theirs["bias"]);
    near(
        found.root_mean_squared_error,
        &theirs["root_mean_squared_error"],
    );
    near(found.mean_absolute_error, &theirs["mean_absolute_error"]);

    let second = numbers(&theirs["second"]);
    for case in theirs["diebold_mariano"].as_array().unwrap() {
        let horizon = case["horizon"].as_u64().unwrap() as usize;
        let test = diebold_mariano(&first, &second, horizon).unwrap();
        assert!(!test.plain_variance);
        near(test.statistic, &case["statistic"]);
        near(test.p_value, &case["p_value"]);
        near(test.p_value_student, &case["p_value_student"]);
    }
    let one = diebold_mariano(&first, &second, 1).unwrap();
    near(one.statistic, &theirs["diebold_mariano_as_t_test"]);

    let test = mincer_zarnowitz(&forecast, &actual).unwrap();
    let theirs = &theirs["mincer_zarnowitz"];
    all_near(&[test.intercept, test.slope], &theirs["parameters"]);
    all_near(&[test.intercept_error, test.slope_error], &theirs["errors"]);
    near(test.wald, &theirs["wald"]);
    near(test.p_value, &theirs["p_value"]);
}
