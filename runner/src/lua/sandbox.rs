//! A Lua state that can do no harm: four libraries, text only, bounded memory and instructions.

#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use engine::numeric;
use mlua::chunk::ChunkMode;
use mlua::{Function, HookTriggers, Lua, LuaOptions, MultiValue, StdLib, Table, Value, VmState};

use super::script_file::{SAVE_AS_UTF8, Unread, code, inside, read};
use super::stage::{self, Files, Stage};
use super::{compiler, library};
use crate::{results, words};

/// Memory that a scenario may take \[bytes\].
const MEMORY: usize = 64 << 20;
/// Instructions that a scenario may take before it must have returned.
const INSTRUCTIONS: u32 = 100_000_000;
/// Instructions between two looks at the clock.
const STRIDE: u32 = 1000;
/// Time that a scenario may take: calls of the library can be long without many instructions.
const LONGEST: Duration = Duration::from_secs(60);
/// Text that one call may print \[bytes\].
const PRINTED: usize = 1 << 20;
/// What a printed line takes apart from its text \[bytes\].
const LINE: usize = size_of::<String>();
/// Rows of a group whose work counts as [`STRIDE`] instructions: one row is a step of a loop in Rust.
const ROWS: usize = 100_000;
/// Name of the scenario in messages of Lua, which cut long names; replaced by the real one.
pub const SCENARIO: &str = "SCENARIO";

/// What Lua says of more than 200 levels inside each other, in the text or in calls.
pub const TOO_DEEP: &str = "C stack overflow";
/// Name of the chunk that makes the sandbox.
pub const PRELUDE: &str = "prelude.lua";
const PRELUDE_TEXT: &str = include_str!("prelude.lua");

/// What happened while a script ran.
pub struct Trace {
    /// When the present call began.
    start: Cell<Instant>,
    /// Looks at the clock before it has run for too long.
    left: Cell<u32>,
    /// Line that was last seen running, and of which chunk.
    pub last: RefCell<(String, usize)>,
    /// Whether the script took too long.
    pub exhausted: Cell<bool>,
    /// What it printed.
    pub printed: RefCell<Vec<String>>,
    /// What it may still print \[bytes\].
    room: Cell<usize>,
    /// Files beside the scenario that it required: name and text.
    pub modules: RefCell<BTreeMap<String, String>>,
}

impl Trace {
    fn new() -> Self {
        Trace {
            start: Cell::new(Instant::now()),
            left: Cell::new(INSTRUCTIONS / STRIDE),
            last: RefCell::default(),
            exhausted: Cell::default(),
            printed: RefCell::default(),
            room: Cell::new(PRINTED),
            modules: RefCell::default(),
        }
    }

    /// Gives a call its own time and instructions.
    pub fn begin(&self) {
        self.start.set(Instant::now());
        self.left.set(INSTRUCTIONS / STRIDE);
        self.room.set(PRINTED);
        *self.last.borrow_mut() = (String::new(), 0);
    }

    /// Keeps what is printed.
    fn print(&self, text: String) -> mlua::Result<()> {
        let Some(room) = self.room.get().checked_sub(text.len() + LINE) else {
            return Err(mlua::Error::runtime(
                "the script prints more than 1 MiB; print less, and not in a loop without end",
            ));
        };
        self.room.set(room);
        self.printed.borrow_mut().push(text);
        Ok(())
    }

    /// Counts steps that each stand for [`STRIDE`] instructions.
    fn count(&self, steps: u32) -> mlua::Result<()> {
        self.left.set(self.left.get().saturating_sub(steps));
        if self.left.get() == 0 {
            self.exhausted.set(true);
            return Err(mlua::Error::runtime("too many instructions"));
        }
        Ok(())
    }

    /// Looks at the clock.
    fn look(&self) -> mlua::Result<()> {
        if self.start.get().elapsed() < LONGEST {
            return Ok(());
        }
        self.exhausted.set(true);
        Err(mlua::Error::runtime("too much time"))
    }
}

/// A sandbox for `stage`, whose `require` finds the library and `files`.
///
/// # Errors
/// If Lua cannot be set up.
pub fn create(files: Files, stage: &Rc<dyn Stage>) -> mlua::Result<(Lua, Rc<Trace>)> {
    let libraries = StdLib::TABLE | StdLib::STRING | StdLib::MATH | StdLib::UTF8;
    let lua = Lua::new_with(libraries, LuaOptions::default())?;
    let trace = Rc::new(Trace::new());
    let host = host(&lua, files, stage, &trace)?;
    lua.load(PRELUDE_TEXT)
        .set_name(format!("={PRELUDE}"))
        .set_mode(ChunkMode::Text)
        .call::<()>(host)?;
    compiler::prepare(&lua)?;
    lua.set_memory_limit(MEMORY)?;
    lua.set_app_data(Rc::clone(&trace));
    watch(&lua, &trace)?;
    Ok((lua, trace))
}

/// Charges the present call for work on `rows` rows that Rust does for it.
///
/// # Errors
/// If it took too much or too long.
pub fn charge(lua: &Lua, rows: usize) -> mlua::Result<()> {
    let trace = lua.app_data_ref::<Rc<Trace>>();
    trace.map_or(Ok(()), |trace| {
        trace.count(u32::try_from(rows / ROWS).unwrap_or(u32::MAX))?;
        trace.look()
    })
}

/// Compiles `source`; binary chunks are refused. Its functions can be made into rules if `parsed`.
///
/// # Errors
/// If it is no Lua.
pub fn compile(lua: &Lua, source: &str, name: &str, parsed: bool) -> mlua::Result<Function> {
    let source = code(source);
    let load = |source: &str| {
        lua.load(source)
            .set_name(format!("={name}"))
            .set_mode(ChunkMode::Text)
            .into_function()
    };
    let too_deep = |result: &mlua::Result<Function>| {
        result
            .as_ref()
            .is_err_and(|error| error.to_string().contains(TOO_DEEP))
    };
    let compiled = load(source);
    if !too_deep(&compiled) {
        let plain = compiled?;
        let asked = parsed.then(|| compiler::load(lua, source, name));
        return Ok(asked.transpose()?.flatten().unwrap_or(plain));
    }
    // Lua does not say where: it is the first line with which what stands before it is too deep.
    let ends: Vec<usize> = source
        .match_indices('\n')
        .map(|(end, _)| end)
        .chain([source.len()])
        .collect();
    let line = 1 + ends.partition_point(|&end| !too_deep(&load(&source[..end])));
    Err(mlua::Error::RuntimeError(format!(
        "{name}:{line}: {TOO_DEEP}"
    )))
}

fn watch(lua: &Lua, trace: &Rc<Trace>) -> mlua::Result<()> {
    let trace = Rc::clone(trace);
    lua.set_hook(
        HookTriggers::new().every_nth_instruction(STRIDE),
        move |_, debug| {
            let line = debug.current_line().unwrap_or(0);
            let chunk = debug.source().short_src.unwrap_or_default().into_owned();
            if chunk != PRELUDE {
                *trace.last.borrow_mut() = (chunk, line);
            }
            trace.count(1)?;
            trace.look().map(|()| VmState::Continue)
        },
    )
}

fn host(lua: &Lua, files: Files, stage: &Rc<dyn Stage>, trace: &Rc<Trace>) -> mlua::Result<Table> {
    let host = lua.create_table()?;
    host.set("verbs", stage::verbs(lua, stage)?)?;
    let drawn = Rc::clone(stage);
    let random = move |_: &Lua, bounds: MultiValue| stage::random(&*drawn, &bounds);
    host.set("random", lua.create_function(random)?)?;
    let fetched = Rc::clone(trace);
    let parsed = files.parsed();
    host.set(
        "fetch",
        lua.create_function(
            move |lua, name: String| match text(&files, &name, &fetched) {
                Ok(source) => Ok((
                    Value::Function(compile(lua, &source, &format!("{name}.lua"), parsed)?),
                    None,
                )),
                Err(problem) => Ok((Value::Nil, Some(problem))),
            },
        )?,
    )?;
    let printed = Rc::clone(trace);
    host.set(
        "print",
        lua.create_function(move |_, text: String| printed.print(text))?,
    )?;
    host.set("math", mathematics(lua)?)?;
    let clock = Rc::clone(trace);
    host.set("look", lua.create_function(move |_, ()| clock.look())?)?;
    host.set(
        "shipped",
        lua.create_function(|_, name: String| Ok(library::source(&name).is_some()))?,
    )?;
    host.set(
        "unknown_word",
        lua.create_function(|_, (name, word, library): (String, String, Table)| {
            Ok(unknown_word(&name, &word, &library))
        })?,
    )?;
    host.set(
        "nearest",
        lua.create_function(|_, name: String| {
            let known = [
                "require", "pairs", "ipairs", "math", "string", "table", "tostring", "tonumber",
                "print",
            ];
            Ok(match words::nearest(&name, known) {
                Some(word) => format!("did you mean `{word}`?"),
                None => format!("write `local {name} = ...` first"),
            })
        })?,
    )?;
    Ok(host)
}

/// Members of `math` that give the same bits on every platform and in the rules of firms.
fn mathematics(lua: &Lua) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    table.set("exp", lua.create_function(|_, x| Ok(numeric::exp(x)))?)?;
    table.set("sin", lua.create_function(|_, x| Ok(numeric::sin(x)))?)?;
    table.set("cos", lua.create_function(|_, x| Ok(numeric::cos(x)))?)?;
    let log = |_: &Lua, (x, base): (f64, Option<f64>)| {
        Ok(match base {
            None => numeric::log(x),
            Some(2.0) => numeric::log2(x),
            Some(10.0) => numeric::log10(x),
            Some(base) => numeric::log(x) / numeric::log(base),
        })
    };
    table.set("log", lua.create_function(log)?)?;
    Ok(table)
}

/// What to say where a library has no `word`.
fn unknown_word(name: &str, word: &str, library: &Table) -> String {
    let pairs = library.pairs::<String, Value>();
    let mut known: Vec<String> = pairs.filter_map(|pair| Some(pair.ok()?.0)).collect();
    known.sort();
    let remedy = words::instead(word, known.iter().map(String::as_str));
    format!("`{name}` has no word `{word}`; {remedy}")
}

/// Text of the module `name`, from the library or the files; or what is wrong.
fn text(files: &Files, name: &str, trace: &Trace) -> Result<String, String> {
    if let Some(source) = library::source(name) {
        return Ok(source.to_owned());
    }
    let folder = match files {
        Files::Folder(folder) => folder,
        Files::Recorded(texts) => {
            let message = "was not there when the scenario was read; `require` it at the top of a file, not in a function";
            return texts
                .get(name)
                .cloned()
                .ok_or_else(|| format!("module `{name}` {message}"));
        }
    };
    let mut letters = name.chars();
    if name.is_empty()
        || name.contains("..")
        || !letters.all(|c| c.is_alphanumeric() || "_-.".contains(c))
    {
        return Err(format!(
            "`{name}` is no name of a module; use letters, digits, `_` and dots between folders"
        ));
    }
    let file = format!("{}.lua", name.replace('.', "/"));
    if results::is_taken(&file) {
        return Err(format!(
            "module `{name}` has the name of a file of the result; rename {file}"
        ));
    }
    let path = folder.join(file);
    if !inside(folder, &path) {
        return Err(format!(
            "module `{name}` is a link to a file elsewhere; put the file itself beside the scenario"
        ));
    }
    let source = read(&path).map_err(|unread| {
        let problem = match unread {
            Unread::System(problem) => problem,
            Unread::Encoding { line } => {
                let path = path.display();
                return format!(
                    "line {line} of the module `{name}`, {path}, is not UTF-8 text; {SAVE_AS_UTF8}"
                );
            }
        };
        let near = words::nearest(name, library::names())
            .map_or(String::new(), |near| format!(", or did you mean `{near}`"));
        format!("module `{name}` is not there: {problem}; put it beside the scenario{near}")
    })?;
    trace
        .modules
        .borrow_mut()
        .insert(name.to_owned(), source.clone());
    Ok(source)
}
