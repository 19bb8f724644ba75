//! The rationing pass: buyers visit sellers, one visit per buyer and round, until demand or supply ends.

use super::visits::Visits;

/// What buyers' demand is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Goods.
    Real,
    /// Money, turned into goods at the seller's price.
    Money,
}

/// Matches `buyers` with sellers; `wanted` (by buyer) and `available` (by seller) are used up.
///
/// Source: SPEC 2.6. In each round every buyer visits one seller. If the seller has more than is
/// wanted the buyer is served; otherwise the buyer takes what is there, the seller is sold out,
/// and the buyer waits for the next round. `trade(buyer, seller, quantity)` is told of every
/// purchase. At the end `buyers` holds those not fully served, in the order of the last round.
pub fn pass(
    unit: Unit,
    buyers: &mut Vec<u32>,
    wanted: &mut [f64],
    price: &[f64],
    available: &mut [f64],
    visits: &mut impl Visits,
    mut trade: impl FnMut(u32, usize, f64),
) {
    while !buyers.is_empty() && visits.any_left() {
        visits.order(buyers);
        let mut waiting = 0;
        let mut position = 0;
        while position < buyers.len() && visits.any_left() {
            let buyer = buyers[position];
            position += 1;
            let seller = visits.visit();
            let demand = wanted[buyer as usize];
            let quantity = match unit {
                Unit::Real => demand,
                Unit::Money => demand / price[seller],
            };
            if available[seller] > quantity {
                available[seller] -= quantity;
                wanted[buyer as usize] = 0.0;
                trade(buyer, seller, quantity);
            } else {
                let rest = std::mem::take(&mut available[seller]);
                visits.sold_out(seller);
                trade(buyer, seller, rest);
                let left = match unit {
                    Unit::Real => demand - rest,
                    Unit::Money => demand - rest * price[seller],
                };
                wanted[buyer as usize] = left;
                if left > 0.0 {
                    buyers[waiting] = buyer;
                    waiting += 1;
                }
            }
        }
        buyers.copy_within(position.., waiting);
        buyers.truncate(waiting + buyers.len() - position);
    }
}

#[cfg(test)]
mod tests {
    use super::super::visits::{FirstListed, RandomVisits};
    use super::*;
    use crate::random::Draws;
    use proptest::prelude::*;

    #[test]
    fn the_first_seller_serves_until_sold_out() {
        let (mut wanted, mut available) = (vec![4.0, 4.0, 4.0], vec![6.0, 5.0]);
        let mut buyers = vec![0, 1, 2];
        let mut trades = Vec::new();
        let mut visits = FirstListed::new(vec![0, 1]);
        pass(
            Unit::Real,
            &mut buyers,
            &mut wanted,
            &[1.0, 2.0],
            &mut available,
            &mut visits,
            |b, s, q| {
                trades.push((b, s, q));
            },
        );
        // Buyer 1 takes the last 2 of seller 0 and waits; buyer 2 gets 4 from seller 1; then buyer 1 gets its last 1.
        assert_eq!(trades, [(0, 0, 4.0), (1, 0, 2.0), (2, 1, 4.0), (1, 1, 1.0)]);
        assert_eq!(
            (wanted, available, buyers),
            (vec![0.0, 1.0, 0.0], vec![0.0, 0.0], vec![1])
        );
    }

    #[test]
    fn money_buys_at_the_price_of_the_seller() {
        let (mut wanted, mut available) = (vec![10.0], vec![3.0, 9.0]);
        let mut buyers = vec![0];
        let mut bought = Vec::new();
        let mut visits = FirstListed::new(vec![0, 1]);
        pass(
            Unit::Money,
            &mut buyers,
            &mut wanted,
            &[2.0, 1.0],
            &mut available,
            &mut visits,
            |_, s, q| {
                bought.push((s, q));
            },
        );
        // 3 goods for 6, then 4 for the other 4.
        assert_eq!(bought, [(0, 3.0), (1, 4.0)]);
        assert_eq!((available, buyers), (vec![0.0, 5.0], vec![]));
    }

    #[test]
    fn supply_that_equals_demand_is_sold_out_without_anyone_waiting() {
        let (mut wanted, mut available) = (vec![2.0, 3.0], vec![5.0]);
        let mut buyers = vec![0, 1];
        let mut visits = FirstListed::new(vec![0]);
        pass(
            Unit::Real,
            &mut buyers,
            &mut wanted,
            &[1.0],
            &mut available,
            &mut visits,
            |_, _, _| {},
        );
        assert_eq!(
            (wanted, available, buyers),
            (vec![0.0, 0.0], vec![0.0], vec![])
        );
    }

    proptest! {
        #[test]
        fn goods_are_conserved_and_nobody_gets_more_than_wanted(
            demand in prop::collection::vec(0.01_f64..20.0, 1..40),
            supply in prop::collection::vec(0.01_f64..40.0, 1..12),
            prices in prop::collection::vec(0.2_f64..3.0, 12),
            money in any::<bool>(),
            frozen in any::<bool>(),
            seed in any::<u64>(),
        ) {
            let unit = if money { Unit::Money } else { Unit::Real };
            let prices = &prices[..supply.len()];
            let run = || {
                let (mut wanted, mut available) = (demand.clone(), supply.clone());
                let mut buyers: Vec<u32> = (0..demand.len() as u32).collect();
                let mut spent = vec![0.0; demand.len()];
                let mut sold = vec![0.0; supply.len()];
                let sellers: Vec<u32> = (0..supply.len() as u32).collect();
                let stream = Draws::new(seed, 0).stream(1, "test", 0);
                let mut visits = RandomVisits::new(sellers, prices, &supply, 2.0, 0.5, frozen, stream);
                pass(unit, &mut buyers, &mut wanted, prices, &mut available, &mut visits, |b, s, q| {
                    spent[b as usize] += if money { q * prices[s] } else { q };
                    sold[s] += q;
                });
                (wanted, available, buyers, spent, sold)
            };
            let (wanted, available, buyers, spent, sold) = run();
            prop_assert_eq!(&run(), &(wanted.clone(), available.clone(), buyers.clone(), spent.clone(), sold.clone()));
            for b in 0..demand.len() {
                prop_assert!((spent[b] + wanted[b] - demand[b]).abs() < 1e-9);
                prop_assert!(wanted[b] >= -1e-9 && spent[b] <= demand[b] + 1e-9);
                prop_assert_eq!(buyers.contains(&(b as u32)), wanted[b] > 0.0);
            }
            for s in 0..supply.len() {
                prop_assert!(available[s] >= 0.0);
                prop_assert!((sold[s] + available[s] - supply[s]).abs() < 1e-9);
            }
            prop_assert!(buyers.is_empty() || available.iter().all(|&a| a == 0.0));
        }
    }
}
