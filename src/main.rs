//! Arguments → [`habeas::cli::run`] → exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    habeas::cli::run(std::env::args_os())
}
