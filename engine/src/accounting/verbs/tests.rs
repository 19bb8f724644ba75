//! Verbs by hand, at every site, and at random through whole runs.

use std::convert::Infallible;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::*;
use crate::accounting::audit;
use crate::calibration::tests::uk_model;
use crate::parameters::Model;
use crate::simulation::Simulation;

/// Three firms, three households, and books that balance.
fn small() -> Economy {
    let mut economy = Economy::default();
    economy.aggregate.period = 1;
    let firms = &mut economy.firms;
    firms.industry = vec![0, 1, 1];
    firms.employees = vec![1, 3, 4];
    firms.deposits = vec![10.0, 30.0, -5.0];
    firms.loans = vec![20.0, 0.0, 60.0];
    firms.equity = vec![1.0; 3];
    firms.capital = vec![100.0, 50.0, 10.0];
    firms.materials = vec![4.0; 3];
    firms.inventories = vec![0.0, 2.0, 6.0];
    firms.price = vec![1.0, 1.0, 3.0];
    economy.households.deposits = vec![6.0, 2.0, -1.0];
    economy.aggregate.product_price = vec![1.0, 2.0];
    economy.aggregate.capital_price = 1.5;
    economy.bank.equity = 8.0;
    // 35 + 7 + 8 - 80.
    economy.bank.reserves = -30.0;
    economy.central_bank.equity = 5.0;
    economy.foreign.position = 25.0;
    economy.accounts.national.nominal_gdp = 100.0;
    economy
}

#[test]
fn what_the_books_cannot_hold_is_refused() {
    let mut economy = small();
    let before = economy.clone();
    let households = Party::Households(&[0, 2]);
    let refused = transfer(&mut economy, Party::Government, households, 1e300);
    let (amount, most) = (1e300, 1e5);
    assert_eq!(refused, Err(Refusal::Boundless { amount, most }));
    assert_eq!(economy, before);
    transfer(&mut economy, Party::Government, households, 1e5).unwrap();
}

#[test]
fn worked_by_hand() {
    let mut economy = small();
    transfer(
        &mut economy,
        Party::Government,
        Party::Households(&[0, 2]),
        4.0,
    )
    .unwrap();
    assert_eq!(economy.households.deposits, [8.0, 2.0, 1.0]);
    assert_eq!(economy.bank.reserves, -26.0);
    let government = &economy.government;
    assert_eq!((government.debt, government.capital_transfers), (4.0, 4.0));

    let mut economy = small();
    transfer(&mut economy, Party::Firms(&[0, 1, 2]), Party::Bank, 4.0).unwrap();
    assert_eq!(economy.firms.deposits, [9.0, 27.0, -5.0]);
    assert_eq!(economy.firms.equity, [0.0, -2.0, 1.0]);
    assert_eq!((economy.bank.equity, economy.bank.reserves), (12.0, -30.0));

    let mut economy = small();
    inject(&mut economy, Party::Firms(&[0, 1]), 8.0).unwrap();
    assert_eq!(economy.firms.deposits, [12.0, 36.0, -5.0]);

    let mut economy = small();
    write_off_loans(&mut economy, &[0, 1, 2], 8.0).unwrap();
    assert_eq!(economy.firms.loans, [18.0, 0.0, 54.0]);
    assert_eq!(economy.firms.equity, [3.0, 1.0, 7.0]);
    assert_eq!(economy.bank.equity, 0.0);

    let mut economy = small();
    assert_eq!(write_off_bank_equity(&mut economy, 0.5), Ok(4.0));
    assert_eq!(economy.firms.loans, [19.0, 0.0, 57.0]);
    assert_eq!(economy.bank.equity, 4.0);
}

#[test]
fn destroyed_goods_lower_their_owners_equity() {
    let shares = InputShares::from_rows(&[vec![0.5, 0.0], vec![0.5, 1.0]]).unwrap();
    let mut economy = small();
    let mut lose = |goods, share| destroy(&mut economy, &shares, &[0, 2], goods, share).unwrap();
    assert_eq!(lose(Goods::Capital, 0.1), 11.0);
    assert_eq!(lose(Goods::Materials, 0.5), 4.0);
    assert_eq!(lose(Goods::Inventories, 1.0), 6.0);
    let firms = &economy.firms;
    assert_eq!(firms.capital, [90.0, 50.0, 9.0]);
    assert_eq!(firms.materials, [2.0, 4.0, 2.0]);
    assert_eq!(firms.inventories, [0.0, 2.0, 0.0]);
    // Firm 0: 10 * 1.5 + 2 * 1.5; firm 2: 1 * 1.5 + 2 * 2 + 6 * 3.
    assert_eq!(firms.equity, [-17.0, 1.0, -22.5]);
}

#[test]
fn refusals_leave_everything_as_it_was() {
    let shares = InputShares::from_rows(&[vec![1.0, 1.0], vec![0.0, 0.0]]).unwrap();
    let government = Party::Government;
    let mut economy = small();
    let e = &mut economy;
    let refusals = [
        transfer(e, government, Party::Bank, -1.0),
        transfer(e, government, Party::Bank, f64::NAN),
        transfer(e, Party::Foreign, government, f64::INFINITY),
        transfer(e, government, Party::Households(&[]), 1.0),
        transfer(e, government, Party::Firms(&[1, 1]), 1.0),
        transfer(e, government, Party::Firms(&[1, 3]), 1.0),
        transfer(e, Party::Bank, Party::Bank, 1.0),
        transfer(e, Party::Bank, government, 9.0),
        transfer(e, Party::Households(&[1, 2]), government, 2.5),
        transfer(e, Party::Firms(&[2]), government, 1.0),
        inject(e, Party::Foreign, 1.0),
        write_off_loans(e, &[], 1.0),
        write_off_loans(e, &[1, 2], 61.0),
        write_off_bank_equity(e, 11.0),
        destroy(e, &shares, &[0], Goods::Capital, 1.5),
        destroy(e, &shares, &[], Goods::Capital, 0.5),
    ];
    let words: Vec<String> = refusals
        .into_iter()
        .map(|result| result.unwrap_err().to_string())
        .collect();
    assert_eq!(
        words,
        [
            "an amount must be a number of at least 0, not -1",
            "an amount must be a number of at least 0, not NaN",
            "an amount must be a number of at least 0, not inf",
            "no households are chosen",
            "firms are rows from 0 to 2, ascending, each once",
            "firms are rows from 0 to 2, ascending, each once",
            "the bank cannot pay to itself",
            "9.000000 million are more than the equity of the bank, 8.000000 million",
            "2.500000 million are more than the deposits of households, 2.000000 million",
            "1.000000 million are more than the deposits of firms, 0.000000 million",
            "capital is injected into the bank or firms, not into the rest of the world; use a transfer",
            "no firms are chosen",
            "61.000000 million are more than the loans of firms, 60.000000 million",
            "88.000000 million are more than the loans of firms, 80.000000 million",
            "a share must be from 0 to 1, not 1.5",
            "no firms are chosen",
        ]
    );
    assert!(economy == small());
    economy.bank.equity = -2.0;
    assert_eq!(
        write_off_bank_equity(&mut economy, 0.1),
        Err(Refusal::NoEquity(-2.0))
    );
}

#[test]
fn late_sites_are_refused() {
    let allowed = |holds: &dyn Fn(&Site) -> bool| Site::all().filter(|site| holds(site)).last();
    let money = allowed(&|site| may_change_at(site).is_ok()).unwrap();
    assert_eq!(money.name(), "after_goods_market");
    let capital = allowed(&|site| Goods::Capital.may_change_at(site).is_ok()).unwrap();
    assert_eq!(capital.name(), "before_production");
    let words = may_change_at(&Site::PeriodEnd).unwrap_err().to_string();
    assert_eq!(
        words,
        "this stock cannot change at period_end, where the quarter has used it; the last site is after_goods_market"
    );
}

/// One change of a stock: which verb, whom it concerns, how much.
#[derive(Clone, Copy, Debug)]
struct Act {
    verb: usize,
    parties: (usize, usize),
    first: u32,
    every: u32,
    share: f64,
}

fn acts() -> impl Strategy<Value = Act> {
    (
        0..6_usize,
        (0..6_usize, 0..6_usize),
        0..50_u32,
        1..90_u32,
        0.0..0.6,
    )
        .prop_map(|(verb, parties, first, every, share)| Act {
            verb,
            parties,
            first,
            every,
            share,
        })
}

impl Act {
    fn rows(self, count: usize) -> Vec<u32> {
        (self.first..count as u32)
            .step_by(self.every as usize)
            .collect()
    }

    /// Does it, if it is allowed at `site`; whether it was.
    fn take_place(self, simulation: &mut Simulation, site: &Site) -> bool {
        let economy = &mut simulation.economy;
        let firms = self.rows(economy.firms.loans.len());
        let households = self.rows(economy.households.deposits.len());
        let party = |number| match number {
            0 => Party::Government,
            1 => Party::CentralBank,
            2 => Party::Bank,
            3 => Party::Foreign,
            4 => Party::Households(&households),
            _ => Party::Firms(&firms),
        };
        let shares = &simulation.parameters.input_shares;
        let lose = |economy: &mut Economy, goods: Goods| {
            goods
                .may_change_at(site)
                .and_then(|()| destroy(economy, shares, &firms, goods, self.share))
        };
        if may_change_at(site).is_err() {
            return false;
        }
        match self.verb {
            0 => {
                let (from, to) = (party(self.parties.0), party(self.parties.1));
                let amount =
                    self.share * means(economy, from).min(economy.accounts.national.nominal_gdp);
                transfer(economy, from, to, amount).is_ok()
            }
            1 => {
                let amount = self.share * 0.1 * economy.accounts.national.nominal_gdp;
                inject(economy, party(self.parties.1), amount).is_ok()
            }
            2 => {
                let amount = self.share * sum_of(&economy.firms.loans, &firms);
                write_off_loans(economy, &firms, amount).is_ok()
            }
            3 => write_off_bank_equity(economy, self.share).is_ok(),
            4 => lose(economy, Goods::Inventories).is_ok(),
            _ => lose(
                economy,
                [Goods::Capital, Goods::Materials][self.parties.0 % 2],
            )
            .is_ok(),
        }
    }
}

/// A quarter with `act` at the site in `place`; whether the act took place.
fn quarter(simulation: &mut Simulation, act: Act, place: usize) -> bool {
    let chosen = Site::all().nth(place).unwrap();
    let mut done = false;
    let mut hook = |site: &Site, simulation: &mut Simulation| {
        if *site == chosen {
            done = act.take_place(simulation, site);
            audit::balances(&simulation.economy).unwrap();
        }
        Ok::<(), Infallible>(())
    };
    let debt_before = simulation.economy.government.debt;
    simulation.step_with(&mut hook).unwrap();
    // The series alone tell why debt changes.
    let record = simulation.record();
    let told = record.government_deficit + record.capital_transfers;
    assert!((record.government_debt - debt_before - told).abs() < 1e-9 * debt_before);
    done
}

#[test]
fn every_verb_at_every_allowed_site_keeps_the_books() {
    let model = uk_model(1.0 / 20_000.0);
    let sites = Site::all()
        .filter(|site| may_change_at(site).is_ok())
        .count();
    for verb in 0..6 {
        let mut simulation = Simulation::new(model.clone(), 5, 0).unwrap();
        for place in 0..sites {
            let act = Act {
                verb,
                parties: (place % 6, (place + verb + 2) % 6),
                first: place as u32 % 7,
                every: 3,
                share: 0.02,
            };
            quarter(&mut simulation, act, place);
        }
    }
}

/// A whole run with a random verb at a random site every quarter passes the audit.
#[test]
fn random_verbs_keep_the_books_through_whole_runs() {
    let model: Arc<Model> = uk_model(1.0 / 20_000.0);
    let sites = Site::all()
        .filter(|site| may_change_at(site).is_ok())
        .count();
    let runs = (0..9_u64, prop::collection::vec((acts(), 0..sites), 12));
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let config = Config {
        cases: 16,
        failure_persistence: None,
        ..Config::default()
    };
    let done = std::cell::Cell::new(0);
    TestRunner::new_with_rng(config, rng)
        .run(&runs, |(seed, acts)| {
            let mut simulation = Simulation::new(model.clone(), seed, 0).unwrap();
            for (act, place) in acts {
                done.set(done.get() + u32::from(quarter(&mut simulation, act, place)));
            }
            Ok(())
        })
        .unwrap();
    assert!(done.get() > 80, "only {} verbs took place", done.get());
}
