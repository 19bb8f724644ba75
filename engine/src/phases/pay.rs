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
