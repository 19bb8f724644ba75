//! The opening state: every firm and household in the deterministic variant, the accounts with any seed.

use engine::parameters::{Model, Profile, Switches};
use engine::simulation::Simulation;
use serde_json::Value;

use super::data::{self, Comparison};

fn floats<T: Copy + Into<f64>>(column: &[T]) -> Vec<f64> {
    column.iter().map(|&value| value.into()).collect()
}

#[test]
fn t_init_every_firm_household_and_the_bank() {
    let Some(folder) = data::folder() else { return };
    let simulation = data::austria(&folder, Switches::of(Profile::MatlabDet), 1);
    let (f, h) = (&simulation.economy.firms, &simulation.economy.households);
    let mut comparison = Comparison::default();

    let firms = data::file(&folder, "deterministic_init_vars_firms.json");
    let numbers = |source: &Value, key: &str| data::numbers(&source[key]);
    let industries: Vec<f64> = f.industry.iter().map(|&s| f64::from(s) + 1.0).collect();
    comparison.equal("G_i", &industries, &numbers(&firms, "G_i"));
    comparison.equal("N_i", &floats(&f.employees), &numbers(&firms, "N_i"));
    for (key, column) in [
        ("D_i", &f.deposits),
        ("K_i", &f.capital),
        ("L_i", &f.loans),
        ("M_i", &f.materials),
        ("P_i", &f.price),
        ("Pi_i", &f.profit),
        ("Q_d_i", &f.demand),
        ("S_i", &f.inventories),
        ("Y_i", &f.output),
        ("alpha_bar_i", &f.labour_productivity),
        ("beta_i", &f.intermediate_productivity),
        ("delta_i", &f.depreciation_rate),
        ("kappa_i", &f.capital_productivity),
        ("tau_K_i", &f.tax_production),
        ("tau_Y_i", &f.tax_products),
        ("w_bar_i", &f.wage_rate),
    ] {
        comparison.close(key, column, &numbers(&firms, key), 1e-10, 1e-9);
    }

    let households = data::file(&folder, "deterministic_init_vars_households.json");
    let employers: Vec<f64> = h
        .employer
        .iter()
        .map(|e| e.row().map_or(0.0, |row| row as f64 + 1.0))
        .collect();
    comparison.equal("O_h", &employers, &numbers(&households, "O_h"));
    for (key, column) in [
        ("w_h", &h.wage),
        ("Y_h", &h.income),
        ("D_h", &h.deposits),
        ("K_h", &h.housing),
    ] {
        comparison.close(key, column, &numbers(&households, key), 1e-10, 1e-9);
    }

    let bank = data::file(&folder, "deterministic_init_vars_bank.json");
    for (key, value, tolerance) in [
        ("E_k", simulation.economy.bank.equity, 1e-10),
        ("r", simulation.economy.bank.lending_rate, 1e-10),
        ("Pi_k", simulation.economy.bank.profit, 1e-10),
        ("D_k", simulation.economy.bank.reserves, 1e-9),
    ] {
        comparison.close(key, &[value], &numbers(&bank, key), tolerance, 1e-9);
    }
    comparison.finish("T-init, Austria 2010Q1");
}

/// Series of the record under the names of the reference files.
pub fn compare_accounts(
    simulation: &Simulation,
    expected: &Value,
    tolerance: f64,
    comparison: &mut Comparison,
) {
    for (key, expected) in expected.as_object().unwrap() {
        let expected = data::numbers(expected);
        let industries = simulation.industry_record();
        let found = match key.as_str() {
            "_meta" => continue,
            "nominal_sector_gva" => industries.nominal_sector_gva.clone(),
            "real_sector_gva" => industries.real_sector_gva.clone(),
            name => vec![data::value(simulation.record(), name)],
        };
        comparison.close(key, &found, &expected, tolerance, 1e-9);
    }
}

#[test]
fn accounts_of_the_base_quarter_with_any_seed() {
    let Some(folder) = data::folder() else { return };
    for (name, file) in [
        ("austria_2010Q1", "austria_2010Q1_t0_accounts.json"),
        ("steady_state", "steady_state_t0_accounts.json"),
    ] {
        let expected = data::file(&folder, file);
        let mut comparison = Comparison::default();
        for seed in [1, 2, 77] {
            let simulation =
                Simulation::new(data::model(&folder, name, Switches::default()), seed, seed)
                    .unwrap();
            compare_accounts(&simulation, &expected, 1e-10, &mut comparison);
        }
        comparison.finish(&format!("accounts at t = 0, {name}, three seeds"));
    }
}

/// Equal firm sizes are rounded up in places; a labour force that is too small for them is refused.
#[test]
fn deterministic_firms_larger_than_the_labour_force_are_refused() {
    let Some(folder) = data::folder() else { return };
    let austria = data::model(&folder, "austria_2010Q1", Switches::of(Profile::MatlabDet));
    let mut parameters = austria.parameters().clone();
    // 3 866 employees stand in the data, 3 896 in equal firms; 624 owners and a banker.
    parameters.active_persons = 3_890 + 624 + 1;
    let refused = Model::new(parameters.clone(), austria.initial().clone()).unwrap_err();
    assert_eq!(refused[0].key, "active_persons");
    parameters.switches.deterministic = false;
    assert!(Model::new(parameters, austria.initial().clone()).is_ok());
}
