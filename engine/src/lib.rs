//! The macroeconomic agent-based model of Poledna, Miess, Hommes and Rabitsch (European Economic
//! Review, 2023).
//!
//! Start at [`period::PERIOD`], the list of everything that happens in a quarter; each line is a
//! file in `phases/`. [`economy::Economy`] is all state, in tables of columns. A
//! [`parameters::Model`] is checked input, a [`simulation::Simulation`] runs it.
//!
//! The engine knows no Lua, no files, no terminal and no clock, and it never prints.
//!
//! `Source: SPEC n` above a formula is the section of the model specification that restates the
//! paper's equation, in the numbering that `runner phases` prints; the equation itself stands there
//! too. `Differs:` says where and why the code departs from what is published.
//!
//! Units: *million* is a million of national currency at current prices; *goods* are millions at
//! prices of the base quarter; flows and rates are per quarter. Model persons and firms stand for
//! `1/scale` real ones and carry their money: money totals do not depend on scale.

pub mod access;
pub mod accounting;
pub mod calibration;
pub mod economy;
pub mod expectations;
pub mod initial;
pub mod kernel;
pub mod levers;
pub mod markets;
pub mod network;
pub mod numeric;
pub mod parameters;
pub mod period;
mod phases;
pub mod random;
pub mod record;
pub mod simulation;
pub mod strategies;
pub mod tables;
