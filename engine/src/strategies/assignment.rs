//! Which firms follow which strategy at the start.
//!
//! Every firm has a random key that depends on seed, run and row only. Its position is its rank by key
//! among the firms of its cell, which differ in nothing that a strategy asks for. The strategies for
//! a cell share out the positions in their order, so that each has its share of every cell: no
//! strategy gets what others have left, a larger share of the first one keeps the firms of a smaller
//! one, and no other draw of the run changes.

use rand::Rng;
use rayon::prelude::*;

use super::cells::Cells;
use super::{Strategies, Strategy, Unsuitable};
use crate::random::{self, Draws, ROWS_PER_STREAM};
use crate::tables::Firms;

/// What sums of shares may differ from 1 by, because of rounding.
const ROUNDING: f64 = 1e-9;

/// Gives every firm its strategy, 0 for the model's own rules, and says which it could have had.
///
/// Of `n` firms of a cell a strategy with share `s` gets `s n`, rounded down or up, or one off where
/// others come first. Which it is is drawn, so that small cells add up to the share of them all.
pub(super) fn assign(
    strategies: &Strategies,
    firms: &mut Firms,
    draws: Draws,
) -> Result<Cells, Unsuitable> {
    let cells = Cells::new(&strategies.list, firms);
    let count = firms.employees.len();
    let keys = keys(count, draws);
    let first = random::uniform(&mut draws.stream(0, "strategy_rounding", 0));
    let mut members = cells.members();
    members
        .par_iter_mut()
        .for_each(|(_, firms)| firms.sort_unstable_by_key(|&firm| (keys[firm as usize], firm)));
    let mut assigned = vec![0_u16; count];
    for (cell, (open, firms)) in members.into_iter().enumerate() {
        let bounds = bounds(&strategies.list, open, firms.len())?;
        let offset = random::spread(first, cell);
        for (rank, firm) in firms.into_iter().enumerate() {
            let position = rank as f64 + offset;
            let taker = bounds.iter().find(|(_, bound)| position < *bound);
            assigned[firm as usize] = taker.map_or(0, |(code, _)| *code);
        }
    }
    firms.strategy = assigned;
    Ok(cells)
}

/// Codes of the strategies that are `open` to the `count` firms of a cell, each with the position at
/// which its share ends.
fn bounds(list: &[Strategy], open: &[bool], count: usize) -> Result<Vec<(u16, f64)>, Unsuitable> {
    let mut sum = 0.0;
    let mut bounds = Vec::new();
    for (place, strategy) in list.iter().enumerate().filter(|(place, _)| open[*place]) {
        sum += strategy.share;
        if sum > 1.0 + ROUNDING {
            return Err(Unsuitable::Overlap {
                strategy: strategy.name.clone(),
                sum,
            });
        }
        let all = sum > 1.0 - ROUNDING;
        let bound = if all {
            f64::INFINITY
        } else {
            sum * count as f64
        };
        bounds.push((place as u16 + 1, bound));
    }
    Ok(bounds)
}

fn keys(count: usize, draws: Draws) -> Vec<u64> {
    let mut keys = vec![0; count];
    keys.par_chunks_mut(ROWS_PER_STREAM)
        .enumerate()
        .for_each(|(block, keys)| {
            let mut stream = draws.stream(0, "strategies", block as u64);
            keys.fill_with(|| stream.next_u64());
        });
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firms(count: usize) -> Firms {
        Firms {
            output: vec![1.0; count],
            industry: (0..count).map(|firm| (firm % 4) as u16).collect(),
            region: (0..count).map(|firm| (firm % 3) as u8).collect(),
            employees: (0..count).map(|firm| (firm % 10) as u32 + 1).collect(),
            ..Firms::default()
        }
    }

    fn strategy(share: f64) -> Strategy {
        Strategy {
            name: format!("share {share}"),
            share,
            ..Strategy::default()
        }
    }

    fn assigned(list: Vec<Strategy>, count: usize, seed: u64) -> Result<Vec<u16>, Unsuitable> {
        let mut firms = firms(count);
        let strategies = Strategies {
            list,
            switching: None,
        };
        assign(&strategies, &mut firms, Draws::new(seed, 0)).map(|_| firms.strategy)
    }

    fn followers(assigned: &[u16], code: u16) -> Vec<usize> {
        (0..assigned.len())
            .filter(|&firm| assigned[firm] == code)
            .collect()
    }

    #[test]
    fn shares_are_of_the_firms_that_a_strategy_is_for() {
        let list = vec![
            Strategy {
                industries: Some([1, 3].into()),
                regions: Some([0].into()),
                min_employees: 2,
                max_employees: 6,
                ..strategy(0.5)
            },
            strategy(0.25),
        ];
        let assigned = assigned(list, 12_000, 1).unwrap();
        let first = followers(&assigned, 1);
        // A half of the industries, a third of the regions, 2, 4 and 6 employees of 10 sizes.
        assert_eq!(first.len(), 600);
        assert!(first.iter().all(|firm| firm % 2 == 1 && firm % 3 == 0));
        assert!(first.iter().all(|firm| (1..=5).contains(&(firm % 10))));
        assert_eq!(followers(&assigned, 2).len(), 3000);
    }

    #[test]
    fn overlapping_audiences_leave_each_its_share_of_every_industry() {
        // The third has as much of what the others are for as of the rest.
        let list = vec![
            Strategy {
                industries: Some([0].into()),
                ..strategy(0.6)
            },
            Strategy {
                regions: Some([1].into()),
                ..strategy(0.1)
            },
            strategy(0.3),
        ];
        for seed in 1..=5 {
            let assigned = assigned(list.clone(), 12_000, seed).unwrap();
            let count = |code, holds: &dyn Fn(usize) -> bool| {
                let followers = followers(&assigned, code);
                followers.into_iter().filter(|firm| holds(*firm)).count()
            };
            for industry in 0..4 {
                let here = |firm: usize| firm % 4 == industry;
                let in_second = |firm: usize| here(firm) && firm % 3 == 1;
                let first = if industry == 0 { 1800 } else { 0 };
                assert!(count(1, &here).abs_diff(first) <= 1);
                assert!(count(2, &in_second).abs_diff(100) <= 1);
                assert_eq!(count(2, &here), count(2, &in_second));
                assert!(count(3, &here).abs_diff(900) <= 2);
                assert!(count(3, &in_second).abs_diff(300) <= 1);
            }
        }
    }

    #[test]
    fn shares_of_small_cells_are_within_one_firm_and_add_up_in_the_mean() {
        // 7 firms in each of 4 industries: 2.1 of each.
        let mut total = 0;
        for seed in 0..100 {
            let assigned = assigned(vec![strategy(0.3), strategy(0.2)], 28, seed).unwrap();
            for industry in 0..4 {
                let of = |code| {
                    let followers = followers(&assigned, code);
                    followers
                        .iter()
                        .filter(|firm| **firm % 4 == industry)
                        .count()
                };
                assert!((2..=3).contains(&of(1)), "{}", of(1));
                assert!((1..=2).contains(&of(2)), "{}", of(2));
                total += of(1);
            }
        }
        assert!((835..=845).contains(&total), "{total}");
    }

    #[test]
    fn the_draw_depends_on_the_seed_and_larger_shares_keep_smaller_ones() {
        let of =
            |share, seed| followers(&assigned(vec![strategy(share)], 12_000, seed).unwrap(), 1);
        let small = of(0.3, 1);
        assert_eq!(small, of(0.3, 1));
        assert_ne!(small, of(0.3, 2));
        let large = of(0.4, 1);
        assert!(small.iter().all(|firm| large.contains(firm)));
    }

    #[test]
    fn shares_of_one_leave_no_firm_and_more_are_refused() {
        let thirds = assigned(vec![strategy(1.0 / 3.0); 3], 12_000, 1).unwrap();
        assert_eq!(followers(&thirds, 0).len(), 0);
        // Cells of one or two firms, which do not divide by 3 or 10, are no conflict either.
        for list in [vec![strategy(1.0 / 3.0); 3], vec![strategy(0.1); 10]] {
            for seed in 0..20 {
                let assigned = assigned(list.clone(), 5, seed).unwrap();
                assert_eq!(followers(&assigned, 0).len(), 0);
            }
        }
        assert_eq!(
            assigned(vec![strategy(0.75), strategy(0.5)], 12_000, 1),
            Err(Unsuitable::Overlap {
                strategy: "share 0.5".into(),
                sum: 1.25,
            })
        );
    }
}
