//! T-steady: an economy in a steady state stays there, with random matching.

use engine::parameters::Switches;
use engine::simulation::Simulation;

use super::data::{self, Comparison};
use super::opening::compare_accounts;

#[test]
fn twelve_quarters_do_not_move_the_steady_state() {
    let Some(folder) = data::folder() else { return };
    let expected = data::file(&folder, "steady_state_t0_accounts.json");
    let model = data::model(&folder, "steady_state", Switches::default());
    let mut comparison = Comparison::default();
    for seed in [1, 42] {
        let mut simulation = Simulation::new(model.clone(), seed, 0).unwrap();
        let opening = simulation.economy.clone();
        for quarter in 1..=12 {
            simulation.step().unwrap();
            let economy = &simulation.economy;
            compare_accounts(&simulation, &expected, 1e-9, &mut comparison);
            comparison.close(
                "price",
                &economy.firms.price,
                &opening.firms.price,
                1e-9,
                1.0,
            );
            comparison.close(
                "L_G",
                &[economy.government.debt],
                &[opening.government.debt],
                1e-9,
                1.0,
            );
            comparison.close(
                "E_k",
                &[economy.bank.equity],
                &[opening.bank.equity],
                1e-9,
                1.0,
            );
            let position = -1_097.927_785_656 * f64::from(quarter);
            comparison.close("D_RoW", &[economy.foreign.position], &[position], 1e-9, 1.0);
            let unemployed = economy
                .households
                .employer
                .iter()
                .filter(|e| e.row().is_none())
                .count();
            assert_eq!(unemployed, 252);
        }
    }
    comparison.finish("T-steady, 12 quarters, two seeds");
}

#[test]
fn the_opening_of_the_steady_state_is_as_published() {
    let Some(folder) = data::folder() else { return };
    let simulation = Simulation::new(
        data::model(&folder, "steady_state", Switches::default()),
        9,
        0,
    )
    .unwrap();
    let record = simulation.record();
    let mut comparison = Comparison::default();
    for (key, found, expected) in [
        ("ΣΠ_i", record.firm_profits, 16_805.143_545_982_424),
        ("ΣD_i", record.firm_deposits, 54_049.0),
        ("ΣY_i", record.gross_output, 134_635.755_537_793_24),
        ("ΣN_i", record.employment, 3_866.0),
        ("nominal GDP", record.nominal_gdp, 72_422.0),
    ] {
        comparison.close(key, &[found], &[expected], 1e-10, 1.0);
    }
    comparison.finish("steady state at t = 0");
}
