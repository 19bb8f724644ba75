//! Final users in the order in which they come to the markets of a period.

use super::aggregate::Moments;
use super::rationing::CLUSTER;
use super::types::{Budgets, Matching};
use crate::numeric::{pos, reduce};
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
    /// Budget above which a household visits sellers singly, whoever else does not \[million\].
    large: f64,
    /// Places of such households.
    rich: Vec<u32>,
    /// Sums over other households of products of budgets; 0 where every user visits sellers.
    crowd: Powers,
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
        let (mut large_budget, mut rich, mut crowd) =
            (f64::INFINITY, Vec::new(), Powers::default());
        if matching.at_once() {
            large_budget = large(budgets);
            let is_rich = |&(_, user): &(u32, &u32)| {
                let user = *user as usize;
                user < budgets.consumption.len()
                    && budgets.consumption[user] + budgets.housing[user] > large_budget
            };
            rich = (0..)
                .zip(&order)
                .filter(is_rich)
                .map(|(place, _)| place)
                .collect();
            crowd = Powers::of(budgets, large_budget);
        }
        Users {
            large: large_budget,
            rich,
            crowd,
            consumption: of_households(budgets.consumption),
            housing: of_households(budgets.housing),
            foreign: places(bounds[0], bounds[1]),
            government: places(bounds[1], order.len() as u32),
            told,
            order,
            bounds,
        }
    }

    /// How much households without large budgets want of `product`, and how unequally.
    pub fn crowd(&self, product: usize, budgets: &Budgets) -> Moments {
        self.crowd.of_product(
            budgets.consumption_split[product],
            budgets.housing_split[product],
        )
    }

    /// Lists those who visit singly with what they want of `product`: foreign consumers, government
    /// entities and households of large budgets.
    pub fn list_others(&self, product: usize, budgets: &Budgets, listed: &mut Vec<(u32, f64)>) {
        listed.clear();
        for (places, split, budget) in [
            (&self.foreign, budgets.export_split, budgets.foreign.1),
            (
                &self.government,
                budgets.government_split,
                budgets.government.1,
            ),
        ] {
            let wanted = split[product] * budget;
            if wanted > 0.0 {
                listed.extend(places.iter().map(|&place| (place, wanted)));
            }
        }
        let rich = self
            .rich
            .iter()
            .map(|&place| (place, self.wanted(product, budgets, place)));
        listed.extend(rich.filter(|(_, wanted)| *wanted > 0.0));
    }

    /// Those of the crowd among those `listed`, together, and the others.
    pub fn apart(&self, listed: &[(u32, f64)]) -> (Moments, Vec<(u32, f64)>) {
        let (mut crowd, mut others) = (Moments::default(), Vec::new());
        for &(place, wanted) in listed {
            if self.is_in_crowd(place as usize) {
                crowd.add(wanted);
            } else {
                others.push((place, wanted));
            }
        }
        (crowd, others)
    }

    fn is_in_crowd(&self, place: usize) -> bool {
        self.order[place] < self.bounds[0]
            && self.consumption[place] + self.housing[place] <= self.large
    }

    /// What the household at a place wants of `product`.
    fn wanted(&self, product: usize, budgets: &Budgets, place: u32) -> f64 {
        let place = place as usize;
        budgets.consumption_split[product] * self.consumption[place]
            + budgets.housing_split[product] * self.housing[place]
    }

    /// Leaves `unspent` money of `product` with households drawn at random from `clusters`, none of whom
    /// was served but the last in part: those who came last.
    pub fn leave_unspent(
        &self,
        product: usize,
        budgets: &Budgets,
        mut unspent: f64,
        stream: &mut Stream,
        clusters: &mut [u32],
        left: &mut Vec<(u32, f64)>,
    ) {
        for drawn in 0..clusters.len() {
            let (other, _) = random::below(stream, (clusters.len() - drawn) as u64);
            clusters.swap(drawn, drawn + other as usize);
            let first = clusters[drawn] as usize * CLUSTER;
            for place in first..self.order.len().min(first + CLUSTER) {
                if unspent <= 0.0 {
                    return;
                }
                let wanted = self.wanted(product, budgets, place as u32);
                if wanted > 0.0 && self.is_in_crowd(place) {
                    left.push((place as u32, wanted.min(unspent)));
                    unspent -= wanted;
                }
            }
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

/// Part of what the least visited seller of any product expects of all households, by its price alone, from
/// which on a budget is large.
const LARGE: f64 = 0.2;

/// Budget from which on a household is no part of a crowd: a last visit of its would count for a seller.
fn large(budgets: &Budgets) -> f64 {
    let firms = budgets.first_firm.windows(2).map(|rows| rows[1] - rows[0]);
    let sellers = f64::from(firms.max().unwrap_or(0) + 1);
    LARGE * 0.5 * (budgets.household_totals.0 + budgets.household_totals.1) / sellers
}

/// Sums over households of products of budgets, `Σ C^i I^j` by `i + j` and `j`.
#[derive(Clone, Copy, Debug, Default)]
struct Powers {
    first: [f64; 2],
    second: [f64; 3],
    third: [f64; 4],
}

impl Powers {
    /// Of households whose budget is not above `large`.
    fn of(budgets: &Budgets, large: f64) -> Self {
        let rows = budgets.consumption.len();
        let [c, h, cc, ch, hh, ccc, cch, chh, hhh] = reduce::sums(rows, |row| {
            let (c, h) = (budgets.consumption[row], budgets.housing[row]);
            if c + h > large {
                return [0.0; 9];
            }
            let (cc, hh) = (c * c, h * h);
            [c, h, cc, c * h, hh, cc * c, cc * h, c * hh, hh * h]
        });
        Powers {
            first: [c, h],
            second: [cc, ch, hh],
            third: [ccc, cch, chh, hhh],
        }
    }

    /// `Σ (c C + h I)^k`, `k = 1, 2, 3`
    fn of_product(&self, c: f64, h: f64) -> Moments {
        let Powers {
            first,
            second,
            third,
        } = self;
        Moments {
            sum: c * first[0] + h * first[1],
            squares: c * c * second[0] + 2.0 * c * h * second[1] + h * h * second[2],
            cubes: c * c * c * third[0]
                + 3.0 * c * c * h * third[1]
                + 3.0 * c * h * h * third[2]
                + h * h * h * third[3],
        }
    }
}
