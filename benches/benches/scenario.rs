//! Scenarios as the program runs them: reading and checking the largest that is shipped, calibration
//! included, and what hooks cost a run that has none, an empty `on`, or a function that does nothing.
#![expect(clippy::unwrap_used, reason = "a bench stops where it cannot go on")]

use std::ffi::OsString;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use runner::prepare::{Source, prepare};
use runner::scenario::overrides::Overrides;
use runner::{Exit, Streams};

/// The longest scenario of the gallery.
fn largest() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let entries = std::fs::read_dir(folder).unwrap();
    let scenarios = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "lua"));
    scenarios
        .max_by_key(|path| std::fs::metadata(path).unwrap().len())
        .unwrap()
}

fn check(criterion: &mut Criterion) {
    let path = largest();
    criterion.bench_function("decode_and_check", |bench| {
        bench.iter(|| black_box(prepare(Source::file(&path), &Overrides::default()).unwrap()));
    });
}

/// One run of four quarters at 1:1000, with `entry` in its only branch.
fn run(folder: &Path, name: &str, entry: &str) {
    let file = folder.join(format!("{name}.lua"));
    let text = format!(
        "local m = require \"macro\"\nreturn m.scenario {{ horizon = \"4q\", runs = 1, \
         branches = {{ {{ name = \"only\"{entry} }} }} }}\n"
    );
    std::fs::write(&file, text).unwrap();
    let arguments = [
        OsString::from("runner"),
        file.into(),
        "--quiet".into(),
        "--threads=1".into(),
        "-o".into(),
        folder.join("out").into(),
    ];
    let mut streams = Streams {
        out: Box::new(std::io::sink()),
        messages: Box::new(std::io::sink()),
        terminal: false,
        lost: None,
    };
    assert_eq!(runner::run(arguments, &mut streams), Exit::Good);
}

fn hooks(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = criterion.benchmark_group("run_with_hooks");
    group.sample_size(20);
    for (name, entry) in [
        ("none", ""),
        ("empty", ", on = {}"),
        ("silent", ", on = { before_pricing = function(e) end }"),
    ] {
        group.bench_function(name, |bench| bench.iter(|| run(folder.path(), name, entry)));
    }
    group.finish();
}

criterion_group!(benches, check, hooks);
criterion_main!(benches);
