//! The phases of a period: one file each, in the order of [`crate::period::PERIOD`].
//!
//! A file opens with its equation and source, declares the columns it touches, and has one
//! function, `run`.

pub(crate) mod bank_expectation;
pub(crate) mod bank_profit;
pub(crate) mod bank_reserves;
pub(crate) mod central_bank;
pub(crate) mod close;
pub(crate) mod credit_market;
pub(crate) mod expectations;
pub(crate) mod financing_plan;
pub(crate) mod firm_finances;
pub(crate) mod firm_levers_off;
pub(crate) mod firm_levers_on;
pub(crate) mod firm_profits;
pub(crate) mod firm_stocks;
pub(crate) mod foreign_economy;
pub(crate) mod foreign_position;
pub(crate) mod foreign_trade;
pub(crate) mod goods_market;
pub(crate) mod government_budget;
pub(crate) mod government_demand;
pub(crate) mod household_budgets;
pub(crate) mod household_deposits;
pub(crate) mod household_incomes;
pub(crate) mod input_plan;
pub(crate) mod labour_market;
pub(crate) mod lending_rate;
pub(crate) mod pay;
pub(crate) mod policy_rate;
pub(crate) mod price_indices;
pub(crate) mod pricing;
pub(crate) mod production;
pub(crate) mod production_plan;
pub(crate) mod productivity_trend;
pub(crate) mod record;
pub(crate) mod refinancing;
pub(crate) mod social_benefits;

use crate::levers::InForce;
use crate::parameters::{Parameters, Process};
use crate::random::{self, Draws, Stream};

/// Rows a thread takes at a time in loops over a table; no result depends on it.
///
/// A loop goes over eight columns at most: long columns begin at the same place of a page, where the
/// first-level cache has room for eight lines. A loop over 20 columns takes more than twice the time of
/// three loops over some of them each.
pub(crate) const ROWS_PER_TASK: usize = 4096;

/// What every phase may use besides its columns.
pub struct Context<'a> {
    /// Parameters of the run, as a scenario may have changed them.
    pub parameters: &'a Parameters,
    /// Parameters of the base quarter: real series keep its tax rates.
    pub base: &'a Parameters,
    /// What is pulled and given in this quarter.
    pub(crate) levers: &'a InForce,
    /// Draws of the run.
    pub draws: Draws,
    /// Quarter being simulated, from 1.
    pub period: u32,
}

impl Context<'_> {
    /// Whether draws are replaced by rules.
    pub fn deterministic(&self) -> bool {
        self.parameters.switches.deterministic
    }

    /// The stream of draws for `purpose` in this period.
    pub fn stream(&self, purpose: &str, block: u64) -> Stream {
        self.draws.stream(self.period, purpose, block)
    }

    /// A standard normal for `purpose`; 0 in the deterministic variant.
    pub fn normal(&self, purpose: &str) -> f64 {
        if self.deterministic() {
            0.0
        } else {
            random::normal(&mut self.stream(purpose, 0))
        }
    }

    /// Next level of an exogenous process.   `log x_t = ar log x_{t-1} + constant + shock`
    ///
    /// Differs: under the growth extension the equation holds for deviations from a common trend,
    /// `log x_t - trend t`, which is the published equation where the trend is 0.
    pub fn next_level(&self, process: &Process, level: f64, shock: f64) -> f64 {
        let trend = self.parameters.scalars.demand_trend;
        let (now, before) = (
            trend * f64::from(self.period),
            trend * (f64::from(self.period) - 1.0),
        );
        libm::exp(process.ar * (libm::log(level) - before) + process.constant + shock + now)
    }
}

/// What the phases' tests share.
#[cfg(test)]
pub(crate) mod testing {
    use super::Context;
    use crate::levers::{self, InForce, Pull, Size, Wedge};
    use crate::parameters::{Parameters, Scalars};
    use crate::random::Draws;

    static NOTHING: InForce = InForce::nothing();

    /// The first quarter of a run.
    pub(crate) fn context(parameters: &Parameters) -> Context<'_> {
        at(1, parameters)
    }

    /// Quarter `period` of a run; every quarter has other draws.
    pub(crate) fn at(period: u32, parameters: &Parameters) -> Context<'_> {
        Context {
            parameters,
            base: parameters,
            levers: &NOTHING,
            draws: Draws::new(0, 0),
            period,
        }
    }

    /// One lever pulled in the first quarter.
    pub(crate) fn pulled(lever: &str, rows: Option<&[u16]>, size: Size, value: f64) -> InForce {
        let mut levers = InForce::nothing();
        let lever = levers::find(lever).unwrap();
        let rows = rows.map(Into::into);
        let wedge = Wedge { size, value };
        levers.pull(&[Pull { lever, rows, wedge }], 1);
        levers
    }

    /// Parameters of which only some scalars matter, without draws.
    pub(crate) fn with_scalars(scalars: Scalars) -> Parameters {
        let mut parameters = Parameters {
            scalars,
            ..Parameters::default()
        };
        parameters.switches.deterministic = true;
        parameters
    }

    /// Fails unless the two are equal up to rounding.
    #[track_caller]
    pub(crate) fn assert_close(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (row, (found, expected)) in found.iter().zip(expected).enumerate() {
            assert!(
                (found - expected).abs() <= 1e-12 * (1.0 + expected.abs()),
                "row {row}: {found} is not {expected}"
            );
        }
    }

    /// Mean of the products of two series: their covariance if one has mean 0.
    pub(crate) fn mean_product(x: &[f64], y: &[f64]) -> f64 {
        x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>() / x.len() as f64
    }
}
