//! The monthly model that a quarterly one means.
//!
//! Flows are a third, stocks the same, so that the accounts of the base month are a third of those
//! of the base quarter. Rates of interest are a third, because interest is a flow on a stock that
//! does not change within the quarter; what compounds (prices, productivity, the debt that is left)
//! has the third root. `docs/months.md` has a line for every parameter.

use crate::parameters::{Frequency, InitialConditions, Parameters, Process, Scalars};

const MONTHS: f64 = 3.0;

/// Parameters and initial conditions of months, from those of quarters.
pub fn of(
    (quarterly, initial): (Parameters, InitialConditions),
) -> (Parameters, InitialConditions) {
    let covariance = covariance(&quarterly);
    let flow = Process::of_monthly_flow;
    let parameters = Parameters {
        frequency: Frequency::Month,
        scalars: scalars(&quarterly.scalars),
        labour_productivity: thirds(&quarterly.labour_productivity),
        capital_productivity: thirds(&quarterly.capital_productivity),
        depreciation_rate: thirds(&quarterly.depreciation_rate),
        wage_rate: thirds(&quarterly.wage_rate),
        foreign_output: flow(quarterly.foreign_output),
        foreign_inflation: quarterly.foreign_inflation.of_monthly_rate(),
        government_consumption: flow(quarterly.government_consumption),
        exports: flow(quarterly.exports),
        imports: flow(quarterly.imports),
        shock_covariance: covariance,
        ..quarterly
    };
    (parameters, opening(initial))
}

/// What each scalar parameter is in months; shares of flows and ratios of stocks are what they were.
fn scalars(quarterly: &Scalars) -> Scalars {
    Scalars {
        risk_premium: quarterly.risk_premium / MONTHS,
        government_bond_rate: quarterly.government_bond_rate / MONTHS,
        real_equilibrium_rate: quarterly.real_equilibrium_rate / MONTHS,
        inflation_target: compounding(quarterly.inflation_target),
        productivity_trend: compounding(quarterly.productivity_trend),
        demand_trend: quarterly.demand_trend / MONTHS,
        taylor_smoothing: libm::cbrt(quarterly.taylor_smoothing),
        loan_repayment: leaving(quarterly.loan_repayment),
        investment_adjustment: leaving(quarterly.investment_adjustment),
        ..quarterly.clone()
    }
}

fn opening(quarterly: InitialConditions) -> InitialConditions {
    InitialConditions {
        unemployment_benefit: quarterly.unemployment_benefit / MONTHS,
        benefit_inactive: quarterly.benefit_inactive / MONTHS,
        benefit_other: quarterly.benefit_other / MONTHS,
        output_history: months(&quarterly.output_history),
        inflation_history: months(&quarterly.inflation_history),
        government_consumption: quarterly.government_consumption / MONTHS,
        exports: quarterly.exports / MONTHS,
        imports: quarterly.imports / MONTHS,
        foreign_output: quarterly.foreign_output / MONTHS,
        foreign_inflation: compounding(quarterly.foreign_inflation),
        policy_rate: quarterly.policy_rate / MONTHS,
        ..quarterly
    }
}

fn thirds(flows: &[f64]) -> Vec<f64> {
    flows.iter().map(|flow| flow / MONTHS).collect()
}

/// Every month with a third of its quarter.
fn months(quarters: &[f64]) -> Vec<f64> {
    quarters.iter().flat_map(|q| [q / MONTHS; 3]).collect()
}

/// A rate of growth that makes `rate` in three months.   `(1 + r)^(1/3) - 1`
fn compounding(rate: f64) -> f64 {
    libm::cbrt(1.0 + rate) - 1.0
}

/// A share that leaves after three months what `share` leaves.   `1 - (1 - θ)^(1/3)`
fn leaving(share: f64) -> f64 {
    1.0 - libm::cbrt(1.0 - share)
}

/// Innovations as correlated as those of quarters, each as large as its process has them.
fn covariance(quarterly: &Parameters) -> [[f64; 3]; 3] {
    let processes = [
        quarterly.foreign_output,
        quarterly.exports,
        quarterly.imports,
    ];
    let size = processes.map(|process| {
        Process {
            std: 1.0,
            ..process
        }
        .of_monthly_flow()
        .std
    });
    [0, 1, 2].map(|i| [0, 1, 2].map(|j| quarterly.shock_covariance[i][j] * (size[i] * size[j])))
}
