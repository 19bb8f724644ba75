//! Aggregate matching: the same law as single visits, run for run.

use std::sync::Arc;

use engine::parameters::BuyerMatching;
use engine::record::Record;
use engine::simulation::Simulation;

const RUNS: u64 = 60;
const QUARTERS: u32 = 6;
const SERIES: [&str; 9] = [
    "real_gdp",
    "nominal_gdp",
    "real_household_consumption",
    "real_fixed_capitalformation",
    "real_government_consumption",
    "real_exports",
    "real_imports",
    "unemployment_rate",
    "gdp_deflator",
];

/// Figures of the last quarter, by run; all accounts hold in every quarter, or a step fails.
fn last_quarters(matching: BuyerMatching, scale: f64) -> Vec<[f64; SERIES.len()]> {
    let model = super::model_with(scale, matching);
    let run = |run| {
        let mut simulation = Simulation::new(Arc::clone(&model), 5, run).unwrap();
        for _ in 0..QUARTERS {
            simulation.step().unwrap();
        }
        let record = simulation.record();
        SERIES.map(|name| {
            let columns = &mut Record::COLUMNS.iter();
            let place = columns.position(|column| column.name == name).unwrap();
            record.values()[place]
        })
    };
    (0..RUNS).map(run).collect()
}

/// Mean and standard deviation.
fn moments(x: impl Iterator<Item = f64> + Clone) -> [f64; 2] {
    let count = x.clone().count() as f64;
    let mean = x.clone().sum::<f64>() / count;
    let squares: f64 = x.map(|x| (x - mean) * (x - mean)).sum();
    [mean, (squares / (count - 1.0)).sqrt()]
}

#[test]
fn series_have_the_means_and_deviations_of_single_visits() {
    let exact = last_quarters(BuyerMatching::Exact, 1.0 / 2000.0);
    let aggregate = last_quarters(BuyerMatching::Aggregate, 1.0 / 2000.0);
    assert_ne!(exact, aggregate);
    for (place, name) in SERIES.iter().enumerate() {
        let [mean, sd] = moments(exact.iter().map(|run| run[place]));
        let [mean_2, sd_2] = moments(aggregate.iter().map(|run| run[place]));
        // Both have the same shocks, run for run.
        let differences = exact.iter().zip(&aggregate);
        let [difference, spread] =
            moments(differences.map(|(one, other)| other[place] - one[place]));
        let apart = difference / (spread / (RUNS as f64).sqrt());
        println!(
            "{name}: {mean:.5} {mean_2:.5} ({apart:+.2} standard errors), s.d. {sd:.5} {sd_2:.5}"
        );
        // One of nine is beyond 3.5 in one of 200 such tests.
        assert!(
            apart.abs() < 3.5,
            "{name}: {mean} and {mean_2} are {apart} standard errors apart"
        );
        // The logarithm of a ratio of deviations has a standard error of sqrt(1/n).
        let ratio = libm::log(sd_2 / sd) * (RUNS as f64).sqrt();
        assert!(ratio.abs() < 3.5, "{name}: deviations {sd} and {sd_2}");
    }
}
