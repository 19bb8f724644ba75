//! Tests of the kernel: folding, every operation, random rules against a plain interpreter.

mod folding;
mod operations;
mod random;
mod reference;
mod selection;
