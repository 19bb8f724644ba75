//! Revenue, deficit and debt of the government.
//!
//! Source: SPEC 4.22. With `W` wages of the employed, `U` last wages of the unemployed and
//! `Π^+ = Σ pos(Π_i) + pos(Π_k)`:
//!
//! `Y^G = (τ^SIF + τ^SIW) W P̄^HH + τ^INC (1-τ^SIW) W P̄^HH + τ^VAT Σ C_h + τ^CF Σ I_h
//!       + τ^INC (1-τ^FIRM) θ^DIV Π^+ + τ^FIRM Π^+ + Σ τ^Y_i P_i Y_i + Σ τ^K_i P_i Y_i + τ^EXP C_l`,
//! `Π^G = C_j + r^G L^G + [H_inact sb^inact + θ^UB U + H sb^other] P̄^HH - Y^G`, `L^G = L^G + Π^G`.
//!
//! Where strategies decide `θ^DIV_i`, the dividends taxed are `θ^DIV Π^+ + Σ (θ^DIV_i - θ^DIV) pos(Π_i)`.
//! The tax on government consumption is neither paid nor received.
//!
//! Differs: `sb^inact` and `sb^other` have a level, a parameter that is 1 in the published model.

use super::Context;
use crate::access::access;
use crate::numeric::{pos, reduce};
use crate::tables::Employer;

access! {
    reads {
        employer: [Employer] = households.employer,
        wage: [f64] = households.wage,
        inactive: u32 = population.inactive,
        consumption: f64 = aggregate.consumption,
        housing_investment: f64 = aggregate.housing_investment,
        firm_profit: [f64] = firms.profit,
        firm_payout: [f64] = firms.payout_ratio,
        bank_profit: f64 = bank.profit,
        price: [f64] = firms.price,
        output: [f64] = firms.output,
        tax_products: [f64] = firms.tax_products,
        tax_production: [f64] = firms.tax_production,
        exports: f64 = foreign.consumption,
        purchases: f64 = government.consumption,
        benefit_inactive: f64 = government.benefit_inactive,
        benefit_other: f64 = government.benefit_other,
        consumer_price: f64 = aggregate.consumer_price,
    }
    writes { revenue: f64 = government.revenue, deficit: f64 = government.deficit }
    updates { debt: f64 = government.debt }
}

pub(crate) fn run(view: View, context: &Context) {
    let p = &context.parameters.scalars;
    let price = view.consumer_price;
    let workers = view.wage.len();
    let [wages, last_wages] = reduce::sums(workers, |h| {
        if view.employer[h].row().is_some() {
            [view.wage[h], 0.0]
        } else {
            [0.0, view.wage[h]]
        }
    });
    let profits =
        reduce::sum(view.firm_profit.len(), |i| pos(view.firm_profit[i])) + pos(view.bank_profit);
    let firms = view.price.len();

    let in_contributions = (p.tax_social_employer + p.tax_social_employee) * wages * price;
    let in_wage_tax = p.tax_income * (1.0 - p.tax_social_employee) * wages * price;
    let in_consumption_tax = p.tax_value_added * view.consumption;
    let in_housing_tax = p.tax_capital_formation * view.housing_investment;
    let dividend_tax = p.tax_income * (1.0 - p.tax_corporate);
    let beyond_common_payout = reduce::sum(view.firm_payout.len(), |i| {
        (view.firm_payout[i] - p.dividend_payout) * pos(view.firm_profit[i])
    });
    let in_dividend_tax =
        dividend_tax * p.dividend_payout * profits + dividend_tax * beyond_common_payout;
    let in_corporate_tax = p.tax_corporate * profits;
    let [in_product_tax, in_production_tax] = reduce::sums(firms, |i| {
        let (price, output) = (view.price[i], view.output[i]);
        [
            view.tax_products[i] * price * output,
            view.tax_production[i] * price * output,
        ]
    });
    let in_export_tax = p.tax_export * view.exports;
    *view.revenue = in_contributions
        + in_wage_tax
        + in_consumption_tax
        + in_housing_tax
        + in_dividend_tax
        + in_corporate_tax
        + in_product_tax
        + in_production_tax
        + in_export_tax;

    let out_interest = p.government_bond_rate * *view.debt;
    // An investor to each firm, and the banker.
    let households = (workers + view.inactive as usize + firms + 1) as f64;
    let benefit_inactive = p.benefit_inactive_level * view.benefit_inactive;
    let benefit_other = p.benefit_other_level * view.benefit_other;
    let out_benefits = (f64::from(view.inactive) * benefit_inactive
        + p.unemployment_replacement * last_wages
        + households * benefit_other)
        * price;
    *view.deficit = view.purchases + out_interest + out_benefits - *view.revenue;
    *view.debt += *view.deficit;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Scalars;
    use crate::phases::testing::{assert_close, context, with_scalars};

    /// Two employed and one unemployed worker, two inactive persons, two investors, the banker.
    fn economy() -> Economy {
        let mut economy = Economy::default();
        economy.population.inactive = 2;
        let households = &mut economy.households;
        households.employer = vec![Employer::firm(1), Employer::NONE, Employer::firm(0)];
        households.wage = vec![10.0, 5.0, 20.0];
        let firms = &mut economy.firms;
        firms.profit = vec![30.0, -8.0];
        firms.price = vec![2.0, 1.0];
        firms.output = vec![10.0, 30.0];
        firms.tax_products = vec![0.05, -0.02];
        firms.tax_production = vec![0.01, 0.02];
        economy.bank.profit = 10.0;
        economy.foreign.consumption = 25.0;
        let government = &mut economy.government;
        government.consumption = 20.0;
        government.benefit_inactive = 3.0;
        government.benefit_other = 0.5;
        government.debt = 300.0;
        economy.aggregate.consumption = 40.0;
        economy.aggregate.housing_investment = 10.0;
        economy.aggregate.consumer_price = 1.1;
        economy
    }

    fn scalars() -> Scalars {
        Scalars {
            tax_social_employer: 0.2,
            tax_social_employee: 0.1,
            tax_income: 0.25,
            tax_value_added: 0.2,
            tax_capital_formation: 0.15,
            tax_corporate: 0.2,
            tax_export: 0.1,
            tax_government: 0.3,
            dividend_payout: 0.5,
            unemployment_replacement: 0.4,
            government_bond_rate: 0.02,
            ..Scalars::default()
        }
    }

    #[test]
    fn worked_by_hand() {
        let parameters = with_scalars(scalars());
        let mut economy = economy();
        run(View::of(&mut economy), &context(&parameters));
        // Wages 30, profits 40. Contributions 9.9, wage tax 0.25 * 0.9 * 33 = 7.425, consumption 8,
        // housing 1.5, dividends 4, profits 8, products 1 - 0.6, production 0.2 + 0.6, exports 2.5.
        // Outlays 20 + 6 + (6 + 2 + 4) * 1.1 = 39.2: a surplus of 3.325.
        let government = &economy.government;
        assert_close(
            &[government.revenue, government.deficit, government.debt],
            &[42.525, -3.325, 296.675],
        );
    }

    #[test]
    fn benefits_have_a_level() {
        let parameters = with_scalars(Scalars {
            benefit_inactive_level: 1.5,
            benefit_other_level: 0.5,
            ..scalars()
        });
        let mut economy = economy();
        run(View::of(&mut economy), &context(&parameters));
        // Revenue as above; outlays 20 + 6 + (9 + 2 + 2) * 1.1 = 40.3.
        assert_close(&[economy.government.deficit], &[-2.225]);
    }

    #[test]
    fn losses_pay_no_tax_and_deficits_add_to_debt() {
        let parameters = with_scalars(scalars());
        let mut economy = economy();
        economy.firms.profit = vec![-30.0, -8.0];
        economy.bank.profit = -10.0;
        run(View::of(&mut economy), &context(&parameters));
        // 12 less than above.
        let government = &economy.government;
        assert_close(
            &[government.revenue, government.deficit, government.debt],
            &[30.525, 8.675, 308.675],
        );
    }
}
