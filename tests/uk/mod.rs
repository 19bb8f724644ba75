//! The United Kingdom: opening figures, long runs, same numbers on any number of threads.

mod baseline;
mod flow_matrix;
mod golden;
mod hooks;
mod levers;
mod matching;
mod opening;
mod published_shocks;
mod random_scenarios;
mod steady_state;
mod taxes;
mod threads;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

use engine::calibration::Calibration;
use engine::economy::Economy;
use engine::levers::{Pull, Size, Wedge};
use engine::parameters::{BuyerMatching, Model};
use engine::simulation::{Simulation, Site};
use engine::tables::Values;

/// The shipped calibration, read from its folder.
fn calibration() -> Calibration {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/calibrations/uk-2019");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.insert(name, std::fs::read_to_string(&path).unwrap());
    }
    Calibration::read(&files).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The model of a calibration at `scale`.
fn model_of(calibration: &Calibration, scale: f64) -> Arc<Model> {
    let (parameters, initial) = calibration
        .model(scale)
        .unwrap_or_else(|problems| panic!("{problems:?}"));
    Arc::new(Model::new(parameters, initial).unwrap_or_else(|problems| panic!("{problems:?}")))
}

/// The shipped model at `scale`.
pub fn model(scale: f64) -> Arc<Model> {
    model_of(&calibration(), scale)
}

/// The shipped model at `scale`, with buyers matched as `matching` says.
fn model_with(scale: f64, matching: BuyerMatching) -> Arc<Model> {
    let (mut parameters, initial) = calibration().model(scale).unwrap();
    parameters.switches.matching = matching;
    Arc::new(Model::new(parameters, initial).unwrap())
}

/// What `work` gives on so many threads.
fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.unwrap().install(work)
}

/// Bits of every number in the state and the series, so that even the sign of a zero counts.
fn bits(economy: &Economy) -> Vec<u64> {
    let mut bits = Vec::new();
    for column in Economy::columns() {
        match economy.values_of(column.table, column.name).unwrap() {
            Values::Numbers(numbers) => bits.extend(numbers.iter().map(|x| x.to_bits())),
            Values::Number(number) => bits.push(number.to_bits()),
            _ => {}
        }
    }
    bits
}

/// One lever pulled, everywhere.
fn pull(lever: &str, size: Size, value: f64) -> Pull {
    Pull {
        lever: engine::levers::find(lever).unwrap(),
        rows: None,
        wedge: Wedge { size, value },
    }
}

/// Simulates a quarter and calls `look` right after the phase called `phase`.
fn step_looking<T>(simulation: &mut Simulation, phase: &str, look: impl Fn(&Simulation) -> T) -> T {
    let mut seen = None;
    simulation
        .step_with(&mut |site: &Site, simulation: &mut Simulation| {
            if site.is_after(phase) {
                seen = Some(look(simulation));
            }
            Ok::<(), Infallible>(())
        })
        .unwrap();
    seen.unwrap()
}

/// The run after `quarters` quarters.
fn run(model: &Arc<Model>, seed: u64, quarters: u32) -> Simulation {
    let mut simulation = Simulation::new(model.clone(), seed, 0).unwrap();
    for _ in 0..quarters {
        simulation.step().unwrap();
    }
    simulation
}
