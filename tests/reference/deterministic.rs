//! The deterministic variant, quarter by quarter: every decision, every firm, every household.

use std::path::Path;

use engine::economy::Economy;
use engine::parameters::{Profile, Switches};
use engine::simulation::Simulation;
use serde_json::Value;

use super::data::{self, Comparison};
use super::opening::compare_accounts;

/// Values per household depend on the order of every purchase; rounding makes the rest differ by
/// less than this.
const TOLERANCE: f64 = 1e-8;

/// Quarters for which the folder has a file that starts with `prefix`.
fn quarters(folder: &Path, prefix: &str) -> Vec<u32> {
    (1..=40)
        .filter(|t| folder.join(format!("{prefix}{t}.json")).is_file())
        .collect()
}

/// The run after `quarters` quarters, and the deposits of firms one quarter before.
fn run(folder: &Path, quarters: u32) -> (Simulation, Vec<f64>) {
    let mut simulation = data::austria(folder, Switches::of(Profile::MatlabDet), 1);
    let mut deposits = Vec::new();
    for _ in 0..quarters {
        deposits.clone_from(&simulation.economy.firms.deposits);
        simulation.step().unwrap();
    }
    (simulation, deposits)
}

#[test]
fn t_5_series_of_every_quarter_there_is() {
    let Some(folder) = data::folder() else { return };
    for t in quarters(&folder, "deterministic_output_t") {
        let mut comparison = Comparison::default();
        let expected = data::file(&folder, &format!("deterministic_output_t{t}.json"));
        compare_accounts(&run(&folder, t).0, &expected, TOLERANCE, &mut comparison);
        comparison.finish(&format!("T-5, series of quarter {t}"));
    }
}

#[test]
fn t_step_every_firm_and_aggregate_phase_by_phase() {
    let Some(folder) = data::folder() else { return };
    for t in quarters(&folder, "deterministic_state_t") {
        let expected = data::file(&folder, &format!("deterministic_state_t{t}.json"));
        let (simulation, deposits_before) = run(&folder, t);
        let mut comparison = Comparison::default();
        firms(
            &simulation.economy,
            &expected,
            &deposits_before,
            &mut comparison,
        );
        aggregates(&simulation.economy, &expected, &mut comparison);
        comparison.finish(&format!("T-step, state of quarter {t}"));
    }
}

fn firms(
    economy: &Economy,
    expected: &Value,
    deposits_before: &[f64],
    comparison: &mut Comparison,
) {
    let f = &economy.firms;
    let counts = |column: &[u32]| column.iter().map(|&n| f64::from(n)).collect::<Vec<_>>();
    let vacancies: Vec<f64> = f.vacancies.iter().map(|&n| f64::from(n)).collect();
    for (key, column) in [
        ("N_i", counts(&f.employees)),
        ("N_d_i", counts(&f.employment_target)),
        ("V_i", vacancies),
    ] {
        comparison.equal(key, &column, &data::numbers(&expected[key]));
    }
    let productivity: Vec<f64> = f
        .labour_productivity
        .iter()
        .zip(f.wage.iter().zip(&f.wage_rate))
        .map(|(a, (w, bar))| a * w / bar)
        .collect();
    let deposit_change: Vec<f64> = f
        .deposits
        .iter()
        .zip(deposits_before)
        .map(|(now, before)| now - before)
        .collect();
    // In the order of the phases, so that the first key that differs names the first wrong phase.
    for (key, column) in [
        ("Q_s_i", &f.target_output),
        ("P_i", &f.price),
        ("I_d_i", &f.investment_target),
        ("DM_d_i", &f.materials_target),
        ("Pi_e_i", &f.expected_profit),
        ("DL_d_i", &f.loan_demand),
        ("K_e_i", &f.expected_capital_value),
        ("L_e_i", &f.expected_loans),
        ("DL_i", &f.new_loans),
        ("w_i", &f.wage),
        ("alpha_i", &productivity),
        ("Y_i", &f.output),
        ("Q_d_i", &f.demand),
        ("Q_i", &f.sales),
        ("DM_i", &f.materials_bought),
        ("I_i", &f.investment),
        ("P_bar_i", &f.materials_price),
        ("P_CF_i", &f.investment_price),
        ("K_i", &f.capital),
        ("M_i", &f.materials),
        ("DS_i", &f.inventory_change),
        ("S_i", &f.inventories),
        ("Pi_i", &f.profit),
        ("DD_i", &deposit_change),
        ("D_i", &f.deposits),
        ("L_i", &f.loans),
        ("E_i", &f.equity),
    ] {
        comparison.close(key, column, &data::numbers(&expected[key]), TOLERANCE, 1e-2);
    }
}

fn aggregates(economy: &Economy, expected: &Value, comparison: &mut Comparison) {
    let sum = |column: &[f64]| vec![column.iter().sum::<f64>()];
    let (a, h, g, f) = (
        &economy.aggregate,
        &economy.households,
        &economy.government,
        &economy.foreign,
    );
    let (bank, central_bank) = (&economy.bank, &economy.central_bank);
    let unemployed = h.employer.iter().filter(|e| e.row().is_none()).count() as f64;
    comparison.equal(
        "unemployed",
        &[unemployed],
        &data::numbers(&expected["unemployed"]),
    );
    for (key, value) in [
        ("gamma_e", vec![a.expected_growth]),
        ("pi_e", vec![a.expected_inflation]),
        ("Y_e", vec![a.expected_output]),
        ("gamma_EA", vec![f.growth]),
        ("Y_EA", vec![f.output]),
        ("pi_EA", vec![f.inflation]),
        ("r_bar", vec![central_bank.policy_rate]),
        ("r", vec![bank.lending_rate]),
        ("sum_w_h", sum(&h.wage)),
        ("sb_other", vec![g.benefit_other]),
        ("sb_inact", vec![g.benefit_inactive]),
        ("Pi_e_k", vec![bank.expected_profit]),
        ("sum_C_d_h", sum(&h.consumption_budget)),
        ("sum_I_d_h", sum(&h.housing_budget)),
        ("C_G", vec![g.consumption_target]),
        ("C_d_j_each", vec![g.entity_budget]),
        ("C_E", vec![f.export_demand]),
        ("C_d_l_each", vec![f.consumer_budget]),
        ("Y_I", vec![f.import_supply]),
        ("Y_m", f.supply.clone()),
        ("P_m", f.price.clone()),
        ("Q_d_m", f.demand.clone()),
        ("Q_m", f.sales.clone()),
        ("sum_C_h", sum(&h.consumption)),
        ("sum_I_h", sum(&h.housing_investment)),
        ("sum_K_h", sum(&h.housing)),
        ("C_j", vec![g.consumption]),
        ("P_j", vec![g.deflator]),
        ("C_l", vec![f.consumption]),
        ("P_l", vec![f.export_deflator]),
        ("P_bar_h", vec![a.consumption_deflator]),
        ("P_bar_CF_h", vec![a.housing_deflator]),
        (
            "pi_t",
            vec![a.inflation_history[a.inflation_history.len() - 1]],
        ),
        ("P_bar", vec![a.price_index]),
        ("P_bar_g", a.product_price.clone()),
        ("P_bar_HH", vec![a.consumer_price]),
        ("P_bar_CF", vec![a.capital_price]),
        ("Pi_k", vec![bank.profit]),
        ("E_k", vec![bank.equity]),
        ("sum_Y_h", sum(&h.income)),
        ("sum_D_h", sum(&h.deposits)),
        ("E_CB", vec![central_bank.equity]),
        ("Y_G", vec![g.revenue]),
        ("Pi_G", vec![g.deficit]),
        ("L_G", vec![g.debt]),
        ("D_RoW", vec![f.position]),
        ("D_k", vec![bank.reserves]),
        ("Y_t", vec![a.output_history[a.output_history.len() - 1]]),
    ] {
        comparison.close(key, &value, &data::numbers(&expected[key]), TOLERANCE, 1e-9);
    }
}

#[test]
fn t_step_every_household() {
    let Some(folder) = data::folder() else { return };
    for t in quarters(&folder, "deterministic_households_t") {
        let expected = data::file(&folder, &format!("deterministic_households_t{t}.json"));
        let (simulation, _) = run(&folder, t);
        let h = &simulation.economy.households;
        let mut comparison = Comparison::default();
        let employers: Vec<f64> = h
            .employer
            .iter()
            .map(|e| e.row().map_or(0.0, |row| row as f64 + 1.0))
            .collect();
        comparison.equal("O_h", &employers, &data::numbers(&expected["O_h"]));
        for (key, column) in [
            ("w_h", &h.wage),
            ("Y_h", &h.income),
            ("C_h", &h.consumption),
            ("I_h", &h.housing_investment),
            ("D_h", &h.deposits),
            ("K_h", &h.housing),
        ] {
            comparison.close(key, column, &data::numbers(&expected[key]), TOLERANCE, 1e-3);
        }
        comparison.finish(&format!("T-step, households of quarter {t}"));
    }
}
