//! Tax rates, propensities and rates of interest.
//!
//! Source: SPEC 9.8.

use super::assumptions::Assumptions;
use super::flows::{Flows, total};
use super::tables::Accounts;
use crate::numeric::{nz, pos};
use crate::parameters::Scalars;

/// Balance sheets and rates of the base quarter that the formulas need.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Opening {
    /// Policy rate \[rate/quarter\], `r̄`.
    pub policy_rate: f64,
    /// Deposits of firms \[million\], `D^F`.
    pub firm_deposits: f64,
    /// Loans of firms \[million\], `L^F`.
    pub firm_loans: f64,
    /// Equity of the bank \[million\], `E^B`.
    pub bank_equity: f64,
    /// Government debt \[million\], `L^G`.
    pub government_debt: f64,
}

impl Opening {
    /// Bank equity is the published capital ratio times the weight of loans times loans.
    pub fn new(
        flows: &Flows,
        accounts: &Accounts,
        policy_rate: f64,
        assumptions: &Assumptions,
    ) -> Self {
        let capital_ratio = accounts.bank_capital_ratio / 100.0;
        Opening {
            policy_rate,
            firm_deposits: accounts.firm_deposits,
            firm_loans: flows.firm_loans,
            bank_equity: capital_ratio * assumptions.bank_risk_weight * flows.firm_loans,
            government_debt: accounts.government_debt,
        }
    }
}

/// Profits of firms and bank before tax in the base quarter \[million/quarter\], `Π^base`.
///
/// `Σ_s pos(λ B_s - i^F A_s/Σ A + r̄ D^F pos(B_s)/Σ pos(B)) + i^F - r̄ (L^F - E^B)`
fn profit_base(flows: &Flows, opening: &Opening) -> f64 {
    let interest = flows.quarter_factor * flows.firm_interest;
    let assets = nz(total(&flows.capital.productive));
    let positive = nz(flows.net_surplus.iter().map(|&b| pos(b)).sum());
    let earned_on_deposits = opening.policy_rate * opening.firm_deposits;
    let firms: f64 = (flows.net_surplus.iter().zip(&flows.capital.productive))
        .map(|(&surplus, capital)| {
            pos(flows.quarter_factor * surplus - interest * capital / assets
                + earned_on_deposits * pos(surplus) / positive)
        })
        .sum();
    firms + interest - opening.policy_rate * (opening.firm_loans - opening.bank_equity)
}

/// Scalar parameters, except those of the policy rule.
///
/// `τ^INC = (HIT + capital taxes)/(Σ W + PI + MI - HSC)`, `τ^FIRM = λ CT/Π^base`,
/// `θ^DIV = λ (MI + PI)/(Π^base - λ CT)`, `ψ = (Σ HC + T^HH)/YD`, `ψ^H = (Σ FD + T^DW)/YD`,
/// `μ = i^F/L^F - r̄`, `r^G = i^G/L^G`; other taxes are their amount over their base.
pub fn scalars(flows: &Flows, opening: &Opening, assumptions: &Assumptions) -> Scalars {
    let wages = total(&flows.wages);
    let capital_income = flows.mixed_income + flows.property_income;
    let profits = profit_base(flows, opening);
    let corporate_tax = flows.quarter_factor * flows.corporate_tax;
    let consumption = total(&flows.consumption);
    let dwellings = total(&flows.dwellings_investment);
    let growth = &assumptions.growth;
    let mut scalars = Scalars {
        tax_income: (flows.household_taxes + flows.capital_taxes)
            / (wages + capital_income - flows.household_contributions),
        tax_corporate: corporate_tax / profits,
        tax_value_added: flows.taxes_on_consumption / consumption,
        tax_social_employer: flows.employers_contributions / wages,
        tax_social_employee: flows.household_contributions / wages,
        tax_export: flows.taxes_on_exports / nz(total(&flows.exports)),
        tax_capital_formation: flows.taxes_on_dwellings / nz(dwellings),
        tax_government: flows.taxes_on_government / nz(total(&flows.government)),
        unemployment_replacement: assumptions.unemployment_replacement,
        propensity_to_consume: (consumption + flows.taxes_on_consumption) / flows.disposable_income,
        propensity_to_invest_in_housing: (dwellings + flows.taxes_on_dwellings)
            / flows.disposable_income,
        risk_premium: flows.quarter_factor * flows.firm_interest / nz(opening.firm_loans)
            - opening.policy_rate,
        dividend_payout: flows.quarter_factor * capital_income / (profits - corporate_tax),
        government_bond_rate: flows.quarter_factor * flows.government_interest
            / nz(opening.government_debt),
        loan_repayment: assumptions.loan_repayment,
        capital_requirement: assumptions.capital_requirement,
        loan_to_value: assumptions.loan_to_value,
        bankruptcy_loan_ratio: assumptions.bankruptcy_loan_ratio,
        target_utilisation: growth.target_utilisation,
        ..Scalars::default()
    };
    if growth.enabled {
        scalars.productivity_trend = growth.productivity_trend;
        scalars.demand_trend = growth.demand_trend;
        scalars.investment_adjustment = growth.investment_adjustment;
    }
    scalars
}

#[cfg(test)]
mod tests {
    use super::super::capital::Capital;
    use super::*;

    fn flows() -> Flows {
        Flows {
            net_surplus: vec![40.0, 60.0, -8.0],
            capital: Capital {
                productive: vec![100.0, 200.0, 100.0],
                ..Capital::default()
            },
            quarter_factor: 0.25,
            firm_interest: 16.0,
            firm_loans: 200.0,
            government_interest: 4.0,
            wages: vec![100.0, 50.0, 50.0],
            consumption: vec![150.0, 50.0, 0.0],
            dwellings_investment: vec![0.0, 20.0, 0.0],
            government: vec![10.0, 0.0, 0.0],
            exports: vec![0.0, 40.0, 0.0],
            taxes_on_consumption: 20.0,
            taxes_on_dwellings: 2.0,
            taxes_on_exports: 1.0,
            employers_contributions: 40.0,
            household_contributions: 30.0,
            household_taxes: 45.0,
            capital_taxes: 5.0,
            corporate_tax: 8.0,
            mixed_income: 50.0,
            property_income: 30.0,
            disposable_income: 242.0,
            ..Flows::default()
        }
    }

    const OPENING: Opening = Opening {
        policy_rate: 0.01,
        firm_deposits: 100.0,
        firm_loans: 200.0,
        bank_equity: 20.0,
        government_debt: 50.0,
    };

    #[test]
    fn profits_are_those_of_industries_in_profit_and_of_the_bank() {
        // Firms: 10 - 1 + 0.4 = 9.4; 15 - 2 + 0.6 = 13.6; -2 - 1 + 0 -> 0. Bank: 4 - 0.01 * 180.
        assert!((profit_base(&flows(), &OPENING) - 25.2).abs() < 1e-12);
    }

    #[test]
    fn rates_are_amounts_over_bases() {
        let p = scalars(&flows(), &OPENING, &Assumptions::default());
        let expected = [
            (p.tax_income, 50.0 / 250.0),
            (p.tax_corporate, 2.0 / 25.2),
            (p.dividend_payout, 20.0 / 23.2),
            (p.tax_value_added, 0.1),
            (p.tax_social_employer, 0.2),
            (p.tax_social_employee, 0.15),
            (p.tax_export, 0.025),
            (p.tax_capital_formation, 0.1),
            (p.propensity_to_consume, 220.0 / 242.0),
            (p.propensity_to_invest_in_housing, 22.0 / 242.0),
            (p.risk_premium, 0.01),
            (p.government_bond_rate, 0.02),
        ];
        for (position, (found, expected)) in expected.into_iter().enumerate() {
            assert!(
                (found - expected).abs() < 1e-14,
                "{position}: {found} {expected}"
            );
        }
    }

    #[test]
    fn trends_are_zero_while_the_extension_is_off() {
        let mut assumptions = Assumptions::default();
        assumptions.growth.productivity_trend = 0.002;
        assert_eq!(
            scalars(&flows(), &OPENING, &assumptions).productivity_trend,
            0.0
        );
        assumptions.growth.enabled = true;
        assert_eq!(
            scalars(&flows(), &OPENING, &assumptions).productivity_trend,
            0.002
        );
    }
}
