//! Same seed, same bytes, on any number of threads, also on more than there are processors: the
//! series of every quarter and all state at the end.

use std::sync::Arc;

use engine::economy::Economy;
use engine::parameters::{BuyerMatching, Model};
use engine::simulation::Simulation;

/// Bits of the series of every quarter and of the state at the end, and that state.
fn simulated(model: &Arc<Model>, quarters: u32, threads: usize) -> (Vec<u64>, Economy) {
    super::on_threads(threads, || {
        let mut simulation = Simulation::new(Arc::clone(model), 7, 0).unwrap();
        let mut bits = Vec::new();
        for _ in 0..quarters {
            simulation.step().unwrap();
            let accounts = &simulation.economy.accounts;
            let series = [
                accounts.national.values(),
                accounts.industries.values().concat(),
            ];
            bits.extend(series.concat().into_iter().map(f64::to_bits));
        }
        bits.extend(super::bits(&simulation.economy));
        (bits, simulation.economy)
    })
}

/// Simulates single visits and buyers at once, on one thread and on `others`.
fn same_on_any_number_of_threads(scale: f64, quarters: u32, others: &[usize]) {
    let [exact, aggregate] = [BuyerMatching::Exact, BuyerMatching::Aggregate].map(|matching| {
        let model = super::model_with(scale, matching);
        let one = simulated(&model, quarters, 1);
        for &threads in others {
            let name = matching.name();
            let same = one == simulated(&model, quarters, threads);
            assert!(same, "{name}: 1 and {threads} threads differ");
        }
        one
    });
    assert!(exact.0 != aggregate.0, "no buyer is matched at once");
}

#[test]
fn small_population() {
    same_on_any_number_of_threads(1.0 / 1000.0, 6, &[2, 3, 7, 16]);
}

/// Large enough for long buyer lists, which are ordered in clusters, and for several chunks a sum.
#[test]
fn large_population() {
    same_on_any_number_of_threads(1.0 / 100.0, 1, &[2, 7]);
}

/// People of the United Kingdom per person of the test that is run where it is asked for.
const ONE_IN: f64 = 10.0;

#[test]
#[ignore = "takes a minute and 3 GiB: cargo test --release -p runner --test suite -- --ignored one_to_ten"]
fn one_to_ten() {
    same_on_any_number_of_threads(1.0 / ONE_IN, 2, &[2, 3, 7, 16]);
}

#[test]
fn seeds_and_runs_differ() {
    let model = super::model(1.0 / 5000.0);
    let first = super::run(&model, 1, 2).economy;
    assert!(first == super::run(&model, 1, 2).economy);
    assert!(first != super::run(&model, 2, 2).economy);
}
