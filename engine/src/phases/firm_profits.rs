//! Firms' profits after interest and depreciation, before tax.
//!
//! Source: SPEC 4.17, with deposits and loans at the start of the period.
//! `Π_i = P_i Q_i + P_i ΔS_i + r̄ pos(D_i) - (1+τ^SIF) w_i N_i P̄^HH - 1/β_i P̄_i Y_i - δ_i/κ_i P^CF_i Y_i
//!        - τ^Y_i P_i Y_i - τ^K_i P_i Y_i - r (L_i + pos(-D_i))`.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::numeric::pos;

access! {
    reads {
        price: [f64] = firms.price,
        sales: [f64] = firms.sales,
        inventory_change: [f64] = firms.inventory_change,
        output: [f64] = firms.output,
        wage: [f64] = firms.wage,
        employees: [u32] = firms.employees,
        materials_price: [f64] = firms.materials_price,
        investment_price: [f64] = firms.investment_price,
        deposits: [f64] = firms.deposits,
        loans: [f64] = firms.loans,
        tax_products: [f64] = firms.tax_products,
        tax_production: [f64] = firms.tax_production,
        intermediate_productivity: [f64] = firms.intermediate_productivity,
        depreciation_rate: [f64] = firms.depreciation_rate,
        capital_productivity: [f64] = firms.capital_productivity,
        consumer_price: f64 = aggregate.consumer_price,
        policy_rate: f64 = central_bank.policy_rate,
        lending_rate: f64 = bank.lending_rate,
    }
    writes { profit: [f64] = firms.profit }
}

pub(crate) fn run(view: View, context: &Context) {
    let labour_tax = 1.0 + context.parameters.scalars.tax_social_employer;
    let profit = view.profit;
    (
        &mut *profit,
        view.price,
        view.sales,
        view.inventory_change,
        view.deposits,
        view.wage,
        view.employees,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(profit, price, sales, stocked, &deposits, wage, &employees)| {
                let in_sales = price * sales + price * stocked;
                let in_interest = view.policy_rate * pos(deposits);
                let out_labour = labour_tax * wage * f64::from(employees) * view.consumer_price;
                *profit = in_sales + in_interest - out_labour;
            },
        );
    (
        &mut *profit,
        view.intermediate_productivity,
        view.materials_price,
        view.depreciation_rate,
        view.capital_productivity,
        view.investment_price,
        view.output,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(profit, input, materials_price, depreciation, productivity, price, output)| {
                let out_materials = 1.0 / input * materials_price * output;
                let out_depreciation = depreciation / productivity * price * output;
                *profit = *profit - out_materials - out_depreciation;
            },
        );
    (
        profit,
        view.tax_products,
        view.tax_production,
        view.price,
        view.output,
        view.loans,
        view.deposits,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(profit, tax_products, tax_production, price, output, loans, &deposits)| {
                let out_taxes = tax_products * price * output + tax_production * price * output;
                let out_interest = view.lending_rate * (loans + pos(-deposits));
                *profit = *profit - out_taxes - out_interest;
            },
        );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Scalars;
    use crate::phases::testing::{assert_close, context, with_scalars};

    /// With deposits; overdrawn, without investment; and without inputs, indebted.
    fn economy() -> Economy {
        let mut economy = Economy::default();
        let firms = &mut economy.firms;
        firms.price = vec![2.0, 1.0, 1.0];
        firms.sales = vec![10.0, 4.0, 5.0];
        firms.inventory_change = vec![-1.0, 2.0, 0.0];
        firms.output = vec![9.0, 6.0, 5.0];
        firms.wage = vec![0.5, 1.0, 2.0];
        firms.employees = vec![5, 2, 1];
        firms.materials_price = vec![1.5, 1.0, 0.0];
        firms.investment_price = vec![1.25, 0.0, 1.0];
        firms.deposits = vec![100.0, -20.0, 0.0];
        firms.loans = vec![40.0, 0.0, 10.0];
        firms.tax_products = vec![0.05, -0.1, 0.0];
        firms.tax_production = vec![0.01, 0.0, 0.0];
        firms.intermediate_productivity = vec![3.0, 2.0, f64::INFINITY];
        firms.depreciation_rate = vec![0.02, 0.05, 0.05];
        firms.capital_productivity = vec![0.25, 0.5, 0.5];
        firms.profit = vec![7.0; 3];
        economy.aggregate.consumer_price = 1.1;
        economy.central_bank.policy_rate = 0.01;
        economy.bank.lending_rate = 0.05;
        economy
    }

    #[test]
    fn worked_by_hand() {
        let parameters = with_scalars(Scalars {
            tax_social_employer: 0.2,
            ..Scalars::default()
        });
        let mut economy = economy();
        run(View::of(&mut economy), &context(&parameters));
        // 18 + 1 - 3.3 - 4.5 - 0.9 - 1.08 - 2; 6 + 0 - 2.64 - 3 - 0 + 0.6 - 1; 5 - 2.64 - 0 - 0.5 - 0.5.
        assert_close(&economy.firms.profit, &[7.22, -0.04, 1.36]);
    }
}
