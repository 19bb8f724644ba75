//! Lua: the sandbox, the shipped library, and the way from a script to plain data with places.

pub mod compiler;
mod failure;
pub mod library;
mod live;
mod parser;
pub mod plain;
mod positions;
mod sandbox;
mod script_file;
pub mod stage;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

pub use live::Live;
pub use plain::{Plain, Table, join};
pub use positions::Positions;
use sandbox::Trace;
pub use sandbox::charge;
pub use script_file::inside;
use stage::{Declaration, Files, Stage};

use crate::scenario::place::{Place, Problem};
use crate::words;

/// Words that stand where a scenario stands.
pub const COMMANDS: [&str; 11] = [
    "check",
    "new",
    "vars",
    "phases",
    "calibrations",
    "resume",
    "merge",
    "report",
    "replay",
    "slurm",
    "reference",
];

/// A scenario script that ran: what it returned, and where each entry stands.
#[derive(Debug)]
pub struct Script {
    /// The file, as it was named.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Files beside it that it required: name and text.
    pub modules: BTreeMap<String, String>,
    /// What it described with `m.scenario`.
    pub description: Table,
    /// Places of the entries.
    pub positions: Positions,
    /// What it printed.
    pub printed: Vec<String>,
}

impl Script {
    /// What the scenario can be evaluated from again.
    pub fn recorded(&self) -> Recorded {
        Recorded {
            file: self.file.clone(),
            text: self.text.clone(),
            modules: Arc::new(self.modules.clone()),
        }
    }

    /// Place of the entry at `path`.
    pub fn place(&self, path: &str) -> Place {
        self.at(self.positions.get(path))
    }

    /// Place of a line and a column of the script.
    pub fn at(&self, (line, column): (usize, usize)) -> Place {
        Place::File {
            file: self.file.clone(),
            line,
            column,
        }
    }
}

/// Runs the script at `path`, once; its functions live on. Messages call it `name`, or by its path.
///
/// # Errors
/// If the file cannot be read, is no Lua, fails, or returns no scenario.
pub fn run(path: &Path, name: Option<&str>) -> Result<(Script, Live), Problem> {
    let file = name.map_or_else(|| path.display().to_string(), str::to_owned);
    let whole = whole(&file);
    let text = script_file::read(path).map_err(|unread| {
        let problem = match unread {
            script_file::Unread::System(problem) => problem,
            script_file::Unread::Encoding { line } => {
                let place = Place::File {
                    file: file.clone(),
                    line,
                    column: 0,
                };
                return Problem::new(&place, script_file::NO_UTF8, script_file::SAVE_AS_UTF8);
            }
        };
        let message = problem
            .strip_prefix(&format!("{file}: "))
            .unwrap_or(&problem)
            .to_owned();
        let remedy = words::nearest(&file, COMMANDS).map_or("check the path".into(), |near| {
            format!("did you mean the command `{near}`?")
        });
        Problem::new(
            &whole,
            format!("the scenario cannot be read: {message}"),
            remedy,
        )
    })?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let files = Files::Folder(folder.to_owned());
    let stage: Rc<dyn Stage> = Rc::new(Declaration);
    let (lua, trace, returned) = evaluate(&file, &text, files, &stage)?;
    let positions = Positions::of(&text).map_err(|error| Problem::no_thread(&error))?;
    let (description, table) = description(&returned, &file, &positions)?;
    let printed = trace.printed.take();
    let modules = trace.modules.take();
    let script = Script {
        file,
        text,
        modules,
        description: table,
        positions,
        printed,
    };
    Ok((script, Live::new(lua, description)))
}

/// The texts of a scenario, from which it can be evaluated again.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The file, as it was named.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Files beside it that it required: name and text.
    pub modules: Arc<BTreeMap<String, String>>,
}

/// Functions of a scenario in a state of their own, and how their errors are told.
pub struct Replayed {
    /// The functions.
    pub live: Live,
    trace: Rc<Trace>,
    file: String,
    /// Lines that its functions printed and nobody has taken.
    printed: RefCell<Vec<String>>,
    /// Lines that are still kept.
    room: Cell<usize>,
}

/// Lines that are kept of what the functions of a run print; the last says that there were more.
pub const LINES: usize = 21;
/// Letters of such a line that are kept.
const LETTERS: usize = 200;

impl Recorded {
    /// Evaluates the scenario again, for `stage`; `room` is how many lines of what its functions print
    /// are kept.
    ///
    /// # Errors
    /// If it fails, which it did not when it was read.
    pub fn replay(&self, stage: &Rc<dyn Stage>, room: usize) -> Result<Replayed, Problem> {
        let files = Files::Recorded(Arc::clone(&self.modules));
        let (lua, trace, returned) = evaluate(&self.file, &self.text, files, stage)?;
        let given = returned
            .as_table()
            .map(|table| table.raw_get("description"));
        let Some(Ok(description)) = given else {
            let whole = whole(&self.file);
            let message = "the file returned a scenario when it was read, and now returns none";
            return Err(Problem::new(&whole, message, "return the same every time"));
        };
        trace.printed.take();
        Ok(Replayed {
            live: Live::new(lua, description),
            trace,
            file: self.file.clone(),
            printed: RefCell::default(),
            room: Cell::new(room),
        })
    }
}

impl Replayed {
    /// Calls `function`, with its own share of time and instructions; `written` is where it stands,
    /// told where Lua tells nothing better.
    ///
    /// # Errors
    /// What Lua says, with its place.
    pub fn call<R: mlua::FromLuaMulti>(
        &self,
        function: &mlua::Function,
        arguments: impl mlua::IntoLuaMulti,
        written: &Place,
    ) -> Result<R, Problem> {
        self.trace.begin();
        let result = function.call(arguments);
        self.keep(self.trace.printed.take());
        result.map_err(|error| {
            let mut problem = failure::locate(&error, &self.file, &self.trace);
            if problem.place == whole(&self.file) {
                problem.place = written.clone();
            }
            problem
        })
    }

    /// The lines that were printed since this was last asked: the first few of the run.
    pub fn printed(&self) -> Vec<String> {
        self.printed.take()
    }

    /// How many more lines are kept.
    pub fn room(&self) -> usize {
        self.room.get()
    }

    fn keep(&self, lines: Vec<String>) {
        let mut kept = self.printed.borrow_mut();
        for line in lines {
            match self.room.get() {
                0 => return,
                1 => kept.push("more lines were printed, which nobody keeps".into()),
                _ => kept.push(line.chars().take(LETTERS).collect()),
            }
            self.room.set(self.room.get() - 1);
        }
    }
}

fn whole(file: &str) -> Place {
    Place::File {
        file: file.to_owned(),
        line: 0,
        column: 0,
    }
}

/// Runs `text` once; what it returned.
fn evaluate(
    file: &str,
    text: &str,
    files: Files,
    stage: &Rc<dyn Stage>,
) -> Result<(mlua::Lua, Rc<Trace>, mlua::Value), Problem> {
    let whole = whole(file);
    let parsed = files.parsed();
    let (lua, trace) = sandbox::create(files, stage).map_err(|error| {
        Problem::new(
            &whole,
            format!("Lua cannot start: {error}"),
            "free some memory",
        )
    })?;
    let script = sandbox::compile(&lua, text, sandbox::SCENARIO, parsed)
        .map_err(|error| failure::locate(&error, file, &trace))?;
    let returned: mlua::Value = script.call(()).map_err(|error| {
        let mut problem = failure::locate(&error, file, &trace);
        if problem.place == whole {
            // The error came out of the call that the file returns, which leaves no line behind.
            // Only what Lua has compiled is parsed for places: it is nested less than 200 deep.
            let (line, column) = Positions::of(text).unwrap_or_default().get("");
            problem.place = Place::File {
                file: file.to_owned(),
                line,
                column,
            };
        }
        problem
    })?;
    Ok((lua, trace, returned))
}

/// What `m.scenario` was given.
fn description(
    returned: &mlua::Value,
    file: &str,
    positions: &Positions,
) -> Result<(mlua::Table, Table), Problem> {
    let (line, column) = positions.get("");
    let end = Place::File {
        file: file.to_owned(),
        line,
        column,
    };
    let wrapper = match returned {
        mlua::Value::Table(table) => Some(table),
        _ => None,
    };
    let is_scenario = wrapper.is_some_and(|table| {
        table
            .raw_get::<String>("macro")
            .is_ok_and(|word| word == "scenario")
    });
    let given = wrapper.and_then(|table| table.raw_get::<mlua::Value>("description").ok());
    let (true, Some(given)) = (is_scenario, given) else {
        let message = format!("the file returns {}, not a scenario", describe(returned));
        return Err(Problem::new(
            &end,
            message,
            "end it with `return m.scenario { ... }`",
        ));
    };
    match (plain::read(&given, "", 0), given) {
        (Ok(Plain::Table(table)), mlua::Value::Table(given)) => Ok((given, table)),
        (Ok(_), _) => Err(Problem::new(
            &end,
            "m.scenario was not given a table",
            "write `m.scenario { ... }`",
        )),
        (Err(problem), _) => {
            let text = problem.to_string();
            let (message, remedy) = text
                .split_once("; ")
                .unwrap_or((&text, "return plain data"));
            let path = text.split('`').nth(1).unwrap_or_default();
            let (line, column) = positions.get(path);
            Err(Problem::new(
                &Place::File {
                    file: file.to_owned(),
                    line,
                    column,
                },
                message,
                remedy,
            ))
        }
    }
}

fn describe(value: &mlua::Value) -> &'static str {
    match value {
        mlua::Value::Nil => "nothing",
        mlua::Value::Table(_) => "a plain table",
        mlua::Value::Function(_) => "a function",
        mlua::Value::String(_) => "a text",
        mlua::Value::Boolean(_) => "true or false",
        _ => "a number",
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn every_command_of_the_command_line_is_known_here() {
        let line = crate::cli::Cli::command();
        let commands: Vec<&str> = line
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();
        assert_eq!(commands, super::COMMANDS);
    }
}
