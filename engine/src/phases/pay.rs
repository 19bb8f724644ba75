//! Every employed worker gets the wage of the employer; the unemployed keep their last one.
//!
//! Source: SPEC 4.9. `w_h = w_{O_h}`.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::tables::Employer;

access! {
    reads { firm_wage: [f64] = firms.wage, employer: [Employer] = households.employer }
    updates { wage: [f64] = households.wage }
}

pub(crate) fn run(view: View, _context: &Context) {
    (view.wage, view.employer)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(wage, employer)| {
            if let Some(firm) = employer.row() {
                *wage = view.firm_wage[firm];
            }
        });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing::context;

    #[test]
    fn the_employed_get_their_employers_wage_and_the_others_keep_their_last() {
        let mut economy = Economy::default();
        economy.firms.wage = vec![1.5, 0.9];
        economy.households.employer = vec![
            Employer::firm(1),
            Employer::NONE,
            Employer::firm(0),
            Employer::firm(1),
        ];
        economy.households.wage = vec![2.0, 3.0, 4.0, 0.9];
        let parameters = Parameters::default();
        run(View::of(&mut economy), &context(&parameters));
        assert_eq!(economy.households.wage, [0.9, 3.0, 1.5, 0.9]);
    }
}
