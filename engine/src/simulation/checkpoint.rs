//! A run between two quarters, in parts that can be written down and read back.
//!
//! What the coming quarter depends on is every [column](crate::economy::Economy::columns) of the
//! economy, in which the order of rows counts, and what [waits](Waiting) for it. Draws are addressed
//! by seed, run and period, so that no generator has a state. All else of a simulation is made again
//! as it was made at first: from the model, seed and run, with the parameters of the branch, and
//! strategies that are adopted at the same opening.

use super::Simulation;
use crate::levers::{Unknown, Waiting};

impl Simulation {
    /// What waits for the coming quarter; to be asked between two quarters.
    pub fn waiting(&self) -> Waiting {
        // Without `..`: whoever adds a field decides here whether it is kept.
        let Simulation {
            economy: _,
            parameters: _,
            model: _,
            draws: _,
            levers,
            wedged: _,
            following: _,
        } = self;
        Waiting::of(levers)
    }

    /// Lets `waiting` hold for the coming quarter, in place of what was pulled and given.
    ///
    /// With the columns of a simulation that was made as this one, it goes on as that one does.
    ///
    /// # Errors
    /// If it names what this version does not have; nothing is changed then.
    pub fn wait_for(&mut self, waiting: &Waiting) -> Result<(), Unknown> {
        self.levers = waiting.in_force(self.parameters.frequency)?;
        self.wedged = None;
        self.put_in_force();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::Arc;

    use crate::calibration::tests::uk_model;
    use crate::economy::Economy;
    use crate::levers::{self, Pull, Rule, Size, Wedge};
    use crate::parameters::Model;
    use crate::simulation::{Simulation, Site};
    use crate::strategies::{Decision, Strategies, Strategy, Switching};
    use crate::tables::{Values, ValuesMut};

    /// Puts every column of `from` into `into`, through their names alone.
    fn copy(from: &Economy, into: &mut Economy) {
        for column in Economy::columns() {
            let values = from.values_of(column.table, column.name).unwrap();
            let place = into.values_mut(column.table, column.name).unwrap();
            match (values, place) {
                (Values::Numbers(from), ValuesMut::Numbers(into)) => *into = from.to_vec(),
                (Values::Counts(from), ValuesMut::Counts(into)) => *into = from.to_vec(),
                (Values::Signed(from), ValuesMut::Signed(into)) => *into = from.to_vec(),
                (Values::Short(from), ValuesMut::Short(into)) => *into = from.to_vec(),
                (Values::Byte(from), ValuesMut::Byte(into)) => *into = from.to_vec(),
                (Values::Flags(from), ValuesMut::Flags(into)) => *into = from.to_vec(),
                (Values::Registrations(from), ValuesMut::Registrations(into)) => {
                    *into = from.to_vec();
                }
                (Values::Employers(from), ValuesMut::Employers(into)) => *into = from.to_vec(),
                (Values::Number(from), ValuesMut::Number(into)) => *into = from,
                (Values::Count(from), ValuesMut::Count(into)) => *into = from,
                (values, place) => panic!("{column:?}: {values:?} into {place:?}"),
            }
        }
    }

    fn strategies() -> Arc<Strategies> {
        let mut graph = crate::kernel::Graph::new();
        let (rule, factor) = (graph.column("rule"), graph.constant(1.01));
        let result = graph.binary(crate::kernel::Binary::Multiply, rule, factor);
        graph.output("result", result);
        Arc::new(Strategies {
            list: vec![Strategy {
                name: "dear".into(),
                share: 0.4,
                max_employees: 20,
                decisions: vec![(Decision::Price, graph)],
                ..Strategy::default()
            }],
            switching: Some(Switching {
                every: 2,
                by: "profit",
                intensity: 2.0,
                memory: 0.5,
            }),
        })
    }

    fn begin(model: &Arc<Model>) -> Simulation {
        let mut simulation = Simulation::new(model.clone(), 3, 1).unwrap();
        simulation.adopt(strategies()).unwrap();
        simulation
    }

    /// Pulls and gives at the end of every quarter, for the next.
    fn step(simulation: &mut Simulation) {
        let mut hook = |site: &Site, simulation: &mut Simulation| {
            if *site == Site::PeriodEnd {
                let pull = |lever: &str, rows: Option<&[u16]>, size, value| Pull {
                    lever: levers::find(lever).unwrap(),
                    rows: rows.map(Into::into),
                    wedge: Wedge { size, value },
                };
                simulation.pull(&[
                    pull("tax_income", None, Size::Pp, 1.0),
                    pull("import_price", Some(&[2, 5]), Size::Pct, 3.0),
                ]);
                simulation.give(Rule::PolicyRate, 0.01);
            }
            Ok::<(), Infallible>(())
        };
        simulation.step_with(&mut hook).unwrap();
    }

    #[test]
    fn a_run_goes_on_from_its_columns_and_what_waits_as_if_nothing_had_happened() {
        let model = uk_model(1.0 / 5000.0);
        let mut whole = begin(&model);
        for _ in 0..3 {
            step(&mut whole);
        }
        let mut restored = begin(&model);
        copy(&whole.economy, &mut restored.economy);
        restored.wait_for(&whole.waiting()).unwrap();
        assert_eq!(restored.economy, whole.economy);
        assert_eq!(restored.waiting(), whole.waiting());
        assert_eq!(restored.in_force(), whole.in_force());
        for _ in 0..3 {
            step(&mut whole);
            step(&mut restored);
            assert_eq!(restored.economy, whole.economy);
        }
        let mut without = begin(&model);
        copy(&whole.economy, &mut without.economy);
        step(&mut without);
        step(&mut whole);
        assert_ne!(without.economy, whole.economy, "what waits counts");
    }

    #[test]
    fn what_has_left_its_range_stops_the_run_after_a_restart_too() {
        let model = uk_model(1.0 / 5000.0);
        let mut whole = begin(&model);
        whole.give(Rule::PolicyRate, 7.0);
        let mut restored = begin(&model);
        restored.wait_for(&whole.waiting()).unwrap();
        assert_eq!(restored.step(), whole.step());
        assert!(restored.step().is_err());
    }

    #[test]
    fn emptying_every_column_leaves_nothing() {
        let mut simulation = begin(&uk_model(1.0 / 5000.0));
        step(&mut simulation);
        let mut economy = simulation.economy;
        let empty = Economy::default();
        assert_ne!(economy, empty);
        copy(&empty, &mut economy);
        assert_eq!(
            economy, empty,
            "a table is missing in the list of economy.rs"
        );
        let Economy {
            population: _,
            firms: _,
            before_levers: _,
            households: _,
            bank: _,
            central_bank: _,
            government: _,
            foreign: _,
            aggregate: _,
            accounts:
                crate::economy::Accounts {
                    national: _,
                    industries: _,
                },
        } = empty;
    }
}
