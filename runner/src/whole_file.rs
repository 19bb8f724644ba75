//! Writing a file whole: beside its place and renamed, so that nothing half-written bears its name.
//!
//! Only a file can be replaced like that. A device or a pipe is opened and written as it is.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes what `content` makes to `path`, following symbolic links.
///
/// # Errors
/// What the system says, in words that name no temporary file.
pub fn write(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "it is a folder",
        )),
        Ok(about) if about.is_file() && about.permissions().readonly() => Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it may not be changed",
        )),
        Ok(about) if about.is_file() => match fs::canonicalize(path) {
            Ok(target) => replace(&target, Some(about.permissions()), content),
            Err(_) => through(path, content),
        },
        Ok(_) => through(path, content),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(path).is_ok() {
                File::create(path).map(drop)?;
                return through(path, content);
            }
            replace(path, None, content)
        }
        Err(error) => Err(error),
    }
}

/// Writes into what is there already.
fn through(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let file = OpenOptions::new().write(true).truncate(true).open(path)?;
    let mut file = BufWriter::new(file);
    content(&mut file)?;
    file.flush()
}

/// Writes beside `path`, then renames.
fn replace(
    path: &Path,
    permissions: Option<Permissions>,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    if !folder.exists() {
        let message = format!("the folder {} does not exist", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The system takes away what the user's mask forbids.
        builder.permissions(Permissions::from_mode(0o666));
    }
    // Errors of the crate name the temporary file, which nobody knows.
    let nameless = |error: io::Error| io::Error::from(error.kind());
    let file = builder.tempfile_in(&folder).map_err(nameless)?;
    let mut buffer = BufWriter::new(file.as_file());
    content(&mut buffer)?;
    buffer.flush()?;
    drop(buffer);
    file.as_file().sync_all()?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(path)
        .map_err(|error| nameless(error.error))
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn a_file_is_replaced_and_a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        for text in ["one", "two"] {
            write(&path, |file| file.write_all(text.as_bytes())).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        let failed = write(&path, |_| Err(std::io::Error::other("no")));
        assert!(failed.is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        let nowhere = folder.path().join("nope/x.json");
        let error = write(&nowhere, |_| Ok(())).unwrap_err().to_string();
        assert!(error.ends_with("nope does not exist"), "{error}");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn devices_stay_devices_and_files_are_readable() {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("full");
        symlink("/dev/full", &link).unwrap();
        let error = write(&link, |file| file.write_all(b"x")).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
        let about = std::fs::metadata("/dev/full").unwrap();
        assert!(about.file_type().is_char_device());
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        write(&one, |_| Ok(())).unwrap();
        std::fs::write(&two, "").unwrap();
        let mode = |path| std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&one), mode(&two));
    }
}
