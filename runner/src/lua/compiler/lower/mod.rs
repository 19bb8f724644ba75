//! Follows a rule once, for all firms at once: every variable holds nodes of a graph instead of
//! numbers. Both arms of an `if` are followed on copies of the variables and merged afterwards.

mod arithmetic;
mod calls;
mod expressions;
mod logic;
mod mathematics;
mod merge;
mod misfits;
mod refusals;
mod statements;

use std::rc::Rc;

use engine::kernel::{Graph, Node};

use super::ast::Span;
use super::diagnostic::{Diagnostic, Part};
use super::value::{Closure, Environment, Key, Torn, Value, Why};
use super::{Compiled, Returned, Vocabulary};

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// Nodes that the graph of a rule may have.
const MOST_NODES: usize = 50_000;
/// Expressions and statements that may be followed, those of repeated parts each time.
const MOST_STEPS: usize = 200_000;

/// The graph of `function`.
pub fn lower(
    lua: &mlua::Lua,
    function: &mlua::Function,
    vocabulary: &Vocabulary,
) -> Result<Compiled> {
    let mut lowering = Lowering {
        lua,
        vocabulary,
        graph: Graph::new(),
        slots: Vec::new(),
        exit: None,
        calls: Vec::new(),
        known: Vec::new(),
        steps: 0,
        depth: 0,
    };
    let Some(rule) = lowering.closure(function) else {
        return Err(Box::new(refusals::no_file()));
    };
    let whole = Part {
        chunk: Rc::clone(&rule.chunk),
        span: rule.chunk.functions[rule.function].span,
    };
    let exit = lowering.rule(&rule)?;
    let results = lowering.results(exit, &whole)?;
    Ok(Compiled {
        graph: lowering.graph,
        results,
    })
}

/// All that is known while a rule is followed.
struct Lowering<'a> {
    lua: &'a mlua::Lua,
    vocabulary: &'a Vocabulary,
    graph: Graph,
    /// Variables of all calls that are being followed.
    slots: Vec<Slot>,
    /// What was returned so far from the innermost call, and for which firms.
    exit: Option<Exit>,
    /// The calls that are being followed, the rule first.
    calls: Vec<Call>,
    /// Live functions whose text was found.
    known: Vec<(mlua::Function, Rc<Closure>)>,
    steps: usize,
    /// Levels inside each other.
    depth: usize,
}

/// A variable.
#[derive(Clone)]
struct Slot {
    value: Value,
    /// Whether a function inside the one whose variable it is can see it.
    captured: bool,
}

/// What was returned, and for which firms.
#[derive(Clone)]
struct Exit {
    mask: Node,
    values: Vec<Value>,
    part: Part,
}

/// A call that is being followed.
struct Call {
    closure: Rc<Closure>,
    /// What names mean.
    environment: Environment,
    /// Firms that have returned from one of the calls around this one.
    gone: Option<Node>,
}

impl Call {
    /// Whether `part` stands in the function that is called.
    fn holds(&self, part: &Part) -> bool {
        let closure = &self.closure;
        let whole = closure.chunk.functions[closure.function].span;
        Rc::ptr_eq(&closure.chunk, &part.chunk)
            && (whole.start..whole.end).contains(&part.span.start)
    }
}

/// Whether statements end in `return` for all firms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    Goes,
    Returned,
}

/// What can change while an arm is followed.
struct State {
    slots: Vec<Slot>,
    exit: Option<Exit>,
}

impl Lowering<'_> {
    /// A part of the file whose function is being followed.
    fn part(&self, span: Span) -> Part {
        let chunk = self.calls.last().map(|call| Rc::clone(&call.closure.chunk));
        Part {
            chunk: chunk.unwrap_or_default(),
            span,
        }
    }

    /// The text of an expression, if it is short, as a name for its value.
    fn words(&self, span: Span) -> String {
        let part = self.part(span);
        match part.chunk.text.get(span.start..span.end) {
            Some(text) if text.len() <= 40 && !text.contains('\n') => format!("`{text}`"),
            _ => "this".into(),
        }
    }

    /// Counts one step, and stops a rule that becomes too large.
    fn step(&mut self, span: Span) -> Result<()> {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.graph.len() > MOST_NODES {
            return Err(Box::new(refusals::too_large(&self.part(span))));
        }
        Ok(())
    }

    /// Outputs of the graph from what the rule returned.
    fn results(&mut self, exit: Exit, whole: &Part) -> Result<Vec<Returned>> {
        let named = match exit.values.as_slice() {
            [Value::Record(record)] => {
                let mut named = Vec::new();
                for (key, value) in record.iter() {
                    let Key::Name(name) = key else {
                        return Err(Box::new(refusals::listed_result(&exit.part)));
                    };
                    named.push((name.clone(), value.clone()));
                }
                named
            }
            values => (1..)
                .zip(values)
                .map(|(place, value): (usize, _)| (place.to_string(), value.clone()))
                .collect(),
        };
        if named.is_empty() {
            return Err(Box::new(refusals::nothing_returned(&exit.part)));
        }
        let mut results = Vec::new();
        for (name, value) in named {
            let node = match &value {
                Value::Number(number) => number.node,
                Value::Torn(torn) => {
                    return Err(Box::new(refusals::torn_result(torn, &exit.part, whole)));
                }
                other => return Err(Box::new(refusals::result(other, &exit.part))),
            };
            self.graph.output(&name, node);
            results.push(Returned {
                name,
                part: exit.part.clone(),
            });
        }
        Ok(results)
    }

    /// A value that cannot be used after the branch at `part`.
    fn torn(part: &Part, why: Why) -> Value {
        Value::Torn(Rc::new(Torn {
            part: part.clone(),
            why,
        }))
    }
}
