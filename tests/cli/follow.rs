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
