//! Tests of the whole: against published numbers, across threads, through the command line.

mod reference;
mod tidy;
mod uk;
