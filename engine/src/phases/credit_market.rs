//! Loans: firms apply in random order, bounded by demand, collateral and the bank's capital.
//!
//! Source: SPEC 4.7.
//! `ΔL_i = max(0, min(ΔL^d_i, ζ^LTV K^e_i - L^e_i, E_k/ζ - Σ L^e - Σ ΔL granted so far))`.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::markets::credit::{ration, secured};
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

/// More than sums in another order may differ by, as a part.
const ROUNDING: f64 = 1e-6;

pub(crate) fn run(view: View, context: &Context) {
    let p = &context.parameters.scalars;
    let lending_room =
        view.bank_equity / p.capital_requirement - reduce::total(view.expected_loans);
    (
        &mut *view.new_loans,
        view.loan_demand,
        view.expected_capital_value,
        view.expected_loans,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(loan, &demand, capital, loans)| {
            *loan = secured(demand, p.loan_to_value * capital - loans);
        });
    // Where there is room for all of them, who comes first is no matter.
    if reduce::total(view.new_loans) < (1.0 - ROUNDING) * lending_room {
        return;
    }
    let firms = 0..view.loan_demand.len() as u32;
    let mut applicants: Vec<u32> = firms
        .filter(|&firm| view.loan_demand[firm as usize] > 0.0)
        .collect();
    if !context.deterministic() {
        random::shuffle(&mut context.stream("credit_market", 0), &mut applicants);
    }
    ration(&applicants, lending_room, view.new_loans);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Scalars;
    use crate::phases::testing::{assert_close, at, context, with_scalars};

    fn scalars() -> Scalars {
        Scalars {
            capital_requirement: 0.05,
            loan_to_value: 0.5,
            ..Scalars::default()
        }
    }

    fn economy(bank_equity: f64) -> Economy {
        let mut economy = Economy::default();
        economy.firms.loan_demand = vec![15.0, 0.0, 50.0, 30.0];
        economy.firms.expected_capital_value = vec![100.0, 100.0, 60.0, 200.0];
        economy.firms.expected_loans = vec![40.0, 20.0, 10.0, 30.0];
        economy.firms.new_loans = vec![7.0; 4];
        economy.bank.equity = bank_equity;
        economy
    }

    #[test]
    fn worked_by_hand_in_the_order_of_firms() {
        let parameters = with_scalars(scalars());
        let mut economy = economy(7.0);
        run(View::of(&mut economy), &context(&parameters));
        // Room 7/0.05 - 100 = 40, firm 1 included; collateral leaves 10, 30, 20, 70.
        // Firm 0 gets 10, firm 2 gets 20, firm 3 the last 10 of its 30; firm 1 did not ask.
        assert_close(&economy.firms.new_loans, &[10.0, 0.0, 20.0, 10.0]);
    }

    #[test]
    fn where_there_is_room_demand_and_collateral_bind() {
        let parameters = with_scalars(scalars());
        // Room 20/0.05 - 100 = 300 for 10, 20 and 30.
        let mut economy = economy(20.0);
        run(View::of(&mut economy), &context(&parameters));
        assert_close(&economy.firms.new_loans, &[10.0, 0.0, 20.0, 30.0]);
    }

    #[test]
    fn a_bank_without_capital_lends_nothing() {
        let parameters = with_scalars(scalars());
        // Room 5/0.05 - 100 = 0, then negative.
        for equity in [5.0, -1.0] {
            let mut economy = economy(equity);
            run(View::of(&mut economy), &context(&parameters));
            assert_eq!(economy.firms.new_loans, [0.0; 4]);
        }
    }

    #[test]
    fn every_applicant_is_first_equally_often() {
        let mut parameters = with_scalars(scalars());
        parameters.switches.deterministic = false;
        let mut served = [0; 3];
        for period in 1..=3000 {
            let mut economy = Economy::default();
            // Room 1/0.05 - 15 = 5 for one of three.
            economy.firms.loan_demand = vec![5.0; 3];
            economy.firms.expected_capital_value = vec![100.0; 3];
            economy.firms.expected_loans = vec![5.0; 3];
            economy.firms.new_loans = vec![0.0; 3];
            economy.bank.equity = 1.0;
            run(View::of(&mut economy), &at(period, &parameters));
            assert_close(&[economy.firms.new_loans.iter().sum()], &[5.0]);
            let lucky = economy.firms.new_loans.iter().position(|&loan| loan > 0.0);
            served[lucky.unwrap()] += 1;
        }
        // Standard deviation of a count is 26.
        assert!(
            served.iter().all(|&n: &i32| (n - 1000).abs() < 130),
            "{served:?}"
        );
    }
}
