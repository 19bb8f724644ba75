//! Final users in the order in which they come to the markets of a period.

use super::rationing::CLUSTER;
use super::types::{Budgets, Matching};
use crate::numeric::pos;
use crate::random::{self, Stream};

/// Households, foreign consumers and government entities.
///
/// Differs: the published model puts all buyers in order anew in every market (SPEC 2.6). Here they
/// are put in random order once in a period, and in each product's market clusters of neighbours are
/// put in order anew: every user's place is uniform in every market and independent of the place in
/// others, and what users want is read from memory as it lies there.
pub(super) struct Users {
    /// User number by place: households, then foreign consumers, then government entities.
    pub order: Vec<u32>,
    /// Consumption and housing investment, by place; 0 for others than households.
    consumption: Vec<f64>,
    housing: Vec<f64>,
    /// Places of foreign consumers and of government entities.
    foreign: Vec<u32>,
    government: Vec<u32>,
    /// By cluster, bits of those who are no households.
    pub told: Vec<u16>,
    /// User numbers at which foreign consumers and government entities begin.
    pub bounds: [u32; 2],
}

impl Users {
    /// In random order, or as they are numbered if sellers are visited as they are listed.
    pub fn new(budgets: &Budgets, matching: Matching, mut stream: Stream) -> Self {
        let households = budgets.consumption.len() as u32;
        let bounds = [households, households + budgets.foreign.0];
        let mut order: Vec<u32> = (0..bounds[1] + budgets.government.0).collect();
        if let Matching::Random { .. } = matching {
            random::shuffle_rows(&mut stream, &mut order);
        }
        let of_households = |column: &[f64]| -> Vec<f64> {
            let budget = |&user: &u32| column.get(user as usize).copied().unwrap_or(0.0);
            order.iter().map(budget).collect()
        };
        let told = order.chunks(CLUSTER).map(|cluster| {
            let users = (0..).zip(cluster);
            let others = users.filter(|&(_, user)| *user >= households);
            others.fold(0, |told, (bit, _)| told | 1 << bit)
        });
        let told = told.collect();
        let places = |first: u32, last: u32| -> Vec<u32> {
            let places = (0..).zip(&order);
            let places = places.filter(|&(_, user)| (first..last).contains(user));
            places.map(|(place, _)| place).collect()
        };
        Users {
            consumption: of_households(budgets.consumption),
            housing: of_households(budgets.housing),
            foreign: places(bounds[0], bounds[1]),
            government: places(bounds[1], order.len() as u32),
            told,
            order,
            bounds,
        }
    }

    /// Writes what is wanted of `product` into `wanted`, by place.
    pub fn want(&self, product: usize, budgets: &Budgets, wanted: &mut [[f64; CLUSTER]]) {
        let wanted = wanted.as_flattened_mut();
        let (consumption_share, housing_share) = (
            budgets.consumption_split[product],
            budgets.housing_split[product],
        );
        let households = self.consumption.iter().zip(&self.housing);
        for (wanted, (consumption, housing)) in wanted.iter_mut().zip(households) {
            *wanted = pos(consumption_share * consumption + housing_share * housing);
        }
        for (places, split, budget) in [
            (&self.foreign, budgets.export_split, budgets.foreign.1),
            (
                &self.government,
                budgets.government_split,
                budgets.government.1,
            ),
        ] {
            for &place in places {
                wanted[place as usize] = pos(split[product] * budget);
            }
        }
    }
}
