//! Effects and multipliers in and out of recessions, worked again from the series of all runs.

use std::fs::File;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::effects::{BATCH, Table, by_run, mean, near, variance};
use super::{Case, scenario};

/// Whether real GDP of a run falls twice in a row, the second time in one of four quarters from the
/// second on; `paths` are by quarter and run.
fn falls_twice(paths: &[Vec<f64>], run: usize) -> bool {
    let falls = |t: usize| paths[t][run] < paths[t - 1][run];
    (2..=5).any(|t| falls(t - 1) && falls(t))
}

/// A series of a branch over six quarters.
fn by_run_and_quarter(series: &Table, branch: &str, name: &str) -> Vec<Vec<f64>> {
    let quarters = 0..=6;
    quarters
        .map(|period| by_run(series, branch, name, period))
        .collect()
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
    let path = |branch| by_run_and_quarter(&series, branch, "real_gdp");
    let (reference, branch) = (path("baseline"), path("purchases"));
    let recession: Vec<bool> = (0..9).map(|run| falls_twice(&reference, run)).collect();
    let number = recession.iter().filter(|own| **own).count();
    assert!((2..=7).contains(&number), "{number} of 9 in recession");
    let outcome = outcome.shows(&[
        "by the state of baseline within a year of 2020Q2",
        &format!("  recession           {number} runs  +"),
    ]);
    let summary = outcome.out;
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
    // The multipliers of the runs of a state, summed to the end.
    let multipliers = Table::of(&case, "multipliers_by_state.parquet");
    let cost = |branch| by_run_and_quarter(&series, branch, "real_government_consumption");
    let (spent, unspent) = (cost("purchases"), cost("baseline"));
    for (state, is) in [("recession", true), ("no recession", false)] {
        let rows = multipliers.rows(&[("state", state), ("measure", "cumulative")]);
        let last = rows[rows.len() - 1];
        let sum = |own: &[Vec<f64>], other: &[Vec<f64>]| -> f64 {
            let runs = (0..9).filter(|&run| recession[run] == is);
            runs.map(|run| (1..=6).map(|t| own[t][run] - other[t][run]).sum::<f64>())
                .sum()
        };
        let expected = sum(&branch, &reference) / sum(&spent, &unspent);
        let figure = |column| multipliers.figure(column, last).unwrap();
        assert!((figure("value") / expected - 1.0).abs() < 1e-6);
        let told = format!("; 1 of government consumption adds {expected:.2} [");
        assert!(summary.contains(&told), "{told}");
        assert!(figure("low") < expected && expected < figure("high"));
        let runs = recession.iter().filter(|own| **own == is).count();
        assert_eq!(multipliers.count("n", last) as usize, runs);
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
