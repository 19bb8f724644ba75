//! A few numbers of the shipped calibration, to the last bit: they are the same on every machine and
//! with any number of threads, and change only when the model or its data do.
//!
//! The file is the engine's own output. After a change of results that is meant, run the test with
//! `GOLDEN=write` in the environment, look at the difference, and commit it.

use std::fmt::Write;
use std::path::Path;

use engine::simulation::Simulation;

const SERIES: [&str; 6] = [
    "real_gdp",
    "nominal_gdp",
    "unemployment_rate",
    "inflation",
    "bank_equity",
    "government_debt",
];

fn rows(text: &mut String, variant: &str, mut simulation: Simulation) {
    let columns = engine::record::Record::COLUMNS;
    for quarter in 0..=4 {
        if quarter > 0 {
            simulation.step().unwrap();
        }
        let values = simulation.record().values();
        for name in SERIES {
            let column = columns
                .iter()
                .position(|column| column.name == name)
                .unwrap();
            writeln!(text, "{variant},{quarter},{name},{:?}", values[column]).unwrap();
        }
    }
}

#[test]
fn a_year_to_the_last_bit() {
    let scale = 1.0 / 2000.0;
    let mut text =
        String::from("# Own output of the engine, uk-2019 at scale 1/2000, seed 1, run 0.\n");
    text += "variant,quarter,series,value\n";
    rows(
        &mut text,
        "random",
        Simulation::new(super::model(scale), 1, 0).unwrap(),
    );
    let (mut parameters, initial) = super::calibration().model(scale).unwrap();
    parameters.switches.deterministic = true;
    let deterministic = engine::parameters::Model::new(parameters, initial).unwrap();
    rows(
        &mut text,
        "deterministic",
        Simulation::new(deterministic.into(), 1, 0).unwrap(),
    );

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/uk_2019.csv");
    if std::env::var_os("GOLDEN").is_some_and(|value| value == "write") {
        std::fs::write(&path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    for (found, expected) in text.lines().zip(golden.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(text.lines().count(), golden.lines().count());
}
