//! Strategies at work: what they need is kept before a phase, their results replace the model's after it.

use std::sync::Arc;

use rayon::prelude::*;

use super::cells::Cells;
use super::inputs::{self, Derived, Input};
use super::lookup;
use super::rules::{self, Made, Rule};
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
    /// Largest result of each of `decisions`.
    most: Vec<f64>,
    /// Columns of filled inputs, and what rules say; used again and again.
    filled: Vec<Vec<f64>>,
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
        let most = decisions
            .iter()
            .map(|made: &Made| made.decision.most(&economy.firms));
        Ok(Following {
            most: most.collect(),
            since: economy.aggregate.period,
            before: vec![Vec::new(); decisions.len()],
            decisions: decisions.into(),
            cells,
            last_target: economy.firms.target_output.clone(),
            filled: Vec::new(),
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
            match made.decision {
                Decision::Dividend => {
                    inputs::derive(Derived::Payout, economy, context.parameters, before);
                }
                decision => inputs::copy(&economy.firms, decision.column(), before),
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
                            most: self.most[place],
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
        if made.decision == Decision::Dividend {
            // The model's own rule has one share for all and no column.
            economy.firms.payout_ratio.clear();
            let common = context.parameters.scalars.dividend_payout;
            economy.firms.payout_ratio.resize(rows, common);
        }
        self.filled
            .resize_with(self.filled.len().max(made.filled.len()), Vec::new);
        for (input, target) in made.filled.iter().zip(&mut self.filled) {
            match input {
                Input::Derived(derived) => {
                    inputs::derive(*derived, economy, context.parameters, target);
                }
                _ => inputs::draw(made.decision, context, rows, target),
            }
        }
        self.results.resize(rows, 0.0);
        for rule in &made.rules {
            self.follow(rule, place, made, economy, context);
        }
        first_bad(
            made,
            &economy.firms.strategy,
            &self.results,
            self.most[place],
        )?;
        put(made, &mut economy.firms, &self.results, context);
        Ok(())
    }

    /// What `rule` says, for the firms that follow it, into the results.
    fn follow(
        &mut self,
        rule: &Rule,
        place: usize,
        made: &Made,
        economy: &Economy,
        context: &Context,
    ) {
        let firms = &economy.firms;
        let of = |input: &Input| match input {
            Input::Before => Column::Numbers(&self.before[place]),
            Input::Rule => inputs::column(firms, made.decision.column()),
            Input::LastTarget => Column::Numbers(&self.last_target),
            Input::Column(name) => inputs::column(firms, name),
            Input::Draw | Input::Derived(_) => {
                let filled = made.filled.iter().zip(&self.filled);
                let known = filled.into_iter().find(|(other, _)| *other == input);
                Column::Numbers(known.map_or(&[], |(_, column)| column))
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
        rule.program.run(&given, &mut [&mut self.results], only);
    }
}

/// The first firm whose result the books cannot bear, with the result.
fn first_bad(
    made: &Made,
    strategy: &[u16],
    results: &[f64],
    most: f64,
) -> Result<(), (usize, f64)> {
    let (low, _) = made.decision.range();
    let bad = (results, strategy)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .position_first(|(result, &code)| {
            made.makers[usize::from(code)] && !(low..=most).contains(result)
        });
    bad.map_or(Ok(()), |firm| Err((firm, results[firm])))
}

/// Puts results in the place of what the model's own rule has decided, for the firms whose strategy
/// makes the decision. Persons are whole, and at least one.
fn put(made: &Made, firms: &mut Firms, results: &[f64], context: &Context) {
    let strategy = std::mem::take(&mut firms.strategy);
    let decided = (&strategy, results)
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .map(|(&code, &result)| made.makers[usize::from(code)].then_some(result));
    if let Some(column) = firms.numbers_mut(made.decision.column()) {
        (column, decided)
            .into_par_iter()
            .for_each(|(target, decided)| *target = decided.unwrap_or(*target));
    } else {
        let rounding = context.parameters.switches.employment_rounding;
        (&mut firms.employment_target, decided)
            .into_par_iter()
            .for_each(|(target, decided)| {
                if let Some(persons) = decided {
                    *target = rounding.staff(persons);
                }
            });
    }
    firms.strategy = strategy;
}
