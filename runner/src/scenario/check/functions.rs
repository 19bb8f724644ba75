//! Functions that are called while a run goes on: the names they read must exist.

use engine::levers::Rule;
use engine::simulation::Site;

use super::Checker;
use crate::lua::compiler;
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
        for (read, part) in compiler::read(&live.lua, &found, economy) {
            if let Some((message, remedy)) = names::wrong(&read) {
                let place = part.place(&self.file());
                self.problems.push(Problem::new(&place, message, remedy));
            }
        }
    }

    /// The scenario file, as it was named.
    pub(super) fn file(&self) -> String {
        match &self.whole {
            Place::File { file, .. } => file.clone(),
            _ => String::new(),
        }
    }
}
