//! The engine at 10 thousand, 100 thousand and 1 million agents of the United Kingdom.
//!
//! `cargo bench -p benches` times groups of phases inside running quarters, so that every phase
//! meets the state it meets in a run: `firm_step` (decisions, production, accounts of firms),
//! `market_clearing` (goods market), `labour_market`, and `period`, the whole quarter.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use engine::calibration::Calibration;
use engine::parameters::Model;
use engine::period::PERIOD;
use engine::simulation::{Side, Simulation, Site};

/// Sizes by name: firms and households together.
const SIZES: [(&str, f64); 3] = [("10k", 1e4), ("100k", 1e5), ("1M", 1e6)];

/// Phases in which firms decide, produce and settle their accounts.
const FIRM_STEP: &[&str] = &[
    "production_plan",
    "pricing",
    "input_plan",
    "financing_plan",
    "production",
    "firm_stocks",
    "firm_profits",
    "firm_finances",
];

/// The tables of the shipped calibration.
fn tables() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/calibrations/uk-2019");
    let entries = std::fs::read_dir(folder).expect("the calibration's folder");
    entries
        .map(|entry| {
            let path = entry.expect("a readable folder").path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            (
                name,
                std::fs::read_to_string(path).expect("a readable table"),
            )
        })
        .collect()
}

/// The United Kingdom with about `agents` firms and households.
fn united_kingdom(agents: f64) -> Simulation {
    let calibration = Calibration::read(&tables()).expect("the shipped calibration");
    let at = |scale: f64| {
        let (parameters, initial) = calibration.model(scale).expect("a valid scale");
        Simulation::new(
            Arc::new(Model::new(parameters, initial).expect("a valid model")),
            1,
            0,
        )
        .expect("balanced books")
    };
    let count = |simulation: &Simulation| {
        (simulation.economy.population.firms() + simulation.economy.population.households()) as f64
    };
    let trial = 1e-3;
    at(trial * agents / count(&at(trial)))
}

/// Time spent in `phases` during `quarters` quarters; in all of them if the list is empty.
fn time_in(simulation: &Simulation, phases: &[&str], quarters: u64) -> Duration {
    let mut total = Duration::ZERO;
    for _ in 0..quarters {
        let mut simulation = simulation.clone();
        let mut started: Option<Instant> = None;
        let mut stop = |started: &mut Option<Instant>| {
            total += started.take().map_or(Duration::ZERO, |at| at.elapsed())
        };
        let whole = phases.is_empty().then(Instant::now);
        simulation
            .step_with(&mut |site: &Site, _: &mut Simulation| {
                if let Site::Around(place, Side::Before) = *site {
                    stop(&mut started);
                    if phases.contains(&PERIOD[place].name) {
                        started = Some(Instant::now());
                    }
                }
                Ok::<(), Infallible>(())
            })
            .expect("balanced books");
        stop(&mut started);
        total += whole.map_or(Duration::ZERO, |at| at.elapsed());
    }
    total
}

fn groups(criterion: &mut Criterion) {
    let simulations: Vec<(&str, Simulation)> = SIZES
        .iter()
        .map(|&(name, agents)| {
            let mut simulation = united_kingdom(agents);
            simulation.step().expect("balanced books");
            (name, simulation)
        })
        .collect();
    for (group, phases) in [
        ("firm_step", FIRM_STEP),
        ("market_clearing", &["goods_market"]),
        ("labour_market", &["labour_market"]),
        ("period", &[]),
    ] {
        let mut bench = criterion.benchmark_group(group);
        bench.sample_size(10);
        for (name, simulation) in &simulations {
            let population = &simulation.economy.population;
            bench.throughput(Throughput::Elements(
                (population.firms() + population.households()) as u64,
            ));
            bench.bench_function(BenchmarkId::from_parameter(name), |timer| {
                timer.iter_custom(|quarters| time_in(simulation, phases, quarters));
            });
        }
        bench.finish();
    }
}

criterion_group!(benches, groups);
criterion_main!(benches);
