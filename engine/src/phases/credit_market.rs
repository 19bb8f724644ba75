//! Loans: firms apply in random order, bounded by demand, collateral and the bank's capital.
//!
//! Source: SPEC 4.7.
//! `ΔL_i = max(0, min(ΔL^d_i, ζ^LTV K^e_i - L^e_i, E_k/ζ - Σ L^e - Σ ΔL granted so far))`.

use super::Context;
use crate::access::access;
use crate::markets::credit::{Limits, grant};
use crate::numeric::reduce;
use crate::random;

access! {
    reads {
        loan_demand: [f64] = firms.loan_demand,
        expected_capital_value: [f64] = firms.expected_capital_value,
        expected_loans: [f64] = firms.expected_loans,
        bank_equity: f64 = bank.equity,
    }
    writes { new_loans: [f64] = firms.new_loans }
}

pub(crate) fn run(view: View, context: &Context) {
    let p = &context.parameters.scalars;
    let mut applicants: Vec<u32> = (0..view.loan_demand.len() as u32)
        .filter(|&firm| view.loan_demand[firm as usize] > 0.0)
        .collect();
    if !context.deterministic() {
        random::shuffle(&mut context.stream("credit_market", 0), &mut applicants);
    }
    let limits = Limits {
        loan_to_value: p.loan_to_value,
        lending_room: view.bank_equity / p.capital_requirement - reduce::total(view.expected_loans),
    };
    view.new_loans.fill(0.0);
    grant(
        &applicants,
        view.loan_demand,
        view.expected_capital_value,
        view.expected_loans,
        limits,
        view.new_loans,
    );
}
