//! Quantiles, effects and multipliers, worked again from the series of all runs.

use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_array::{Array, RecordBatch};

use super::results::read;
use super::{Case, scenario};

/// A branch of government spending beside a baseline.
pub const BATCH: &str = r#"
local m = require "macro"
return m.scenario {
  economy = { scale = 1/10000 }, horizon = "4q", runs = 7, seed = 3,
  record = { series = { "real_gdp", "real_government_consumption", "unemployment_rate" }, industries = {} },
  branches = {
    { name = "baseline" },
    { name = "purchases", shocks = {
      government_consumption = m.path { pct = 10, from = "2020Q1", permanent = true } } },
  },
  output = { quantiles = { 0.9, 0.25 } },
}
"#;

/// A table of the result as words and figures.
pub struct Table(RecordBatch);

impl Table {
    pub fn of(case: &Case, file: &str) -> Self {
        Table::of_file(&case.result().join(file))
    }

    pub fn of_file(path: &Path) -> Self {
        Table(read(path))
    }

    /// Names of the columns of figures, in their order.
    pub fn figures(&self) -> impl Iterator<Item = String> {
        let fields = self.0.schema().fields().clone();
        let columns = self.0.columns().iter().zip(fields.to_vec());
        let figures =
            columns.filter(|(column, _)| column.as_primitive_opt::<Float64Type>().is_some());
        figures.map(|(_, field)| field.name().clone())
    }

    pub fn text(&self, column: &str, row: usize) -> &str {
        let column = self.0.column_by_name(column).unwrap();
        column.as_string::<i32>().value(row)
    }

    pub fn count(&self, column: &str, row: usize) -> u32 {
        let column = self.0.column_by_name(column).unwrap();
        column.as_primitive::<UInt32Type>().value(row)
    }

    pub fn figure(&self, column: &str, row: usize) -> Option<f64> {
        let column = self.0.column_by_name(column).unwrap();
        let column = column.as_primitive::<Float64Type>();
        column.is_valid(row).then(|| column.value(row))
    }

    /// Rows whose columns of text have these words.
    pub fn rows(&self, wanted: &[(&str, &str)]) -> Vec<usize> {
        let has = |row: &usize| {
            wanted
                .iter()
                .all(|(name, word)| self.text(name, *row) == *word)
        };
        (0..self.0.num_rows()).filter(has).collect()
    }
}

/// The figures of a series by run, in a branch and quarter.
pub fn by_run(series: &Table, branch: &str, name: &str, period: u32) -> Vec<f64> {
    let rows = series.rows(&[("branch", branch)]).into_iter();
    let rows = rows.filter(|&row| series.count("period", row) == period);
    rows.map(|row| series.figure(name, row).unwrap()).collect()
}

pub fn mean(figures: &[f64]) -> f64 {
    figures.iter().sum::<f64>() / figures.len() as f64
}

pub fn variance(figures: &[f64]) -> f64 {
    let mean = mean(figures);
    let squares = figures.iter().map(|figure| (figure - mean).powi(2));
    squares.sum::<f64>() / (figures.len() - 1) as f64
}

#[track_caller]
pub fn near(one: f64, other: f64) {
    assert!(
        (one - other).abs() <= 1e-9 * other.abs().max(1e-12),
        "{one} {other}"
    );
}

#[test]
fn effects_are_differences_of_the_same_runs() {
    let case = scenario(BATCH);
    let outcome = case.run().good();
    outcome.shows(&["purchases: the same draws make the band", "paired"]);
    let series = Table::of(&case, "series.parquet");
    let effects = Table::of(&case, "effects.parquet");
    let mut sums = vec![0.0; 7];
    let mut furthest = (0, 0.0_f64);
    for period in 1..=4 {
        let own = by_run(&series, "purchases", "real_gdp", period);
        let other = by_run(&series, "baseline", "real_gdp", period);
        let pairs = || own.iter().zip(&other);
        let differences: Vec<f64> = pairs().map(|(own, other)| own - other).collect();
        let shares: Vec<f64> = pairs()
            .map(|(own, other)| 100.0 * (own / other - 1.0))
            .collect();
        for (sum, difference) in sums.iter_mut().zip(&differences) {
            *sum += difference;
        }
        if mean(&differences).abs() > furthest.1.abs() {
            furthest = (period, mean(&differences));
        }
        for (measure, figures) in [
            ("difference", &differences),
            ("pct", &shares),
            ("cumulative", &sums),
        ] {
            let rows = effects.rows(&[("series", "real_gdp"), ("measure", measure)]);
            let row = rows[period as usize - 1];
            assert_eq!(effects.count("period", row), period);
            assert_eq!(effects.count("n", row), 7);
            let figure = |column| effects.figure(column, row).unwrap();
            near(figure("mean"), mean(figures));
            near(figure("sd"), variance(figures).sqrt());
            // Student's t of six degrees of freedom.
            let wide = 1.943 * (variance(figures) / 7.0).sqrt();
            near(figure("mean_low"), mean(figures) - wide);
            near(figure("mean_high"), mean(figures) + wide);
            let mut sorted = figures.clone();
            sorted.sort_by(f64::total_cmp);
            // A quarter and nine tenths of the way from the first to the seventh.
            near(figure("q0.25"), 0.5 * (sorted[1] + sorted[2]));
            near(figure("q0.9"), 0.6 * sorted[5] + 0.4 * sorted[6]);
            let unpaired = effects.figure("sd_unpaired", row);
            match measure {
                "difference" => near(
                    unpaired.unwrap(),
                    (variance(&own) + variance(&other)).sqrt(),
                ),
                _ => assert_eq!(unpaired, None),
            }
        }
    }
    let peak = effects.rows(&[("series", "real_gdp"), ("measure", "peak")]);
    assert_eq!(peak.len(), 1);
    assert_eq!(effects.count("period", peak[0]), furthest.0);
    near(effects.figure("mean", peak[0]).unwrap(), furthest.1);
    // A rate has no difference in per cent and no sum.
    let rate = effects.rows(&[("series", "unemployment_rate")]);
    assert_eq!(rate.len(), 5);
}

#[test]
fn multipliers_are_ratios_of_sums() {
    let case = scenario(BATCH);
    case.run()
        .good()
        .shows(&["1 of government consumption adds"]);
    let series = Table::of(&case, "series.parquet");
    let multipliers = Table::of(&case, "multipliers.parquet");
    let change = |name: &str, period| {
        let own = by_run(&series, "purchases", name, period);
        mean(&own) - mean(&by_run(&series, "baseline", name, period))
    };
    let rows = multipliers.rows(&[("measure", "cumulative")]);
    assert_eq!(rows.len(), 4);
    let (mut output, mut cost) = (0.0, 0.0);
    for row in rows {
        let period = multipliers.count("period", row);
        output += change("real_gdp", period);
        cost += change("real_government_consumption", period);
        let value = multipliers.figure("value", row).unwrap();
        assert!((value - output / cost).abs() < 1e-6 * value.abs());
        assert_eq!(
            multipliers.text("instrument", row),
            "government_consumption"
        );
    }
    assert_eq!(multipliers.rows(&[("measure", "peak")]).len(), 1);
}

#[test]
fn one_run_has_no_band() {
    let case = scenario(&BATCH.replace("runs = 7", "runs = 1"));
    let outcome = case.run().good();
    let words = "1 of government consumption adds ";
    let told = outcome.out.split(words).nth(1).unwrap();
    assert!(told.split(" to GDP").next().unwrap().parse::<f64>().is_ok());
    let effects = Table::of(&case, "effects.parquet");
    let multipliers = Table::of(&case, "multipliers.parquet");
    for row in effects.rows(&[("series", "real_gdp")]) {
        assert!(effects.figure("mean", row).is_some());
        assert_eq!(effects.figure("mean_low", row), None);
    }
    assert_eq!(multipliers.figure("high", 0), None);
    let page = std::fs::read_to_string(case.result().join("report.html")).unwrap();
    assert!(page.contains("Fiscal multipliers") && !page.contains("NaN"));
}

#[test]
fn where_runs_fail_levels_rest_on_those_that_are_good_in_all_branches() {
    let fails = |name: &str, run: u32| {
        format!(
            "{{ name = \"{name}\", set = {{ tax_income = 0.3 }}, on = {{ period_start = function(e)\n\
             if e.run == {run} and e.date == \"2020Q2\" then error(\"no\") end end }} }},\n"
        )
    };
    let more = fails("first", 1) + &fails("second", 4);
    let case = scenario(&BATCH.replace(
        "    { name = \"purchases\"",
        &(more + "{ name = \"purchases\""),
    ));
    case.run()
        .fails(20)
        .shows(&["2 runs; left out of what follows; levels are of 5 runs good in all branches"]);
    let series = Table::of(&case, "series.parquet");
    let quantiles = Table::of(&case, "quantiles.parquet");
    let levels = quantiles.rows(&[("series", "real_gdp")]);
    assert!(levels.iter().all(|&row| quantiles.count("n", row) == 5));
    let mut base = by_run(&series, "baseline", "real_gdp", 4);
    base.remove(4);
    base.remove(1);
    base.sort_by(f64::total_cmp);
    let last = quantiles.rows(&[("series", "real_gdp"), ("branch", "baseline")]);
    let last = last
        .into_iter()
        .rfind(|&row| quantiles.figure("q", row) == Some(0.25));
    near(quantiles.figure("value", last.unwrap()).unwrap(), base[1]);
    // A branch and its pair: all but the run that failed in it.
    let effects = Table::of(&case, "effects.parquet");
    let row = effects.rows(&[
        ("branch", "first"),
        ("series", "real_gdp"),
        ("measure", "difference"),
    ])[3];
    assert_eq!(effects.count("n", row), 6);
    let mut reference = by_run(&series, "baseline", "real_gdp", 4);
    reference.remove(1);
    let own = by_run(&series, "first", "real_gdp", 4);
    near(
        effects.figure("sd_unpaired", row).unwrap(),
        (variance(&own) + variance(&reference)).sqrt(),
    );
    let page = std::fs::read_to_string(case.result().join("report.html")).unwrap();
    assert!(
        page.contains("2 runs, left out of all figures; levels are of 5 runs good in all branches")
    );
    let card = page.split("<h4>Real GDP</h4>").nth(1).unwrap();
    let told = |levels: &[f64]| format!("2020Q4: {:.1}", mean(levels) / 1000.0);
    let (all, common) = (
        told(&by_run(&series, "baseline", "real_gdp", 4)),
        told(&base),
    );
    assert_ne!(all, common);
    assert!(
        card.split("</figure>").next().unwrap().contains(&common),
        "{common}"
    );
}

#[test]
fn quantiles_are_those_of_the_runs() {
    let case = scenario(BATCH);
    case.run().good();
    let series = Table::of(&case, "series.parquet");
    let quantiles = Table::of(&case, "quantiles.parquet");
    let rows = quantiles.rows(&[("series", "real_gdp"), ("branch", "purchases")]);
    assert_eq!(rows.len(), 10);
    for row in rows {
        let period = quantiles.count("period", row);
        let mut figures = by_run(&series, "purchases", "real_gdp", period);
        figures.sort_by(f64::total_cmp);
        let expected = match quantiles.figure("q", row) {
            Some(0.25) => 0.5 * (figures[1] + figures[2]),
            _ => 0.6 * figures[5] + 0.4 * figures[6],
        };
        near(quantiles.figure("value", row).unwrap(), expected);
    }
}

#[test]
fn levels_of_quantiles_are_shares() {
    let case = super::table("  output = { quantiles = { 0.5, 1 } },");
    case.run()
        .fails(10)
        .says(&["1 is no level of a quantile", "such as 0.05"]);
}
