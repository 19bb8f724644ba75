//! One file per command.

pub mod calibration;
pub mod calibrations;
pub mod check;
pub mod new;
pub mod phases;
pub mod reference;
pub mod run;
pub mod vars;
