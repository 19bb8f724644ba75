//! The audit notices every kind of leak, and names it.

use std::convert::Infallible;

use engine::parameters::Switches;
use engine::simulation::{Simulation, Site, Stopped};

use super::data;

/// A change that no account explains.
type Leak = fn(&mut engine::economy::Economy);

/// Runs a quarter with `leak` applied before `phase`; the identity that the audit names.
fn noticed(phase: &str, leak: impl Fn(&mut engine::economy::Economy)) -> Option<&'static str> {
    let folder = data::folder()?;
    let mut simulation = data::austria(&folder, Switches::default(), 3);
    simulation.step().unwrap();
    let result = simulation.step_with(&mut |site: &Site, simulation: &mut Simulation| {
        if site.is_before(phase) {
            leak(&mut simulation.economy);
        }
        Ok::<(), Infallible>(())
    });
    let Err(Stopped::Imbalance(imbalance)) = result else {
        panic!("the leak was not noticed");
    };
    assert_eq!(imbalance.period, 2);
    println!("{imbalance}");
    Some(imbalance.identity)
}

#[test]
fn leaks_are_named() {
    if data::folder().is_none() {
        return;
    }
    let leaks: [(&str, &str, Leak); 11] = [
        ("A1", "record", |e| e.firms.inventory_change[3] += 1e-3),
        ("A2", "record", |e| e.aggregate.consumption += 1.0),
        ("A9", "record", |e| e.households.consumption[3] += 1.0),
        ("A3", "record", |e| {
            e.aggregate.consumption_deflator *= 1.001
        }),
        ("A5", "record", |e| e.firms.loans[3] += 1.0),
        ("A5", "expectations", |e| {
            e.households.deposits[3] = f64::NAN
        }),
        ("A6", "record", |e| e.central_bank.equity += 1.0),
        ("A6", "bank_reserves", |e| e.households.deposits[3] += 1.0),
        ("A6", "firm_profits", |e| e.firms.wage[3] += 1.0),
        ("A7", "record", |e| e.government.deficit += 1.0),
        ("A12", "record", |e| {
            e.households.employer[0] = engine::tables::Employer::NONE
        }),
    ];
    for (identity, phase, leak) in leaks {
        assert_eq!(noticed(phase, leak), Some(identity), "leak before {phase}");
    }
}
