//! Cells: the firms of one industry that the same strategies are for.

use std::collections::BTreeMap;

use super::Strategy;
use crate::tables::Firms;

/// Firms by industry and by the strategies that are for them, as they were at adoption.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    /// Cell of every firm.
    of: Vec<u32>,
    /// Whether each strategy is for the firms of each cell.
    open: Vec<Vec<bool>>,
}

impl Cells {
    /// The cells of `firms` under the strategies of `list`.
    pub(super) fn new(list: &[Strategy], firms: &Firms) -> Self {
        let sizes = size_bounds(list);
        let mut cells = Cells::default();
        let mut by_kind: BTreeMap<(u16, u8, usize), u32> = BTreeMap::new();
        let mut by_pattern: BTreeMap<(u16, Vec<bool>), u32> = BTreeMap::new();
        for (firm, &employees) in firms.employees.iter().enumerate() {
            let (industry, region) = (firms.industry[firm], firms.region[firm]);
            let size = sizes.partition_point(|&bound| bound <= employees);
            let cell = *by_kind.entry((industry, region, size)).or_insert_with(|| {
                let open: Vec<bool> = list
                    .iter()
                    .map(|strategy| is_for(strategy, industry, region, employees))
                    .collect();
                *by_pattern
                    .entry((industry, open.clone()))
                    .or_insert_with(|| {
                        cells.open.push(open);
                        cells.open.len() as u32 - 1
                    })
            });
            cells.of.push(cell);
        }
        cells
    }

    /// Whether each strategy is for `firm`.
    pub(super) fn open(&self, firm: usize) -> &[bool] {
        &self.open[self.of[firm] as usize]
    }

    /// Whether any strategy is for `firm`.
    pub(super) fn chooses(&self, firm: usize) -> bool {
        self.open(firm).contains(&true)
    }

    /// Which strategies are for the firms of each cell, and those firms in order.
    pub(super) fn members(&self) -> Vec<(&[bool], Vec<u32>)> {
        let mut members: Vec<(&[bool], Vec<u32>)> = self
            .open
            .iter()
            .map(|open| (&open[..], Vec::new()))
            .collect();
        for (firm, &cell) in self.of.iter().enumerate() {
            members[cell as usize].1.push(firm as u32);
        }
        members
    }
}

/// Numbers of employees at which some strategy begins, or is no longer, for a firm; ascending.
fn size_bounds(list: &[Strategy]) -> Vec<u32> {
    let mut bounds: Vec<u32> = list
        .iter()
        .flat_map(|strategy| {
            [
                strategy.min_employees,
                strategy.max_employees.saturating_add(1),
            ]
        })
        .collect();
    bounds.sort_unstable();
    bounds.dedup();
    bounds
}

fn is_for(strategy: &Strategy, industry: u16, region: u8, employees: u32) -> bool {
    let industries = strategy.industries.as_ref();
    let regions = strategy.regions.as_ref();
    industries.is_none_or(|list| list.contains(&industry))
        && regions.is_none_or(|list| list.contains(&region))
        && (strategy.min_employees..=strategy.max_employees).contains(&employees)
}
