//! Tests of the whole: against published numbers, across threads, through the command line.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails where it stands and says what it compared"
)]

mod cli;
mod reference;
mod tidy;
mod uk;
