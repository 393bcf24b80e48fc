//! Trouble with the machine, not with the law or the case: a file that is not there, a disk that is full. In: what went
//! wrong and where. Out: a sentence in plain words, with a way out.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{did_you_mean, terminal::harmless};

/// What the environment refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No such file.
    Missing {
        /// The name asked for.
        path: PathBuf,
        /// A file that may have been meant.
        near: Option<PathBuf>,
    },
    /// No such folder.
    MissingFolder {
        /// The name asked for.
        path: PathBuf,
    },
    /// A folder where a file is needed.
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A file where a folder is needed.
    IsFile {
        /// The file.
        path: PathBuf,
    },
    /// A file that is neither a case nor a law file.
    OtherFile {
        /// The file.
        path: PathBuf,
    },
    /// A file or folder that cannot be read.
    CannotRead {
        /// Which.
        path: PathBuf,
        /// Why, in plain words.
        reason: String,
    },
    /// A file that cannot be written.
    CannotWrite {
        /// Which.
        path: PathBuf,
        /// Why, in plain words.
        reason: String,
    },
    /// A file that would be overwritten.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// No path was given, and there is no folder `rules` or `cases` here.
    NothingToCheck,
}

impl Failure {
    /// What the program exits with after a failure.
    pub const EXIT_CODE: u8 = 2;

    /// The same without the name of the file: it may tell what nobody shall see.
    #[must_use]
    pub fn unnamed(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "there is no such file",
            Self::MissingFolder { .. } => "there is no such folder",
            Self::IsFolder { .. } => "it is a folder, and a file is needed",
            Self::IsFile { .. } => "it is a file, and a folder is needed",
            Self::OtherFile { .. } => "it is no case and no law file; such files end in `.case` or `.law`",
            Self::CannotRead { .. } => "it cannot be read",
            Self::CannotWrite { .. } => "it cannot be written",
            Self::Exists { .. } => "it exists and stays as it is",
            Self::NothingToCheck => "there is nothing to check",
        }
    }

    /// The failure of reading this file, by what the system said.
    pub(super) fn reading(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::missing(path),
            io::ErrorKind::IsADirectory => Self::IsFolder { path: path.to_path_buf() },
            _ => Self::CannotRead { path: path.to_path_buf(), reason: plain(error) },
        }
    }

    /// The failure of writing this file, by what the system said.
    pub(super) fn writing(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists { path: path.to_path_buf() },
            io::ErrorKind::IsADirectory => Self::IsFolder { path: path.to_path_buf() },
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                Self::MissingFolder { path: folder_of(path).to_path_buf() }
            }
            _ => Self::CannotWrite { path: path.to_path_buf(), reason: plain(error) },
        }
    }

    /// A missing file, with the nearest name in its folder; `ilyashev` finds `ilyashev.case`.
    pub(super) fn missing(path: &Path) -> Self {
        let folder = folder_of(path);
        if !folder.is_dir() {
            return Self::MissingFolder { path: folder.to_path_buf() };
        }
        let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let names: Vec<String> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .collect();
        let named = |ending: &str| names.iter().find(|name| **name == format!("{wanted}{ending}"));
        let near = named(".case").or(named(".law")).map(String::as_str);
        let near = near.or_else(|| did_you_mean(&wanted, names.iter().map(String::as_str)));
        Self::Missing { path: path.to_path_buf(), near: near.map(|name| path.with_file_name(name)) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { path, near: Some(near) } => {
                write!(out, "there is no file `{}`; did you mean `{}`?", shown(path), shown(near))
            }
            Self::Missing { path, near: None } => {
                write!(out, "there is no file `{}`; check its name and folder", shown(path))
            }
            Self::MissingFolder { path } => {
                write!(out, "there is no folder `{}`; check its name, or make it first", shown(path))
            }
            Self::IsFolder { path } => {
                write!(out, "`{}` is a folder, and a file is needed; name a file in it", shown(path))
            }
            Self::IsFile { path } => {
                write!(out, "`{}` is a file, and a folder is needed; name the folder that holds it", shown(path))
            }
            Self::OtherFile { path } => {
                write!(out, "`{}` is no case and no law file; such files end in `.case` or `.law`", shown(path))
            }
            Self::CannotRead { path, reason } => write!(out, "`{}` cannot be read: {reason}", shown(path)),
            Self::CannotWrite { path, reason } => write!(out, "`{}` cannot be written: {reason}", shown(path)),
            Self::Exists { path } => {
                write!(out, "`{}` exists and stays as it is; choose another name, or add `--force`", shown(path))
            }
            Self::NothingToCheck => {
                write!(out, "there is no folder `rules` or `cases` here; name the files or folders to check")
            }
        }
    }
}

impl std::error::Error for Failure {}

/// The folder that a path's last part stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The path as messages show it.
pub(super) fn shown(path: &Path) -> String {
    harmless(&path.to_string_lossy())
}

/// What the system said, in plain words and with a way out where there is one.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "you are not permitted to; ask its owner, or choose another place".to_owned()
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full; make room, or choose another place".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only; choose another place".to_owned(),
        io::ErrorKind::InvalidFilename => "the name is too long or not permitted; choose another name".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}
