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
        bank_profit: view.bank_profit,
    };
    let consumption_share = p.propensity_to_consume / (1.0 + p.tax_value_added);
    let housing_share = p.propensity_to_invest_in_housing / (1.0 + p.tax_capital_formation);
    (view.consumption, view.housing)
        .into_par_iter()
        .enumerate()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(household, (consumption, housing))| {
            let expected_income = rules.income(household);
            *consumption = consumption_share * expected_income;
            *housing = housing_share * expected_income;
        });
}
