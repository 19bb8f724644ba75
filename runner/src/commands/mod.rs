//! One file per command.

pub mod calibration;
pub mod calibrations;
pub mod check;
pub mod merge;
pub mod new;
pub mod phases;
pub mod reference;
pub mod replay;
pub mod report;
pub mod resume;
pub mod run;
pub mod slurm;
pub mod vars;
