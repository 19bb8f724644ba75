//! Tests of the kernel: folding, every operation, random rules against a plain interpreter.

mod folding;
