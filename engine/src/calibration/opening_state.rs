//! Stocks, benefits and histories of the base quarter.
//!
//! Source: SPEC 9.11.
//!
//! Differs: total unemployment benefit is not published for the United Kingdom, so the benefit is
//! the replacement rate times the mean wage; pensions are state and private ones.

use super::counts::ModelCounts;
use super::flows::{Flows, total};
use super::processes::{deflator, log_inflation};
use super::rates::Opening;
use super::tables::{Quarter, Tables};
use crate::parameters::{InitialConditions, Scalars};

/// First quarter of the histories, and the base quarter.
type Histories = (Quarter, Quarter);

/// The opening state.
pub fn initial_conditions(
    tables: &Tables,
    flows: &Flows,
    counts: &ModelCounts,
    opening: &Opening,
    utilisation: f64,
    scalars: &Scalars,
    histories: Histories,
) -> InitialConditions {
    let accounts = &tables.accounts;
    let (first, base) = histories;
    let benefits = benefits(
        flows,
        pensions(tables),
        counts,
        scalars.unemployment_replacement,
    );
    let foreign_deflator = deflator(&tables.foreign, base.plus(-1), base);
    InitialConditions {
        employees_per_industry: counts.employees.clone(),
        firm_deposits: opening.firm_deposits,
        firm_loans: opening.firm_loans,
        household_deposits: accounts.household_deposits,
        dwellings: flows.capital.dwellings,
        government_debt: opening.government_debt,
        bank_equity: opening.bank_equity,
        // E^CB = L^G + L^I - D^I - D^H - E_k
        central_bank_equity: opening.government_debt + opening.firm_loans
            - opening.firm_deposits
            - accounts.household_deposits
            - opening.bank_equity,
        foreign_position: 0.0,
        capacity_utilisation: utilisation,
        unemployment_benefit: benefits.unemployed,
        benefit_inactive: benefits.inactive,
        benefit_other: benefits.everyone,
        output_history: output_history(flows, tables.quarterly.window("gdp_real", first, base)),
        inflation_history: log_inflation(&tables.quarterly, first, base),
        government_consumption: flows.quarterly(&flows.government),
        exports: flows.quarterly(&flows.exports),
        imports: flows.quarterly(&flows.imports),
        foreign_output: tables.foreign.at("gdp_real", base),
        foreign_inflation: foreign_deflator[1] / foreign_deflator[0] - 1.0,
        policy_rate: opening.policy_rate,
        regions: tables.regions.clone(),
    }
}

/// State pensions, and benefits that government does not pay \[million/year\].
fn pensions(tables: &Tables) -> f64 {
    let accounts = &tables.accounts;
    let of_government = accounts.central_government_benefits + accounts.local_government_benefits;
    accounts.state_pensions + accounts.social_benefits - of_government
}

/// Benefits per model person \[million/quarter\].
struct Benefits {
    unemployed: f64,
    inactive: f64,
    everyone: f64,
}

/// `w^UB = θ^UB λ Σ W/Σ N`, `sb^inact = λ pensions/H_inact`,
/// `sb^other = λ (SB + ONT - unemployment benefits - pensions)/H`.
fn benefits(flows: &Flows, pensions: f64, counts: &ModelCounts, replacement: f64) -> Benefits {
    let mean_wage = flows.quarterly(&flows.wages) / f64::from(counts.all_employees());
    let unemployed = replacement * mean_wage;
    let pensions = flows.quarter_factor * pensions;
    let paid_to_everyone = flows.quarter_factor * (flows.social_benefits + flows.other_transfers)
        - unemployed * f64::from(counts.unemployed)
        - pensions;
    Benefits {
        unemployed,
        inactive: pensions / f64::from(counts.inactive),
        everyone: paid_to_everyone / (f64::from(counts.active()) + f64::from(counts.inactive)),
    }
}

/// Gross output back-cast with real GDP.   `Y_q = λ Σ X^out real GDP_q/real GDP_{q*}`
fn output_history(flows: &Flows, real_gdp: &[f64]) -> Vec<f64> {
    let output = flows.quarter_factor * total(&flows.output);
    let base = real_gdp[real_gdp.len() - 1];
    real_gdp.iter().map(|gdp| output * gdp / base).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benefits_add_up_to_what_is_paid() {
        let flows = Flows {
            quarter_factor: 0.25,
            wages: vec![100.0, 60.0],
            social_benefits: 90.0,
            other_transfers: 10.0,
            ..Flows::default()
        };
        let counts = ModelCounts {
            firms: vec![1, 2],
            employees: vec![6, 4],
            unemployed: 2,
            inactive: 5,
            ..ModelCounts::default()
        };
        let found = benefits(&flows, 60.0, &counts, 0.5);
        // Mean wage 40/10 = 4, benefit 2; pensions 15/5; rest 25 - 4 - 15 = 6 over 16 + 5 persons.
        assert_eq!((found.unemployed, found.inactive), (2.0, 3.0));
        assert!((found.everyone - 6.0 / 21.0).abs() < 1e-15);
    }

    #[test]
    fn output_follows_real_gdp() {
        let flows = Flows {
            quarter_factor: 0.5,
            output: vec![10.0, 30.0],
            ..Flows::default()
        };
        assert_eq!(
            output_history(&flows, &[90.0, 95.0, 100.0]),
            [18.0, 19.0, 20.0]
        );
    }
}
