//! Budgets for consumption and housing, from expected income.
//!
//! Source: SPEC 4.11, with consumer prices of the previous period.
//! `C^d_h = ψ Y^e_h / (1+τ^VAT)`, `I^d_h = ψ^H Y^e_h / (1+τ^CF)`.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::accounting::incomes::IncomeRules;
use crate::tables::Employer;

access! {
    lagged { consumer_price: f64 = aggregate.consumer_price }
    reads {
        expected_inflation: f64 = aggregate.expected_inflation,
        employer: [Employer] = households.employer,
        wage: [f64] = households.wage,
        inactive: u32 = population.inactive,
        firm_profit: [f64] = firms.expected_profit,
        firm_payout: [f64] = firms.payout_ratio,
        bank_profit: f64 = bank.expected_profit,
        benefit_inactive: f64 = government.benefit_inactive,
        benefit_other: f64 = government.benefit_other,
    }
    writes { consumption: [f64] = households.consumption_budget, housing: [f64] = households.housing_budget }
}

pub(crate) fn run(view: View, context: &Context) {
    let p = &context.parameters.scalars;
    let rules = IncomeRules {
        scalars: p,
        price: view.consumer_price * (1.0 + view.expected_inflation),
        benefit_inactive: view.benefit_inactive,
        benefit_other: view.benefit_other,
        employer: view.employer,
        wage: view.wage,
        inactive: view.inactive as usize,
        firm_profit: view.firm_profit,
        firm_payout: view.firm_payout,
        bank_profit: view.bank_profit,
    };
    let consumption_share = p.propensity_to_consume / (1.0 + p.tax_value_added);
    let housing_share = p.propensity_to_invest_in_housing / (1.0 + p.tax_capital_formation);
    view.consumption
        .par_chunks_mut(ROWS_PER_TASK)
        .zip(view.housing.par_chunks_mut(ROWS_PER_TASK))
        .enumerate()
        .for_each(|(task, (consumption, housing))| {
            rules.incomes(task * ROWS_PER_TASK, consumption);
            for (consumption, housing) in consumption.iter_mut().zip(housing) {
                let expected_income = *consumption;
                *consumption = consumption_share * expected_income;
                *housing = housing_share * expected_income;
            }
        });
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
        economy.firms.expected_profit = vec![100.0, -50.0];
        economy.firms.profit = vec![1e3; 2];
        economy.bank.expected_profit = 20.0;
        economy.bank.profit = 1e3;
        economy.aggregate.consumer_price = 1.6;
        economy.aggregate.expected_inflation = 0.25;
        economy.households.consumption_budget = vec![9.0; 6];
        economy.households.housing_budget = vec![9.0; 6];
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
            propensity_to_consume: 0.9,
            tax_value_added: 0.2,
            propensity_to_invest_in_housing: 0.1,
            tax_capital_formation: 0.25,
            ..Scalars::default()
        });
        let mut economy = economy();
        run(View::of(&mut economy), &context(&parameters));
        // Expected price 1.6 * 1.25 = 2. Incomes (5 * 0.72 + 0.4) * 2 = 8, (1.6 + 0.4) * 2 = 4,
        // (1.1 + 0.4) * 2 = 3, 100 * 0.75 * 0.8 * 0.5 + 0.8 = 30.8, 0.8, 6 + 0.8 = 6.8;
        // of these 0.9/1.2 = 0.75 for consumption, 0.1/1.25 = 0.08 for housing.
        assert_close(
            &economy.households.consumption_budget,
            &[6.0, 3.0, 2.25, 23.1, 0.6, 5.1],
        );
        assert_close(
            &economy.households.housing_budget,
            &[0.64, 0.32, 0.24, 2.464, 0.064, 0.544],
        );
    }
}
