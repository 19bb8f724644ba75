//! Statements of a rule.

use std::rc::Rc;

use engine::kernel::Node;

use super::super::ast::{
    Binding, Block, DeclarationId, Expression, ExpressionKind, FunctionId, Span, Statement,
    StatementKind,
};
use super::super::value::{Callee, Closure, Held, Number, Value, Variable};
use super::logic::Condition;
use super::{Exit, Flow, Lowering, Result, Slot, refusals};

/// Rounds that a loop may have.
const MOST_ROUNDS: usize = 1000;

impl Lowering<'_> {
    pub(super) fn block(&mut self, block: &Block) -> Result<Flow> {
        for statement in &block.0 {
            self.step(statement.span)?;
            if self.statement(statement)? == Flow::Returned {
                return Ok(Flow::Returned);
            }
        }
        Ok(Flow::Goes)
    }

    fn statement(&mut self, statement: &Statement) -> Result<Flow> {
        match &statement.kind {
            StatementKind::Local {
                names,
                values,
                close,
            } => {
                if let Some(span) = close {
                    return Err(Box::new(refusals::close(&self.part(*span))));
                }
                let mut values = self.values(values)?.into_iter();
                for &name in names {
                    self.declare(name, values.next().unwrap_or(Value::Nil));
                }
            }
            StatementKind::LocalFunction(name, function) => {
                self.declare(*name, Value::Nil);
                let function = self.made(*function);
                if let Some(slot) = self.slots.last_mut() {
                    slot.value = function;
                }
            }
            StatementKind::Assign { targets, values } => {
                let mut values = self.values(values)?.into_iter();
                for target in targets {
                    self.assign_to(target, values.next().unwrap_or(Value::Nil))?;
                }
            }
            StatementKind::Call(call) => {
                self.results_of(call)?;
            }
            StatementKind::Do(block) => return self.block(block),
            StatementKind::If { arms, otherwise } => {
                return self.arms(arms, otherwise.as_ref(), statement.span);
            }
            StatementKind::For {
                variable,
                from,
                to,
                step,
                body,
            } => return self.repeat(*variable, [Some(from), Some(to), step.as_deref()], body),
            StatementKind::Return(values) => {
                let values = self.values(values)?;
                self.leave(values, statement.span);
                return Ok(Flow::Returned);
            }
            StatementKind::Other(word) => {
                return Err(Box::new(refusals::statement(
                    word,
                    &self.part(statement.span),
                )));
            }
        }
        Ok(Flow::Goes)
    }

    /// Firms that are still here return `values`.
    fn leave(&mut self, values: Vec<Value>, span: Span) {
        let part = self.part(span);
        let values = match self.exit.take() {
            Some(exit) => self.merge_lists(exit.mask, &exit.values, &values, &part),
            None => values,
        };
        let mask = self.graph.truth(true);
        self.exit = Some(Exit { mask, values, part });
    }

    fn arms(
        &mut self,
        arms: &[(Expression, Block)],
        otherwise: Option<&Block>,
        span: Span,
    ) -> Result<Flow> {
        let Some(((condition, block), rest)) = arms.split_first() else {
            return otherwise.map_or(Ok(Flow::Goes), |block| self.block(block));
        };
        match self.condition(condition)? {
            Condition::Known(true) => self.block(block),
            Condition::Known(false) => self.arms(rest, otherwise, span),
            Condition::Varies(mask) => {
                let before = self.state();
                let count = before.slots.len();
                let yes = self.block(block)?;
                let first = self.swap(before);
                let no = self.arms(rest, otherwise, span)?;
                let at = self.part(Span {
                    end: condition.span.end,
                    ..span
                });
                Ok(self.join(mask, (yes, first), no, count, &at))
            }
        }
    }

    /// A loop whose bounds are known, round by round.
    fn repeat(
        &mut self,
        variable: DeclarationId,
        bounds: [Option<&Expression>; 3],
        body: &Block,
    ) -> Result<Flow> {
        let mut known = [(1.0, Held::Integer); 3];
        for (known, bound) in known.iter_mut().zip(bounds) {
            let Some(bound) = bound else { continue };
            let number = self.number(bound)?;
            match self.graph.constant_of(number.node) {
                Some(value) => *known = (value, number.held),
                None => return Err(Box::new(refusals::bounds(&self.part(bound.span)))),
            }
        }
        let [(from, from_held), (to, _), (step, step_held)] = known;
        let span = bounds[0].map_or(Span::default(), |from| from.span);
        if step == 0.0 {
            return Err(Box::new(refusals::step_of_zero(&self.part(span))));
        }
        let held = if from_held == Held::Integer && step_held == Held::Integer {
            Held::Integer
        } else {
            Held::Float
        };
        let mut value = from;
        let mut rounds = 0;
        while if step > 0.0 { value <= to } else { value >= to } {
            rounds += 1;
            if rounds > MOST_ROUNDS {
                return Err(Box::new(refusals::rounds(&self.part(span), MOST_ROUNDS)));
            }
            let node = self.graph.constant(value);
            self.declare(variable, Value::Number(Number { node, held }));
            if self.block(body)? == Flow::Returned {
                return Ok(Flow::Returned);
            }
            value += step;
        }
        Ok(Flow::Goes)
    }

    /// A new variable.
    pub(super) fn declare(&mut self, name: DeclarationId, value: Value) {
        let place = self.slots.len();
        if let Some(call) = self.calls.last_mut() {
            let captured = call.closure.chunk.declarations[name].captured;
            self.slots.push(Slot { value, captured });
            Rc::make_mut(&mut call.environment).insert(name, Variable::Slot(place));
        }
    }

    /// A function that the rule makes, with the variables around it.
    pub(super) fn made(&self, function: FunctionId) -> Value {
        let Some(call) = self.calls.last() else {
            return Value::Nil;
        };
        Value::Function(Callee::Made(Rc::new(Closure {
            chunk: Rc::clone(&call.closure.chunk),
            function,
            environment: Rc::clone(&call.environment),
        })))
    }

    fn assign_to(&mut self, target: &Expression, value: Value) -> Result<()> {
        match &target.kind {
            ExpressionKind::Name(_, Binding::Local(name)) => self.assign(*name, value, target.span),
            ExpressionKind::Name(name, Binding::Global) => Err(Box::new(refusals::global_write(
                name,
                &self.part(target.span),
            ))),
            ExpressionKind::Index(object, _) => {
                let object = self.one(object)?;
                Err(Box::new(refusals::entry_write(
                    &object,
                    &self.part(target.span),
                )))
            }
            _ => Err(Box::new(refusals::too_deep(&self.part(target.span)))),
        }
    }

    fn assign(&mut self, name: DeclarationId, value: Value, span: Span) -> Result<()> {
        let part = self.part(span);
        let variable = self
            .calls
            .last()
            .and_then(|call| call.environment.get(&name));
        let Some(&Variable::Slot(place)) = variable else {
            let declaration = &part.chunk.declarations[name];
            let declared = self.part(declaration.span);
            return Err(Box::new(refusals::captured_write(
                &declaration.name,
                &part,
                &declared,
            )));
        };
        let slot = self.slots[place].clone();
        // Firms that have returned keep what they had: a function that outlives the return sees it.
        let value = match self.gone() {
            Some(gone) if slot.captured => self.merge(gone, &slot.value, &value, &part),
            _ => value,
        };
        self.slots[place].value = value;
        Ok(())
    }

    /// Firms that have returned from the innermost call or one around it.
    pub(super) fn gone(&mut self) -> Option<Node> {
        let here = self.exit.as_ref().map(|exit| exit.mask);
        let around = self.calls.last().and_then(|call| call.gone);
        match (here, around) {
            (Some(here), Some(around)) => Some(self.graph.or(here, around)),
            (here, around) => here.or(around),
        }
    }
}
