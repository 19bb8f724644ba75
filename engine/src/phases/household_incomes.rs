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
        firm_payout: [f64] = firms.payout_ratio,
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
        firm_payout: view.firm_payout,
        bank_profit: view.bank_profit,
    };
    view.income
        .par_chunks_mut(ROWS_PER_TASK)
        .enumerate()
        .for_each(|(task, incomes)| rules.incomes(task * ROWS_PER_TASK, incomes));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Scalars;
    use crate::phases::testing::{assert_close, context, with_scalars};

    /// An employed and an unemployed worker, an inactive person, two investors, the banker.
    fn economy() -> Economy {
        let mut economy = Economy::default();
        economy.households.employer = vec![Employer::firm(1), Employer::NONE];
        economy.households.wage = vec![5.0, 4.0];
        economy.population.inactive = 1;
        economy.government.benefit_inactive = 1.1;
        economy.government.benefit_other = 0.4;
        economy.firms.profit = vec![-50.0, 40.0];
        economy.firms.expected_profit = vec![1e3; 2];
        economy.bank.profit = 20.0;
        economy.bank.expected_profit = 1e3;
        economy.aggregate.consumer_price = 2.5;
        economy.aggregate.expected_inflation = 0.25;
        economy.households.income = vec![9.0; 6];
        economy
    }

    #[test]
    fn worked_by_hand_for_every_kind_of_household() {
        let parameters = with_scalars(Scalars {
            tax_income: 0.2,
            tax_social_employee: 0.1,
            tax_corporate: 0.5,
            unemployment_replacement: 0.4,
            dividend_payout: 0.75,
            ..Scalars::default()
        });
        let mut economy = economy();
        run(View::of(&mut economy), &context(&parameters));
        // (5 * 0.72 + 0.4) * 2.5, (1.6 + 0.4) * 2.5, (1.1 + 0.4) * 2.5; dividends are 0.3 of profit,
        // whatever the price: 0 + 0.4 * 2.5, 12 + 1, 6 + 1.
        assert_close(
            &economy.households.income,
            &[10.0, 5.0, 3.75, 1.0, 13.0, 7.0],
        );
    }

    #[test]
    fn benefits_have_a_level() {
        let parameters = with_scalars(Scalars {
            benefit_inactive_level: 2.0,
            benefit_other_level: 0.5,
            tax_corporate: 1.0,
            ..Scalars::default()
        });
        let mut economy = economy();
        run(View::of(&mut economy), &context(&parameters));
        // (5 + 0.2) * 2.5, 0.2 * 2.5, (2.2 + 0.2) * 2.5, and 0.2 * 2.5 for all others.
        assert_close(&economy.households.income, &[13.0, 0.5, 6.0, 0.5, 0.5, 0.5]);
    }
}
