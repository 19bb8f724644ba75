//! What others read results with: pyarrow, polars, pandas and `DuckDB`, where they are installed.

use std::process::Command;

use super::{project, scenario};

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
