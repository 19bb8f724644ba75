//! The decisions of a firm that a strategy may make.

use crate::levers::{FURTHEST, shown};
use crate::tables::Firms;

/// A decision of firms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// Gross wage per employee at normal intensity.
    Wage,
    /// Goods to make.
    Quantity,
    /// Selling price.
    Price,
    /// Investment goods to buy.
    Investment,
    /// Persons to employ.
    Employment,
    /// Share of after-tax profit paid out.
    Dividend,
    /// Loans to ask for.
    LoanDemand,
}

impl Decision {
    /// All of them, in the order of the period.
    pub const ALL: [Decision; 7] = [
        Decision::Wage,
        Decision::Quantity,
        Decision::Price,
        Decision::Investment,
        Decision::Employment,
        Decision::Dividend,
        Decision::LoanDemand,
    ];

    /// Name in scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Decision::Wage => "wage",
            Decision::Quantity => "quantity",
            Decision::Price => "price",
            Decision::Investment => "investment",
            Decision::Employment => "employment",
            Decision::Dividend => "dividend",
            Decision::LoanDemand => "loan_demand",
        }
    }

    /// The decision called `name`.
    pub fn find(name: &str) -> Option<Decision> {
        Decision::ALL
            .into_iter()
            .find(|decision| decision.name() == name)
    }

    /// The phase in which it is made, right after the model's own rule.
    ///
    /// Wages come before levers act on them, so that a lever is a wedge on the strategy's wage.
    pub fn phase(self) -> &'static str {
        match self {
            Decision::Wage => "productivity_trend",
            Decision::Quantity => "production_plan",
            Decision::Price => "pricing",
            Decision::Investment | Decision::Employment | Decision::Dividend => "input_plan",
            Decision::LoanDemand => "financing_plan",
        }
    }

    /// The decisions made in `phase`, in order.
    pub fn made_in(phase: &str) -> impl Iterator<Item = Decision> {
        Decision::ALL
            .into_iter()
            .filter(move |decision| decision.phase() == phase)
    }

    /// The column of firms it sets; a rule sees it as it was before the phase.
    pub fn column(self) -> &'static str {
        match self {
            Decision::Wage => "wage_rate",
            Decision::Quantity => "target_output",
            Decision::Price => "price",
            Decision::Investment => "investment_target",
            Decision::Employment => "employment_target",
            Decision::Dividend => "payout_ratio",
            Decision::LoanDemand => "loan_demand",
        }
    }

    /// Unit of the result.
    pub fn unit(self) -> &'static str {
        match self {
            Decision::Wage => "million/person/quarter, consumer prices of the base quarter",
            Decision::Quantity | Decision::Investment => "goods/quarter",
            Decision::Price => "index, base quarter = 1",
            Decision::Employment => "persons",
            Decision::Dividend => "share of after-tax profit",
            Decision::LoanDemand => "million/quarter",
        }
    }

    /// One sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Decision::Wage => "Gross wage per employee at normal intensity",
            Decision::Quantity => "Goods the firm means to make",
            Decision::Price => "Selling price",
            Decision::Investment => "Investment goods wanted",
            Decision::Employment => "Persons the firm wants to employ; rounded, at least one",
            Decision::Dividend => "Share of positive after-tax profit paid to the owner",
            Decision::LoanDemand => "Loans asked for",
        }
    }

    /// Smallest and largest result that the books can bear.
    pub fn range(self) -> (f64, f64) {
        match self {
            Decision::Price => (f64::MIN_POSITIVE, f64::MAX),
            Decision::Employment => (0.0, f64::from(i32::MAX)),
            Decision::Dividend => (0.0, 10.0),
            _ => (0.0, f64::MAX),
        }
    }

    /// Largest result where `firms` are at adoption: so far from what is usual that the accounts can
    /// no longer be told from rounding.
    pub(crate) fn most(self, firms: &Firms) -> f64 {
        let usual = match self {
            Decision::Price => &firms.price,
            Decision::Wage => &firms.wage_rate,
            Decision::Quantity | Decision::Investment | Decision::LoanDemand => &firms.output,
            Decision::Employment | Decision::Dividend => return self.range().1,
        };
        let usual = usual.iter().copied().fold(0.0, f64::max);
        if usual > 0.0 && usual.is_finite() {
            FURTHEST * usual
        } else {
            self.range().1
        }
    }
}

/// A result of a strategy that the books cannot bear.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "strategy `{strategy}`: {decision} of the firm in row {firm} would be {value} in period {period}; it must be a number {words}",
    decision = .decision.name(),
    value = shown(*.value),
    words = words(*.decision, *.most)
)]
pub struct BadDecision {
    /// Name of the strategy.
    pub strategy: String,
    /// What it decided.
    pub decision: Decision,
    /// Row of the first firm concerned.
    pub firm: usize,
    /// What its rule returned.
    pub value: f64,
    /// Largest value allowed.
    pub most: f64,
    /// Quarter being simulated.
    pub period: u32,
}

fn words(decision: Decision, most: f64) -> String {
    match decision {
        Decision::Price => format!("above 0 and at most {most:.3e}"),
        Decision::Employment | Decision::Dividend => format!("from 0 to {most}"),
        _ => format!("from 0 to {most:.3e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::PERIOD;

    #[test]
    fn phases_and_columns_exist_and_decisions_follow_the_period() {
        let place = |decision: Decision| {
            PERIOD
                .iter()
                .position(|phase| phase.name == decision.phase())
                .unwrap()
        };
        assert!(Decision::ALL.is_sorted_by_key(|decision| place(*decision)));
        for decision in Decision::ALL {
            assert_eq!(Decision::find(decision.name()), Some(decision));
            let known = Firms::COLUMNS
                .iter()
                .any(|column| column.name == decision.column());
            assert!(known, "{}", decision.column());
            assert!(Decision::made_in(decision.phase()).any(|made| made == decision));
        }
    }
}
