//! Data in the forms that statistical offices and other programs write.

use std::fs::File;
use std::sync::Arc;

use arrow_array::{Float64Array, RecordBatch, StringArray, TimestampNanosecondArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::{Case, table};

/// A scenario that holds exports to `file`.
fn following(file: &str) -> Case {
    table(&format!(
        "economy = {{ scale = 1/10000 }}, horizon = \"2q\", runs = 1, branches = {{ {{ name = \"a\", \
         follow = {{ exports = m.series {{ file = \"{file}\", column = \"value\" }} }} }} }}"
    ))
}

#[test]
fn dates_as_statistical_offices_write_them() {
    let case = following("ons.csv");
    case.file("ons.csv", "date,value\n2020 Q1,150000\n2020 Q2,140000\n");
    case.run().good();
}

#[test]
fn parquet_as_pandas_writes_it() {
    let case = following("pandas.parquet");
    let days = [18_262_i64, 18_353];
    let dates =
        TimestampNanosecondArray::from_iter_values(days.map(|day| day * 86_400_000_000_000));
    let values = Float64Array::from(vec![150_000.0, 140_000.0]);
    let batch = RecordBatch::try_from_iter([
        ("date", Arc::new(dates) as _),
        ("note", Arc::new(StringArray::from(vec!["a", "b"])) as _),
        ("value", Arc::new(values) as _),
    ])
    .unwrap();
    let snappy = WriterProperties::builder().set_compression(Compression::SNAPPY);
    let file = File::create(case.path("pandas.parquet")).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(snappy.build())).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    case.run().good();
    let text = following("ons.csv");
    text.file("ons.csv", "date,value\n2020Q1,150000\n2020Q2,140000\n");
    text.run().good();
    let exports = |case: &Case| super::experiments::paths(case, "real_exports");
    assert_eq!(exports(&case), exports(&text));
}

#[test]
fn a_rule_of_a_branch_takes_the_place_of_what_its_parent_follows() {
    let case = table(
        "economy = { scale = 1/10000 }, horizon = \"2q\", runs = 1, branches = { \
         { name = \"held\", follow = { exports = m.path { level = { 150000, 140000 }, from = \"2020Q1\" }, \
             policy_rate = m.path { level = { 0.01, 0.01 }, from = \"2020Q1\" } } }, \
         { name = \"ruled\", parent = \"held\", rules = { policy_rate = m.rules.fixed(0.02), \
             export_demand = function(e) return 160000 end } }, \
         { name = \"back\", parent = \"ruled\", follow = { \
             policy_rate = m.path { level = { 0.01, 0.01 }, from = \"2020Q1\" } } } }",
    );
    case.run().good();
    let paths = super::experiments::paths(&case, "policy_rate");
    assert!((paths["held"][0][1] - 0.01).abs() < 1e-12);
    assert!((paths["ruled"][0][1] - 0.004_962_9).abs() < 1e-6);
    assert!((paths["back"][0][1] - 0.01).abs() < 1e-12);
}

/// What `runner check` says of a branch with `entries`, beside the files `bank_rate.csv` and `exports.csv`.
fn checked(entries: &str) -> super::Outcome {
    let case = table(&format!(
        "economy = {{ scale = 1/10000 }}, horizon = \"4q\", runs = 1, branches = {{ {{ name = \"a\", {entries} }} }}"
    ));
    case.file(
        "bank_rate.csv",
        "date,rate\n2019Q4,0.75\n2020Q1,0.25\n2020Q2,0.1\n",
    );
    case.file("exports.csv", "date,value\n2019Q4,100\n2020Q1,80\n");
    super::Outcome::of(case.bare(&["check", "scenario.lua"]).output().unwrap()).good()
}

#[test]
fn rates_in_per_cent_a_year_become_rates_per_quarter() {
    let case = table(
        "economy = { scale = 1/10000 }, horizon = \"3q\", runs = 1, branches = { { name = \"a\", follow = { \
         policy_rate = m.series { file = \"rate.csv\", as = \"percent_a_year\" } } } }",
    );
    case.file("rate.csv", "date,rate\n2020Q1,0.75\n2020Q2,4\n2020Q3,0\n");
    case.run().good();
    let paths = super::experiments::paths(&case, "policy_rate");
    for (quarter, rate) in [(1, 0.001_869_749_515), (2, 0.009_853_406_548), (3, 0.0)] {
        let found = paths["a"][0][quarter];
        assert!((found - rate).abs() < 1e-11, "{quarter}: {found}");
    }
}

#[test]
fn figures_far_from_the_models_own_are_a_warning_where_they_are_said_to_be_levels() {
    checked("follow = { exports = m.series { file = \"exports.csv\", as = \"level\" } }").says(&[
        "warning: scenario.lua:",
        "`export_demand` is 100 in 2019Q4; the model has 1",
        "an index, or another unit, is as = \"index\"",
    ]);
    for path in [
        "shocks = { policy_rate = m.path { level = 0.05, from = \"2020Q1\", lasting = \"2q\" } }",
        "follow = { policy_rate = m.path { level = 0.05, from = \"2020Q1\", lasting = \"2q\" } }",
    ] {
        checked(path).says(&[
            "warning: scenario.lua:",
            "`policy_rate` = 0.05 a quarter is 21.55 % a year; the model begins with 0.",
            "if 5 % a year is meant, write 0.0122722",
        ]);
    }
    let near =
        "shocks = { policy_rate = m.path { level = 0.01, from = \"2020Q1\", lasting = \"2q\" } }";
    assert!(!checked(near).err.contains("warning"));
}

#[test]
fn data_that_end_early_are_noted_by_a_check_and_by_a_run() {
    let note = "note: scenario.lua:";
    let words = "`export_demand` is held to exports.csv until 2020Q1, then it goes by the model's own rule; \
                 add rows up to 2020Q4 to hold it to the end";
    let follow = "follow = { exports = m.series { file = \"exports.csv\", as = \"index\" } }";
    checked(follow).says(&[note, words]);
    let case = following("short.csv");
    case.file("short.csv", "date,value\n2020Q1,150000\n");
    case.run().good().says(&[note, "until 2020Q1"]);
    let manifest = case.manifest();
    let notes = manifest["notes"].as_array().unwrap();
    let told = notes.iter().filter_map(serde_json::Value::as_str);
    assert!(told.into_iter().any(|note| note.contains("until 2020Q1")));
}
