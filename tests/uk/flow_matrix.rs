//! The transactions-flow matrix: rows and columns add up to zero whatever happens in the quarter.

use std::convert::Infallible;

use engine::accounting::flow_matrix::{COLUMNS, Matrix, Watch, residual};
use engine::accounting::verbs::{Party, transfer};
use engine::levers::{Pull, Size};
use engine::simulation::{Simulation, Site};

/// Sums that are not more than rounding, of some hundred thousand terms.
const ROUNDING: f64 = 1e-9;

fn quarter(
    simulation: &mut Simulation,
    mut hooks: impl FnMut(&Site, &mut Simulation) -> Result<(), Infallible>,
) -> Matrix {
    let mut watch = Watch::new(&mut hooks);
    simulation.step_with(&mut watch).unwrap();
    watch.matrix().unwrap()
}

fn cell(matrix: &Matrix, row: &str, column: &str) -> f64 {
    let row = matrix.iter().find(|known| known.name == row).unwrap();
    row.values[COLUMNS.iter().position(|known| *known == column).unwrap()]
}

#[test]
fn rows_and_columns_are_zero_in_every_quarter() {
    let model = super::model(1.0 / 2000.0);
    let mut simulation = Simulation::new(model, 3, 0).unwrap();
    for _ in 0..12 {
        let matrix = quarter(&mut simulation, |_, _| Ok(()));
        assert!(
            residual(&matrix) < ROUNDING,
            "{}: {matrix:#?}",
            residual(&matrix)
        );
        // The same figures as in the national accounts.
        let record = simulation.record();
        let close = |one: f64, other: f64| (one / other - 1.0).abs() < 1e-9;
        assert!(close(
            cell(&matrix, "Imports", "Rest of the world"),
            record.nominal_imports
        ));
        assert!(close(cell(&matrix, "Wages", "Households"), record.wages));
        let taxes = ["Taxes on production", "Tax on consumption"];
        assert!(close(
            cell(&matrix, taxes[0], "Government"),
            record.taxes_production
        ));
        let consumption =
            cell(&matrix, "Consumption", "Firms, current") + cell(&matrix, taxes[1], "Government");
        assert!(close(consumption, record.nominal_household_consumption));
        assert_eq!(
            cell(&matrix, "Transfers of the scenario", "Households"),
            0.0
        );
    }
}

#[test]
fn taxes_that_a_scenario_moves_are_in_the_matrix_at_their_rates() {
    let model = super::model(1.0 / 4000.0);
    let step = |pulls: &[Pull]| {
        let mut simulation = Simulation::new(model.clone(), 3, 0).unwrap();
        quarter(&mut simulation, |_, _| Ok(()));
        quarter(&mut simulation, |site, simulation| {
            if *site == Site::PeriodStart {
                simulation.pull(pulls);
            }
            Ok(())
        })
    };
    let pulls = ["tax_value_added", "tax_income", "tax_production"]
        .map(|lever| super::pull(lever, Size::Add, 0.05));
    let (plain, taxed) = (step(&[]), step(&pulls));
    assert!(residual(&taxed) < ROUNDING, "{taxed:#?}");
    for tax in ["Tax on consumption", "Income tax", "Taxes on production"] {
        let more = cell(&taxed, tax, "Government") - cell(&plain, tax, "Government");
        assert!(
            more > 0.02 * cell(&plain, "Wages", "Households"),
            "{tax}: {more}"
        );
    }
}

#[test]
fn what_a_scenario_transfers_is_a_row_of_its_own() {
    let model = super::model(1.0 / 4000.0);
    let mut simulation = Simulation::new(model, 3, 0).unwrap();
    let matrix = quarter(&mut simulation, |site, simulation| {
        if *site == Site::PeriodStart {
            let rows: Vec<u32> = (0..100).collect();
            let households = Party::Households(&rows);
            transfer(&mut simulation.economy, Party::Government, households, 7.0).unwrap();
        }
        Ok(())
    });
    assert!(residual(&matrix) < ROUNDING, "{matrix:#?}");
    let given = |column| cell(&matrix, "Transfers of the scenario", column);
    assert!((given("Households") - 7.0).abs() < 1e-6);
    assert!((given("Government") + 7.0).abs() < 1e-6);
}
