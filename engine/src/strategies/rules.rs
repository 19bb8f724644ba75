//! Rules compiled: one program for every strategy and decision, with the place of each input.

use super::fields::Figure;
use super::inputs::Input;
use super::{Decision, Strategy, Unsuitable, lookup};
use crate::kernel::{Graph, Program};

/// A decision that some strategies make.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) decision: Decision,
    pub(super) rules: Vec<Rule>,
    /// By code of strategy: whether it makes the decision.
    pub(super) makers: Vec<bool>,
    /// Fields to be filled for any of the rules.
    pub(super) filled: Vec<Input>,
}

/// The rule of one strategy for one decision.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) code: u16,
    pub(super) program: Program,
    pub(super) columns: Vec<Input>,
    pub(super) categories: Vec<&'static str>,
    pub(super) scalars: Vec<Figure>,
}

impl Made {
    pub(super) fn needs(&self, input: Input) -> bool {
        self.rules.iter().any(|rule| rule.columns.contains(&input))
    }
}

/// What can be said of a strategy alone.
pub(super) fn check(strategy: &Strategy) -> Result<(), Unsuitable> {
    if !(0.0..=1.0).contains(&strategy.share) {
        return Err(Unsuitable::Share {
            strategy: strategy.name.clone(),
            share: strategy.share,
        });
    }
    for (place, (decision, _)) in strategy.decisions.iter().enumerate() {
        if strategy.decisions[..place]
            .iter()
            .any(|(earlier, _)| earlier == decision)
        {
            return Err(Unsuitable::Twice {
                strategy: strategy.name.clone(),
                rule: decision.name(),
            });
        }
    }
    Ok(())
}

/// The rules of all strategies for `decision`; none if no strategy makes it.
pub(super) fn made(
    decision: Decision,
    strategies: &[Strategy],
) -> Result<Option<Made>, Unsuitable> {
    let mut rules = Vec::new();
    let mut makers = vec![false; strategies.len() + 1];
    for (index, strategy) in strategies.iter().enumerate() {
        for (_, graph) in strategy
            .decisions
            .iter()
            .filter(|(made, _)| *made == decision)
        {
            rules.push(rule(index as u16 + 1, strategy, decision, graph)?);
            makers[index + 1] = true;
        }
    }
    let mut filled = Vec::new();
    for &input in rules.iter().flat_map(|rule: &Rule| &rule.columns) {
        if input.is_filled() && !filled.contains(&input) {
            filled.push(input);
        }
    }
    Ok((!rules.is_empty()).then_some(Made {
        decision,
        rules,
        makers,
        filled,
    }))
}

fn rule(
    code: u16,
    strategy: &Strategy,
    decision: Decision,
    graph: &Graph,
) -> Result<Rule, Unsuitable> {
    let missing = |name: &String| Unsuitable::Field {
        strategy: strategy.name.clone(),
        rule: decision.name(),
        name: name.clone(),
    };
    if graph.outputs().len() != 1 {
        return Err(Unsuitable::Results {
            strategy: strategy.name.clone(),
            rule: decision.name(),
            results: graph.outputs().len(),
        });
    }
    let columns = graph
        .columns()
        .iter()
        .map(|name| Input::find(name, Some(decision)).ok_or_else(|| missing(name)));
    let categories = graph.categories().iter().map(|name| {
        ["industry", "region"]
            .into_iter()
            .find(|known| known == name)
            .ok_or_else(|| missing(name))
    });
    let scalars = graph
        .scalars()
        .iter()
        .map(|name| lookup::find(name).ok_or_else(|| missing(name)));
    Ok(Rule {
        code,
        columns: columns.collect::<Result<_, _>>()?,
        categories: categories.collect::<Result<_, _>>()?,
        scalars: scalars.collect::<Result<_, _>>()?,
        program: Program::new(graph),
    })
}
