//! Which firms follow which strategy at the start.
//!
//! Every firm has a random key that depends on seed, run and row only. A strategy takes those of its
//! firms with the lowest keys that no earlier strategy has taken: a larger share of the same strategy
//! keeps the firms of a smaller one, and no other draw of the run changes.

use rand::Rng;
use rayon::prelude::*;

use super::{Strategies, Strategy, Unsuitable};
use crate::phases::ROWS_PER_TASK;
use crate::random::Draws;
use crate::tables::Firms;

/// Which firms a strategy is for.
pub(super) struct Audience<'a> {
    strategy: &'a Strategy,
    industries: Option<Vec<bool>>,
    regions: Option<Vec<bool>>,
}

impl<'a> Audience<'a> {
    pub(super) fn of(strategy: &'a Strategy) -> Self {
        let flags = |indices: &mut dyn Iterator<Item = usize>| {
            let mut flags = Vec::new();
            for index in indices {
                flags.resize(flags.len().max(index + 1), false);
                flags[index] = true;
            }
            flags
        };
        Audience {
            strategy,
            industries: strategy
                .industries
                .as_ref()
                .map(|list| flags(&mut list.iter().map(|&index| usize::from(index)))),
            regions: strategy
                .regions
                .as_ref()
                .map(|list| flags(&mut list.iter().map(|&index| usize::from(index)))),
        }
    }

    /// Whether the strategy is for `firm`, as large as it now is.
    pub(super) fn holds(&self, firms: &Firms, firm: usize) -> bool {
        let among = |flags: &Option<Vec<bool>>, index: usize| {
            flags
                .as_ref()
                .is_none_or(|flags| flags.get(index).copied().unwrap_or(false))
        };
        let sizes = self.strategy.min_employees..=self.strategy.max_employees;
        sizes.contains(&firms.employees[firm])
            && among(&self.industries, usize::from(firms.industry[firm]))
            && among(&self.regions, usize::from(firms.region[firm]))
    }
}

/// Gives every firm its strategy; 0 is the model's own rules.
///
/// Shares are of all firms a strategy is for, rounded to the nearest number.
pub(super) fn assign(
    strategies: &Strategies,
    firms: &mut Firms,
    draws: Draws,
) -> Result<(), Unsuitable> {
    let count = firms.output.len();
    let keys = keys(count, draws);
    let mut assigned = vec![0_u16; count];
    for (index, strategy) in strategies.list.iter().enumerate() {
        let audience = Audience::of(strategy);
        let all: Vec<u32> = (0..count as u32)
            .into_par_iter()
            .filter(|&firm| audience.holds(firms, firm as usize))
            .collect();
        let wanted = (strategy.share * all.len() as f64).round() as usize;
        let mut left: Vec<u32> = all
            .into_iter()
            .filter(|&firm| assigned[firm as usize] == 0)
            .collect();
        // Shares that add up to 1 may round to more firms than there are, by half a firm each.
        if wanted > left.len() + index {
            return Err(Unsuitable::Overlap {
                strategy: strategy.name.clone(),
                wanted,
                left: left.len(),
            });
        }
        let taken = wanted.min(left.len());
        if taken < left.len() {
            left.select_nth_unstable_by_key(taken, |&firm| (keys[firm as usize], firm));
        }
        for &firm in &left[..taken] {
            assigned[firm as usize] = index as u16 + 1;
        }
    }
    firms.strategy = assigned;
    Ok(())
}

fn keys(count: usize, draws: Draws) -> Vec<u64> {
    let mut keys = vec![0; count];
    keys.par_chunks_mut(ROWS_PER_TASK)
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

    fn assigned(list: Vec<Strategy>, seed: u64) -> Result<Vec<u16>, Unsuitable> {
        let mut firms = firms(12_000);
        let strategies = Strategies {
            list,
            switching: None,
        };
        assign(&strategies, &mut firms, Draws::new(seed, 0)).map(|()| firms.strategy)
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
        let assigned = assigned(list, 1).unwrap();
        let first = followers(&assigned, 1);
        // A half of the industries, a third of the regions, 2, 4 and 6 employees of 10 sizes.
        assert_eq!(first.len(), 600);
        assert!(first.iter().all(|firm| firm % 2 == 1 && firm % 3 == 0));
        assert!(first.iter().all(|firm| (1..=5).contains(&(firm % 10))));
        assert_eq!(followers(&assigned, 2).len(), 3000);
    }

    #[test]
    fn the_draw_depends_on_the_seed_and_larger_shares_keep_smaller_ones() {
        let of = |share, seed| followers(&assigned(vec![strategy(share)], seed).unwrap(), 1);
        let small = of(0.3, 1);
        assert_eq!(small, of(0.3, 1));
        assert_ne!(small, of(0.3, 2));
        let large = of(0.4, 1);
        assert!(small.iter().all(|firm| large.contains(firm)));
    }

    #[test]
    fn shares_of_one_may_round_but_not_overlap() {
        let thirds = assigned(vec![strategy(1.0 / 3.0); 3], 1).unwrap();
        assert_eq!(followers(&thirds, 0).len(), 0);
        let halves = Strategies {
            list: vec![strategy(0.5), strategy(0.5)],
            switching: None,
        };
        let mut five = firms(5);
        assign(&halves, &mut five, Draws::new(1, 0)).unwrap();
        assert_eq!(followers(&five.strategy, 2).len(), 2);
        assert_eq!(
            assigned(vec![strategy(0.7), strategy(0.4)], 1),
            Err(Unsuitable::Overlap {
                strategy: "share 0.4".into(),
                wanted: 4800,
                left: 3600,
            })
        );
    }
}
