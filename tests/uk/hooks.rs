//! Hooks: called at every site in order, may pull, give and fail; what has no meaning stops the run.

use std::convert::Infallible;
use std::sync::Arc;

use engine::levers::{Rule, Size};
use engine::simulation::{Hooks, Simulation, Site, Stopped};

use super::{pull, step_looking};

const SCALE: f64 = 1.0 / 5000.0;

/// Remembers where it was called.
#[derive(Default)]
struct Diary {
    sites: Vec<(u32, String)>,
    fails_at: Option<Site>,
}

impl Hooks for Diary {
    type Error = &'static str;

    fn at(&mut self, site: &Site, simulation: &mut Simulation) -> Result<(), &'static str> {
        let period = simulation.economy.aggregate.period;
        self.sites.push((period, site.name()));
        if self.fails_at.as_ref() == Some(site) {
            return Err("enough");
        }
        Ok(())
    }
}

#[test]
fn hooks_are_called_at_every_site_in_order() {
    let mut simulation = super::run(&super::model(SCALE), 1, 0);
    let mut diary = Diary::default();
    simulation.step_with(&mut diary).unwrap();
    let names: Vec<String> = diary.sites.iter().map(|(_, name)| name.clone()).collect();
    assert_eq!(names, Site::names());
    assert_eq!(diary.sites[0].0, 1);
    assert_eq!(diary.sites[names.len() - 1].0, 2);

    diary = Diary {
        fails_at: Site::find("after_pricing"),
        ..Diary::default()
    };
    let stopped = simulation.step_with(&mut diary);
    assert_eq!(stopped, Err(Stopped::Hook("enough")));
    assert_eq!(diary.sites.last().unwrap().1, "after_pricing");
}

#[test]
fn hooks_that_do_nothing_change_no_bit() {
    let mut plain = super::run(&super::model(SCALE), 1, 0);
    let mut watched = plain.clone();
    for _ in 0..3 {
        plain.step().unwrap();
        watched.step_with(&mut Diary::default()).unwrap();
        assert!(plain.economy == watched.economy);
    }
}

#[test]
fn a_hook_may_pull_and_give_for_the_quarter_it_is_in() {
    let mut simulation = super::run(&super::model(SCALE), 1, 0);
    let own = simulation.parameters.scalars.tax_income;
    let mut rates = Vec::new();
    simulation
        .step_with(&mut |site: &Site, simulation: &mut Simulation| {
            if *site == Site::PeriodStart {
                simulation.pull(&[pull("tax_income", Size::Pp, 2.0)]);
                simulation.give(Rule::ExpectedInflation, 0.01);
            }
            if site.is_before("pricing") {
                assert_eq!(simulation.economy.aggregate.expected_inflation, 0.01);
                // The wedge lies on the parameters as they are now.
                Arc::make_mut(&mut simulation.parameters).scalars.tax_income = own + 0.01;
            }
            rates.push(simulation.in_force().scalars.tax_income - own);
            Ok::<(), Infallible>(())
        })
        .unwrap();
    let about = |rate: f64| rates.iter().filter(|r| (*r - rate).abs() < 1e-12).count();
    let pricing = Site::names().iter().position(|n| n == "before_pricing");
    // The rate that the hook set is in force from the phase on; nothing is pulled at the end.
    assert_eq!(Some(about(0.02)), pricing.map(|place| place + 1));
    assert_eq!(about(0.03), rates.len() - about(0.02) - 1);
    assert_eq!(about(0.01), 1);
    assert!(simulation.pulled().is_empty());

    let inflation = |s: &Simulation| s.economy.aggregate.expected_inflation;
    assert_ne!(
        step_looking(&mut simulation, "expectations", inflation),
        0.01
    );
}

#[test]
fn what_leaves_its_range_stops_the_run_and_is_named() {
    let nothing = &mut |_: &Site, _: &mut Simulation| Ok::<(), Infallible>(());
    let fresh = super::run(&super::model(SCALE), 1, 0);
    for (lever, size, value) in [
        ("tax_income", Size::Level, 1.5),
        ("policy_rate", Size::Pp, -300.0),
        ("import_price", Size::Pct, -100.0),
        ("labour_productivity", Size::Pct, -100.0),
        ("export_demand", Size::Pct, -101.0),
    ] {
        let mut simulation = fresh.clone();
        simulation.pull(&[pull(lever, size, value)]);
        match simulation.clone().step_with(nothing) {
            Err(Stopped::OutOfRange(outside)) => {
                assert_eq!((outside.name, outside.period), (lever, 1));
            }
            other => panic!("{lever}: {other:?}"),
        }
        let stopped = simulation.step().unwrap_err();
        assert!(matches!(stopped, Stopped::OutOfRange(about) if about.name == lever));
    }
    let mut simulation = fresh.clone();
    simulation.give(Rule::ImportSupply, f64::NAN);
    let stopped = simulation.step_with(nothing);
    assert!(matches!(stopped, Err(Stopped::OutOfRange(about)) if about.name == "import_supply"));
}
