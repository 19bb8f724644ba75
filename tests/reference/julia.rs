//! T-julia: the published predictions of BeforeIT.jl for Italy, where its parameter files are found.

use engine::parameters::{Profile, Switches};
use engine::simulation::Simulation;

use super::data::{self, Comparison};

const ITALY: &str = "italy_2010Q1_scale10000";

#[test]
fn twelve_deterministic_quarters_of_italy_in_the_julia_profile() {
    let Some(folder) = data::folder() else { return };
    if !folder.join(format!("{ITALY}_parameters.json")).is_file() {
        println!(
            "skipped: no {ITALY}_parameters.json in {}",
            folder.display()
        );
        return;
    }
    let switches = Switches {
        deterministic: true,
        ..Switches::of(Profile::JuliaCompat)
    };
    let mut simulation = Simulation::new(data::model(&folder, ITALY, switches), 1, 0).unwrap();
    let base = simulation.record().clone();
    let golden = include_str!("../golden/italy_2010Q1_julia.csv");
    let mut lines = golden.lines().filter(|line| !line.starts_with('#'));
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let mut comparison = Comparison::default();
    for line in lines.skip(1) {
        simulation.step().unwrap();
        let record = simulation.record();
        for (name, expected) in names.iter().zip(line.split(',')).skip(1) {
            let found = match *name {
                "annual_policy_rate" => libm::pow(1.0 + record.policy_rate, 4.0) - 1.0,
                name => data::value(record, name) / data::value(&base, name),
            };
            comparison.close(name, &[found], &[expected.parse().unwrap()], 1e-9, 1e-2);
        }
    }
    comparison.finish("T-julia, Italy 2010Q1, 12 quarters");
}
