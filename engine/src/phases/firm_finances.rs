//! Firms' deposits, then loans, then equity.
//!
//! Source: SPEC 4.23, with deposits and loans at the start of the period on the right.
//! `ΔD_i = P_i Q_i - (1+τ^SIF) w_i N_i P̄^HH - P̄_i ΔM_i - P^CF_i I_i - τ^Y_i P_i Y_i - τ^K_i P_i Y_i
//!        - τ^FIRM pos(Π_i) - θ^DIV (1-τ^FIRM) pos(Π_i) - r (L_i + pos(-D_i)) + r̄ pos(D_i) + ΔL_i - θ L_i`,
//! `D_i = D_i + ΔD_i`, `L_i = (1-θ) L_i + ΔL_i`,
//! `E_i = D_i + M_i Σ_g a_gs P̄_g + P_i S_i + P̄^CF K_i - L_i`.

use rayon::prelude::*;

use super::{Context, ROWS_PER_TASK};
use crate::access::access;
use crate::accounting::incomes::payout;
use crate::numeric::pos;

access! {
    reads {
        industry: [u16] = firms.industry,
        price: [f64] = firms.price,
        sales: [f64] = firms.sales,
        output: [f64] = firms.output,
        wage: [f64] = firms.wage,
        employees: [u32] = firms.employees,
        materials_bought: [f64] = firms.materials_bought,
        materials_price: [f64] = firms.materials_price,
        investment: [f64] = firms.investment,
        investment_price: [f64] = firms.investment_price,
        tax_products: [f64] = firms.tax_products,
        tax_production: [f64] = firms.tax_production,
        profit: [f64] = firms.profit,
        new_loans: [f64] = firms.new_loans,
        payout_ratio: [f64] = firms.payout_ratio,
        capital: [f64] = firms.capital,
        materials: [f64] = firms.materials,
        inventories: [f64] = firms.inventories,
        consumer_price: f64 = aggregate.consumer_price,
        capital_price: f64 = aggregate.capital_price,
        product_price: [f64] = aggregate.product_price,
        policy_rate: f64 = central_bank.policy_rate,
        lending_rate: f64 = bank.lending_rate,
    }
    writes { equity: [f64] = firms.equity }
    updates { deposits: [f64] = firms.deposits, loans: [f64] = firms.loans }
}

pub(crate) fn run(view: View, context: &Context) {
    let p = &context.parameters.scalars;
    let labour_tax = 1.0 + p.tax_social_employer;
    let bundle_price = context
        .parameters
        .input_shares
        .bundle_prices(view.product_price);
    // Until it is known, the column of equity holds the change of deposits.
    let change = view.equity;
    (
        &mut *change,
        view.price,
        view.sales,
        &*view.deposits,
        view.new_loans,
        view.wage,
        view.employees,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(change, price, sales, &deposits, in_new_loans, wage, &employees)| {
                let in_sales = price * sales;
                let in_interest = view.policy_rate * pos(deposits);
                let out_labour = labour_tax * wage * f64::from(employees) * view.consumer_price;
                *change = in_sales + in_interest + in_new_loans - out_labour;
            },
        );
    (
        &mut *change,
        view.materials_bought,
        view.materials_price,
        view.investment,
        view.investment_price,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(change, bought, bought_price, investment, price)| {
            let out_materials = bought_price * bought;
            let out_investment = price * investment;
            *change = *change - out_materials - out_investment;
        });
    (
        &mut *change,
        view.tax_products,
        view.tax_production,
        view.price,
        view.output,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(change, tax_products, tax_production, price, output)| {
            let out_taxes = tax_products * price * output + tax_production * price * output;
            *change -= out_taxes;
        });
    (
        &*change,
        view.profit,
        view.new_loans,
        &mut *view.deposits,
        &mut *view.loans,
    )
        .into_par_iter()
        .enumerate()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(firm, (change, &profit, new_loans, deposits, loans))| {
            let out_corporate_tax = p.tax_corporate * pos(profit);
            let payout = payout(view.payout_ratio, firm, p.dividend_payout);
            let out_dividends = payout * (1.0 - p.tax_corporate) * pos(profit);
            let out_interest = view.lending_rate * (*loans + pos(-*deposits));
            let out_instalment = p.loan_repayment * *loans;
            *deposits += change - out_corporate_tax - out_dividends - out_interest - out_instalment;
            *loans = (1.0 - p.loan_repayment) * *loans + new_loans;
        });
    (
        change,
        &*view.deposits,
        &*view.loans,
        view.industry,
        view.materials,
        view.price,
        view.inventories,
        view.capital,
    )
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(equity, deposits, loans, &industry, materials, price, inventories, capital)| {
                *equity = deposits
                    + materials * bundle_price[usize::from(industry)]
                    + price * inventories
                    + view.capital_price * capital
                    - loans;
            },
        );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::{InputShares, Parameters, Scalars};
    use crate::phases::testing::{assert_close, context, with_scalars};

    /// In profit with deposits; in the red and overdrawn; and idle with a first loan.
    fn economy() -> Economy {
        let mut economy = Economy::default();
        let firms = &mut economy.firms;
        firms.industry = vec![0, 1, 1];
        firms.price = vec![2.0, 1.0, 1.0];
        firms.sales = vec![10.0, 4.0, 0.0];
        firms.output = vec![9.0, 6.0, 0.0];
        firms.wage = vec![0.5, 1.0, 0.0];
        firms.employees = vec![5, 2, 1];
        firms.materials_bought = vec![4.0, 0.0, 0.0];
        firms.materials_price = vec![1.5, 0.0, 0.0];
        firms.investment = vec![0.8, 0.0, 0.0];
        firms.investment_price = vec![1.25, 0.0, 0.0];
        firms.tax_products = vec![0.05, -0.1, 0.0];
        firms.tax_production = vec![0.01, 0.0, 0.0];
        firms.profit = vec![10.0, -5.0, 0.0];
        firms.new_loans = vec![7.0, 0.0, 5.0];
        firms.capital = vec![50.0, 10.0, 0.0];
        firms.materials = vec![10.0, 2.0, 0.0];
        firms.inventories = vec![3.0, 2.0, 0.0];
        firms.deposits = vec![100.0, -20.0, 0.0];
        firms.loans = vec![40.0, 30.0, 0.0];
        firms.equity = vec![7.0; 3];
        economy.aggregate.consumer_price = 1.1;
        economy.aggregate.capital_price = 1.2;
        economy.aggregate.product_price = vec![1.2, 1.0];
        economy.central_bank.policy_rate = 0.01;
        economy.bank.lending_rate = 0.05;
        economy
    }

    #[test]
    fn worked_by_hand() {
        let parameters = Parameters {
            input_shares: InputShares::from_rows(&[vec![0.5, 0.25], vec![0.5, 0.75]]).unwrap(),
            ..with_scalars(Scalars {
                tax_social_employer: 0.2,
                tax_corporate: 0.2,
                dividend_payout: 0.5,
                loan_repayment: 0.1,
                ..Scalars::default()
            })
        };
        let mut economy = economy();
        run(View::of(&mut economy), &context(&parameters));
        let firms = &economy.firms;
        // 20 - 3.3 - 6 - 1 - 1.08 - 2 - 4 - 2 + 1 + 7 - 4 = 4.62; 4 - 2.64 + 0.6 - 2.5 - 3 = -3.54; 5.
        assert_close(&firms.deposits, &[104.62, -23.54, 5.0]);
        assert_close(&firms.loans, &[43.0, 27.0, 5.0]);
        // A bundle of inputs costs 1.1 and 1.05: 104.62 + 11 + 6 + 60 - 43; -23.54 + 2.1 + 2 + 12 - 27.
        assert_close(&firms.equity, &[138.62, -34.44, 0.0]);
    }
}
