//! Strategies at work: what they need is kept before a phase, their results replace the model's after it.

use std::sync::Arc;

use rayon::prelude::*;

use super::cells::Cells;
use super::inputs::{self, Derived, Input};
use super::lookup;
use super::rules::{self, Made};
use super::switching;
use super::{BadDecision, Decision, Strategies, Unsuitable, assignment};
use crate::economy::Economy;
use crate::kernel::{Column, Inputs};
use crate::period::{PERIOD, Phase};
use crate::phases::{Context, ROWS_PER_TASK};
use crate::random::Draws;
use crate::tables::Firms;

/// The strategies of a run, compiled, and the columns they work with.
#[derive(Clone, Debug)]
pub(crate) struct Following {
    pub(super) strategies: Arc<Strategies>,
    /// Quarter in which they were adopted.
    pub(super) since: u32,
    /// Which strategies are for which firms, as those were at adoption.
    pub(super) cells: Cells,
    decisions: Arc<[Made]>,
    /// The decided column before its phase, by place in `decisions`.
    before: Vec<Vec<f64>>,
    last_target: Vec<f64>,
    /// Columns of derived fields, and of results that are rounded; used again and again.
    derived: Vec<Vec<f64>>,
    results: Vec<f64>,
}

/// Runs `phase`, with the decisions that strategies make in it.
pub(crate) fn run(
    phase: &Phase,
    following: Option<&mut Following>,
    economy: &mut Economy,
    context: &Context,
) -> Result<(), BadDecision> {
    let Some(following) = following else {
        (phase.run)(economy, context);
        return Ok(());
    };
    if phase.name == PERIOD[0].name {
        following.open_quarter(economy, context);
    }
    following.keep(phase.name, economy, context);
    (phase.run)(economy, context);
    following.decide(phase.name, economy, context)
}

impl Following {
    /// Compiles the rules and assigns firms.
    pub(crate) fn adopt(
        strategies: Arc<Strategies>,
        economy: &mut Economy,
        draws: Draws,
    ) -> Result<Self, Unsuitable> {
        for strategy in &strategies.list {
            rules::check(strategy)?;
        }
        if let Some(switching) = &strategies.switching {
            switching::check(switching)?;
        }
        let mut decisions = Vec::new();
        for decision in Decision::ALL {
            decisions.extend(rules::made(decision, &strategies.list)?);
        }
        let cells = assignment::assign(&strategies, &mut economy.firms, draws)?;
        economy.firms.payout_ratio.clear();
        let scores = match strategies.switching {
            Some(_) => strategies.list.len() + 1,
            None => 0,
        };
        economy.aggregate.strategy_performance = vec![f64::NEG_INFINITY; scores];
        Ok(Following {
            since: economy.aggregate.period,
            before: vec![Vec::new(); decisions.len()],
            decisions: decisions.into(),
            cells,
            last_target: economy.firms.target_output.clone(),
            derived: Vec::new(),
            results: Vec::new(),
            strategies,
        })
    }

    /// What is followed.
    pub(crate) fn strategies(&self) -> &Strategies {
        &self.strategies
    }

    fn open_quarter(&mut self, economy: &mut Economy, context: &Context) {
        switching::switch(self, economy, context);
        if self
            .decisions
            .iter()
            .any(|made| made.needs(Input::LastTarget))
        {
            self.last_target.clone_from(&economy.firms.target_output);
        }
    }

    /// Keeps decided columns as they are before `phase`.
    fn keep(&mut self, phase: &str, economy: &Economy, context: &Context) {
        for (made, before) in self.decisions.iter().zip(&mut self.before) {
            if made.decision.phase() != phase || !made.needs(Input::Before) {
                continue;
            }
            let firms = &economy.firms;
            match made.decision {
                Decision::Employment => {
                    before.clear();
                    before.extend(firms.employment_target.iter().map(|&n| f64::from(n)));
                }
                Decision::Dividend => {
                    inputs::derive(Derived::Payout, economy, context.parameters, before);
                }
                decision => before.clone_from(numbers_of(firms, decision)),
            }
        }
    }

    /// Replaces what the model's own rule has decided in `phase` for the firms that follow strategies.
    fn decide(
        &mut self,
        phase: &str,
        economy: &mut Economy,
        context: &Context,
    ) -> Result<(), BadDecision> {
        let decisions = self.decisions.clone();
        for (place, made) in decisions.iter().enumerate() {
            if made.decision.phase() == phase {
                self.make(place, made, economy, context)
                    .map_err(|(firm, value)| {
                        let code = usize::from(economy.firms.strategy[firm]);
                        BadDecision {
                            strategy: self.strategies.list[code - 1].name.clone(),
                            decision: made.decision,
                            firm,
                            value,
                            period: context.period,
                        }
                    })?;
            }
        }
        Ok(())
    }

    /// Makes one decision; if a result cannot be borne, the first firm and the value.
    fn make(
        &mut self,
        place: usize,
        made: &Made,
        economy: &mut Economy,
        context: &Context,
    ) -> Result<(), (usize, f64)> {
        let rows = economy.firms.industry.len();
        self.derived
            .resize_with(self.derived.len().max(made.filled.len() + 1), Vec::new);
        for (input, target) in made.filled.iter().zip(&mut self.derived[1..]) {
            match input {
                Input::Derived(derived) => {
                    inputs::derive(*derived, economy, context.parameters, target);
                }
                _ => inputs::draw(made.decision, context, rows, target),
            }
        }
        // The decided column leaves the table while rules read the other columns.
        let mut results = std::mem::take(&mut self.results);
        match made.decision {
            Decision::Employment => results.resize(rows, 0.0),
            Decision::Dividend => {
                results = std::mem::take(&mut economy.firms.payout_ratio);
                results.clear();
                results.resize(rows, context.parameters.scalars.dividend_payout);
            }
            decision => {
                std::mem::swap(&mut results, numbers_mut(&mut economy.firms, decision));
            }
        }
        let counted = made.decision == Decision::Employment;
        if made.needs(Input::Rule) && !counted {
            self.derived[0].clone_from(&results);
        }
        let firms = &economy.firms;
        for rule in &made.rules {
            let of = |input: &Input| match input {
                Input::Before => Column::Numbers(&self.before[place]),
                Input::Rule if counted => Column::Counts(&firms.employment_target),
                Input::Rule => Column::Numbers(&self.derived[0]),
                Input::LastTarget => Column::Numbers(&self.last_target),
                Input::Column(name) => inputs::column(firms, name),
                Input::Draw | Input::Derived(_) => {
                    let known = made.filled.iter().position(|other| other == input);
                    Column::Numbers(&self.derived[known.map_or(0, |place| place + 1)])
                }
            };
            let columns: Vec<Column> = rule.columns.iter().map(of).collect();
            let categories: Vec<Column> = rule
                .categories
                .iter()
                .map(|name| inputs::column(firms, name))
                .collect();
            let scalars: Vec<f64> = rule
                .scalars
                .iter()
                .map(|&figure| lookup::value(figure, economy, &context.parameters.scalars))
                .collect();
            let given = Inputs {
                columns: &columns,
                categories: &categories,
                scalars: &scalars,
            };
            let only = Some((&firms.strategy[..], rule.code));
            rule.program.run(&given, &mut [&mut results], only);
        }
        let checked = first_bad(made, &firms.strategy, &results);
        match made.decision {
            Decision::Employment => {
                if checked.is_ok() {
                    round(made, &mut economy.firms, &results, context);
                }
                self.results = results;
            }
            Decision::Dividend => economy.firms.payout_ratio = results,
            decision => {
                std::mem::swap(&mut results, numbers_mut(&mut economy.firms, decision));
                self.results = results;
            }
        }
        checked
    }
}

/// The first firm whose result the books cannot bear, with the result.
fn first_bad(made: &Made, strategy: &[u16], results: &[f64]) -> Result<(), (usize, f64)> {
    let (low, high) = made.decision.range();
    let bad = (results, strategy)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .position_first(|(result, &code)| {
            made.makers[usize::from(code)] && !(low..=high).contains(result)
        });
    bad.map_or(Ok(()), |firm| Err((firm, results[firm])))
}

/// Whole persons, at least one, for the firms whose strategy decides on staff.
fn round(made: &Made, firms: &mut Firms, results: &[f64], context: &Context) {
    let rounding = context.parameters.switches.employment_rounding;
    (&mut firms.employment_target, &firms.strategy, results)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(|(target, &code, &result)| {
            if made.makers[usize::from(code)] {
                *target = rounding.round(result).max(1.0) as u32;
            }
        });
}

/// The column of numbers that `decision` sets.
fn numbers_mut(firms: &mut Firms, decision: Decision) -> &mut Vec<f64> {
    match decision {
        Decision::Wage => &mut firms.wage_rate,
        Decision::Quantity => &mut firms.target_output,
        Decision::Price => &mut firms.price,
        Decision::Investment => &mut firms.investment_target,
        Decision::LoanDemand => &mut firms.loan_demand,
        Decision::Dividend => &mut firms.payout_ratio,
        Decision::Employment => unreachable!("persons are counted"),
    }
}

fn numbers_of(firms: &Firms, decision: Decision) -> &Vec<f64> {
    match decision {
        Decision::Wage => &firms.wage_rate,
        Decision::Quantity => &firms.target_output,
        Decision::Price => &firms.price,
        Decision::Investment => &firms.investment_target,
        Decision::LoanDemand => &firms.loan_demand,
        Decision::Dividend => &firms.payout_ratio,
        Decision::Employment => unreachable!("persons are counted"),
    }
}
