//! One file per command.

pub mod reference;
