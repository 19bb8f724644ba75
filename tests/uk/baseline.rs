//! Ten years of the United Kingdom: alive and plausible, as published and with the growth extension.

use std::sync::Arc;

use engine::parameters::Model;
use engine::record::Record;
use rayon::prelude::*;

const SCALE: f64 = 1.0 / 1000.0;
const SEEDS: u64 = 8;
const YEARS: usize = 10;

/// Records of every quarter, and profits by industry, of several runs.
struct Runs(Vec<Vec<(Record, Vec<f64>)>>);

impl Runs {
    fn of(model: &Arc<Model>) -> Self {
        Runs(
            (0..SEEDS)
                .into_par_iter()
                .map(|seed| {
                    let mut simulation = super::run(model, seed, 0);
                    let observed = |s: &engine::simulation::Simulation| {
                        (s.record().clone(), s.industry_record().profit.clone())
                    };
                    let mut records = vec![observed(&simulation)];
                    for _ in 0..4 * YEARS {
                        simulation.step().unwrap();
                        records.push(observed(&simulation));
                    }
                    records
                })
                .collect(),
        )
    }

    /// Mean over runs of `measure`, which sees the last quarters of this year and of the one before.
    fn mean(&self, year: usize, measure: impl Fn(&Record, &Record) -> f64) -> f64 {
        let value = |run: &Vec<(Record, Vec<f64>)>| measure(&run[4 * year].0, &run[4 * year - 4].0);
        self.0.iter().map(value).sum::<f64>() / self.0.len() as f64
    }

    /// Profits of an industry over the last two years, all runs together.
    fn late_profits(&self, industry: usize) -> f64 {
        self.0
            .iter()
            .flat_map(|run| &run[4 * YEARS - 7..])
            .map(|(_, profits)| profits[industry])
            .sum()
    }
}

fn growth(now: &Record, before: &Record) -> f64 {
    100.0 * (now.real_gdp / before.real_gdp - 1.0)
}

fn inflation(now: &Record, before: &Record) -> f64 {
    100.0 * (now.gdp_deflator / before.gdp_deflator - 1.0)
}

fn unemployment(now: &Record, _: &Record) -> f64 {
    100.0 * now.unemployment_rate
}

fn debt(now: &Record, _: &Record) -> f64 {
    100.0 * now.government_debt / (4.0 * now.nominal_gdp)
}

fn trade(now: &Record, _: &Record) -> f64 {
    100.0 * (now.nominal_exports - now.nominal_imports) / now.nominal_gdp
}

#[test]
fn the_baseline_stays_plausible_for_ten_years() {
    let runs = Runs::of(&super::model(SCALE));
    println!("year  growth  inflation  unemployment  debt/GDP  trade/GDP");
    for year in 1..=YEARS {
        let [growth, inflation, unemployed, debt, trade] =
            [growth, inflation, unemployment, debt, trade].map(|measure| runs.mean(year, measure));
        println!(
            "{year:4} {growth:7.2} {inflation:10.2} {unemployed:13.2} {debt:9.1} {trade:10.2}"
        );
        assert!(
            (0.0..=4.0).contains(&inflation),
            "inflation {inflation} in year {year}"
        );
        assert!(
            (2.0..=9.0).contains(&unemployed),
            "unemployment {unemployed} in year {year}"
        );
        assert!((50.0..=110.0).contains(&debt), "debt {debt} in year {year}");
        assert!(
            (-5.0..=2.0).contains(&trade),
            "trade balance {trade} in year {year}"
        );
    }
    let mean_growth = (1..=YEARS).map(|year| runs.mean(year, growth)).sum::<f64>() / YEARS as f64;
    assert!(
        (0.5..=3.0).contains(&mean_growth),
        "mean growth {mean_growth}"
    );
    for industry in 0..runs.0[0][0].1.len() {
        assert!(
            runs.late_profits(industry) > 0.0,
            "industry {industry} loses money in the last two years"
        );
    }
}

/// The weakness that the extension answers: without a trend in productivity unemployment drifts to zero.
#[test]
fn without_the_growth_extension_unemployment_drifts_down() {
    let published = super::calibration().with_assumptions(|a| a.growth.enabled = false);
    let runs = Runs::of(&super::model_of(&published, SCALE));
    let last = runs.mean(YEARS, unemployment);
    println!("unemployment after {YEARS} years without the extension: {last:.2} %");
    assert!(last < 2.0, "unemployment {last} after ten years");
}
