//! From a Lua function over one firm to a graph that the engine runs over all firms.
//!
//! `load` notes the syntax of every file when it is loaded. [`compile`] finds the text and the
//! captured values of a live function, follows it once for all firms, and gives the graph, or says
//! what no rule may hold.

mod adapter;
mod adapter_expressions;
mod ast;
mod diagnostic;
mod lasting;
mod lower;
mod names;
mod scope;
mod sources;
mod value;

use std::collections::BTreeMap;

use engine::kernel::Graph;
use engine::strategies::{Field, FieldKind};

pub use ast::Binary;
pub use diagnostic::{Diagnostic, Part};
pub use lasting::lasting;
pub use names::{Argument, Called, Compared, Given, Parameters, said};
pub use sources::{behind, load, prepare};

/// What a rule may read.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Fields of the firm: `f.name`.
    pub firm: BTreeMap<String, FieldKind>,
    /// Fields of the economy, which are numbers: `e.name`.
    pub economy: Vec<String>,
}

impl Vocabulary {
    /// The fields of the engine.
    pub fn new(firm: &[Field], economy: &[Field]) -> Self {
        Vocabulary {
            firm: firm
                .iter()
                .map(|field| (field.name.clone(), field.kind.clone()))
                .collect(),
            economy: economy.iter().map(|field| field.name.clone()).collect(),
        }
    }
}

/// A rule as a graph.
#[derive(Debug)]
pub struct Compiled {
    /// The graph; its outputs are `results`, in their order.
    pub graph: Graph,
    /// What the function returns.
    pub results: Vec<Returned>,
}

/// One value that a rule returns.
#[derive(Clone, Debug, PartialEq)]
pub struct Returned {
    /// `1`, `2` for `return p, q`; the names for `return { price = p }`.
    pub name: String,
    /// Where it was last returned.
    pub part: Part,
}

/// The graph of `function`, which a file of the scenario holds: `function(f, e) ... end`.
///
/// # Errors
/// What no rule may hold, with its place and a remedy.
pub fn compile(
    lua: &mlua::Lua,
    function: &mlua::Function,
    vocabulary: &Vocabulary,
) -> Result<Compiled, Box<Diagnostic>> {
    lower::lower(lua, function, vocabulary)
}

/// Whether the syntax of `function` was noted when it was loaded.
#[cfg(test)]
pub fn knows(lua: &mlua::Lua, function: &mlua::Function) -> bool {
    sources::living(lua, function).is_some()
}

#[cfg(test)]
mod tests;
