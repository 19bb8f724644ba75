//! `runner report DIR`: makes the report of a result again, from its files.

use std::fs;

use crate::cli::ReportArguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::html::{FILE, Template, page};
use crate::streams::Streams;
use crate::whole_file;

/// Runs the command; the report is made beside the other files.
///
/// # Errors
/// If the folder holds no result, the template is wrong, or the report cannot be written.
pub fn run(arguments: &ReportArguments, streams: &mut Streams) -> Result<Exit, Failure> {
    let template = arguments.template.as_ref().map(|path| {
        let name = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => Ok(Template { name, text }),
            Err(error) => Err(Failure::Template(format!(
                "{name}: the template cannot be read: {error}; check the path"
            ))),
        }
    });
    let text = page(&arguments.folder, template.transpose()?.as_ref())?;
    let path = arguments.folder.join(FILE);
    let written = whole_file::write(&path, |file| file.write_all(text.as_bytes()));
    written.map_err(|source| Failure::Unwritable {
        path: path.clone(),
        source,
    })?;
    streams.say(&format!("{}\n", path.display()));
    Ok(Exit::Good)
}
