//! Forecasts in the units of the data, and rivals held against statsmodels.

use super::effects::{Table, by_run, mean, near};
use super::scenario;

const BATCH: &str = r#"
local m = require "macro"
return m.scenario {
  economy = { scale = 1/10000 }, horizon = "8q", runs = 4, seed = 3,
  record = { series = { "real_gdp", "inflation", "policy_rate", "unemployment_rate", "real_exports" },
    industries = {} },
  output = { forecasts = true },
}
"#;

/// By series, forecasts one and eight quarters ahead: AR(1) and VAR(1) of statsmodels 0.14 on the same
/// differences from 1998Q2 on (`AutoReg` and `VAR` with a constant).
const RIVALS: [(&str, [f64; 2], [f64; 2]); 4] = [
    (
        "real_gdp",
        [562_058.660_007_16, 576_264.891_995],
        [561_157.796_208_32, 576_234.130_810_34],
    ),
    (
        "inflation",
        [0.436_070_08, 0.505_546_05],
        [0.440_814_94, 0.414_501_44],
    ),
    (
        "policy_rate",
        [0.734_653_85, 0.638_898_89],
        [0.526_069_73, 0.202_215_6],
    ),
    (
        "unemployment_rate",
        [3.719_021_05, 3.493_268_44],
        [3.822_433_06, 3.532_827_6],
    ),
];

/// What was observed of real GDP in the base quarter and the eight after it.
const GDP: [f64; 9] = [
    561_339.0, 546_515.0, 431_794.0, 503_509.0, 509_621.0, 504_255.0, 537_175.0, 546_487.0,
    554_821.0,
];

#[test]
fn forecasts_start_from_the_data_and_are_held_against_it() {
    let case = scenario(BATCH);
    let run = case.run();
    run.good().shows(&[
        "FORECASTS baseline from 2019Q4 against what came",
        "1 (2020Q1)",
        "real GDP, %",
        "There is one origin",
    ]);
    let forecasts = Table::of(&case, "forecasts.parquet");
    let series = Table::of(&case, "series.parquet");
    let row = |name: &str, frequency: &str, horizon: u32| {
        let rows = forecasts.rows(&[("series", name), ("frequency", frequency)]);
        rows.into_iter()
            .find(|&row| forecasts.count("horizon", row) == horizon)
            .unwrap()
    };
    let figure = |column: &str, row: usize| forecasts.figure(column, row).unwrap();

    // z x_k / x_0, the mean in levels before the log.
    let first = by_run(&series, "baseline", "real_gdp", 0);
    let mut year = 0.0;
    for quarter in 1..=4 {
        let now = by_run(&series, "baseline", "real_gdp", quarter);
        let paths = now
            .iter()
            .zip(&first)
            .map(|(now, first)| GDP[0] * now / first);
        let expected = mean(&paths.collect::<Vec<_>>());
        let found = row("real_gdp", "quarter", quarter);
        near(figure("forecast", found), expected);
        near(figure("actual", found), GDP[quarter as usize]);
        near(
            figure("error", found),
            libm::log(expected / GDP[quarter as usize]),
        );
        year += expected;
    }
    let found = row("real_gdp", "year", 1);
    assert_eq!(forecasts.text("date", found), "2020");
    near(figure("forecast", found), year);
    near(figure("actual", found), GDP[1..5].iter().sum());
    // Real GDP of 2019 in the data.
    let before = 557_458.0 + 558_071.0 + 561_480.0 + 561_339.0;
    near(figure("growth", found), 100.0 * (year / before - 1.0));

    // Unemployment moves from what was observed, 3.7997 per cent.
    let rates = |quarter| mean(&by_run(&series, "baseline", "unemployment_rate", quarter));
    let found = row("unemployment_rate", "quarter", 2);
    let base = figure("forecast", found) - 100.0 * (rates(2) - rates(0));
    assert!((base - 3.8).abs() < 0.05, "{base}");
    let plain = figure("forecast", found) - figure("actual", found);
    near(figure("error", found), plain);
}

#[test]
fn rivals_are_those_of_statsmodels() {
    let case = scenario(&BATCH.replace("runs = 4", "runs = 1"));
    case.run().good();
    let forecasts = Table::of(&case, "forecasts.parquet");
    let evaluation = Table::of(&case, "forecast_evaluation.parquet");
    for (name, autoregression, vector) in RIVALS {
        let rows = forecasts.rows(&[("series", name), ("frequency", "quarter")]);
        for (column, expected) in [("ar1", autoregression), ("var1", vector)] {
            for (row, expected) in [rows[0], rows[7]].into_iter().zip(expected) {
                let found = forecasts.figure(column, row).unwrap();
                assert!(
                    (found / expected - 1.0).abs() < 3e-8,
                    "{name} {column}: {found} {expected}"
                );
            }
        }
        // Accuracy of one origin is the size of its error; horizons 1, 2, 4 and 8 have data.
        let scored = evaluation.rows(&[("series", name)]);
        assert_eq!(scored.len(), 4);
        for (score, row) in scored.into_iter().zip([rows[0], rows[1], rows[3], rows[7]]) {
            assert_eq!(evaluation.count("origins", score), 1);
            let error = forecasts.figure("ar1_error", row).unwrap();
            near(evaluation.figure("ar1_bias", score).unwrap(), error);
            near(evaluation.figure("ar1_rmse", score).unwrap(), error.abs());
        }
    }
}

#[test]
fn stylised_facts_are_checked_and_stand_beside_those_of_the_country() {
    let case = scenario(
        r#"
local m = require "macro"
return m.scenario {
  economy = { scale = 1/5000 }, horizon = "24q", runs = 3, seed = 3,
  checks = { m.stylised_facts {}, m.stylised_facts { fact = "okun_slope", low = 5, high = 6 } },
}
"#,
    );
    case.run().fails(30).says(&[
        "check failed: okun_slope: ",
        "is the mean of the runs up to 2025Q4; demanded: 5 to 6",
    ]);
    let facts = Table::of(&case, "facts.parquet");
    let row = |name: &str| facts.rows(&[("fact", name)])[0];
    let country = |name: &str| facts.figure("country", row(name)).unwrap();
    // Golden values of statsmodels and numpy on the same quarters, 1997Q2 to 2019Q4.
    for (name, expected) in [
        ("okun_slope", -0.282_374_551_651_388_7),
        ("phillips_slope", -0.101_147_196_386_618_41),
        ("deviation", 1.096_302_694_486_663_2),
    ] {
        assert!(
            (country(name) / expected - 1.0).abs() < 1e-6,
            "{name}: {}",
            country(name)
        );
    }
    // 287290 enterprises from ten persons on, 10720 from 250 on.
    let sizes = libm::log(287_290.0 / 10_720.0) / libm::log(25.0);
    near(country("firm_size_exponent"), sizes);
    let volatility = facts.rows(&[
        ("fact", "relative_deviation"),
        ("series", "real_household_consumption"),
        ("filter", "hamilton"),
    ]);
    let found = facts.figure("country", volatility[0]).unwrap();
    assert!((found / 1.053_175_764_357_15 - 1.0).abs() < 1e-6, "{found}");
    assert_eq!(facts.count("n", row("firm_growth_laplace")), 3);
}

#[test]
fn a_stylised_fact_that_does_not_exist_is_refused() {
    let case = super::table("  checks = { m.stylised_facts { fact = \"okun\" } },\n");
    case.run()
        .fails(10)
        .says(&["there is no stylised fact \"okun\"", "okun_slope"]);
    let case = super::table("  checks = { m.stylised_facts { low = 1 } },\n");
    case.run().fails(10).says(&["bounds without a fact"]);
}

#[test]
fn runs_that_are_too_short_for_the_bounds_of_a_fact_are_refused() {
    let told = |horizon: &str, check: &str| {
        let case = super::table(&format!(
            "  horizon = \"{horizon}\", checks = {{ {check} }},"
        ));
        case.with(&["--dry-run"]).run()
    };
    told("19q", "m.stylised_facts {}").fails(10).says(&[
        "scenario.lua:3:",
        "19 quarters are too short for the bounds of stylised facts",
        "write horizon = \"20q\" or more",
    ]);
    told("2q", "m.stylised_facts { fact = \"okun_slope\" }").fails(10);
    told("20q", "m.stylised_facts {}").good();
    told("2q", "m.stylised_facts { fact = \"firm_size_exponent\" }").good();
    told("2q", "m.stylised_facts { fact = \"okun_slope\", low = -1 }").good();
}
