//! Exit codes: one per cause.

use std::process::ExitCode;

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Good = 0,
    /// The command line is wrong.
    CommandLine = 2,
    /// The scenario is invalid.
    Scenario = 10,
    /// Data are missing or cannot be used.
    Data = 11,
    /// Some runs failed; the others are in the result.
    Runs = 20,
    /// A check of the scenario failed.
    Check = 30,
    /// The disk or the memory does not suffice.
    Disk = 40,
    /// A signal asked to stop; what was done is kept, and can be gone on with.
    Stopped = 75,
    /// An error of the program.
    Bug = 101,
}

impl Exit {
    /// The number the shell sees.
    pub fn code(self) -> u8 {
        self as u8
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}
