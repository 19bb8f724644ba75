//! Rules of firms as columns: a rule is written for one firm and computed for all.
//!
//! A front end builds a [`Graph`], which knows neither the language the rule was written in nor
//! where its columns lie. Arithmetic agrees with Lua 5.4 on floats to the bit.
//!
//! ```
//! use engine::kernel::{Binary, Comparison, Graph};
//!
//! // if f.inventory > 10 then return f.price * 0.99 end return f.price * (1 + e.inflation)
//! let mut graph = Graph::new();
//! let (inventory, price) = (graph.column("inventory"), graph.column("price"));
//! let inflation = graph.scalar("inflation");
//! let (ten, one, cut) = (graph.constant(10.0), graph.constant(1.0), graph.constant(0.99));
//! let full = graph.compare(Comparison::Greater, inventory, ten);
//! let lower = graph.binary(Binary::Multiply, price, cut);
//! let factor = graph.binary(Binary::Add, one, inflation);
//! let higher = graph.binary(Binary::Multiply, price, factor);
//! let result = graph.select(full, lower, higher);
//! graph.output("price", result);
//! assert!(graph.is_uniform(factor));
//! ```

mod block;
mod compile;
mod fold;
mod graph;
mod inputs;
mod loops;
mod operations;
mod program;
mod show;
#[cfg(test)]
mod tests;

pub use graph::{Graph, Kind, Node};
pub use inputs::{Column, Inputs};
pub use operations::{Binary, Comparison, Unary};
pub use program::Program;
