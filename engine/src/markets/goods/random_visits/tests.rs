//! Random visits have the chances of their moment.

use super::*;
use crate::random::Draws;

fn visits_to(open: &[u32], price: &[f64], size: &[f64], frozen: bool) -> RandomVisits {
    let weights = Weights {
        price: price.iter().map(|p| libm::exp(-2.0 * p)).collect(),
        size: size.to_vec(),
    };
    let stream = Draws::new(3, 0).stream(1, "test", 0);
    RandomVisits::new(Memory::default(), open, &weights, 0.5, frozen, stream)
}

fn visits(frozen: bool) -> RandomVisits {
    let (price, size) = ([1.0, 1.5, 9.0, 0.5], [1.0, 6.0, 9.0, 3.0]);
    visits_to(&[0, 1, 3], &price, &size, frozen)
}

/// Shares of many visits; `lost` sells out when all sellers were chosen but none was visited.
fn shares_without(lost: Option<usize>, visits: &mut RandomVisits) -> [f64; 4] {
    let mut chosen = vec![0; 200_000];
    visits.choose(&mut chosen);
    if let Some(lost) = lost {
        visits.sold_out(lost);
    }
    let mut shares = [0.0; 4];
    for seller in chosen {
        let gone = lost == Some(seller as usize);
        let visited = if gone {
            visits.instead()
        } else {
            seller as usize
        };
        shares[visited] += 1.0 / 200_000.0;
    }
    shares
}

fn shares(visits: &mut RandomVisits) -> [f64; 4] {
    shares_without(None, visits)
}

fn assert_shares(found: [f64; 4], expected: [f64; 4]) {
    for (found, expected) in found.iter().zip(expected) {
        // Four standard deviations of a share of 1/2 over 200 000 draws.
        assert!((found - expected).abs() < 0.0045, "{found} {expected}");
    }
}

#[test]
fn chances_are_half_by_price_and_half_by_size() {
    let weight = |p: f64| libm::exp(-2.0 * p);
    let total = weight(1.0) + weight(1.5) + weight(0.5);
    let chance = |p: f64, size: f64| 0.5 * (weight(p) / total + size / 10.0);
    let expected = [chance(1.0, 1.0), chance(1.5, 6.0), 0.0, chance(0.5, 3.0)];
    assert_shares(shares(&mut visits(false)), expected);
    assert_shares(shares(&mut visits(true)), expected);
}

#[test]
fn chances_are_renormalised_over_the_sellers_left() {
    let weight = |p: f64| libm::exp(-2.0 * p);
    let total = weight(1.0) + weight(1.5);
    let first = 0.5 * (weight(1.0) / total + 1.0 / 7.0);
    let expected = [first, 1.0 - first, 0.0, 0.0];
    let mut visits = visits(false);
    assert_shares(shares_without(Some(3), &mut visits), expected);
    // The table is built anew.
    assert_shares(shares(&mut visits), expected);
}

#[test]
fn frozen_chances_keep_their_initial_proportions() {
    let weight = |p: f64| libm::exp(-2.0 * p);
    let total = weight(1.0) + weight(1.5) + weight(0.5);
    let (a, b) = (weight(1.0) / total + 0.1, weight(1.5) / total + 0.6);
    let expected = [a / (a + b), b / (a + b), 0.0, 0.0];
    let mut visits = visits(true);
    assert_shares(shares_without(Some(3), &mut visits), expected);
    assert_shares(shares(&mut visits), expected);
}

#[test]
fn prices_too_high_among_those_left_leave_sizes() {
    let expected = [0.0, 0.25, 0.75, 0.0];
    // The one that sells out has all the weight by price; in the end none to speak of by size.
    for size in [1.0, 1e-30] {
        let mut visits = visits_to(&[0, 1, 2], &[1.0, 1e6, 1e6], &[size, 1.0, 3.0], false);
        assert_shares(shares_without(Some(0), &mut visits), expected);
        assert_shares(shares(&mut visits), expected);
    }
}

#[test]
fn prices_too_high_to_weigh_leave_sizes() {
    // The second has a weight, but one that no chance can be computed from.
    for price in [1e6, 370.0] {
        let mut visits = visits_to(&[0, 1], &[price, price], &[1.0, 3.0], false);
        assert_shares(shares(&mut visits), [0.25, 0.75, 0.0, 0.0]);
    }
}

#[test]
fn a_price_that_hardly_weighs_against_the_one_gone_is_drawn_in_its_turn() {
    // By price, the two left have chances of about 1e-16 in the table.
    let weight = |p: f64| libm::exp(-2.0 * p);
    let total = weight(20.0) + weight(20.5);
    let first = 0.5 * (weight(20.0) / total + 0.25);
    let expected = [0.0, first, 1.0 - first, 0.0];
    let mut visits = visits_to(&[0, 1, 2], &[1.0, 20.0, 20.5], &[4.0, 1.0, 3.0], false);
    assert_shares(shares_without(Some(0), &mut visits), expected);
    assert_shares(shares(&mut visits), expected);
}
