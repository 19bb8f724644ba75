//! Errors of Lua in words: file, line, what, what to do.

use mlua::Error;

use super::library;
use super::sandbox::{PRELUDE, SCENARIO, TOO_DEEP, Trace};
use crate::scenario::place::{Place, Problem};

/// `error`, which happened while the scenario `file` ran, as a problem with its place.
pub fn locate(error: &Error, file: &str, trace: &Trace) -> Problem {
    let root = root(error);
    let running = || {
        let (chunk, line) = trace.last.borrow().clone();
        place(file, if chunk.is_empty() { SCENARIO } else { &chunk }, line)
    };
    if trace.exhausted.get() {
        let message = "the script runs for more than 100 million instructions or a minute";
        return Problem::new(&running(), message, "look for a loop that does not end");
    }
    if let Error::ExternalError(error) = root
        && let Some(no_thread) = error.downcast_ref::<std::io::Error>()
    {
        return Problem::no_thread(no_thread);
    }
    let text = message(root);
    if matches!(root, Error::MemoryError(_)) || text.contains("not enough memory") {
        let message = "the script needs more than 64 MiB of memory";
        return Problem::new(
            &running(),
            message,
            "look for a table or a text that grows without end",
        );
    }
    let (chunk, line, what) = split(&text);
    let place = match chunk {
        Some(chunk) if !is_inner(chunk) => place(file, chunk, line),
        _ => match caller(error) {
            Some((chunk, line)) => place(file, &chunk, line),
            // A call in tail position leaves no line behind.
            None => place(file, SCENARIO, 0),
        },
    };
    if what.contains(TOO_DEEP) {
        let remedy = "at most 200 brackets, blocks, signs or calls can stand inside each other";
        return Problem::new(&place, "this is nested too deep", remedy);
    }
    match root {
        Error::SyntaxError { .. } => {
            Problem::new(&place, format!("this is no Lua: {what}"), syntax_hint(what))
        }
        _ => match what.rsplit_once("; ") {
            Some((what, remedy)) => Problem::new(&place, what, remedy),
            None => Problem::new(&place, what, hint(what)),
        },
    }
}

/// The first cause.
fn root(error: &Error) -> &Error {
    match error {
        Error::CallbackError { cause, .. }
        | Error::WithContext { cause, .. }
        | Error::BadArgument { cause, .. } => root(cause),
        other => other,
    }
}

/// The message without what stands around it.
fn message(error: &Error) -> String {
    let text = match error {
        Error::RuntimeError(text) | Error::SyntaxError { message: text, .. } => text.clone(),
        other => other.to_string(),
    };
    let line = text.lines().next().unwrap_or_default();
    // Lua repeats what it does not understand, which can be the whole script.
    match line.char_indices().nth(300) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line.to_owned(),
    }
}

/// The innermost line of the scenario in the lists of calls that Lua adds to an error.
fn caller(error: &Error) -> Option<(String, usize)> {
    match error {
        Error::CallbackError { cause, traceback } => {
            caller(cause).or_else(|| in_list(traceback.lines()))
        }
        Error::WithContext { cause, .. } | Error::BadArgument { cause, .. } => caller(cause),
        Error::RuntimeError(text) | Error::SyntaxError { message: text, .. } => {
            in_list(text.lines().skip(1))
        }
        _ => None,
    }
}

/// Whether a chunk is of the sandbox or of the binding to Lua.
fn is_inner(chunk: &str) -> bool {
    chunk == PRELUDE || chunk.starts_with("__mlua")
}

/// The first line of a list of calls that is one of the scenario.
fn in_list<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<(String, usize)> {
    lines.find_map(|line| {
        let mut parts = line.trim().split(':');
        let (chunk, line) = (parts.next()?, parts.next()?.parse().ok()?);
        let shipped = library::source(chunk.trim_end_matches(".lua")).is_some();
        (!is_inner(chunk) && !shipped && !chunk.starts_with('[')).then(|| (chunk.to_owned(), line))
    })
}

/// `chunk:line: what`, taken apart.
fn split(text: &str) -> (Option<&str>, usize, &str) {
    let parts = text.split_once(": ").and_then(|(place, what)| {
        let (chunk, line) = place.rsplit_once(':')?;
        Some((chunk, line.parse().ok()?, what))
    });
    match parts {
        Some((chunk, line, what)) => (Some(chunk), line, what),
        None => (None, 0, text),
    }
}

/// The line of the chunk, with the name of its file in place of that of the chunk.
pub fn place(file: &str, chunk: &str, line: usize) -> Place {
    let file = if chunk == SCENARIO {
        file.to_owned()
    } else {
        let module = chunk
            .strip_suffix(".lua")
            .unwrap_or(chunk)
            .replace('.', "/");
        std::path::Path::new(file)
            .with_file_name(format!("{module}.lua"))
            .display()
            .to_string()
    };
    Place::File {
        file,
        line,
        column: 0,
    }
}

fn syntax_hint(what: &str) -> &'static str {
    if what.contains("'}' expected") {
        "is a comma missing at the end of the line before?"
    } else if what.contains("unfinished string") {
        "close the quotes"
    } else if what.contains("near 'until'") {
        "`until` is a word of Lua itself; did you mean `to`?"
    } else if what.contains("near 'end'") || what.contains("near 'for'") {
        "`end` and `for` are words of Lua itself; a path has `to` and `lasting`"
    } else if what.contains("near <eof>") {
        "is an `end`, a bracket or a brace missing?"
    } else if what.contains("binary chunk") {
        "give the text of the script, not its compiled form"
    } else {
        "check the line and the one before"
    }
}

fn hint(what: &str) -> &'static str {
    if what.contains("nil value") {
        "a value is missing there; is the name right?"
    } else {
        "correct the script"
    }
}
