//! What final users could not spend on a product.

use super::crowd::members;
use super::rationing::{CLUSTER, total};
use super::types::Budgets;
use super::users::Users;
use crate::numeric::pos;

/// Sums over users, by use \[million\].
#[derive(Default)]
pub(super) struct Missed {
    pub consumption: f64,
    pub housing: f64,
    pub exports: f64,
    pub government: f64,
}

impl Missed {
    /// Adds what a user could not spend: on housing before consumption; tells whether it is a household.
    pub fn add(
        &mut self,
        b: &Budgets,
        users: &Users,
        product: usize,
        (user, unserved): (u32, f64),
    ) -> bool {
        let [households, exporters, _] = users.bounds;
        if user < households {
            let housing = b.housing_split[product] * b.housing[user as usize];
            self.consumption += pos(unserved - housing);
            self.housing += housing.min(unserved);
            return true;
        }
        if user < exporters {
            self.exports += unserved;
        } else {
            self.government += unserved;
        }
        false
    }

    /// Adds what those of a cluster wanted who got nothing, 0 of others.
    pub fn add_cluster(
        &mut self,
        b: &Budgets,
        users: &Users,
        product: usize,
        cluster: u32,
        wanted: &[f64; CLUSTER],
    ) {
        let Some(housing) = users.housing_of(cluster) else {
            for (place, wanted) in members(cluster).zip(wanted) {
                if *wanted > 0.0 {
                    self.add(b, users, product, (users.user(place), *wanted));
                }
            }
            return;
        };
        let share = b.housing_split[product];
        let on_housing = std::array::from_fn(|place| wanted[place].min(share * housing[place]));
        let on_housing = total(&on_housing);
        self.housing += on_housing;
        self.consumption += total(wanted) - on_housing;
    }
}
