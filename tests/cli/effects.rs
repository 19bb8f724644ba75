//! Quantiles, effects and multipliers, worked again from the series of all runs.

use std::fs::File;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_array::{Array, RecordBatch};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::results::read;
use super::{Case, scenario};

const BATCH: &str = r#"
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
        Table(read(&case.result().join(file)))
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

fn variance(figures: &[f64]) -> f64 {
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
            assert!(figure("mean_low") < mean(figures) && mean(figures) < figure("mean_high"));
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

/// Whether real GDP of a run falls twice in a row, the second time in one of four quarters from the
/// second on; `paths` are by quarter and run.
fn falls_twice(paths: &[Vec<f64>], run: usize) -> bool {
    let falls = |t: usize| paths[t][run] < paths[t - 1][run];
    (2..=5).any(|t| falls(t - 1) && falls(t))
}

#[test]
fn effects_are_split_by_recessions_of_the_reference() {
    let split = BATCH
        .replace("horizon = \"4q\", runs = 7", "horizon = \"6q\", runs = 9")
        .replace("2020Q1", "2020Q2")
        .replace(" } },\n}", " }, split_effects = \"recession\" },\n}");
    let case = scenario(&split);
    let outcome = case.run().good();
    let series = Table::of(&case, "series.parquet");
    let path = |branch| -> Vec<Vec<f64>> {
        let quarters = 0..=6;
        quarters
            .map(|period| by_run(&series, branch, "real_gdp", period))
            .collect()
    };
    let (reference, branch) = (path("baseline"), path("purchases"));
    let recession: Vec<bool> = (0..9).map(|run| falls_twice(&reference, run)).collect();
    let number = recession.iter().filter(|own| **own).count();
    assert!((2..=7).contains(&number), "{number} of 9 in recession");
    outcome.shows(&[
        "by the state of baseline within a year of 2020Q2",
        &format!("  recession           {number} runs  +"),
    ]);
    let effects = Table::of(&case, "effects_by_state.parquet");
    for (state, is) in [("recession", true), ("no recession", false)] {
        let rows = effects.rows(&[
            ("state", state),
            ("series", "real_gdp"),
            ("measure", "difference"),
        ]);
        assert_eq!(rows.len(), 6);
        for row in rows {
            let period = effects.count("period", row) as usize;
            let runs = (0..9).filter(|&run| recession[run] == is);
            let differences: Vec<f64> = runs
                .map(|run| branch[period][run] - reference[period][run])
                .collect();
            let figure = |column| effects.figure(column, row).unwrap();
            assert_eq!(effects.count("n", row) as usize, differences.len());
            near(figure("mean"), mean(&differences));
            near(figure("sd"), variance(&differences).sqrt());
            assert!(figure("mean_low") <= mean(&differences));
            assert!(mean(&differences) <= figure("mean_high"));
        }
    }
    let page = std::fs::read_to_string(case.result().join("report.html")).unwrap();
    for words in [
        format!("Effects in runs with recession ({number})"),
        format!("Effects in runs with no recession ({})", 9 - number),
    ] {
        assert!(page.contains(&words), "{words}");
    }
    let again = case.with(&["--threads", "1", "--afresh"]);
    let bytes =
        |case: &Case| std::fs::read(case.result().join("effects_by_state.parquet")).unwrap();
    let before = bytes(&again);
    std::fs::remove_dir_all(again.result()).unwrap();
    again.run().good();
    assert!(bytes(&again) == before);
}

#[test]
fn a_state_of_one_run_has_no_effects() {
    let split = BATCH
        .replace("runs = 7", "runs = 1")
        .replace(" } },\n}", " }, split_effects = \"recession\" },\n}");
    let case = scenario(&split);
    case.run()
        .good()
        .shows(&["  no recession         1 run  -", " 0 runs  -"]);
    let file = File::open(case.result().join("effects_by_state.parquet")).unwrap();
    let file = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    assert_eq!(file.metadata().file_metadata().num_rows(), 0);
}

#[test]
fn only_what_has_effects_and_output_can_be_split() {
    let refused = |more: &str, says: &str| {
        let case = super::table(&format!(
            "  output = {{ split_effects = \"recession\" }},{more}"
        ));
        case.run().fails(10).says(&[says]);
    };
    refused("", "there is one branch, and no effect to split");
    refused(
        "branches = { { name = \"a\" }, { name = \"b\" } }, record = { series = { \"inflation\" } },",
        "recessions are those of real_gdp, which is not recorded",
    );
    super::table("  output = { split_effects = \"boom\" },")
        .run()
        .fails(10)
        .says(&["effects cannot be split by \"boom\"", "write \"recession\""]);
}
