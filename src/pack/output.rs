//! Writes a file whole or not at all. In: a path and bytes. Out: the file, readable by its owner only, or a failure and
//! the folder as it was.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::failure::{Failure, folder_of};

/// So many unfinished files of one process may lie in one folder.
const MOST_UNFINISHED: u32 = 64;

/// Writes the file under a passing name beside its place and moves it there at the end. An existing file is replaced only
/// by `force`, and only if it is an ordinary file.
///
/// # Errors
/// When the file exists and `force` is not given, or the system refuses; nothing is left behind then.
pub fn write_whole(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    let target = permitted_target(path, force)?;
    let (unfinished, file) = begin(&target).map_err(|error| Failure::writing(path, &error))?;
    let result = fill(file, bytes).and_then(|()| finish(&unfinished, &target, force));
    if result.is_err() {
        // The first failure is the one to tell; what remains to clear away may already be gone.
        let _ = fs::remove_file(&unfinished);
    }
    result.map_err(|error| Failure::writing(path, &error))
}

/// Writes the file whole in the place of what it was: only if it still holds exactly those bytes. False where it does not, and
/// then it stays as it is.
///
/// # Errors
/// When the file cannot be read, or the system refuses to write it; it is as it was then.
pub fn replace_whole(path: &Path, was: &[u8], bytes: &[u8]) -> Result<bool, Failure> {
    let mut now = Vec::with_capacity(was.len() + 1);
    let most = u64::try_from(was.len()).unwrap_or(u64::MAX).saturating_add(1);
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut now));
    read.map_err(|error| Failure::reading(path, &error))?;
    if now != was {
        return Ok(false);
    }
    write_whole(path, bytes, true).map(|()| true)
}

/// Where to write: the path itself, or the file that a link leads to.
fn permitted_target(path: &Path, force: bool) -> Result<PathBuf, Failure> {
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Err(Failure::IsFolder { path: path.to_path_buf() }),
        Ok(_) if !force => Err(Failure::Exists { path: path.to_path_buf() }),
        Ok(about) if !about.is_file() => Err(Failure::CannotWrite {
            path: path.to_path_buf(),
            reason: "it is a device, not an ordinary file; choose another name".to_owned(),
        }),
        Ok(_) => path.canonicalize().map_err(|error| Failure::writing(path, &error)),
        Err(_) => Ok(path.to_path_buf()),
    }
}

/// Opens an empty file beside the target.
fn begin(target: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0;
    loop {
        let unfinished = folder_of(target).join(format!(".habeas-{}-{number}.part", std::process::id()));
        match owners_only().write(true).create_new(true).open(&unfinished) {
            Ok(file) => return Ok((unfinished, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < MOST_UNFINISHED => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Puts everything on the disk.
fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives the finished file its name; without `force`, only if nothing has taken the name meanwhile.
fn finish(unfinished: &Path, target: &Path, force: bool) -> io::Result<()> {
    if force {
        return fs::rename(unfinished, target);
    }
    match fs::hard_link(unfinished, target) {
        Ok(()) => fs::remove_file(unfinished),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // A disk without links: the name is taken by an empty file first.
        Err(_) => {
            owners_only().write(true).create_new(true).open(target)?;
            fs::rename(unfinished, target).inspect_err(|_| drop(fs::remove_file(target)))
        }
    }
}

/// New files are readable and writable by their owner, and by nobody else.
fn owners_only() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has modes"))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
