//! The rows of the matrix, from the columns of the economy after a quarter.

use super::{
    BANK, CAPITAL, CENTRAL_BANK, COLUMNS, FIRMS, GOVERNMENT, HOUSEHOLDS, Interest, Matrix, Row,
    Stocks, WORLD,
};
use crate::accounting::incomes::payout;
use crate::economy::Economy;
use crate::numeric::{pos, reduce};
use crate::parameters::Scalars;

/// What a matrix is made of.
pub(super) struct Flows<'a> {
    pub economy: &'a Economy,
    pub scalars: &'a Scalars,
    pub opening: Stocks,
    pub closing: Stocks,
    pub interest: Interest,
}

impl Flows<'_> {
    /// Its rows.
    pub fn matrix(&self) -> Matrix {
        [
            self.goods(),
            self.wages_and_taxes(),
            self.property(),
            self.finance(),
        ]
        .concat()
    }

    fn over_firms(&self, term: impl Fn(usize) -> f64 + Sync) -> f64 {
        reduce::sum(self.economy.firms.output.len(), term)
    }

    fn goods(&self) -> Matrix {
        let (firms, foreign) = (&self.economy.firms, &self.economy.foreign);
        let consumption = reduce::total(&self.economy.households.consumption);
        let housing = reduce::total(&self.economy.households.housing_investment);
        let government = self.economy.government.consumption;
        let exports = foreign.consumption;
        let imports: f64 = (foreign.price.iter().zip(&foreign.sales))
            .map(|(price, sales)| price * sales)
            .sum();
        let investment = self.over_firms(|i| firms.investment_price[i] * firms.investment[i]);
        let stocked = self.over_firms(|i| {
            let used = firms.output[i] / firms.intermediate_productivity[i];
            firms.price[i] * firms.inventory_change[i]
                + firms.materials_price[i] * (firms.materials_bought[i] - used)
        });
        // What firms sold at home and abroad, less what they bought of each other and of themselves:
        // the receipts of the rows below, drawn from the sellers' side.
        let sold = self.over_firms(|i| firms.price[i] * firms.sales[i]);
        let materials = self.over_firms(|i| firms.materials_price[i] * firms.materials_bought[i]);
        let rest = sold + imports - materials - consumption - housing - government - exports;
        vec![
            pair(
                "Consumption",
                (HOUSEHOLDS, consumption),
                (FIRMS, consumption),
            ),
            pair(
                "Investment in dwellings",
                (HOUSEHOLDS, housing),
                (FIRMS, housing),
            ),
            pair(
                "Government consumption",
                (GOVERNMENT, government),
                (FIRMS, government),
            ),
            pair("Investment of firms", (CAPITAL, investment), (FIRMS, rest)),
            pair("Change of stocks", (CAPITAL, stocked), (FIRMS, stocked)),
            pair("Exports", (WORLD, exports), (FIRMS, exports)),
            pair("Imports", (FIRMS, imports), (WORLD, imports)),
        ]
    }

    fn wages_and_taxes(&self) -> Matrix {
        let (firms, households) = (&self.economy.firms, &self.economy.households);
        let (p, price) = (self.scalars, self.economy.aggregate.consumer_price);
        let workers = households.wage.len();
        let by_work = |employed: bool| {
            let wage = |h: usize| households.wage[h];
            let works = |h: usize| households.employer[h].row().is_some() == employed;
            price * reduce::sum(workers, |h| if works(h) { wage(h) } else { 0.0 })
        };
        let wages = by_work(true);
        let paid = price * self.over_firms(|i| firms.wage[i] * f64::from(firms.employees[i]));
        let income_tax = p.tax_income * (1.0 - p.tax_social_employee) * wages
            + p.tax_income * self.dividends_of_firms()
            + p.tax_income * self.dividends_of_bank();
        let consumption = p.tax_value_added * reduce::total(&households.consumption);
        let housing = p.tax_capital_formation * reduce::total(&households.housing_investment);
        let exports = p.tax_export * self.economy.foreign.consumption;
        let on_output =
            |rate: &[f64]| self.over_firms(|i| rate[i] * firms.price[i] * firms.output[i]);
        let to_government = |name, payer, amount| pair(name, (payer, amount), (GOVERNMENT, amount));
        let (profits, bank_profit) = (self.profits(), pos(self.economy.bank.profit));
        let corporate = |profit: f64| p.tax_corporate * profit;
        let mut corporate_tax = to_government("Corporate tax", FIRMS, corporate(profits));
        corporate_tax.values[BANK] -= corporate(bank_profit);
        corporate_tax.values[GOVERNMENT] += corporate(bank_profit);
        let government = &self.economy.government;
        let benefits = price
            * (f64::from(self.economy.population.inactive)
                * p.benefit_inactive_level
                * government.benefit_inactive
                + households.income.len() as f64
                    * p.benefit_other_level
                    * government.benefit_other)
            + p.unemployment_replacement * by_work(false);
        let (employer, employee) = (p.tax_social_employer, p.tax_social_employee);
        vec![
            pair("Wages", (FIRMS, paid), (HOUSEHOLDS, wages)),
            pair(
                "Employers' contributions",
                (FIRMS, employer * paid),
                (GOVERNMENT, employer * wages),
            ),
            to_government("Employees' contributions", HOUSEHOLDS, employee * wages),
            to_government("Income tax", HOUSEHOLDS, income_tax),
            to_government("Tax on consumption", HOUSEHOLDS, consumption),
            to_government("Tax on dwellings", HOUSEHOLDS, housing),
            to_government("Tax on exports", WORLD, exports),
            to_government("Taxes on products", FIRMS, on_output(&firms.tax_products)),
            to_government(
                "Taxes on production",
                FIRMS,
                on_output(&firms.tax_production),
            ),
            corporate_tax,
            pair("Benefits", (GOVERNMENT, benefits), (HOUSEHOLDS, benefits)),
        ]
    }

    fn property(&self) -> Matrix {
        let (firms, interest) = (&self.economy.firms, self.interest);
        let mut deposits = pair(
            "Interest on deposits",
            (BANK, interest.firm_deposits),
            (FIRMS, interest.firm_deposits),
        );
        deposits.values[BANK] -= interest.household_deposits;
        deposits.values[HOUSEHOLDS] += interest.household_deposits;
        let mut loans = pair(
            "Interest on loans",
            (FIRMS, interest.firm_loans),
            (BANK, interest.firm_loans),
        );
        loans.values[HOUSEHOLDS] -= interest.household_overdrafts;
        loans.values[BANK] += interest.household_overdrafts;
        let (of_firms, of_bank) = (self.dividends_of_firms(), self.dividends_of_bank());
        let mut dividends = pair("Dividends", (FIRMS, of_firms), (HOUSEHOLDS, of_firms));
        dividends.values[BANK] -= of_bank;
        dividends.values[HOUSEHOLDS] += of_bank;
        let depreciation = self.over_firms(|i| {
            firms.depreciation_rate[i] / firms.capital_productivity[i]
                * firms.investment_price[i]
                * firms.output[i]
        });
        let tax = self.scalars.tax_corporate * self.profits();
        let retained = reduce::total(&firms.profit) - tax - of_firms;
        vec![
            deposits,
            loans,
            pair(
                "Interest on reserves",
                (CENTRAL_BANK, interest.reserves),
                (BANK, interest.reserves),
            ),
            pair(
                "Interest on public debt",
                (GOVERNMENT, interest.bonds),
                (CENTRAL_BANK, interest.bonds),
            ),
            dividends,
            pair(
                "Depreciation",
                (FIRMS, depreciation),
                (CAPITAL, depreciation),
            ),
            pair("Retained profits", (FIRMS, retained), (CAPITAL, retained)),
        ]
    }

    fn finance(&self) -> Matrix {
        let change = |of: fn(&Stocks) -> f64| of(&self.closing) - of(&self.opening);
        let held = |name, (holder, issuer), of| {
            let change = change(of);
            pair(name, (holder, change), (issuer, change))
        };
        let written_off = self.economy.bank.write_offs;
        vec![
            held("Change of household deposits", (HOUSEHOLDS, BANK), |s| {
                s.household_deposits
            }),
            held("Change of firm deposits", (CAPITAL, BANK), |s| {
                s.firm_deposits
            }),
            held("Change of loans", (BANK, CAPITAL), |s| s.loans),
            held("Change of reserves", (BANK, CENTRAL_BANK), |s| s.reserves),
            held("Change of public debt", (CENTRAL_BANK, GOVERNMENT), |s| {
                s.debt
            }),
            held("Change of foreign deposits", (WORLD, CENTRAL_BANK), |s| {
                s.position
            }),
            pair(
                "Loans written off",
                (BANK, written_off),
                (CAPITAL, written_off),
            ),
        ]
    }

    /// Positive profits of firms.
    fn profits(&self) -> f64 {
        self.over_firms(|i| pos(self.economy.firms.profit[i]))
    }

    /// Dividends of firms, before income tax.
    fn dividends_of_firms(&self) -> f64 {
        let (firms, p) = (&self.economy.firms, self.scalars);
        (1.0 - p.tax_corporate)
            * self.over_firms(|i| {
                payout(&firms.payout_ratio, i, p.dividend_payout) * pos(firms.profit[i])
            })
    }

    /// Dividends of the bank, before income tax.
    fn dividends_of_bank(&self) -> f64 {
        let p = self.scalars;
        p.dividend_payout * (1.0 - p.tax_corporate) * pos(self.economy.bank.profit)
    }
}

/// A payment from one sector to another, each as its own columns have it.
fn pair(name: &str, (payer, paid): (usize, f64), (payee, received): (usize, f64)) -> Row {
    let mut values = [0.0; COLUMNS.len()];
    values[payer] -= paid;
    values[payee] += received;
    let name = name.to_owned();
    Row { name, values }
}
