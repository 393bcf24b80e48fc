//! `habeas new`. In: the name of a pack, perhaps that of the person. Out: an empty, commented case file under the pack.

use std::path::PathBuf;

use clap::Args;

use super::OutputArguments;
use super::open::open_pack;
use super::output::{Console, Stop};
use crate::draft::draft;
use crate::pack::embedded::PACKS;

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// The pack of the case; without it, the built-in one.
    #[arg(long, value_name = "NAME")]
    pack: Option<String>,
    /// The folder of the pack, or a folder of packs; else the nearest `rules/` at or above this folder, else the built-in pack.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Whom the case is about: the title, and a name that is masked.
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    #[command(flatten)]
    output: OutputArguments,
}

pub(super) fn run(console: &mut Console, arguments: &NewArguments) -> Result<(), Stop> {
    let person = arguments.person.as_deref().map(str::trim);
    if person.is_some_and(|person| person.is_empty() || person.chars().any(char::is_control)) {
        let reason = "`--person` takes the name on one line: --person \"First name Family name\"";
        return Err(Stop::Wrong(reason.to_owned()));
    }
    let built_in = PACKS.first().map_or("", |pack| pack.name);
    let name = arguments.pack.as_deref().unwrap_or(built_in);
    let program = open_pack(console, arguments.rules.as_deref(), name)?;
    console.deliver(&draft(&program, person), &arguments.output)
}
