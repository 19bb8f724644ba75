//! Final users in the order in which they come to the markets of a period.

use std::borrow::Cow;

use super::crowd::{Powers, large_budget, members};
use super::rationing::{CLUSTER, CLUSTERS, Crowd};
use super::types::{Budgets, Matching};
use crate::numeric::pos;
use crate::random::{self, SHUFFLED_SINGLY, Stream};

/// Households, foreign consumers and government entities.
///
/// Differs: the published model puts all buyers in order anew in every market (SPEC 2.6). Here they
/// are put in random order once in a period, and in each product's market clusters of neighbours are
/// put in order anew: every user's place is uniform in every market and independent of the place in
/// others, and what users want is read from memory as it lies there. Very many users stand as they are
/// numbered: which of millions come together, 16 or up to 512, is left as it is.
pub(super) struct Users<'a> {
    /// User number by place: households, then foreign consumers, then government entities; empty where
    /// that is the place.
    order: Vec<u32>,
    /// Consumption and housing investment, by place; 0 or none for others than households.
    pub consumption: Cow<'a, [f64]>,
    pub housing: Cow<'a, [f64]>,
    /// Places of foreign consumers and of government entities.
    pub foreign: Vec<u32>,
    pub government: Vec<u32>,
    /// Budget above which a household visits sellers singly, whoever else does not \[million\].
    pub large: f64,
    /// Places of such households, with their consumption and housing investment.
    pub rich: Vec<(u32, [f64; 2])>,
    /// Sums over other households of products of budgets; 0 where every user visits sellers.
    pub crowd: Powers,
    /// Clusters before the first that may have others than households, and bits of those by cluster from
    /// there on.
    of_households: usize,
    others: Vec<u16>,
    /// User numbers at which foreign consumers and government entities begin, and the number of users.
    pub bounds: [u32; 3],
}

impl<'a> Users<'a> {
    /// In random order, or as they are numbered if sellers are visited as they are listed.
    pub fn new(budgets: &Budgets<'a>, matching: Matching, mut stream: Stream) -> Self {
        let households = budgets.consumption.len() as u32;
        let exporters = households + budgets.foreign.0;
        let bounds = [households, exporters, exporters + budgets.government.0];
        let mut order = Vec::new();
        if let Matching::Random { .. } = matching
            && bounds[2] as usize <= SHUFFLED_SINGLY
        {
            order.extend(0..bounds[2]);
            random::shuffle(&mut stream, &mut order);
        }
        let by_place = |column: &'a [f64]| -> Cow<'a, [f64]> {
            if order.is_empty() {
                return column.into();
            }
            let budget = |&user: &u32| column.get(user as usize).copied().unwrap_or(0.0);
            order.iter().map(budget).collect()
        };
        let user = |place: u32| order.get(place as usize).copied().unwrap_or(place);
        let of_households = if order.is_empty() {
            households as usize / CLUSTER
        } else {
            0
        };
        let first = of_households * CLUSTER;
        let mut others = vec![0; (bounds[2] as usize - first).div_ceil(CLUSTER)];
        let [mut foreign, mut government] = [Vec::new(), Vec::new()];
        for place in first as u32..bounds[2] {
            let user = user(place);
            if user < households {
                continue;
            }
            let within = place as usize - first;
            others[within / CLUSTER] |= 1 << (within % CLUSTER);
            if user < bounds[1] {
                foreign.push(place);
            } else {
                government.push(place);
            }
        }
        let mut users = Users {
            large: f64::INFINITY,
            rich: Vec::new(),
            crowd: Powers::default(),
            consumption: by_place(budgets.consumption),
            housing: by_place(budgets.housing),
            foreign,
            government,
            of_households,
            others,
            order,
            bounds,
        };
        if matching.at_once() {
            users.large = large_budget(budgets);
            let households = (0..).zip(users.consumption.iter().zip(users.housing.iter()));
            let rich = households.filter(|(_, (c, h))| *c + *h > users.large);
            users.rich = rich.map(|(place, (c, h))| (place, [*c, *h])).collect();
            users.crowd = Powers::of(budgets, users.large);
        }
        users
    }

    /// Whether every user's place is its number.
    pub fn stand_as_numbered(&self) -> bool {
        self.order.is_empty()
    }

    /// The user at a place.
    pub fn user(&self, place: u32) -> u32 {
        self.order.get(place as usize).copied().unwrap_or(place)
    }

    /// Number of clusters of neighbours.
    pub fn clusters(&self) -> usize {
        self.of_households + self.others.len()
    }

    /// Consumption and housing investment together, by place.
    pub fn budget(&self, place: u32) -> f64 {
        let of = |column: &[f64]| column.get(place as usize).copied().unwrap_or(0.0);
        of(&self.consumption) + of(&self.housing)
    }

    /// Housing investment of a cluster, if all in it are households.
    pub fn housing_of(&self, cluster: u32) -> Option<&[f64; CLUSTER]> {
        let housing = self.housing.as_chunks().0.get(cluster as usize);
        housing.filter(|_| self.others_in(cluster as usize) == 0)
    }

    /// Bits of those in a cluster who are not households.
    fn others_in(&self, cluster: usize) -> u16 {
        let cluster = cluster.checked_sub(self.of_households);
        cluster.map_or(0, |cluster| self.others[cluster])
    }

    /// Tells of households in `clusters` that would buy at once, and what they want of `product`.
    pub fn without(
        &self,
        product: usize,
        budgets: &Budgets,
        clusters: &[u32],
        mut without: impl FnMut(u32, f64),
    ) {
        let wants = self.want(product, budgets);
        let mut wanted = [[0.0; CLUSTER]; CLUSTERS];
        for batch in clusters.chunks(CLUSTERS) {
            wants.at_once([false; 2], batch, &mut wanted);
            for (&cluster, wanted) in batch.iter().zip(&wanted) {
                for (place, &wanted) in members(cluster).zip(wanted) {
                    if wanted > 0.0 {
                        without(self.user(place), wanted);
                    }
                }
            }
        }
    }

    /// What users want of `product`.
    pub fn want(&'a self, product: usize, budgets: &Budgets) -> Wants<'a> {
        Wants {
            users: self,
            of_budgets: [
                budgets.consumption_split[product],
                budgets.housing_split[product],
            ],
            foreign: pos(budgets.export_split[product] * budgets.foreign.1),
            government: pos(budgets.government_split[product] * budgets.government.1),
        }
    }
}

/// What users want of a product \[million\].
pub(super) struct Wants<'a> {
    pub users: &'a Users<'a>,
    /// Parts of consumption and of housing investment.
    pub of_budgets: [f64; 2],
    /// What a foreign consumer and a government entity want.
    pub foreign: f64,
    pub government: f64,
}

impl Wants<'_> {
    /// What the user at a place wants.
    pub fn of_place(&self, place: u32) -> f64 {
        let user = self.users.user(place);
        let place = place as usize;
        if user < self.users.bounds[0] {
            self.of_household(self.users.consumption[place], self.users.housing[place])
        } else if user < self.users.bounds[1] {
            self.foreign
        } else {
            self.government
        }
    }

    /// What users of clusters want who buy at once; 0 of others. Whether foreign consumers and government entities
    /// do is told by `others`.
    pub fn at_once(&self, others: [bool; 2], clusters: &[u32], wanted: &mut [[f64; CLUSTER]]) {
        let users = self.users;
        self.want(clusters, wanted);
        let columns = [&users.consumption, &users.housing];
        let columns = columns.map(|column| column.as_chunks::<CLUSTER>().0);
        for (&cluster, wanted) in clusters.iter().zip(wanted) {
            let [consumption, housing] = columns.map(|column| column.get(cluster as usize));
            let mut others_here = self.told(cluster as usize);
            if let (Some(consumption), Some(housing)) = (consumption, housing) {
                for ((wanted, consumption), housing) in
                    wanted.iter_mut().zip(consumption).zip(housing)
                {
                    let is_rich = consumption + housing > users.large;
                    *wanted = if is_rich { 0.0 } else { *wanted };
                }
            } else {
                others_here = u16::MAX;
            }
            while others_here != 0 {
                let place = others_here.trailing_zeros();
                others_here &= others_here - 1;
                if !self.is_at_once(others, cluster * CLUSTER as u32 + place) {
                    wanted[place as usize] = 0.0;
                }
            }
        }
    }

    /// Whether the user at a place buys at once.
    pub fn is_at_once(&self, [foreign, government]: [bool; 2], place: u32) -> bool {
        let users = self.users;
        let user = users.user(place);
        if user < users.bounds[0] {
            users.budget(place) <= users.large
        } else if user < users.bounds[1] {
            foreign
        } else {
            user < users.bounds[2] && government
        }
    }

    /// What a household of such a budget wants.
    pub fn of_household(&self, consumption: f64, housing: f64) -> f64 {
        let [consumption_share, housing_share] = self.of_budgets;
        pos(consumption_share * consumption + housing_share * housing)
    }

    /// What households of the last cluster with households want.
    fn of_last(&self, first: usize) -> [f64; CLUSTER] {
        let mut wanted = [0.0; CLUSTER];
        let (consumption, housing) = (&self.users.consumption, &self.users.housing);
        let households = consumption.iter().zip(housing.iter()).skip(first);
        for (wanted, (consumption, housing)) in wanted.iter_mut().zip(households) {
            *wanted = self.of_household(*consumption, *housing);
        }
        wanted
    }

    fn others_want(&self, cluster: u32, wanted: &mut [f64; CLUSTER]) {
        let mut others = self.told(cluster as usize);
        while others != 0 {
            let place = others.trailing_zeros();
            others &= others - 1;
            wanted[place as usize] = self.of_place(cluster * CLUSTER as u32 + place);
        }
    }
}

impl Crowd for Wants<'_> {
    fn clusters(&self) -> usize {
        self.users.clusters()
    }

    fn want(&self, clusters: &[u32], wanted: &mut [[f64; CLUSTER]]) {
        let columns = [&self.users.consumption, &self.users.housing].map(|c| c.as_chunks().0);
        // Fetches all of them from memory.
        let touched = clusters.iter().map(|&cluster| {
            let of = |column: &[[f64; CLUSTER]]| {
                (column.get(cluster as usize))
                    .map_or(0.0, |budgets| budgets[0] + budgets[8] + budgets[15])
            };
            of(columns[0]) + of(columns[1])
        });
        std::hint::black_box(touched.sum::<f64>());
        for (wanted, &cluster) in wanted.iter_mut().zip(clusters) {
            let [consumption, housing] = columns.map(|column| column.get(cluster as usize));
            match (consumption, housing) {
                (Some(consumption), Some(housing)) => {
                    *wanted = std::array::from_fn(|place| {
                        self.of_household(consumption[place], housing[place])
                    });
                }
                _ => *wanted = self.of_last(cluster as usize * CLUSTER),
            }
            self.others_want(cluster, wanted);
        }
    }

    fn told(&self, cluster: usize) -> u16 {
        self.users.others_in(cluster)
    }
}
