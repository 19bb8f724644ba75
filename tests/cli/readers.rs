//! What others read results with: pyarrow, polars, pandas and `DuckDB`, where they are installed.

use std::process::Command;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

use super::{SMALL, project, scenario};

/// Variable that names a Python with the packages, such as that of a virtual environment.
const PYTHON: &str = "READERS_PYTHON";

/// Every kind of table: two branches, government spending, strategies, a panel of firms.
const TABLES: &str = r#"
local m = require "macro"
return m.scenario {
  title = "Tables",
  economy = { scale = 1/10000 },
  horizon = "4q",
  runs = 3,
  record = { firms = { columns = { "price", "loans" }, every = "2q", sample = 7 } },
  branches = {
    { name = "baseline" },
    { name = "rise, then fall", shocks = {
        government_consumption = m.path { pct = 1, from = "2020Q1", lasting = "2q" } },
      strategies = { { name = "slow", share = 0.3, price = function(f, e) return f.price end } } },
  },
  output = { formats = { "parquet", "csv" } },
}
"#;

#[test]
fn four_readers_read_every_table() {
    let python = std::env::var(PYTHON).unwrap_or_else(|_| "python3".into());
    let packages = "import pyarrow, polars, pandas, duckdb";
    let found = Command::new(&python).args(["-c", packages]).output();
    if !found.is_ok_and(|found| found.status.success()) {
        println!(
            "skipped: {python} has no pyarrow, polars, pandas and duckdb; name one that has in {PYTHON}"
        );
        return;
    }
    let case = scenario(TABLES);
    case.run().good();
    let mut read = Command::new(python);
    let read = read
        .arg(project("tests/readers/read.py"))
        .arg(case.result());
    let outcome = super::Outcome::of(read.output().unwrap()).good();
    let outcome = outcome.shows(&[
        "series.parquet: 30 rows",
        "firms.parquet: 21 rows",
        "CSV the same",
    ]);
    println!("{}", outcome.out);
}

#[test]
fn data_of_the_scenario_get_no_csv() {
    let follow = r#"
  branches = { { name = "b", follow = {
    export_demand = m.series { file = "own.parquet", column = "x", as = "index" } } } },
  output = { formats = { "parquet", "csv" } },
}
"#;
    let script = SMALL.trim_end().strip_suffix('}').unwrap().to_owned() + follow;
    let case = scenario(&script);
    // Whole numbers, which no table of the program holds.
    let dates = StringArray::from(vec!["2019Q4", "2020Q1", "2020Q2"]);
    let dates: ArrayRef = Arc::new(dates);
    let figures: ArrayRef = Arc::new(Int64Array::from(vec![100, 101, 99]));
    let rows = RecordBatch::try_from_iter([("date", dates), ("x", figures)]).unwrap();
    let file = std::fs::File::create(case.path("own.parquet")).unwrap();
    let mut writer = ArrowWriter::try_new(file, rows.schema(), None).unwrap();
    writer.write(&rows).unwrap();
    writer.close().unwrap();
    case.run().good();
    let names = super::names(&case.result());
    assert!(names.contains("own.parquet") && names.contains("series.csv"));
    assert!(!names.contains("own.csv"), "{names:?}");
}

#[test]
fn csv_holds_every_figure_with_all_its_digits() {
    let case = scenario(TABLES);
    case.run().good();
    let mut found = 0;
    for name in super::names(&case.result()) {
        if let Some(stem) = name.strip_suffix(".parquet") {
            assert!(case.result().join(format!("{stem}.csv")).exists(), "{name}");
            found += 1;
        }
    }
    assert!(found >= 6, "{found}");
    let text = std::fs::read_to_string(case.result().join("series.csv")).unwrap();
    let mut lines = text.lines();
    assert!(lines.next().unwrap().starts_with("branch,run,period,date,"));
    let first = lines.next().unwrap();
    assert!(first.starts_with("baseline,0,0,2019Q4,"), "{first}");
    assert!(text.contains("\n\"rise, then fall\",0,0,2019Q4,"));
    for cell in text
        .lines()
        .nth(3)
        .unwrap()
        .split(',')
        .skip(4)
        .filter(|cell| !cell.is_empty())
    {
        assert_eq!(format!("{:?}", cell.parse::<f64>().unwrap()), cell);
    }
}
