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
