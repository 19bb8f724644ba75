//! Very many firms as buyers: they come in clusters of neighbours and need no list.

use super::crowd::members;
use super::firms::demand;
use super::rationing::{CLUSTER, Crowd};
use super::types::Budgets;

/// What firms want of a product.
pub(super) struct FirmWants<'a> {
    pub budgets: &'a Budgets<'a>,
    pub product: usize,
}

impl<'a> Crowd for FirmWants<'a> {
    fn clusters(&self) -> usize {
        self.budgets.materials.len().div_ceil(CLUSTER)
    }

    fn want(&self, clusters: &[u32], wanted: &mut [[f64; CLUSTER]]) {
        let b = self.budgets;
        let investment_share = b.investment_shares[self.product];
        for (&cluster, wants) in clusters.iter().zip(wanted) {
            let firms = members(cluster);
            let industry = b.industry_of(firms.start);
            let materials_share = b.input_shares.of_product(self.product)[industry];
            let of = |column: &'a [f64]| column.as_chunks::<CLUSTER>().0.get(cluster as usize);
            let budgets = of(b.materials).zip(of(b.investment));
            *wants = match budgets.filter(|_| firms.end <= b.first_firm[industry + 1]) {
                Some((materials, investment)) => std::array::from_fn(|place| {
                    materials_share * materials[place] + investment_share * investment[place]
                }),
                None => {
                    std::array::from_fn(|place| demand(b, self.product, firms.start + place as u32))
                }
            };
        }
    }

    /// All pay.
    fn told(&self, cluster: usize) -> u16 {
        let firms = self.budgets.materials.len() - cluster * CLUSTER;
        u16::MAX >> (CLUSTER - firms.min(CLUSTER))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::InputShares;

    #[test]
    fn every_firm_wants_what_its_industry_puts_in() {
        let shares = InputShares::from_rows(&[vec![0.5, 0.25, 0.75], vec![0.5; 3], vec![0.0; 3]]);
        let first_firm = [0, 5, 37, 50];
        let materials: Vec<f64> = (0..50).map(f64::from).collect();
        let investment: Vec<f64> = (0..50).map(|firm| f64::from(100 * (firm % 7))).collect();
        let budgets = Budgets {
            first_firm: &first_firm,
            materials: &materials,
            investment: &investment,
            firm_totals: &[],
            input_shares: &shares.unwrap(),
            investment_shares: &[0.125, 0.875, 0.0],
            consumption: &[],
            housing: &[],
            household_totals: (0.0, 0.0),
            consumption_split: &[],
            housing_split: &[],
            foreign: (0, 0.0),
            export_split: &[],
            government: (0, 0.0),
            government_split: &[],
        };
        let firms = FirmWants {
            budgets: &budgets,
            product: 0,
        };
        // The clusters of firms 0 to 15 and 32 to 47 are of two industries, the last is not full.
        let clusters = [2, 0, 3, 1];
        let mut wanted = [[-1.0; CLUSTER]; 4];
        firms.want(&clusters, &mut wanted);
        assert_eq!(firms.clusters(), clusters.len());
        for (&cluster, wanted) in clusters.iter().zip(&wanted) {
            for (firm, wanted) in members(cluster).zip(wanted) {
                let materials_share =
                    [0.5, 0.25, 0.75][usize::from(firm >= 5) + usize::from(firm >= 37)];
                let expected = if firm < 50 {
                    materials_share * f64::from(firm) + 12.5 * f64::from(firm % 7)
                } else {
                    0.0
                };
                assert_eq!(*wanted, expected, "{firm}");
            }
        }
        let told = [0, 1, 2, 3].map(|cluster| firms.told(cluster));
        assert_eq!(told, [u16::MAX, u16::MAX, u16::MAX, 0b11]);
    }
}
