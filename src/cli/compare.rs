//! stub
use super::CompareArguments;
use super::output::{Console, Stop};
pub(super) fn run(_console: &mut Console, _arguments: &CompareArguments) -> Result<(), Stop> {
    Ok(())
}
