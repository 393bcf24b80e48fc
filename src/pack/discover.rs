//! Finds packs and cases for `habeas check` and its like. In: paths. Out: folders of law files, and case files, each
//! once and in the order of their names.

use std::fs;
use std::path::{Path, PathBuf};

use super::failure::{Failure, folder_of};
use super::folders_above;
use super::say::pack_folder;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Folders that hold `*.law` files.
    pub packs: Vec<PathBuf>,
    /// `*.case` files; `*.json` only where it was named itself.
    pub cases: Vec<PathBuf>,
}

/// Packs and cases at and below these paths; without paths, in the folders `rules` and `cases` of the working folder. A
/// law file stands for its pack. Hidden files and folders are left out, links to folders not followed.
///
/// # Errors
/// When a path does not exist, cannot be read, or names a file of another kind.
pub fn discover(paths: &[PathBuf]) -> Result<Found, Failure> {
    let defaults = ["rules", "cases"].map(PathBuf::from);
    let paths: Vec<&PathBuf> = match paths {
        [] => defaults.iter().filter(|path| path.is_dir()).collect(),
        given => given.iter().collect(),
    };
    if paths.is_empty() {
        return Err(Failure::NothingToCheck);
    }
    let mut found = Found::default();
    for path in paths {
        let about = fs::metadata(path).map_err(|error| Failure::reading(path, &error))?;
        if about.is_dir() {
            search(path, &mut found)?;
        } else if is_law(path) {
            found.packs.push(pack_folder(folder_of(path)));
        } else if has_ending(path, "case") || has_ending(path, "json") {
            found.cases.push(path.clone());
        } else {
            return Err(Failure::OtherFile { path: path.clone() });
        }
    }
    for list in [&mut found.packs, &mut found.cases] {
        list.sort();
        list.dedup();
    }
    Ok(found)
}

/// Where decided cases are looked for when nobody says: the nearest folder `cases` at or above the folder of a case, else that
/// folder itself.
///
/// # Errors
/// When there is no such case.
pub fn cases_near(case: &Path) -> Result<PathBuf, Failure> {
    fs::metadata(case).map_err(|error| Failure::reading(case, &error))?;
    let own = folder_of(case);
    let near = folders_above(case).into_iter().find_map(|folder| {
        let resolved = folder.canonicalize().ok();
        let named = resolved.is_some_and(|folder| folder.file_name().is_some_and(|name| name == "cases"));
        if named { Some(folder) } else { Some(folder.join("cases")).filter(|beside| beside.is_dir()) }
    });
    Ok(near.unwrap_or_else(|| own.to_path_buf()))
}

/// Whether two paths lead to one file.
#[must_use]
pub fn same_file(one: &Path, other: &Path) -> bool {
    one == other
        || one.file_name() == other.file_name()
            && matches!((one.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Adds what lies in and below a folder.
fn search(folder: &Path, found: &mut Found) -> Result<(), Failure> {
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            let is_link = path.is_symlink();
            if path.is_dir() && !is_link {
                folders.push(path);
            } else if path.is_file() && is_law(&path) {
                found.packs.push(pack_folder(&folder));
            } else if path.is_file() && has_ending(&path, "case") {
                found.cases.push(path);
            }
        }
    }
    Ok(())
}

/// What lies in a folder, without hidden names, in the order of the names. In the working folder, without a leading `./`.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failure = |error: std::io::Error| match Failure::reading(folder, &error) {
        Failure::Missing { path, .. } if path.is_file() => Failure::IsFile { path },
        Failure::Missing { path, .. } => Failure::MissingFolder { path },
        other => other,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failure)? {
        let name = entry.map_err(failure)?.file_name();
        if !name.as_encoded_bytes().starts_with(b".") {
            paths.push(if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) });
        }
    }
    paths.sort();
    Ok(paths)
}

/// The law files of one folder, in the order of their names.
pub(super) fn law_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    Ok(entries(folder)?.into_iter().filter(|path| is_law(path) && path.is_file()).collect())
}

/// True for a name that ends in `.law`.
fn is_law(path: &Path) -> bool {
    has_ending(path, "law")
}

/// True for a name with this ending after its last point.
pub fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}
