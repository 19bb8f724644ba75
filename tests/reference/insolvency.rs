//! Refinancing inside a run: it does not occur in the Austrian data, so a case is built.

use std::convert::Infallible;

use engine::parameters::{Profile, Switches};
use engine::simulation::{Simulation, Site};

use super::data;

/// Moves `amount` from the deposits of a firm to those of the banker: the books stay balanced.
fn impoverish(simulation: &mut Simulation, firm: usize, amount: f64) {
    let economy = &mut simulation.economy;
    economy.firms.deposits[firm] -= amount;
    economy.firms.equity[firm] -= amount;
    let banker = economy.households.deposits.len() - 1;
    economy.households.deposits[banker] += amount;
}

#[test]
fn an_insolvent_firm_is_refinanced_at_the_start_of_the_next_quarter() {
    let Some(folder) = data::folder() else { return };
    for switches in [Switches::default(), Switches::of(Profile::MatlabDet)] {
        let mut simulation = data::austria(&folder, switches, 3);
        simulation.step().unwrap();
        for firm in [5, 300] {
            impoverish(&mut simulation, firm, 10_000.0);
        }
        // Overdrawn, but worth more than it owes.
        let solvent = 100;
        let overdraft = simulation.economy.firms.deposits[solvent] + 1.0;
        impoverish(&mut simulation, solvent, overdraft);
        assert!(simulation.economy.firms.equity[solvent] > 0.0);

        let before = simulation.economy.clone();
        let mut after_refinancing = None;
        simulation
            .step_with(&mut |site: &Site, simulation: &mut Simulation| {
                if site.is_before("expectations") {
                    after_refinancing = Some(simulation.economy.clone());
                }
                Ok::<(), Infallible>(())
            })
            .unwrap();
        let after = after_refinancing.unwrap();
        let written_off: f64 = [5, 300]
            .into_iter()
            .map(|i| {
                let kept = 0.5 * before.aggregate.capital_price * before.firms.capital[i];
                assert!((after.firms.loans[i] - kept).abs() < 1e-9 * kept);
                assert_eq!(after.firms.deposits[i], 0.0);
                assert_eq!(after.firms.employees[i], before.firms.employees[i]);
                before.firms.loans[i] - before.firms.deposits[i] - kept
            })
            .sum();
        assert!((before.bank.equity - after.bank.equity - written_off).abs() < 1e-6);
        assert_eq!(
            after.firms.deposits[solvent],
            before.firms.deposits[solvent]
        );
        assert_eq!(simulation.record().refinanced_firms, 2.0);
        simulation.step().unwrap();
        assert_eq!(simulation.record().refinanced_firms, 0.0);
    }
}

/// Write-offs beyond its capital leave the bank without lending room: credit stops, books balance.
#[test]
fn a_bank_that_lost_its_capital_lends_nothing() {
    let Some(folder) = data::folder() else { return };
    let mut simulation = data::austria(&folder, Switches::default(), 3);
    simulation.step().unwrap();
    assert!(simulation.record().new_loans > 0.0);
    impoverish(&mut simulation, 5, 200_000.0);
    simulation.step().unwrap();
    assert!(simulation.record().bank_equity < 0.0);
    assert_eq!(simulation.record().new_loans, 0.0);
}
