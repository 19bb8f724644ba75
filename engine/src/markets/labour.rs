//! Separations and hiring.
//!
//! `order` puts candidates in random order, or leaves them as they are in the deterministic
//! variant; it is told the purpose and the round, which address its draws.

use crate::tables::Employer;

/// Firms with negative `vacancies` dismiss employees, visited in the given order.
///
/// Source: SPEC 4.8, step 1. Only employees of firms that are to dismiss are put in order: the
/// others' places in the visiting order change nothing.
pub fn separate(
    vacancies: &mut [i32],
    employees: &mut [u32],
    employer: &mut [Employer],
    order: &mut dyn FnMut(&str, u64, &mut [u32]),
) {
    let mut candidates: Vec<u32> = (0..employer.len() as u32)
        .filter(|&worker| {
            employer[worker as usize]
                .row()
                .is_some_and(|firm| vacancies[firm] < 0)
        })
        .collect();
    order("separations", 0, &mut candidates);
    for worker in candidates {
        if let Some(firm) = employer[worker as usize]
            .row()
            .filter(|&firm| vacancies[firm] < 0)
        {
            employer[worker as usize] = Employer::NONE;
            employees[firm] -= 1;
            vacancies[firm] += 1;
        }
    }
}

/// Firms with positive `vacancies` hire one unemployed worker each per round, while both last.
///
/// Source: SPEC 4.8, step 2.
pub fn hire(
    vacancies: &mut [i32],
    employees: &mut [u32],
    employer: &mut [Employer],
    order: &mut dyn FnMut(&str, u64, &mut [u32]),
) {
    let mut unemployed: Vec<u32> = (0..employer.len() as u32)
        .filter(|&worker| employer[worker as usize] == Employer::NONE)
        .collect();
    order("unemployed", 0, &mut unemployed);
    let mut queue = unemployed.into_iter();
    let mut hiring: Vec<u32> = (0..vacancies.len() as u32)
        .filter(|&firm| vacancies[firm as usize] > 0)
        .collect();
    for round in 0.. {
        if hiring.is_empty() {
            return;
        }
        order("hiring", round, &mut hiring);
        for &firm in &hiring {
            let Some(worker) = queue.next() else { return };
            employer[worker as usize] = Employer::firm(firm as usize);
            employees[firm as usize] += 1;
            vacancies[firm as usize] -= 1;
        }
        hiring.retain(|&firm| vacancies[firm as usize] > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn in_order(_: &str, _: u64, _: &mut [u32]) {}

    fn employers(rows: &[i32]) -> Vec<Employer> {
        rows.iter()
            .map(|&row| {
                if row < 0 {
                    Employer::NONE
                } else {
                    Employer::firm(row as usize)
                }
            })
            .collect()
    }

    #[test]
    fn the_first_employees_are_dismissed_in_order() {
        let mut employer = employers(&[0, 0, 0, 1, -1]);
        let (mut vacancies, mut employees) = (vec![-2, 0], vec![3, 1]);
        separate(&mut vacancies, &mut employees, &mut employer, &mut in_order);
        assert_eq!(employer, employers(&[-1, -1, 0, 1, -1]));
        assert_eq!((vacancies, employees), (vec![0, 0], vec![1, 1]));
    }

    #[test]
    fn firms_hire_one_person_a_round_until_nobody_is_left() {
        let mut employer = employers(&[-1, -1, -1, -1]);
        let (mut vacancies, mut employees) = (vec![3, 1, 0], vec![0, 0, 0]);
        hire(&mut vacancies, &mut employees, &mut employer, &mut in_order);
        assert_eq!(employer, employers(&[0, 1, 0, 0]));
        assert_eq!((vacancies, employees), (vec![0, 0, 0], vec![3, 1, 0]));

        let mut employer = employers(&[-1, -1]);
        let (mut vacancies, mut employees) = (vec![3, 1], vec![0, 0]);
        hire(&mut vacancies, &mut employees, &mut employer, &mut in_order);
        assert_eq!(employer, employers(&[0, 1]));
        assert_eq!(vacancies, [2, 0]);
    }

    proptest! {
        #[test]
        fn heads_are_conserved_and_targets_respected(
            staff in prop::collection::vec(1_u32..6, 1..12),
            targets in prop::collection::vec(1_u32..9, 12),
            idle in 0_usize..10,
            seed in any::<u64>(),
        ) {
            let mut employer: Vec<Employer> = staff
                .iter()
                .enumerate()
                .flat_map(|(firm, &n)| std::iter::repeat_n(Employer::firm(firm), n as usize))
                .chain(std::iter::repeat_n(Employer::NONE, idle))
                .collect();
            let mut employees = staff.clone();
            let mut vacancies: Vec<i32> =
                staff.iter().zip(&targets).map(|(&n, &target)| target as i32 - n as i32).collect();
            let mut stream = crate::random::Draws::new(seed, 0).stream(1, "test", 0);
            let mut order = |_: &str, _: u64, items: &mut [u32]| crate::random::shuffle(&mut stream, items);
            separate(&mut vacancies, &mut employees, &mut employer, &mut order);
            hire(&mut vacancies, &mut employees, &mut employer, &mut order);
            for (firm, &count) in employees.iter().enumerate() {
                prop_assert_eq!(count as usize, employer.iter().filter(|e| e.row() == Some(firm)).count());
                prop_assert_eq!(vacancies[firm], targets[firm] as i32 - count as i32);
                prop_assert!(vacancies[firm] >= 0);
            }
            let unemployed = employer.iter().filter(|&&e| e == Employer::NONE).count();
            prop_assert!(unemployed == 0 || vacancies.iter().all(|&open| open == 0));
        }
    }
}
