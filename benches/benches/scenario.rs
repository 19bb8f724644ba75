//! Scenarios as the program runs them: reading and checking the largest that are shipped, calibration
//! included, and what hooks cost a run that has none, an empty `on`, or a function that does nothing.
#![expect(clippy::unwrap_used, reason = "a bench stops where it cannot go on")]

use std::ffi::OsString;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use runner::prepare::{Source, prepare};
use runner::scenario::overrides::Overrides;
use runner::{Exit, Streams};

/// The largest scenarios that are shipped: the gallery's `own_policy_rules.lua` with its seven branches
/// and functions, and the page of the README, which holds an entry of every kind.
fn largest(folder: &Path) -> [(&'static str, PathBuf); 2] {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = std::fs::read_to_string(project.join("README.md")).unwrap();
    let (_, page) = readme.split_once("```lua\n").unwrap();
    let (page, _) = page.split_once("```").unwrap();
    std::fs::write(folder.join("page.lua"), page).unwrap();
    let (from, to) = (project.join("scenarios/data"), folder.join("data"));
    std::fs::create_dir(&to).unwrap();
    let data = "uk_2020_2022.csv";
    std::fs::copy(from.join(data), to.join(data)).unwrap();
    [
        (
            "own_policy_rules",
            project.join("scenarios/own_policy_rules.lua"),
        ),
        ("page_of_the_readme", folder.join("page.lua")),
    ]
}

fn check(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = criterion.benchmark_group("decode_and_check");
    for (name, path) in largest(folder.path()) {
        group.bench_function(name, |bench| {
            bench.iter(|| black_box(prepare(Source::file(&path), &Overrides::default()).unwrap()));
        });
    }
    group.finish();
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
        events: false,
        made: None,
        stop: None,
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
