//! Texts of Lua on disk: where they may lie, how large they may be, how they are encoded.

use std::path::Path;

/// Largest file that is read \[bytes\].
const LARGEST: u64 = 4 << 20;

/// What Lua in its compiled form begins with.
const COMPILED: &[u8] = b"\x1bLua";

/// Whether `path`, if it is there, is in `folder` also where links are followed.
pub fn inside(folder: &Path, path: &Path) -> bool {
    let here = Path::new(".");
    let folder = if folder.as_os_str().is_empty() {
        here
    } else {
        folder
    };
    match (folder.canonicalize(), path.canonicalize()) {
        (Ok(folder), Ok(path)) => path.starts_with(folder),
        _ => true,
    }
}

/// The part of `text` that is Lua: some editors put a mark before it, and a first line with `#` is
/// for the shell. Lines keep their numbers.
pub fn code(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.starts_with('#') {
        &text[text.find('\n').unwrap_or(text.len())..]
    } else {
        text
    }
}

/// A file of Lua, if it has a reasonable size.
///
/// # Errors
/// What the system says.
pub fn read(path: &Path) -> Result<String, Unread> {
    let bytes = bytes(path).map_err(Unread::System)?;
    if bytes.starts_with(COMPILED) {
        // Lua refuses it in its own words.
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..good];
        let ends = before.iter().filter(|byte| **byte == b'\n');
        Unread::Encoding {
            line: 1 + ends.count(),
        }
    })
}

/// Why a file of Lua cannot be read.
pub enum Unread {
    /// What the system says.
    System(String),
    /// A line that is no UTF-8.
    Encoding {
        /// The first such line.
        line: usize,
    },
}

/// What is wrong with a line that is not UTF-8.
pub const NO_UTF8: &str = "this line is not UTF-8 text";
/// What to do with a file that is not UTF-8.
pub const SAVE_AS_UTF8: &str =
    "save the file as UTF-8: another program has written it as Latin-1 or Windows-1252";

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let tell = |error: std::io::Error| format!("{}: {error}", path.display());
    let about = std::fs::metadata(path).map_err(tell)?;
    if about.is_dir() {
        return Err(format!("{} is a folder", path.display()));
    }
    if !about.is_file() {
        return Err(format!(
            "{} is no file but a device or a pipe",
            path.display()
        ));
    }
    if about.len() > LARGEST {
        return Err(format!(
            "{} has {} bytes, more than a script can have",
            path.display(),
            about.len()
        ));
    }
    std::fs::read(path).map_err(tell)
}
