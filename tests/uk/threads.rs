//! Same seed, same bytes, on 1, 2 and 7 threads: all state, not only what is recorded.

use engine::economy::Economy;

/// Bits of every series, so that even the sign of a zero counts.
fn bits(economy: &Economy) -> Vec<u64> {
    let accounts = &economy.accounts;
    let industries = accounts.industries.values().concat();
    accounts
        .national
        .values()
        .into_iter()
        .chain(industries)
        .map(f64::to_bits)
        .collect()
}

fn same_on_any_number_of_threads(scale: f64, quarters: u32) {
    let model = super::model(scale);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| super::run(&model, 7, quarters).economy)
    };
    let one = with(1);
    for threads in [2, 7] {
        let other = with(threads);
        assert!(
            one == other,
            "state differs between 1 and {threads} threads"
        );
        assert_eq!(
            bits(&one),
            bits(&other),
            "series differ between 1 and {threads} threads"
        );
    }
}

#[test]
fn small_population() {
    same_on_any_number_of_threads(1.0 / 1000.0, 4);
}

/// Large enough for long buyer lists, which are ordered in clusters, and for several chunks a sum.
#[test]
fn large_population() {
    same_on_any_number_of_threads(1.0 / 100.0, 1);
}

#[test]
fn seeds_and_runs_differ() {
    let model = super::model(1.0 / 5000.0);
    let first = super::run(&model, 1, 2).economy;
    assert!(first == super::run(&model, 1, 2).economy);
    assert!(first != super::run(&model, 2, 2).economy);
}
