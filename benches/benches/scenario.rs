//! Reading and checking a scenario: the largest that is shipped, calibration included.
#![expect(clippy::unwrap_used, reason = "a bench stops where it cannot go on")]

use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use runner::prepare::prepare;
use runner::scenario::overrides::Overrides;

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
        bench.iter(|| black_box(prepare(&path, &Overrides::default()).unwrap()));
    });
}

criterion_group!(benches, check);
criterion_main!(benches);
