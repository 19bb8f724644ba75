//! The result folder: same bytes for any number of threads, facts in every file.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use engine::parameters::Scalars;
use engine::record::{IndustryRecord, Record};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{SMALL, names, scenario, table};

/// All rows of a Parquet file.
pub fn read(path: &Path) -> RecordBatch {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let mut batches = builder.with_batch_size(1 << 20).build().unwrap();
    let batch = batches.next().unwrap().unwrap();
    assert!(batches.next().is_none());
    batch
}

/// Figures of a column.
fn figures(batch: &RecordBatch, column: &str) -> Vec<f64> {
    batch
        .column_by_name(column)
        .unwrap()
        .as_primitive::<Float64Type>()
        .values()
        .to_vec()
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let files = |threads: &str| -> BTreeMap<&str, Vec<u8>> {
        let case = scenario(SMALL).with(&["--threads", threads]);
        case.run().good();
        let file = |name| (name, std::fs::read(case.result().join(name)).unwrap());
        [
            "series.parquet",
            "industries.parquet",
            "network.parquet",
            "series.svg",
            "report.html",
            "scenario.lua",
        ]
        .map(file)
        .into()
    };
    let one = files("1");
    for threads in ["2", "7"] {
        for (name, bytes) in files(threads) {
            assert!(one[name] == bytes, "{name} with {threads} threads");
        }
    }
}

#[test]
fn headings_of_the_summary_fit_a_year_that_is_not_whole() {
    let part = scenario(SMALL).run().good().out;
    assert!(
        part.contains("2020 to Q2") && part.contains("on year ago") && part.contains("at the end")
    );
    assert!(!part.contains("Q4 on Q4") && !part.contains("end of year"));
    let whole = scenario(&SMALL.replace("2q", "4q")).run().good();
    whole.shows(&["Q4 on Q4", "mean of year", "end of year"]);
}

#[test]
fn every_column_has_label_unit_and_source() {
    let case = scenario(SMALL);
    case.run().good();
    for (file, keys, columns) in [
        ("series.parquet", 4, Record::COLUMNS),
        ("industries.parquet", 5, IndustryRecord::COLUMNS),
    ] {
        let batch = read(&case.result().join(file));
        let schema = batch.schema();
        assert_eq!(schema.fields().len(), keys + columns.len());
        for field in &schema.fields()[..keys] {
            assert!(!field.metadata()["label"].is_empty() && !field.metadata()["unit"].is_empty());
        }
        for (field, column) in schema.fields()[keys..].iter().zip(columns) {
            assert_eq!(field.name(), column.name);
            assert_eq!(field.metadata()["label"], column.meaning);
            assert_eq!(field.metadata()["unit"], column.unit);
            assert_eq!(field.metadata()["symbol"], column.symbol);
            assert!(field.metadata()["source"].contains("Poledna"));
        }
    }
}

#[test]
fn every_file_carries_the_hash_of_the_scenario() {
    let case = scenario(SMALL);
    case.run().good();
    let hash = case.manifest()["scenario_hash"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(case.result().display().to_string().ends_with(&hash[..8]));
    for file in ["series.parquet", "industries.parquet", "network.parquet"] {
        let file = File::open(case.result().join(file)).unwrap();
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        let facts = builder
            .metadata()
            .file_metadata()
            .key_value_metadata()
            .unwrap()
            .clone();
        for (key, value) in [
            ("scenario_hash", hash.as_str()),
            ("currency", "GBP"),
            ("unit", "million"),
            ("scale", "0.0001"),
        ] {
            let fact = facts.iter().find(|fact| fact.key == key);
            assert_eq!(fact.and_then(|fact| fact.value.as_deref()), Some(value));
        }
    }
}

#[test]
fn rows_are_runs_and_quarters_from_the_base_quarter_on() {
    let case = scenario(SMALL);
    case.run().good();
    let batch = read(&case.result().join("series.parquet"));
    let dates: Vec<_> = batch
        .column_by_name("date")
        .unwrap()
        .as_string::<i32>()
        .iter()
        .flatten()
        .collect();
    assert_eq!(dates, ["2019Q4", "2020Q1", "2020Q2"].repeat(3));
    let numbers = |name: &str| {
        batch
            .column_by_name(name)
            .unwrap()
            .as_primitive::<UInt32Type>()
            .values()
            .to_vec()
    };
    assert_eq!(numbers("run"), [0, 0, 0, 1, 1, 1, 2, 2, 2]);
    assert_eq!(numbers("period"), [0, 1, 2].repeat(3));
    assert!(figures(&batch, "real_gdp").iter().all(|gdp| *gdp > 0.0));

    let industries = read(&case.result().join("industries.parquet"));
    assert_eq!(industries.num_rows(), batch.num_rows() * 62);
    let by_industry = figures(&industries, "nominal_sector_gva");
    for (quarter, total) in by_industry.chunks(62).zip(figures(&batch, "nominal_gva")) {
        assert!((quarter.iter().sum::<f64>() / total - 1.0).abs() < 1e-9);
    }
}

#[test]
fn the_network_of_production_is_beside_the_series() {
    let case = scenario(SMALL);
    case.run().good();
    let network = read(&case.result().join("network.parquet"));
    assert_eq!(network.num_rows(), 62);
    let influence = figures(&network, "influence");
    assert!((influence.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(
        figures(&network, "upstreamness")
            .iter()
            .all(|&stages| stages >= 1.0)
    );
    let field = network
        .schema()
        .field_with_name("influence")
        .unwrap()
        .clone();
    assert!(field.metadata()["source"].contains("Acemoglu"));
}

#[test]
fn what_is_recorded_does_not_change_what_happens() {
    let entries = |record: &str| {
        format!("  horizon = \"3q\",\n  runs = 2,\n  economy = {{ scale = 1/10000 }},\n{record}")
    };
    let all = table(&entries(""));
    all.run().good();
    let few = table(&entries(
        "  record = { series = { \"inflation\", \"real_gdp\" }, industries = {} },",
    ));
    few.run().good();
    assert!(!names(&few.result()).contains("industries.parquet"));
    let (all, few) = (
        read(&all.result().join("series.parquet")),
        read(&few.result().join("series.parquet")),
    );
    assert_eq!(few.num_columns(), 6);
    for column in ["real_gdp", "inflation"] {
        assert_eq!(figures(&all, column), figures(&few, column));
    }
}

#[test]
fn a_run_draws_the_same_in_every_branch() {
    let case = table(
        "  horizon = \"2q\",\n  runs = 2,\n  economy = { scale = 1/10000 },\n  branches = { { name = \"a\" }, { name = \"b\" }, { name = \"c\", set = { tax_income = 0.3 } } },",
    );
    case.run()
        .good()
        .says(&["warning: branch b has the same figures as a"]);
    let gdp = figures(&read(&case.result().join("series.parquet")), "real_gdp");
    let of = |run: usize, branch: usize| &gdp[(run * 3 + branch) * 3..][..3];
    for run in [0, 1] {
        assert_eq!(of(run, 0), of(run, 1));
        assert_eq!(of(run, 0)[0], of(run, 2)[0], "the opening quarter is data");
        assert_ne!(of(run, 0)[1..], of(run, 2)[1..]);
    }
    assert_ne!(of(0, 0)[1], of(1, 0)[1]);
}

#[test]
fn the_manifest_is_complete() {
    let case = scenario(SMALL).with(&["--threads", "2"]);
    case.run().good();
    let manifest = case.manifest();
    for (key, value) in [
        ("title", "Small".into()),
        ("scale", 0.0001.into()),
        ("base_quarter", "2019Q4".into()),
        ("horizon", 2.into()),
        ("seed", 7.into()),
        ("runs", 3.into()),
        ("threads", 2.into()),
        ("exit_code", 0.into()),
        ("failures", serde_json::json!([])),
        ("warnings", serde_json::json!([])),
        ("overridden", serde_json::json!([])),
    ] {
        assert_eq!(manifest[key], value, "{key}");
    }
    let branch = &manifest["branches"][0];
    assert_eq!(branch["name"], "baseline");
    assert_eq!(branch["set"], serde_json::json!({}));
    for about in Scalars::DESCRIPTIONS {
        assert!(
            branch["parameters"][about.name].is_number(),
            "{}",
            about.name
        );
    }
    for key in ["engine", "scenario_hash", "start", "end", "policy_rule"] {
        assert!(
            manifest[key].as_str().is_some_and(|text| !text.is_empty()),
            "{key}"
        );
    }
    for key in ["name", "country", "origin", "hash", "attribution"] {
        assert!(manifest["calibration"][key].is_string(), "{key}");
    }
    assert!(manifest["wall_seconds"].as_f64().unwrap() > 0.0);
    assert!(manifest["persons"].as_u64().unwrap() > 1000);
    assert_eq!(
        std::fs::read_to_string(case.result().join("scenario.lua")).unwrap(),
        SMALL
    );
}

#[test]
fn figures_that_do_not_exist_are_nulls() {
    let case = scenario(SMALL);
    case.run().good();
    for file in ["series.parquet", "industries.parquet"] {
        let batch = read(&case.result().join(file));
        let columns = batch.columns().iter();
        for column in columns.filter_map(|column| column.as_primitive_opt::<Float64Type>()) {
            assert!(column.iter().flatten().all(f64::is_finite));
        }
    }
    let batch = read(&case.result().join("series.parquet"));
    let growth = batch.column_by_name("expected_growth").unwrap();
    assert!(growth.is_null(0) && growth.is_valid(1));
}
