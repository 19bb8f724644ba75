//! The steady-state data set: the same country with everything taken out that would make it move.
//!
//! Source: SPEC 8.7.   Before every formula of section 9: `r̄ = 0`, interest of firms and of the
//! government 0, net borrowing 0, all series as in the base quarter. After them: `α = 1`, `β = 0`,
//! `σ = 0` for every process, `C = 0`.
//!
//! What is left must stand still: the product balance makes supply of every product what is asked
//! for, and without interest the stocks of money, which the trade balance moves, act on no flow.

use super::Calibration;
use super::assumptions::{Assumptions, ImposedRule, PolicyWeights};
use super::processes::Processes;
use crate::parameters::{PolicyRule, Process};

impl Assumptions {
    /// The steady state, and what goes with it: a rate that stays, no target, no trends.
    pub fn rest(&mut self) {
        self.steady_state = true;
        self.annual_inflation_target = 0.0;
        self.policy_rule = PolicyRule::Fixed;
        self.policy_weights = PolicyWeights::Imposed;
        // ρ = 1, r* = ξ^π = ξ^γ = 0
        self.imposed_rule = ImposedRule {
            smoothing: 1.0,
            ..ImposedRule::default()
        };
        self.growth.enabled = false;
    }

    /// Whether the economy is that of the steady state.
    pub fn is_steady_state(&self) -> bool {
        self.steady_state
    }
}

/// The calibration with its figures at rest.
pub fn at_rest(calibration: &Calibration) -> Calibration {
    let mut rested = calibration.clone();
    let accounts = &mut rested.tables.accounts;
    accounts.firm_interest_paid = 0.0;
    accounts.central_government_interest = 0.0;
    accounts.local_government_interest = 0.0;
    accounts.government_borrowing = 0.0;
    let base = calibration.about.base_quarter;
    for (table, rate) in [
        (&mut rested.tables.quarterly, "bank_rate"),
        (&mut rested.tables.foreign, "interbank_rate"),
    ] {
        table.hold(base);
        table.fill(rate, 0.0);
    }
    rested
}

/// Processes that stay where they are: `log x = log x`.
pub fn constant_processes() -> Processes {
    let constant = Process {
        ar: 1.0,
        constant: 0.0,
        std: 0.0,
    };
    Processes {
        foreign_output: constant,
        foreign_inflation: constant,
        government_consumption: constant,
        exports: constant,
        imports: constant,
        covariance: [[0.0; 3]; 3],
    }
}
