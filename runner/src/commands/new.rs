//! `runner new`: a scenario to start from, and what an editor needs to complete every name.

use std::path::Path;

use super::calibration::opened;
use crate::annotations;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::lua::library;
use crate::scenario::check::CALIBRATION;
use crate::streams::Streams;
use crate::whole_file;

/// The scenario that is written.
const SCENARIO: &str = include_str!("new.lua");
/// The half of the annotations that is written by hand.
const LANGUAGE: &str = include_str!("../../../scripts/types/language.lua");
/// Settings of the Lua language server: `require` finds the library in `types/`.
const SETTINGS: &str = "{
  \"runtime\": { \"version\": \"Lua 5.4\", \"path\": [\"?.lua\", \"?/init.lua\"] },
  \"workspace\": { \"library\": [\"types\"] }
}
";

/// Writes `name.lua` in the present folder, and beside it `.luarc.json` and `types/`.
///
/// # Errors
/// If the scenario is there already, or a file cannot be written.
pub fn run(name: &str, streams: &mut Streams) -> Result<Exit, Failure> {
    let name = name.strip_suffix(".lua").unwrap_or(name);
    if name.is_empty() || name.ends_with('/') {
        streams.tell("the scenario has no name; give one: `runner new NAME`");
        return Ok(Exit::CommandLine);
    }
    let scenario = format!("{name}.lua");
    let path = Path::new(&scenario);
    if path.exists() {
        streams.tell(&format!(
            "{scenario} is there already; give another name: `runner new NAME`"
        ));
        return Ok(Exit::CommandLine);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let (_, model) = opened(CALIBRATION, Path::new(""))?;
    let types = folder.join("types");
    let (renewed, kept) = (types.exists(), folder.join(".luarc.json").exists());
    if !kept {
        write(&folder.join(".luarc.json"), SETTINGS)?;
    }
    write(&types.join("language.lua"), LANGUAGE)?;
    write(&types.join("names.lua"), &annotations::names(&model))?;
    for (module, text) in library::modules() {
        let file = module.replace('.', "/");
        let file = if file == "macro" {
            "macro/init".to_owned()
        } else {
            file
        };
        write(&types.join(file).with_extension("lua"), text)?;
    }
    // The last file: where another cannot be written, the command can be given again.
    write(path, SCENARIO)?;
    if renewed {
        streams.say("types/ was there already and is renewed\n");
    }
    if kept {
        streams.say(".luarc.json was there already and is left as it was\n");
    }
    streams.say(&format!(
        "{scenario} is ready: `runner {scenario}` runs it, an editor with a Lua language server completes every name\n"
    ));
    Ok(Exit::Good)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let unwritable = |source| Failure::Unwritable {
        path: path.to_owned(),
        source,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(unwritable)?;
    }
    whole_file::write(path, |file| file.write_all(text.as_bytes())).map_err(unwritable)
}
