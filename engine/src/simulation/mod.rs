//! One run: an economy, its parameters and its draws, stepped period by period.

mod adoption;
mod checkpoint;
mod site;

use std::convert::Infallible;
use std::sync::Arc;

use crate::accounting::audit::{self, Imbalance};
use crate::economy::Economy;
use crate::initial;
use crate::levers::{InForce, OutOfRange, Pull, Rule};
use crate::parameters::{Model, Parameters};
use crate::period::PERIOD;
use crate::phases::Context;
use crate::random::Draws;
use crate::record::{IndustryRecord, Record};
use crate::strategies::{self, BadDecision, Following};

pub use site::{Side, Site};

/// A run of a model.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// All state.
    pub economy: Economy,
    /// Parameters of this run, shared until changed; what a hook changes stays in this run.
    pub parameters: Arc<Parameters>,
    model: Arc<Model>,
    draws: Draws,
    levers: InForce,
    wedged: Option<Box<Wedged>>,
    following: Option<Box<Following>>,
}

/// Parameters of a quarter in which some are pulled.
#[derive(Clone, Debug)]
struct Wedged {
    /// Those of the run that these were made from.
    own: Arc<Parameters>,
    /// Those in force.
    in_force: Parameters,
}

/// What a scenario does between phases.
pub trait Hooks {
    /// Why a hook fails.
    type Error;

    /// Called at every site; may look at everything, change state and parameters, pull and give.
    ///
    /// # Errors
    /// Whatever stops the run.
    fn at(&mut self, site: &Site, simulation: &mut Simulation) -> Result<(), Self::Error>;
}

impl<E, F: FnMut(&Site, &mut Simulation) -> Result<(), E>> Hooks for F {
    type Error = E;

    fn at(&mut self, site: &Site, simulation: &mut Simulation) -> Result<(), E> {
        self(site, simulation)
    }
}

/// Why a quarter was not finished.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Stopped<E> {
    /// The books do not balance.
    #[error(transparent)]
    Imbalance(Imbalance),
    /// A lever or a given value has left its range.
    #[error(transparent)]
    OutOfRange(OutOfRange),
    /// A strategy decided what the books cannot bear.
    #[error(transparent)]
    Decision(BadDecision),
    /// A hook failed.
    #[error(transparent)]
    Hook(E),
}

impl Simulation {
    /// The opening state of run `run` under `seed`, checked.
    ///
    /// # Errors
    /// If the opening accounts do not balance.
    pub fn new(model: Arc<Model>, seed: u64, run: u64) -> Result<Self, Imbalance> {
        let draws = Draws::new(seed, run);
        let economy = initial::economy(&model, draws);
        audit::opening(&economy, &model)?;
        let frequency = model.parameters().frequency;
        Ok(Simulation {
            economy,
            parameters: Arc::new(model.parameters().clone()),
            model,
            draws,
            levers: InForce::every(frequency),
            wedged: None,
            following: None,
        })
    }

    /// The model the run started from.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Quarters simulated so far.
    pub fn period(&self) -> u32 {
        self.economy.aggregate.period - 1
    }

    /// Pulls `pulls` in the coming quarter, or in the rest of the present one, instead of what was
    /// pulled before. All spring back when the quarter ends.
    ///
    /// Parameters change at once; what the phases before this site made of the old ones stays. A lever
    /// that a phase puts in force stays as it is once that phase is over.
    pub fn pull(&mut self, pulls: &[Pull]) {
        self.levers.pull(pulls, self.economy.aggregate.period);
        self.wedged = None;
        self.put_in_force();
    }

    /// Parameters with what is pulled.
    pub fn in_force(&self) -> &Parameters {
        self.wedged
            .as_ref()
            .map_or(&self.parameters, |wedged| &wedged.in_force)
    }

    /// What is pulled.
    pub fn pulled(&self) -> &[Pull] {
        self.levers.pulls()
    }

    /// Replaces what `rule` says by `value` where its phase comes next in this quarter; the rule
    /// remembers it as its own, and levers act on top.
    pub fn give(&mut self, rule: Rule, value: f64) {
        self.levers.give(rule, value, self.economy.aggregate.period);
        let most = rule.most(self.model.initial());
        self.levers.bound(rule, value, most);
    }

    /// Simulates one quarter without hooks.
    ///
    /// # Errors
    /// If the books do not balance at its end, a lever left its range, or a strategy decided what
    /// cannot be.
    pub fn step(&mut self) -> Result<(), Stopped<Infallible>> {
        self.step_with(&mut |_: &Site, _: &mut Simulation| Ok(()))
    }

    /// Simulates one quarter, with `hooks` called at every site.
    ///
    /// # Errors
    /// If the books do not balance at its end, a lever left its range, a strategy decided what
    /// cannot be, or a hook failed.
    pub fn step_with<H: Hooks>(&mut self, hooks: &mut H) -> Result<(), Stopped<H::Error>> {
        let period = self.economy.aggregate.period;
        let debt_before = self.economy.government.debt;
        self.economy.government.capital_transfers = 0.0;
        self.visit(&Site::PeriodStart, hooks)?;
        for (place, phase) in PERIOD.iter().enumerate() {
            self.visit(&Site::Around(place, Side::Before), hooks)?;
            let context = Context {
                parameters: match &self.wedged {
                    Some(wedged) => &wedged.in_force,
                    None => &self.parameters,
                },
                base: self.model.parameters(),
                levers: &self.levers,
                draws: self.draws,
                period,
            };
            let following = self.following.as_deref_mut();
            strategies::run(phase, following, &mut self.economy, &context)
                .map_err(Stopped::Decision)?;
            if let Some(outside) = self.levers.outside() {
                return Err(Stopped::OutOfRange(outside.clone()));
            }
            self.visit(&Site::Around(place, Side::After), hooks)?;
        }
        self.levers = InForce::every(self.parameters.frequency);
        self.wedged = None;
        audit::period(&self.economy, debt_before).map_err(Stopped::Imbalance)?;
        self.visit(&Site::PeriodEnd, hooks)
    }

    fn visit<H: Hooks>(&mut self, site: &Site, hooks: &mut H) -> Result<(), Stopped<H::Error>> {
        hooks.at(site, self).map_err(Stopped::Hook)?;
        self.put_in_force();
        Ok(())
    }

    /// Parameters with their wedges, made anew where a hook has changed what they stand on: it then
    /// changes a copy, because the original is kept here.
    fn put_in_force(&mut self) {
        if !self.levers.on_parameters() {
            self.wedged = None;
        } else if self
            .wedged
            .as_ref()
            .is_none_or(|wedged| !Arc::ptr_eq(&wedged.own, &self.parameters))
        {
            let own = self.parameters.clone();
            let mut in_force = Parameters::clone(&own);
            self.levers.apply_to(&mut in_force);
            self.wedged = Some(Box::new(Wedged { own, in_force }));
        }
    }

    /// National accounts of the last quarter.
    pub fn record(&self) -> &Record {
        &self.economy.accounts.national
    }

    /// The same by industry.
    pub fn industry_record(&self) -> &IndustryRecord {
        &self.economy.accounts.industries
    }
}
