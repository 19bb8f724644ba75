//! Who buys all at once, and which of them go without when goods end.

use std::ops::Range;

use super::aggregate::Moments;
use super::comers::Alike;
use super::rationing::{CLUSTER, CLUSTERS, total};
use super::types::{Budgets, Sellers};
use super::users::{Users, Wants};
use crate::numeric::reduce;
use crate::random::{self, SHUFFLED_SINGLY, Stream};

/// Part of what the least visited seller expects, by its price alone, from which on a buyer is large: a last
/// visit of its would count for a seller.
const LARGE: f64 = 0.2;

/// Part of that limit up to which foreign consumers and government entities are in the crowd: those that want
/// much more than households are more often served in part, and go on to the sellers left in the end.
const OTHERS: f64 = 0.1;

/// What a buyer may want at most to be in a crowd, where all want `wanted`.
pub(super) fn limit(wanted: f64, sellers: usize) -> f64 {
    LARGE * 0.5 * wanted / sellers as f64
}

/// Budget from which on a household is large in the market of some product \[million\].
pub(super) fn large_budget(budgets: &Budgets) -> f64 {
    let firms = budgets.first_firm.windows(2).map(|rows| rows[1] - rows[0]);
    let sellers = f64::from(firms.max().unwrap_or(0) + 1);
    LARGE * 0.5 * (budgets.household_totals.0 + budgets.household_totals.1) / sellers
}

/// Users of a product, of whom some buy at once.
pub(super) struct Parted<'a> {
    wants: Wants<'a>,
    /// Whether foreign consumers and government entities do.
    pub foreign: bool,
    pub government: bool,
}

impl<'a> Parted<'a> {
    pub fn new(product: usize, budgets: &Budgets, users: &'a Users<'a>, sellers: &Sellers) -> Self {
        let wants = users.want(product, budgets);
        let [consumption_share, housing_share] = wants.of_budgets;
        let (consumption, housing) = budgets.household_totals;
        let all = consumption_share * consumption
            + housing_share * housing
            + f64::from(budgets.foreign.0) * wants.foreign
            + f64::from(budgets.government.0) * wants.government;
        let limit = OTHERS * limit(all, sellers.price.len());
        Parted {
            foreign: wants.foreign <= limit,
            government: wants.government <= limit,
            wants,
        }
    }

    /// How much the crowd wants, and how unequally.
    pub fn crowd(&self) -> Moments {
        let [consumption_share, housing_share] = self.wants.of_budgets;
        let users = self.wants.users;
        let mut moments = users.crowd.of_product(consumption_share, housing_share);
        for (in_crowd, places, wanted) in self.others() {
            if in_crowd {
                moments.add_buyers(wanted, places.len());
            }
        }
        moments
    }

    fn others(&self) -> [(bool, &[u32], f64); 2] {
        let Wants {
            users,
            foreign,
            government,
            ..
        } = &self.wants;
        [
            (self.foreign, &users.foreign, *foreign),
            (self.government, &users.government, *government),
        ]
    }

    /// Foreign consumers and government entities, none of those who are in the crowd.
    pub fn alike(&self) -> [Alike<'_>; 2] {
        self.others().map(|(in_crowd, places, wanted)| {
            Alike::new(if in_crowd { &[] } else { places }, wanted)
        })
    }

    /// Lists households who visit singly with what they want.
    pub fn list_rich(&self, listed: &mut Vec<(u32, f64)>) {
        listed.clear();
        let rich = self.wants.users.rich.iter();
        let rich = rich.map(|&(place, [consumption, housing])| {
            (place, self.wants.of_household(consumption, housing))
        });
        listed.extend(rich.filter(|(_, wanted)| *wanted > 0.0));
    }

    /// What users of clusters want who buy with the crowd; 0 of others.
    pub fn want(&self, clusters: &[u32], wanted: &mut [[f64; CLUSTER]]) {
        let others = [self.foreign, self.government];
        self.wants.at_once(others, clusters, wanted);
    }

    fn is_in_crowd(&self, place: u32) -> bool {
        self.wants
            .is_at_once([self.foreign, self.government], place)
    }

    /// What the user at a place wants who buys with the crowd; 0 of others.
    pub fn in_crowd(&self, place: u32) -> f64 {
        if self.is_in_crowd(place) {
            self.wants.of_place(place)
        } else {
            0.0
        }
    }
}

/// Draws those of a crowd who go without.
#[derive(Debug, Default)]
pub(super) struct Lottery {
    /// Bundles of neighbouring clusters, in no order that means anything; empty until they are drawn from.
    bundles: Vec<u32>,
}

impl Lottery {
    /// Leaves `unspent` with buyers of a `number` of clusters, drawn at random, who are those that came last;
    /// lists those of the last cluster, some of whom got something. `want` tells what those of clusters want
    /// who buy with the crowd, `without` is told of the others.
    ///
    /// Draws are those of `stream` after a jump, which others have not come to.
    ///
    /// Of very many clusters, bundles of neighbours are drawn, because memory gives neighbours sooner.
    pub fn leave(
        &mut self,
        mut unspent: f64,
        number: usize,
        want: impl Fn(&[u32], &mut [[f64; CLUSTER]]),
        mut without: impl FnMut(u32, &[f64; CLUSTER]),
        stream: &mut Stream,
        left: &mut Vec<(u32, f64)>,
    ) -> Without {
        let (bundles, mut found) = (&mut self.bundles, Without::default());
        let size = number.div_ceil(SHUFFLED_SINGLY).max(1);
        if unspent > 0.0 {
            stream.jump();
            if bundles.is_empty() {
                bundles.extend(0..number.div_ceil(size) as u32);
            }
        }
        let (mut wanted, mut drawn) = ([[0.0; CLUSTER]; CLUSTERS], 0);
        let mut clusters: Vec<u32> = Vec::new();
        'drawing: while unspent > 0.0 && drawn < bundles.len() {
            // Twice as many every time, as often few go without.
            let at_once = (drawn + 1).min(CLUSTERS.div_ceil(size));
            let batch = at_once.min(bundles.len() - drawn);
            random::choose(stream, &mut bundles[drawn..], batch);
            clusters.clear();
            let chosen = bundles[drawn..drawn + batch].iter();
            clusters.extend(chosen.flat_map(|&it| in_bundle(it, size, number)));
            drawn += batch;
            for clusters in clusters.chunks(CLUSTERS) {
                want(clusters, &mut wanted);
                for (&cluster, wanted) in clusters.iter().zip(&wanted) {
                    let all = total(wanted);
                    if all <= unspent {
                        unspent -= all;
                        without(cluster, wanted);
                        found.add(cluster, wanted);
                        continue;
                    }
                    for (buyer, &wanted) in members(cluster).zip(wanted) {
                        if wanted > 0.0 && unspent > 0.0 {
                            left.push((buyer, wanted.min(unspent)));
                            unspent -= wanted;
                        }
                    }
                    break 'drawing;
                }
            }
        }
        found.clusters.sort_unstable();
        found
    }
}

/// Places of a cluster; the last has some without a buyer.
pub(super) fn members(cluster: u32) -> Range<u32> {
    let first = cluster * CLUSTER as u32;
    first..first + CLUSTER as u32
}

/// The clusters, of a `number`, in a bundle of a `size`; the last may have fewer.
pub(super) fn in_bundle(bundle: u32, size: usize, number: usize) -> Range<u32> {
    let first = bundle as usize * size;
    first as u32..number.min(first + size) as u32
}

/// Clusters of which nobody that buys with the crowd got anything, in their order, and what they wanted.
#[derive(Debug, Default)]
pub(super) struct Without {
    pub clusters: Vec<u32>,
    pub missed: Moments,
}

impl Without {
    fn add(&mut self, cluster: u32, wanted: &[f64; CLUSTER]) {
        self.clusters.push(cluster);
        for &wanted in wanted {
            self.missed.add_buyers(wanted, 1);
        }
    }
}

/// Sums over households of products of budgets, `Σ C^i I^j` by `i + j` and `j`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Powers {
    first: [f64; 2],
    second: [f64; 3],
    third: [f64; 4],
}

impl Powers {
    /// Of households whose budget is not above `large`.
    pub fn of(budgets: &Budgets, large: f64) -> Self {
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
    pub fn of_product(&self, c: f64, h: f64) -> Moments {
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
