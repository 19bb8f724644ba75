//! Calls: the text of the function takes the place of the call.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::ast::{Expression, Span};
use super::super::diagnostic::Part;
use super::super::sources;
use super::super::value::{Callee, Closure, Value, Variable};
use super::{Call, Exit, Flow, Lowering, Result, refusals};

/// Calls inside each other that are followed.
const DEEPEST: usize = 50;
/// Label of the place in the rule from which a function was called.
const CALLED: &str = "called from here";

impl Lowering<'_> {
    /// What the rule returns for the firm and the economy.
    pub(super) fn rule(&mut self, rule: &Rc<Closure>) -> Result<Exit> {
        let function = &rule.chunk.functions[rule.function];
        let part = |span| Part {
            chunk: Rc::clone(&rule.chunk),
            span,
        };
        if let Some(extra) = function.parameters.get(2) {
            let span = rule.chunk.declarations[*extra].span;
            return Err(Box::new(refusals::parameters(&part(span))));
        }
        let arguments = vec![Value::Firm, Value::Economy];
        let (flow, exit) = self.follow(rule, arguments)?;
        match exit {
            Some(exit) if flow == Flow::Returned => Ok(exit),
            exit => Err(Box::new(refusals::no_return(
                &part(function.end),
                exit.map(|exit| exit.part).as_ref(),
            ))),
        }
    }

    /// The values of `function(arguments)`, which stands at `span`.
    pub(super) fn call(
        &mut self,
        function: &Expression,
        arguments: &[Expression],
        span: Span,
    ) -> Result<Vec<Value>> {
        let callee = match self.one(function)? {
            Value::Function(callee) => callee,
            other => return Err(self.unusable(&other, function.span, "a function")),
        };
        let values = self.values(arguments)?;
        let part = self.part(span);
        let closure = match callee {
            Callee::Made(closure) => closure,
            Callee::Live(live, name) => {
                if let Some(member) = sources::member(self.lua, &live) {
                    let value = self.mathematics(&member, arguments, &values, span)?;
                    return Ok(vec![value]);
                }
                match self.closure(&live) {
                    Some(closure) => closure,
                    None => return Err(Box::new(refusals::foreign(&name, &part))),
                }
            }
        };
        let recursive = self
            .calls
            .iter()
            .any(|call| Rc::ptr_eq(&call.closure, &closure));
        if recursive || self.calls.len() > DEEPEST {
            let words = self.words(function.span);
            return Err(Box::new(refusals::recursion(&words, recursive, &part)));
        }
        let (flow, exit) = self.follow(&closure, values).map_err(|mut diagnostic| {
            // The outermost call stands in the rule itself.
            if diagnostic
                .beside
                .as_ref()
                .is_none_or(|(_, label)| label == CALLED)
            {
                diagnostic.beside = Some((part.clone(), CALLED.into()));
            }
            diagnostic
        })?;
        Ok(match exit {
            None => Vec::new(),
            Some(exit) if flow == Flow::Returned => exit.values,
            Some(exit) => self.merge_lists(exit.mask, &exit.values, &[], &exit.part),
        })
    }

    /// Follows the text of `closure`.
    fn follow(
        &mut self,
        closure: &Rc<Closure>,
        arguments: Vec<Value>,
    ) -> Result<(Flow, Option<Exit>)> {
        let function = &closure.chunk.functions[closure.function];
        if let Some(span) = function.vararg {
            let part = Part {
                chunk: Rc::clone(&closure.chunk),
                span,
            };
            return Err(Box::new(refusals::vararg(&part)));
        }
        let gone = self.gone();
        let outer = self.exit.take();
        self.calls.push(Call {
            closure: Rc::clone(closure),
            environment: Rc::clone(&closure.environment),
            gone,
        });
        let mut arguments = arguments.into_iter();
        for &parameter in &function.parameters {
            self.declare(parameter, arguments.next().unwrap_or(Value::Nil));
        }
        let flow = self.block(&function.body)?;
        self.calls.pop();
        let exit = std::mem::replace(&mut self.exit, outer);
        Ok((flow, exit))
    }

    /// A live function of a file, with the values that it captured.
    pub(super) fn closure(&mut self, function: &mlua::Function) -> Option<Rc<Closure>> {
        if let Some((_, closure)) = self.known.iter().find(|(known, _)| known == function) {
            return Some(Rc::clone(closure));
        }
        let living = sources::living(self.lua, function)?;
        let upvalues = &living.chunk.functions[living.function].upvalues;
        let mut environment = BTreeMap::new();
        for (place, &upvalue) in upvalues.iter().enumerate() {
            let name = &living.chunk.declarations[upvalue].name;
            let value = living.captured.get(place).unwrap_or(&mlua::Value::Nil);
            let value = self.convert(value, name, Span::default()).ok()?;
            environment.insert(upvalue, Variable::Fixed(value));
        }
        let closure = Rc::new(Closure {
            chunk: living.chunk,
            function: living.function,
            environment: Rc::new(environment),
        });
        self.known.push((function.clone(), Rc::clone(&closure)));
        Some(closure)
    }
}
