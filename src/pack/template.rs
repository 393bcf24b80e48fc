//! The templates of a pack's documents: the files in its folder `petition`, and a user's own copies of them. In: a pack that was
//! read, and a folder or none. Out: names and texts. A copy stands for the pack's own file of the same name.

use std::path::{Path, PathBuf};

use super::discover::{entries, has_ending};
use super::embedded::embedded_pack;
use super::failure::Failure;
use super::{LoadedPack, Origin, Reading, read_source};

/// The folder of a pack that holds its templates.
const FOLDER: &str = "petition";

/// The ending of a template's name.
const ENDING: &str = "jinja";

/// A template: its name and its text.
pub type Template = (String, String);

/// The templates of a pack, those of a folder in the place of its own; in the order of their names. None where it has none.
///
/// # Errors
/// When a folder or file cannot be read. What is no text is told in `reading`.
pub fn load_templates(
    reading: &mut Reading,
    pack: &LoadedPack,
    copies: Option<&Path>,
) -> Result<Vec<Template>, Failure> {
    let mut templates = match &pack.origin {
        Origin::BuiltIn => embedded(&pack.name),
        Origin::Folder(folder) => {
            let folder = folder.join(FOLDER);
            if folder.is_dir() { read(reading, &folder)? } else { Vec::new() }
        }
    };
    for (name, text) in copies.map(|folder| read(reading, folder)).transpose()?.unwrap_or_default() {
        match templates.iter_mut().find(|(known, _)| *known == name) {
            Some(own) => own.1 = text,
            None => templates.push((name, text)),
        }
    }
    templates.sort();
    Ok(templates)
}

fn embedded(pack: &str) -> Vec<Template> {
    let templates = embedded_pack(pack).map(|pack| pack.petition).unwrap_or_default();
    templates.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn read(reading: &mut Reading, folder: &Path) -> Result<Vec<Template>, Failure> {
    let paths: Vec<PathBuf> = entries(folder)?.into_iter().filter(|path| has_ending(path, ENDING)).collect();
    let mut templates = Vec::new();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(source) = read_source(reading, &path)? {
            templates.push((name, reading.sources.text(source).to_owned()));
        }
    }
    Ok(templates)
}
