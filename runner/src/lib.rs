//! Runs scenarios: Lua, command line, batches, files, progress, reports.

pub mod commands;
pub mod reference;
