//! Households receive income and interest, and pay for what they bought.
//!
//! Source: SPEC 4.20. `D_h = D_h + Y_h - (1+τ^VAT) C_h - (1+τ^CF) I_h + r̄ pos(D_h) - r pos(-D_h)`.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::numeric::pos;

access! {
    reads {
        income: [f64] = households.income,
        consumption: [f64] = households.consumption,
        housing_investment: [f64] = households.housing_investment,
        policy_rate: f64 = central_bank.policy_rate,
        lending_rate: f64 = bank.lending_rate,
    }
    updates { deposits: [f64] = households.deposits }
}

pub(crate) fn run(view: View, context: &Context) {
    let p = &context.parameters.scalars;
    (
        view.deposits,
        view.income,
        view.consumption,
        view.housing_investment,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(deposits, in_income, consumption, housing)| {
            let in_interest = view.policy_rate * pos(*deposits);
            let out_consumption = (1.0 + p.tax_value_added) * consumption;
            let out_housing = (1.0 + p.tax_capital_formation) * housing;
            let out_interest = view.lending_rate * pos(-*deposits);
            *deposits += in_income + in_interest - out_consumption - out_housing - out_interest;
        });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing;

    #[test]
    fn worked_by_hand() {
        let mut economy = Economy::default();
        economy.households.deposits = vec![100.0, -100.0, 0.0];
        economy.households.income = vec![10.0, 10.0, 0.0];
        economy.households.consumption = vec![5.0, 5.0, 2.0];
        economy.households.housing_investment = vec![1.0, 0.0, 0.0];
        economy.central_bank.policy_rate = 0.01;
        economy.bank.lending_rate = 0.03;
        let mut parameters = Parameters::default();
        (
            parameters.scalars.tax_value_added,
            parameters.scalars.tax_capital_formation,
        ) = (0.2, 0.5);
        let context = testing::context(&parameters);
        run(View::of(&mut economy), &context);
        for (row, expected) in [103.5, -99.0, -2.4].into_iter().enumerate() {
            assert!((economy.households.deposits[row] - expected).abs() < 1e-12);
        }
    }
}
