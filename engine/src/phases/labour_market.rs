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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Scalars;
    use crate::phases::testing::{at, context, with_scalars};

    /// Employers by row of worker; negative for none.
    fn economy(employees: &[u32], targets: &[u32], employers: &[i32]) -> Economy {
        let mut economy = Economy::default();
        economy.firms.employees = employees.to_vec();
        economy.firms.employment_target = targets.to_vec();
        economy.firms.vacancies = vec![77; employees.len()];
        economy.households.employer = rows(employers);
        economy
    }

    fn rows(employers: &[i32]) -> Vec<Employer> {
        let row = |&e: &i32| usize::try_from(e).map_or(Employer::NONE, Employer::firm);
        employers.iter().map(row).collect()
    }

    #[test]
    fn worked_by_hand_in_the_order_of_rows() {
        let parameters = with_scalars(Scalars::default());
        let mut economy = economy(&[3, 1, 2], &[1, 3, 2], &[0, 0, 0, 1, 2, 2, -1]);
        run(View::of(&mut economy), &context(&parameters));
        // Workers 0 and 1 leave firm 0; of the unemployed 0, 1, 6, firm 1 hires the first two.
        assert_eq!(economy.households.employer, rows(&[1, 1, 0, 1, 2, 2, -1]));
        assert_eq!(economy.firms.employees, [1, 3, 2]);
        // As they were before anybody left.
        assert_eq!(economy.firms.vacancies, [-2, 2, 0]);
    }

    #[test]
    fn posts_stay_open_when_nobody_is_left() {
        let parameters = with_scalars(Scalars::default());
        let mut economy = economy(&[1, 1], &[4, 2], &[0, -1, 1, -1]);
        run(View::of(&mut economy), &context(&parameters));
        // One round: firm 0 hires worker 1, firm 1 hires worker 3.
        assert_eq!(economy.households.employer, rows(&[0, 0, 1, 1]));
        assert_eq!(economy.firms.employees, [2, 2]);
        assert_eq!(economy.firms.vacancies, [3, 1]);
    }

    #[test]
    fn who_leaves_and_who_is_hired_is_a_matter_of_chance() {
        let mut parameters = with_scalars(Scalars::default());
        parameters.switches.deterministic = false;
        let (mut stayed, mut hired) = ([0; 3], 0);
        for period in 1..=3000 {
            // Firm 0 keeps one of workers 0, 1, 2; firm 1 hires one of the two others and worker 4.
            let mut economy = economy(&[3, 1], &[1, 2], &[0, 0, 0, 1, -1]);
            run(View::of(&mut economy), &at(period, &parameters));
            assert_eq!(economy.firms.employees, [1, 2]);
            let employer = &economy.households.employer;
            let at_firm = |firm| employer.iter().filter(|e| e.row() == Some(firm)).count();
            assert_eq!((at_firm(0), at_firm(1)), (1, 2));
            let one = employer.iter().position(|e| e.row() == Some(0)).unwrap();
            stayed[one] += 1;
            hired += i32::from(employer[4].row() == Some(1));
        }
        // One in three each; standard deviation of a count is 26.
        assert!(
            stayed.iter().all(|&n: &i32| (n - 1000).abs() < 130),
            "{stayed:?}"
        );
        assert!((hired - 1000).abs() < 130, "{hired}");
    }
}
