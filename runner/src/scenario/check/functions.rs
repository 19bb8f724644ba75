//! Functions that are called while a run goes on: the names they read must exist, and what they
//! hand to verbs must be what those take.

mod dates;
mod verbs;

use engine::levers::Rule;
use engine::simulation::Site;

use mlua::{Function, Table, Value};

use super::{Checker, Ground};
use crate::lua::Live;
use crate::lua::compiler::{self, Parameters};
use crate::running::names;
use crate::scenario::branch::{FunctionRef, Shock, Values};
use crate::scenario::place::{Place, Problem};
use crate::words;

impl Checker<'_> {
    /// Refuses what can be seen to be wrong in the functions of a branch without calling them.
    pub(super) fn functions(
        &mut self,
        ground: Option<&Ground>,
        shocks: &[Shock],
        rules: &[(Rule, FunctionRef)],
        hooks: &[(Site, FunctionRef)],
    ) {
        for shock in shocks {
            if let Values::Function { function, .. } = &shock.values {
                let parameters = Parameters {
                    economy: 1,
                    date: Some(0),
                };
                self.said(function, parameters, ground);
            }
        }
        let parameters = Parameters {
            economy: 0,
            date: None,
        };
        let rules = rules.iter().map(|(_, function)| function);
        for function in rules.chain(hooks.iter().map(|(_, function)| function)) {
            self.said(function, parameters, ground);
        }
    }

    /// The same for one function.
    fn said(&mut self, function: &FunctionRef, parameters: Parameters, ground: Option<&Ground>) {
        let Some(live) = self.live else { return };
        let Some(found) = live.function(&function.path) else {
            return;
        };
        if self.maker(function, &found) {
            return;
        }
        let library = library(live, "macro");
        let said = compiler::said(&live.lua, &found, parameters, library.as_ref());
        let mut wrong = Vec::new();
        for (read, part) in &said.read {
            wrong.extend(names::wrong(read).map(|told| (part, told)));
        }
        for (indexed, part) in &said.indexed {
            wrong.extend(names::no_list(indexed).map(|told| (part, told)));
        }
        for (names, part) in &said.library {
            let found = library.as_ref().and_then(|library| absent(library, names));
            wrong.extend(found.map(|told| (part, told)));
        }
        for compared in &said.dates {
            let base = ground.map(|ground| ground.base);
            let told = dates::wrong(&compared.text, compared.sign, base);
            wrong.extend(told.map(|told| (&compared.part, told)));
        }
        for called in &said.calls {
            wrong.extend(verbs::wrong(called));
        }
        for (part, (message, remedy)) in wrong {
            let place = part.place(&self.file());
            self.problems.push(Problem::new(&place, message, remedy));
        }
    }

    /// Refuses a function of the library that makes rules where a rule is wanted; whether it did.
    pub(super) fn maker(&mut self, function: &FunctionRef, found: &Function) -> bool {
        let Some((module, name)) = self.live.and_then(|live| maker(live, found)) else {
            return false;
        };
        let message = format!("m.{module}.{name} makes rules and is none itself");
        let remedy = match function.path.rsplit_once('.') {
            Some((_, decision)) if module == "strategies" => {
                format!("call it: m.strategies.{name}().{decision}")
            }
            _ if name == "fixed" => "call it: m.rules.fixed(0.02)".to_owned(),
            _ => format!("call it: m.{module}.{name}()"),
        };
        self.refuse(&function.place, message, remedy);
        true
    }

    /// The scenario file, as it was named.
    pub(super) fn file(&self) -> String {
        match &self.whole {
            Place::File { file, .. } => file.clone(),
            _ => String::new(),
        }
    }
}

/// The module `name` of the library.
fn library(live: &Live, name: &str) -> Option<Table> {
    let require: Function = live.lua.globals().get("require").ok()?;
    require.call(name).ok().map(compiler::behind)
}

/// What is wrong with reading `names` from the library: message and remedy.
fn absent(library: &Table, names: &[String]) -> Option<(String, String)> {
    let mut table = library.clone();
    let mut path = "m".to_owned();
    for name in names {
        match table.raw_get(name.as_str()).ok()? {
            Value::Nil => {
                let mut known: Vec<String> = (table.pairs::<String, Value>())
                    .filter_map(|entry| Some(entry.ok()?.0))
                    .collect();
                known.sort();
                let remedy = words::instead(name, known.iter().map(String::as_str));
                return Some((format!("there is no `{path}.{name}`"), remedy));
            }
            Value::Table(inner) => {
                path = format!("{path}.{name}");
                table = compiler::behind(inner);
            }
            _ => return None,
        }
    }
    None
}

/// Module and name of `found`, where it is a function of the library that makes rules.
fn maker(live: &Live, found: &Function) -> Option<(&'static str, String)> {
    ["rules", "strategies"].into_iter().find_map(|module| {
        let library = library(live, &format!("macro.{module}"))?;
        let mut entries = library.pairs::<String, Value>().filter_map(Result::ok);
        let (name, _) = entries.find(|(_, value)| value.as_function() == Some(found))?;
        Some((module, name))
    })
}
