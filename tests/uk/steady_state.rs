//! T-steady for the United Kingdom: with all that moves it taken out, the economy stands still.

use std::convert::Infallible;

use engine::calibration::Assumptions;
use engine::record::Record;
use engine::simulation::{Simulation, Site};
use engine::tables::Kind;

const QUARTERS: u32 = 12;

/// Largest relative deviation of a series; rounding gives up to 5.3e-12 over 28 seeds, and SPEC has 1e-9.
const SERIES: f64 = 6e-12;
/// The same of a firm or product, some of which are small; rounding gives up to 2.4e-10.
const SINGLE: f64 = 3e-10;

/// Series that money moves, and the calendar.
const MOVING: [&str; 7] = [
    "firm_deposits",
    "firm_loans",
    "new_loans",
    "household_deposits",
    "bank_reserves",
    "foreign_position",
    "collection_time",
];
/// Series that are zero but for rounding, compared with output.
const BALANCES: [&str; 2] = ["government_deficit", "inventories"];

/// The largest relative deviation, and where it is.
#[derive(Default)]
struct Worst(f64, String);

impl Worst {
    fn compare(&mut self, place: &str, found: f64, expected: f64, size: f64) {
        let deviation = (found - expected).abs() / size;
        assert!(!deviation.is_nan(), "{place}: {found} after {expected}");
        if deviation > self.0 {
            *self = Worst(deviation, format!("{place}: {found} after {expected}"));
        }
    }

    fn rows(&mut self, place: &str, found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len(), "{place}");
        for (row, (&found, &expected)) in found.iter().zip(expected).enumerate() {
            self.compare(&format!("{place}[{row}]"), found, expected, size(expected));
        }
    }
}

fn size(value: f64) -> f64 {
    if value == 0.0 { 1.0 } else { value.abs() }
}

#[test]
fn twelve_quarters_do_not_move_the_steady_state() {
    let calibration = super::calibration().with_assumptions(Assumptions::rest);
    for (scale, seed) in [(1e-3, 1), (1e-3, 42), (1e-4, 1)] {
        let opening = super::run(&super::model_of(&calibration, scale), seed, 0);
        let mut simulation = opening.clone();
        simulation.step().unwrap();
        let first = simulation.clone();
        let (mut economy, mut single) = (Worst::default(), Worst::default());
        for quarter in 1..=QUARTERS {
            if quarter > 1 {
                simulation.step().unwrap();
            }
            series(&simulation, &opening, &first, &mut economy);
            firms_and_products(&simulation, &opening, &first, &mut single);
            money(&simulation, &opening, f64::from(quarter), &mut economy);
        }
        println!(
            "scale {scale}, seed {seed}: series {:.1e} {}",
            economy.0, economy.1
        );
        println!(
            "                firms and products {:.1e} {}",
            single.0, single.1
        );
        assert!(economy.0 <= SERIES, "{}", economy.1);
        assert!(single.0 <= SINGLE, "{}", single.1);
    }
}

/// What is left is the rounding of the forecasts, which sees growth of 10^-13 in a constant history
/// and which production follows: without it the economy stays where it is for fifteen years.
#[test]
fn only_the_rounding_of_forecasts_moves_the_steady_state() {
    let calibration = super::calibration().with_assumptions(Assumptions::rest);
    let mut simulation = super::run(&super::model_of(&calibration, 1e-3), 1, 0);
    let mut exact = |site: &Site, simulation: &mut Simulation| -> Result<(), Infallible> {
        if site.is_before("production_plan") {
            let aggregate = &mut simulation.economy.aggregate;
            assert!(aggregate.expected_growth.abs() < 1e-12);
            (aggregate.expected_growth, aggregate.expected_inflation) = (0.0, 0.0);
        }
        Ok(())
    };
    let gdp = simulation.record().nominal_gdp;
    for _ in 0..60 {
        simulation.step_with(&mut exact).unwrap();
        let deviation = simulation.record().nominal_gdp / gdp - 1.0;
        assert!(deviation.abs() < 2e-13, "{deviation}");
    }
}

/// Every series is what it is at the start; what the start does not have, what it was at first.
fn series(now: &Simulation, opening: &Simulation, first: &Simulation, worst: &mut Worst) {
    let output = opening.record().gross_output;
    let [now, opening, first] = [now, opening, first].map(|it| it.record().values());
    for (k, column) in Record::COLUMNS.iter().enumerate() {
        if !MOVING.contains(&column.name) {
            let at_rest = if opening[k].is_nan() {
                first[k]
            } else {
                opening[k]
            };
            let size = match column.kind {
                Kind::Rate => 1.0,
                _ if BALANCES.contains(&column.name) => output,
                _ => size(at_rest),
            };
            worst.compare(column.name, now[k], at_rest, size);
        }
    }
}

/// Every firm makes and sells what it did at the start at the same price with the same persons, and
/// nobody asks in vain.
fn firms_and_products(
    now: &Simulation,
    opening: &Simulation,
    first: &Simulation,
    worst: &mut Worst,
) {
    let (firms, before) = (&now.economy.firms, &opening.economy.firms);
    assert_eq!(firms.employees, before.employees);
    assert_eq!(
        now.economy.households.employer,
        opening.economy.households.employer
    );
    worst.rows("price", &firms.price, &before.price);
    worst.rows("output", &firms.output, &before.output);
    worst.rows("sales", &firms.sales, &before.output);
    worst.rows("demand", &firms.demand, &before.output);
    worst.rows("capital", &firms.capital, &before.capital);
    worst.rows("materials", &firms.materials, &before.materials);
    let (products, before) = (now.industry_record(), first.industry_record());
    worst.rows("imports", &products.imports, &before.imports);
    worst.rows("product price", &products.price, &before.price);
}

/// Money goes where the trade balance takes it, by the same amount in every quarter: what the rest
/// of the world gains firms and households lose.
fn money(now: &Simulation, opening: &Simulation, quarter: f64, worst: &mut Worst) {
    let [now, before] = [now, opening].map(Simulation::record);
    let deficit = before.nominal_imports - before.nominal_exports;
    let gained = now.foreign_position - before.foreign_position;
    worst.compare(
        "foreign position",
        gained,
        quarter * deficit,
        before.nominal_imports,
    );
    let wealth = |it: &Record| it.household_deposits + it.firm_deposits - it.firm_loans;
    let lost = wealth(before) - wealth(now);
    worst.compare("wealth", lost, quarter * deficit, wealth(before));
}
