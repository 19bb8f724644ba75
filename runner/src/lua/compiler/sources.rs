//! The files that a Lua state has run, and what a live function says about itself.
//!
//! A function cannot be asked from outside for the values it captured: that takes `debug`, which a
//! sandbox does not have. So each function of a file begins with a question that is added to the
//! text before Lua loads it, on the line where it stands: `if probe then return probe,7,k end`. As a
//! rule `probe` is nil. While the host asks, it is a token, and then the function returns its number
//! in the file and its captured values instead of running. The name of the variable stands nowhere
//! in the file, so no script can reach it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;

use mlua::chunk::ChunkMode;
use mlua::{Function, Lua, MultiValue, Table, Value};

use super::adapter;
use super::ast::{Chunk, FunctionId};
use crate::lua::parser;

/// Longest file whose functions can be compiled \[bytes\].
const LONGEST: usize = 512 << 10;

/// Files that a Lua state has loaded, by their names in messages.
#[derive(Default)]
pub struct Sources {
    files: BTreeMap<String, Source>,
    /// Members of `math`, by identity.
    members: Vec<(Function, String)>,
}

struct Source {
    chunk: Rc<Chunk>,
    /// Sets the token of the question.
    ask: Function,
}

/// A function of a file, with what it captured.
pub struct Living {
    /// The file.
    pub chunk: Rc<Chunk>,
    /// Which function.
    pub function: FunctionId,
    /// The captured values, as in `upvalues` of the function.
    pub captured: Vec<Value>,
}

/// Loads `text`, which Lua has accepted, so that its functions can be asked; nothing if it holds
/// none or cannot be parsed.
///
/// # Errors
/// If no thread can be started to parse it.
pub fn load(lua: &Lua, text: &str, name: &str) -> mlua::Result<Option<Function>> {
    if text.len() > LONGEST || !text.contains("function") {
        return Ok(None);
    }
    let chunk = parser::parse(text, || adapter::read(name, text)).map_err(mlua::Error::external)?;
    Ok(chunk.flatten().and_then(|chunk| noted(lua, chunk, name)))
}

/// Loads the text of `chunk` with the questions, and notes it.
fn noted(lua: &Lua, chunk: Chunk, name: &str) -> Option<Function> {
    let asking = with_questions(&chunk);
    let (main, ask): (Function, Function) = lua
        .load(asking)
        .set_name(format!("={name}"))
        .set_mode(ChunkMode::Text)
        .call(())
        .ok()?;
    let chunk = Rc::new(chunk);
    let mut sources = lua.app_data_mut::<Sources>()?;
    sources.files.insert(name.to_owned(), Source { chunk, ask });
    Some(main)
}

/// Prepares `lua`: remembers who the members of `math` are, before a script runs.
///
/// # Errors
/// If Lua fails.
pub fn prepare(lua: &Lua) -> mlua::Result<()> {
    let mut members = Vec::new();
    let globals = behind(lua.globals());
    for pair in behind(globals.raw_get("math")?).pairs() {
        if let (name, Value::Function(member)) = pair? {
            members.push((member, name));
        }
    }
    lua.set_app_data(Sources {
        files: BTreeMap::new(),
        members,
    });
    Ok(())
}

/// The table behind what a script sees of a table that everybody shares; any other table itself.
pub fn behind(table: Table) -> Table {
    let shared = table
        .metatable()
        .and_then(|seen| seen.raw_get("behind").ok());
    shared.unwrap_or(table)
}

/// The member of `math` that `function` is.
pub fn member(lua: &Lua, function: &Function) -> Option<String> {
    let sources = lua.app_data_ref::<Sources>()?;
    let found = sources
        .members
        .iter()
        .find(|(member, _)| member == function);
    found.map(|(_, name)| name.clone())
}

/// Asks `function` who it is; nothing if it stands in no file of the scenario.
pub fn living(lua: &Lua, function: &Function) -> Option<Living> {
    let about = function.info();
    let name = about.source?;
    let (chunk, ask) = {
        let sources = lua.app_data_ref::<Sources>()?;
        let source = sources.files.get(name.strip_prefix('=')?)?;
        (Rc::clone(&source.chunk), source.ask.clone())
    };
    let token = lua.create_table().ok()?;
    ask.call::<()>(&token).ok()?;
    let answer = function.call::<MultiValue>(());
    ask.call::<()>(Value::Nil).ok()?;
    let mut answer = answer.ok()?.into_iter();
    if answer.next() != Some(Value::Table(token)) {
        return None;
    }
    let id = usize::try_from(answer.next()?.as_integer()?).ok()?;
    Some(Living {
        chunk,
        function: id,
        captured: answer.collect(),
    })
}

/// The text with the question at the beginning of each function. Lines keep their numbers.
fn with_questions(chunk: &Chunk) -> String {
    let mut probe = String::from("probe");
    while chunk.text.contains(&probe) {
        probe.push('_');
    }
    let mut functions: Vec<_> = chunk.functions.iter().enumerate().skip(1).collect();
    functions.sort_by_key(|(_, function)| function.inside);
    let mut text = format!("local {probe};return function(...)");
    let mut done = 0;
    for (id, function) in functions {
        text.push_str(&chunk.text[done..function.inside]);
        done = function.inside;
        let _ = write!(text, " if {probe} then return {probe},{id}");
        for &upvalue in &function.upvalues {
            let _ = write!(text, ",{}", chunk.declarations[upvalue].name);
        }
        text.push_str(" end ");
    }
    text.push_str(&chunk.text[done..]);
    let _ = write!(text, "\nend,function(token){probe}=token end");
    text
}
