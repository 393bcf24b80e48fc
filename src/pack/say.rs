//! The wordings of a pack: the law files in its folder `say`, read only when a language is asked for. In: a pack that was read,
//! and a language or none. Out: the parsed files. A file is called by its language: `fr.law`, or `fr-….law`.

use std::path::{Path, PathBuf};

use super::discover::{entries, has_ending, law_files};
use super::embedded::embedded_pack;
use super::failure::{Failure, folder_of};
use super::{Loaded, LoadedPack, Origin, Reading, load};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::Item;

/// The folder of a pack that holds its wordings.
const FOLDER: &str = "say";

/// Reads the wordings of a pack from where the pack came from: those in this language (`fr`), or all. None where it has none.
///
/// # Errors
/// When the folder or one of its files cannot be read.
pub fn load_wordings(reading: &mut Reading, pack: &LoadedPack, language: Option<&str>) -> Result<Vec<Loaded>, Failure> {
    let asked = |name: &str| language.is_none_or(|language| language_of(name) == language);
    let files = match &pack.origin {
        Origin::BuiltIn => embedded(reading, &pack.name, &asked),
        Origin::Folder(folder) => {
            let say = folder.join(FOLDER);
            let paths = if say.is_dir() { law_files(&say)? } else { Vec::new() };
            let wanted: Vec<PathBuf> = paths.into_iter().filter(|path| asked(&file_name(path))).collect();
            load(reading, &wanted)?
        }
    };
    for loaded in &files {
        of_one_language(reading, loaded);
    }
    Ok(files)
}

fn embedded(reading: &mut Reading, pack: &str, asked: &dyn Fn(&str) -> bool) -> Vec<Loaded> {
    let Some(pack) = embedded_pack(pack) else { return Vec::new() };
    let wanted = pack.say.iter().filter(|(name, _)| asked(name));
    wanted
        .map(|(name, text)| {
            let source = reading.sources.add(format!("{}/{FOLDER}/{name}", pack.name), *text);
            reading.parse(source)
        })
        .collect()
}

/// The language that a file is called by: what stands before the first `-` or `.`.
fn language_of(name: &str) -> &str {
    name.split(['-', '.']).next().unwrap_or(name)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Every `say` of a file is in the language that the file is called by; else it would not be found when asked for.
fn of_one_language(reading: &mut Reading, loaded: &Loaded) {
    let name = file_name(Path::new(reading.sources.name(loaded.source)));
    let language = language_of(&name);
    for item in &loaded.file.items {
        let Item::Say(say) = item else { continue };
        let own = &say.language;
        if own.text != language {
            let message = format!("a wording in `{}` in a file that is called by `{language}`", own.text);
            let fault = Diagnostic::new(Code::MisplacedItem, own.span, message).label("would not be found");
            reading.report(fault.help(format!("move it to a file `{0}.law` or `{0}-….law`", own.text)));
        }
    }
}

/// The folder of the pack that a folder of law files belongs to: the one above `say`, where that holds law; else itself.
pub(super) fn pack_folder(folder: &Path) -> PathBuf {
    let above = folder_of(folder);
    let say = folder.file_name().is_some_and(|name| name == FOLDER);
    let law = say && entries(above).is_ok_and(|paths| paths.iter().any(|path| has_ending(path, "law")));
    if law { above.to_path_buf() } else { folder.to_path_buf() }
}
