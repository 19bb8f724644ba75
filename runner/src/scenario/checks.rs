//! What a scenario demands of its results.

/// One entry of `checks`.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What it is called in the summary and in `checks.json`.
    pub name: String,
    /// What has to hold.
    pub demand: Demand,
}

/// What has to hold of the results.
#[derive(Clone, Debug, PartialEq)]
pub enum Demand {
    /// No account is off by more than this share of what it is about, in any run and quarter.
    Accounts {
        /// The share.
        tolerance: f64,
    },
    /// The mean over the runs of the difference from the reference has a sign in every quarter, and
    /// so has its 90 % band.
    Sign {
        /// Branch, as a place in the list; not the reference.
        branch: usize,
        /// Series, as a place in the engine's list.
        series: usize,
        /// Whether the difference is above 0; else it is below.
        positive: bool,
        /// Smallest size of the difference, in per cent of the mean of the reference.
        at_least: f64,
        /// First quarter; 1 is the first simulated quarter.
        first: u32,
        /// Last quarter.
        last: u32,
    },
    /// The mean over the runs of a stylised fact is in a band.
    Fact {
        /// Branch, as a place in the list.
        branch: usize,
        /// The fact, as a place in the list of those that can be checked.
        fact: usize,
        /// Lowest and highest value; those of the country's data if nothing.
        bounds: Option<(f64, f64)>,
    },
    /// Something of a branch that is not among those that are run, so that nothing is measured.
    NotRun,
    /// A series stays between two values in every run and quarter.
    Range {
        /// Branch, as a place in the list; all if nothing.
        branch: Option<usize>,
        /// Series, as a place in the engine's list.
        series: usize,
        /// Lowest value.
        low: f64,
        /// Highest value.
        high: f64,
        /// First quarter; 1 is the first simulated quarter.
        first: u32,
        /// Last quarter.
        last: u32,
    },
}
