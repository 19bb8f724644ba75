//! Disposable income without interest, from realised wages, benefits and profits.
//!
//! Source: SPEC 4.19, with consumer prices of this period.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::accounting::incomes::IncomeRules;
use crate::tables::Employer;

access! {
    reads {
        consumer_price: f64 = aggregate.consumer_price,
        employer: [Employer] = households.employer,
        wage: [f64] = households.wage,
        inactive: u32 = population.inactive,
        firm_profit: [f64] = firms.profit,
        bank_profit: f64 = bank.profit,
        benefit_inactive: f64 = government.benefit_inactive,
        benefit_other: f64 = government.benefit_other,
    }
    writes { income: [f64] = households.income }
}

pub(crate) fn run(view: View, context: &Context) {
    let rules = IncomeRules {
        scalars: &context.parameters.scalars,
        price: view.consumer_price,
        benefit_inactive: view.benefit_inactive,
        benefit_other: view.benefit_other,
        employer: view.employer,
        wage: view.wage,
        inactive: view.inactive as usize,
        firm_profit: view.firm_profit,
        bank_profit: view.bank_profit,
    };
    view.income
        .par_iter_mut()
        .enumerate()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(household, income)| *income = rules.income(household));
}
