//! A Lua state of one run: its functions, called one at a time with the economy in their hands.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use engine::accounting::audit;
use engine::levers::Pull;
use engine::parameters::Model;
use engine::random::Draws;
use engine::simulation::{Simulation, Site};
use mlua::{Function, IntoLuaMulti, Value};
use serde::{Deserialize, Serialize};

use super::desk::{Desk, Facts, Moment};
use super::memory::{self, Remembered};
use super::view::View;
use super::{Fault, Program, fault, label};
use crate::lua::stage::Stage;
use crate::lua::{LINES, Replayed};
use crate::scenario::branch::{Branch, FunctionRef};
use crate::scenario::place::{Place, Problem};
use crate::words;

/// The functions of a branch, and what they see.
pub struct Interpreter {
    replayed: Replayed,
    desk: Rc<Desk>,
    view: Value,
    functions: BTreeMap<String, Function>,
}

/// What one state leaves to the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// What functions remember.
    memory: Remembered,
    /// Lines of what they print that are still kept.
    room: usize,
}

impl Default for Left {
    fn default() -> Self {
        Left {
            memory: Remembered::default(),
            room: LINES,
        }
    }
}

/// A function that is to be called.
pub struct Call<'a> {
    /// The function.
    pub function: &'a FunctionRef,
    /// Where in the quarter.
    pub site: Site,
    /// Which quarter; 1 is the first simulated one.
    pub quarter: u32,
    /// Whether the date is its first argument.
    pub dated: bool,
    /// Whether it may change anything.
    pub acts: bool,
}

impl Interpreter {
    /// A fresh state for `run` of `branch`, with what an earlier one has left.
    ///
    /// # Errors
    /// If the scenario fails, or has lost a function.
    pub fn new(
        branch: &Branch,
        program: &Program,
        model: &Model,
        run: u32,
        left: &Left,
    ) -> Result<Self, Problem> {
        let strategies = branch.strategies.iter().flat_map(|all| &all.list);
        let facts = Facts {
            strategies: strategies.map(|strategy| strategy.name.clone()).collect(),
            base: program.base,
            before: program.before,
            branch: branch.name.clone(),
            run,
            draws: Draws::new(program.seed, u64::from(run)),
            industries: model.parameters().industries.clone(),
            regions: model
                .initial()
                .regions
                .iter()
                .map(|(name, _)| name.clone())
                .collect(),
        };
        let desk = Rc::new(Desk::new(facts));
        let stage: Rc<dyn Stage> = Rc::clone(&desk) as Rc<dyn Stage>;
        let replayed = program.script.replay(&stage, left.room)?;
        let mut functions = BTreeMap::new();
        for function in branch.functions() {
            let Some(found) = replayed.live.function(&function.path) else {
                let message = format!("`{}` is no function when evaluated again", function.path);
                let remedy = "return the same scenario every time";
                return Err(Problem::new(&function.place, message, remedy));
            };
            functions.insert(function.path.clone(), found);
        }
        let lua = &replayed.live.lua;
        let made = left.memory.table(lua).and_then(|memory| {
            desk.remember(memory);
            lua.create_userdata(View(Rc::clone(&desk)))
        });
        let view = made.map_err(|error| starved(&error))?;
        Ok(Interpreter {
            replayed,
            desk,
            view: Value::UserData(view),
            functions,
        })
    }

    /// Calls a function that acts.
    ///
    /// # Errors
    /// What it says, with its place; or an identity of the accounts that it broke.
    pub fn act(&mut self, call: &Call, simulation: &mut Simulation) -> Result<(), Box<Fault>> {
        let (result, moment) = self.call(call, simulation);
        result.map_err(|problem| fault(label(call.function), problem))?;
        if moment.changed {
            audit::balances(&simulation.economy).map_err(|imbalance| {
                let remedy = "this is an error of the program; please report it";
                let problem = Problem::new(&call.function.place, imbalance.to_string(), remedy);
                let told = fault(label(call.function), problem);
                Box::new(Fault {
                    program: true,
                    ..*told
                })
            })?;
        }
        if !moment.pulls.is_empty() {
            let pulls: Vec<Pull> = [simulation.pulled(), &moment.pulls].concat();
            simulation.pull(&pulls);
        }
        Ok(())
    }

    /// Calls a function that gives a number.
    ///
    /// # Errors
    /// What it says, or that it gave none.
    pub fn number(&mut self, call: &Call, simulation: &mut Simulation) -> Result<f64, Problem> {
        let (result, _) = self.call(call, simulation);
        let value = result?;
        let number = match value {
            Value::Integer(number) => Some(number as f64),
            Value::Number(number) => Some(number),
            _ => None,
        };
        match number {
            Some(number) if number.is_finite() => Ok(number),
            _ => {
                let what = match (&value, number) {
                    (Value::Nil, _) => "nothing".to_owned(),
                    (_, Some(number)) => words::number(number),
                    (Value::String(_), _) => "a text".to_owned(),
                    (other, _) => format!("a {}", other.type_name()),
                };
                let message = format!("the function returned {what}");
                let remedy = "return a finite number, on every way through it";
                Err(Problem::new(&call.function.place, message, remedy))
            }
        }
    }

    /// What goes on in a fresh state: all that functions may count on from quarter to quarter.
    ///
    /// # Errors
    /// If Lua fails.
    pub fn left(&self) -> Result<Left, Problem> {
        let memory = self.desk.memory();
        let memory = memory.and_then(|memory| Remembered::of(&memory));
        Ok(Left {
            memory: memory.map_err(|error| starved(&error))?,
            room: self.replayed.room(),
        })
    }

    /// What the functions printed since this was last asked.
    pub fn printed(&self) -> Vec<String> {
        self.replayed.printed()
    }

    /// Lends the economy to Lua, calls, and takes it back.
    fn call(
        &mut self,
        call: &Call,
        simulation: &mut Simulation,
    ) -> (Result<Value, Problem>, Moment) {
        let facts = &self.desk.facts;
        let purpose = format!("lua {}", label(call.function));
        let scalars = simulation.in_force().scalars.clone();
        self.desk.lend(Moment {
            economy: std::mem::take(&mut simulation.economy),
            parameters: Arc::clone(&simulation.parameters),
            scalars,
            stream: (facts.draws).stream(facts.before + call.quarter, &purpose, 0),
            site: call.site,
            quarter: call.quarter,
            acts: call.acts,
            pulls: Vec::new(),
            changed: false,
        });
        let written = &call.function.place;
        let result = match self.functions.get(&call.function.path) {
            Some(function) if call.dated => {
                let date = facts.base.plus(call.quarter).to_string();
                self.ask(function, (date, &self.view), written)
            }
            Some(function) => self.ask(function, &self.view, written),
            None => Ok(Value::Nil),
        };
        let mut moment = self.desk.take_back();
        simulation.economy = std::mem::take(&mut moment.economy);
        (result, moment)
    }

    fn ask(
        &self,
        function: &Function,
        arguments: impl IntoLuaMulti,
        written: &Place,
    ) -> Result<Value, Problem> {
        let value = self.replayed.call(function, arguments, written)?;
        let memory = self.desk.memory().map_err(|error| starved(&error))?;
        memory::check(&memory)
            .map_err(|(message, remedy)| Problem::new(written, message, remedy))?;
        Ok(value)
    }
}

fn starved(error: &mlua::Error) -> Problem {
    Problem::new(
        &Place::Default,
        format!("Lua cannot go on: {error}"),
        "keep less in tables and texts",
    )
}
