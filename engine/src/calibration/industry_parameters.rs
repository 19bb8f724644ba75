//! Productivities, wages, tax rates and compositions, by industry or product.
//!
//! Source: SPEC 9.7.

use super::counts::ModelCounts;
use super::flows::{Flows, total};
use super::tables::InputOutput;
use crate::numeric::pos;
use crate::parameters::{InputShares, Parameters};

/// Fills the parameters that have one entry per industry or product.
///
/// `ᾱ_s = λ X_s/N_s`, `β_s = X_s/Σ_g U_gs`, `κ_s = λ X_s/(ω A_s)`, `δ_s = λ CFC_s/(ω A_s)`,
/// `w̄_s = λ W_s/N_s`, `τ^Y_s = TY_s/X_s`, `τ^K_s = TK_s/X_s`, `a_gs = U_gs/Σ_k U_ks`; compositions
/// are the parts of a use over its total.
pub fn fill(
    parameters: &mut Parameters,
    flows: &Flows,
    io: &InputOutput,
    counts: &ModelCounts,
    utilisation: f64,
    smallest_productivity: f64,
) {
    let factor = flows.quarter_factor;
    let over = |values: &[f64], bases: &[f64]| -> Vec<f64> {
        (values.iter().zip(bases))
            .map(|(value, base)| ratio(*value, *base))
            .collect()
    };
    let floored = |values: Vec<f64>| -> Vec<f64> {
        values
            .into_iter()
            .map(|value| value.max(smallest_productivity))
            .collect()
    };
    let quarterly = |values: &[f64]| {
        values
            .iter()
            .map(|value| factor * value)
            .collect::<Vec<_>>()
    };
    let staff: Vec<f64> = counts.employees.iter().map(|&n| f64::from(n)).collect();
    let capacity: Vec<f64> = flows
        .capital
        .productive
        .iter()
        .map(|a| utilisation * a)
        .collect();

    parameters.labour_productivity = floored(over(&quarterly(&flows.output), &staff));
    // An industry that uses no materials has 1/β = 0.
    parameters.intermediate_productivity = (flows.output.iter().zip(&flows.inputs))
        .map(|(output, inputs)| {
            if *inputs > 0.0 {
                output / inputs
            } else {
                f64::INFINITY
            }
        })
        .collect();
    parameters.capital_productivity = floored(over(&quarterly(&flows.output), &capacity));
    parameters.depreciation_rate = over(&quarterly(&flows.capital.consumption), &capacity);
    parameters.wage_rate = over(&quarterly(&flows.wages), &staff);
    parameters.tax_products = over(&io.taxes_on_products, &flows.output);
    parameters.tax_production = over(&io.taxes_on_production, &flows.output);
    let rows: Vec<Vec<f64>> = (io.intermediate.iter())
        .map(|row| {
            let used: Vec<f64> = row.iter().map(|&u| pos(u)).collect();
            over(&used, &flows.inputs)
        })
        .collect();
    parameters.input_shares = InputShares::from_rows(&rows).unwrap_or_default();
    parameters.firm_investment_shares = composition(&flows.other_investment);
    parameters.housing_investment_shares = composition(&flows.dwellings_investment);
    parameters.consumption_shares = composition(&flows.consumption);
    parameters.government_shares = composition(&flows.government);
    parameters.export_shares = composition(&flows.exports);
    parameters.import_shares = composition(&flows.imports);
}

fn ratio(value: f64, base: f64) -> f64 {
    if base == 0.0 { 0.0 } else { value / base }
}

fn composition(use_by_product: &[f64]) -> Vec<f64> {
    let all = total(use_by_product);
    use_by_product
        .iter()
        .map(|part| ratio(*part, all))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::capital::Capital;
    use super::*;

    #[test]
    fn worked_by_hand() {
        let flows = Flows {
            output: vec![80.0, 40.0],
            inputs: vec![20.0, 0.0],
            capital: Capital {
                productive: vec![100.0, 50.0],
                consumption: vec![8.0, 2.0],
                ..Capital::default()
            },
            wages: vec![40.0, 16.0],
            consumption: vec![30.0, 10.0],
            government: vec![0.0, 4.0],
            quarter_factor: 0.25,
            ..Flows::default()
        };
        let io = InputOutput {
            intermediate: vec![vec![15.0, 0.0], vec![5.0, 0.0]],
            taxes_on_products: vec![4.0, -1.0],
            taxes_on_production: vec![8.0, 0.0],
            ..InputOutput::default()
        };
        let counts = ModelCounts {
            employees: vec![10, 2],
            ..ModelCounts::default()
        };
        let mut p = Parameters::default();
        fill(&mut p, &flows, &io, &counts, 0.8, 1e-6);
        assert_eq!(p.labour_productivity, [2.0, 5.0]);
        assert_eq!(p.intermediate_productivity, [4.0, f64::INFINITY]);
        assert_eq!(p.capital_productivity, [0.25, 0.25]);
        assert_eq!(p.depreciation_rate, [0.025, 0.0125]);
        assert_eq!(p.wage_rate, [1.0, 2.0]);
        assert_eq!(p.tax_products, [0.05, -0.025]);
        assert_eq!(p.tax_production, [0.1, 0.0]);
        assert_eq!(p.input_shares.of_product(0), [0.75, 0.0]);
        assert_eq!(p.consumption_shares, [0.75, 0.25]);
        assert_eq!(p.government_shares, [0.0, 1.0]);
    }
}
