//! Strategies: rules of a scenario that take the place of the model's own decisions for some firms.
//!
//! A [`Strategy`] holds one [`Graph`] for every [`Decision`] it makes. Around the phase that makes
//! the decision the rule sees firms' columns by name ([`firm_fields`]): the decided column as it was
//! before the phase, `rule` as the model's own rule has set it, everything else as it stands. Its
//! result replaces the model's for the firms that follow the strategy. All firms decide at the same
//! time, in parallel, and none sees what another has decided in the same phase.

mod assignment;
mod cells;
mod decision;
mod fields;
mod following;
mod inputs;
mod lookup;
mod rules;
mod switching;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::kernel::Graph;

pub use decision::{BadDecision, Decision};
pub use fields::{Field, FieldKind, economy_fields, firm_fields};
pub(crate) use following::{Following, run};
pub use lookup::economy_value;
pub(crate) use switching::shares;

/// Rules that some firms follow instead of the model's own.
#[derive(Clone, Debug)]
pub struct Strategy {
    /// Name in scenarios and messages.
    pub name: String,
    /// Share of the firms that the strategy is for, by number and in every industry; they are drawn.
    pub share: f64,
    /// Industries it is for, by index; none for all.
    pub industries: Option<Arc<[u16]>>,
    /// Regions it is for, by index; none for all.
    pub regions: Option<Arc<[u8]>>,
    /// Fewest employees, when strategies are adopted.
    pub min_employees: u32,
    /// Most employees, when strategies are adopted.
    pub max_employees: u32,
    /// What it decides. A graph has one output, or one named after the decision.
    pub decisions: Vec<(Decision, Graph)>,
}

impl Default for Strategy {
    fn default() -> Self {
        Strategy {
            name: String::new(),
            share: 1.0,
            industries: None,
            regions: None,
            min_employees: 0,
            max_employees: u32::MAX,
            decisions: Vec::new(),
        }
    }
}

/// How strategies spread: now and then every firm chooses anew by how well each has done.
///
/// Source: Brock and Hommes (1997, 1998), discrete choice: the chance of strategy `k` is
/// `exp(β U_k) / Σ_j exp(β U_j)`, with `U_k = m U_k + (1-m)` times the mean of `by` over its followers.
///
/// Differs: `U` is in units of the mean absolute value of `by` over all who choose, so that the
/// intensity depends neither on currency nor on scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Switching {
    /// Quarters between choices.
    pub every: u32,
    /// Field of firms that tells how well a strategy has done in the last quarter.
    pub by: &'static str,
    /// Intensity of choice, `β`; at 0 firms choose blindly and strategies become equally common.
    pub intensity: f64,
    /// Weight of past performance, `m`; 0 where only the last quarter counts.
    pub memory: f64,
}

/// The strategies of a branch.
#[derive(Clone, Debug, Default)]
pub struct Strategies {
    /// In the order in which they take their firms.
    pub list: Vec<Strategy>,
    /// How they spread; none if firms stay with what they were given.
    pub switching: Option<Switching>,
}

/// Why strategies cannot be adopted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unsuitable {
    /// No share.
    #[error("strategy `{strategy}`: a share is from 0 to 1, not {share}")]
    Share {
        /// Name of the strategy.
        strategy: String,
        /// What was given.
        share: f64,
    },
    /// Shares that leave some firms with two strategies.
    #[error(
        "strategy `{strategy}` and those before it want {sum:.3} of some firms; lower a share or narrow its industries"
    )]
    Overlap {
        /// Name of the strategy.
        strategy: String,
        /// Sum of the shares of some firms, up to its own.
        sum: f64,
    },
    /// A rule that reads what there is not.
    #[error("strategy `{strategy}`: {rule} reads `{name}`, which does not exist")]
    Field {
        /// Name of the strategy.
        strategy: String,
        /// Name of the decision.
        rule: &'static str,
        /// Name of the field.
        name: String,
    },
    /// A rule with no result, or several.
    #[error("strategy `{strategy}`: {rule} must have one result, not {results}")]
    Results {
        /// Name of the strategy.
        strategy: String,
        /// Name of the decision.
        rule: &'static str,
        /// Number of results.
        results: usize,
    },
    /// A decision made twice.
    #[error("strategy `{strategy}` has two rules for {rule}")]
    Twice {
        /// Name of the strategy.
        strategy: String,
        /// Name of the decision.
        rule: &'static str,
    },
    /// Firms that never choose.
    #[error("switching: firms choose every 1 or more quarters, not every 0")]
    Every,
    /// No intensity of choice.
    #[error("switching: the intensity must be a number of at least 0, not {0}")]
    Intensity(f64),
    /// No weight of past performance.
    #[error("switching: memory is at least 0 and below 1, not {0}")]
    Memory(f64),
    /// A measure of performance that firms do not have.
    #[error("switching: firms have no number `{0}`")]
    By(&'static str),
}
