//! How many of each kind there are, and which rows an industry owns.

use super::table;

table! {
    /// Counts, fixed for the run.
    pub struct Population in "population" {
        /// First firm of each industry, and the number of firms as the last entry.
        first_firm: [u32], Identity, "row of firms", "";
        /// Employed and unemployed workers.
        workers: u32, Count, "persons", "H_W";
        /// Inactive persons.
        inactive: u32, Count, "persons", "H_inact";
        /// Buyers on behalf of government.
        government_entities: u32, Count, "buyers", "J";
        /// Buyers of exports.
        foreign_consumers: u32, Count, "buyers", "L";
    }
}

impl Population {
    /// Number of industries.
    pub fn industries(&self) -> usize {
        self.first_firm.len() - 1
    }

    /// Number of firms.
    pub fn firms(&self) -> usize {
        self.first_firm.last().copied().unwrap_or(0) as usize
    }

    /// All households: workers, inactive persons, investors, banker.
    pub fn households(&self) -> usize {
        self.workers as usize + self.inactive as usize + self.firms() + 1
    }

    /// Economically active persons: workers, firm owners, banker.
    pub fn active(&self) -> usize {
        self.workers as usize + self.firms() + 1
    }

    /// Rows of the firms of one industry.
    pub fn firms_of(&self, industry: usize) -> std::ops::Range<usize> {
        self.first_firm[industry] as usize..self.first_firm[industry + 1] as usize
    }
}
