//! A model in the published format: the pair of objects that [`super::read`] reads.

use engine::parameters::{Model, Process, Scalars};
use serde_json::{Map, Value, json};

/// Scalars under their published keys.
const SCALARS: [(&str, &str); 23] = [
    ("tau_INC", "tax_income"),
    ("tau_FIRM", "tax_corporate"),
    ("tau_VAT", "tax_value_added"),
    ("tau_SIF", "tax_social_employer"),
    ("tau_SIW", "tax_social_employee"),
    ("tau_EXPORT", "tax_export"),
    ("tau_CF", "tax_capital_formation"),
    ("tau_G", "tax_government"),
    ("theta_UB", "unemployment_replacement"),
    ("psi", "propensity_to_consume"),
    ("psi_H", "propensity_to_invest_in_housing"),
    ("mu", "risk_premium"),
    ("theta_DIV", "dividend_payout"),
    ("theta", "loan_repayment"),
    ("zeta", "capital_requirement"),
    ("zeta_LTV", "loan_to_value"),
    ("zeta_b", "bankruptcy_loan_ratio"),
    ("r_G", "government_bond_rate"),
    ("rho", "taylor_smoothing"),
    ("r_star", "real_equilibrium_rate"),
    ("pi_star", "inflation_target"),
    ("xi_pi", "taylor_inflation"),
    ("xi_gamma", "taylor_growth"),
];

/// Parameters and initial conditions of `model`. What the published model does not have follows under
/// its own name.
pub fn published(model: &Model) -> (Value, Value) {
    (parameters(model), initial(model))
}

fn parameters(model: &Model) -> Value {
    let p = model.parameters();
    let size = p.products();
    let row = |product| p.input_shares.of_product(product).to_vec();
    let shares: Vec<Vec<f64>> = (0..size).map(row).collect();
    let mut all = object(json!({
        "T_prime": model.initial().output_history.len(),
        "H_act": p.active_persons,
        "H_inact": p.inactive_persons,
        "J": p.government_entities,
        "L": p.foreign_consumers,
        "I_s": p.firms_per_industry,
        "alpha_s": p.labour_productivity,
        "beta_s": p.intermediate_productivity,
        "kappa_s": p.capital_productivity,
        "delta_s": p.depreciation_rate,
        "w_s": p.wage_rate,
        "tau_Y_s": p.tax_products,
        "tau_K_s": p.tax_production,
        "a_sg": shares,
        "b_CF_g": p.firm_investment_shares,
        "b_CFH_g": p.housing_investment_shares,
        "b_HH_g": p.consumption_shares,
        "c_G_g": p.government_shares,
        "c_E_g": p.export_shares,
        "c_I_g": p.import_shares,
        "C": p.shock_covariance,
    }));
    let processes = [
        ("Y_EA", &p.foreign_output),
        ("pi_EA", &p.foreign_inflation),
        ("G", &p.government_consumption),
        ("E", &p.exports),
        ("I", &p.imports),
    ];
    for (name, Process { ar, constant, std }) in processes {
        for (letter, value) in [("alpha", ar), ("beta", constant), ("sigma", std)] {
            all.insert(format!("{letter}_{name}"), json!(value));
        }
    }
    for about in Scalars::DESCRIPTIONS {
        let key = SCALARS.iter().find(|(_, name)| *name == about.name);
        let key = key.map_or(about.name, |(key, _)| key);
        all.insert(key.to_owned(), json!(p.scalars.get(about.name)));
    }
    all.into()
}

fn initial(model: &Model) -> Value {
    let initial = model.initial();
    // The published files have a series of which the last entry is that of the base quarter.
    let series = |last: f64| {
        let mut series = vec![None; initial.output_history.len() - 1];
        series.push(Some(last));
        series
    };
    json!({
        "N_s": initial.employees_per_industry,
        "D_I": initial.firm_deposits,
        "L_I": initial.firm_loans,
        "omega": initial.capacity_utilisation,
        "w_UB": initial.unemployment_benefit,
        "sb_inact": initial.benefit_inactive,
        "sb_other": initial.benefit_other,
        "D_H": initial.household_deposits,
        "K_H": initial.dwellings,
        "L_G": initial.government_debt,
        "E_k": initial.bank_equity,
        "E_CB": initial.central_bank_equity,
        "D_RoW": initial.foreign_position,
        "Y": initial.output_history,
        "pi": initial.inflation_history,
        "Y_EA": initial.foreign_output,
        "pi_EA": initial.foreign_inflation,
        "r_bar": initial.policy_rate,
        "C_G": series(initial.government_consumption),
        "C_E": series(initial.exports),
        "Y_I": series(initial.imports),
    })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
