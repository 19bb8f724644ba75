//! Weights of the policy rule.
//!
//! Source: SPEC 9.10.
//!
//! Differs: under the domestic rule they are estimated on the domestic rate, deflator and growth,
//! over a sample of their own that can end where the rate reached its lower bound.

use super::assumptions::{Assumptions, PolicyWeights};
use super::processes::deflator;
use super::tables::{Quarter, QuarterlyTable, Tables};
use crate::numeric::least_squares;
use crate::parameters::PolicyRule;

/// The rule `r̄ = ρ r̄ + (1-ρ)[r* + π* + ξ^π (π - π*) + ξ^γ γ]`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rule {
    /// Smoothing \[weight\], `ρ`.
    pub smoothing: f64,
    /// Weight on inflation, `ξ^π`.
    pub inflation: f64,
    /// Weight on growth, `ξ^γ`.
    pub growth: f64,
    /// Inflation target \[rate/quarter\], `π*`.
    pub target: f64,
    /// Real equilibrium rate \[rate/quarter\], `r*`.
    pub real_rate: f64,
}

/// A rate per quarter from one per year \[fraction\].
pub fn per_quarter(annual: f64) -> f64 {
    libm::pow(1.0 + annual, 0.25) - 1.0
}

/// A rate per year from one per quarter \[fraction\].
pub fn per_year(quarterly: f64) -> f64 {
    libm::pow(1.0 + quarterly, 4.0) - 1.0
}

/// The rule as the assumptions want it.
pub fn rule(tables: &Tables, assumptions: &Assumptions) -> Rule {
    let target = per_quarter(assumptions.annual_inflation_target);
    if assumptions.policy_weights == PolicyWeights::Imposed {
        let imposed = assumptions.imposed_rule;
        return Rule {
            smoothing: imposed.smoothing,
            inflation: imposed.inflation,
            growth: imposed.growth,
            target,
            real_rate: imposed.real_rate,
        };
    }
    let (first, last) = (
        assumptions.policy_sample_first,
        assumptions.policy_sample_last,
    );
    match assumptions.policy_rule {
        PolicyRule::Foreign => {
            let rates = tables
                .foreign
                .window("interbank_rate", first.plus(-1), last);
            let rates: Vec<f64> = rates.iter().map(|&r| per_quarter(r)).collect();
            estimate(&rates, &tables.foreign, first, last, target)
        }
        PolicyRule::Domestic | PolicyRule::Fixed => {
            let rates = tables.quarterly.window("bank_rate", first.plus(-1), last);
            let rates: Vec<f64> = rates.iter().map(|&r| per_quarter(r / 100.0)).collect();
            estimate(&rates, &tables.quarterly, first, last, target)
        }
    }
}

fn estimate(
    rates: &[f64],
    table: &QuarterlyTable,
    first: Quarter,
    last: Quarter,
    target: f64,
) -> Rule {
    let growth_of = |levels: &[f64]| -> Vec<f64> {
        levels
            .windows(2)
            .map(|pair| pair[1] / pair[0] - 1.0)
            .collect()
    };
    let inflation = growth_of(&deflator(table, first.plus(-1), last));
    let growth = growth_of(table.window("gdp_real", first.plus(-1), last));
    regress(rates, inflation, growth, target)
}

/// `r̄_q = ρ r̄_{q-1} + k_1 π_q + k_2 γ_q + u_q` without constant; `ξ^π = k_1/(1-ρ)`,
/// `ξ^γ = k_2/(1-ρ)`, `r* = π* (ξ^π - 1)`. `rates` has one entry before the others.
fn regress(rates: &[f64], inflation: Vec<f64>, growth: Vec<f64>, target: f64) -> Rule {
    let lagged = rates[..rates.len() - 1].to_vec();
    let found = least_squares(&[lagged, inflation, growth], &rates[1..]);
    let smoothing = found[0];
    let weight = found[1] / (1.0 - smoothing);
    Rule {
        smoothing,
        inflation: weight,
        growth: found[2] / (1.0 - smoothing),
        target,
        real_rate: target * (weight - 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reproduces_the_check_of_the_specification() {
        let series = |first: i32| (0..10).map(|k| f64::from(first + k)).collect::<Vec<_>>();
        let found = regress(
            &series(1),
            series(5)[1..].to_vec(),
            series(10)[1..].to_vec(),
            per_quarter(0.02),
        );
        assert!((found.smoothing - 0.733_333_333_333_333).abs() < 1e-12);
        assert!((found.real_rate - 0.001_240_732_893_301).abs() < 1e-13);
        assert!((found.inflation - 1.25).abs() < 1e-11);
        assert!((found.growth + 0.25).abs() < 1e-11);
    }

    #[test]
    fn four_quarters_make_the_annual_rate() {
        assert!((per_year(per_quarter(0.08)) - 0.08).abs() < 1e-14);
    }
}
