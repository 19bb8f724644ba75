//! Strategies in whole runs of the United Kingdom at small scale.

mod demand_pull;
mod neutral;
mod refused;
mod switching;

use std::convert::Infallible;
use std::sync::Arc;

use super::*;
use crate::calibration::tests::uk_model;
use crate::kernel::{Binary, Comparison, Node};
use crate::parameters::Model;
use crate::simulation::{Simulation, Site};

/// The shipped model, small.
fn model() -> Arc<Model> {
    uk_model(1.0 / 5000.0)
}

/// A graph whose result is what `build` returns.
fn graph(build: impl FnOnce(&mut Graph) -> Node) -> Graph {
    let mut graph = Graph::new();
    let result = build(&mut graph);
    graph.output("result", result);
    graph
}

/// A graph that does what the model's own rule does, times `factor`.
fn rule_times(factor: f64) -> Graph {
    graph(|g| {
        let (rule, factor) = (g.column("rule"), g.constant(factor));
        g.binary(Binary::Multiply, rule, factor)
    })
}

fn strategy(name: &str, share: f64, decisions: Vec<(Decision, Graph)>) -> Strategy {
    Strategy {
        name: name.into(),
        share,
        decisions,
        ..Strategy::default()
    }
}

fn together(list: Vec<Strategy>) -> Arc<Strategies> {
    Arc::new(Strategies {
        list,
        switching: None,
    })
}

/// A run with strategies, before its first quarter.
fn adopted(model: &Arc<Model>, strategies: &Arc<Strategies>) -> Simulation {
    let mut simulation = Simulation::new(model.clone(), 3, 0).unwrap();
    simulation.adopt(strategies.clone()).unwrap();
    simulation
}

/// `quarters` quarters, with `look` called at every site.
fn watch(simulation: &mut Simulation, quarters: u32, mut look: impl FnMut(&str, &mut Simulation)) {
    for _ in 0..quarters {
        let mut hook = |site: &Site, simulation: &mut Simulation| {
            look(&site.name(), simulation);
            Ok::<(), Infallible>(())
        };
        simulation.step_with(&mut hook).unwrap();
    }
}
