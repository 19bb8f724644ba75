//! Two arms become one: values, variables and what was returned.

use std::collections::BTreeMap;
use std::rc::Rc;

use engine::kernel::Node;

use super::super::diagnostic::Part;
use super::super::value::{Held, Number, Value, Why};
use super::{Exit, Flow, Lowering, State};

impl Lowering<'_> {
    /// A copy of all that an arm can change.
    pub(super) fn state(&self) -> State {
        State {
            slots: self.slots.clone(),
            exit: self.exit.clone(),
        }
    }

    /// Puts `state` in force, and gives the one that was.
    pub(super) fn swap(&mut self, state: State) -> State {
        State {
            slots: std::mem::replace(&mut self.slots, state.slots),
            exit: std::mem::replace(&mut self.exit, state.exit),
        }
    }

    /// Joins the arm that was followed first, where `condition` holds, with the one that was
    /// followed last, whose state is in force. There were `before` variables; `at` is the branch.
    ///
    /// An arm that always returns needs no merge of the variables that only its own function sees.
    /// What a function inside another assigns outlives the return, so that is merged in any case.
    pub(super) fn join(
        &mut self,
        condition: Node,
        (yes, first): (Flow, State),
        no: Flow,
        before: usize,
        at: &Part,
    ) -> Flow {
        let mut mine = std::mem::take(&mut self.slots);
        let mut theirs = first.slots;
        for (mine, theirs) in mine.iter_mut().zip(&mut theirs).take(before) {
            if mine.captured || yes == no {
                mine.value = self.merge(condition, &theirs.value, &mine.value, at);
                theirs.value = mine.value.clone();
            }
        }
        // What was declared in an arm is gone, but a function of an arm that goes on alone may live.
        self.slots = if no == Flow::Returned { theirs } else { mine };
        if yes == no {
            self.slots.truncate(before);
        }
        let yes_mask = self.returned(yes, first.exit.as_ref());
        let no_exit = self.exit.take();
        let no_mask = self.returned(no, no_exit.as_ref());
        let mask = self.graph.select(condition, yes_mask, no_mask);
        self.exit = match (first.exit, no_exit) {
            (Some(one), Some(other)) => Some(Exit {
                mask,
                values: self.merge_lists(condition, &one.values, &other.values, at),
                part: other.part,
            }),
            (one, other) => one.or(other).map(|exit| Exit { mask, ..exit }),
        };
        if yes == Flow::Returned && no == Flow::Returned {
            Flow::Returned
        } else {
            Flow::Goes
        }
    }

    /// Firms that have returned after an arm.
    fn returned(&mut self, flow: Flow, exit: Option<&Exit>) -> Node {
        match (flow, exit) {
            (Flow::Returned, _) => self.graph.truth(true),
            (Flow::Goes, Some(exit)) => exit.mask,
            (Flow::Goes, None) => self.graph.truth(false),
        }
    }

    /// Value by value; a missing one is nil, as in Lua.
    pub(super) fn merge_lists(
        &mut self,
        condition: Node,
        yes: &[Value],
        no: &[Value],
        at: &Part,
    ) -> Vec<Value> {
        (0..yes.len().max(no.len()))
            .map(|place| {
                let yes = yes.get(place).unwrap_or(&Value::Nil);
                let no = no.get(place).unwrap_or(&Value::Nil);
                self.merge(condition, yes, no, at)
            })
            .collect()
    }

    /// `yes` where `condition` holds, `no` elsewhere.
    pub(super) fn merge(&mut self, condition: Node, yes: &Value, no: &Value, at: &Part) -> Value {
        match self.graph.truth_of(condition) {
            Some(true) => return yes.clone(),
            Some(false) => return no.clone(),
            None => {}
        }
        match (yes, no) {
            (Value::Nil, Value::Nil)
            | (Value::Firm, Value::Firm)
            | (Value::Economy, Value::Economy)
            | (Value::Torn(_), _) => yes.clone(),
            (Value::Number(a), Value::Number(b)) => Value::Number(Number {
                node: self.graph.select(condition, a.node, b.node),
                held: self.merge_held(condition, a.held, b.held),
            }),
            (Value::Truth(a), Value::Truth(b)) => {
                Value::Truth(self.graph.select(condition, *a, *b))
            }
            (Value::Text(a), Value::Text(b)) | (Value::Category(a), Value::Category(b))
                if a == b =>
            {
                yes.clone()
            }
            (Value::Table(a, _), Value::Table(b, _)) if a == b => yes.clone(),
            (Value::Function(a), Value::Function(b)) if a.same(b) => yes.clone(),
            (Value::Guard(a, x, part), Value::Guard(b, y, _)) => {
                let holds = self.graph.select(condition, *a, *b);
                let value = self.merge(condition, x, y, at);
                Value::Guard(holds, Box::new(value), part.clone())
            }
            (Value::Record(a), Value::Record(b)) if a.keys().eq(b.keys()) => {
                if Rc::ptr_eq(a, b) {
                    return yes.clone();
                }
                let merged: BTreeMap<_, _> = a
                    .iter()
                    .zip(b.values())
                    .map(|((key, x), y)| (key.clone(), self.merge(condition, x, y, at)))
                    .collect();
                Value::Record(Rc::new(merged))
            }
            (_, Value::Torn(_)) => no.clone(),
            (Value::Nil, _) | (_, Value::Nil) => Self::torn(at, Why::OneSided),
            _ => Self::torn(at, Why::Kinds(yes.kind(), no.kind())),
        }
    }

    /// How a number is held that comes from two sides.
    pub(super) fn merge_held(&mut self, condition: Node, yes: Held, no: Held) -> Held {
        if yes == no {
            return yes;
        }
        let (yes, no) = (self.integer(yes), self.integer(no));
        self.held(condition, yes, no)
    }

    fn held(&mut self, condition: Node, yes: Node, no: Node) -> Held {
        let integer = self.graph.select(condition, yes, no);
        match self.graph.truth_of(integer) {
            Some(true) => Held::Integer,
            Some(false) => Held::Float,
            None => Held::IntegerWhere(integer),
        }
    }

    /// Where a number is an integer.
    pub(super) fn integer(&mut self, held: Held) -> Node {
        match held {
            Held::Float => self.graph.truth(false),
            Held::Integer => self.graph.truth(true),
            Held::IntegerWhere(mask) => mask,
        }
    }
}
