//! The program as its users meet it: files and arguments in, words, files and exit codes out.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop where they cannot go on"
)]

mod broken;
mod checks;
mod commands;
mod data;
mod disk;
mod editor;
mod experiments;
mod hook_refusals;
mod hook_sandbox;
mod hooks;
