//! Tests of the compiler: refusals word by word, functions found, the way of variables and returns.

mod flow;
mod fuzz;
mod grammar;
mod locate;
mod refusals;

use std::path::Path;
use std::rc::Rc;

use engine::strategies::FieldKind;
use mlua::{FromLuaMulti, Function, Lua};

use super::{Compiled, Diagnostic, Vocabulary, compile};
use crate::lua::sandbox;
use crate::lua::stage::{Declaration, Files, Stage};

/// Some fields.
pub fn vocabulary() -> Vocabulary {
    let numbers = [
        "price",
        "inventory",
        "expected_sales",
        "cost_push",
        "a",
        "b",
    ];
    let mut vocabulary = Vocabulary::default();
    for name in numbers {
        vocabulary.firm.insert(name.into(), FieldKind::Number);
    }
    let industries = [
        ("A", vec![0]),
        ("C", vec![1, 2, 3]),
        ("C10", vec![1]),
        ("F", vec![4]),
    ];
    let industries = industries
        .map(|(word, codes)| (word.to_owned(), codes))
        .to_vec();
    vocabulary
        .firm
        .insert("industry".into(), FieldKind::Category(industries));
    vocabulary.economy = vec!["expected_inflation".into(), "policy_rate".into()];
    vocabulary
}

/// A sandbox with the files of `folder`.
pub fn sandbox(folder: &Path) -> Lua {
    let stage: Rc<dyn Stage> = Rc::new(Declaration);
    let files = Files::Folder(folder.to_owned());
    sandbox::create(files, &stage).unwrap().0
}

/// What `script` returns.
pub fn returned<T: FromLuaMulti>(lua: &Lua, script: &str) -> T {
    let script = sandbox::compile(lua, script, sandbox::SCENARIO, true).unwrap();
    script.call(()).unwrap()
}

/// The function that `script` returns.
pub fn function(lua: &Lua, script: &str) -> Function {
    returned(lua, script)
}

/// The rule that `script` returns, compiled.
pub fn rule(script: &str) -> Result<Compiled, Box<Diagnostic>> {
    let lua = sandbox(Path::new("."));
    let function = function(&lua, script);
    compile(&lua, &function, &vocabulary())
}
