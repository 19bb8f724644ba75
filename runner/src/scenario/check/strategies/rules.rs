//! The functions of a strategy as graphs.

use std::fmt::Write;

use engine::kernel::Graph;
use engine::strategies::{Decision, economy_fields, firm_fields};

use super::super::{Checker, Ground};
use crate::lua::compiler::{self, Compiled, Vocabulary};
use crate::scenario::branch::FunctionRef;
use crate::scenario::spec::StrategySpec;
use crate::words;

impl Checker<'_> {
    /// What a strategy decides.
    pub(super) fn decisions(
        &mut self,
        spec: &StrategySpec,
        ground: &Ground,
    ) -> Vec<(Decision, Graph)> {
        if spec.whole && spec.decisions.is_empty() && spec.decide.is_none() {
            let message = "the strategy decides nothing";
            let remedy = "write price = function(f, e) ... end, or another decision";
            self.refuse(&spec.place, message, remedy);
        }
        let Some(vocabulary) = vocabulary(ground) else {
            return Vec::new();
        };
        let mut decisions = Vec::new();
        for (name, function) in &spec.decisions {
            let graph = self.single(function, &vocabulary);
            decisions.extend(Decision::find(name).zip(graph));
        }
        if let Some(function) = &spec.decide {
            for (decision, graph) in self.several(function, &vocabulary) {
                if decisions.iter().any(|(other, _)| *other == decision) {
                    let name = decision.name();
                    let message =
                        format!("`decide` returns `{name}`, which has a function of its own");
                    self.refuse(&function.place, message, format!("leave out one `{name}`"));
                } else {
                    decisions.push((decision, graph));
                }
            }
        }
        decisions
    }

    /// A function as a graph; what no rule may hold is refused.
    fn compiled(&mut self, function: &FunctionRef, vocabulary: &Vocabulary) -> Option<Compiled> {
        let found = self.live.and_then(|live| {
            let found = live.function(&function.path)?;
            Some((live, found))
        });
        if let Some((_, found)) = &found
            && self.maker(function, found)
        {
            return None;
        }
        let found = found.map(|(live, found)| compiler::compile(&live.lua, &found, vocabulary));
        match found {
            Some(Ok(compiled)) => Some(compiled),
            Some(Err(diagnostic)) => {
                let mut problem = diagnostic.problem(&self.file());
                if let Some((part, label)) = &diagnostic.beside {
                    let place = part.place(&self.file());
                    let _ = write!(problem.message, " ({label}: {place})");
                }
                self.problems.push(problem);
                None
            }
            None => {
                let message = format!("`{}` is found no more", function.path);
                self.refuse(
                    &function.place,
                    message,
                    "write the function where it is used",
                );
                None
            }
        }
    }

    /// A function that returns one number.
    fn single(&mut self, function: &FunctionRef, vocabulary: &Vocabulary) -> Option<Graph> {
        let compiled = self.compiled(function, vocabulary)?;
        match &compiled.results[..] {
            [one] if one.name == "1" => Some(compiled.graph),
            results => {
                let place = results.first().map(|one| one.part.place(&self.file()));
                let message = format!(
                    "the function returns {}",
                    words::list(results.iter().map(|one| one.name.as_str()))
                );
                let remedy = "return one number, or call the function `decide`";
                self.refuse(place.as_ref().unwrap_or(&function.place), message, remedy);
                None
            }
        }
    }

    /// A function that returns decisions by name.
    fn several(
        &mut self,
        function: &FunctionRef,
        vocabulary: &Vocabulary,
    ) -> Vec<(Decision, Graph)> {
        let Some(compiled) = self.compiled(function, vocabulary) else {
            return Vec::new();
        };
        let mut decisions = Vec::new();
        for result in &compiled.results {
            if let Some(decision) = Decision::find(&result.name) {
                decisions.push((decision, compiled.graph.only(&result.name)));
            } else {
                let message = format!("there is no decision `{}`", result.name);
                let known = Decision::ALL.iter().map(|decision| decision.name());
                let remedy = words::instead(&result.name, known);
                self.refuse(&result.part.place(&self.file()), message, remedy);
            }
        }
        decisions
    }
}

/// What a rule can see.
fn vocabulary(ground: &Ground) -> Option<Vocabulary> {
    let model = ground.opening.as_ref()?;
    let firm = firm_fields(model.parameters(), model.initial());
    Some(Vocabulary::new(&firm, &economy_fields()))
}
