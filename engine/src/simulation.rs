//! One run: an economy, its parameters and its draws, stepped period by period.

use std::sync::Arc;

use crate::accounting::audit::{self, Imbalance};
use crate::economy::Economy;
use crate::initial;
use crate::parameters::{Model, Parameters};
use crate::period::{PERIOD, Phase};
use crate::phases::Context;
use crate::random::Draws;
use crate::record::{IndustryRecord, Record};

/// A run of a model.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// All state.
    pub economy: Economy,
    /// Parameters of this run; what a hook changes stays in this run.
    pub parameters: Parameters,
    model: Arc<Model>,
    draws: Draws,
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
        Ok(Simulation {
            economy,
            parameters: model.parameters().clone(),
            model,
            draws,
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

    /// Simulates one quarter.
    ///
    /// # Errors
    /// If the books do not balance at its end.
    pub fn step(&mut self) -> Result<(), Imbalance> {
        self.step_with(|_, _, _| {})
    }

    /// Simulates one quarter; `before` is called before every phase and may change state and
    /// parameters. The scenario hook of the published model is before `productivity_trend`.
    ///
    /// # Errors
    /// If the books do not balance at its end.
    pub fn step_with(
        &mut self,
        mut before: impl FnMut(&Phase, &mut Economy, &mut Parameters),
    ) -> Result<(), Imbalance> {
        let period = self.economy.aggregate.period;
        let debt_before = self.economy.government.debt;
        for phase in PERIOD {
            before(phase, &mut self.economy, &mut self.parameters);
            let context = Context {
                parameters: &self.parameters,
                base: self.model.parameters(),
                draws: self.draws,
                period,
            };
            (phase.run)(&mut self.economy, &context);
        }
        audit::period(&self.economy, debt_before)
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
