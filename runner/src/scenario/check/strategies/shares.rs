//! Whether the shares of strategies leave no firm with two of them.

use engine::strategies::Strategy;

use super::super::{Checker, Ground};
use crate::scenario::spec::StrategySpec;
use crate::words;

/// What sums of shares may exceed 1 by, because of rounding.
const ROUNDING: f64 = 1e-9;

impl Checker<'_> {
    /// Refuses strategies whose shares of some firms exceed one.
    pub(super) fn shares(&mut self, list: &[Strategy], specs: &[StrategySpec], ground: &Ground) {
        let regions = ground
            .opening
            .as_ref()
            .map_or(1, |model| model.initial().regions.len());
        let sizes: Vec<u32> = list.iter().map(|strategy| strategy.min_employees).collect();
        for industry in 0..ground.industries.len() as u16 {
            for region in 0..regions.max(1) as u8 {
                for size in &sizes {
                    let firms = (industry, region, *size);
                    let takers: Vec<usize> = (0..list.len())
                        .filter(|place| takes(&list[*place], firms))
                        .collect();
                    let sum: f64 = takers.iter().map(|place| list[*place].share).sum();
                    let (true, Some(last)) = (sum > 1.0 + ROUNDING, takers.last()) else {
                        continue;
                    };
                    let single = list[*last].share > 1.0;
                    if takers.len() > 1 && !single {
                        let names = takers.iter().map(|place| list[*place].name.as_str());
                        let message = format!(
                            "the strategies {} want {} of the firms of {}",
                            words::list(names),
                            words::rounded(sum),
                            ground.industries[usize::from(industry)].code
                        );
                        let spec = &specs[*last];
                        let place = spec
                            .share
                            .as_ref()
                            .map_or(&spec.place, |share| &share.place);
                        self.refuse(place, message, "let their shares add up to at most 1");
                    }
                    return;
                }
            }
        }
    }
}

/// Whether a strategy is for firms of an industry, a region and a number of employees.
fn takes(strategy: &Strategy, (industry, region, employees): (u16, u8, u32)) -> bool {
    let industries = strategy.industries.as_ref();
    let regions = strategy.regions.as_ref();
    industries.is_none_or(|rows| rows.contains(&industry))
        && regions.is_none_or(|rows| rows.contains(&region))
        && (strategy.min_employees..=strategy.max_employees).contains(&employees)
}
