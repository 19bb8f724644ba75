//! Separations and hiring.
//!
//! Source: SPEC 4.8. `V_i = N^d_i - N_i`; firms with `V_i < 0` dismiss random employees, firms with
//! `V_i > 0` hire one random unemployed person each, in rounds and in random order.

use super::Context;
use crate::access::access;
use crate::markets::labour;
use crate::tables::Employer;

access! {
    reads { employment_target: [u32] = firms.employment_target }
    writes { vacancies: [i32] = firms.vacancies }
    updates { employees: [u32] = firms.employees, employer: [Employer] = households.employer }
}

pub(crate) fn run(view: View, context: &Context) {
    for (vacancies, (&target, &employees)) in view
        .vacancies
        .iter_mut()
        .zip(view.employment_target.iter().zip(view.employees.iter()))
    {
        *vacancies = target as i32 - employees as i32;
    }
    let mut open = view.vacancies.to_vec();
    let mut order = |purpose: &str, round: u64, items: &mut [u32]| {
        if !context.deterministic() {
            crate::random::shuffle(&mut context.stream(purpose, round), items);
        }
    };
    labour::separate(&mut open, view.employees, view.employer, &mut order);
    labour::hire(&mut open, view.employees, view.employer, &mut order);
}
