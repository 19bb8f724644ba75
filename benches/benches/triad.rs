//! What memory gives: `a = b + 3 c` over columns that no cache holds.
//!
//! `cargo bench -p benches --bench triad` prints it in GB/s, the measure of phases in `docs/performance.md`;
//! `RAYON_NUM_THREADS` says on how many threads. A row moves 32 bytes: `b` and `c` come in, `a` comes in
//! before it is overwritten, and goes out.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rayon::prelude::*;

/// Rows of a column: 256 MiB.
const ROWS: usize = 1 << 25;

/// Rows a thread takes at a time, as in the phases.
const ROWS_PER_TASK: usize = 4096;

fn triad(criterion: &mut Criterion) {
    let mut a = vec![0.5; ROWS];
    let (b, c) = (vec![1.5; ROWS], vec![2.5; ROWS]);
    let mut group = criterion.benchmark_group("triad");
    group.sample_size(20);
    group.throughput(Throughput::BytesDecimal(32 * ROWS as u64));
    let threads = rayon::current_num_threads();
    group.bench_function(format!("{threads} threads"), |timer| {
        timer.iter(|| {
            (&mut a, &b, &c)
                .into_par_iter()
                .with_min_len(ROWS_PER_TASK)
                .for_each(|(a, b, c)| *a = b + 3.0 * c);
            black_box(&mut a);
        });
    });
    group.finish();
}

criterion_group!(benches, triad);
criterion_main!(benches);
