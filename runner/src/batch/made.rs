//! What a run makes on its way: its series, quarter by quarter, and what its end is judged by.

use engine::simulation::Simulation;
use serde::{Deserialize, Serialize};

use super::{Batch, RunResult, Unit};
use crate::running::Past;
use crate::running::panel::Panel;
use crate::scenario::branch::Branch;

/// What a run has made so far, beside the state of its economy.
#[derive(Serialize, Deserialize)]
pub struct Made {
    /// Its series so far.
    pub result: RunResult,
    /// Output of firms a year before the end, once it is that late.
    pub before: Vec<f64>,
    /// How far the course of its scenario is.
    pub past: Past,
}

impl Made {
    /// What there is before anything is recorded.
    pub fn nothing(batch: &Batch, unit: Unit, simulation: &Simulation) -> Self {
        let panel = batch.panel.as_ref();
        let panel = panel.map(|panel| Panel::new(panel, simulation, batch.seed, unit.run));
        let result = RunResult {
            unit,
            series: Vec::new(),
            industries: Vec::new(),
            strategies: Vec::new(),
            accounts: None,
            panel,
            firms: [f64::NAN; 3],
            idle: Vec::new(),
            printed: Vec::new(),
        };
        Made {
            result,
            before: Vec::new(),
            past: Past::default(),
        }
    }

    /// Records `quarter`.
    pub fn record(
        &mut self,
        batch: &Batch,
        branch: &Branch,
        simulation: &Simulation,
        quarter: u32,
    ) {
        let result = &mut self.result;
        result.series.push(simulation.record().values());
        if batch.industries {
            let industries = simulation.industry_record().values();
            result.industries.push(industries);
        }
        if branch.strategies.is_some() {
            result.strategies.push(simulation.strategy_shares());
        }
        if let (Some(panel), Some(wanted)) = (&mut result.panel, &batch.panel) {
            panel.look(wanted, simulation, quarter);
        }
        // Firms grow over a year.
        let year = simulation.parameters.frequency.periods_per_year();
        if quarter > 0 && quarter + year == batch.horizon {
            self.before.clone_from(&simulation.economy.firms.output);
        }
    }

    /// The last quarter that was recorded.
    pub fn quarter(&self) -> u32 {
        self.result.series.len() as u32 - 1
    }
}
