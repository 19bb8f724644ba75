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
    /// Incomes of the households in the rows from `first`: workers, inactive persons, investors, banker.
    ///
    /// Source: SPEC 3.5, 4.11, 4.19.
    /// Employed: `[w (1 - τ^SIW - τ^INC (1-τ^SIW)) + sb^other] P`; unemployed: `[θ^UB w + sb^other] P`;
    /// inactive: `[sb^inact + sb^other] P`;
    /// investor, banker: `θ^DIV (1-τ^INC)(1-τ^FIRM) pos(Π) + sb^other P`, with the firm's own `θ^DIV`
    /// where a strategy decides it.
    ///
    /// Differs: `sb^other` and `sb^inact` have a level, a parameter that is 1 in the published model.
    pub fn incomes(&self, first: usize, incomes: &mut [f64]) {
        let p = self.scalars;
        let benefit_inactive = p.benefit_inactive_level * self.benefit_inactive;
        let benefit_other = p.benefit_other_level * self.benefit_other;
        let first_inactive = self.wage.len();
        let first_investor = first_inactive + self.inactive;
        let rows_before = |row: usize| row.saturating_sub(first).min(incomes.len());
        let (workers, persons) = (rows_before(first_inactive), rows_before(first_investor));
        let (persons, investors) = incomes.split_at_mut(persons);
        let (workers, inactive) = persons.split_at_mut(workers);

        let first_worker = first.min(first_inactive);
        let jobs = self.employer[first_worker..]
            .iter()
            .zip(&self.wage[first_worker..]);
        let kept = 1.0 - p.tax_social_employee - p.tax_income * (1.0 - p.tax_social_employee);
        for (income, (employer, wage)) in workers.iter_mut().zip(jobs) {
            let unemployed = *employer == Employer::NONE;
            let rate = if unemployed {
                p.unemployment_replacement
            } else {
                kept
            };
            *income = (rate * wage + benefit_other) * self.price;
        }
        inactive.fill((benefit_inactive + benefit_other) * self.price);
        let first_firm = first.max(first_investor) - first_investor;
        for (firm, income) in (first_firm..).zip(investors) {
            let profit = self
                .firm_profit
                .get(firm)
                .copied()
                .unwrap_or(self.bank_profit);
            let payout = payout(self.firm_payout, firm, p.dividend_payout);
            let dividends = payout * (1.0 - p.tax_income) * (1.0 - p.tax_corporate) * pos(profit);
            *income = dividends + benefit_other * self.price;
        }
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
        let incomes_are = |rules: &IncomeRules, expected: [f64; 6]| {
            // In one piece, and in pieces that begin and end in every row.
            for rows in 1..=6 {
                let mut incomes = [0.0; 6];
                for (piece, incomes) in incomes.chunks_mut(rows).enumerate() {
                    rules.incomes(piece * rows, incomes);
                }
                for (income, expected) in incomes.into_iter().zip(expected) {
                    assert!(
                        (income - expected).abs() < 1e-12,
                        "{income} is not {expected}"
                    );
                }
            }
        };
        // 10 * (1 - 0.1 - 0.18) = 7.2; 4; 3; dividends 0.3 of positive profit.
        incomes_are(&rules, [16.4, 10.0, 8.0, 32.0, 2.0, 5.0]);
        let decided = IncomeRules {
            firm_payout: &[0.5, 0.0],
            ..rules
        };
        incomes_are(&decided, [16.4, 10.0, 8.0, 22.0, 2.0, 5.0]);
    }
}
