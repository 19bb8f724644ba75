//! The running stage: what a scenario does to one run of one branch, quarter by quarter.
//!
//! A [`Course`] is called at every site of the quarter. At `period_start` it pulls the levers of the
//! shocks and gives the values of the data that are followed; then hooks act, and right before the
//! phase of a rule that the scenario replaces, its function is asked. A branch that has functions
//! gets a Lua state of its own for every run, made from the recorded texts; a branch without has none.

mod changes;
mod desk;
mod filter;
mod group;
mod industries;
mod interpreter;
mod memory;
pub mod names;
pub mod panel;
pub mod parts;
mod pull;
pub mod verbs;
mod view;

use std::fmt;
use std::sync::Arc;

use engine::levers::{Pull, Size, Wedge};
use engine::parameters::{Model, Parameters};
use engine::simulation::{Hooks, Simulation, Site};
use serde::{Deserialize, Serialize};

use crate::lua::Recorded;
use crate::scenario::branch::{Branch, FunctionRef, Shock, Values};
use crate::scenario::place::Problem;
use crate::scenario::time::Period;
use interpreter::{Call, Interpreter, Left};

/// What happens in the runs of a branch.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Parameters from the first simulated quarter on.
    pub parameters: Arc<Parameters>,
    /// What differs from the model's own course.
    pub branch: Branch,
}

/// What the functions of all branches share.
#[derive(Clone, Debug)]
pub struct Program {
    /// The texts they are in.
    pub script: Recorded,
    /// Base quarter.
    pub base: Period,
    /// Seed of all draws.
    pub seed: u64,
    /// Quarters that were simulated before the runs start.
    pub before: u32,
}

/// A function of the scenario that stopped its run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What was being done, such as `on.period_start`.
    pub site: String,
    /// What went wrong, and where in the scenario.
    pub problem: Problem,
    /// Whether the program is to blame and not the function.
    pub program: bool,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "in `{}`: {}", self.site, self.problem)
    }
}

impl std::error::Error for Fault {}

/// What a scenario does to one run.
pub struct Course<'a> {
    branch: &'a Branch,
    quarter: u32,
    interpreter: Option<Interpreter>,
    /// Whether each shock has acted.
    acted: Vec<bool>,
    /// Whether each rule, then each hook, was called.
    called: Vec<bool>,
    /// Sites and phases at which something happens, apart from the start.
    busy: bool,
    /// What a fresh state of Lua is made from in every quarter, if it is.
    renewed: Option<(&'a Program, &'a Model, u32)>,
}

/// How far a course is, apart from the economy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Past {
    left: Option<Left>,
    acted: Vec<bool>,
    called: Vec<bool>,
}

impl<'a> Course<'a> {
    /// The course of `run` under `plan`. If it is `kept` between quarters, functions find nothing of
    /// earlier quarters but what they put into `e.memory`, whether it is interrupted or not.
    ///
    /// # Errors
    /// If the scenario cannot be evaluated again.
    pub fn new(
        plan: &'a Plan,
        program: &'a Program,
        model: &'a Model,
        run: u32,
        kept: bool,
    ) -> Result<Self, Box<Fault>> {
        let branch = &plan.branch;
        let interpreter = if branch.functions().next().is_some() {
            let made = Interpreter::new(branch, program, model, run, &Left::default());
            Some(made.map_err(evaluated_again)?)
        } else {
            None
        };
        Ok(Course {
            renewed: kept.then_some((program, model, run)),
            branch,
            quarter: 0,
            interpreter,
            acted: vec![false; branch.shocks.len()],
            called: vec![false; branch.rules.len() + branch.hooks.len()],
            busy: !(branch.hooks.is_empty() && branch.rules.is_empty()),
        })
    }

    /// Goes on to `quarter`; 1 is the first simulated quarter.
    ///
    /// # Errors
    /// If the scenario cannot be evaluated again.
    pub fn begin(&mut self, quarter: u32) -> Result<(), Box<Fault>> {
        self.quarter = quarter;
        if self.renewed.is_some() {
            let left = self.left().map_err(evaluated_again)?;
            self.renew(left)?;
        }
        Ok(())
    }

    fn renew(&mut self, left: Option<Left>) -> Result<(), Box<Fault>> {
        if let (Some((program, model, run)), Some(left)) = (self.renewed, left) {
            let made = Interpreter::new(self.branch, program, model, run, &left);
            self.interpreter = Some(made.map_err(evaluated_again)?);
        }
        Ok(())
    }

    fn left(&self) -> Result<Option<Left>, Problem> {
        self.interpreter.as_ref().map(Interpreter::left).transpose()
    }

    /// How far it is, between two quarters.
    ///
    /// # Errors
    /// If Lua fails.
    pub fn past(&self) -> Result<Past, Box<Fault>> {
        Ok(Past {
            left: self.left().map_err(evaluated_again)?,
            acted: self.acted.clone(),
            called: self.called.clone(),
        })
    }

    /// Goes on from `past`, between two quarters.
    ///
    /// # Errors
    /// If the scenario cannot be evaluated again.
    pub fn go_on(&mut self, past: Past) -> Result<(), Box<Fault>> {
        (self.acted, self.called) = (past.acted, past.called);
        self.renew(past.left)
    }

    /// What functions printed in the present quarter: the first lines of the run.
    pub fn printed(&self) -> Vec<(u32, String)> {
        let lines = self.interpreter.iter().flat_map(Interpreter::printed);
        lines.map(|line| (self.quarter, line)).collect()
    }

    /// Shocks that have not acted so far, and functions that were not called, in words.
    pub fn idle(&self) -> Vec<String> {
        let shocks = self.branch.shocks.iter().zip(&self.acted);
        let shocks = shocks.filter(|(_, acted)| !**acted).map(|(shock, _)| {
            format!(
                "the shock `{}` ({}) never acted",
                shock.lever.name, shock.place
            )
        });
        let rules = self.branch.rules.iter().map(|(_, function)| function);
        let hooks = self.branch.hooks.iter().map(|(_, function)| function);
        let functions = rules.chain(hooks).zip(&self.called);
        let functions = functions
            .filter(|(_, called)| !**called)
            .map(|(function, _)| format!("{function} was never called"));
        shocks.chain(functions).collect()
    }

    /// Pulls the levers of the quarter.
    fn shocks(&mut self, simulation: &mut Simulation) -> Result<(), Box<Fault>> {
        let mut pulls = Vec::new();
        for (place, shock) in self.branch.shocks.iter().enumerate() {
            if !shock.values.acts(self.quarter) {
                continue;
            }
            let value = match &shock.values {
                Values::Fixed(values) => values[self.quarter as usize - 1].unwrap_or(0.0),
                Values::Function {
                    function, factor, ..
                } => factor * self.number(function, Site::PeriodStart, true, simulation)?,
            };
            self.acted[place] |= value != 0.0 || shock.size == Size::Level;
            pulls.push(pull_of(shock, value));
        }
        if !pulls.is_empty() {
            simulation.pull(&pulls);
        }
        Ok(())
    }

    fn follow(&self, simulation: &mut Simulation) {
        for follow in &self.branch.follow {
            let value = follow.values.get(self.quarter as usize - 1);
            if let Some(value) = value.copied().flatten() {
                simulation.give(follow.rule, value);
            }
        }
    }

    /// What `function` returns: a number, or the run stops.
    fn number(
        &mut self,
        function: &FunctionRef,
        site: Site,
        dated: bool,
        simulation: &mut Simulation,
    ) -> Result<f64, Box<Fault>> {
        let call = Call {
            function,
            site,
            quarter: self.quarter,
            dated,
            acts: false,
        };
        let interpreter = self.interpreter.as_mut();
        let number = interpreter.map_or(Ok(0.0), |lua| lua.number(&call, simulation));
        number.map_err(|problem| fault(label(function), problem))
    }

    /// Calls the hooks of `site`, in order.
    fn hooks(&mut self, site: &Site, simulation: &mut Simulation) -> Result<(), Box<Fault>> {
        let rules = self.branch.rules.len();
        for (place, (at, function)) in self.branch.hooks.iter().enumerate() {
            if at != site {
                continue;
            }
            self.called[rules + place] = true;
            let call = Call {
                function,
                site: *site,
                quarter: self.quarter,
                dated: false,
                acts: true,
            };
            if let Some(interpreter) = &mut self.interpreter {
                interpreter.act(&call, simulation)?;
            }
        }
        Ok(())
    }

    /// Asks the functions that stand for a rule of the coming phase.
    fn rules(&mut self, site: &Site, simulation: &mut Simulation) -> Result<(), Box<Fault>> {
        for (place, (rule, function)) in self.branch.rules.iter().enumerate() {
            if !site.is_before(rule.phase()) {
                continue;
            }
            self.called[place] = true;
            let value = self.number(function, *site, false, simulation)?;
            simulation.give(*rule, value);
        }
        Ok(())
    }
}

impl Hooks for Course<'_> {
    type Error = Box<Fault>;

    fn at(&mut self, site: &Site, simulation: &mut Simulation) -> Result<(), Box<Fault>> {
        if *site == Site::PeriodStart {
            self.shocks(simulation)?;
            self.follow(simulation);
        }
        if self.busy {
            self.hooks(site, simulation)?;
            self.rules(site, simulation)?;
        }
        Ok(())
    }
}

fn pull_of(shock: &Shock, value: f64) -> Pull {
    Pull {
        lever: shock.lever,
        rows: shock.rows.clone(),
        wedge: Wedge {
            size: shock.size,
            value,
        },
    }
}

#[expect(
    clippy::unnecessary_box_returns,
    reason = "errors of runs are boxed, as they are large and rare"
)]
fn evaluated_again(problem: Problem) -> Box<Fault> {
    fault("the scenario, evaluated again", problem)
}

/// What a function is called in messages and draws: its path inside its branch.
fn label(function: &FunctionRef) -> &str {
    let path = &function.path;
    match path
        .strip_prefix("branches[")
        .and_then(|rest| rest.split_once("]."))
    {
        Some((_, inside)) => inside,
        None => path,
    }
}

#[expect(
    clippy::unnecessary_box_returns,
    reason = "errors of runs are boxed, as they are large and rare"
)]
fn fault(site: &str, problem: Problem) -> Box<Fault> {
    Box::new(Fault {
        site: site.to_owned(),
        problem,
        program: false,
    })
}
