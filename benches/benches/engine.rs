//! The engine at 10 thousand, 100 thousand and 1 million agents of the United Kingdom.
//!
//! `cargo bench -p benches --bench engine` times phases inside running quarters, so that each meets
//! the state it meets in a run: the heavy ones (`goods_market`, `labour_market`,
//! `household_budgets`, `household_incomes`, `record`), `firm_step` (decisions, production, accounts
//! of firms) and `period`, the whole quarter. The goods market and the quarter are timed with single
//! visits of buyers (`exact`) and with many at once (`aggregate`).

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use engine::calibration::Calibration;
use engine::parameters::{BuyerMatching, Model};
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

/// Groups of phases by name; what is in none takes little. An empty list is the whole quarter.
const GROUPS: [(&str, &[&str]); 5] = [
    ("firm_step", FIRM_STEP),
    ("labour_market", &["labour_market"]),
    ("household_budgets", &["household_budgets"]),
    ("household_incomes", &["household_incomes"]),
    ("record", &["record"]),
];

/// Groups whose time depends on how buyers are matched.
const MATCHED: [(&str, &[&str]); 2] = [("goods_market", &["goods_market"]), ("period", &[])];

/// The United Kingdom with about `agents` firms and households, after a quarter.
fn united_kingdom(agents: f64, matching: BuyerMatching) -> Simulation {
    let calibration = Calibration::read(&tables()).expect("the shipped calibration");
    let at = |scale: f64| {
        let (mut parameters, initial) = calibration.model(scale).expect("a valid scale");
        parameters.switches.matching = matching;
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
    let mut simulation = at(trial * agents / count(&at(trial)));
    simulation.step().expect("balanced books");
    simulation
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

/// Times `phases` of `simulation` as `name` at a size.
fn bench(
    criterion: &mut Criterion,
    (name, phases): (&str, &[&str]),
    (size, simulation): (&str, &Simulation),
) {
    let population = &simulation.economy.population;
    let agents = population.firms() + population.households();
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.throughput(Throughput::Elements(agents as u64));
    group.bench_function(BenchmarkId::from_parameter(size), |timer| {
        timer.iter_custom(|quarters| time_in(simulation, phases, quarters));
    });
    group.finish();
}

fn groups(criterion: &mut Criterion) {
    for (size, agents) in SIZES {
        let exact = united_kingdom(agents, BuyerMatching::Exact);
        let aggregate = united_kingdom(agents, BuyerMatching::Aggregate);
        for (name, phases) in MATCHED {
            for simulation in [&exact, &aggregate] {
                let matching = simulation.parameters.switches.matching.name();
                let name = format!("{name}/{matching}");
                bench(criterion, (&name, phases), (size, simulation));
            }
        }
        for group in GROUPS {
            bench(criterion, group, (size, &aggregate));
        }
    }
}

criterion_group!(benches, groups);
criterion_main!(benches);
