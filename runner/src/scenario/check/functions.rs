//! Functions that are called while a run goes on: the names they read must exist.

use engine::levers::Rule;
use engine::simulation::Site;

use mlua::{Function, Table, Value};

use super::Checker;
use crate::lua::{Live, compiler};
use crate::running::names;
use crate::scenario::branch::{FunctionRef, Shock, Values};
use crate::scenario::place::{Place, Problem};

impl Checker<'_> {
    /// Refuses names behind `e` that do not exist, in the functions of a branch.
    pub(super) fn names_read(
        &mut self,
        shocks: &[Shock],
        rules: &[(Rule, FunctionRef)],
        hooks: &[(Site, FunctionRef)],
    ) {
        for shock in shocks {
            if let Values::Function { function, .. } = &shock.values {
                self.names_of(function, 1);
            }
        }
        let rules = rules.iter().map(|(_, function)| function);
        for function in rules.chain(hooks.iter().map(|(_, function)| function)) {
            self.names_of(function, 0);
        }
    }

    /// The same for one function whose parameter number `economy`, from 0, is `e`.
    fn names_of(&mut self, function: &FunctionRef, economy: usize) {
        let Some(live) = self.live else { return };
        let Some(found) = live.function(&function.path) else {
            return;
        };
        if self.maker(function, &found) {
            return;
        }
        for (read, part) in compiler::read(&live.lua, &found, economy) {
            if let Some((message, remedy)) = names::wrong(&read) {
                let place = part.place(&self.file());
                self.problems.push(Problem::new(&place, message, remedy));
            }
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

/// Module and name of `found`, where it is a function of the library that makes rules.
fn maker(live: &Live, found: &Function) -> Option<(&'static str, String)> {
    let require: Function = live.lua.globals().get("require").ok()?;
    ["rules", "strategies"].into_iter().find_map(|module| {
        let library: Table = require.call(format!("macro.{module}")).ok()?;
        let mut entries = library.pairs::<String, Value>().filter_map(Result::ok);
        let (name, _) = entries.find(|(_, value)| value.as_function() == Some(found))?;
        Some((module, name))
    })
}
