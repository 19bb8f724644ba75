//! Disposable income of every kind of household, without interest.

use crate::numeric::pos;
use crate::parameters::Scalars;
use crate::tables::Employer;

/// What income depends on: expected values when budgets are made, realised ones when incomes are paid.
pub(crate) struct IncomeRules<'a> {
    pub scalars: &'a Scalars,
    /// Consumer price at which wages and benefits are paid, `P̄^HH` or `P̄^HH (1+π^e)`.
    pub price: f64,
    pub benefit_inactive: f64,
    pub benefit_other: f64,
    pub employer: &'a [Employer],
    pub wage: &'a [f64],
    /// Number of inactive persons.
    pub inactive: usize,
    pub firm_profit: &'a [f64],
    /// Payout ratios that strategies have decided; without rows where none does.
    pub firm_payout: &'a [f64],
    pub bank_profit: f64,
}

/// Share of after-tax profit that `firm` pays out: its own, if strategies decide it, else `common`.
#[inline]
pub(crate) fn payout(decided: &[f64], firm: usize, common: f64) -> f64 {
    decided.get(firm).copied().unwrap_or(common)
}

impl IncomeRules<'_> {
    /// Income of the household in row `household`: worker, inactive person, investor or banker.
    ///
    /// Source: SPEC 3.5, 4.11, 4.19.
    /// Employed: `[w (1 - τ^SIW - τ^INC (1-τ^SIW)) + sb^other] P`; unemployed: `[θ^UB w + sb^other] P`;
    /// inactive: `[sb^inact + sb^other] P`;
    /// investor, banker: `θ^DIV (1-τ^INC)(1-τ^FIRM) pos(Π) + sb^other P`, with the firm's own `θ^DIV`
    /// where a strategy decides it.
    ///
    /// Differs: `sb^other` and `sb^inact` have a level, a parameter that is 1 in the published model.
    #[inline]
    pub fn income(&self, household: usize) -> f64 {
        let p = self.scalars;
        let benefit_inactive = p.benefit_inactive_level * self.benefit_inactive;
        let benefit_other = p.benefit_other_level * self.benefit_other;
        let workers = self.wage.len();
        if household < workers {
            let wage = self.wage[household];
            let earned = if self.employer[household].row().is_some() {
                wage * (1.0 - p.tax_social_employee - p.tax_income * (1.0 - p.tax_social_employee))
            } else {
                p.unemployment_replacement * wage
            };
            return (earned + benefit_other) * self.price;
        }
        if household < workers + self.inactive {
            return (benefit_inactive + benefit_other) * self.price;
        }
        let firm = household - workers - self.inactive;
        let profit = self
            .firm_profit
            .get(firm)
            .copied()
            .unwrap_or(self.bank_profit);
        let payout = payout(self.firm_payout, firm, p.dividend_payout);
        let dividends = payout * (1.0 - p.tax_income) * (1.0 - p.tax_corporate) * pos(profit);
        dividends + benefit_other * self.price
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_by_hand() {
        let scalars = Scalars {
            tax_social_employee: 0.1,
            tax_income: 0.2,
            tax_corporate: 0.5,
            unemployment_replacement: 0.4,
            dividend_payout: 0.75,
            ..Scalars::default()
        };
        let rules = IncomeRules {
            scalars: &scalars,
            price: 2.0,
            benefit_inactive: 3.0,
            benefit_other: 1.0,
            employer: &[Employer::firm(0), Employer::NONE],
            wage: &[10.0, 10.0],
            inactive: 1,
            firm_profit: &[100.0, -5.0],
            firm_payout: &[],
            bank_profit: 10.0,
        };
        // 10 * (1 - 0.1 - 0.18) = 7.2; 4; 3; dividends 0.3 of positive profit.
        let expected = [16.4, 10.0, 8.0, 32.0, 2.0, 5.0];
        for (household, expected) in expected.into_iter().enumerate() {
            assert!(
                (rules.income(household) - expected).abs() < 1e-12,
                "household {household}"
            );
        }
        let decided = IncomeRules {
            firm_payout: &[0.5, 0.0],
            ..rules
        };
        let expected = [16.4, 10.0, 8.0, 22.0, 2.0, 5.0];
        for (household, expected) in expected.into_iter().enumerate() {
            assert!(
                (decided.income(household) - expected).abs() < 1e-12,
                "household {household}"
            );
        }
    }
}
