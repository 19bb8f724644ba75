//! What Rust and the functions of a scenario share: the economy, while one of them is called.

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::rc::Rc;
use std::sync::Arc;

use engine::economy::Economy;
use engine::levers::Pull;
use engine::parameters::{Industry, Parameters, Scalars};
use engine::random::{self, Draws, Stream};
use engine::simulation::Site;
use mlua::{Lua, MultiValue, Table, Value};

use super::{pull, verbs};
use crate::lua::charge;
use crate::lua::stage::Stage;
use crate::scenario::time::Period;
use crate::words;

/// What holds for the whole run.
pub struct Facts {
    /// Base quarter.
    pub base: Period,
    /// Name of the branch.
    pub branch: String,
    /// Run.
    pub run: u32,
    /// All draws of the run.
    pub draws: Draws,
    /// Quarters that were simulated before the run starts.
    pub before: u32,
    /// Industries, which are also products, in order.
    pub industries: Vec<Industry>,
    /// Names of the strategies, in order.
    pub strategies: Vec<String>,
    /// Names of the regions, in order; none where there is one region.
    pub regions: Vec<String>,
}

/// What holds while a function is called.
pub struct Moment {
    /// The state.
    pub economy: Economy,
    /// Parameters of the branch.
    pub parameters: Arc<Parameters>,
    /// Scalar parameters in force.
    pub scalars: Scalars,
    /// Draws of the function in this quarter.
    pub stream: Stream,
    /// Where in the quarter.
    pub site: Site,
    /// Which quarter; 1 is the first simulated one.
    pub quarter: u32,
    /// Whether the function may change anything.
    pub acts: bool,
    /// Levers that it has pulled.
    pub pulls: Vec<Pull>,
    /// Whether it has changed anything.
    pub changed: bool,
}

/// The place where both meet.
pub struct Desk {
    /// What holds for the whole run.
    pub facts: Facts,
    moment: RefCell<Option<Moment>>,
    memory: RefCell<Option<Table>>,
    /// Rows that groups hold which Lua has not given up.
    pub held: Rc<Cell<usize>>,
}

/// A refusal: what is wrong, and after a semicolon what to do.
pub fn refuse(message: impl Into<String>) -> mlua::Error {
    mlua::Error::RuntimeError(message.into())
}

/// A refusal of message and remedy.
pub fn told((message, remedy): (String, String)) -> mlua::Error {
    refuse(format!("{message}; {remedy}"))
}

/// Refuses keys of `table` that are not among `known`; `what` is what was given them.
///
/// # Errors
/// The first other key.
pub fn only(what: &str, table: &Table, known: &[&str]) -> mlua::Result<()> {
    let mut wrong = Vec::new();
    for pair in table.pairs::<Value, Value>() {
        let name = match pair?.0 {
            Value::String(name) => name.to_string_lossy(),
            other => other.type_name().to_owned(),
        };
        if !known.contains(&name.as_str()) {
            wrong.push(name);
        }
    }
    wrong.sort();
    wrong.first().map_or(Ok(()), |name| {
        let remedy = words::instead(name, known.iter().copied());
        Err(refuse(format!("{what} has no `{name}`; {remedy}")))
    })
}

impl Desk {
    /// A desk without an economy on it.
    pub fn new(facts: Facts) -> Self {
        Desk {
            facts,
            moment: RefCell::default(),
            memory: RefCell::default(),
            held: Rc::default(),
        }
    }

    /// Puts the economy on the desk.
    pub fn lend(&self, moment: Moment) {
        *self.moment.borrow_mut() = Some(moment);
    }

    /// Takes the economy from the desk.
    ///
    /// # Panics
    /// If it was not lent.
    pub fn take_back(&self) -> Moment {
        let moment = self.moment.borrow_mut().take();
        moment.unwrap_or_else(|| unreachable!("what was lent is there"))
    }

    /// The economy, to look at.
    ///
    /// # Errors
    /// Outside of a call.
    pub fn moment(&self) -> mlua::Result<Ref<'_, Moment>> {
        Ref::filter_map(self.moment.borrow(), Option::as_ref).map_err(|_| {
            refuse("there is no economy here; use `e` inside the function it is given to")
        })
    }

    /// The economy, to change.
    ///
    /// # Errors
    /// Outside of a call, and in functions that only give a value.
    pub fn acting(&self, what: &str) -> mlua::Result<RefMut<'_, Moment>> {
        let moment =
            RefMut::filter_map(self.moment.borrow_mut(), Option::as_mut).map_err(|_| {
                refuse("there is no economy here; use `e` inside the function it is given to")
            })?;
        if moment.acts {
            Ok(moment)
        } else {
            Err(refuse(format!(
                "{what} changes the economy, and this function only gives a value; act in a function under `on`"
            )))
        }
    }

    /// Keeps `memory` for the rest of the run.
    pub fn remember(&self, memory: Table) {
        *self.memory.borrow_mut() = Some(memory);
    }

    /// What was remembered.
    ///
    /// # Errors
    /// If there is nothing yet.
    pub fn memory(&self) -> mlua::Result<Table> {
        let memory = self.memory.borrow().clone();
        memory.ok_or_else(|| refuse("there is no memory yet"))
    }
}

impl Stage for Desk {
    fn draw(&self) -> mlua::Result<u64> {
        let mut moment = self.moment.borrow_mut();
        let Some(moment) = moment.as_mut() else {
            return Err(refuse(
                "nothing is random while a scenario is read; call math.random in a rule or a hook, where it draws the same in every branch",
            ));
        };
        let (_, bits) = random::below(&mut moment.stream, 1);
        Ok(bits)
    }

    fn act(&self, lua: &Lua, verb: &'static str, arguments: MultiValue) -> mlua::Result<Value> {
        let firms = self
            .moment
            .borrow()
            .as_ref()
            .map(|moment| moment.economy.firms.deposits.len());
        let Some(firms) = firms else {
            return Err(refuse(format!(
                "m.{verb} acts while the economy is simulated; call it in a function under `on`"
            )));
        };
        charge(lua, firms)?;
        if verb == "pull" {
            pull::pull(self, &arguments)
        } else {
            verbs::act(self, verb, &arguments)
        }
    }
}
