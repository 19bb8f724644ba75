//! The panel of firms: some columns of a sample of firms, every few quarters.

use engine::random::{self, Draws};
use engine::simulation::Simulation;
use engine::tables::Firms;
use serde::{Deserialize, Serialize};

use crate::scenario::FirmPanel;

/// What was kept of the firms of one run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// Rows of the firms, ascending.
    pub firms: Vec<u32>,
    /// Their registration numbers.
    pub numbers: Vec<String>,
    /// Their industries.
    pub industries: Vec<u16>,
    /// Quarters in which they were looked at; 0 is the base quarter.
    pub quarters: Vec<u32>,
    /// By quarter, column and firm.
    pub values: Vec<Vec<Vec<f64>>>,
}

impl Panel {
    /// The firms that are looked at: the same in every branch of a run.
    pub fn new(wanted: &FirmPanel, simulation: &Simulation, seed: u64, run: u32) -> Self {
        let table = &simulation.economy.firms;
        let count = table.industry.len() as u32;
        let mut firms: Vec<u32> = (0..count).collect();
        if let Some(sample) = wanted.sample.filter(|sample| *sample < count) {
            let mut stream = Draws::new(seed, u64::from(run)).stream(0, "firm_panel", 0);
            random::shuffle(&mut stream, &mut firms);
            firms.truncate(sample as usize);
            firms.sort_unstable();
        }
        let numbers = firms.iter().map(|&row| table.company_number[row as usize]);
        let industries = firms.iter().map(|&row| table.industry[row as usize]);
        Panel {
            numbers: numbers.map(|number| number.to_string()).collect(),
            industries: industries.collect(),
            firms,
            ..Panel::default()
        }
    }

    /// Looks at the firms, if it is time to.
    pub fn look(&mut self, wanted: &FirmPanel, simulation: &Simulation, quarter: u32) {
        if !quarter.is_multiple_of(wanted.every) {
            return;
        }
        let table = &simulation.economy.firms;
        let column = |place: &usize| {
            let values = table.values_of(Firms::COLUMNS[*place].name);
            let row = |&row: &u32| values.and_then(|values| values.number(row as usize));
            self.firms
                .iter()
                .map(|firm| row(firm).unwrap_or(f64::NAN))
                .collect()
        };
        let columns = wanted.columns.iter().map(column).collect();
        self.quarters.push(quarter);
        self.values.push(columns);
    }
}
