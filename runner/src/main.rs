//! The command-line program.

use std::process::ExitCode;

fn main() -> ExitCode {
    runner::run(std::env::args_os(), &mut runner::Streams::of_process()).into()
}
