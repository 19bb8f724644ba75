//! Values that a rule has while it is followed for all firms at once.

use std::collections::BTreeMap;
use std::rc::Rc;

use engine::kernel::Node;

use super::ast::{Chunk, DeclarationId, FunctionId};
use super::diagnostic::Part;

/// A value.
#[derive(Clone, Debug)]
pub enum Value {
    /// `nil`
    Nil,
    /// True or false, for each firm or for all.
    Truth(Node),
    /// A number, for each firm or for all.
    Number(Number),
    /// A text that is known.
    Text(Rc<str>),
    /// A category column of the firm.
    Category(Rc<str>),
    /// What `condition and value` gives: false, or a value that counts as true.
    Guard(Node, Box<Value>, Part),
    /// A table that the rule made.
    Record(Rc<BTreeMap<Key, Value>>),
    /// A table from outside the rule, and its name.
    Table(mlua::Table, Rc<str>),
    /// A function.
    Function(Callee),
    /// `f`
    Firm,
    /// `e`
    Economy,
    /// Nothing that could be used: no value on some paths, or another kind of value.
    Torn(Rc<Torn>),
}

/// A number and whether Lua holds it as an integer, which has no -0.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// The number.
    pub node: Node,
    /// How Lua holds it.
    pub held: Held,
}

/// How Lua holds a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// As a float.
    Float,
    /// As an integer.
    Integer,
    /// As an integer where this is true.
    IntegerWhere(Node),
}

/// The key of an entry of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// `[1]`
    Index(i64),
    /// `.name`
    Name(String),
}

/// A function that a rule may call.
#[derive(Clone, Debug)]
pub enum Callee {
    /// A function that was there before.
    Live(mlua::Function, Rc<str>),
    /// A function that was made in the rule.
    Made(Rc<Closure>),
}

/// A function of a file with the variables around it.
#[derive(Debug)]
pub struct Closure {
    /// The file.
    pub chunk: Rc<Chunk>,
    /// The function.
    pub function: FunctionId,
    /// Its variables from outside.
    pub environment: Environment,
}

/// What the names of one call mean.
pub type Environment = Rc<BTreeMap<DeclarationId, Variable>>;

/// A variable.
#[derive(Clone, Debug)]
pub enum Variable {
    /// A place among the variables of the rule.
    Slot(usize),
    /// A value from before the rule, which stays as it is.
    Fixed(Value),
}

/// Why there is nothing to use.
#[derive(Debug)]
pub struct Torn {
    /// The branch after which there is none.
    pub part: Part,
    /// Why.
    pub why: Why,
}

/// Why there is nothing to use.
#[derive(Clone, Copy, Debug)]
pub enum Why {
    /// One side has no value.
    OneSided,
    /// The sides differ in kind.
    Kinds(&'static str, &'static str),
}

impl Value {
    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Nil => "nothing (nil)",
            Value::Truth(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::Category(_) => "a category",
            Value::Guard(..) => "`false` or a value",
            Value::Record(_) | Value::Table(..) => "a table",
            Value::Function(_) => "a function",
            Value::Firm => "the firm",
            Value::Economy => "the economy",
            Value::Torn(_) => "different on different paths",
        }
    }
}

impl Callee {
    /// Whether both are one function with the same variables.
    pub fn same(&self, other: &Callee) -> bool {
        match (self, other) {
            (Callee::Live(one, _), Callee::Live(other, _)) => one == other,
            (Callee::Made(one), Callee::Made(other)) => Rc::ptr_eq(one, other),
            _ => false,
        }
    }
}
