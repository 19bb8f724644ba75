//! Two products, four firms and a few users: a goods market small enough to be worked by hand.

use super::*;
use crate::parameters::InputShares;
use crate::random::Draws;

/// Firms 0 and 1 make product 0, firms 2 and 3 product 1.
struct Economy {
    materials: Vec<f64>,
    investment: Vec<f64>,
    consumption: Vec<f64>,
    housing: Vec<f64>,
    foreign: (u32, f64),
    government: (u32, f64),
    sellers: [Sellers; 2],
}

/// What buyers got.
#[derive(Default)]
struct Bought {
    materials: Vec<f64>,
    investment: Vec<f64>,
    materials_spending: Vec<f64>,
    investment_spending: Vec<f64>,
    consumption: Vec<f64>,
    housing: Vec<f64>,
}

fn sellers(price: [f64; 3], supply: [f64; 3], spare_capacity: [f64; 2]) -> Sellers {
    Sellers {
        price: price.to_vec(),
        supply: supply.to_vec(),
        spare_capacity: vec![spare_capacity[0], spare_capacity[1], f64::INFINITY],
    }
}

/// Firms want 6, 3, 9, 7 of product 0, where there are 15, and 6, 3, 15, 19 of product 1.
fn economy() -> Economy {
    Economy {
        materials: vec![8.0, 4.0, 12.0, 24.0],
        investment: vec![4.0, 2.0, 12.0, 2.0],
        consumption: vec![12.0, 6.0, 0.0],
        housing: vec![6.0, 6.0, 0.0],
        foreign: (2, 3.0),
        government: (1, 6.0),
        sellers: [
            sellers([1.0, 2.0, 1.5], [8.0, 4.0, 3.0], [2.0, 3.0]),
            sellers([2.0, 1.0, 1.25], [47.0, 5.0, 4.0], [1.0, 0.0]),
        ],
    }
}

impl Economy {
    fn clear(&self, matching: Matching, seed: u64) -> (Vec<ProductOutcome>, Bought) {
        // Firms 0 and 1 use as much of product 0 as of product 1, firms 2 and 3 a third of it.
        let shares = InputShares::from_rows(&[vec![0.5, 0.25], vec![0.5, 0.75]]).unwrap();
        let total = |column: &[f64], first: usize| column[first] + column[first + 1];
        let budgets = Budgets {
            first_firm: &[0, 2, 4],
            firm_totals: &[0, 2].map(|first| {
                [
                    total(&self.materials, first),
                    total(&self.investment, first),
                ]
            }),
            materials: &self.materials,
            investment: &self.investment,
            input_shares: &shares,
            investment_shares: &[0.5, 0.5],
            consumption: &self.consumption,
            housing: &self.housing,
            household_totals: (self.consumption.iter().sum(), self.housing.iter().sum()),
            consumption_split: &[0.25, 0.75],
            housing_split: &[0.5, 0.5],
            foreign: self.foreign,
            export_split: &[0.5, 0.5],
            government: self.government,
            government_split: &[0.5, 0.5],
        };
        let left_over = |rows: usize| vec![99.0; rows];
        let mut bought = Bought {
            materials: left_over(4),
            investment: left_over(4),
            materials_spending: left_over(4),
            investment_spending: left_over(4),
            consumption: left_over(3),
            housing: left_over(3),
        };
        let outcomes = clear(
            &budgets,
            2,
            |product| self.sellers[product].clone(),
            matching,
            |draws| Draws::new(seed, 0).stream(1, "test", draws as u64),
            Purchases {
                materials: &mut bought.materials,
                investment: &mut bought.investment,
                materials_spending: &mut bought.materials_spending,
                investment_spending: &mut bought.investment_spending,
                consumption: &mut bought.consumption,
                housing: &mut bought.housing,
            },
        );
        (outcomes, bought)
    }

    /// The same without households, foreign consumers and government.
    fn without_users(mut self) -> Self {
        self.consumption.fill(0.0);
        self.housing.fill(0.0);
        (self.foreign, self.government) = ((0, 0.0), (0, 0.0));
        self
    }
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < 1e-12,
            "{found} is not {expected}"
        );
    }
}

fn sorted(unserved: &[(u32, f64)]) -> (Vec<u32>, Vec<f64>) {
    let mut unserved = unserved.to_vec();
    unserved.sort_by_key(|&(buyer, _)| buyer);
    unserved.into_iter().unzip()
}

#[test]
fn firms_worked_by_hand() {
    let (outcomes, bought) = economy().clear(Matching::FirstListed, 0);
    // Product 0: firm 0 buys 6 at 1, firm 1 the last 2 at 1, firm 2 takes 4 at 2, firm 3 takes 3 at 1.5.
    // Missed are 0, 1, 5, 4; wanted for investment were 2, 1, 6, 1: of that come 2, 0, 1, 0, and
    // for materials 4, 2, 3, 6 - 3. Spending 6 is split 4 : 2, and 8 is split 6 : 2.
    let (firms, missed) = sorted(&outcomes[0].unserved_firms);
    assert_eq!(firms, [1, 2, 3]);
    assert_close(&missed, &[1.0, 5.0, 4.0]);
    // Product 1: all is bought from firm 2 at 2: 4 + 2, 2 + 1, 9 + 6, 18 + 1.
    assert!(outcomes[1].unserved_firms.is_empty());
    assert_close(&bought.materials, &[8.0, 4.0, 12.0, 21.0]);
    assert_close(&bought.investment, &[4.0, 1.0, 7.0, 1.0]);
    assert_close(&bought.materials_spending, &[12.0, 6.0, 24.0, 40.5]);
    assert_close(&bought.investment_spending, &[6.0, 2.0, 14.0, 2.0]);
}

#[test]
fn users_worked_by_hand() {
    let (outcomes, bought) = economy().clear(Matching::FirstListed, 0);
    // Product 0 is gone. Of product 1 firm 2 has 4 left at 2, firm 3 has 5 at 1, the importer 4 at 1.25.
    // Household 0 spends 8 of 9 + 3, household 1 spends 5 of 4.5 + 3: housing goes first.
    let (households, missed) = sorted(&outcomes[0].unserved_households);
    assert_eq!(households, [0, 1]);
    assert_close(&missed, &[6.0, 4.5]);
    let (households, missed) = sorted(&outcomes[1].unserved_households);
    assert_eq!(households, [0, 1]);
    assert_close(&missed, &[4.0, 2.5]);
    assert_close(&bought.consumption, &[8.0, 4.5, 0.0]);
    assert_close(&bought.housing, &[0.0, 0.5, 0.0]);
    // 4 + 5 goods, split 12.5 : 0.5.
    let [none, some] = &outcomes[..] else {
        panic!("two products")
    };
    assert_close(
        &[some.real_consumption, some.real_housing],
        &[8.653_846_153_846_153, 0.346_153_846_153_846_15],
    );
    assert_close(&[none.real_consumption, none.real_housing], &[0.0, 0.0]);
    // Foreigners take 1.2 goods each for 1.5, the government the last 1.6 for 2 of its 3.
    assert_close(&[some.exports.0, some.exports.1], &[3.0, 2.4]);
    assert_close(&[some.government.0, some.government.1], &[2.0, 1.6]);
    assert_close(&[none.exports.0, none.exports.1], &[0.0, 0.0]);
    assert_close(&[none.government.0, none.government.1], &[0.0, 0.0]);
}

#[test]
fn missed_demand_worked_by_hand() {
    let (outcomes, _) = economy().clear(Matching::FirstListed, 0);
    // Product 0: firms miss 1, 5, 4: firm 0 could have made 2, firm 1 another 3, the importer the other 5;
    // users miss 6 + 4.5 + 3 + 3 in money, 11 goods of the importer at 1.5.
    assert_close(&outcomes[0].seller_demand, &[10.0, 7.0, 19.0]);
    // Product 1: users miss 4, 2.5 and 1. Household 0 spends 2 with firm 2, household 1 and the
    // government 2 goods and 0.8 with the importer, and household 0 the other 1.6.
    assert_close(&outcomes[1].seller_demand, &[48.0, 5.0, 8.4]);
}

#[test]
fn spare_capacity_without_supply_is_no_seller() {
    let mut economy = economy().without_users();
    // Firm 1 offers nothing but could make 30; the importer offers nothing; firm 0 is at capacity.
    economy.sellers[0] = sellers([1.0, 1.0, 1.0], [8.0, 0.0, 0.0], [0.0, 30.0]);
    let (outcomes, bought) = economy.clear(Matching::FirstListed, 0);
    // Firm 0 gets 6, firm 1 gets 2 of 3 and no investment; firms 2 and 3 get nothing of 9 and 7.
    assert_close(&outcomes[0].seller_demand, &[8.0, 0.0, 0.0]);
    let (firms, missed) = sorted(&outcomes[0].unserved_firms);
    assert_eq!(firms, [1, 2, 3]);
    assert_close(&missed, &[1.0, 9.0, 7.0]);
    assert_close(&bought.materials, &[8.0, 4.0, 9.0, 18.0]);
    assert_close(&bought.investment, &[4.0, 1.0, 6.0, 1.0]);
}

fn random(frozen: bool) -> Matching {
    Matching::Random {
        price_sensitivity: 2.0,
        price_weight: 0.5,
        frozen,
        aggregate: false,
    }
}

#[test]
fn what_is_sold_is_what_is_bought_and_paid_whoever_meets() {
    let economy = economy();
    for (seed, frozen) in (0..200).flat_map(|seed| [(seed, false), (seed, true)]) {
        let (outcomes, bought) = economy.clear(random(frozen), seed);
        let (mut goods, mut value) = (0.0, 0.0);
        for (sellers, outcome) in economy.sellers.iter().zip(&outcomes) {
            for seller in 0..3 {
                let sales = sellers.supply[seller].min(outcome.seller_demand[seller]);
                goods += sales;
                value += sales * sellers.price[seller];
            }
        }
        let total = |column: &[f64]| column.iter().sum::<f64>();
        let paid = total(&bought.materials_spending)
            + total(&bought.investment_spending)
            + total(&bought.consumption)
            + total(&bought.housing)
            + outcomes
                .iter()
                .map(|o| o.exports.0 + o.government.0)
                .sum::<f64>();
        let taken = total(&bought.materials)
            + total(&bought.investment)
            + outcomes
                .iter()
                .map(|o| o.real_consumption + o.real_housing + o.exports.1 + o.government.1)
                .sum::<f64>();
        assert!((value - paid).abs() < 1e-9 && (goods - taken).abs() < 1e-9);
        // Firms come first: they miss 25 - 15 of product 0 and nothing of product 1.
        let missed = sorted(&outcomes[0].unserved_firms).1;
        assert!((total(&missed) - 10.0).abs() < 1e-9);
        assert!(outcomes[1].unserved_firms.is_empty());
        assert!(outcomes[0].exports == (0.0, 0.0) && outcomes[0].government == (0.0, 0.0));
    }
}

#[test]
fn an_importer_with_supply_takes_note_of_all_missed_demand() {
    let economy = economy().without_users();
    for seed in 0..50 {
        let (outcomes, _) = economy.clear(random(false), seed);
        let asked = |product: usize| outcomes[product].seller_demand.iter().sum::<f64>();
        assert!((asked(0) - 25.0).abs() < 1e-9 && (asked(1) - 43.0).abs() < 1e-9);
        // Nobody is asked for more than could be made.
        assert!(outcomes[0].seller_demand[0] <= 10.0 && outcomes[0].seller_demand[1] <= 7.0);
    }
}
